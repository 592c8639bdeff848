//! Rules, places and states of rosters in the reader's language.

use crate::model::{ArrangedPlace, Mark, Outcome, RosterState};
use crate::ops::roster_check::RosterFinding;
use chrono::NaiveDate;
use siaga_platform::web::Page;
use siaga_roster::{Half, Objective, Proof, Rule, RuleKind};

/// Days that a text names before it only counts.
const DAYS_NAMED: usize = 4;

/// Returns the name of a place.
pub(crate) fn place(page: &Page, place: ArrangedPlace) -> String {
    page.t(crate::explain::place_message(place))
}

/// Returns the letter of a place on the grid.
pub(crate) fn letter(page: &Page, place: ArrangedPlace) -> String {
    page.t(format!("arranged-letter-{}", place.as_str()))
}

/// Returns the places with their letters, for legends.
pub(crate) fn legend(page: &Page) -> Vec<(&'static str, String, String)> {
    ArrangedPlace::ALL.map(|one| (one.as_str(), letter(page, one), place(page, one))).to_vec()
}

/// Returns tone and name of a state.
pub(crate) fn state(page: &Page, state: RosterState, is_replaced: bool) -> (&'static str, String) {
    let (tone, name) = match state {
        RosterState::Draft => ("info", "rosters-state-draft"),
        RosterState::Signed if is_replaced => ("quiet", "rosters-state-replaced"),
        RosterState::Signed => ("good", "rosters-state-signed"),
        RosterState::Discarded => ("quiet", "rosters-state-discarded"),
    };
    (tone, page.t(name))
}

/// Returns who did something and when.
pub(crate) fn mark(page: &Page, mark: &Mark) -> String {
    let name = if mark.name.is_empty() { &mark.by } else { &mark.name };
    format!("{}, {}", maker(page, name), page.time(mark.at))
}

/// Returns the name of who did something; a job of this program has no name that people know.
pub(crate) fn maker(page: &Page, name: &str) -> String {
    if name.starts_with("arrangements.") { page.t("arrangements-by-program") } else { name.to_owned() }
}

/// Returns a period.
pub(crate) fn period(page: &Page, from_on: NaiveDate, until_on: NaiveDate) -> String {
    page.t2("rosters-period", "from", page.date(from_on), "until", page.date(until_on))
}

/// Returns some days; of many the first ones and how many more.
pub(crate) fn days(page: &Page, days: &[NaiveDate]) -> String {
    let named: Vec<String> = days.iter().take(DAYS_NAMED).map(|on| page.date_long(*on)).collect();
    let named = named.join("; ");
    match days.len().saturating_sub(DAYS_NAMED) {
        0 => named,
        more => page.t2("rosters-days-more", "days", named, "more", more),
    }
}

/// Returns a rule as it stands in a contradiction.
pub(crate) fn rule(page: &Page, rule: &Rule) -> String {
    let text = page.tn(format!("rosters-rule-{}", rule.kind.code()), &values(page, rule));
    match rule.on.is_empty() {
        true => text,
        false => page.t2("rosters-rule-on", "rule", text, "days", days(page, &rule.on)),
    }
}

/// Returns what to do about a rule.
pub(crate) fn advice(page: &Page, kind: RuleKind) -> String {
    page.t(format!("rosters-advice-{}", kind.code()))
}

fn values(page: &Page, rule: &Rule) -> Vec<(&'static str, String)> {
    let half = match rule.half {
        None => String::new(),
        Some(Half::Morning) => page.t("rosters-half-morning"),
        Some(Half::Afternoon) => page.t("rosters-half-afternoon"),
    };
    let name = match rule.members.len() {
        0 | 1 => rule.name.clone(),
        people => page.t2("rosters-and-others", "name", &rule.name, "more", people - 1),
    };
    vec![
        ("name", name),
        ("number", page.number(rule.number)),
        ("people", page.number(rule.people)),
        ("half", half),
    ]
}

/// What a list of findings shows: the same rule on several days stands once.
pub(crate) struct FindingRow {
    pub(crate) text: String,
    pub(crate) days: String,
    pub(crate) advice: String,
    pub(crate) tone: &'static str,
    pub(crate) badge: String,
    /// Written reason with its author, empty for none.
    pub(crate) reason: String,
    pub(crate) may_except: bool,
    /// Keys of the rule on each of its days, for the form.
    pub(crate) keys: Vec<String>,
}

/// Returns findings for a list.
pub(crate) fn findings<'a>(page: &Page, all: impl IntoIterator<Item = &'a RosterFinding>) -> Vec<FindingRow> {
    let mut groups: Vec<Vec<&RosterFinding>> = Vec::new();
    for finding in all {
        let is_same = |group: &&mut Vec<&RosterFinding>| {
            let (one, other) = (&group[0].violation, &finding.violation);
            (one.rule.kind, &one.rule.name, one.rule.number, one.rule.half, one.found)
                == (other.rule.kind, &other.rule.name, other.rule.number, other.rule.half, other.found)
                && group[0].reason.as_ref().map(|reason| &reason.reason)
                    == finding.reason.as_ref().map(|reason| &reason.reason)
                && group[0].is_past == finding.is_past
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.iter().map(|group| finding_row(page, group)).collect()
}

fn finding_row(page: &Page, group: &[&RosterFinding]) -> FindingRow {
    let first = group[0];
    let rule = &first.violation.rule;
    let on: Vec<NaiveDate> =
        group.iter().flat_map(|finding| finding.violation.rule.on.iter().copied()).collect();
    let is_counted = !matches!(
        rule.kind,
        RuleKind::FixedOffice
            | RuleKind::FixedHome
            | RuleKind::Away
            | RuleKind::Serving
            | RuleKind::Malformed
    );
    let mut text = page.tn(format!("rosters-rule-{}", rule.kind.code()), &values(page, rule));
    if is_counted {
        text = page.t2("rosters-rule-found", "rule", text, "found", page.number(first.violation.found));
    }
    let (tone, badge) = match (first.is_past, first.hinders(), first.reason.is_some()) {
        (true, ..) => ("quiet", "rosters-finding-past"),
        (_, false, true) => ("info", "rosters-finding-reasoned"),
        _ => ("bad", "rosters-finding-open"),
    };
    let key = |finding: &&RosterFinding| {
        let rule = &finding.violation.rule;
        let on = rule.on.first().map(ToString::to_string).unwrap_or_default();
        format!("{}|{}|{on}", rule.kind.code(), finding.subject_id)
    };
    FindingRow {
        text,
        days: days(page, &on),
        advice: advice(page, rule.kind),
        tone,
        badge: page.t(badge),
        reason: first
            .reason
            .as_ref()
            .map(|reason| format!("{} ({})", reason.reason, mark(page, &reason.made)))
            .unwrap_or_default(),
        may_except: first.may_except && !first.is_past,
        keys: group.iter().map(key).collect(),
    }
}

/// Returns how good a plan is, in rows.
pub(crate) fn quality(page: &Page, now: &Objective, outcome: &Outcome) -> Vec<(String, String)> {
    let proof = match (outcome.proof, outcome.contradiction.is_empty()) {
        (Some(Proof::Optimal), _) => "rosters-proof-optimal",
        (Some(Proof::Bound(_)), _) => "rosters-proof-bound",
        (None, false) => "rosters-proof-contradiction",
        (None, true) => "rosters-proof-unknown",
    };
    let mut rows = vec![
        (page.t("rosters-proof"), page.t(proof)),
        (page.t("rosters-widest"), page.number(now.widest)),
        (page.t("rosters-changes-count"), page.number(now.changes)),
        (page.t("rosters-against-wish"), page.number(now.against_preference)),
    ];
    if now.team_days > 0 {
        rows.push((page.t("rosters-team-days"), page.number(now.team_days)));
    }
    rows
}

/// Returns something odd about the facts; what has no text of its own is told as it came.
pub(crate) fn oddity(page: &Page, (code, words): &(String, String)) -> String {
    let known = match code.as_str() {
        "arrangements.two_units" => Some("rosters-odd-two-units"),
        "arrangements.acts_elsewhere" => Some("rosters-odd-acting"),
        "arrangements.fixed_at_both" => Some("rosters-odd-fixed-at-both"),
        _ => None,
    };
    match known {
        Some(message) => page.t1(message, "words", words),
        None => words.clone(),
    }
}
