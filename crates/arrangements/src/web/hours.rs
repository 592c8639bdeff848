//! Hours of work as people type them.

/// Reads `7`, `7,5`, `7.5` or `7:30` as minutes.
pub(super) fn minutes(text: &str) -> Option<i32> {
    let text = text.trim();
    if let Some((hours, minutes)) = text.split_once(':') {
        let minutes: i32 = digits(minutes)?;
        return (minutes < 60).then_some(digits(hours)? * 60 + minutes);
    }
    let (hours, part) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let hundredths = match part.len() {
        1 => digits(part)? * 10,
        2 => digits(part)?,
        _ => return None,
    };
    Some(digits(hours)? * 60 + hundredths * 60 / 100)
}

fn digits(text: &str) -> Option<i32> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Returns minutes as `7.30`.
pub(super) fn text(minutes: i32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (typed, read) in
            [("7", 420), ("7,5", 450), ("7.25", 435), ("7:30", 450), ("0,5", 30), ("24", 1440)]
        {
            assert_eq!(minutes(typed), Some(read), "{typed}");
        }
        for odd in ["", "tujuh", "7:60", "7,555", "-1", "1e3", "123"] {
            assert_eq!(minutes(odd), None, "{odd}");
        }
        assert_eq!(minutes(&text(435)), Some(435));
    }
}
