//! Answers as they are typed.

use crate::model::{AnswerKind, AnswerValue};

/// Letters of an answer in words.
pub(crate) const TEXT_MAX: usize = 2_000;
/// Numbers of more digits are a slip.
const DIGITS_MAX: usize = 15;

/// Returns the answer that was typed into one or two fields; nothing when they are empty.
///
/// # Errors
/// A problem code: `inspection.answer_number`, `inspection.answer_share`, `inspection.answer_yes_no`,
/// `inspection.answer_long`.
pub(crate) fn read(kind: AnswerKind, first: &str, second: &str) -> Result<Option<AnswerValue>, &'static str> {
    let (first, second) = (first.trim(), second.trim());
    if first.is_empty() && second.is_empty() {
        return Ok(None);
    }
    let value = match kind {
        AnswerKind::Text | AnswerKind::Programmes => {
            if first.chars().count() > TEXT_MAX {
                return Err("inspection.answer_long");
            }
            let is_shown = |letter: &char| matches!(letter, '\n' | '\t') || !letter.is_control();
            AnswerValue::Text { text: first.chars().filter(is_shown).collect() }
        }
        AnswerKind::Number => AnswerValue::Number { number: number(first)? },
        AnswerKind::Rupiah => AnswerValue::Rupiah { rupiah: rupiah(first)? },
        AnswerKind::YesNo => AnswerValue::YesNo {
            yes: match first {
                "yes" => true,
                "no" => false,
                _ => return Err("inspection.answer_yes_no"),
            },
        },
        AnswerKind::Share => {
            let (part, whole) = (number(first)?, number(second)?);
            if part > whole || whole == 0 {
                return Err("inspection.answer_share");
            }
            AnswerValue::Share { part, whole }
        }
    };
    Ok(Some(value))
}

fn rupiah(text: &str) -> Result<i64, &'static str> {
    let bare = text.strip_prefix("Rp").unwrap_or(text);
    number(bare.strip_suffix(",00").unwrap_or(bare))
}

/// Reads a whole number, with dots between thousands or without.
fn number(text: &str) -> Result<i64, &'static str> {
    let text = text.trim();
    let groups: Vec<&str> = text.split('.').collect();
    let is_grouped = groups.len() > 1;
    let is_well_grouped = !is_grouped
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    let digits: String = groups.concat();
    let is_number = !digits.is_empty()
        && digits.len() <= DIGITS_MAX
        && is_well_grouped
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        digits.parse().map_err(|_| "inspection.answer_number")
    } else {
        Err("inspection.answer_number")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_reads_its_own() {
        let text = |text: &str| Some(AnswerValue::Text { text: text.to_owned() });
        let table = [
            (AnswerKind::Text, " belum ", "", Ok(text("belum"))),
            (AnswerKind::Text, "a\u{0}b\r\nc", "", Ok(text("ab\nc"))),
            (AnswerKind::Text, "", "", Ok(None)),
            (AnswerKind::Number, "1.234", "", Ok(Some(AnswerValue::Number { number: 1_234 }))),
            (AnswerKind::Number, "0", "", Ok(Some(AnswerValue::Number { number: 0 }))),
            (AnswerKind::Number, "-1", "", Err("inspection.answer_number")),
            (AnswerKind::Number, "1.23", "", Err("inspection.answer_number")),
            (AnswerKind::Number, "1,5", "", Err("inspection.answer_number")),
            (AnswerKind::Number, "9999999999999999", "", Err("inspection.answer_number")),
            (AnswerKind::Number, "١٢", "", Err("inspection.answer_number")),
            (AnswerKind::Share, "202", "237", Ok(Some(AnswerValue::Share { part: 202, whole: 237 }))),
            (AnswerKind::Share, "237", "237", Ok(Some(AnswerValue::Share { part: 237, whole: 237 }))),
            (AnswerKind::Share, "238", "237", Err("inspection.answer_share")),
            (AnswerKind::Share, "0", "0", Err("inspection.answer_share")),
            (AnswerKind::Share, "5", "", Err("inspection.answer_number")),
            (AnswerKind::YesNo, "yes", "", Ok(Some(AnswerValue::YesNo { yes: true }))),
            (AnswerKind::YesNo, "no", "", Ok(Some(AnswerValue::YesNo { yes: false }))),
            (AnswerKind::YesNo, "mungkin", "", Err("inspection.answer_yes_no")),
            (AnswerKind::Rupiah, "Rp 1.500.000,00", "", Ok(Some(AnswerValue::Rupiah { rupiah: 1_500_000 }))),
            (AnswerKind::Rupiah, "1500", "", Ok(Some(AnswerValue::Rupiah { rupiah: 1_500 }))),
            (AnswerKind::Rupiah, "Rp", "", Err("inspection.answer_number")),
            (AnswerKind::Programmes, "baik", "", Ok(text("baik"))),
        ];
        for (kind, first, second, wanted) in table {
            assert_eq!(read(kind, first, second), wanted, "{kind:?} {first} {second}");
        }
        let long = "é".repeat(TEXT_MAX + 1);
        assert_eq!(read(AnswerKind::Text, &long, ""), Err("inspection.answer_long"));
        assert!(read(AnswerKind::Text, &"é".repeat(TEXT_MAX), "").is_ok());
    }
}
