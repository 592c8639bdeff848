//! Standings, reasons and months in words of the reader's language.

use super::words;
use crate::model::ProgrammeProgress;
use crate::rules::{ProgrammeState, Reason};
use siaga_platform::Ctx;

/// Returns a state in words.
pub(crate) fn state(ctx: &Ctx, state: ProgrammeState) -> String {
    ctx.text(&format!("programmes-state-{}", state.as_str().replace('_', "-")), &[])
}

/// Returns the tone of a state's badge.
pub(crate) fn tone(state: ProgrammeState) -> &'static str {
    match state {
        ProgrammeState::NotReported => "warn",
        ProgrammeState::Behind => "bad",
        ProgrammeState::OnCourse | ProgrammeState::Finished => "good",
        ProgrammeState::Ahead => "info",
    }
}

/// Returns an amount in the programme's own unit: `120 desa`.
pub(crate) fn amount(ctx: &Ctx, programme: &ProgrammeProgress, amount: i64) -> String {
    format!("{} {}", words::number(ctx, amount), programme.plan.unit)
}

/// Returns `30/120 desa`.
pub(crate) fn of_target(ctx: &Ctx, programme: &ProgrammeProgress) -> String {
    let real = words::number(ctx, programme.standing.real);
    format!("{real}/{}", amount(ctx, programme, programme.plan.target))
}

/// Returns a reason in words.
pub(crate) fn reason(ctx: &Ctx, programme: &ProgrammeProgress, reason: Reason) -> String {
    let plain = |id: &str| ctx.text(id, &[]);
    match reason {
        Reason::NothingDue => plain("programmes-reason-nothing-due"),
        Reason::ReportMissing { month } => {
            let month = words::month(ctx, programme.year, month);
            ctx.text("programmes-reason-report-missing", &[("month", month)])
        }
        Reason::DistanceFromPlan { permille } => {
            let id = match programme.standing.state {
                ProgrammeState::Behind => "programmes-reason-behind",
                ProgrammeState::Ahead => "programmes-reason-ahead",
                _ => "programmes-reason-near",
            };
            let share = words::share(ctx, i64::try_from(permille.unsigned_abs()).ok());
            let on = words::date(ctx, programme.standing.measured_on);
            ctx.text(id, &[("share", share), ("day", on)])
        }
        Reason::TargetReached => plain("programmes-reason-target-reached"),
        Reason::OverTarget => plain("programmes-reason-over-target"),
        Reason::NoTarget => plain("programmes-reason-no-target"),
        Reason::NoBudget => plain("programmes-reason-no-budget"),
        Reason::Overspent => plain("programmes-reason-overspent"),
        Reason::PlanHasGaps => plain("programmes-reason-plan-has-gaps"),
    }
}

/// Returns which reports are missing or late, one text each: `Maret 2020: belum masuk, lewat 3 hari`.
pub(crate) fn overdue(ctx: &Ctx, programme: &ProgrammeProgress) -> Vec<String> {
    let told = |id: &str, (month, days): (u32, i64)| {
        let month = words::month(ctx, programme.year, month);
        ctx.text(id, &[("month", month), ("days", days.to_string())])
    };
    let missing = programme.standing.missing().map(|one| told("programmes-report-missing", one));
    let late = programme.standing.late().map(|one| told("programmes-report-late", one));
    missing.chain(late).collect()
}

/// Returns how many programmes stand so.
pub(crate) fn count(all: &[ProgrammeProgress], state: ProgrammeState) -> i64 {
    all.iter().filter(|programme| programme.standing.state == state).count() as i64
}

/// Returns how many programmes have reported, of how many.
pub(crate) fn completeness(all: &[ProgrammeProgress]) -> (i64, i64) {
    let all_count = all.len() as i64;
    (all_count - count(all, ProgrammeState::NotReported), all_count)
}
