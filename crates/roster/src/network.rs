//! A case as a network: whoever is in the office is a unit of flow from the person over the day to the group.
//!
//! One hub feeds every person (with bounds for the period and a cost for unfair days), persons feed their
//! days (over weeks where a week has bounds), days feed desks and the quota of the group, which returns to
//! the hub. What does not fit such a tree of bounds is left to the search.

use crate::apart::owners;
use crate::case::{Case, Person};
use crate::simplex::Flow;
use crate::{Availability, Half};

const NO_ARC: u32 = u32::MAX;
/// So far a fair band can move without a new network.
const NEAR_DAYS: i32 = 3;

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
    /// Person → arcs for the total, each with the number of days it begins at.
    totals: Vec<Vec<(usize, i32)>>,
    /// Group → average number of days.
    averages: Vec<i32>,
    /// Day and half → whether the network holds all that its desks ask for.
    is_exact: Vec<[bool; 2]>,
    shares: Vec<Share>,
    width: usize,
}

/// People of one group at a desk that other groups serve too, on one day; the search decides how many each
/// group sends at least.
#[derive(Debug, Clone)]
pub(crate) struct Share {
    pub(crate) desk: usize,
    pub(crate) day: usize,
    /// The half of the day that it is about.
    pub(crate) half: Half,
    /// One arc for each place; more people than that go over an arc of their own.
    places: Vec<usize>,
    rest: usize,
}

impl Network {
    pub(crate) fn new(case: &Case, bands: &[Band]) -> Self {
        let levels = Levels::of(case);
        let mut build = Build::new(case, levels, bands);
        let hub = build.flow.node();
        for group in 0..case.groups.len() {
            build.columns(group, hub);
        }
        for (index, person) in case.people.iter().enumerate() {
            build.person(index, person, hub);
        }
        build.flow.start(levels.hard);
        let mut network = Self {
            flow: build.flow,
            levels,
            days: build.days,
            totals: build.totals,
            averages: build.averages,
            is_exact: build.is_exact,
            shares: build.shares,
            width: case.days,
        };
        for (group, band) in bands.iter().enumerate() {
            network.set_band(case, group, *band);
        }
        network
    }

    /// Sets the fair band of a group; whether the arcs of this network begin and end where that needs it.
    pub(crate) fn set_band(&mut self, case: &Case, group: usize, band: Band) -> bool {
        let Levels { unfair, balance, .. } = self.levels;
        let unfair = if case.wishes.spread > 0 { unfair } else { 0 };
        let average = self.averages[group];
        let mut fits = true;
        for (index, person) in case.people.iter().enumerate().filter(|(_, person)| person.group == group) {
            let (low, high) = own_band(person, band);
            let (from, to) = own_band(person, (average, average));
            let arcs = &self.totals[index];
            let end = person.most.min(case.days as i32);
            for edge in [low, high] {
                fits &= edge <= 0 || edge >= end || arcs.iter().any(|(_, begin)| *begin == edge);
            }
            for (arc, begin) in arcs {
                let outside = i64::from(*begin >= high) - i64::from(*begin < low);
                let off = i64::from(*begin >= to) - i64::from(*begin < from);
                self.flow.set_cost(*arc, outside * unfair + off * balance);
            }
        }
        fits
    }

    pub(crate) fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// Returns how many people are sent.
    pub(crate) fn sent(&self, share: usize) -> i32 {
        let share = &self.shares[share];
        share.places.iter().map(|arc| self.flow.on(*arc)).sum::<i32>() + self.flow.on(share.rest)
    }

    /// Returns how many the search can ask for.
    pub(crate) fn room(&self, share: usize) -> i32 {
        self.shares[share].places.len() as i32
    }

    /// Asks for at least so many; only up to the places that there are.
    pub(crate) fn set_floor(&mut self, share: usize, floor: i32) {
        for (place, arc) in self.shares[share].places.iter().enumerate() {
            self.flow.set_cost(*arc, if (place as i32) < floor { -self.levels.hard } else { 0 });
        }
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
    bands: &'a [Band],
    totals: Vec<Vec<(usize, i32)>>,
    shares: Vec<Share>,
    /// Desk → the only group that can serve it.
    owner: Vec<Option<usize>>,
}

impl<'a> Build<'a> {
    fn new(case: &'a Case, levels: Levels, bands: &'a [Band]) -> Self {
        Self {
            case,
            flow: Flow::new(),
            levels,
            days: vec![NO_ARC; case.people.len() * case.days],
            is_exact: vec![[true; 2]; case.days],
            quota: Vec::new(),
            desks: Vec::new(),
            averages: (0..case.groups.len()).map(|group| average(case, group)).collect(),
            bands,
            totals: Vec::new(),
            shares: Vec::new(),
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
                let need = i32::from(needs[half.index()]);
                let place = match self.owner[desk] {
                    Some(owner) if owner != group || need == 0 => continue,
                    Some(_) => {
                        let place = self.flow.node();
                        self.flow.arc(place, node, need, i32::MAX / 8, 0);
                        place
                    }
                    None => {
                        self.is_exact[day] = [false; 2];
                        if need == 0 {
                            continue;
                        }
                        self.share(desk, group, day, half, node)
                    }
                };
                desks.push((desk, place));
            }
            self.desks.push((half, desks));
        }
    }

    fn share(&mut self, desk: usize, group: usize, day: usize, half: Half, node: usize) -> usize {
        let place = self.flow.node();
        let need = self.case.needs[desk][day][half.index()];
        let able = self.case.people.iter().filter(|person| {
            person.group == group && person.desks.contains(&desk) && person.days[day].can_serve(half)
        });
        let count = able.count().min(usize::from(need));
        let places = (0..count).map(|_| self.flow.arc(place, node, 0, 1, 0)).collect();
        let rest = self.flow.arc(place, node, 0, i32::MAX / 8, 0);
        self.shares.push(Share { desk, day, half, places, rest });
        place
    }

    /// Chooses the half of a day that the network holds: the one with more to do; and notes whether the
    /// other half follows from it.
    fn half(&mut self, group: usize, day: usize) -> Half {
        // Groups that share a desk look at the same half.
        let is_shared = (0..self.case.needs.len())
            .any(|desk| self.owner[desk].is_none() && self.case.needs[desk][day] != [0, 0]);
        let own = |desk: &usize| is_shared || self.owner[*desk] == Some(group);
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

    fn person(&mut self, index: usize, person: &Person, hub: usize) {
        let node = self.flow.node();
        self.totals(person, hub, node);
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
        if places.is_empty() {
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

    /// Arcs for a person's total, which cost more the further it leaves the band of its group. They are cut
    /// around the band that is likely, so that it can move without a new network.
    fn totals(&mut self, person: &Person, hub: usize, node: usize) {
        let most = person.most.min(self.case.days as i32);
        let mut arcs = Vec::new();
        if person.least > most {
            self.flow.arc(hub, node, person.least, most, 0);
        }
        let band = self.bands[person.group];
        let average = self.averages[person.group];
        let middle = if band.1 - band.0 < NEAR_DAYS { band.0 } else { average };
        let (low, high) = own_band(person, band);
        let mut ends =
            vec![low, high, average, average + 1, person.reach.0, person.reach.1, person.least, most];
        ends.extend(middle - NEAR_DAYS..=middle + 1 + NEAR_DAYS);
        ends.sort_unstable();
        let mut begin = 0;
        for end in ends {
            if end > begin && end <= most {
                let least = if end <= person.least { end - begin } else { 0 };
                arcs.push((self.flow.arc(hub, node, least, end - begin, 0), begin));
                begin = end;
            }
        }
        self.totals.push(arcs);
    }
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
