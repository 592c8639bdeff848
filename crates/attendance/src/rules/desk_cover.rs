//! Whether the desks of a half-day have the people they need, and who could step in.

use crate::model::{Duty, StatusKind};

/// Where somebody who can serve desks is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    /// Seen at work, or there by signed paper.
    Here,
    /// Duty is at the office, and nobody has seen the person yet.
    Awaited,
    /// At work from home.
    AtHome,
    /// At work at another place.
    Elsewhere,
    /// Not at work.
    Away,
}

/// Returns where somebody is, from what was expected and what the day is so far.
///
/// # Shape
/// Once the day is over nobody is awaited any more.
pub(crate) fn whereabouts(duty: Duty, status: StatusKind, is_over: bool) -> Whereabouts {
    match (status, duty) {
        (StatusKind::Present, _) => Whereabouts::Here,
        (StatusKind::WorkFromHome | StatusKind::NoRecord, Duty::Elsewhere) => Whereabouts::Elsewhere,
        (StatusKind::NoRecord, Duty::Home) | (StatusKind::WorkFromHome, _) => Whereabouts::AtHome,
        (StatusKind::NoRecord, Duty::Office) if !is_over => Whereabouts::Awaited,
        _ => Whereabouts::Away,
    }
}

/// What a desk needs in a half-day, and who can serve it, by their positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeskNeed {
    pub(crate) need: u16,
    pub(crate) can_serve: Vec<usize>,
}

/// How a half-day of a desk stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HalfCover {
    /// People needed.
    pub need: u16,
    /// People who are there and serve no other desk.
    pub here: u16,
    /// People who are awaited and will serve no other desk.
    pub awaited: u16,
}

/// Whether a half-day of a desk is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverState {
    /// Even with all who are awaited there are too few.
    Short,
    /// Enough only if those come who are awaited.
    AtRisk,
    /// Enough people are there.
    Covered,
    /// Nobody is needed.
    NotNeeded,
}

impl HalfCover {
    /// Returns whether it is served.
    pub fn state(self) -> CoverState {
        match self.need {
            0 => CoverState::NotNeeded,
            need if self.here >= need => CoverState::Covered,
            need if self.here + self.awaited >= need => CoverState::AtRisk,
            _ => CoverState::Short,
        }
    }
}

impl CoverState {
    /// Returns the name that stands in the API and in message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::AtRisk => "at_risk",
            Self::Covered => "covered",
            Self::NotNeeded => "not_needed",
        }
    }
}

/// Returns how the desks of a half-day stand, in their order.
///
/// # Shape
/// Nobody serves two desks at once: as many needs as possible are met, first by those who are there, then
/// by those who are awaited. Where not all can be met, earlier people and earlier desks come first.
pub(crate) fn desk_cover(desks: &[DeskNeed], people: &[Whereabouts]) -> Vec<HalfCover> {
    let mut plan = Plan { desks, serving: vec![Vec::new(); desks.len()] };
    for wanted in [Whereabouts::Here, Whereabouts::Awaited] {
        for person in (0..people.len()).filter(|person| people[*person] == wanted) {
            plan.place(person, &mut vec![false; desks.len()]);
        }
    }
    let cover = |(desk, serving): (&DeskNeed, &Vec<usize>)| {
        let count = |wanted| serving.iter().filter(|person| people[**person] == wanted).count();
        let count = |wanted| u16::try_from(count(wanted)).unwrap_or(u16::MAX);
        HalfCover { need: desk.need, here: count(Whereabouts::Here), awaited: count(Whereabouts::Awaited) }
    };
    desks.iter().zip(&plan.serving).map(cover).collect()
}

/// Returns who could step in at a desk: at work today, but not in the office.
pub(crate) fn step_in(desk: &DeskNeed, people: &[Whereabouts]) -> Vec<usize> {
    let could = |person: &&usize| matches!(people[**person], Whereabouts::AtHome | Whereabouts::Elsewhere);
    desk.can_serve.iter().filter(could).copied().collect()
}

/// Who serves which desk; people move over to let another one in.
struct Plan<'a> {
    desks: &'a [DeskNeed],
    serving: Vec<Vec<usize>>,
}

impl Plan<'_> {
    /// Finds a desk for a person; returns whether one more need is met.
    fn place(&mut self, person: usize, seen: &mut Vec<bool>) -> bool {
        for desk in 0..self.desks.len() {
            if seen[desk] || !self.desks[desk].can_serve.contains(&person) {
                continue;
            }
            seen[desk] = true;
            if self.serving[desk].len() < usize::from(self.desks[desk].need) {
                self.serving[desk].push(person);
                return true;
            }
            for seat in 0..self.serving[desk].len() {
                if self.place(self.serving[desk][seat], seen) {
                    self.serving[desk][seat] = person;
                    return true;
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OffReason;
    use Whereabouts::{AtHome, Awaited, Away, Elsewhere, Here};

    fn desk(need: u16, can_serve: &[usize]) -> DeskNeed {
        DeskNeed { need, can_serve: can_serve.to_vec() }
    }

    fn states(desks: &[DeskNeed], people: &[Whereabouts]) -> Vec<CoverState> {
        desk_cover(desks, people).into_iter().map(HalfCover::state).collect()
    }

    #[test]
    fn a_desk_is_served_from_its_minimum_on() {
        let two = [desk(2, &[0, 1, 2])];
        assert_eq!(states(&two, &[Here, Here, Away]), [CoverState::Covered]);
        assert_eq!(states(&two, &[Here, Awaited, Away]), [CoverState::AtRisk]);
        assert_eq!(states(&two, &[Here, AtHome, Away]), [CoverState::Short]);
        assert_eq!(states(&[desk(0, &[])], &[]), [CoverState::NotNeeded]);
    }

    #[test]
    fn nobody_serves_two_desks_at_once() {
        let desks = [desk(1, &[0]), desk(1, &[0])];
        assert_eq!(states(&desks, &[Here]), [CoverState::Covered, CoverState::Short]);
    }

    #[test]
    fn people_move_over_where_that_meets_one_need_more() {
        // The first can serve both desks, the second only the one that the first took.
        let desks = [desk(1, &[0, 1]), desk(1, &[0])];
        assert_eq!(states(&desks, &[Here, Here]), [CoverState::Covered, CoverState::Covered]);
        // Over three desks.
        let desks = [desk(1, &[0, 1]), desk(1, &[0, 2]), desk(1, &[1])];
        assert_eq!(states(&desks, &[Here, Here, Here]), [CoverState::Covered; 3]);
    }

    #[test]
    fn who_is_there_counts_before_who_is_awaited() {
        let cover = desk_cover(&[desk(1, &[0, 1])], &[Awaited, Here]);
        assert_eq!(cover, [HalfCover { need: 1, here: 1, awaited: 0 }]);
        let cover = desk_cover(&[desk(2, &[0, 1])], &[Awaited, Here]);
        assert_eq!(cover, [HalfCover { need: 2, here: 1, awaited: 1 }]);
    }

    #[test]
    fn who_works_outside_of_the_office_could_step_in() {
        let people = [AtHome, Here, Elsewhere, Away, Awaited, AtHome];
        assert_eq!(step_in(&desk(2, &[0, 1, 2, 3, 4]), &people), [0, 2]);
    }

    #[test]
    fn where_somebody_is_follows_from_duty_and_evidence() {
        let office = Duty::Office;
        for (duty, status, is_over, expected) in [
            (office, StatusKind::Present, false, Here),
            (Duty::Home, StatusKind::Present, false, Here),
            (office, StatusKind::NoRecord, false, Awaited),
            (office, StatusKind::NoRecord, true, Away),
            (office, StatusKind::WorkFromHome, false, AtHome),
            (Duty::Home, StatusKind::NoRecord, false, AtHome),
            (Duty::Home, StatusKind::WorkFromHome, false, AtHome),
            (Duty::Elsewhere, StatusKind::NoRecord, false, Elsewhere),
            (Duty::Elsewhere, StatusKind::WorkFromHome, false, Elsewhere),
            (Duty::Home, StatusKind::Sick, false, Away),
            (office, StatusKind::Leave, false, Away),
            (office, StatusKind::OfficialTravel, false, Away),
            (Duty::Off(OffReason::Arranged), StatusKind::Off, false, Away),
        ] {
            assert_eq!(whereabouts(duty, status, is_over), expected, "{duty:?} {status:?} {is_over}");
        }
    }
}
