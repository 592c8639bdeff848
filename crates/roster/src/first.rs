//! A plan made day by day.

use crate::{Availability, Half, Problem};

/// Takes on each day the people that desks and quota ask for, those with the fewest office days first.
pub(crate) fn first_plan(problem: &Problem) -> Vec<Vec<bool>> {
    let days = problem.days.len();
    let mut office = vec![vec![false; days]; problem.members.len()];
    let mut counts = vec![0u32; problem.members.len()];
    for day in 0..days {
        let mut order: Vec<usize> = (0..problem.members.len()).collect();
        order.sort_by_key(|member| counts[*member]);
        let mut chosen: Vec<usize> = order.clone();
        chosen.retain(|member| problem.members[*member].days[day] == Availability::Office);
        let free = |member: usize| problem.members[member].days[day];
        for (index, desk) in problem.desks.iter().enumerate() {
            let need = usize::from(desk.need[day][0].max(desk.need[day][1]));
            let able = order.iter().filter(|member| {
                let known = free(**member);
                problem.members[**member].desks.contains(&index)
                    && Half::BOTH.into_iter().all(|half| known.can_serve(half))
            });
            let able: Vec<usize> =
                able.copied().filter(|member| !chosen.contains(member)).take(need).collect();
            chosen.extend(able);
        }
        for (index, group) in problem.groups.iter().enumerate() {
            let is_own = |member: &usize| problem.members[*member].group == index;
            let have = chosen.iter().filter(|member| is_own(member)).count();
            let more = usize::from(group.office_min[day]).saturating_sub(have);
            let able = order.iter().copied().filter(|member| is_own(member) && !chosen.contains(member));
            let able: Vec<usize> =
                able.filter(|member| free(*member).may_be_in_office()).take(more).collect();
            chosen.extend(able);
        }
        for member in chosen {
            office[member][day] = true;
            counts[member] += 1;
        }
    }
    office
}
