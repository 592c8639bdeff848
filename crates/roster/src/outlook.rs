//! A quick look at a problem: how many people, and which desks cannot be filled.

use crate::{Availability, Desk, Half, Problem};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What quotas and absences leave on each day, without making a roster.
///
/// Rules over several days (office days of a person, weeks, rows, teams) are not looked at: a desk that is
/// short here is short in every roster; one that is not may still be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// Per planned day.
    pub days: Vec<OutlookDay>,
}

/// One day of an outlook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlookDay {
    /// The date.
    pub on: NaiveDate,
    /// Fewest people in the office.
    pub office_least: u32,
    /// Most people in the office.
    pub office_most: u32,
    /// Per group.
    pub groups: Vec<GroupOutlook>,
    /// Places at desks that nobody can fill.
    pub short: Vec<Shortfall>,
}

/// One group on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupOutlook {
    /// People of the group.
    pub staff: u32,
    /// Fewest in the office: the quota, or people whose day is fixed.
    pub least: u32,
    /// Most in the office: the quota, or people who can come; fixed days beyond the quota count.
    pub most: u32,
}

/// A desk that falls under its minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// Index of the desk.
    pub desk: usize,
    /// The half of the day.
    pub half: Half,
    /// How many it needs.
    pub need: u16,
    /// How many it can have at most when as many places as possible are filled at all desks.
    pub filled: u16,
}

/// Returns how many people may come and which desks fall under their minimum; parts of a problem that do not
/// fit together are passed over.
pub fn outlook(problem: &Problem) -> Outlook {
    let days = problem.days.iter().enumerate();
    Outlook { days: days.map(|(index, day)| day_of(problem, index, day.on)).collect() }
}

fn day_of(problem: &Problem, day: usize, on: NaiveDate) -> OutlookDay {
    let groups = groups(problem, day);
    let short = Half::BOTH.into_iter().flat_map(|half| short(problem, &groups, day, half)).collect();
    OutlookDay {
        on,
        office_least: groups.iter().map(|group| group.least).sum(),
        office_most: groups.iter().map(|group| group.most).sum(),
        groups,
        short,
    }
}

fn groups(problem: &Problem, day: usize) -> Vec<GroupOutlook> {
    let mut counts = vec![(0u32, 0u32, 0u32); problem.groups.len()];
    for member in &problem.members {
        let Some((staff, fixed, able)) = counts.get_mut(member.group) else { continue };
        let known = member.days.get(day).copied().unwrap_or_default();
        *staff += 1;
        *fixed += u32::from(known == Availability::Office);
        *able += u32::from(known.may_be_in_office());
    }
    let quota = |quota: &[u16], or: u32| quota.get(day).map_or(or, |number| u32::from(*number));
    let rows = problem.groups.iter().zip(counts);
    rows.map(|(group, (staff, fixed, able))| {
        let most = quota(&group.office_max, able).clamp(fixed, able);
        GroupOutlook { staff, least: quota(&group.office_min, 0).max(fixed).min(most), most }
    })
    .collect()
}

/// People of one group who can serve the same desks.
struct Class<'a> {
    group: usize,
    desks: &'a [usize],
    /// Their day is fixed, so that they take no room of the quota.
    is_fixed: bool,
    people: u32,
    /// Desk (in the order of `desks`) → people who serve it.
    serving: Vec<u32>,
}

fn short(problem: &Problem, groups: &[GroupOutlook], day: usize, half: Half) -> Vec<Shortfall> {
    let need = |desk: &Desk| desk.need.get(day).map_or(0, |need| need[half.index()]);
    if problem.desks.iter().all(|desk| need(desk) == 0) {
        return Vec::new();
    }
    let mut hall = Hall::new(problem, groups, day, half);
    let mut shortfalls = Vec::new();
    for (index, desk) in problem.desks.iter().enumerate() {
        let needed = need(desk);
        let filled = (0..needed).take_while(|_| hall.fill_one(index, problem.desks.len())).count() as u16;
        if filled < needed {
            shortfalls.push(Shortfall { desk: index, half, need: needed, filled });
        }
    }
    shortfalls
}

/// Places of a half-day being filled, by classes of people so that it stays small.
struct Hall<'a> {
    classes: Vec<Class<'a>>,
    /// Group → people who may still come beside those whose day is fixed.
    room: Vec<u32>,
}

/// How one desk could get a person: `comes` serves it, `leaves` stops to serve the desk that was reached.
#[derive(Clone, Copy)]
struct Step {
    at: usize,
    comes: usize,
    leaves: usize,
}

impl<'a> Hall<'a> {
    fn new(problem: &'a Problem, groups: &[GroupOutlook], day: usize, half: Half) -> Self {
        let mut classes: Vec<Class<'a>> = Vec::new();
        let mut room: Vec<u32> = groups.iter().map(|group| group.most).collect();
        for member in problem.members.iter().filter(|member| member.group < groups.len()) {
            let known = member.days.get(day).copied().unwrap_or_default();
            let is_fixed = known == Availability::Office;
            room[member.group] -= u32::from(is_fixed);
            if member.desks.is_empty() || !known.may_be_in_office() || !known.can_serve(half) {
                continue;
            }
            let (group, desks) = (member.group, member.desks.as_slice());
            let is_same =
                |class: &Class| class.group == group && class.desks == desks && class.is_fixed == is_fixed;
            match classes.iter().position(is_same) {
                Some(index) => classes[index].people += 1,
                None => {
                    let serving = vec![0; desks.len()];
                    classes.push(Class { group, desks, is_fixed, people: 1, serving });
                }
            }
        }
        Self { classes, room }
    }

    /// Puts one more person at a desk, along a chain of changes if need be.
    fn fill_one(&mut self, desk: usize, desk_count: usize) -> bool {
        let mut steps: Vec<Option<Step>> = vec![None; desk_count];
        let mut reached = vec![desk];
        let mut next = 0;
        while let Some(&at) = reached.get(next) {
            next += 1;
            for comes in 0..self.classes.len() {
                let class = &self.classes[comes];
                if !class.desks.contains(&at) {
                    continue;
                }
                let is_spare = class.serving.iter().sum::<u32>() < class.people;
                if is_spare && (class.is_fixed || self.room[class.group] > 0) {
                    self.shift(at, comes, desk, &steps);
                    return true;
                }
                for (leaves, other) in self.who_could_leave(comes, is_spare) {
                    if other != desk && steps.get(other).is_some_and(Option::is_none) {
                        steps[other] = Some(Step { at, comes, leaves });
                        reached.push(other);
                    }
                }
            }
        }
        false
    }

    /// Classes with a desk they serve: somebody leaves it, and somebody of the class `comes` is free then.
    fn who_could_leave(&self, comes: usize, is_spare: bool) -> Vec<(usize, usize)> {
        let group = self.classes[comes].group;
        let mut found = Vec::new();
        for (index, class) in self.classes.iter().enumerate() {
            let makes_room = is_spare && class.group == group && !class.is_fixed;
            if index == comes || makes_room {
                let served = class.desks.iter().zip(&class.serving).filter(|(_, people)| **people > 0);
                found.extend(served.map(|(desk, _)| (index, *desk)));
            }
        }
        found
    }

    fn shift(&mut self, at: usize, comes: usize, first: usize, steps: &[Option<Step>]) {
        let class = &mut self.classes[comes];
        if !class.is_fixed {
            self.room[class.group] -= 1;
        }
        self.change(comes, at, true);
        let mut at = at;
        while at != first {
            let Some(step) = steps[at] else { return };
            // Whoever leaves for another desk of its own gives its room to whoever comes.
            let (leaver, comer) = (&self.classes[step.leaves], &self.classes[step.comes]);
            let (group, gives, takes) = (leaver.group, !leaver.is_fixed, !comer.is_fixed);
            self.room[group] = self.room[group] + u32::from(gives) - u32::from(takes);
            self.change(step.leaves, at, false);
            self.change(step.comes, step.at, true);
            at = step.at;
        }
    }

    fn change(&mut self, class: usize, desk: usize, comes: bool) {
        let class = &mut self.classes[class];
        for (own, people) in class.desks.iter().zip(&mut class.serving) {
            if *own == desk {
                *people = if comes { *people + 1 } else { *people - 1 };
                return;
            }
        }
    }
}
