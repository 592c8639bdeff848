//! Texts in quotes that follow a piece of code.

/// Returns the first quoted text after each `opening` when nothing but blanks stands between.
///
/// With `skip_argument` the text is the second argument: one argument without quotes comes before it.
pub(crate) fn quoted_after<'a>(code: &'a str, opening: &str, skip_argument: bool) -> Vec<&'a str> {
    let rests = code.match_indices(opening).map(|(at, found)| &code[at + found.len()..]);
    rests.filter_map(|rest| quoted(if skip_argument { after_comma(rest)? } else { rest })).collect()
}

fn after_comma(rest: &str) -> Option<&str> {
    let (argument, rest) = rest.split_once(',')?;
    (!argument.contains(['"', ';', ')'])).then_some(rest)
}

fn quoted(rest: &str) -> Option<&str> {
    rest.trim_start().strip_prefix('"')?.split_once('"').map(|(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::quoted_after;

    #[test]
    fn only_a_text_that_follows_at_once_counts() {
        let code = "page.t(\"a-b\"); page.t(\n    \"c-d\"); page.t(id, \"e-f\")";
        assert_eq!(quoted_after(code, ".t(", false), ["a-b", "c-d"]);
        assert_eq!(quoted_after("new(Kind::Busy, \"a.b\")", "new(", true), ["a.b"]);
    }
}
