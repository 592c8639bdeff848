//! The evaluation report as an official document.

use super::{told, words};
use crate::model::{AsOf, ProgrammeProgress};
use crate::ops::reads::{programme, progress_of_all};
use crate::rules::ProgrammeState;
use chrono::{Datelike, NaiveDate};
use siaga_directory::{self as directory, Agency};
use siaga_documents::{DocumentKind, NewDocument, SignedBy, prepare};
use siaga_platform::{Ctx, Locale, Problem};
use siaga_typeset::{Evaluation, EvaluationFigure, Instruction, MissingReport, Programme};
use uuid::Uuid;

/// Prepares the report of an agency, or of all agencies without a code, as on a day, and returns the key of
/// the draft. The same report again replaces its draft.
///
/// # Errors
/// `programmes.report_without_programmes` when there is nothing to tell; those of documents;
/// `platform.forbidden`.
pub async fn prepare_evaluation(ctx: &Ctx, agency_code: &str, on: NaiveDate) -> Result<Uuid, Problem> {
    // Official letters are Indonesian, whoever asks for them.
    let ctx = &Ctx { locale: Locale::Indonesian, ..ctx.clone() };
    let agency = match agency_code {
        "" => None,
        code => Some(directory::agency_by_code(ctx, code).await?),
    };
    let mut all = progress_of_all(ctx, on, None).await?;
    all.retain(|one| agency.as_ref().is_none_or(|agency| agency.id == one.agency_id));
    if all.is_empty() {
        let problem = Problem::conflict("programmes.report_without_programmes");
        return Err(problem.with("year", on.year()));
    }
    let body = serde_json::to_value(body(ctx, &all, on).await?).map_err(Problem::broken)?;
    let place = agency.as_ref().map_or_else(|| "semua".to_owned(), |agency| agency.id.to_string());
    let about_agency =
        agency.as_ref().map_or_else(|| ctx.government.name.clone(), |agency| agency.name.clone());
    let new = NewDocument {
        kind: DocumentKind::EvaluationReport,
        agency: agency.as_ref().map(|agency| agency.id),
        dated_on: ctx.today(),
        about: format!("Evaluasi program {about_agency} keadaan {}", words::date(ctx, on)),
        signed_by: signer(ctx, agency.as_ref()).await?,
        body,
        carbon_copies: Vec::new(),
        recipients: Vec::new(),
        reference: format!("programmes/evaluation/{place}/{on}"),
    };
    let tx = ctx.db().begin().await?;
    let uid = prepare(ctx, &tx, &new).await?;
    tx.commit().await?;
    Ok(uid)
}

/// An agency's report is signed by its head; that of all by the leader who asks for it, else by the head of
/// the first agency without one above it: the secretariat.
async fn signer(ctx: &Ctx, agency: Option<&Agency>) -> Result<SignedBy, Problem> {
    if let Some(agency) = agency {
        return Ok(SignedBy::HeadOf(agency.id));
    }
    if let Some(employee) = ctx.actor.employee {
        return Ok(SignedBy::Employee(employee));
    }
    let agencies = directory::agencies(ctx).await?;
    let secretariat = agencies.iter().find(|agency| agency.code == "SETDA");
    let first = secretariat.or_else(|| agencies.iter().find(|agency| agency.parent_id.is_none()));
    let first = first.ok_or_else(|| Problem::missing("directory.agency_missing").with("code", "SETDA"))?;
    Ok(SignedBy::HeadOf(first.id))
}

async fn body(ctx: &Ctx, all: &[ProgrammeProgress], on: NaiveDate) -> Result<Evaluation, Problem> {
    let mut programmes = Vec::new();
    let mut instructions = Vec::new();
    for one in all {
        let sheet = programme(ctx, one.uid, AsOf::day(on)).await?;
        let report = one.standing.last_month.and_then(|month| sheet.report_of(month));
        let obstacles = report.map(|report| report.obstacles.lines().map(str::to_owned).collect());
        programmes.push(line(ctx, one, obstacles.unwrap_or_default()));
        let noted =
            sheet.evaluations.iter().filter(|note| note.evaluated_on <= on && !note.follow_up.is_empty());
        instructions.extend(noted.map(|note| Instruction {
            text: format!("{}: {}", one.plan.name, note.follow_up),
            person: one.plan.responsible.clone(),
            due_text: note.due_on.map_or_else(|| "–".to_owned(), |due_on| words::date(ctx, due_on)),
        }));
    }
    let missing = |one: &ProgrammeProgress| -> Vec<MissingReport> {
        let note = |note: String| MissingReport {
            agency: one.agency_name.clone(),
            programme: one.plan.name.clone(),
            note,
        };
        told::overdue(ctx, one).into_iter().map(note).collect()
    };
    Ok(Evaluation {
        period_text: format!("Januari – {}", siaga_civil::month_long(on)),
        as_of_text: format!("Data per {}", siaga_civil::date_long(on)),
        figures: figures(ctx, all),
        programmes,
        missing: all.iter().flat_map(missing).collect(),
        instructions,
        conclusion: String::new(),
    })
}

fn line(ctx: &Ctx, one: &ProgrammeProgress, obstacles: Vec<String>) -> Programme {
    let permille = |share: Option<i64>| u32::try_from(share.unwrap_or(0).max(0)).unwrap_or(u32::MAX);
    Programme {
        agency: one.agency_name.clone(),
        name: one.plan.name.clone(),
        target_text: told::amount(ctx, one, one.plan.target),
        realised_text: told::amount(ctx, one, one.standing.real),
        planned_permille: permille(one.standing.planned_permille),
        realised_permille: permille(one.standing.real_permille),
        budget_text: words::rupiah(ctx, one.plan.budget_rupiah),
        spent_text: words::rupiah(ctx, one.standing.spent_rupiah),
        obstacles,
    }
}

fn figures(ctx: &Ctx, all: &[ProgrammeProgress]) -> Vec<EvaluationFigure> {
    let figure = |label: String, value: String| EvaluationFigure { label, value };
    let count = |state| words::number(ctx, told::count(all, state));
    let budget: i64 = all.iter().map(|one| one.plan.budget_rupiah).sum();
    let spent: i64 = all.iter().map(|one| one.standing.spent_rupiah).sum();
    let share = siaga_civil::Ratio::new(spent, budget);
    let mut figures = vec![figure("Jumlah program".to_owned(), words::number(ctx, all.len() as i64))];
    figures.extend(ProgrammeState::ALL.map(|state| figure(told::state(ctx, state), count(state))));
    figures.push(figure("Anggaran".to_owned(), words::rupiah(ctx, budget)));
    figures.push(figure("Realisasi anggaran".to_owned(), format!("{} ({share})", words::rupiah(ctx, spent))));
    figures
}
