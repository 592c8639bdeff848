//! One point of the search: what has been decided, and the network that goes with it.

use crate::apart::shut_out;
use crate::case::Case;
use crate::covers::{Covers, Presence};
use crate::network::{Band, Network, own_band};
use crate::{Availability, Score};

/// One decision, and how to take it back.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// This person is not in the office on this day.
    Forbid(usize, usize),
    /// This person is in the office on this day.
    Force(usize, usize),
    /// This team is or is not in the office on this day.
    Team(usize, usize, Presence),
    /// This group chooses its fair band from these.
    Band(usize, Band),
    /// A group sends at least and at most so many to a shared desk.
    Share(usize, Span),
}

/// Fewest and most people.
pub(crate) type Span = (i32, i32);

/// Everything decided, with the network.
pub(crate) struct Node<'a> {
    pub(crate) case: &'a Case,
    pub(crate) network: Network,
    pub(crate) bands: Vec<Band>,
    /// Day → team → presence.
    pub(crate) presence: Vec<Vec<Presence>>,
    covers: &'a Covers,
    /// Day → fewest teams.
    fewest: Vec<u64>,
    /// Team → people.
    of_team: Vec<Vec<usize>>,
    forbidden: Vec<u16>,
    forced: Vec<u16>,
    /// Share of the network → fewest and most people.
    pub(crate) spans: Vec<Span>,
    is_stale: bool,
}

/// How the flow of a node ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relaxed {
    /// No roster below this node is better than this.
    Bound(Score),
    /// There is no roster below this node.
    Dead,
    /// The budget ended.
    OutOfSteps,
}

impl<'a> Node<'a> {
    pub(crate) fn new(case: &'a Case, covers: &'a Covers) -> Self {
        let bands: Vec<Band> = vec![(0, case.days as i32); case.groups.len()];
        let mut of_team = vec![Vec::new(); case.teams];
        let mut presence = vec![vec![Presence::Open; case.teams]; case.days];
        for (index, person) in case.people.iter().enumerate() {
            let Some(team) = person.team else { continue };
            of_team[team].push(index);
            for day in (0..case.days).filter(|day| person.days[*day] == Availability::Office) {
                presence[day][team] = Presence::On;
            }
        }
        let fewest = (0..case.days).map(|day| covers.fewest(day, &presence[day])).collect();
        let cells = case.people.len() * case.days;
        let mut node = Self {
            case,
            network: Network::new(case, &bands),
            bands,
            presence,
            covers,
            fewest,
            of_team,
            forbidden: vec![0; cells],
            forced: vec![0; cells],
            spans: Vec::new(),
            is_stale: false,
        };
        node.spans = vec![(0, i32::MAX); node.network.shares().len()];
        node.shut_out();
        node
    }

    /// Leaves those teams at home that cannot come at all, day by day.
    fn shut_out(&mut self) {
        for (person, day) in shut_out(self.case) {
            self.apply(Change::Forbid(person, day));
        }
        for day in 0..self.case.days {
            let known = self.presence[day].clone();
            for team in (0..known.len()).filter(|team| known[*team] == Presence::Open) {
                if self.covers.is_shut_out(day, team, &known) {
                    self.apply(Change::Team(team, day, Presence::Off));
                }
            }
        }
    }

    /// Makes a decision and returns the one that takes it back.
    pub(crate) fn apply(&mut self, change: Change) -> Undo {
        match change {
            Change::Forbid(person, day) => {
                self.count(person, day, Some(1), None);
                Undo::Allow(person, day)
            }
            Change::Force(person, day) => {
                self.count(person, day, None, Some(1));
                Undo::Release(person, day)
            }
            Change::Team(team, day, presence) => {
                let before = std::mem::replace(&mut self.presence[day][team], presence);
                self.team_changed(team, day, before, presence);
                Undo::Team(team, day, before)
            }
            Change::Band(group, band) => {
                let before = std::mem::replace(&mut self.bands[group], band);
                self.is_stale |= !self.network.set_band(self.case, group, band);
                Undo::Band(group, before)
            }
            Change::Share(share, span) => {
                let before = std::mem::replace(&mut self.spans[share], span);
                self.network.set_floor(share, span.0);
                Undo::Share(share, before)
            }
        }
    }

    pub(crate) fn undo(&mut self, undo: Undo) {
        match undo {
            Undo::Allow(person, day) => self.count(person, day, Some(-1), None),
            Undo::Release(person, day) => self.count(person, day, None, Some(-1)),
            Undo::Team(team, day, before) => {
                let now = std::mem::replace(&mut self.presence[day][team], before);
                self.team_changed(team, day, now, before);
            }
            Undo::Band(group, before) => {
                self.bands[group] = before;
                self.is_stale |= !self.network.set_band(self.case, group, before);
            }
            Undo::Share(share, before) => {
                self.spans[share] = before;
                self.network.set_floor(share, before.0);
            }
        }
    }

    /// Solves what the network holds of this node.
    pub(crate) fn relax(&mut self, steps: &mut u64) -> Relaxed {
        self.refresh();
        if !self.network.flow.optimise(steps) {
            return Relaxed::OutOfSteps;
        }
        if !self.is_kept() {
            return Relaxed::Dead;
        }
        Relaxed::Bound(self.bound())
    }

    /// Builds the network anew where a band has changed.
    pub(crate) fn refresh(&mut self) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        self.network = Network::new(self.case, &self.bands);
        for person in 0..self.case.people.len() {
            for day in 0..self.case.days {
                let cell = person * self.case.days + day;
                if self.forbidden[cell] > 0 || self.forced[cell] > 0 {
                    self.price(person, day);
                }
            }
        }
        for (share, span) in self.spans.iter().enumerate().filter(|(_, span)| span.0 > 0) {
            self.network.set_floor(share, span.0);
        }
    }

    /// Sets the cost of a day as the decisions have it.
    pub(crate) fn price(&mut self, person: usize, day: usize) {
        let cell = person * self.case.days + day;
        let levels = self.network.levels;
        let mut cost = self.case.people[person].cost[day] * levels.cost;
        cost += if self.forbidden[cell] > 0 { levels.hard } else { 0 };
        cost -= if self.forced[cell] > 0 { levels.hard } else { 0 };
        self.network.set_cost(person, day, cost);
    }

    /// Returns whether a person could still be in the office on a day.
    pub(crate) fn may_come(&self, person: usize, day: usize) -> bool {
        self.case.people[person].days[day].may_be_in_office()
            && self.forbidden[person * self.case.days + day] == 0
    }

    pub(crate) fn must_come(&self, person: usize, day: usize) -> bool {
        self.case.people[person].days[day] == Availability::Office
            || self.forced[person * self.case.days + day] > 0
    }

    /// Returns how many pairs of team and day there are at least.
    pub(crate) fn fewest_teams(&self) -> u64 {
        self.fewest.iter().sum()
    }

    pub(crate) fn people_of(&self, team: usize) -> &[usize] {
        &self.of_team[team]
    }

    /// Returns whether the flow keeps all bounds and decisions.
    pub(crate) fn is_kept(&self) -> bool {
        let days = self.case.days;
        let is_kept = |cell: usize| {
            let (forbidden, forced) = (self.forbidden[cell] > 0, self.forced[cell] > 0);
            if !forbidden && !forced {
                return true;
            }
            let is_in = self.network.is_in(cell / days, cell % days);
            (!forbidden || !is_in) && (!forced || is_in)
        };
        self.network.flow.is_feasible()
            && (0..self.forbidden.len()).all(is_kept)
            && (0..self.spans.len()).all(|share| self.network.sent(share) >= self.spans[share].0)
    }

    fn bound(&self) -> Score {
        let mut unfair_days = 0;
        let mut cost = 0;
        for (index, person) in self.case.people.iter().enumerate() {
            let mut count = 0;
            cost += person.home_cost;
            for day in (0..self.case.days).filter(|day| self.network.is_in(index, *day)) {
                count += 1;
                cost += person.cost[day];
            }
            let (low, high) = own_band(person, self.bands[person.group]);
            unfair_days += i64::from((low - count).max(0) + (count - high).max(0));
        }
        let wishes = self.case.wishes;
        Score {
            unfair_days: if wishes.spread > 0 { unfair_days as u64 } else { 0 },
            team_days: if wishes.team_days > 0 { self.fewest_teams() } else { 0 },
            cost: cost.max(0) as u64,
        }
    }

    fn count(&mut self, person: usize, day: usize, forbidden: Option<i16>, forced: Option<i16>) {
        let cell = person * self.case.days + day;
        let add = |count: &mut u16, by: Option<i16>| *count = count.saturating_add_signed(by.unwrap_or(0));
        add(&mut self.forbidden[cell], forbidden);
        add(&mut self.forced[cell], forced);
        self.price(person, day);
    }

    fn team_changed(&mut self, team: usize, day: usize, before: Presence, after: Presence) {
        let by = i16::from(after == Presence::Off) - i16::from(before == Presence::Off);
        if by != 0 {
            for place in 0..self.of_team[team].len() {
                self.count(self.of_team[team][place], day, Some(by), None);
            }
        }
        self.fewest[day] = self.covers.fewest(day, &self.presence[day]);
    }
}

/// How to take a decision back.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Undo {
    Allow(usize, usize),
    Release(usize, usize),
    Team(usize, usize, Presence),
    Band(usize, Band),
    Share(usize, Span),
}
