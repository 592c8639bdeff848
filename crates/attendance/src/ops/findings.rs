//! Findings: both pieces of evidence side by side, and what somebody decides.

use crate::finding::{Choice, Finding};
use crate::model::{PaperStatus, PunchMark};
use crate::ops::rebuild::{Facts, Roster, refresh_days};
use crate::ops::words;
use crate::recap::{Recap, RecapLine};
use crate::request::Request;
use crate::rules::FindingCode;
use crate::rules::finding_resolution::{choices, resolution};
use crate::store::day_facts::Period;
use crate::store::{findings as store, recaps, requests};
use chrono::NaiveDate;
use siaga_access::{Action, Resource};
use siaga_directory::{self as directory, Agency, Identity};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};

/// Findings of a page; the newest days come first.
const LIST_ROWS: i64 = 200;

/// A finding in the list, with whom it is about.
#[derive(Debug, Clone)]
pub struct ListedFinding {
    /// The finding.
    pub finding: Finding,
    /// Whose day.
    pub identity: Identity,
    /// Agency of the person on that day.
    pub agency: Agency,
}

/// A finding with the evidence of its day.
#[derive(Debug, Clone)]
pub struct FindingEvidence {
    /// The finding with whom it is about.
    pub listed: ListedFinding,
    /// Scans, check-ins and corrections in the order of time.
    pub marks: Vec<PunchMark>,
    /// What the recap in force says.
    pub paper: Option<(Recap, RecapLine)>,
    /// Approved requests about the day.
    pub requests: Vec<Request>,
    /// Which evidence can be chosen.
    pub choices: &'static [Choice],
    /// Whether the actor may resolve it now.
    pub may_resolve: bool,
}

fn resource(ctx: &Ctx, finding: &Finding, agency: &Agency) -> Resource {
    Resource { employee: Some(finding.employee_id), ..ctx.in_agency(&agency.path) }
}

/// Returns the open findings whose days the actor may see, newest day first.
///
/// # Errors
/// As the store says.
pub async fn open_findings(ctx: &Ctx) -> Result<Vec<ListedFinding>, Problem> {
    let mut agencies = directory::agencies(ctx).await?;
    let sees_all = ctx.may(Action::DayView, &ctx.whole_government()).permit;
    agencies.retain(|agency| sees_all || ctx.may(Action::DayView, &ctx.in_agency(&agency.path)).permit);
    let visible: Vec<i64> = agencies.iter().map(|agency| agency.id).collect();
    let open = store::open(ctx, (!sees_all).then_some(visible.as_slice()), LIST_ROWS).await?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let identities = directory::identities(ctx).await?;
    let listed = open.into_iter().filter_map(|finding| {
        let agency = agencies.iter().find(|agency| agency.id == finding.agency_id)?.clone();
        let identity = identities.get(&finding.employee_id)?.clone();
        Some(ListedFinding { finding, identity, agency })
    });
    Ok(listed.collect())
}

/// Returns a finding with the evidence of its day.
///
/// # Errors
/// `platform.not_found`, `platform.forbidden`.
pub async fn finding_evidence(ctx: &Ctx, id: i64) -> Result<FindingEvidence, Problem> {
    let missing = || Problem::missing("platform.not_found");
    let finding = store::one(ctx, id).await?.ok_or_else(missing)?;
    let agency = directory::agency(ctx, finding.agency_id).await?;
    let resource = resource(ctx, &finding, &agency);
    ctx.require(Action::DayView, &resource)?;
    let identity = directory::identities(ctx).await?.remove(&finding.employee_id).ok_or_else(missing)?;
    let (employee, day) = (finding.employee_id, finding.day);
    Ok(FindingEvidence {
        marks: marks(ctx, employee, day).await?,
        paper: recaps::line_in_force(ctx, employee, day).await?,
        requests: requests::approved_of(ctx, ctx.db().reader(), employee, (day, day)).await?,
        choices: FindingCode::parse(&finding.code).map_or(&[], choices),
        may_resolve: finding.resolved_at.is_none() && ctx.may(Action::FindingResolve, &resource).permit,
        listed: ListedFinding { finding, identity, agency },
    })
}

async fn marks(ctx: &Ctx, employee_id: i64, day: NaiveDate) -> Result<Vec<PunchMark>, Problem> {
    let roster = Roster::read(ctx, Some(&[employee_id]), day, day).await?;
    let period = Period::new(ctx.government.id, day, day);
    let facts = Facts::read(ctx, ctx.db().reader(), &roster, period).await?;
    let mut marks = Vec::new();
    if let Some(worker) = roster.position(employee_id) {
        facts.marks_of(worker as usize, day, &mut marks);
    }
    // Up to noon of the next day a scan may end a night shift.
    marks.retain(|mark| (0..86_400 + 43_200).contains(&mark.second));
    Ok(marks)
}

/// Resolves a finding: which evidence counts, and why.
///
/// # Errors
/// `attendance.finding_note_missing`, `attendance.finding_choice`, `attendance.finding_resolved`,
/// `platform.not_found`, `platform.forbidden`.
pub async fn resolve_finding(ctx: &Ctx, id: i64, choice: Choice, note: &str) -> Result<(), Problem> {
    let evidence = finding_evidence(ctx, id).await?;
    let finding = &evidence.listed.finding;
    let verdict = ctx.require(Action::FindingResolve, &resource(ctx, finding, &evidence.listed.agency))?;
    let note = words::one_line(note, 500);
    if note.chars().count() < 5 {
        return Err(Problem::invalid("attendance.finding_note_missing").on_field("note"));
    }
    let paper: Option<PaperStatus> = evidence.paper.as_ref().map(|(_, line)| line.status);
    let word = FindingCode::parse(&finding.code).and_then(|code| resolution(code, choice, paper));
    let word = word.ok_or_else(|| Problem::invalid("attendance.finding_choice").on_field("choice"))?;
    let tx = ctx.db().begin().await?;
    // A refresh writes findings under this lock: whoever takes a row first would wait for it in a circle.
    tx.lock("attendance.derived").await?;
    if !store::resolve(ctx, &tx, id, word, &note).await? {
        return Err(Problem::conflict("attendance.finding_resolved"));
    }
    refresh_days(ctx, &tx, Some(&[finding.employee_id]), finding.day, finding.day).await?;
    let detail = serde_json::json!({
        "code": finding.code, "employee": finding.employee_id, "day": finding.day,
        "choice": choice.as_str(), "resolution": word,
    });
    audit::write(
        ctx,
        &tx,
        Entry::new("finding.resolve", format!("finding/{id}")).detail(detail).by(&verdict),
    )
    .await?;
    tx.commit().await?;
    ctx.app.live.tell("board", ctx.government.id);
    Ok(())
}
