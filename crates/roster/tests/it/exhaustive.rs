//! A solver that looks at every plan there is, written without the other one in mind.

use siaga_roster::{Availability, Half, Problem, Score, objective};

/// Returns the best score over all plans that keep the hard rules.
pub(crate) fn best(problem: &Problem) -> Option<Score> {
    let width = problem.days.len();
    let cells = width * problem.members.len();
    let mut best: Option<Score> = None;
    for bits in 0..1u32 << cells {
        let is_in = |member: usize, day: usize| bits >> (member * width + day) & 1 == 1;
        if !keeps(problem, &is_in) {
            continue;
        }
        let office: Vec<Vec<bool>> = (0..problem.members.len())
            .map(|member| (0..width).map(|day| is_in(member, day)).collect())
            .collect();
        let score = objective(problem, &office).score;
        best = Some(best.map_or(score, |known| known.min(score)));
    }
    best
}

fn keeps(problem: &Problem, is_in: &impl Fn(usize, usize) -> bool) -> bool {
    let people = 0..problem.members.len();
    people.clone().all(|member| keeps_own(problem, member, is_in))
        && (0..problem.days.len()).all(|day| {
            (0..problem.groups.len()).all(|group| {
                let own: Vec<usize> =
                    people.clone().filter(|m| problem.members[*m].group == group && is_in(*m, day)).collect();
                let quota = &problem.groups[group];
                let teams: Vec<usize> = own.iter().filter_map(|m| problem.members[*m].team).collect();
                let mixes = teams.iter().any(|team| *team != teams[0]);
                own.len() >= usize::from(quota.office_min[day])
                    && own.len() <= usize::from(quota.office_max[day])
                    && !(problem.wishes.teams_apart && mixes)
            }) && Half::BOTH.into_iter().all(|half| {
                let able = |m: &usize| is_in(*m, day) && problem.members[*m].days[day].can_serve(half);
                let able: Vec<usize> = people.clone().filter(able).collect();
                let needs: Vec<u16> = problem.desks.iter().map(|desk| desk.need[day][half.index()]).collect();
                serves(problem, &able, needs)
            })
        })
}

/// Tries every way to give each person one desk or none.
fn serves(problem: &Problem, able: &[usize], needs: Vec<u16>) -> bool {
    if needs.iter().all(|need| *need == 0) {
        return true;
    }
    let Some((first, others)) = able.split_first() else { return false };
    problem.members[*first].desks.iter().any(|desk| {
        let mut left = needs.clone();
        left[*desk] = left[*desk].saturating_sub(1);
        needs[*desk] > 0 && serves(problem, others, left)
    }) || serves(problem, others, needs)
}

fn keeps_own(problem: &Problem, member: usize, is_in: &impl Fn(usize, usize) -> bool) -> bool {
    let person = &problem.members[member];
    let days = 0..problem.days.len();
    let count = days.clone().filter(|day| is_in(member, *day)).count();
    let (fewest, most) = person.office_days.map_or((0, usize::MAX), |(a, b)| (a.into(), b.into()));
    let fits_days = days.clone().all(|day| match person.days[day] {
        Availability::Office => is_in(member, day),
        Availability::Home => !is_in(member, day),
        Availability::Away { morning, afternoon } => !(morning && afternoon && is_in(member, day)),
        Availability::Free => true,
    });
    let at_home = |week: u32| {
        let counts = |day: &usize| {
            problem.days[*day].week == week && !is_in(member, *day) && !person.days[*day].is_away_all_day()
        };
        days.clone().filter(counts).count()
    };
    let fits_weeks = person
        .home_days_a_week_max
        .is_none_or(|most| days.clone().all(|day| at_home(problem.days[day].week) <= usize::from(most)));
    let fits_rows = person.in_a_row_max.is_none_or(|most| {
        days.clone().all(|first| {
            let end = first + usize::from(most) + 1;
            end > problem.days.len() || (first..end).any(|day| !is_in(member, day))
        })
    });
    fits_days && fits_weeks && fits_rows && (fewest..=most).contains(&count)
}
