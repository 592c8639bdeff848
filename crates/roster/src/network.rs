//! A case as a network: whoever is in the office is a unit of flow from the person over the day to the group.
//!
//! One hub feeds every person (with bounds for the period and a cost for unfair days), persons feed their
//! days (over weeks where a week has bounds), days feed desks and the quota of the group, which returns to
//! the hub. What does not fit such a tree of bounds is left to the search.

use crate::case::{Case, Person};
use crate::simplex::Flow;
use crate::{Availability, Half};

const NO_ARC: u32 = u32::MAX;

/// What the levels of cost weigh: each outweighs all that lies below it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Levels {
    /// A day off the average that a group would have.
    pub(crate) balance: i64,
    /// One unit of changes and preferences.
    pub(crate) cost: i64,
    /// A day outside the fair band.
    pub(crate) unfair: i64,
    /// A hard rule broken.
    pub(crate) hard: i64,
}

/// Fair bands that a group may still choose from: the least number of days, from and to.
pub(crate) type Band = (i32, i32);

/// The network of a case.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    pub(crate) flow: Flow,
    pub(crate) levels: Levels,
    /// Person and day → arc.
    days: Vec<u32>,
    /// Day and half → whether the network holds all that its desks ask for.
    is_exact: Vec<[bool; 2]>,
    width: usize,
}

impl Network {
    pub(crate) fn new(case: &Case, bands: &[Band]) -> Self {
        let levels = Levels::of(case);
        let mut build = Build::new(case, levels);
        let hub = build.flow.node();
        for group in 0..case.groups.len() {
            build.columns(group, hub);
        }
        for (index, person) in case.people.iter().enumerate() {
            build.person(index, person, hub, bands[person.group]);
        }
        build.flow.start(levels.hard);
        Self { flow: build.flow, levels, days: build.days, is_exact: build.is_exact, width: case.days }
    }

    /// Sets the cost of a day in the office, in units of flow.
    pub(crate) fn set_cost(&mut self, person: usize, day: usize, cost: i64) {
        let arc = self.days[person * self.width + day];
        if arc != NO_ARC {
            self.flow.set_cost(arc as usize, cost);
        }
    }

    pub(crate) fn is_in(&self, person: usize, day: usize) -> bool {
        let arc = self.days[person * self.width + day];
        arc != NO_ARC && self.flow.on(arc as usize) > 0
    }

    pub(crate) fn is_exact(&self, day: usize, half: Half) -> bool {
        self.is_exact[day][half.index()]
    }
}

impl Levels {
    fn of(case: &Case) -> Self {
        let cells = (case.people.len() * case.days) as i64;
        let nodes = cells * 3 + 1000;
        let with_balance = |balance: i64| {
            let cost = if balance > 0 { cells + 1 } else { 1 };
            let unfair = cost * (case.dearest().max(1) * cells + 1);
            Self { balance, cost, unfair, hard: unfair.saturating_mul(cells + 1) }
        };
        let levels = with_balance(1);
        // Where sums could leave their integers, the average is not pulled at.
        if levels.hard.checked_mul(nodes).is_some_and(|sum| sum < i64::MAX / 4) {
            levels
        } else {
            with_balance(0)
        }
    }
}

/// Returns the band of a person: the group's choice, cut to what the person can reach.
pub(crate) fn own_band(person: &Person, band: Band) -> Band {
    (band.0.min(person.reach.1), (band.1 + 1).max(person.reach.0))
}

/// The number of office days that a group would have on average, cheapest days first.
pub(crate) fn average(case: &Case, group: usize) -> i32 {
    let quota = &case.groups[group];
    let people: Vec<&Person> = case.people.iter().filter(|person| person.group == group).collect();
    let total: i32 = (0..case.days)
        .map(|day| {
            let is_wanted = |person: &&&Person| {
                person.days[day] == Availability::Office
                    || (person.days[day].may_be_in_office() && person.cost[day] < 0)
            };
            let wanted = people.iter().filter(is_wanted).count() as i32;
            wanted.max(i32::from(quota.least[day])).min(i32::from(quota.most[day]))
        })
        .sum();
    let sum = |least: i32| people.iter().map(|person| own_band(person, (least, least)).0).sum::<i32>();
    (0..case.days as i32)
        .take_while(|least| sum(least + 1) <= total)
        .map(|least| least + 1)
        .last()
        .unwrap_or(0)
}

struct Build<'a> {
    case: &'a Case,
    flow: Flow,
    levels: Levels,
    days: Vec<u32>,
    is_exact: Vec<[bool; 2]>,
    /// Group and day → the node that counts for the quota.
    quota: Vec<usize>,
    /// Group and day → desks with their nodes, and the half that they stand for.
    desks: Vec<(Half, Vec<(usize, usize)>)>,
    averages: Vec<i32>,
    /// Desk → the only group that can serve it.
    owner: Vec<Option<usize>>,
}

impl<'a> Build<'a> {
    fn new(case: &'a Case, levels: Levels) -> Self {
        Self {
            case,
            flow: Flow::new(),
            levels,
            days: vec![NO_ARC; case.people.len() * case.days],
            is_exact: vec![[true; 2]; case.days],
            quota: Vec::new(),
            desks: Vec::new(),
            averages: (0..case.groups.len()).map(|group| average(case, group)).collect(),
            owner: owners(case),
        }
    }

    fn columns(&mut self, group: usize, hub: usize) {
        let quota = &self.case.groups[group];
        for day in 0..self.case.days {
            let node = self.flow.node();
            self.quota.push(node);
            self.flow.arc(node, hub, i32::from(quota.least[day]), i32::from(quota.most[day]), 0);
            let half = self.half(group, day);
            let mut desks = Vec::new();
            for desk in 0..self.case.needs.len() {
                let needs = self.case.needs[desk][day];
                if needs == [0, 0] {
                    continue;
                }
                if self.owner[desk].is_none() {
                    self.is_exact[day] = [false; 2];
                }
                let need = i32::from(needs[half.index()]);
                if self.owner[desk] == Some(group) && need > 0 {
                    let place = self.flow.node();
                    self.flow.arc(place, node, need, i32::MAX / 8, 0);
                    desks.push((desk, place));
                }
            }
            self.desks.push((half, desks));
        }
    }

    /// Chooses the half of a day that the network holds: the one with more to do; and notes whether the
    /// other half follows from it.
    fn half(&mut self, group: usize, day: usize) -> Half {
        let own = |desk: &usize| self.owner[*desk] == Some(group);
        let needs: Vec<[u16; 2]> =
            (0..self.case.needs.len()).filter(own).map(|desk| self.case.needs[desk][day]).collect();
        let total = |half: Half| needs.iter().map(|need| u32::from(need[half.index()])).sum::<u32>();
        let (half, other) = if total(Half::Afternoon) > total(Half::Morning) {
            (Half::Afternoon, Half::Morning)
        } else {
            (Half::Morning, Half::Afternoon)
        };
        let mut people = self.case.people.iter().filter(|person| person.group == group);
        let follows = needs.iter().all(|need| need[other.index()] <= need[half.index()])
            && people.all(|person| {
                let known = person.days[day];
                person.desks.is_empty() || !known.can_serve(half) || known.can_serve(other)
            });
        self.is_exact[day][other.index()] &= follows || total(other) == 0;
        half
    }

    fn person(&mut self, index: usize, person: &Person, hub: usize, band: Band) {
        let node = self.flow.node();
        self.totals(person, hub, node, band);
        for (days, least, most) in blocks(self.case, person) {
            let mut from = node;
            if least > 0 || most < days.len() as i32 {
                from = self.flow.node();
                self.flow.arc(node, from, least, most, 0);
            }
            for day in days {
                if person.days[day].may_be_in_office() {
                    self.days[index * self.case.days + day] = self.day(person, day, from) as u32;
                }
            }
        }
    }

    /// The arc of one day: to the only place it can lead to, else to a node that chooses.
    fn day(&mut self, person: &Person, day: usize, from: usize) -> usize {
        let at = person.group * self.case.days + day;
        let (half, desks) = &self.desks[at];
        let is_able = person.days[day].can_serve(*half);
        let can = |desk: &usize| is_able && person.desks.contains(desk);
        let mut places: Vec<usize> =
            desks.iter().filter(|(desk, _)| can(desk)).map(|(_, place)| *place).collect();
        let has_other_desk = person
            .desks
            .iter()
            .any(|desk| self.owner[*desk].is_none() && self.case.needs[*desk][day] != [0, 0]);
        if places.is_empty() || has_other_desk {
            places.push(self.quota[at]);
        }
        let least = i32::from(person.days[day] == Availability::Office);
        let cost = person.cost[day] * self.levels.cost;
        if let [only] = places[..] {
            return self.flow.arc(from, only, least, 1, cost);
        }
        let node = self.flow.node();
        for place in places {
            self.flow.arc(node, place, 0, 1, 0);
        }
        self.flow.arc(from, node, least, 1, cost)
    }

    /// Arcs for a person's total: the more it leaves the band of the group, the more it costs.
    fn totals(&mut self, person: &Person, hub: usize, node: usize, band: Band) {
        let days = self.case.days as i32;
        let most = person.most.min(days);
        let is_fair = self.case.wishes.spread > 0;
        let (low, high) = own_band(person, band);
        let average = self.averages[person.group];
        let (from, to) = own_band(person, (average, average));
        let unfair = if is_fair { self.levels.unfair } else { 0 };
        let cost = |day: i32| {
            let outside = i64::from(day >= high) - i64::from(day < low);
            let off = i64::from(day >= to) - i64::from(day < from);
            outside * unfair + off * self.levels.balance
        };
        if person.least > most {
            self.flow.arc(hub, node, person.least, most, 0);
            return;
        }
        let mut ends = [low, high, from, to, person.least, most];
        ends.sort_unstable();
        let mut begin = 0;
        for end in ends {
            if end > begin && end <= most {
                let least = if end <= person.least { end - begin } else { 0 };
                self.flow.arc(hub, node, least, end - begin, cost(begin));
                begin = end;
            }
        }
    }
}

fn owners(case: &Case) -> Vec<Option<usize>> {
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

/// Days of a person in parts that do not overlap, each with the fewest and most office days.
fn blocks(case: &Case, person: &Person) -> Vec<(Vec<usize>, i32, i32)> {
    if let Some(home_most) = person.home_most {
        let mut weeks: Vec<(u32, Vec<usize>)> = Vec::new();
        for day in 0..case.days {
            match weeks.iter_mut().find(|(week, _)| *week == case.weeks[day]) {
                Some((_, days)) => days.push(day),
                None => weeks.push((case.weeks[day], vec![day])),
            }
        }
        let bounds = |(_, days): (u32, Vec<usize>)| {
            let at_work = days.iter().filter(|day| !person.days[**day].is_away_all_day()).count() as i32;
            let count = days.len() as i32;
            (days, (at_work - home_most).max(0), count)
        };
        return weeks.into_iter().map(bounds).collect();
    }
    let all: Vec<usize> = (0..case.days).collect();
    match person.row_most.map(|most| most as usize) {
        Some(most) if most < case.days => {
            let bounds = |days: &[usize]| (days.to_vec(), 0, (most as i32).min(days.len() as i32));
            all.chunks(most + 1).map(bounds).collect()
        }
        _ => vec![(all, 0, case.days as i32)],
    }
}
