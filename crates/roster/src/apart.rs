//! Teams that stay apart: which of them cannot come to a group on a day, because they would be alone there and
//! could not do what the day asks.

use crate::case::Case;
use crate::{Availability, Half};

/// Returns people and days on which their team cannot come to their group.
pub(crate) fn shut_out(case: &Case) -> Vec<(usize, usize)> {
    let owners = owners(case);
    let mut found = Vec::new();
    for group in (0..case.groups.len()).filter(|group| case.groups[*group].is_apart) {
        let own: Vec<usize> =
            (0..case.people.len()).filter(|index| case.people[*index].group == group).collect();
        let mut teams: Vec<usize> = own.iter().filter_map(|index| case.people[*index].team).collect();
        teams.sort_unstable();
        teams.dedup();
        let desks: Vec<usize> = (0..owners.len()).filter(|desk| owners[*desk] == Some(group)).collect();
        for day in 0..case.days {
            for team in &teams {
                let alone = Alone { case, own: &own, team: *team, day };
                if !alone.can_do(group, &desks) {
                    let theirs = own.iter().filter(|index| case.people[**index].team == Some(*team));
                    found.extend(theirs.map(|index| (*index, day)));
                }
            }
        }
    }
    found
}

/// One team in a group on a day, with those who have no team.
struct Alone<'a> {
    case: &'a Case,
    own: &'a [usize],
    team: usize,
    day: usize,
}

impl Alone<'_> {
    fn can_do(&self, group: usize, desks: &[usize]) -> bool {
        let known = |index: usize| self.case.people[index].days[self.day];
        let is_barred = |index: &usize| !self.may_come(*index) && known(*index) == Availability::Office;
        let able = self.count(|index| known(index).may_be_in_office());
        if self.own.iter().any(is_barred) || able < usize::from(self.case.groups[group].least[self.day]) {
            return false;
        }
        Half::BOTH.into_iter().all(|half| self.can_serve(desks, half))
    }

    /// Looks at each desk by itself and at all together.
    fn can_serve(&self, desks: &[usize], half: Half) -> bool {
        let need = |desk: usize| usize::from(self.case.needs[desk][self.day][half.index()]);
        let able = |wanted: &dyn Fn(usize) -> bool| {
            self.count(|index| {
                let person = &self.case.people[index];
                person.days[self.day].can_serve(half) && person.desks.iter().any(|desk| wanted(*desk))
            })
        };
        let total: usize = desks.iter().map(|desk| need(*desk)).sum();
        desks.iter().all(|desk| need(*desk) <= able(&|other| other == *desk))
            && total <= able(&|other| desks.contains(&other) && need(other) > 0)
    }

    fn may_come(&self, index: usize) -> bool {
        self.case.people[index].team.is_none_or(|team| team == self.team)
    }

    fn count(&self, counts: impl Fn(usize) -> bool) -> usize {
        self.own.iter().filter(|index| self.may_come(**index) && counts(**index)).count()
    }
}

/// Desk → the only group that can serve it.
pub(crate) fn owners(case: &Case) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> = vec![None; case.needs.len()];
    let mut is_shared = vec![false; case.needs.len()];
    for person in &case.people {
        for desk in &person.desks {
            is_shared[*desk] |= owners[*desk].is_some_and(|group| group != person.group);
            owners[*desk] = Some(person.group);
        }
    }
    owners.into_iter().zip(is_shared).map(|(owner, is_shared)| owner.filter(|_| !is_shared)).collect()
}
