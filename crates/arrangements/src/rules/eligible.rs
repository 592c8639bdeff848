//! Who works from home first, by the criteria that law lists.

use crate::model::person_fact::Criterion;
use siaga_policy::{Decision, Reason};

/// How strongly the answers speak for working from home.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Eligibility {
    /// Works from home in any case while the answer holds.
    pub(crate) is_fixed: bool,
    /// Above 0 for work from home, below 0 for the office.
    pub(crate) score: i32,
}

impl Eligibility {
    /// Returns the preference of a roster: above 0 rather in the office, below 0 rather at home.
    pub(crate) fn prefers(self) -> i8 {
        match self.score {
            0 => 0,
            1.. => -1,
            _ => 1,
        }
    }

    /// Returns the key by which people are ordered, first who works from home first.
    pub(crate) fn order(self) -> (bool, i32) {
        (!self.is_fixed, -self.score)
    }
}

/// What law lists: the names of criteria with the line that lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) names: Vec<String>,
    pub(crate) circular: String,
    pub(crate) article: String,
}

/// Weighs the answers about a person.
///
/// # Shape
/// Criteria that law does not list count for nothing; without a list nobody comes first. Where contact, travel
/// or health speak for home, the person works from home; the others are weighed. A no speaks for the office
/// only where the work itself, its results or its supervision are in question.
///
/// # Source
/// SE PANRB 58/2020: the appointing authority weighs them; the weights are a choice of this program.
pub(crate) fn eligibility(listed: &Listed, answers: &[(Criterion, bool)]) -> Decision<Eligibility> {
    let mut found = Eligibility::default();
    let mut reasons = Vec::new();
    for (criterion, is_yes) in answers {
        if !listed.names.iter().any(|name| name == criterion.as_str()) {
            continue;
        }
        let (is_fixed, weight) = weight(*criterion, *is_yes);
        found.is_fixed |= is_fixed;
        found.score += weight;
        if weight != 0 {
            let answer = if *is_yes { "yes" } else { "no" };
            reasons.push(Reason {
                circular: listed.circular.as_str().into(),
                article: listed.article.as_str().into(),
                words: format!("{}: {answer}", criterion.as_str()).into(),
            });
        }
    }
    Decision { value: found, reasons, findings: Vec::new() }
}

/// Whether it fixes the person at home, and its weight.
fn weight(criterion: Criterion, is_yes: bool) -> (bool, i32) {
    match (criterion, is_yes) {
        (Criterion::Contact | Criterion::Travel | Criterion::Health, true) => (true, 4),
        (Criterion::FamilyHealth | Criterion::Residence, true) => (false, 2),
        (Criterion::KindOfWork, true) => (false, 2),
        (Criterion::KindOfWork, false) => (false, -4),
        (Criterion::Supervision | Criterion::IctSkill, true) => (false, 1),
        (Criterion::Supervision | Criterion::IctSkill, false) => (false, -1),
        (Criterion::Performance | Criterion::Discipline, true) => (false, 1),
        (Criterion::Performance | Criterion::Discipline, false) => (false, -2),
        (_, false) => (false, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(names: &[Criterion]) -> Listed {
        Listed {
            names: names.iter().map(|one| one.as_str().to_owned()).collect(),
            circular: "panrb/2020-05-29-se-58".to_owned(),
            article: "huruf B.1".to_owned(),
        }
    }

    #[test]
    fn health_travel_and_contact_fix_a_person_at_home() {
        for criterion in [Criterion::Health, Criterion::Travel, Criterion::Contact] {
            let found = eligibility(&listed(Criterion::ALL), &[(criterion, true)]);
            assert!(found.value.is_fixed, "{criterion:?}");
            assert_eq!(found.reasons.len(), 1);
            let no = eligibility(&listed(Criterion::ALL), &[(criterion, false)]).value;
            assert_eq!(no, Eligibility::default(), "a no says nothing: {criterion:?}");
        }
    }

    #[test]
    fn what_law_does_not_list_counts_for_nothing() {
        let answers = [(Criterion::Health, true), (Criterion::IctSkill, true)];
        assert_eq!(eligibility(&Listed::default(), &answers).value, Eligibility::default());
        let found = eligibility(&listed(&[Criterion::IctSkill]), &answers).value;
        assert_eq!((found.is_fixed, found.score), (false, 1));
    }

    #[test]
    fn work_that_needs_the_office_outweighs_skill() {
        let answers =
            [(Criterion::KindOfWork, false), (Criterion::IctSkill, true), (Criterion::Supervision, true)];
        let found = eligibility(&listed(Criterion::ALL), &answers).value;
        assert_eq!((found.score, found.prefers()), (-2, 1));
    }

    #[test]
    fn people_are_ordered_by_what_speaks_for_home() {
        let fixed = Eligibility { is_fixed: true, score: 4 };
        let rather = Eligibility { is_fixed: false, score: 3 };
        let neither = Eligibility::default();
        let office = Eligibility { is_fixed: false, score: -2 };
        let mut people = [office, neither, rather, fixed];
        people.sort_by_key(|one| one.order());
        assert_eq!(people, [fixed, rather, neither, office]);
        assert_eq!([fixed.prefers(), neither.prefers(), office.prefers()], [-1, 0, 1]);
    }
}
