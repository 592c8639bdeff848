//! Filling in a draft, attaching the paper, beginning a correction.

use super::people::{OnDuty, SuggestionSource, on_duty};
use super::{RecapOf, cutoff};
use crate::model::PaperStatus;
use crate::ops::words;
use crate::recap::{LineChange, Recap, RecapLine, RecapState};
use crate::rules::recap_lines;
use crate::rules::who_is_meant::{Candidate, Unclear, who_is_meant};
use crate::store::recaps::{self as store, NewDraft};
use chrono::NaiveDate;
use siaga_access::{Action, Resource, Verdict};
use siaga_directory::Agency;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::{DbError, Tx};
use siaga_platform::web::MediaType;
use siaga_platform::{Ctx, Problem, blobs};
use uuid::Uuid;

/// A choice for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChoice {
    /// The person.
    pub employee: Uuid,
    /// What the day was.
    pub status: PaperStatus,
    /// A remark, often empty.
    pub note: String,
}

/// An exception from "all present".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// A few letters of the name or digits of the number.
    pub who: String,
    /// What the day was.
    pub status: PaperStatus,
}

/// A scan or photo of the paper.
#[derive(Debug, Clone, Copy)]
pub struct PaperFile<'a> {
    /// Name of the file at the sender's.
    pub name: &'a str,
    /// What its bytes say that it is.
    pub media_type: Option<MediaType>,
    /// Content.
    pub bytes: &'a [u8],
}

/// Largest paper that is taken.
pub(crate) const PAPER_MAX_BYTES: usize = 10 * 1024 * 1024;
const NOTE_LETTERS: usize = 200;

/// Saves choices into the draft; people not named keep what they have. Returns the draft.
///
/// # Shape
/// `seen_seal` is the seal of the sheet on which the choices were made, empty for none.
///
/// # Errors
/// `attendance.recap_changed` when somebody else saved in between, `attendance.recap_already_signed`,
/// those of the day, `platform.forbidden`, also for the own line in a correction.
pub async fn save_lines(
    ctx: &Ctx,
    of: RecapOf<'_>,
    seen_seal: &str,
    choices: &[LineChoice],
) -> Result<Recap, Problem> {
    let agency = of.agency(ctx).await?;
    let people = on_duty(ctx, &agency, of.day).await?;
    let chosen = choices.iter().filter_map(|choice| {
        let found = people.iter().find(|on_duty| on_duty.person.uid == choice.employee)?;
        let note = words::one_line(&choice.note, NOTE_LETTERS);
        Some(RecapLine { employee_id: found.person.id, status: choice.status, note })
    });
    let chosen: Vec<RecapLine> = chosen.collect();
    let on_sheet = ids(&people);
    write(ctx, &agency, of, seen_seal, |before| recap_lines::merge(before, &chosen, &on_sheet)).await
}

/// Fills in everybody without a choice as present, or as an approved request or a signed roster says, except
/// those named.
///
/// # Errors
/// `attendance.recap_nobody_meant` and `attendance.recap_several_meant` for an exception that fits nobody or
/// several, and those of [`save_lines`].
pub async fn fill_rest(
    ctx: &Ctx,
    of: RecapOf<'_>,
    seen_seal: &str,
    exceptions: &[Exception],
) -> Result<Recap, Problem> {
    let agency = of.agency(ctx).await?;
    let people = on_duty(ctx, &agency, of.day).await?;
    let exceptions: Vec<RecapLine> =
        exceptions.iter().map(|exception| meant(&people, exception)).collect::<Result<_, _>>()?;
    let requested: Vec<(i64, PaperStatus)> = people
        .iter()
        .filter_map(|on_duty| Some((on_duty.person.id, on_duty.suggestion?)))
        .filter(|(_, suggestion)| {
            matches!(suggestion.source, SuggestionSource::Request | SuggestionSource::Roster)
        })
        .map(|(id, suggestion)| (id, suggestion.status))
        .collect();
    let on_sheet = ids(&people);
    let fill = |before: &[RecapLine]| recap_lines::fill_rest(before, &exceptions, &requested, &on_sheet);
    write(ctx, &agency, of, seen_seal, fill).await
}

fn ids(people: &[OnDuty]) -> Vec<i64> {
    people.iter().map(|on_duty| on_duty.person.id).collect()
}

fn meant(people: &[OnDuty], exception: &Exception) -> Result<RecapLine, Problem> {
    let candidates: Vec<Candidate<'_>> = people
        .iter()
        .map(|OnDuty { person, .. }| Candidate {
            id: person.id,
            name: &person.name,
            number: person.nip.as_deref().or(person.staff_number.as_deref()).unwrap_or_default(),
        })
        .collect();
    match who_is_meant(&exception.who, &candidates) {
        Ok(employee_id) => Ok(RecapLine { employee_id, status: exception.status, note: String::new() }),
        Err(Unclear::Nobody) => Err(Problem::invalid("attendance.recap_nobody_meant")
            .on_field("who")
            .with("who", words::one_line(&exception.who, 60))),
        Err(Unclear::Several(names)) => Err(Problem::invalid("attendance.recap_several_meant")
            .on_field("who")
            .with("who", words::one_line(&exception.who, 60))
            .with("names", names.into_iter().take(5).collect::<Vec<_>>().join("; "))),
    }
}

/// Writes the lines that `change` makes of those in the draft, or begins the first version with them.
async fn write(
    ctx: &Ctx,
    agency: &Agency,
    of: RecapOf<'_>,
    seen_seal: &str,
    change: impl Fn(&[RecapLine]) -> Vec<RecapLine>,
) -> Result<Recap, Problem> {
    let tx = ctx.db().begin().await?;
    let draft = open_draft(&tx, agency, of).await?;
    let verdict = may_record(ctx, agency, draft.as_ref())?;
    let before = match &draft {
        Some(draft) => store::lines(&*tx, draft.id).await?,
        None => Vec::new(),
    };
    if draft.as_ref().map_or("", |draft| draft.lines_sha256.as_str()) != seen_seal {
        return Err(changed());
    }
    let lines = change(&before);
    refuse_own_lines(ctx, agency, draft.as_ref(), &recap_lines::compare(&before, &lines))?;
    let sealed = recap_lines::seal(&lines);
    let id = match &draft {
        Some(draft) if store::reseal_draft(&tx, draft.id, seen_seal, &sealed).await? => draft.id,
        Some(_) => return Err(changed()),
        None => begin(ctx, &tx, agency, of, &sealed).await?,
    };
    store::replace_lines(&tx, id, &lines).await?;
    let detail =
        serde_json::json!({ "agency": agency.code, "day": of.day, "lines": lines.len(), "seal": sealed });
    audit::write(ctx, &tx, Entry::new("recap.record", format!("recap/{id}")).detail(detail).by(&verdict))
        .await?;
    let written = store::versions_on(&*tx, agency.id, of.day).await?.pop();
    tx.commit().await?;
    written.ok_or_else(|| Problem::broken("a written recap is not found"))
}

async fn begin(ctx: &Ctx, tx: &Tx, agency: &Agency, of: RecapOf<'_>, sealed: &str) -> Result<Uuid, Problem> {
    let id = ctx.new_id();
    let new = NewDraft {
        id,
        agency_id: agency.id,
        day: of.day,
        version: 1,
        reason: "",
        lines_sha256: sealed,
        cutoff_at: cutoff::cutoff_at(ctx, agency, of.day),
    };
    match store::insert_draft(ctx, tx, new).await {
        Ok(()) => Ok(id),
        Err(DbError::Conflict(_)) => Err(changed()),
        Err(error) => Err(error.into()),
    }
}

fn changed() -> Problem {
    Problem::conflict("attendance.recap_changed")
}

/// Returns the newest version when it is a draft, nothing before the first version.
async fn open_draft(tx: &Tx, agency: &Agency, of: RecapOf<'_>) -> Result<Option<Recap>, Problem> {
    let newest = store::versions_on(&**tx, agency.id, of.day).await?.pop();
    match newest {
        Some(recap) if recap.state != RecapState::Draft => {
            Err(Problem::conflict("attendance.recap_already_signed").with("version", recap.version))
        }
        newest => Ok(newest),
    }
}

/// Officers fill in; whoever may correct fills in corrections too.
fn may_record(ctx: &Ctx, agency: &Agency, draft: Option<&Recap>) -> Result<Verdict, Problem> {
    let place = ctx.in_agency(&agency.path);
    if draft.is_some_and(|draft| draft.version > 1) {
        let verdict = ctx.may(Action::RecapCorrect, &place);
        if verdict.permit {
            return Ok(verdict);
        }
    }
    ctx.require(Action::RecapRecord, &place)
}

/// In a correction the own line is for others, whoever may fill in the rest.
fn refuse_own_lines(
    ctx: &Ctx,
    agency: &Agency,
    draft: Option<&Recap>,
    changes: &[LineChange],
) -> Result<(), Problem> {
    if draft.is_none_or(|draft| draft.version == 1) {
        return Ok(());
    }
    let place = ctx.in_agency(&agency.path);
    let may_record = ctx.may(Action::RecapRecord, &place).permit;
    for change in changes {
        if !may_record || ctx.actor.employee == Some(change.employee_id) {
            let line = Resource { employee: Some(change.employee_id), ..place.clone() };
            ctx.require(Action::RecapCorrect, &line)?;
        }
    }
    Ok(())
}

/// Attaches the signed paper to the draft.
///
/// # Errors
/// `attendance.paper_form` for anything but PDF, JPEG and PNG, `attendance.paper_too_large`,
/// `attendance.recap_no_draft`, `attendance.recap_already_signed`, `platform.forbidden`.
pub async fn attach_paper(ctx: &Ctx, of: RecapOf<'_>, file: PaperFile<'_>) -> Result<(), Problem> {
    let agency = of.agency(ctx).await?;
    let media_type = file.check()?;
    let tx = ctx.db().begin().await?;
    let draft = open_draft(&tx, &agency, of).await?;
    let verdict = may_record(ctx, &agency, draft.as_ref())?;
    let draft = draft.ok_or_else(|| Problem::conflict("attendance.recap_no_draft"))?;
    let sha256 = blobs::put(ctx, &tx, media_type.as_str(), file.bytes.to_vec()).await?;
    if !store::set_paper(&tx, draft.id, &sha256, file.name).await? {
        return Err(Problem::conflict("attendance.recap_already_signed").with("version", draft.version));
    }
    let detail = serde_json::json!({ "agency": agency.code, "day": of.day, "paper_sha256": sha256 });
    let entry = Entry::new("recap.record", format!("recap/{}", draft.id)).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    Ok(tx.commit().await?)
}

impl PaperFile<'_> {
    /// Returns what the file is, when it is a paper that is taken.
    pub(crate) fn check(&self) -> Result<MediaType, Problem> {
        if self.bytes.len() > PAPER_MAX_BYTES {
            let megabytes = PAPER_MAX_BYTES / 1024 / 1024;
            return Err(Problem::invalid("attendance.paper_too_large")
                .on_field("paper")
                .with("megabytes", megabytes));
        }
        match self.media_type {
            Some(kind @ (MediaType::Pdf | MediaType::Jpeg | MediaType::Png)) => Ok(kind),
            _ => Err(Problem::invalid("attendance.paper_form").on_field("paper")),
        }
    }
}

/// Begins a correction: a new version with the lines of the one in force and a reason.
///
/// # Errors
/// `attendance.recap_reason_missing`, `attendance.recap_correction_open`, `attendance.recap_not_signed`,
/// `platform.forbidden`.
pub async fn correct_recap(ctx: &Ctx, of: RecapOf<'_>, reason: &str) -> Result<Recap, Problem> {
    let agency = of.agency(ctx).await?;
    let verdict = ctx.require(Action::RecapCorrect, &ctx.in_agency(&agency.path))?;
    let tx = ctx.db().begin().await?;
    let written = begin_correction(ctx, &tx, (&agency, of.day), reason, &verdict, None).await?;
    tx.commit().await?;
    Ok(written)
}

/// Begins a correction that the head of the agency asks for in an inspection, inside the inspection's own
/// transaction. The head only opens the new version: its lines are filled in and signed as in any correction.
///
/// # Shape
/// `inspection` says in the audit where it was asked for, such as `inspection/<uuid>`.
///
/// # Errors
/// Those of [`correct_recap`].
pub async fn correct_recap_inspected(
    ctx: &Ctx,
    tx: &Tx,
    of: RecapOf<'_>,
    reason: &str,
    inspection: &str,
) -> Result<Recap, Problem> {
    let agency = of.agency(ctx).await?;
    let verdict = ctx.require(Action::InspectionCorrect, &ctx.in_agency(&agency.path))?;
    begin_correction(ctx, tx, (&agency, of.day), reason, &verdict, Some(inspection)).await
}

async fn begin_correction(
    ctx: &Ctx,
    tx: &Tx,
    (agency, day): (&Agency, NaiveDate),
    reason: &str,
    verdict: &Verdict,
    inspection: Option<&str>,
) -> Result<Recap, Problem> {
    let reason = words::one_line(reason, 500);
    if reason.chars().count() < 5 {
        return Err(Problem::invalid("attendance.recap_reason_missing").on_field("reason"));
    }
    let newest = store::versions_on(&**tx, agency.id, day).await?.pop();
    let newest = newest.ok_or_else(|| Problem::conflict("attendance.recap_not_signed"))?;
    let version = newest.version + 1;
    match newest.state {
        RecapState::Draft if newest.version > 1 => {
            return Err(Problem::conflict("attendance.recap_correction_open").with("version", newest.version));
        }
        RecapState::Draft | RecapState::Superseded => {
            return Err(Problem::conflict("attendance.recap_not_signed"));
        }
        RecapState::Signed | RecapState::Countersigned => {}
    }
    let lines = store::lines(&**tx, newest.id).await?;
    let new = NewDraft {
        id: ctx.new_id(),
        agency_id: agency.id,
        day,
        version,
        reason: &reason,
        lines_sha256: &newest.lines_sha256,
        cutoff_at: cutoff::cutoff_at(ctx, agency, day),
    };
    let id = new.id;
    store::insert_draft(ctx, tx, new).await.map_err(|error| match error {
        DbError::Conflict(_) => {
            Problem::conflict("attendance.recap_correction_open").with("version", version)
        }
        other => other.into(),
    })?;
    store::replace_lines(tx, id, &lines).await?;
    let mut detail =
        serde_json::json!({ "agency": agency.code, "day": day, "version": version, "reason": reason });
    if let Some(inspection) = inspection {
        detail["inspection"] = inspection.into();
    }
    audit::write(ctx, tx, Entry::new("recap.correct", format!("recap/{id}")).detail(detail).by(verdict))
        .await?;
    let written = store::versions_on(&**tx, agency.id, day).await?.pop();
    written.ok_or_else(|| Problem::broken("a written recap is not found"))
}
