/// Returns a whole number as Indonesian screens show it: `7.600`.
pub fn thousands(number: i64) -> String {
    grouped(number, '.')
}

/// Returns a whole number as English screens show it: `7,600`.
pub fn thousands_english(number: i64) -> String {
    grouped(number, ',')
}

fn grouped(number: i64, separator: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
