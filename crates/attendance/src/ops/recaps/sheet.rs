//! What pages, files and the API show of recaps.

use super::people::{OnDuty, Suggestion, day_off, on_duty};
use super::{RecapOf, cutoff};
use crate::model::PaperStatus;
use crate::recap::{LineChange, Recap, RecapLine, RecapState};
use crate::rules::recap_lines;
use crate::store::recaps as store;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::{Action, Resource};
use siaga_directory::{self as directory, Agency, Identity, Person};
use siaga_platform::blobs::{self, Blob};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;

/// A person on the sheet.
#[derive(Debug, Clone)]
pub struct SheetRow {
    /// The person as placed on the day.
    pub person: Person,
    /// What was chosen, with a remark; nothing before a choice.
    pub chosen: Option<(PaperStatus, String)>,
    /// What other evidence says.
    pub suggestion: Option<Suggestion>,
}

/// The sheet of an agency and a day.
#[derive(Debug, Clone)]
pub struct RecapSheet {
    /// Agency.
    pub agency: Agency,
    /// Day.
    pub day: NaiveDate,
    /// The newest version, once there is one.
    pub recap: Option<Recap>,
    /// Every version, first version first.
    pub versions: Vec<Recap>,
    /// Everybody who was to be on duty: by unit, heads first, then by name.
    pub rows: Vec<SheetRow>,
    /// The seal that the next change must name; empty before the first.
    pub seal: String,
    /// By when it must be signed.
    pub cutoff_at: Option<DateTime<Utc>>,
    /// Whether the actor may fill it in now.
    pub may_record: bool,
    /// Whether the actor may sign it now.
    pub may_sign: bool,
    /// Whether the actor may countersign it now.
    pub may_countersign: bool,
    /// Whether the actor may begin a correction now.
    pub may_correct: bool,
}

/// One version, readable for ever.
#[derive(Debug, Clone)]
pub struct RecapVersion {
    /// Agency.
    pub agency: Agency,
    /// The version.
    pub recap: Recap,
    /// Its lines with who they are about, by name.
    pub lines: Vec<(Identity, RecapLine)>,
    /// What differs from the version before, by employee; empty for the first.
    pub changes: Vec<(Identity, LineChange)>,
    /// Whether the lines still have the seal.
    pub is_whole: bool,
}

/// How far an agency is with its recap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Nothing signed although the cut-off has passed.
    Overdue,
    /// Nothing begun.
    Missing,
    /// Begun, not signed.
    Draft,
    /// Signed, waits for the head.
    Signed,
    /// Signed by both.
    Countersigned,
}

impl Progress {
    /// Returns the name that stands in the API and in message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Missing => "missing",
            Self::Draft => "draft",
            Self::Signed => "signed",
            Self::Countersigned => "countersigned",
        }
    }
}

/// An agency in the list of a day.
#[derive(Debug, Clone)]
pub struct AgencyRecap {
    /// Agency.
    pub agency: Agency,
    /// How far it is.
    pub progress: Progress,
    /// The newest version.
    pub recap: Option<Recap>,
}

/// Returns the sheet of an agency and a day.
///
/// # Errors
/// `platform.forbidden`, `directory.agency_missing`, and for days without a recap those of
/// `attendance.recap_future`, `attendance.recap_day_off`, `attendance.recap_weekend`.
pub async fn recap_sheet(ctx: &Ctx, of: RecapOf<'_>) -> Result<RecapSheet, Problem> {
    let agency = of.agency(ctx).await?;
    let place = ctx.in_agency(&agency.path);
    ctx.require(Action::RecapView, &place)?;
    let people = on_duty(ctx, &agency, of.day).await?;
    let versions = store::versions(ctx, agency.id, of.day).await?;
    let recap = versions.last().cloned();
    let lines = match &recap {
        Some(recap) => store::lines(ctx.db().reader(), recap.id).await?,
        None => Vec::new(),
    };
    let state = recap.as_ref().map(|recap| recap.state);
    let is_open = state.is_none_or(|state| state == RecapState::Draft);
    let is_correction = recap.as_ref().is_some_and(|recap| recap.version > 1);
    let may = |action| ctx.may(action, &place).permit;
    Ok(RecapSheet {
        rows: rows(people, &lines),
        seal: recap.as_ref().map(|recap| recap.lines_sha256.clone()).unwrap_or_default(),
        cutoff_at: cutoff::cutoff_at(ctx, &agency, of.day),
        may_record: is_open && (may(Action::RecapRecord) || (is_correction && may(Action::RecapCorrect))),
        may_sign: state == Some(RecapState::Draft) && may(Action::RecapSign),
        may_countersign: state == Some(RecapState::Signed)
            && recap.as_ref().is_some_and(|recap| may_countersign(ctx, &agency, recap)),
        may_correct: state.is_some_and(RecapState::is_in_force) && may(Action::RecapCorrect),
        agency,
        day: of.day,
        recap,
        versions,
    })
}

fn rows(people: Vec<OnDuty>, lines: &[RecapLine]) -> Vec<SheetRow> {
    let chosen: HashMap<i64, &RecapLine> = lines.iter().map(|line| (line.employee_id, line)).collect();
    let row = |on_duty: OnDuty| SheetRow {
        chosen: chosen.get(&on_duty.person.id).map(|line| (line.status, line.note.clone())),
        suggestion: on_duty.suggestion,
        person: on_duty.person,
    };
    people.into_iter().map(row).collect()
}

/// Returns the resources that a countersignature is asked for: nobody who made or signed checks it.
pub(super) fn made_resources(ctx: &Ctx, agency: &Agency, recap: &Recap) -> Vec<Resource> {
    let makers = [Some(recap.made_by.clone()), recap.signed.as_ref().map(|signed| signed.by.clone())];
    let resource = |maker| Resource { made_by: Some(maker), ..ctx.in_agency(&agency.path) };
    makers.into_iter().flatten().map(resource).collect()
}

fn may_countersign(ctx: &Ctx, agency: &Agency, recap: &Recap) -> bool {
    let resources = made_resources(ctx, agency, recap);
    resources.iter().all(|resource| ctx.may(Action::RecapCountersign, resource).permit)
}

/// Returns one version with what it changed.
///
/// # Errors
/// `platform.forbidden`, `attendance.recap_version_missing`.
pub async fn recap_version(ctx: &Ctx, of: RecapOf<'_>, version: i32) -> Result<RecapVersion, Problem> {
    let agency = of.agency(ctx).await?;
    ctx.require(Action::RecapView, &ctx.in_agency(&agency.path))?;
    let versions = store::versions(ctx, agency.id, of.day).await?;
    let place = versions.iter().position(|recap| recap.version == version);
    let place =
        place.ok_or_else(|| Problem::missing("attendance.recap_version_missing").with("version", version))?;
    let recap = versions[place].clone();
    let lines = store::lines(ctx.db().reader(), recap.id).await?;
    let changes = match place.checked_sub(1) {
        Some(before) => {
            let before = store::lines(ctx.db().reader(), versions[before].id).await?;
            recap_lines::compare(&before, &lines)
        }
        None => Vec::new(),
    };
    let identities = directory::identities(ctx).await?;
    let is_whole = recap_lines::seal(&lines) == recap.lines_sha256;
    let mut lines = named(&identities, lines, |line| line.employee_id);
    lines.sort_by(|one, other| one.0.name.cmp(&other.0.name));
    Ok(RecapVersion {
        changes: named(&identities, changes, |change| change.employee_id),
        agency,
        recap,
        lines,
        is_whole,
    })
}

fn named<T>(
    identities: &HashMap<i64, Identity>,
    items: Vec<T>,
    employee: impl Fn(&T) -> i64,
) -> Vec<(Identity, T)> {
    items.into_iter().filter_map(|item| Some((identities.get(&employee(&item))?.clone(), item))).collect()
}

/// Returns the paper of a version.
///
/// # Errors
/// `platform.forbidden`, `attendance.recap_version_missing`, `platform.not_found` without a paper.
pub async fn recap_paper(ctx: &Ctx, of: RecapOf<'_>, version: i32) -> Result<(String, Blob), Problem> {
    let agency = of.agency(ctx).await?;
    ctx.require(Action::RecapView, &ctx.in_agency(&agency.path))?;
    let versions = store::versions(ctx, agency.id, of.day).await?;
    let found = versions.into_iter().find(|recap| recap.version == version);
    let recap =
        found.ok_or_else(|| Problem::missing("attendance.recap_version_missing").with("version", version))?;
    let paper = recap.paper.ok_or_else(|| Problem::missing("platform.not_found"))?;
    Ok((paper.name, blobs::get(ctx, &paper.sha256).await?))
}

/// Returns the agencies whose recaps the actor may see, with how far each is: overdue ones first, then
/// by agency code. On days off only agencies that have a recap are told.
///
/// # Errors
/// As the store says.
pub async fn recap_list(ctx: &Ctx, day: NaiveDate) -> Result<Vec<AgencyRecap>, Problem> {
    let mut newest: HashMap<i64, Recap> = HashMap::new();
    for recap in store::of_day(ctx, day).await? {
        newest.insert(recap.agency_id, recap);
    }
    let agencies = directory::agencies(ctx).await?;
    let is_working = day_off(ctx, day).is_none();
    let visible = agencies
        .into_iter()
        .filter(|agency| is_working || newest.contains_key(&agency.id))
        .filter(|agency| ctx.may(Action::RecapView, &ctx.in_agency(&agency.path)).permit);
    let mut list: Vec<AgencyRecap> = visible
        .map(|agency| {
            let recap = newest.get(&agency.id).cloned();
            AgencyRecap { progress: progress(ctx, &agency, day, recap.as_ref()), agency, recap }
        })
        .collect();
    list.sort_by(|one, other| (one.progress, &one.agency.code).cmp(&(other.progress, &other.agency.code)));
    Ok(list)
}

fn progress(ctx: &Ctx, agency: &Agency, day: NaiveDate, recap: Option<&Recap>) -> Progress {
    let is_over = || cutoff::cutoff_at(ctx, agency, day).is_some_and(|cutoff_at| ctx.now() > cutoff_at);
    match recap.map(|recap| (recap.state, recap.version)) {
        Some((RecapState::Signed, _)) => Progress::Signed,
        Some((RecapState::Countersigned, _)) => Progress::Countersigned,
        // The version before a correction is still in force.
        Some((RecapState::Draft, 2..)) => Progress::Draft,
        Some((RecapState::Draft | RecapState::Superseded, _)) if is_over() => Progress::Overdue,
        Some((RecapState::Draft | RecapState::Superseded, _)) => Progress::Draft,
        None if is_over() => Progress::Overdue,
        None => Progress::Missing,
    }
}

/// Returns the sealed versions whose lines no longer have their seal; none in a sound database.
///
/// # Errors
/// As the store says.
pub async fn broken_seals(ctx: &Ctx) -> Result<Vec<Recap>, Problem> {
    let mut broken = Vec::new();
    for recap in store::sealed(ctx).await? {
        let lines = store::lines(ctx.db().reader(), recap.id).await?;
        if recap_lines::seal(&lines) != recap.lines_sha256 {
            broken.push(recap);
        }
    }
    Ok(broken)
}
