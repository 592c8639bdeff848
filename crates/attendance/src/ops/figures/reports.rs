//! Whether each agency reported a day.

use super::sums::Sum;
use crate::ops::recaps::cutoff_at;
use crate::recap::RecapState;
use crate::store::figures::{self as store, SignedRow};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_directory::Agency;
use siaga_platform::{Ctx, Problem};

/// How an agency stands with its report of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportState {
    /// Its officer signed in time; the head has not countersigned yet.
    Signed,
    /// Its officer signed after the cut-off; the head has not countersigned yet.
    SignedLate,
    /// Signed in time and countersigned.
    Countersigned,
    /// Signed after the cut-off and countersigned.
    CountersignedLate,
    /// Nobody signed, but something is known of everybody.
    Covered,
    /// The cut-off has not come.
    Waiting,
    /// The cut-off is over, nobody signed, and of somebody nothing is known.
    Missing,
}

impl ReportState {
    /// Returns the name that stands in files and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::SignedLate => "signed_late",
            Self::Countersigned => "countersigned",
            Self::CountersignedLate => "countersigned_late",
            Self::Covered => "covered",
            Self::Waiting => "waiting",
            Self::Missing => "missing",
        }
    }

    /// Returns whether the figures of the agency are complete.
    pub fn has_reported(self) -> bool {
        !matches!(self, Self::Waiting | Self::Missing)
    }

    /// Returns whether the agency is behind.
    pub fn is_late(self) -> bool {
        matches!(self, Self::SignedLate | Self::CountersignedLate | Self::Missing)
    }
}

/// The report of one agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyReport {
    /// Code of the agency.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state: ReportState,
    /// When the first version of its recap was signed; a correction does not move it.
    pub signed_at: Option<DateTime<Utc>>,
    /// By when it was to be signed.
    pub cutoff_at: Option<DateTime<Utc>>,
}

/// Returns the reports of the agencies that had anybody to report.
pub(crate) async fn read(
    ctx: &Ctx,
    agencies: &[Agency],
    sums: &[Sum],
    on: NaiveDate,
) -> Result<Vec<AgencyReport>, Problem> {
    let signed = store::signed_recaps(ctx.db().reader(), ctx.government.id, on).await?;
    let now = ctx.now();
    let report = |agency: &Agency| {
        let own = || sums.iter().filter(|sum| sum.agency_id == agency.id);
        let expected: i64 = own().map(|sum| sum.figure.tally.expected()).sum();
        if expected == 0 {
            return None;
        }
        let is_covered = own().all(|sum| sum.figure.without_record() == 0);
        let recap = signed.iter().find(|recap| recap.agency_id == agency.id);
        let cutoff_at = cutoff_at(ctx, agency, on);
        let state = match recap {
            Some(recap) => signed_state(recap),
            None if is_covered => ReportState::Covered,
            None if cutoff_at.is_some_and(|cutoff| now <= cutoff) => ReportState::Waiting,
            None => ReportState::Missing,
        };
        Some(AgencyReport {
            code: agency.code.clone(),
            name: agency.name.clone(),
            state,
            signed_at: recap.and_then(|recap| recap.signed_at),
            cutoff_at,
        })
    };
    Ok(agencies.iter().filter_map(report).collect())
}

fn signed_state(recap: &SignedRow) -> ReportState {
    let is_countersigned = RecapState::parse(&recap.state) == Some(RecapState::Countersigned);
    match (is_countersigned, recap.is_late) {
        (false, false) => ReportState::Signed,
        (false, true) => ReportState::SignedLate,
        (true, false) => ReportState::Countersigned,
        (true, true) => ReportState::CountersignedLate,
    }
}
