//! Faults of facts and conditions: declarations, dead lines, facts that a circular forgot.

use super::BookFinding;
use crate::condition::{ConditionId, Search, Searcher, Sought};
use crate::document::{Document, SetLine};
use crate::draft::{DocumentConditions, LineConditions};
use crate::facts::{FactDecl, FactKind};
use chrono::NaiveDate;

/// Words that the language keeps for itself.
const RESERVED: [&str; 4] = ["true", "false", "null", "in"];

/// Finds declarations of facts that no condition could use; they come sorted by name.
pub(crate) fn fact_declarations(decls: &[FactDecl], findings: &mut Vec<BookFinding>) {
    for decl in decls {
        if let Some(fault) = fault_of(decl) {
            findings.push(BookFinding::FactDeclaration { fact: decl.name.to_owned(), fault });
        }
    }
    for pair in decls.windows(2).filter(|pair| pair[0].name == pair[1].name) {
        let fact = pair[0].name.to_owned();
        findings.push(BookFinding::FactDeclaration { fact, fault: "is declared twice" });
    }
}

fn fault_of(decl: &FactDecl) -> Option<&'static str> {
    let is_letter = |letter: char| letter.is_ascii_lowercase();
    let is_sign = |sign: char| is_letter(sign) || sign.is_ascii_digit() || sign == '_';
    if !decl.name.starts_with(is_letter) || !decl.name.chars().all(is_sign) {
        return Some("has a name with other signs than lower case letters, digits and _");
    }
    if RESERVED.contains(&decl.name) {
        return Some("has a name that conditions use for something else");
    }
    match decl.kind {
        FactKind::Choice(words) if words.is_empty() || words.len() > 64 => {
            return Some("needs between 1 and 64 words");
        }
        FactKind::Integer { min, max } if min > max => return Some("has no value between its bounds"),
        _ => {}
    }
    let fits = decl.default_value().is_none_or(|value| decl.kind.fits(&value));
    (!fits).then_some("has a default that does not fit its kind")
}

/// Finds lines that can never hold and facts for which a circular forgot to say something.
pub(crate) fn conditions(
    document: &Document,
    read: &DocumentConditions,
    searcher: &mut Searcher<'_>,
    findings: &mut Vec<BookFinding>,
) {
    if !read.is_sound {
        return;
    }
    for key in dead(read, searcher) {
        findings.push(BookFinding::NeverHolds { file: document.file.clone(), key });
    }
    gaps(document, read, searcher, findings);
}

/// Returns the keys of conditions that no facts meet.
fn dead(read: &DocumentConditions, searcher: &mut Searcher<'_>) -> Vec<String> {
    let mut never = |id: ConditionId| {
        searcher.search(&Sought { holding: vec![id], ..Sought::default() }) == Search::Nothing
    };
    if read.circular.is_some_and(&mut never) {
        return vec!["circular.when".to_owned()];
    }
    let dead = read.lines.iter().enumerate().filter(|(_, line)| line.whole.is_some_and(&mut never));
    dead.map(|(index, _)| format!("set[{}].when", index + 1)).collect()
}

/// Finds, for each parameter and scope, the first day and facts that no line of the circular answers.
fn gaps(
    document: &Document,
    read: &DocumentConditions,
    searcher: &mut Searcher<'_>,
    findings: &mut Vec<BookFinding>,
) {
    let lines: Vec<Line<'_>> = document.sets.iter().zip(read.lines.iter().copied()).collect();
    for (index, (line, _)) in lines.iter().enumerate() {
        let is_alike = |other: &SetLine| other.parameter == line.parameter && other.scope == line.scope;
        if lines[..index].iter().any(|(other, _)| is_alike(other)) {
            continue;
        }
        let group: Vec<Line<'_>> = lines
            .iter()
            .copied()
            .filter(|(other, _)| other.parameter == line.parameter && other.scope.contains(&line.scope))
            .collect();
        let mut days = days(&group).into_iter();
        findings.extend(days.find_map(|on| gap_on(on, &group, document, read, searcher)));
    }
}

type Line<'d> = (&'d SetLine, LineConditions);

/// Returns the days on which another set of lines begins to be in force.
fn days(group: &[Line<'_>]) -> Vec<NaiveDate> {
    let starts = group.iter().map(|(line, _)| line.from);
    let ends = group.iter().filter_map(|(line, _)| line.until?.succ_opt());
    let mut days: Vec<NaiveDate> = starts.chain(ends).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn gap_on(
    on: NaiveDate,
    group: &[Line<'_>],
    document: &Document,
    read: &DocumentConditions,
    searcher: &mut Searcher<'_>,
) -> Option<BookFinding> {
    let is_in_force = |line: &SetLine| line.from <= on && line.until.is_none_or(|until| on <= until);
    let in_force: Vec<&Line<'_>> = group.iter().filter(|(line, _)| is_in_force(line)).collect();
    let own: Option<Vec<ConditionId>> = in_force.iter().map(|(_, conditions)| conditions.own).collect();
    // A line without a condition answers all facts; no line at all is a matter of dates.
    let mut not_holding = own.filter(|own| !own.is_empty())?;
    not_holding.extend(group.iter().filter_map(|(_, conditions)| conditions.silent_where));
    not_holding.extend(read.silent_where);
    let sought = Sought { holding: read.circular.into_iter().collect(), not_holding };
    let (file, parameter) = (document.file.clone(), group[0].0.parameter.clone());
    match searcher.search(&sought) {
        Search::Nothing => None,
        Search::Found(facts) => Some(BookFinding::GapOfFacts { file, parameter, on, facts }),
        Search::TooMany => Some(BookFinding::TooTangled { file, parameter }),
    }
}
