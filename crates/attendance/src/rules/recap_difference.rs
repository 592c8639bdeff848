//! Where the signed recap and other evidence about a person contradict each other.

use crate::model::{AbsenceKind, PaperStatus, PunchSource};

/// What contradicts the line of a recap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecapDifference {
    /// The recap says away, a terminal or a check-in at the place of work saw the person.
    SeenAtWork,
    /// The recap says away, a check-in from elsewhere shows the person on duty.
    SeenElsewhere,
    /// The recap says at work, nobody saw the person although others of the agency were seen.
    NotSeen,
    /// The recap says otherwise than an approved request.
    OtherRequest,
}

impl RecapDifference {
    /// Every difference.
    pub const ALL: [Self; 4] = [Self::SeenAtWork, Self::SeenElsewhere, Self::NotSeen, Self::OtherRequest];

    /// Returns the name that stands in files and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SeenAtWork => "seen_at_work",
            Self::SeenElsewhere => "seen_elsewhere",
            Self::NotSeen => "not_seen",
            Self::OtherRequest => "other_request",
        }
    }
}

/// Returns what contradicts the recap about a person; nothing where they agree.
///
/// # Shape
/// `terminals_saw` tells whether terminals saw anybody of the agency that day: where they saw nobody, the
/// recap stands alone and contradicts nothing.
pub(crate) fn difference(
    paper: PaperStatus,
    seen: Option<PunchSource>,
    absence: Option<AbsenceKind>,
    terminals_saw: bool,
) -> Option<RecapDifference> {
    use RecapDifference::{NotSeen, OtherRequest, SeenAtWork, SeenElsewhere};
    let is_at_work = matches!(seen, Some(PunchSource::Terminal | PunchSource::PhoneNear));
    let is_elsewhere = seen == Some(PunchSource::PhoneFar);
    let is_other_request = absence.is_some_and(|absence| absence.kind() != paper.kind());
    match paper {
        PaperStatus::Present if is_at_work => None,
        PaperStatus::Present if is_elsewhere => Some(SeenElsewhere),
        PaperStatus::Present if seen.is_some() => None,
        PaperStatus::Present if is_other_request => Some(OtherRequest),
        PaperStatus::Present => terminals_saw.then_some(NotSeen),
        _ if is_at_work => Some(SeenAtWork),
        PaperStatus::WorkFromHome | PaperStatus::OfficialTravel => is_other_request.then_some(OtherRequest),
        _ if is_elsewhere => Some(SeenElsewhere),
        _ => is_other_request.then_some(OtherRequest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recap_that_agrees_or_stands_alone_has_no_difference() {
        use PunchSource::{Correction, PhoneFar, PhoneNear, Terminal};
        for (paper, seen, absence, terminals_saw, expected) in [
            (PaperStatus::Present, Some(Terminal), None, true, None),
            (PaperStatus::Present, Some(PhoneNear), None, true, None),
            (PaperStatus::Present, Some(Correction), None, true, None),
            (PaperStatus::Present, Some(PhoneFar), None, true, Some(RecapDifference::SeenElsewhere)),
            (PaperStatus::Present, None, None, true, Some(RecapDifference::NotSeen)),
            (PaperStatus::Present, None, None, false, None),
            (PaperStatus::Present, None, Some(AbsenceKind::Sick), false, Some(RecapDifference::OtherRequest)),
            (PaperStatus::Sick, None, Some(AbsenceKind::Sick), true, None),
            (PaperStatus::Sick, None, Some(AbsenceKind::Leave), true, Some(RecapDifference::OtherRequest)),
            (PaperStatus::Sick, Some(Terminal), None, true, Some(RecapDifference::SeenAtWork)),
            (PaperStatus::Unexcused, Some(PhoneFar), None, true, Some(RecapDifference::SeenElsewhere)),
            (PaperStatus::WorkFromHome, Some(PhoneFar), None, true, None),
            (PaperStatus::WorkFromHome, Some(Terminal), None, true, Some(RecapDifference::SeenAtWork)),
            (PaperStatus::OfficialTravel, None, Some(AbsenceKind::OfficialTravel), true, None),
        ] {
            let found = difference(paper, seen, absence, terminals_saw);
            assert_eq!(found, expected, "{paper:?} {seen:?} {absence:?} {terminals_saw}");
        }
    }
}
