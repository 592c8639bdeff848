//! Codes of attendance lists: nobody guesses one, and a person can type it.

/// Digits and letters without those that look alike.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of a code: 80 bits.
pub(crate) const CODE_LETTERS: usize = 16;

/// Returns a code from random bytes.
pub(crate) fn code(random: [u8; CODE_LETTERS]) -> String {
    random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// Reads a code as people type it; nothing when it can be none.
pub(crate) fn typed(text: &str) -> Option<String> {
    let is_said = |letter: &char| !letter.is_whitespace() && *letter != '-';
    let code: String = text.chars().filter(is_said).take(CODE_LETTERS + 1).collect();
    let code = code.to_ascii_uppercase();
    let is_code = code.len() == CODE_LETTERS && code.bytes().all(|byte| LETTERS.contains(&byte));
    is_code.then_some(code)
}

/// Returns a code as it is printed: four letters at a time.
pub(crate) fn printed(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_as_printed_or_in_small_letters() {
        for start in 0..=255_u8 {
            let code =
                code(std::array::from_fn(|place| start.wrapping_mul(7).wrapping_add(place as u8 * 11)));
            assert_eq!(typed(&printed(&code)).as_deref(), Some(code.as_str()));
            assert_eq!(typed(&code.to_lowercase()).as_deref(), Some(code.as_str()));
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        for bad in
            ["", "ABCD", "ABCDEFGH2345678", "ABCDEFGH23456789A", "ABCDEFGH2345678O", "ABCDEFGH2345678é"]
        {
            assert_eq!(typed(bad), None, "{bad}");
        }
    }
}
