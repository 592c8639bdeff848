//! Who serves which desk, for people whose days are known.

use crate::{Desk, Half, Problem, Serves};

/// Returns who serves which desk when these people are in the office: as many places as can be filled.
///
/// A person serves at most one desk in a half, and the same one all day where that fills as many places.
pub fn serve_desks(problem: &Problem, office: &[Vec<bool>]) -> Serves {
    let days = problem.days.len();
    let mut serves: Serves = vec![vec![[None; 2]; days]; problem.members.len()];
    for day in (0..days).filter(|day| is_any_needed(problem, *day)) {
        let mut morning: Vec<Option<usize>> = Vec::new();
        for half in Half::BOTH {
            let need = |desk: &Desk| desk.need.get(day).map_or(0, |need| need[half.index()]);
            let needs: Vec<u16> = problem.desks.iter().map(need).collect();
            let skills: Vec<&[usize]> = problem
                .members
                .iter()
                .enumerate()
                .map(|(index, member)| {
                    let is_in = office.get(index).and_then(|days| days.get(day)).copied().unwrap_or_default();
                    let can = member.days.get(day).is_some_and(|day| day.can_serve(half));
                    if is_in && can { member.desks.as_slice() } else { &[] }
                })
                .collect();
            let filling = fill(&needs, &skills, &morning);
            for (row, desk) in serves.iter_mut().zip(&filling.desk_of) {
                row[day][half.index()] = *desk;
            }
            morning = filling.desk_of;
        }
    }
    serves
}

fn is_any_needed(problem: &Problem, day: usize) -> bool {
    problem.desks.iter().any(|desk| desk.need.get(day).is_some_and(|need| *need != [0, 0]))
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
        for desk in desks.iter().filter(|desk| needs.get(**desk).is_some_and(|need| *need > 0)) {
            // The same desk may be named twice.
            if able[*desk].last() != Some(&member) {
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
    for (desk, open) in open.iter().enumerate() {
        for _ in 0..*open {
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
