//! The day of an agency in one view: the signed recap beside what terminals and check-ins say.

mod people;

use crate::model::{PaperStatus, PunchSource, StaffGroup, StatusKind};
use crate::ops::figures::{AgencyReport, Figure, ReportState, agency_reports, day_sums};
use crate::recap::{Recap, RecapState};
use crate::rules::RecapDifference;
use crate::store::recaps;
use chrono::{DateTime, NaiveDate, Utc};
use people::DayPeople;
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// A signed version of a recap, with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRecap {
    /// Key of the version.
    pub id: Uuid,
    /// Its number.
    pub version: i32,
    /// Signed, or countersigned by the head.
    pub state: RecapState,
    /// When its maker signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Who signed as maker.
    pub signed_by: String,
    /// When the head signed.
    pub countersigned_at: Option<DateTime<Utc>>,
    /// Who signed as head, empty before.
    pub countersigned_by: String,
    /// Whether it was signed after the cut-off.
    pub is_late: bool,
    /// Seal of its lines.
    pub lines_sha256: String,
    /// People by status, in the order of the form; statuses of nobody are left out.
    pub counts: Vec<(PaperStatus, i64)>,
}

impl SignedRecap {
    /// Returns how many people the recap speaks about.
    pub fn people(&self) -> i64 {
        self.counts.iter().map(|(_, people)| people).sum()
    }

    /// Returns how many people have a status.
    pub fn of(&self, status: PaperStatus) -> i64 {
        self.counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, people)| *people)
    }
}

/// People of the agency who were seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeenCounts {
    /// By a terminal.
    pub by_terminal: i64,
    /// By no terminal, but by a check-in that proves the place of work.
    pub by_near_checkin: i64,
    /// Only by a check-in from elsewhere.
    pub by_far_checkin: i64,
}

/// A person about whom recap and other evidence contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDifference {
    /// Key outside the program.
    pub uid: Uuid,
    /// Name; empty for an actor who may not see it.
    pub name: String,
    /// What the recap says.
    pub recap: PaperStatus,
    /// What contradicts it.
    pub difference: RecapDifference,
    /// Who saw the person first, with the second of the day; nothing where nobody did.
    pub seen: Option<(PunchSource, i32)>,
    /// What an approved request says about the day.
    pub request: Option<StatusKind>,
}

/// Somebody without record or explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absentee {
    /// Key inside the program, for tasks of discipline.
    pub employee_id: i64,
    /// Key outside the program.
    pub uid: Uuid,
    /// Name; empty for an actor who may not see it.
    pub name: String,
    /// Whether the person is in the civil service.
    pub is_civil_servant: bool,
    /// [`StatusKind::NoRecord`] or [`StatusKind::Unexcused`].
    pub status: StatusKind,
}

/// The day of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyDaySummary {
    /// Agency.
    pub agency: Agency,
    /// Day.
    pub on: NaiveDate,
    /// The newest version that is signed and in force.
    pub recap: Option<SignedRecap>,
    /// The number of a newer version that is not signed yet.
    pub draft_version: Option<i32>,
    /// How the agency stands with its report; nothing where nobody was to be on duty.
    pub report: Option<ReportState>,
    /// By when it was to be signed.
    pub cutoff_at: Option<DateTime<Utc>>,
    /// What terminals and check-ins say.
    pub seen: SeenCounts,
    /// Where they contradict the recap, by name; those that somebody decided are left out.
    pub differences: Vec<PersonDifference>,
    /// What follows from all evidence.
    pub figure: Figure,
    /// The same by group of staff.
    pub groups: [(StaffGroup, Figure); 2],
    /// Those without record or explanation: the unexcused first, then by name.
    pub absentees: Vec<Absentee>,
    /// Whether names are filled in.
    pub has_names: bool,
    /// When it was read.
    pub as_of: DateTime<Utc>,
}

/// Returns the day of an agency.
///
/// # Errors
/// `directory.agency_missing`, `platform.forbidden` without the right to see its figures.
pub async fn agency_day_summary(
    ctx: &Ctx,
    agency_id: i64,
    on: NaiveDate,
) -> Result<AgencyDaySummary, Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    ctx.require(Action::BoardView, &ctx.in_agency(&agency.path))?;
    let mut summaries = summaries_of(ctx, vec![agency], on).await?;
    summaries.pop().ok_or_else(|| Problem::missing("directory.agency_missing").with("code", agency_id))
}

/// Returns the day of several agencies in the given order, with as many queries as one agency needs.
///
/// # Shape
/// Agencies that are not there or whose figures the actor may not see are left out.
///
/// # Errors
/// As the store says.
pub async fn agency_day_summaries(
    ctx: &Ctx,
    agency_ids: &[i64],
    on: NaiveDate,
) -> Result<Vec<AgencyDaySummary>, Problem> {
    let mut known: HashMap<i64, Agency> =
        directory::agencies(ctx).await?.into_iter().map(|agency| (agency.id, agency)).collect();
    let wanted: Vec<Agency> = agency_ids
        .iter()
        .filter_map(|id| known.remove(id))
        .filter(|agency| ctx.may(Action::BoardView, &ctx.in_agency(&agency.path)).permit)
        .collect();
    if wanted.is_empty() { Ok(Vec::new()) } else { summaries_of(ctx, wanted, on).await }
}

async fn summaries_of(
    ctx: &Ctx,
    agencies: Vec<Agency>,
    on: NaiveDate,
) -> Result<Vec<AgencyDaySummary>, Problem> {
    let sums = day_sums(ctx, on).await?;
    let reports = agency_reports(ctx, &agencies, &sums, (on, None)).await?;
    let mut versions: HashMap<i64, Vec<Recap>> = HashMap::new();
    for recap in recaps::of_day(ctx, on).await? {
        versions.entry(recap.agency_id).or_default().push(recap);
    }
    let counts = recap_counts(ctx, on).await?;
    let mut people = DayPeople::read(ctx, &agencies, on).await?;
    let as_of = ctx.now();
    let summary = |agency: Agency| {
        let own = versions.remove(&agency.id).unwrap_or_default();
        let (figure, groups) = figures_of(&sums, agency.id);
        let report: Option<&AgencyReport> = reports.iter().find(|report| report.code == agency.code);
        let has_names = ctx.may(Action::RecapView, &ctx.in_agency(&agency.path)).permit;
        AgencyDaySummary {
            on,
            recap: in_force(&own, &counts),
            draft_version: own
                .last()
                .filter(|recap| recap.state == RecapState::Draft)
                .map(|recap| recap.version),
            report: report.map(|report| report.state),
            cutoff_at: report.and_then(|report| report.cutoff_at),
            seen: people.seen(agency.id),
            differences: people.differences(agency.id, has_names),
            absentees: people.absentees(agency.id, has_names),
            figure,
            groups,
            has_names,
            as_of,
            agency,
        }
    };
    Ok(agencies.into_iter().map(summary).collect())
}

fn figures_of(sums: &[crate::ops::figures::Sum], agency_id: i64) -> (Figure, [(StaffGroup, Figure); 2]) {
    let mut total = Figure::default();
    let mut groups = StaffGroup::ALL.map(|group| (group, Figure::default()));
    for sum in sums.iter().filter(|sum| sum.agency_id == agency_id) {
        total.add_all(&sum.figure);
        groups[sum.group as usize].1.add_all(&sum.figure);
    }
    (total, groups)
}

fn in_force(versions: &[Recap], counts: &HashMap<Uuid, Vec<(PaperStatus, i64)>>) -> Option<SignedRecap> {
    let recap = versions.iter().rev().find(|recap| recap.state.is_in_force())?;
    let name = |signature: &Option<crate::recap::Signature>| {
        signature.as_ref().map(|signature| signature.name.clone()).unwrap_or_default()
    };
    Some(SignedRecap {
        id: recap.id,
        version: recap.version,
        state: recap.state,
        signed_at: recap.signed.as_ref().map(|signature| signature.at),
        signed_by: name(&recap.signed),
        countersigned_at: recap.countersigned.as_ref().map(|signature| signature.at),
        countersigned_by: name(&recap.countersigned),
        is_late: recap.is_late,
        lines_sha256: recap.lines_sha256.clone(),
        counts: counts.get(&recap.id).cloned().unwrap_or_default(),
    })
}

/// Counts the lines of the recaps in force, in the order of the form.
async fn recap_counts(ctx: &Ctx, on: NaiveDate) -> Result<HashMap<Uuid, Vec<(PaperStatus, i64)>>, Problem> {
    let mut counts: HashMap<Uuid, Vec<(PaperStatus, i64)>> = HashMap::new();
    for row in recaps::counts_in_force(ctx, on).await? {
        if let Some(status) = PaperStatus::parse(&row.status) {
            counts.entry(row.recap_id).or_default().push((status, row.people));
        }
    }
    for counted in counts.values_mut() {
        counted.sort_unstable();
    }
    Ok(counts)
}
