//! Which sets of teams could do for a day, and the fewest teams that can.

use crate::Half;
use crate::case::Case;

/// Whether a team is in the office on a day, as far as the search has decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Open,
    Off,
    /// Counted, whether or not somebody comes.
    On,
}

/// Teams that stand in for each other somewhere.
const SUBSET_TEAMS_MOST: usize = 10;

/// What each day asks of teams.
#[derive(Debug, Clone)]
pub(crate) struct Covers {
    /// Day → family → its needs.
    needs: Vec<Vec<Vec<Cover>>>,
    /// Families of teams that share needs.
    families: Vec<Vec<usize>>,
    /// Pairs of teams that never come together on a day.
    apart: Vec<Vec<bool>>,
    /// Team → it has people of several groups.
    is_spread: Vec<bool>,
}

/// So many people are needed beside those without a team.
#[derive(Debug, Clone)]
struct Cover {
    need: i32,
    /// In the order of the family.
    people: Vec<i32>,
}

impl Covers {
    pub(crate) fn new(case: &Case) -> Self {
        let families = families(case);
        let apart = apart(case);
        let needs = (0..case.days)
            .map(|day| families.iter().map(|family| needs(case, family, day)).collect())
            .collect();
        Self { needs, families, apart, is_spread: is_spread(case) }
    }

    /// Returns the fewest teams of a day, those that are on included.
    pub(crate) fn fewest(&self, day: usize, presence: &[Presence]) -> u64 {
        let families = self.families.iter().zip(&self.needs[day]);
        families.map(|(family, covers)| fewest(family, covers, presence)).sum()
    }

    /// Returns whether a team cannot come on a day because no other of its family may come beside it and it
    /// could not do alone, or because another one must come.
    pub(crate) fn is_shut_out(&self, day: usize, team: usize, presence: &[Presence]) -> bool {
        let families = self.families.iter().zip(&self.needs[day]);
        let Some((family, covers)) = families.into_iter().find(|(family, _)| family.contains(&team)) else {
            return false;
        };
        let is_alone = family.len() > 1
            && family.iter().all(|one| !self.is_spread[*one] && !self.fits_any(*one, family));
        let place = family.iter().position(|other| *other == team);
        is_alone
            && (family.iter().any(|other| *other != team && presence[*other] == Presence::On)
                || covers.iter().any(|cover| cover.missing(place.into_iter()) > 0))
    }

    fn fits_any(&self, team: usize, family: &[usize]) -> bool {
        family.iter().any(|other| *other != team && !self.apart[team][*other])
    }

    /// Returns teams for a day: as few as can do, the least burdened first.
    pub(crate) fn choose(
        &self,
        day: usize,
        presence: &[Presence],
        burden: impl Fn(usize) -> i64 + Copy,
        is_few_wanted: bool,
    ) -> Vec<usize> {
        let mut chosen = Vec::new();
        for (family, covers) in self.families.iter().zip(&self.needs[day]) {
            chosen.extend(self.choose_of(family, covers, presence, burden, is_few_wanted));
        }
        chosen
    }

    /// Returns whether a team may come on a day beside others.
    pub(crate) fn fits(&self, team: usize, others: impl IntoIterator<Item = usize>) -> bool {
        others.into_iter().all(|other| other == team || !self.apart[team][other])
    }

    fn choose_of(
        &self,
        family: &[usize],
        covers: &[Cover],
        presence: &[Presence],
        burden: impl Fn(usize) -> i64,
        is_few_wanted: bool,
    ) -> Vec<usize> {
        if family.len() > SUBSET_TEAMS_MOST {
            return self.choose_greedily(family, covers, presence, burden);
        }
        let mut best: Option<((i64, i64, i64), u32)> = None;
        for set in 0..1u32 << family.len() {
            let places = || (0..family.len()).filter(|place| set >> place & 1 == 1);
            let is_possible = family.iter().enumerate().all(|(place, team)| match presence[*team] {
                Presence::Open => true,
                Presence::Off => set >> place & 1 == 0,
                Presence::On => set >> place & 1 == 1,
            }) && places()
                .all(|place| self.fits(family[place], places().map(|other| family[other])));
            if !is_possible {
                continue;
            }
            let missing: i64 = covers.iter().map(|cover| i64::from(cover.missing(places()))).sum();
            let count = if is_few_wanted { i64::from(set.count_ones()) } else { 0 };
            let key = (missing, count, places().map(|place| burden(family[place])).sum());
            if best.as_ref().is_none_or(|(known, _)| key < *known) {
                best = Some((key, set));
            }
        }
        let set = best.map_or(0, |(_, set)| set);
        family.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1).map(|(_, team)| *team).collect()
    }

    fn choose_greedily(
        &self,
        family: &[usize],
        covers: &[Cover],
        presence: &[Presence],
        burden: impl Fn(usize) -> i64,
    ) -> Vec<usize> {
        let mut order: Vec<usize> = (0..family.len()).collect();
        order.retain(|place| presence[family[*place]] != Presence::Off);
        order.sort_by_key(|place| (presence[family[*place]] != Presence::On, burden(family[*place]), *place));
        let mut places: Vec<usize> = Vec::new();
        for place in order {
            let team = family[place];
            let helps = covers
                .iter()
                .any(|cover| cover.people[place] > 0 && cover.missing(places.iter().copied()) > 0);
            let fits = self.fits(team, places.iter().map(|other| family[*other]));
            if presence[team] == Presence::On || (helps && fits) {
                places.push(place);
            }
        }
        places.into_iter().map(|place| family[place]).collect()
    }
}

impl Cover {
    fn missing(&self, places: impl Iterator<Item = usize>) -> i32 {
        (self.need - places.map(|place| self.people[place]).sum::<i32>()).max(0)
    }

    /// Fewest open teams beside those that are on; every team when all would not do.
    fn fewest(&self, family: &[usize], presence: &[Presence]) -> u64 {
        let of = |wanted: Presence| {
            let places = family.iter().enumerate().filter(move |(_, team)| presence[**team] == wanted);
            places.map(|(place, _)| self.people[place])
        };
        let mut need = self.need - of(Presence::On).sum::<i32>();
        let mut open: Vec<i32> = of(Presence::Open).collect();
        open.sort_unstable();
        let mut count = 0;
        while need > 0
            && let Some(people) = open.pop()
        {
            need -= people;
            count += 1;
        }
        count
    }
}

fn fewest(family: &[usize], covers: &[Cover], presence: &[Presence]) -> u64 {
    let of = |wanted: Presence| family.iter().enumerate().filter(move |(_, team)| presence[**team] == wanted);
    let on: Vec<usize> = of(Presence::On).map(|(place, _)| place).collect();
    let open: Vec<usize> = of(Presence::Open).map(|(place, _)| place).collect();
    let simple = covers.iter().map(|cover| cover.fewest(family, presence)).max().unwrap_or(0);
    if covers.len() < 2 || simple == 0 || open.len() > SUBSET_TEAMS_MOST {
        return on.len() as u64 + simple;
    }
    let does = |set: u32| {
        let chosen =
            || open.iter().enumerate().filter(move |(bit, _)| set >> bit & 1 == 1).map(|(_, place)| *place);
        covers.iter().all(|cover| cover.missing(on.iter().copied().chain(chosen())) == 0)
    };
    let sets = (0..1u32 << open.len()).filter(|set| u64::from(set.count_ones()) >= simple);
    let fewest = sets.filter(|set| does(*set)).map(u32::count_ones).min();
    on.len() as u64 + fewest.map_or(simple, u64::from)
}

fn needs(case: &Case, family: &[usize], day: usize) -> Vec<Cover> {
    let mut covers = Vec::new();
    let mut add = |need: u16, counts: &dyn Fn(usize) -> bool| {
        let mut cover = Cover { need: i32::from(need), people: vec![0; family.len()] };
        for person in (0..case.people.len()).filter(|index| counts(*index)).map(|index| &case.people[index]) {
            match person.team.map(|team| family.iter().position(|other| *other == team)) {
                None => cover.need -= 1,
                Some(Some(place)) => cover.people[place] += 1,
                // Somebody of another family: it could help, so that this need is not the family's alone.
                Some(None) => cover.need -= 1,
            }
        }
        if cover.need > 0 && cover.people.iter().any(|people| *people > 0) {
            covers.push(cover);
        }
    };
    for (group, quota) in case.groups.iter().enumerate() {
        add(quota.least[day], &|index| {
            let person = &case.people[index];
            person.group == group && person.days[day].may_be_in_office()
        });
    }
    for (desk, needs) in case.needs.iter().enumerate() {
        for half in Half::BOTH {
            add(needs[day][half.index()], &|index| {
                let person = &case.people[index];
                person.days[day].can_serve(half) && person.desks.contains(&desk)
            });
        }
    }
    covers
}

/// Teams that have people in one group or at one desk belong together.
fn families(case: &Case) -> Vec<Vec<usize>> {
    let mut family: Vec<usize> = (0..case.teams).collect();
    let mut join = |teams: Vec<usize>| {
        let Some(&first) = teams.first() else { return };
        for team in teams {
            let (from, to) = (family[team].max(family[first]), family[team].min(family[first]));
            if from != to {
                family.iter_mut().filter(|family| **family == from).for_each(|family| *family = to);
            }
        }
    };
    for group in 0..case.groups.len() {
        join(
            case.people
                .iter()
                .filter(|person| person.group == group)
                .filter_map(|person| person.team)
                .collect(),
        );
    }
    for desk in 0..case.needs.len() {
        let able = case.people.iter().filter(|person| person.desks.contains(&desk));
        join(able.filter_map(|person| person.team).collect());
    }
    let mut families: Vec<Vec<usize>> = vec![Vec::new(); case.teams];
    for (team, family) in family.into_iter().enumerate() {
        families[family].push(team);
    }
    families.retain(|family| !family.is_empty());
    families
}

fn apart(case: &Case) -> Vec<Vec<bool>> {
    let mut apart = vec![vec![false; case.teams]; case.teams];
    for group in (0..case.groups.len()).filter(|group| case.groups[*group].is_apart) {
        let own = case.people.iter().filter(|person| person.group == group);
        let mut teams: Vec<usize> = own.filter_map(|person| person.team).collect();
        teams.sort_unstable();
        teams.dedup();
        for one in &teams {
            for other in teams.iter().filter(|other| *other != one) {
                apart[*one][*other] = true;
            }
        }
    }
    apart
}

fn is_spread(case: &Case) -> Vec<bool> {
    let mut group: Vec<Option<usize>> = vec![None; case.teams];
    let mut is_spread = vec![false; case.teams];
    for person in &case.people {
        if let Some(team) = person.team {
            is_spread[team] |= group[team].is_some_and(|known| known != person.group);
            group[team] = Some(person.group);
        }
    }
    is_spread
}
