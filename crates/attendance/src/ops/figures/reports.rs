//! Whether each agency reported a day.

use super::sums::Sum;
use crate::ops::recaps::cutoff_at;
use crate::recap::{Recap, RecapState, Signature};
use crate::store::figures::{self as store, SignedRow};
use crate::store::recaps;
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

/// Returns the reports of the agencies that had anybody to report, as known now or at an instant.
pub(crate) async fn read(
    ctx: &Ctx,
    agencies: &[Agency],
    sums: &[Sum],
    (on, known_at): (NaiveDate, Option<DateTime<Utc>>),
) -> Result<Vec<AgencyReport>, Problem> {
    let signed = match known_at {
        None => store::signed_recaps(ctx.db().reader(), ctx.government.id, on).await?,
        Some(known_at) => signed_by(&recaps::of_day(ctx, on).await?, known_at),
    };
    let now = known_at.unwrap_or(ctx.now());
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

/// Returns the agencies that had signed by an instant, with the version that was in force then.
fn signed_by(versions: &[Recap], known_at: DateTime<Utc>) -> Vec<SignedRow> {
    let mut rows: Vec<SignedRow> = Vec::new();
    let is_known = |signature: &Option<Signature>| signature.as_ref().is_some_and(|one| one.at <= known_at);
    for recap in versions.iter().filter(|recap| is_known(&recap.signed)) {
        let is_countersigned = is_known(&recap.countersigned);
        let state = if is_countersigned { RecapState::Countersigned } else { RecapState::Signed };
        match rows.last_mut() {
            Some(row) if row.agency_id == recap.agency_id => row.state = state.as_str().to_owned(),
            _ => rows.push(SignedRow {
                agency_id: recap.agency_id,
                is_late: recap.is_late,
                signed_at: recap.signed.as_ref().map(|signature| signature.at),
                state: state.as_str().to_owned(),
            }),
        }
    }
    rows
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
