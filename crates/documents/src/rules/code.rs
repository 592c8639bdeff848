//! Codes of the verification page: short, unguessable, readable aloud.

/// Letters without those that look like others (I, L, O, U).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code: 60 bits, so that trying codes out leads nowhere.
pub(crate) const CODE_LETTERS: usize = 12;

/// Returns a code from random bytes, without hyphens.
pub(crate) fn code(random: [u8; CODE_LETTERS]) -> String {
    random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// Returns a code as it is printed: `ABCD-EFGH-JKMN`.
pub(crate) fn printed(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Reads a code as people type it; nothing when it can be none.
///
/// Case, blanks and hyphens do not count; O is read as 0, I and L as 1.
pub(crate) fn typed(text: &str) -> Option<String> {
    let letters: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '–'))
        .take(CODE_LETTERS + 1)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let is_code = letters.len() == CODE_LETTERS && letters.bytes().all(|byte| LETTERS.contains(&byte));
    is_code.then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_gives_a_letter_that_is_read_back() {
        for start in (0..=255_u8).step_by(3) {
            let code = code(std::array::from_fn(|place| start.wrapping_add(place as u8)));
            assert_eq!(code.len(), CODE_LETTERS);
            assert_eq!(typed(&printed(&code)).as_deref(), Some(code.as_str()));
        }
    }

    #[test]
    fn people_type_codes_in_many_ways() {
        let wanted = Some("ABCD0123X1Y0".to_owned());
        for text in ["ABCD-0123-X1Y0", "abcd 0123 x1y0", " abcdO123xIyo ", "ABCD.0123.XLYO"] {
            assert_eq!(typed(text), wanted, "{text}");
        }
        for wrong in ["", "ABCD", "ABCD-0123-X1Y", "ABCD-0123-X1Y00", "ABCD-0123-X1YU", "ABCD-0123-X1Yé"] {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
    }
}
