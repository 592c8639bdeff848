//! Superiors read work reports, accept them or send them back.

use super::reports::{REPORT_CHANGED, lock_of};
use super::superiors::Superiors;
use super::words::lines_within;
use crate::model::{ReportState, WorkReport};
use crate::store::reports as store;
use chrono::NaiveDate;
use serde_json::json;
use siaga_access::{Action, Resource, Verdict};
use siaga_directory::{self as directory, Agency, Person};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem, topics};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Reports that are decided at once at most.
pub const DECIDED_MAX: usize = 500;
const WORDS_LETTERS: usize = 1_000;

/// Which reports a list is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFilter {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: NaiveDate,
    /// Only this agency.
    pub agency_id: Option<i64>,
    /// Only those so far.
    pub state: Option<ReportState>,
}

/// A report that the actor may decide, or see.
#[derive(Debug, Clone)]
pub struct ListedReport {
    /// Its newest version.
    pub report: WorkReport,
    /// Who handed it in, as placed today.
    pub person: Person,
    /// Whether the actor may decide it now.
    pub may_decide: bool,
}

/// Returns the newest versions of reports of the actor's staff and agencies, the oldest day first.
///
/// # Errors
/// As the store says.
pub async fn report_list(ctx: &Ctx, filter: &ReportFilter) -> Result<Vec<ListedReport>, Problem> {
    let agencies = directory::agencies(ctx).await?;
    let wanted: Vec<i64> = within_reach(ctx, &agencies)
        .await?
        .into_iter()
        .filter(|id| filter.agency_id.is_none_or(|only| only == *id))
        .collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut reports = store::newest_between(ctx, (filter.from_on, filter.until_on), Some(&wanted)).await?;
    reports.retain(|report| filter.state.is_none_or(|state| report.state() == state));
    let deciders = Deciders::read(ctx, agencies, &reports).await?;
    let listed = |report: WorkReport| {
        let person = deciders.people.get(&report.employee_id)?.clone();
        let is_permitted = deciders.verdict(ctx, &report).is_some();
        let may_see = is_permitted || deciders.may_view(ctx, &report);
        let may_decide = is_permitted && report.decision.is_none();
        may_see.then_some(ListedReport { report, person, may_decide })
    };
    Ok(reports.into_iter().filter_map(listed).collect())
}

/// Returns the agencies whose reports the actor may decide, and those where the actor's staff may be.
async fn within_reach(ctx: &Ctx, agencies: &[Agency]) -> Result<Vec<i64>, Problem> {
    let own = match ctx.actor.employee {
        Some(employee_id) => directory::person_by_id(ctx, employee_id, ctx.today()).await?,
        None => None,
    };
    let is_near = |agency: &Agency| own.as_ref().is_some_and(|own| agency.path.contains(&own.agency_id));
    let reached = agencies.iter().filter(|agency| {
        is_near(agency) || ctx.may(Action::WorkReportDecide, &ctx.in_agency(&agency.path)).permit
    });
    Ok(reached.map(|agency| agency.id).collect())
}

/// Who may decide what.
struct Deciders {
    agencies: HashMap<i64, Agency>,
    people: HashMap<i64, Person>,
    superiors: Superiors,
}

impl Deciders {
    async fn read(ctx: &Ctx, agencies: Vec<Agency>, reports: &[WorkReport]) -> Result<Self, Problem> {
        let mut ids: Vec<i64> = reports.iter().map(|report| report.employee_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let people = directory::people_by_ids(ctx, &ids, ctx.today()).await?;
        let of: HashSet<i64> = people.values().map(|person| person.agency_id).collect();
        let superiors = Superiors::read(ctx, &agencies, &of, ctx.today()).await?;
        let agencies = agencies.into_iter().map(|agency| (agency.id, agency)).collect();
        Ok(Self { agencies, people, superiors })
    }

    fn resource(&self, ctx: &Ctx, report: &WorkReport) -> Resource {
        let path =
            self.agencies.get(&report.agency_id).map(|agency| agency.path.as_slice()).unwrap_or_default();
        Resource { employee: Some(report.employee_id), ..ctx.in_agency(path) }
    }

    fn may_view(&self, ctx: &Ctx, report: &WorkReport) -> bool {
        let path =
            self.agencies.get(&report.agency_id).map(|agency| agency.path.as_slice()).unwrap_or_default();
        ctx.may(Action::WorkReportDecide, &ctx.in_agency(path)).permit
    }

    /// Returns the permission: over the agency, or as the direct superior; never about oneself.
    fn verdict(&self, ctx: &Ctx, report: &WorkReport) -> Option<Verdict> {
        if ctx.actor.employee == Some(report.employee_id) {
            return None;
        }
        let resource = self.resource(ctx, report);
        let verdict = ctx.may(Action::WorkReportDecide, &resource);
        if verdict.permit {
            return Some(verdict);
        }
        let person = self.people.get(&report.employee_id)?;
        let superior = self.superiors.of(person.id, person.agency_id, person.unit_id)?;
        let of_superior = Resource { employee: Some(superior), ..resource };
        let verdict = ctx.may(Action::WorkReportDecideStaff, &of_superior);
        verdict.permit.then_some(verdict)
    }
}

/// What came of a decision about many reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// How many were decided.
    pub decided: usize,
    /// Those that somebody decided or wrote anew in the meantime: employee and day.
    pub passed_over: Vec<(i64, NaiveDate)>,
}

/// Accepts reports, or sends them back with words.
///
/// # Shape
/// All at once; those that changed in the meantime are left as they are and told.
///
/// # Errors
/// `arrangements.words_missing` when sent back without words, `arrangements.text_long`,
/// `arrangements.none_chosen`, `arrangements.too_many`, `arrangements.report_missing`,
/// `arrangements.own_report`, `platform.forbidden`: then nothing is decided.
pub async fn decide_reports(
    ctx: &Ctx,
    chosen: &[Uuid],
    is_accepted: bool,
    words: &str,
) -> Result<Decided, Problem> {
    let words = lines_within(words, WORDS_LETTERS, "words")?;
    if !is_accepted && words.is_empty() {
        return Err(Problem::invalid("arrangements.words_missing").on_field("words"));
    }
    if chosen.is_empty() {
        return Err(Problem::invalid("arrangements.none_chosen").on_field("report"));
    }
    if chosen.len() > DECIDED_MAX {
        return Err(Problem::invalid("arrangements.too_many").with("most", DECIDED_MAX));
    }
    let mut reports = Vec::with_capacity(chosen.len());
    for uid in chosen {
        let report = store::one(ctx, ctx.db().reader(), *uid).await?;
        reports.push(report.ok_or_else(|| Problem::missing("arrangements.report_missing"))?);
    }
    let deciders = Deciders::read(ctx, directory::agencies(ctx).await?, &reports).await?;
    let mut verdicts = Vec::new();
    for report in &reports {
        verdicts.push(permitted(ctx, &deciders, report)?);
    }
    write(ctx, &reports, &verdicts, is_accepted, &words).await
}

fn permitted(ctx: &Ctx, deciders: &Deciders, report: &WorkReport) -> Result<Verdict, Problem> {
    if ctx.actor.employee == Some(report.employee_id) {
        return Err(Problem::forbidden("arrangements.own_report"));
    }
    match deciders.verdict(ctx, report) {
        Some(verdict) => Ok(verdict),
        None => ctx.require(Action::WorkReportDecide, &deciders.resource(ctx, report)),
    }
}

async fn write(
    ctx: &Ctx,
    reports: &[WorkReport],
    verdicts: &[Verdict],
    is_accepted: bool,
    words: &str,
) -> Result<Decided, Problem> {
    let state = if is_accepted { ReportState::Accepted } else { ReportState::SentBack };
    let tx = ctx.db().begin().await?;
    // In one order, so that two superiors never wait for each other.
    for employee_id in reports.iter().map(|report| report.employee_id).collect::<BTreeSet<_>>() {
        tx.lock(&lock_of(employee_id)).await?;
    }
    let mut done = Decided::default();
    for (report, verdict) in reports.iter().zip(verdicts) {
        let (employee_id, on) = (report.employee_id, report.on);
        let newest = store::of_employee(ctx, &*tx, employee_id, (on, on)).await?;
        let is_newest = newest.first().is_some_and(|newest| newest.uid == report.uid);
        if !is_newest || !store::decide(ctx, &tx, report.uid, is_accepted, words).await? {
            done.passed_over.push((employee_id, on));
            continue;
        }
        store::note_state(ctx, &tx, employee_id, on, state).await?;
        let detail = json!({ "on": on, "version": report.version, "state": state.as_str() });
        let entry = Entry::new("work_report.decide", format!("work_report/{}", report.uid));
        audit::write(ctx, &tx, entry.detail(detail).by(verdict)).await?;
        topics::publish(ctx, &tx, REPORT_CHANGED, &json!({ "employee_id": employee_id, "on": on })).await?;
        done.decided += 1;
    }
    tx.commit().await?;
    ctx.app.live.tell("work_report", ctx.government.id);
    Ok(done)
}
