//! What a circular does: for whom which value changes from when, and which provisions give way to which.

use crate::ops::fact_reads::facts_between;
use crate::rules::fitness;
use chrono::NaiveDate;
use siaga_civil::RegionCode;
use siaga_directory as directory;
use siaga_platform::{Ctx, Law, Problem};
use siaga_policy::{AnswerSummary, Change, Document, Facts, Question, Value, WhyLost};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A value of law that changes for some agencies and work units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawChange {
    /// Name of the parameter.
    pub parameter: &'static str,
    /// First day with the new value.
    pub from_on: NaiveDate,
    /// Last such day; none when it stays.
    pub until_on: Option<NaiveDate>,
    /// What holds without the circular.
    pub before: Option<AnswerSummary>,
    /// What holds with it.
    pub after: Option<AnswerSummary>,
    /// Why the provision from before gives way, where it is still there.
    pub why: Option<WhyLost>,
    /// For whom: names of agencies and work units; empty for everybody.
    pub who: Vec<String>,
    /// Facts on which it depends.
    pub facts: Facts,
}

/// A provision that gives way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beaten {
    /// Name of the parameter.
    pub parameter: String,
    /// Id of its circular.
    pub circular: Arc<str>,
    /// What its circular is called.
    pub title: Arc<str>,
    /// Its article.
    pub article: Arc<str>,
    /// The value that it would have given.
    pub value: Value,
    /// Why it gives way.
    pub why: WhyLost,
    /// Whether it is a line of the circular that is examined.
    pub is_own: bool,
}

/// Agencies and work units whose law is compared: those of the same place and facts together.
pub(crate) struct Subjects {
    first_on: NaiveDate,
    groups: Vec<Group>,
}

struct Group {
    place: RegionCode,
    unit: Option<String>,
    facts: Facts,
    names: Vec<String>,
}

impl Subjects {
    /// Reads all agencies, and work units that have facts of their own, with the facts of the first day
    /// that the circular changes, or of today.
    pub(crate) async fn load(ctx: &Ctx, document: &Document) -> Result<Self, Problem> {
        let today = ctx.today();
        let first_on = fitness::span(document).map_or(today, |(from, _)| from);
        let facts_on = first_on.max(today);
        let facts = facts_between(ctx, facts_on, facts_on, None).await?;
        let on = facts.on(facts_on);
        let with_facts = facts.units();
        let agencies = directory::agencies(ctx).await?;
        let units = directory::units(ctx, None).await?;
        let is_named = |code: &str| document.sets.iter().any(|line| line.scope.unit.as_deref() == Some(code));
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let mut add = |place: RegionCode, code: &str, facts: Facts, name: String| {
            let unit = is_named(code).then(|| code.to_owned());
            let key = format!("{place}|{}|{facts}", unit.as_deref().unwrap_or_default());
            let group = Group { place, unit, facts, names: Vec::new() };
            groups.entry(key).or_insert(group).names.push(name);
        };
        for agency in &agencies {
            let place = agency.region.unwrap_or(ctx.government.region);
            add(place, &agency.code, on.of_agency(&agency.path), agency.name.clone());
            let own =
                units.iter().filter(|unit| unit.agency_id == agency.id && with_facts.contains(&unit.id));
            for unit in own {
                let name = match unit.is_main {
                    true => agency.name.clone(),
                    // Many agencies have a work unit of the same name.
                    false => format!("{}, {}", unit.name, agency.name),
                };
                add(place, &agency.code, on.of_unit(&agency.path, unit.id), name);
            }
        }
        if agencies.is_empty() {
            add(ctx.government.region, "", on.government(), ctx.government.name.clone());
        }
        Ok(Self { first_on, groups: groups.into_values().collect() })
    }

    /// Returns the names of some groups; none when all are meant.
    fn names(&self, groups: &[usize]) -> Vec<String> {
        if groups.len() == self.groups.len() {
            return Vec::new();
        }
        let mut names: Vec<String> = groups.iter().flat_map(|at| self.groups[*at].names.clone()).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Returns what changes for whom, by parameter and day.
pub(crate) fn changes(before: &Law, after: &Law, subjects: &Subjects) -> Vec<LawChange> {
    let situations: Vec<_> =
        subjects.groups.iter().map(|group| before.book.situation(&group.facts)).collect();
    let questions: Vec<Question<'_>> = subjects
        .groups
        .iter()
        .zip(&situations)
        .map(|(group, situation)| {
            let question = Question::on(subjects.first_on).at(&group.place).in_situation(situation);
            Question { unit: group.unit.as_deref(), ..question }
        })
        .collect();
    let mut merged: Vec<(Change, Vec<usize>)> = Vec::new();
    for change in before.book.changes(&after.book, &questions) {
        let same = merged.iter_mut().find(|(other, _)| is_same(other, &change));
        match same {
            Some((_, groups)) => groups.push(change.question),
            None => merged.push((change.clone(), vec![change.question])),
        }
    }
    let change = |(change, groups): (Change, Vec<usize>)| LawChange {
        parameter: change.parameter,
        from_on: change.from_on,
        until_on: change.until_on,
        before: change.before,
        after: change.after,
        why: change.why,
        who: subjects.names(&groups),
        facts: change.situation,
    };
    let mut changes: Vec<LawChange> = merged.into_iter().map(change).collect();
    changes.sort_by(|one, other| {
        (one.parameter, one.from_on, &one.who).cmp(&(other.parameter, other.from_on, &other.who))
    });
    changes
}

fn is_same(one: &Change, other: &Change) -> bool {
    one.parameter == other.parameter
        && (one.from_on, one.until_on) == (other.from_on, other.until_on)
        && one.before == other.before
        && one.after == other.after
        && one.why == other.why
}

/// Returns what gives way on the first days of the lines of a circular.
pub(crate) fn beaten(document: &Document, law: &Law, subjects: &Subjects) -> Vec<Beaten> {
    let mut beaten: Vec<Beaten> = Vec::new();
    let is_own = |circular: &str| circular == document.circular.id;
    for group in &subjects.groups {
        let situation = law.book.situation(&group.facts);
        for line in &document.sets {
            let question = Question::on(line.from).at(&group.place).in_situation(&situation);
            let question = Question { unit: group.unit.as_deref(), ..question };
            let (winner, losers) = match law.book.in_force(&line.parameter, &question) {
                Some(answer) => (Some(answer.winner), answer.losers),
                None => (None, law.book.silent(&line.parameter, &question)),
            };
            let wins = winner.is_some_and(|winner| is_own(&winner.circular));
            for loser in losers {
                let provision = loser.provision;
                let gives_way = if wins { !loser.why.is_silence() } else { is_own(&provision.circular) };
                if !gives_way {
                    continue;
                }
                let one = Beaten {
                    parameter: line.parameter.clone(),
                    circular: provision.circular.clone(),
                    title: provision.title.clone(),
                    article: provision.article.clone(),
                    value: loser.value.clone(),
                    why: loser.why,
                    is_own: is_own(&provision.circular),
                };
                if !beaten.contains(&one) {
                    beaten.push(one);
                }
            }
        }
    }
    beaten
}
