//! Which person of a list somebody means by a few letters or digits.

/// A person who can be meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) id: i64,
    pub(crate) name: &'a str,
    /// NIP or staff number, empty for neither.
    pub(crate) number: &'a str,
}

/// Why nobody is meant for sure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unclear {
    /// Nobody fits.
    #[error("nobody fits")]
    Nobody,
    /// Several fit.
    #[error("several fit")]
    Several(Vec<String>),
}

/// Fewer letters and digits of a number say nothing.
const NUMBER_MIN: usize = 3;

/// Returns who is meant.
///
/// # Shape
/// Every word of the text must begin a word of the name or, with a digit and three letters or more,
/// stand in the number. Of several who fit, one whose name has exactly these words is meant.
///
/// # Errors
/// [`Unclear`], with the names of all who fit.
pub(crate) fn who_is_meant(text: &str, candidates: &[Candidate<'_>]) -> Result<i64, Unclear> {
    let wanted = words(text);
    if wanted.is_empty() {
        return Err(Unclear::Nobody);
    }
    let fitting: Vec<_> = candidates.iter().filter(|candidate| fits(&wanted, candidate)).collect();
    let exact: Vec<_> = fitting.iter().filter(|candidate| words(candidate.name) == wanted).collect();
    match (fitting.as_slice(), exact.as_slice()) {
        ([], _) => Err(Unclear::Nobody),
        ([only], _) => Ok(only.id),
        (_, [only]) => Ok(only.id),
        (several, _) => Err(Unclear::Several(several.iter().map(|found| found.name.to_owned()).collect())),
    }
}

fn fits(wanted: &[String], candidate: &Candidate<'_>) -> bool {
    let name = words(candidate.name);
    let number = candidate.number.to_lowercase();
    wanted.iter().all(|word| {
        let is_number = word.len() >= NUMBER_MIN && word.bytes().any(|byte| byte.is_ascii_digit());
        name.iter().any(|part| part.starts_with(word.as_str()))
            || (is_number && number.contains(word.as_str()))
    })
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [Candidate<'_>; 4] = [
        Candidate { id: 1, name: "Ani Lestari, S.E.", number: "198701012010012001" },
        Candidate { id: 2, name: "Ani Lestari Putri", number: "199002022015032002" },
        Candidate { id: 3, name: "Budi Santoso", number: "197503032000031003" },
        Candidate { id: 4, name: "Budi Santoso Lubis", number: "" },
    ];

    #[test]
    fn a_few_letters_or_digits_are_enough_when_one_person_fits() {
        assert_eq!(who_is_meant("put", &PEOPLE), Ok(2));
        assert_eq!(who_is_meant("  LUBIS ", &PEOPLE), Ok(4));
        assert_eq!(who_is_meant("1987", &PEOPLE), Ok(1));
        assert_eq!(who_is_meant("ani 2002", &PEOPLE), Ok(2));
        let staff = [Candidate { id: 7, name: "Citra", number: "S104" }];
        assert_eq!(who_is_meant("s104", &staff), Ok(7));
    }

    #[test]
    fn the_exact_name_is_meant_although_a_longer_one_fits_too() {
        assert_eq!(who_is_meant("budi santoso", &PEOPLE), Ok(3));
    }

    #[test]
    fn several_and_nobody_are_told() {
        let several = vec!["Ani Lestari, S.E.".to_owned(), "Ani Lestari Putri".to_owned()];
        assert_eq!(who_is_meant("ani", &PEOPLE), Err(Unclear::Several(several)));
        assert_eq!(who_is_meant("citra", &PEOPLE), Err(Unclear::Nobody));
        assert_eq!(who_is_meant("20", &PEOPLE), Err(Unclear::Nobody), "two digits say nothing");
        assert_eq!(who_is_meant(" - ", &PEOPLE), Err(Unclear::Nobody));
    }
}
