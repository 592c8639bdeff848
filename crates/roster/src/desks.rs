//! Who serves which desk, for people whose days are known.

use crate::{Half, Problem, Serves};

/// Returns who serves which desk when these people are in the office: as many places as can be filled.
///
/// A person serves at most one desk in a half, and the same one all day where that fills as many places.
pub fn serve_desks(problem: &Problem, office: &[Vec<bool>]) -> Serves {
    let days = problem.days.len();
    let mut serves: Serves = vec![vec![[None; 2]; days]; problem.members.len()];
    for day in 0..days {
        let mut morning: Vec<Option<usize>> = vec![None; problem.members.len()];
        for half in Half::BOTH {
            let needs: Vec<u16> = problem
                .desks
                .iter()
                .map(|desk| desk.need.get(day).map_or(0, |need| need[half.index()]))
                .collect();
            let is_there = |member: usize| {
                office.get(member).and_then(|days| days.get(day)).copied().unwrap_or_default()
                    && problem.members[member].days.get(day).is_some_and(|day| day.can_serve(half))
            };
            let skills: Vec<&[usize]> = (0..problem.members.len())
                .map(|member| if is_there(member) { problem.members[member].desks.as_slice() } else { &[] })
                .collect();
            let matched = fill(&needs, &skills, &morning);
            for (member, desk) in matched.desk_of.iter().enumerate() {
                serves[member][day][half.index()] = *desk;
            }
            morning = matched.desk_of;
        }
    }
    serves
}

/// A largest filling of desks.
pub(crate) struct Filling {
    /// Person → desk.
    pub(crate) desk_of: Vec<Option<usize>>,
    /// A desk that stays short of people, if any, with all desks whose people are needed by them.
    pub(crate) short: Option<Vec<usize>>,
}

/// Fills desks with people; `skills` has the desks that each person can serve now.
pub(crate) fn fill(needs: &[u16], skills: &[&[usize]], favoured: &[Option<usize>]) -> Filling {
    let mut matching = Matching { desk_of: vec![None; skills.len()], skills };
    let mut able: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (member, desks) in skills.iter().enumerate() {
        for desk in desks.iter().filter(|desk| **desk < needs.len()) {
            if !able[*desk].contains(&member) {
                able[*desk].push(member);
            }
        }
    }
    let mut open: Vec<u16> = needs.to_vec();
    for (member, desk) in favoured.iter().enumerate() {
        if let Some(desk) = desk.filter(|desk| open[*desk] > 0 && skills[member].contains(desk)) {
            matching.desk_of[member] = Some(desk);
            open[desk] -= 1;
        }
    }
    // Those with one skill first: they are in nobody's way.
    for pass in [true, false] {
        for (desk, open) in open.iter_mut().enumerate() {
            for member in &able[desk] {
                let is_due = *open > 0 && (matching.skills[*member].len() == 1) == pass;
                if is_due && matching.desk_of[*member].is_none() {
                    matching.desk_of[*member] = Some(desk);
                    *open -= 1;
                }
            }
        }
    }
    let mut short = None;
    for desk in 0..needs.len() {
        for _ in 0..open[desk] {
            if let Err(desks) = matching.improve(desk, &able) {
                short = short.or(Some(desks));
                break;
            }
        }
    }
    Filling { desk_of: matching.desk_of, short }
}

struct Matching<'a> {
    desk_of: Vec<Option<usize>>,
    skills: &'a [&'a [usize]],
}

impl Matching<'_> {
    /// Finds one more person for a desk along a chain of changes, else the desks that share its people.
    fn improve(&mut self, desk: usize, able: &[Vec<usize>]) -> Result<(), Vec<usize>> {
        // Desk → the person who would leave it and the desk that person would go to.
        let mut leaves: Vec<Option<(usize, usize)>> = vec![None; able.len()];
        let mut reached = vec![desk];
        let mut next = 0;
        while let Some(&at) = reached.get(next) {
            next += 1;
            for &member in &able[at] {
                match self.desk_of[member] {
                    None => {
                        self.shift(member, at, desk, &leaves);
                        return Ok(());
                    }
                    Some(other) if other != desk && leaves[other].is_none() => {
                        leaves[other] = Some((member, at));
                        reached.push(other);
                    }
                    Some(_) => {}
                }
            }
        }
        Err(reached)
    }

    fn shift(&mut self, member: usize, at: usize, first: usize, leaves: &[Option<(usize, usize)>]) {
        self.desk_of[member] = Some(at);
        let mut at = at;
        while at != first {
            let Some((member, to)) = leaves[at] else { return };
            self.desk_of[member] = Some(to);
            at = to;
        }
    }
}
