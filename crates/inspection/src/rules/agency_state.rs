//! How an agency takes part, from what is noted about it.

use crate::model::{AgencyState, Inspection, InspectionState, Invited};
use chrono::{DateTime, Utc};

/// The recap in force, as far as the state depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InForce {
    pub(crate) version: i32,
    pub(crate) signed_at: DateTime<Utc>,
}

/// Returns the state of an agency.
///
/// # Shape
/// A confirmation outweighs everything but a newer recap; an objection holds until a newer recap is signed.
pub(crate) fn agency_state(
    inspection: &Inspection,
    invited: &Invited,
    in_force: Option<InForce>,
) -> AgencyState {
    let version = in_force.map_or(0, |recap| recap.version);
    if let Some(confirmed) = &invited.confirmed {
        if version > confirmed.version {
            return AgencyState::Outdated;
        }
        let was_signed_during = in_force.is_some_and(|recap| signed_during(inspection, recap));
        let is_correction = confirmed.version > 1 && was_signed_during;
        return if is_correction { AgencyState::Corrected } else { AgencyState::Confirmed };
    }
    if invited.objection.as_ref().is_some_and(|objection| objection.version >= version) {
        return AgencyState::Correcting;
    }
    let is_open = inspection.state == InspectionState::Open;
    if is_open && inspection.current_agency_id == Some(invited.agency_id) {
        return AgencyState::Reporting;
    }
    if invited.is_absent {
        AgencyState::NotJoined
    } else if invited.joined.is_some() {
        AgencyState::Joined
    } else {
        AgencyState::Waiting
    }
}

/// Returns whether a recap was signed after the inspection began.
pub(crate) fn signed_during(inspection: &Inspection, recap: InForce) -> bool {
    inspection.started_at.is_some_and(|started_at| recap.signed_at > started_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Confirmed, Objection};
    use chrono::TimeDelta;
    use uuid::Uuid;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn inspection(current: Option<i64>) -> Inspection {
        Inspection {
            id: Uuid::nil(),
            title: String::new(),
            held_on: at(0).date_naive(),
            start_minute: 510,
            leader_id: 1,
            leader_name: String::new(),
            leader_post: String::new(),
            meeting_link: String::new(),
            state: InspectionState::Open,
            version: 1,
            pulse: 1,
            facts: 0,
            current_agency_id: current,
            minutes_version: 0,
            started_at: Some(at(60)),
            closed_at: None,
            planned_name: String::new(),
        }
    }

    fn invited() -> Invited {
        Invited { agency_id: 7, place: 1, joined: None, is_absent: false, confirmed: None, objection: None }
    }

    fn confirmed(version: i32) -> Option<Confirmed> {
        Some(Confirmed {
            at: at(70),
            name: String::new(),
            recap_id: Uuid::nil(),
            version,
            sha256: String::new(),
        })
    }

    fn objected(version: i32) -> Option<Objection> {
        Some(Objection { at: at(65), name: String::new(), reason: String::new(), version })
    }

    #[test]
    fn states_follow_what_is_noted() {
        let recap = |version, minute| Some(InForce { version, signed_at: at(minute) });
        let joined = Invited { joined: Some((at(61), String::new())), ..invited() };
        let table = [
            (None, invited(), None, AgencyState::Waiting),
            (None, joined.clone(), None, AgencyState::Joined),
            (None, Invited { is_absent: true, ..invited() }, None, AgencyState::NotJoined),
            (Some(7), joined.clone(), recap(1, 30), AgencyState::Reporting),
            (Some(8), joined.clone(), recap(1, 30), AgencyState::Joined),
            (Some(7), Invited { is_absent: true, ..invited() }, None, AgencyState::Reporting),
            (
                Some(7),
                Invited { confirmed: confirmed(1), ..joined.clone() },
                recap(1, 30),
                AgencyState::Confirmed,
            ),
            (
                None,
                Invited { confirmed: confirmed(1), ..joined.clone() },
                recap(1, 65),
                AgencyState::Confirmed,
            ),
            (
                None,
                Invited { confirmed: confirmed(1), ..joined.clone() },
                recap(2, 65),
                AgencyState::Outdated,
            ),
            (
                None,
                Invited { confirmed: confirmed(2), ..joined.clone() },
                recap(2, 65),
                AgencyState::Corrected,
            ),
            (
                None,
                Invited { confirmed: confirmed(2), ..joined.clone() },
                recap(2, 60),
                AgencyState::Confirmed,
            ),
            (
                Some(7),
                Invited { objection: objected(1), ..joined.clone() },
                recap(1, 30),
                AgencyState::Correcting,
            ),
            (
                Some(7),
                Invited { objection: objected(1), ..joined.clone() },
                recap(2, 66),
                AgencyState::Reporting,
            ),
            (None, Invited { objection: objected(1), ..joined }, recap(2, 66), AgencyState::Joined),
        ];
        for (row, (current, invited, recap, wanted)) in table.into_iter().enumerate() {
            assert_eq!(agency_state(&inspection(current), &invited, recap), wanted, "row {row}");
        }
    }

    #[test]
    fn nobody_reports_before_it_begins_or_after_it_ends() {
        for state in [InspectionState::Planned, InspectionState::Closed] {
            let inspection = Inspection { state, ..inspection(Some(7)) };
            assert_eq!(agency_state(&inspection, &invited(), None), AgencyState::Waiting);
        }
    }
}
