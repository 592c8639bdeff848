//! What a relaxed plan breaks or leaves better than it is, and the decisions that settle it.

use crate::covers::Presence;
use crate::desks::fill;
use crate::network::own_band;
use crate::node::{Change, Node};
use crate::search::Found;
use crate::{Half, Score};

/// What follows at a node.
pub(crate) struct Step {
    /// The relaxed plan, where it keeps every rule.
    pub(crate) found: Option<Found>,
    /// Decisions that together leave no plan out; the last is the most promising.
    pub(crate) children: Vec<Vec<Change>>,
}

/// Reads the relaxed plan of a node: whether it is a plan, and how to go on below.
pub(crate) fn children(node: &Node, bound: Score) -> Step {
    let plan = Plan::new(node);
    let fairness = plan.unfair();
    let broken = plan.row().or_else(|| plan.apart()).or_else(|| plan.desk());
    let found = if broken.is_none() { Some(plan.found(&fairness)) } else { None };
    if found.as_ref().is_some_and(|found| found.score <= bound) {
        return Step { found, children: Vec::new() };
    }
    // Bands first: what is decided below them then holds for one band.
    let children =
        fairness.gap.map(|gap| plan.bands(gap)).or(broken).or_else(|| plan.team()).unwrap_or_default();
    Step { found, children }
}

struct Plan<'a> {
    node: &'a Node<'a>,
    office: Vec<Vec<bool>>,
    /// Person → days in the office.
    counts: Vec<i32>,
}

/// Fairness of a plan by the best band of each group.
struct Fairness {
    days: i64,
    /// The group whose band is worst known, with the band that suits the plan.
    gap: Option<(usize, i32)>,
}

impl<'a> Plan<'a> {
    fn new(node: &'a Node<'a>) -> Self {
        let days = 0..node.case.days;
        let row = |person: usize| days.clone().map(|day| node.network.is_in(person, day)).collect();
        let office: Vec<Vec<bool>> = (0..node.case.people.len()).map(row).collect();
        let count = |row: &Vec<bool>| row.iter().filter(|is_in| **is_in).count() as i32;
        let counts = office.iter().map(count).collect();
        Self { node, office, counts }
    }

    fn found(&self, fairness: &Fairness) -> Found {
        let wishes = self.node.case.wishes;
        let team_days = (0..self.node.case.days).map(|day| self.teams_on(day).len() as u64).sum();
        let score = Score {
            unfair_days: if wishes.spread > 0 { fairness.days as u64 } else { 0 },
            team_days: if wishes.team_days > 0 { team_days } else { 0 },
            cost: self.cost(),
        };
        Found { office: self.office.clone(), score }
    }

    fn cost(&self) -> u64 {
        let people = self.node.case.people.iter().zip(&self.office);
        let cost = |(person, row): (&crate::case::Person, &Vec<bool>)| {
            let days = row.iter().zip(&person.cost).filter(|(is_in, _)| **is_in).map(|(_, cost)| cost);
            person.home_cost + days.sum::<i64>()
        };
        people.map(cost).sum::<i64>().max(0) as u64
    }

    fn unfair(&self) -> Fairness {
        let mut fairness = Fairness { days: 0, gap: None };
        if self.node.case.wishes.spread == 0 {
            return fairness;
        }
        let mut widest = 0;
        for (group, band) in self.node.bands.iter().enumerate() {
            let own = |index: &usize| self.node.case.people[*index].group == group;
            let people: Vec<usize> = (0..self.office.len()).filter(own).collect();
            let outside = |band: (i32, i32)| -> i64 {
                let days = |index: &usize| {
                    let count = self.counts[*index];
                    let (low, high) = own_band(&self.node.case.people[*index], band);
                    i64::from((low - count).max(0) + (count - high).max(0))
                };
                people.iter().map(days).sum()
            };
            let all = 0..=self.node.case.days as i32;
            let (days, _) = all.map(|least| (outside((least, least)), least)).min().unwrap_or((0, 0));
            let allowed = (band.0..=band.1).map(|least| (outside((least, least)), least)).min();
            let (best, least) = allowed.unwrap_or((0, band.0));
            let gap = best - outside(*band);
            if gap > widest {
                widest = gap;
                fairness.gap = Some((group, least));
            }
            fairness.days += days;
        }
        fairness
    }

    fn bands(&self, (group, least): (usize, i32)) -> Vec<Vec<Change>> {
        let (from, to) = self.node.bands[group];
        let mut parts = vec![(least + 1, to), (from, least - 1), (least, least)];
        parts.retain(|(from, to)| from <= to);
        parts.into_iter().map(|band| vec![Change::Band(group, band)]).collect()
    }

    /// A row of office days that is too long: one of its days must go.
    fn row(&self) -> Option<Vec<Vec<Change>>> {
        for (index, person) in self.node.case.people.iter().enumerate() {
            let Some(most) = person.row_most else { continue };
            let most = most.max(0) as usize;
            let mut count = 0;
            for day in 0..self.node.case.days {
                count = if self.office[index][day] { count + 1 } else { 0 };
                if count > most {
                    return Some(self.shorten(index, day - most..day + 1));
                }
            }
        }
        None
    }

    fn shorten(&self, person: usize, days: std::ops::Range<usize>) -> Vec<Vec<Change>> {
        let mut free: Vec<usize> = days.filter(|day| !self.node.must_come(person, *day)).collect();
        // Days with many people in the office beyond the quota give way first.
        let case = self.node.case;
        let group = case.people[person].group;
        let spare = |day: usize| {
            let count = (0..self.office.len())
                .filter(|other| case.people[*other].group == group && self.office[*other][day])
                .count();
            count as i64 - i64::from(case.groups[group].least[day])
        };
        free.sort_by_key(|day| (case.people[person].cost[*day], spare(*day), *day));
        let mut children = Vec::new();
        for (place, day) in free.iter().enumerate() {
            // Those before stay, so that children do not overlap.
            let mut child = vec![Change::Forbid(person, *day)];
            child.extend(free[..place].iter().map(|other| Change::Force(person, *other)));
            children.push(child);
        }
        children.reverse();
        children
    }

    /// Two teams of a group on one day: one of them may come, the others not.
    fn apart(&self) -> Option<Vec<Vec<Change>>> {
        let case = self.node.case;
        for group in (0..case.groups.len()).filter(|group| case.groups[*group].is_apart) {
            let own = || (0..case.people.len()).filter(|index| case.people[*index].group == group);
            for day in 0..case.days {
                let mut counts: Vec<(usize, usize)> = Vec::new();
                for index in own() {
                    let Some(team) = case.people[index].team else { continue };
                    let come = usize::from(self.office[index][day]);
                    match counts.iter_mut().find(|(_, other)| *other == team) {
                        Some((count, _)) => *count += come,
                        None => counts.push((come, team)),
                    }
                }
                if counts.iter().filter(|(count, _)| *count > 0).count() < 2 {
                    continue;
                }
                counts.sort_unstable();
                let others = |team: usize| {
                    let is_other =
                        move |index: &usize| case.people[*index].team.is_some_and(|own| own != team);
                    own().filter(is_other).map(|index| Change::Forbid(index, day)).collect()
                };
                return Some(counts.into_iter().map(|(_, team)| others(team)).collect());
            }
        }
        None
    }

    /// Desks that stay short on a half-day: somebody who can help must come.
    fn desk(&self) -> Option<Vec<Vec<Change>>> {
        let case = self.node.case;
        for day in 0..case.days {
            for half in Half::BOTH {
                if self.node.network.is_exact(day, half) {
                    continue;
                }
                let needs: Vec<u16> = case.needs.iter().map(|need| need[day][half.index()]).collect();
                let is_able = |index: usize| case.people[index].days[day].can_serve(half);
                let people = (0..case.people.len())
                    .filter(|index| !case.people[*index].desks.is_empty() && self.office[*index][day]);
                let skills: Vec<&[usize]> = people
                    .filter(|index| is_able(*index))
                    .map(|index| case.people[index].desks.as_slice())
                    .collect();
                let Some(short) = fill(&needs, &skills, &[]).short else { continue };
                if let Some(children) = self.send(day, half) {
                    return Some(children);
                }
                let helps = |index: &usize| {
                    !self.office[*index][day]
                        && is_able(*index)
                        && self.node.may_come(*index, day)
                        && case.people[*index].desks.iter().any(|desk| short.contains(desk))
                };
                return Some(self.call_in((0..case.people.len()).filter(helps).collect(), day));
            }
        }
        None
    }

    /// A shared desk that groups send too few people to: one of them sends one more.
    fn send(&self, day: usize, half: Half) -> Option<Vec<Vec<Change>>> {
        let shares = self.node.network.shares();
        let of_day = |share: &usize| shares[*share].day == day && shares[*share].half == half;
        let of_day: Vec<usize> = (0..shares.len()).filter(of_day).collect();
        let counted = |share: usize| self.node.network.sent(share).min(self.node.spans[share].1);
        for desk in 0..self.node.case.needs.len() {
            let of_desk: Vec<usize> =
                of_day.iter().copied().filter(|share| shares[*share].desk == desk).collect();
            let sent: i32 = of_desk.iter().map(|share| counted(*share)).sum();
            if of_desk.is_empty() || sent >= i32::from(self.node.case.needs[desk][day][half.index()]) {
                continue;
            }
            let mut open: Vec<usize> = of_desk;
            open.retain(|share| {
                counted(*share) < self.node.spans[*share].1.min(self.node.network.room(*share))
            });
            open.sort_by_key(|share| (counted(*share) - self.node.network.room(*share), *share));
            let mut children = Vec::new();
            for (place, share) in open.iter().enumerate() {
                let span = |share: usize| self.node.spans[share];
                // Those before send no more, so that children do not overlap.
                let mut child = vec![Change::Share(*share, (counted(*share) + 1, span(*share).1))];
                let others = open[..place].iter();
                child.extend(others.map(|other| Change::Share(*other, (span(*other).0, counted(*other)))));
                children.push(child);
            }
            children.reverse();
            return Some(children);
        }
        None
    }

    fn call_in(&self, mut helpers: Vec<usize>, day: usize) -> Vec<Vec<Change>> {
        let case = self.node.case;
        let is_team_in =
            |index: usize| case.people[index].team.is_none_or(|team| self.teams_on(day).contains(&team));
        helpers.sort_by_key(|index| {
            (!is_team_in(*index), case.people[*index].cost[day], self.counts[*index], *index)
        });
        let mut children = Vec::new();
        for (place, helper) in helpers.iter().enumerate() {
            // Those before stay away, so that children do not overlap.
            let mut child = vec![Change::Force(*helper, day)];
            child.extend(helpers[..place].iter().map(|other| Change::Forbid(*other, day)));
            children.push(child);
        }
        children.reverse();
        children
    }

    /// A team whose coming is not paid for yet: without it, or with it.
    fn team(&self) -> Option<Vec<Vec<Change>>> {
        if self.node.case.wishes.team_days == 0 {
            return None;
        }
        let mut open = Vec::new();
        for day in 0..self.node.case.days {
            for team in self.teams_on(day) {
                if self.node.presence[day][team] == Presence::Open {
                    let come = self.node.people_of(team).iter().filter(|index| self.office[**index][day]);
                    open.push((come.count(), day, team));
                }
            }
        }
        let (_, day, team) = open.into_iter().min()?;
        let choice = |presence: Presence| vec![Change::Team(team, day, presence)];
        Some(vec![choice(Presence::On), choice(Presence::Off)])
    }

    fn teams_on(&self, day: usize) -> Vec<usize> {
        let is_on = |team: &usize| self.node.people_of(*team).iter().any(|index| self.office[*index][day]);
        (0..self.node.case.teams).filter(is_on).collect()
    }
}
