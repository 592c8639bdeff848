//! Days between two lines of one circular for which it says nothing.

use chrono::NaiveDate;
use siaga_policy::{Document, Scope, SetLine};

/// Days inside the time of a parameter that no line of the circular covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeGap {
    pub(crate) parameter: String,
    pub(crate) scope: Scope,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
}

/// Returns the gaps of a circular, parameter by parameter and scope by scope. Conditions do not matter: a day
/// with a line under a condition was thought of.
pub(crate) fn time_gaps(document: &Document) -> Vec<TimeGap> {
    let mut groups: Vec<Vec<&SetLine>> = Vec::new();
    for line in &document.sets {
        let same =
            |group: &&mut Vec<&SetLine>| group[0].parameter == line.parameter && group[0].scope == line.scope;
        match groups.iter_mut().find(same) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    groups.into_iter().flat_map(of_lines).collect()
}

fn of_lines(mut lines: Vec<&SetLine>) -> Vec<TimeGap> {
    lines.sort_by_key(|line| line.from);
    let mut gaps = Vec::new();
    let mut covered = lines[0].until;
    for line in &lines[1..] {
        let Some(until) = covered else { break };
        let last = line.from.pred_opt().unwrap_or(line.from);
        if let Some(first) = until.succ_opt().filter(|first| *first <= last) {
            gaps.push(TimeGap {
                parameter: line.parameter.clone(),
                scope: line.scope.clone(),
                from_on: first,
                until_on: last,
            });
        }
        covered = line.until.map(|own| own.max(until));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of one parameter: first and last day, more keys.
    fn gaps(lines: &[(&str, &str, &str)]) -> Vec<(String, String)> {
        let mut text = "[circular]\nid = \"12.18/a\"\nissuer = \"B\"\ntitle = \"T\"\nsource = \"s\"\n\
                        checked_on = 2021-06-20\nverified = true\nscope = { region = \"12.18\" }\n"
            .to_owned();
        for (from, until, rest) in lines {
            let until = if until.is_empty() { String::new() } else { format!("until = {until}\n") };
            text.push_str(&format!(
                "[[set]]\nparameter = \"a.b\"\nvalue = 1\nfrom = {from}\narticle = \"1\"\n{until}{rest}\n"
            ));
        }
        let document = Document::parse("test", &text).expect("complete");
        let days = |gap: TimeGap| (gap.from_on.to_string(), gap.until_on.to_string());
        time_gaps(&document).into_iter().map(days).collect()
    }

    fn gap(from: &str, until: &str) -> Vec<(String, String)> {
        vec![(from.to_owned(), until.to_owned())]
    }

    #[test]
    fn days_between_two_lines_are_a_gap_of_which_both_ends_are_told() {
        let ends = ("2020-05-20", "2020-06-01", "");
        assert_eq!(gaps(&[ends, ("2020-06-02", "", "")]), []);
        assert_eq!(gaps(&[ends, ("2020-06-03", "", "")]), gap("2020-06-02", "2020-06-02"));
        assert_eq!(gaps(&[("2020-06-10", "", ""), ends]), gap("2020-06-02", "2020-06-09"), "in any order");
        assert_eq!(gaps(&[ends]), [], "an end is no gap");
    }

    #[test]
    fn a_longer_line_covers_what_lies_between_shorter_ones() {
        let short = [("2020-05-20", "2020-06-01", ""), ("2020-06-10", "2020-06-12", "")];
        assert_eq!(gaps(&[short[0], short[1], ("2020-05-20", "", "when = \"zone == 'red'\"")]), []);
        assert_eq!(gaps(&[("2020-05-01", "2020-06-11", ""), short[0], short[1]]), []);
    }

    #[test]
    fn lines_for_others_cover_nothing() {
        let short = [("2020-05-20", "2020-06-01", ""), ("2020-06-10", "", "")];
        let district = ("2020-05-01", "", "place = \"12.18.01\"");
        assert_eq!(gaps(&[short[0], short[1], district]), gap("2020-06-02", "2020-06-09"));
    }
}
