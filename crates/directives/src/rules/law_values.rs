//! Values of law as offices write them in a form, and back.

use siaga_policy::ParamKind;
use toml::Value;

/// Reads a value as a form has it; nothing when it cannot be of this kind.
///
/// # Shape
/// Shares are written in percent with their sign (`50 %`, `37,5 %`), so that 50 is never taken for 50
/// thousandths. Yes and no may be written in both languages; items of a list are parted by `;`.
pub(crate) fn read(kind: Option<ParamKind>, text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match kind {
        Some(ParamKind::Flag) => flag(text).map(Value::Boolean),
        Some(ParamKind::Integer { .. }) => integer(text).map(Value::Integer),
        Some(ParamKind::Permille) => permille(text).map(Value::Integer),
        Some(ParamKind::List) => Some(list(text)),
        Some(ParamKind::TimeOfDay | ParamKind::Span) => Some(Value::String(clocks(text))),
        Some(ParamKind::Choice(_) | ParamKind::Text) => Some(Value::String(text.to_owned())),
        // Nobody declares the parameter: the check says so; here the text only must not get lost.
        None => Some(guess(text)),
    }
}

/// Writes a value as the form shows it.
pub(crate) fn write(kind: Option<ParamKind>, value: &Value) -> Option<String> {
    match (kind, value) {
        (Some(ParamKind::Permille), Value::Integer(permille)) => Some(percent(*permille)),
        (_, Value::Boolean(true)) => Some("ya".to_owned()),
        (_, Value::Boolean(false)) => Some("tidak".to_owned()),
        (_, Value::Integer(number)) => Some(number.to_string()),
        (_, Value::String(text)) => Some(text.clone()),
        (_, Value::Array(items)) => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            texts.map(|texts| texts.join("; "))
        }
        _ => None,
    }
}

/// Returns a share in thousandths as percent: `50 %`, `37,5 %`.
pub(crate) fn percent(permille: i64) -> String {
    match permille % 10 {
        0 => format!("{} %", permille / 10),
        rest => format!("{},{} %", permille / 10, rest.abs()),
    }
}

fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ya" | "yes" | "true" => Some(true),
        "tidak" | "no" | "false" => Some(false),
        _ => None,
    }
}

fn integer(text: &str) -> Option<i64> {
    let plain = text.replace('.', "");
    let is_grouped = text.split('.').skip(1).all(|group| group.len() == 3);
    is_grouped.then(|| plain.parse().ok())?
}

fn permille(text: &str) -> Option<i64> {
    let number = text.strip_suffix('%')?.trim().replace(',', ".");
    let (whole, tenth) = number.split_once('.').unwrap_or((&number, "0"));
    let digit = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole: i64 = whole.parse().ok()?;
    (digit(tenth) && (0..=100_000).contains(&whole))
        .then(|| tenth.parse().ok().map(|t: i64| whole * 10 + t))?
}

fn list(text: &str) -> Value {
    let items = text.split(';').map(str::trim).filter(|item| !item.is_empty());
    Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
}

/// `07.30 - 16.00` is how offices write it; law files have colons and no blanks.
fn clocks(text: &str) -> String {
    text.replace(' ', "").replace('.', ":").replace('–', "-")
}

fn guess(text: &str) -> Value {
    if let Some(flag) = flag(text) {
        return Value::Boolean(flag);
    }
    text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Integer)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Option<ParamKind> = Some(ParamKind::Integer { min: 0, max: 1_000_000 });

    #[test]
    fn shares_need_their_sign() {
        let share = |text: &str| read(Some(ParamKind::Permille), text);
        assert_eq!(share("50 %"), Some(Value::Integer(500)));
        assert_eq!(share("37,5%"), Some(Value::Integer(375)));
        assert_eq!(share("100%"), Some(Value::Integer(1000)));
        assert_eq!(share("101 %"), Some(Value::Integer(1010)), "the check says that it is too much");
        for unclear in ["50", "0,5", "50 permil", "37,55 %", "-5 %", "%", ""] {
            assert_eq!(share(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn what_a_form_shows_can_be_read_again() {
        let values = [
            (Some(ParamKind::Permille), "37,5 %"),
            (Some(ParamKind::Flag), "tidak"),
            (WHOLE, "30"),
            (Some(ParamKind::List), "health; travel"),
            (Some(ParamKind::Span), "07:30-16:00"),
        ];
        for (kind, text) in values {
            let value = read(kind, text).expect("it fits");
            assert_eq!(write(kind, &value).as_deref(), Some(text));
        }
        assert_eq!(read(Some(ParamKind::Span), "07.30 – 16.00"), Some(Value::String("07:30-16:00".into())));
        assert_eq!(read(WHOLE, "1.000"), Some(Value::Integer(1000)));
        assert_eq!(read(WHOLE, "1.5"), None);
    }
}
