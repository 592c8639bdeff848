/// A fixed number of decimal digits, kept as ASCII; the common body of the identity numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Digits<const N: usize>([u8; N]);

/// What keeps a text from being `N` digits; each identity number has its own public form of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DigitsError {
    Length { found: usize },
    NotADigit { position: usize },
}

impl<const N: usize> Digits<N> {
    /// Returns the digits of a text in which spaces and dots may stand between them.
    ///
    /// A foreign character is reported before a wrong length, because it is the likelier cause.
    pub(crate) fn parse(text: &str) -> Result<Self, DigitsError> {
        let mut digits = [0_u8; N];
        let mut found = 0_usize;
        for character in text.chars().filter(|character| !is_separator(*character)) {
            if !character.is_ascii_digit() {
                return Err(DigitsError::NotADigit { position: found + 1 });
            }
            if let Some(place) = digits.get_mut(found) {
                *place = character as u8;
            }
            found += 1;
        }
        if found == N { Ok(Self(digits)) } else { Err(DigitsError::Length { found }) }
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII digits are stored")
    }

    /// Returns the number that the 1-based digits `first..=last` write.
    pub(crate) fn number(&self, first: usize, last: usize) -> u32 {
        self.0[first - 1..last].iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    }

    /// Returns the text with all but the first and the last four digits hidden.
    pub(crate) fn masked(&self) -> String {
        let text = self.as_str();
        format!("{}{}{}", &text[..4], "•".repeat(N - 8), &text[N - 4..])
    }
}

/// Says whether a character may stand between digits: any white space, or a dot.
pub(crate) fn is_separator(character: char) -> bool {
    character == '.' || character.is_whitespace()
}

/// Returns the 1-based range of the first region block that cannot be: province below 11, others 00.
pub(crate) fn wrong_region_block<const N: usize>(digits: &Digits<N>) -> Option<(usize, usize)> {
    let blocks = [(1, 2, 11), (3, 4, 1), (5, 6, 1)];
    blocks
        .into_iter()
        .find(|(first, last, least)| digits.number(*first, *last) < *least)
        .map(|(first, last, _)| (first, last))
}

/// Returns the 1-based range of the digits that keep `DDMMYY` at digits 7 to 12 from being a date.
///
/// The century is not written, so 29 February passes whenever either century has it.
pub(crate) fn wrong_day_month_year(day: u32, month: u32, year_of_century: u32) -> Option<(usize, usize)> {
    if !(1..=12).contains(&month) {
        return Some((9, 10));
    }
    if !(1..=31).contains(&day) {
        return Some((7, 8));
    }
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day > longest {
        return Some((7, 10));
    }
    // Of the years 00, 2000 was a leap year, so every multiple of four has one.
    (month == 2 && day == 29 && !year_of_century.is_multiple_of(4)).then_some((7, 12))
}
