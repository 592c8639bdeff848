//! Good guesses which teams come on which day, so that a good plan is known early.

use crate::covers::{Covers, Presence};
use crate::network::{Band, average};
use crate::node::{Change, Node, Relaxed, Undo};

/// Pairs of team and day that are added to a guess one by one; beyond it, all that are missing at once.
const ADOPTED_SINGLY_MOST: usize = 40;

/// Returns decisions that fix a whole pattern of teams and the fair bands; the last is the most promising.
pub(crate) fn patterns(node: &mut Node, covers: &Covers, steps: &mut u64) -> Vec<Vec<Change>> {
    let is_apart = node.case.groups.iter().any(|quota| quota.is_apart);
    if node.case.teams == 0 || (node.case.wishes.team_days == 0 && !is_apart) {
        return Vec::new();
    }
    let (bands, undo) = fair_bands(node, steps);
    node.refresh();
    let has_costs = node.case.dearest() > 0;
    let mut found = Vec::new();
    let ways = [Way::Even, Way::Cheap, Way::AsWished];
    for way in ways.into_iter().take(if has_costs { 3 } else { 1 }) {
        let mut guess = Guess::new(node, covers, way);
        if guess.complete(node, covers, steps) {
            guess.reduce(node, steps);
            let mut child = bands.clone();
            child.extend(guess.changes(node));
            found.push((guess.team_days(), child));
        }
        restore(node);
    }
    for undo in undo.into_iter().rev() {
        node.undo(undo);
    }
    // Few teams come next; of as few, those that are wished for.
    found.sort_by_key(|(team_days, _)| std::cmp::Reverse(*team_days));
    found.into_iter().map(|(_, child)| child).collect()
}

/// Fixes one fair band for each group: the lowest that quotas allow, moved as long as that is fairer.
fn fair_bands(node: &mut Node, steps: &mut u64) -> (Vec<Change>, Vec<Undo>) {
    let mut bands: Vec<Band> = node.bands.clone();
    let mut undo = Vec::new();
    if node.case.wishes.spread == 0 {
        return (Vec::new(), undo);
    }
    for (group, band) in bands.iter_mut().enumerate() {
        let least = average(node.case, group);
        *band = (least, least);
        undo.push(node.apply(Change::Band(group, *band)));
    }
    let mut known = unfair_days(node, steps);
    for (group, band) in bands.iter_mut().enumerate() {
        for by in [1, -1] {
            while known.is_some_and(|days| days > 0) {
                let moved = (band.0 + by, band.1 + by);
                let back = node.apply(Change::Band(group, moved));
                let days = unfair_days(node, steps);
                let is_possible = (0..=node.case.days as i32).contains(&moved.0);
                if !is_possible || days.is_none() || days >= known {
                    node.undo(back);
                    break;
                }
                (*band, known) = (moved, days);
                undo.push(back);
            }
        }
    }
    let changes = bands.into_iter().enumerate().map(|(group, band)| Change::Band(group, band));
    (changes.collect(), undo)
}

fn unfair_days(node: &mut Node, steps: &mut u64) -> Option<u64> {
    match node.relax(steps) {
        Relaxed::Bound(score) => Some(score.unfair_days),
        Relaxed::Dead | Relaxed::OutOfSteps => None,
    }
}

/// How a first guess is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Teams take turns.
    Even,
    /// Teams whose coming costs the least.
    Cheap,
    /// Teams of which anybody would rather be in the office than not, as after a last plan.
    AsWished,
}

/// Day → team → whether it comes.
struct Guess {
    comes: Vec<Vec<bool>>,
}

impl Guess {
    fn new(node: &Node, covers: &Covers, way: Way) -> Self {
        let case = node.case;
        let few = case.wishes.team_days > 0;
        let mut days_on = vec![0i64; case.teams];
        let mut comes = Vec::new();
        for day in 0..case.days {
            let cost = |team: usize| -> i64 {
                node.people_of(team).iter().map(|person| case.people[*person].cost[day]).sum()
            };
            // Days so far outweigh cost in one guess, and the other way round in the other.
            let burden = |team: usize| {
                if way == Way::Cheap {
                    cost(team) * 1000 + days_on[team]
                } else {
                    days_on[team] * 100_000 + cost(team)
                }
            };
            let is_wished = |team: &usize| {
                let mut people = node.people_of(*team).iter();
                people.any(|person| case.people[*person].cost[day] < 0 && node.may_come(*person, day))
            };
            let chosen = match way {
                Way::Even | Way::Cheap => covers.choose(day, &node.presence[day], burden, few),
                Way::AsWished => (0..case.teams).filter(is_wished).collect(),
            };
            let mut row = vec![false; case.teams];
            for team in chosen {
                row[team] = true;
                days_on[team] += 1;
            }
            comes.push(row);
        }
        Self { comes }
    }

    /// Adds teams until the flow needs nobody else; whether that came to an end.
    fn complete(&mut self, node: &mut Node, covers: &Covers, steps: &mut u64) -> bool {
        for day in 0..node.case.days {
            for team in 0..node.case.teams {
                self.price(node, day, team);
            }
        }
        for round in 0..ADOPTED_SINGLY_MOST * 2 {
            if !node.network.flow.optimise(steps) || !node.network.flow.is_feasible() {
                return false;
            }
            let mut missing = self.missing(node);
            if missing.is_empty() {
                return true;
            }
            missing.sort_unstable_by(|one, other| other.cmp(one));
            missing.truncate(if round < ADOPTED_SINGLY_MOST { 1 } else { missing.len() });
            for (_, day, team) in missing {
                let others = (0..node.case.teams).filter(|other| self.comes[day][*other]);
                if !covers.fits(team, others) {
                    return false;
                }
                self.comes[day][team] = true;
                self.price(node, day, team);
            }
        }
        false
    }

    fn team_days(&self) -> u64 {
        self.comes.iter().flatten().map(|comes| u64::from(*comes)).sum()
    }

    /// Leaves teams out, the smallest first, as long as the flow can do without them.
    fn reduce(&mut self, node: &mut Node, steps: &mut u64) {
        if node.case.wishes.team_days == 0 {
            return;
        }
        let mut given = *steps / 4;
        let before = given;
        let mut coming: Vec<(usize, usize, usize)> = Vec::new();
        for (day, comes) in self.comes.iter().enumerate() {
            for team in (0..comes.len()).filter(|team| comes[*team]) {
                if node.presence[day][team] == Presence::Open {
                    coming.push((node.people_of(team).len(), day, team));
                }
            }
        }
        coming.sort_unstable();
        let mut spare = self.team_days().saturating_sub(node.fewest_teams());
        for (_, day, team) in coming {
            if spare == 0 {
                break;
            }
            self.comes[day][team] = false;
            self.price(node, day, team);
            if node.network.flow.optimise(&mut given) && self.missing(node).is_empty() {
                spare -= 1;
            } else {
                self.comes[day][team] = true;
                self.price(node, day, team);
            }
        }
        *steps -= before - given;
    }

    /// Whoever comes without the team costs something.
    fn price(&self, node: &mut Node, day: usize, team: usize) {
        let cost = if self.comes[day][team] { 0 } else { node.network.levels.cost };
        for place in 0..node.people_of(team).len() {
            let person = node.people_of(team)[place];
            if node.may_come(person, day) {
                node.network.set_cost(person, day, cost);
            }
        }
    }

    /// How many people of which team come on which day although the team does not.
    fn missing(&self, node: &Node) -> Vec<(usize, usize, usize)> {
        let mut missing = Vec::new();
        for (day, comes) in self.comes.iter().enumerate() {
            for team in (0..comes.len()).filter(|team| !comes[*team]) {
                let people = node.people_of(team).iter().filter(|person| node.network.is_in(**person, day));
                let count = people.count();
                if count > 0 {
                    missing.push((count, day, team));
                }
            }
        }
        missing
    }

    fn changes(&self, node: &Node) -> Vec<Change> {
        let is_counted = node.case.wishes.team_days > 0;
        let mut changes = Vec::new();
        for (day, comes) in self.comes.iter().enumerate() {
            for (team, comes) in comes.iter().enumerate() {
                match node.presence[day][team] {
                    Presence::Open if !comes => changes.push(Change::Team(team, day, Presence::Off)),
                    Presence::Open if is_counted => changes.push(Change::Team(team, day, Presence::On)),
                    _ => {}
                }
            }
        }
        changes
    }
}

/// Gives the network the costs of the case again.
fn restore(node: &mut Node) {
    for person in 0..node.case.people.len() {
        for day in 0..node.case.days {
            node.price(person, day);
        }
    }
}
