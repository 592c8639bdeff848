//! Monthly reports: append-only versions, each correction with its reason.

use super::changes::{amount, lock, remark, tell};
use super::files::{self, EvidenceFile};
use super::words;
use crate::model::{AsOf, ReportVersion};
use crate::ops::reads::{self, Found};
use crate::store::programmes::Which;
use crate::store::reports as store;
use chrono::{Datelike, NaiveDate};
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::blobs::{self, Blob};
use siaga_platform::{Ctx, Problem, topics};
use uuid::Uuid;

/// News of a report: `programme`, `month`, `version`.
pub const MONTH_REPORTED: &str = "programmes.month_reported";

/// The report of a month. Both amounts are cumulative from January.
#[derive(Debug, Clone, Default)]
pub struct NewReport<'a> {
    /// Month, 1 to 12.
    pub month: u32,
    /// The version that was seen before writing; 0 for none.
    pub seen_version: i32,
    /// Reached by the end of the month.
    pub real: i64,
    /// Spent by the end of the month.
    pub spent_rupiah: i64,
    /// What stands in the way; may be empty.
    pub obstacles: String,
    /// Why the report is corrected; needed where there is one already.
    pub reason: String,
    /// Files that prove it.
    pub evidence: Vec<EvidenceFile<'a>>,
}

/// Writes the report of a month, or a correction of it, and returns its version.
///
/// # Errors
/// `programmes.report_changed` when somebody reported meanwhile (it names who, and how much);
/// `programmes.month`, `programmes.report_future`, `programmes.amount`, `programmes.report_below_before`,
/// `programmes.report_above_after`, `programmes.text_missing` for the reason of a correction, those of files;
/// `programmes.missing`, `platform.forbidden`.
pub async fn report_month(ctx: &Ctx, uid: Uuid, new: &NewReport<'_>) -> Result<i32, Problem> {
    let found = reads::found(ctx, uid, AsOf::day(ctx.today())).await?;
    let verdict = ctx.require(Action::ProgrammeReport, &ctx.in_agency(&found.agency.path))?;
    let files = checked(ctx, &found, new)?;
    let obstacles = remark(&new.obstacles, "obstacles")?;
    let tx = ctx.db().begin().await?;
    lock(&tx, &found).await?;
    let stored: Vec<ReportVersion> =
        store::reports(ctx, &*tx, Which::One(uid)).await?.into_iter().map(|row| row.report).collect();
    let newest = newest_of(&stored, new.month);
    refuse_stale(ctx, newest, new.seen_version)?;
    refuse_disorder(ctx, &stored, found.head.year, new)?;
    let reason = match newest {
        None => String::new(),
        Some(_) => words::line(&new.reason, "reason", words::REASON)?,
    };
    let report = ReportVersion {
        month: new.month,
        version: new.seen_version + 1,
        real: new.real,
        spent_rupiah: new.spent_rupiah,
        obstacles,
        reason,
        made_name: ctx.actor.name.clone(),
        made_at: ctx.now(),
    };
    store::insert(ctx, &tx, found.head.id, &report).await?;
    let place = (found.head.id, report.month, report.version);
    for (file, kind) in files {
        let sha256 = blobs::put(ctx, &tx, kind.as_str(), file.bytes.to_vec()).await?;
        store::insert_evidence(ctx, &tx, place, (sha256, &files::name(file.name))).await?;
    }
    let detail = json!({ "month": report.month, "version": report.version, "real": report.real,
        "spent_rupiah": report.spent_rupiah, "files": new.evidence.len() });
    let entry = Entry::new("programme.report", format!("programme/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    let news = json!({ "programme": uid, "month": report.month, "version": report.version });
    topics::publish(ctx, &tx, MONTH_REPORTED, &news).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(report.version)
}

type CheckedFiles<'a> = Vec<(EvidenceFile<'a>, siaga_platform::web::MediaType)>;

fn checked<'a>(ctx: &Ctx, found: &Found, new: &NewReport<'a>) -> Result<CheckedFiles<'a>, Problem> {
    let first_on = NaiveDate::from_ymd_opt(found.head.year, new.month, 1);
    let first_on = first_on.ok_or_else(|| Problem::invalid("programmes.month").on_field("month"))?;
    let today = ctx.today();
    if (first_on.year(), first_on.month()) > (today.year(), today.month()) {
        let month = words::month(ctx, found.head.year, new.month);
        return Err(Problem::invalid("programmes.report_future").on_field("month").with("month", month));
    }
    amount(new.real, "real")?;
    amount(new.spent_rupiah, "spent")?;
    files::checked(&new.evidence)
}

fn newest_of(stored: &[ReportVersion], month: u32) -> Option<&ReportVersion> {
    stored.iter().rev().find(|report| report.month == month)
}

fn refuse_stale(ctx: &Ctx, newest: Option<&ReportVersion>, seen_version: i32) -> Result<(), Problem> {
    if newest.map_or(0, |report| report.version) == seen_version {
        return Ok(());
    }
    let problem = Problem::conflict("programmes.report_changed").on_field("real");
    Err(match newest {
        None => problem.with("name", "–").with("real", 0).with("spent", 0),
        Some(report) => problem
            .with("name", &report.made_name)
            .with("real", words::number(ctx, report.real))
            .with("spent", words::rupiah(ctx, report.spent_rupiah)),
    })
}

/// Amounts are cumulative: what was reached by March is reached in April too.
fn refuse_disorder(
    ctx: &Ctx,
    stored: &[ReportVersion],
    year: i32,
    new: &NewReport<'_>,
) -> Result<(), Problem> {
    let before = (1..new.month).rev().find_map(|month| newest_of(stored, month));
    let after = (new.month + 1..=12).find_map(|month| newest_of(stored, month));
    let told = |code: &str, other: &ReportVersion| {
        Problem::invalid(code)
            .on_field("real")
            .with("month", words::month(ctx, year, other.month))
            .with("amount", words::number(ctx, other.real))
    };
    if let Some(before) = before.filter(|before| before.real > new.real) {
        return Err(told("programmes.report_below_before", before));
    }
    if let Some(after) = after.filter(|after| after.real < new.real) {
        return Err(told("programmes.report_above_after", after));
    }
    Ok(())
}

/// Returns a file that proves a report, with its name.
///
/// # Errors
/// `programmes.missing`, `platform.not_found`, `platform.forbidden`.
pub(crate) async fn evidence_file(ctx: &Ctx, uid: Uuid, file: Uuid) -> Result<(String, Blob), Problem> {
    let found = reads::found(ctx, uid, AsOf::day(ctx.today())).await?;
    ctx.require(Action::ProgrammeView, &ctx.in_agency(&found.agency.path))?;
    let all = store::evidence(ctx, found.head.id).await?;
    let one = all.into_iter().find(|evidence| evidence.uid == file);
    let one = one.ok_or_else(|| Problem::missing("platform.not_found"))?;
    Ok((one.name, blobs::get(ctx, &one.sha256).await?))
}
