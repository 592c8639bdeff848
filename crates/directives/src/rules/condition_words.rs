//! A condition cut into pieces that can be said in words.

/// One piece of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The name of a fact.
    Fact(String),
    /// A word of a choice, without its quotes.
    Word(String),
    /// A number.
    Number(String),
    /// `true` or `false`.
    Flag(bool),
    /// A sign or word of the language: `&&`, `==`, `in` …
    Sign(&'static str),
}

/// Longer signs come first, so that `<=` is not read as `<`.
const SIGNS: &[&str] = &["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ","];

/// Cuts a condition into its pieces; nothing when it has a sign that conditions do not use.
pub(crate) fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let taken = if first == '\'' || first == '"' {
            let end = rest[1..].find(first)? + 1;
            pieces.push(Piece::Word(rest[1..end].to_owned()));
            end + 1
        } else if first.is_ascii_alphanumeric() || first == '_' || first == '-' {
            let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
            let end = rest[1..].find(|sign| !is_part(sign)).map_or(rest.len(), |end| end + 1);
            pieces.push(named(&rest[..end]));
            end
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
            pieces.push(Piece::Sign(sign));
            sign.len()
        };
        rest = rest[taken..].trim_start();
    }
    Some(pieces)
}

fn named(name: &str) -> Piece {
    match name {
        "true" => Piece::Flag(true),
        "false" => Piece::Flag(false),
        "in" => Piece::Sign("in"),
        number if number.starts_with(|first: char| first.is_ascii_digit() || first == '-') => {
            Piece::Number(number.to_owned())
        }
        fact => Piece::Fact(fact.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_cut_at_its_signs() {
        let fact = |name: &str| Piece::Fact(name.to_owned());
        let word = |name: &str| Piece::Word(name.to_owned());
        assert_eq!(
            pieces("zone in ['red', \"orange\"] && !java_bali||ppkm_level>=3").expect("it is CEL"),
            [
                fact("zone"),
                Piece::Sign("in"),
                Piece::Sign("["),
                word("red"),
                Piece::Sign(","),
                word("orange"),
                Piece::Sign("]"),
                Piece::Sign("&&"),
                Piece::Sign("!"),
                fact("java_bali"),
                Piece::Sign("||"),
                fact("ppkm_level"),
                Piece::Sign(">="),
                Piece::Number("3".to_owned()),
            ]
        );
        assert_eq!(pieces("direct_service == false").expect("it is CEL")[2], Piece::Flag(false));
        assert_eq!(pieces("zone == 'red"), None);
        assert_eq!(pieces("a + b"), None);
    }
}
