//! Reading programmes as they stand on a day.

use crate::model::{AsOf, PlanVersion, ProgrammeProgress, ProgrammeSheet, ReportVersion};
use crate::rules::standing::{Facts, Measure, ReportFact, standing};
use crate::settings;
use crate::store::evaluations;
use crate::store::programmes::{self as store, ProgrammeHead, StoredPlan, Which};
use crate::store::reports;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// A programme with its agency.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) head: ProgrammeHead,
    pub(crate) agency: Agency,
}

/// Returns a programme that was recorded by then; who may do what, the caller asks.
///
/// # Errors
/// `programmes.missing`.
pub(crate) async fn found(ctx: &Ctx, uid: Uuid, as_of: AsOf) -> Result<Found, Problem> {
    let head = store::heads(ctx, ctx.db().reader(), Which::One(uid)).await?.pop();
    let head = head.filter(|head| is_known(head.made_at, as_of.known_at));
    let head = head.ok_or_else(|| Problem::missing("programmes.missing"))?;
    let agency = directory::agency(ctx, head.agency_id).await?;
    Ok(Found { head, agency })
}

/// Returns the programmes of an agency for the year of a day, those that ask most for attention first.
///
/// # Errors
/// `directory.agency_missing`, `platform.forbidden`.
pub async fn programmes_of(
    ctx: &Ctx,
    agency_id: i64,
    on: NaiveDate,
) -> Result<Vec<ProgrammeProgress>, Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    ctx.require(Action::ProgrammeView, &ctx.in_agency(&agency.path))?;
    let mut all = all_unchecked(ctx, AsOf::day(on)).await?;
    all.retain(|programme| programme.agency_id == agency_id);
    Ok(all)
}

/// Returns every programme for the year of a day that the actor may see, those that ask most for attention
/// first.
///
/// # Shape
/// First those that have not reported, the longest missing first; then by distance from the plan, the
/// furthest behind first; finished ones last.
///
/// # Errors
/// `platform.forbidden` when the actor may see the programmes of no agency.
pub async fn progress_of_all(
    ctx: &Ctx,
    on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<ProgrammeProgress>, Problem> {
    let agencies = agencies_for(ctx, Action::ProgrammeView).await?;
    if agencies.is_empty() {
        ctx.require(Action::ProgrammeView, &ctx.whole_government())?;
    }
    let mut all = all_unchecked(ctx, AsOf { on, known_at }).await?;
    all.retain(|programme| agencies.iter().any(|agency| agency.id == programme.agency_id));
    Ok(all)
}

/// Returns the agencies in which the actor may do something.
pub(crate) async fn agencies_for(ctx: &Ctx, action: Action) -> Result<Vec<Agency>, Problem> {
    let mut agencies = directory::agencies(ctx).await?;
    if ctx.may(action, &ctx.whole_government()).permit {
        return Ok(agencies);
    }
    agencies.retain(|agency| ctx.may(action, &ctx.in_agency(&agency.path)).permit);
    Ok(agencies)
}

/// Returns every programme for the year of a day without asking who reads.
pub(crate) async fn all_unchecked(ctx: &Ctx, as_of: AsOf) -> Result<Vec<ProgrammeProgress>, Problem> {
    let which = Which::Year(as_of.on.year());
    let agencies: HashMap<i64, Agency> =
        directory::agencies(ctx).await?.into_iter().map(|agency| (agency.id, agency)).collect();
    let measure = settings::measure(ctx).await?;
    let mut plans =
        by_programme(store::plans(ctx, ctx.db().reader(), which).await?, |plan| plan.programme_id);
    let mut reports =
        by_programme(reports::reports(ctx, ctx.db().reader(), which).await?, |report| report.programme_id);
    let mut all = Vec::new();
    for head in store::heads(ctx, ctx.db().reader(), which).await? {
        let Some(agency) = agencies.get(&head.agency_id) else { continue };
        let plans: Vec<PlanVersion> =
            plans.remove(&head.id).unwrap_or_default().into_iter().map(plan).collect();
        let reports: Vec<ReportVersion> =
            reports.remove(&head.id).unwrap_or_default().into_iter().map(|row| row.report).collect();
        all.extend(progress(ctx, (&head, agency), (&plans, &reports), measure, as_of));
    }
    all.sort_by_key(attention);
    Ok(all)
}

fn by_programme<T>(rows: Vec<T>, id: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut grouped: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        grouped.entry(id(&row)).or_default().push(row);
    }
    grouped
}

fn plan(stored: StoredPlan) -> PlanVersion {
    stored.version
}

/// Returns what sorts programmes: missing reports, distance from the plan, agency, name.
fn attention(programme: &ProgrammeProgress) -> (i64, bool, i64, String, String) {
    use crate::rules::ProgrammeState::Finished;
    let standing = &programme.standing;
    let missing_days = standing.missing().map(|(_, days)| days).max().unwrap_or(0);
    let names = (programme.agency_code.clone(), programme.plan.name.clone());
    (-missing_days, standing.state == Finished, standing.distance_permille(), names.0, names.1)
}

fn is_known(made_at: DateTime<Utc>, known_at: Option<DateTime<Utc>>) -> bool {
    known_at.is_none_or(|known_at| made_at <= known_at)
}

/// Returns how a programme stands, or nothing when it was not known by then.
fn progress(
    ctx: &Ctx,
    (head, agency): (&ProgrammeHead, &Agency),
    (plans, reports): (&[PlanVersion], &[ReportVersion]),
    measure: Measure,
    as_of: AsOf,
) -> Option<ProgrammeProgress> {
    let newest = plans.iter().rfind(|plan| is_known(plan.made_at, as_of.known_at))?;
    let civil = |at: DateTime<Utc>| ctx.government.zone.local(at).date();
    let known = reports.iter().filter(|report| is_known(report.made_at, as_of.known_at));
    let facts: Vec<ReportFact> = known
        .map(|report| ReportFact {
            month: report.month,
            version: report.version,
            real: report.real,
            spent_rupiah: report.spent_rupiah,
            made_on: civil(report.made_at),
        })
        .collect();
    let facts = Facts {
        year: head.year,
        target: newest.plan.target,
        budget_rupiah: newest.plan.budget_rupiah,
        months: &newest.plan.months,
        recorded_on: civil(head.made_at),
        reports: &facts,
    };
    Some(ProgrammeProgress {
        uid: head.uid,
        agency_id: agency.id,
        agency_code: agency.code.clone(),
        agency_name: agency.name.clone(),
        agency_path: agency.path.clone(),
        year: head.year,
        version: newest.version,
        plan: newest.plan.clone(),
        standing: standing(&facts, measure, as_of.on),
    })
}

/// Returns everything about one programme, as it stands on a day.
///
/// # Errors
/// `programmes.missing`, also where it was not recorded by then; `platform.forbidden`.
pub async fn programme(ctx: &Ctx, uid: Uuid, as_of: AsOf) -> Result<ProgrammeSheet, Problem> {
    let found = found(ctx, uid, as_of).await?;
    ctx.require(Action::ProgrammeView, &ctx.in_agency(&found.agency.path))?;
    let (which, reader) = (Which::One(uid), ctx.db().reader());
    let mut plans: Vec<PlanVersion> = store::plans(ctx, reader, which).await?.into_iter().map(plan).collect();
    let mut reports: Vec<ReportVersion> =
        reports::reports(ctx, reader, which).await?.into_iter().map(|row| row.report).collect();
    let measure = settings::measure(ctx).await?;
    let progress = progress(ctx, (&found.head, &found.agency), (&plans, &reports), measure, as_of);
    let progress = progress.ok_or_else(|| Problem::missing("programmes.missing"))?;
    plans.retain(|plan| is_known(plan.made_at, as_of.known_at));
    plans.reverse();
    reports.retain(|report| is_known(report.made_at, as_of.known_at));
    reports.sort_by_key(|report| (report.month, -report.version));
    let mut evidence = reports::evidence(ctx, found.head.id).await?;
    evidence.retain(|file| is_known(file.made_at, as_of.known_at));
    let mut evaluations = evaluations::of_programme(ctx, found.head.id).await?;
    evaluations.retain(|note| is_known(note.made_at, as_of.known_at));
    Ok(ProgrammeSheet { progress, plans, reports, evidence, evaluations })
}
