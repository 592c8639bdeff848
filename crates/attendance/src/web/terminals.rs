//! Pages of terminals: which need a look, one of them in full, what officers do with it.

use crate::ops::held::{HeldDecision, HeldPunch, decide_held, held_punches};
use crate::ops::ingest::{FELL_SILENT, RECORDS_FELL, TWO_TERMINALS};
use crate::ops::terminal_reads::{
    CommandRow, EventRow, Terminal, TerminalDetail, TerminalFlags, terminal, terminal_flags, terminals,
};
use crate::ops::terminals::{TerminalPlace, accept_terminal, checked_days, queue_command, retire_terminal};
use crate::terminal::{TerminalCommand, TerminalState, ZoneForm};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use siaga_access::Action;
use siaga_civil::CivilZone;
use siaga_directory::agencies;
use siaga_iclock::tables::Operation;
use siaga_platform::web::{Form, Page, Redirection, render, render_invalid, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};

pub(crate) const NAV: NavEntry = NavEntry {
    order: 260,
    path: "/terminal",
    label: "terminal-nav",
    permit: Permit::May(Action::TerminalView),
};

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::TerminalView);
    let accept = Permit::May(Action::TerminalAccept);
    vec![
        Route::get("/terminal", view, list),
        Route::get("/terminal/{serial}", view, show),
        Route::post("/terminal/{serial}/terima", accept, take),
        Route::post("/terminal/{serial}/pensiun", accept, retire),
        Route::post("/terminal/{serial}/perintah", Permit::May(Action::TerminalCommand), command),
        Route::post("/terminal/tertahan/{id}", accept, decide),
    ]
}

#[derive(Template)]
#[template(path = "attendance/terminals.html")]
struct ListPage {
    page: Page,
    flags: TerminalFlags,
    terminals: Vec<Terminal>,
    held: Vec<HeldPunch>,
    may_decide: bool,
}

impl ListPage {
    fn time_of(&self, punch: &HeldPunch) -> String {
        local_text(&self.page, punch.punched_on, punch.second_of_day)
    }
}

async fn list(ctx: Ctx) -> Result<Response, Problem> {
    render(&ListPage {
        page: Page::new(&ctx, "terminal-title"),
        flags: terminal_flags(&ctx).await?,
        terminals: terminals(&ctx).await?,
        held: held_punches(&ctx).await?,
        may_decide: ctx.may(Action::TerminalAccept, &ctx.whole_government()).permit,
    })
}

#[derive(Template)]
#[template(path = "attendance/terminal.html")]
struct ShowPage {
    page: Page,
    detail: TerminalDetail,
    form: PlaceForm,
    agencies: Vec<(String, String)>,
    zones: Vec<(&'static str, &'static str)>,
    zone_forms: Vec<(&'static str, String)>,
    commands: Vec<(&'static str, String)>,
    command_form: CommandForm,
    may_accept: bool,
    may_command: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct PlaceForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    agency: String,
    #[serde(default)]
    zone: String,
    #[serde(default)]
    zone_form: String,
    #[serde(default)]
    pin_group: String,
    #[serde(default)]
    prefix: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct CommandForm {
    #[serde(default)]
    command: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
}

/// Commands without values, as in the form.
const SIMPLE: [(&str, TerminalCommand); 5] = [
    ("check", TerminalCommand::Check),
    ("log", TerminalCommand::Log),
    ("info", TerminalCommand::Info),
    ("reload_options", TerminalCommand::ReloadOptions),
    ("reboot", TerminalCommand::Reboot),
];
/// Commands about a period.
const PERIODS: [&str; 2] = ["send_punches", "count_punches"];

impl ShowPage {
    async fn load(ctx: &Ctx, serial: &str) -> Result<Self, Problem> {
        let detail = terminal(ctx, serial).await?;
        let of = &detail.terminal;
        let is_pending = of.state == TerminalState::Pending;
        let zone = CivilZone::ALL.into_iter().find(|zone| zone.offset_minutes() == of.utc_offset_minutes);
        let form = PlaceForm {
            name: if is_pending { String::new() } else { of.name.clone() },
            agency: of.agency.as_ref().map(|agency| agency.code.clone()).unwrap_or_default(),
            zone: zone.unwrap_or(ctx.government.zone).iana().to_owned(),
            zone_form: of.zone_form.as_str().to_owned(),
            pin_group: of.pin_group.clone(),
            prefix: String::new(),
        };
        let mut choices = vec![(String::new(), ctx.text("terminal-choose", &[]))];
        for agency in agencies(ctx).await? {
            choices.push((agency.code, agency.name));
        }
        let text_of = |code: &'static str| {
            (code, ctx.text(&format!("terminal-command-{}", code.replace('_', "-")), &[]))
        };
        let page = Page::new(ctx, "terminal-title").under("/terminal", ctx.text("terminal-title", &[]));
        Ok(Self {
            page: page.titled(of.name.clone()),
            form,
            agencies: choices,
            zones: CivilZone::ALL.into_iter().map(|zone| (zone.iana(), zone.abbreviation())).collect(),
            zone_forms: [ZoneForm::Hours, ZoneForm::Minutes]
                .map(|form| (form.as_str(), ctx.text(&format!("terminal-zone-{}", form.as_str()), &[])))
                .to_vec(),
            commands: PERIODS.into_iter().chain(SIMPLE.iter().map(|(code, _)| *code)).map(text_of).collect(),
            command_form: CommandForm::default(),
            may_accept: ctx.may(Action::TerminalAccept, &ctx.whole_government()).permit,
            may_command: !is_pending && ctx.may(Action::TerminalCommand, &ctx.whole_government()).permit,
            detail,
        })
    }

    fn event_text(&self, event: &EventRow) -> String {
        let name = match event.operation {
            TWO_TERMINALS => "two-terminals".to_owned(),
            RECORDS_FELL => "records-fell".to_owned(),
            FELL_SILENT => "fell-silent".to_owned(),
            code => u16::try_from(code).map_or("other", |code| Operation(code).name()).replace('_', "-"),
        };
        self.page.t1(format!("terminal-event-{name}"), "code", event.operation)
    }

    fn is_alert(&self, event: &EventRow) -> bool {
        u16::try_from(event.operation).map_or(true, |code| Operation(code).is_alert())
    }

    fn command_text(&self, row: &CommandRow) -> String {
        let stored: Option<serde_json::Value> = serde_json::from_str(&row.command).ok();
        let code = stored.as_ref().and_then(|stored| stored["command"].as_str()).unwrap_or("other");
        self.page.t(format!("terminal-command-{}", code.replace('_', "-")))
    }

    /// Returns tone and text of what became of a command.
    fn command_state(&self, row: &CommandRow) -> (&'static str, String) {
        match (row.finished_at, row.return_code, row.sent_at) {
            (Some(_), Some(0), _) => ("good", self.page.t("terminal-command-done")),
            (Some(_), Some(code), _) => ("bad", self.page.t1("terminal-command-failed", "code", code)),
            (Some(_), None, _) => ("bad", self.page.t("terminal-command-given-up")),
            (None, _, Some(_)) => ("info", self.page.t1("terminal-command-sent", "tries", row.tries)),
            (None, _, None) => ("quiet", self.page.t("terminal-command-queued")),
        }
    }
}

async fn show(ctx: Ctx, Path(serial): Path<String>) -> Result<Response, Problem> {
    render(&ShowPage::load(&ctx, &serial).await?)
}

async fn take(
    ctx: Ctx,
    Path(serial): Path<String>,
    Form(form): Form<PlaceForm>,
) -> Result<Response, Problem> {
    let place = TerminalPlace {
        agency_code: form.agency.clone(),
        name: form.name.clone(),
        zone: CivilZone::from_iana(&form.zone).unwrap_or(ctx.government.zone),
        zone_form: ZoneForm::parse(&form.zone_form).unwrap_or(ZoneForm::Hours),
        pin_group: Some(form.pin_group.clone()),
        secret_prefix: Some(form.prefix.clone()),
    };
    match accept_terminal(&ctx, &serial, &place).await {
        Ok(replayed) => {
            let text = ctx.text("terminal-accepted", &[("punches", replayed.new_punches.to_string())]);
            Ok(see_other(format!("/terminal/{serial}")).saying(text).into_response())
        }
        Err(problem) if problem.field.is_some() => {
            let mut page = ShowPage::load(&ctx, &serial).await?;
            page.form = form;
            page.page.add_problem(&problem);
            render_invalid(&page)
        }
        Err(problem) => Err(problem),
    }
}

async fn retire(ctx: Ctx, Path(serial): Path<String>) -> Result<Redirection, Problem> {
    retire_terminal(&ctx, &serial).await?;
    Ok(see_other(format!("/terminal/{serial}")).saying(ctx.text("terminal-retired", &[])))
}

async fn command(
    ctx: Ctx,
    Path(serial): Path<String>,
    Form(form): Form<CommandForm>,
) -> Result<Response, Problem> {
    let result = match wanted(&form) {
        Ok(command) => queue_command(&ctx, &serial, &command).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(_) => {
            let text = ctx.text("terminal-command-taken", &[]);
            Ok(see_other(format!("/terminal/{serial}")).saying(text).into_response())
        }
        Err(problem) if problem.field.is_some() => {
            let mut page = ShowPage::load(&ctx, &serial).await?;
            page.command_form = form;
            page.page.add_problem(&problem);
            render_invalid(&page)
        }
        Err(problem) => Err(problem),
    }
}

fn wanted(form: &CommandForm) -> Result<TerminalCommand, Problem> {
    if let Some((_, command)) = SIMPLE.iter().find(|(code, _)| *code == form.command) {
        return Ok(command.clone());
    }
    let day = |text: &str, field: &'static str| {
        let on = text.trim().parse::<NaiveDate>().ok().and_then(super::fields::plausible);
        on.ok_or_else(|| Problem::invalid("attendance.command_period").on_field(field))
    };
    let is_known = PERIODS.contains(&form.command.as_str());
    if !is_known {
        return Err(Problem::invalid("attendance.command_value").on_field("command"));
    }
    let (from, until) = checked_days(day(&form.from, "from")?, day(&form.until, "until")?)?;
    Ok(match form.command.as_str() {
        "send_punches" => TerminalCommand::SendPunches { from, until },
        _ => TerminalCommand::CountPunches { from, until },
    })
}

#[derive(Deserialize)]
struct DecisionForm {
    #[serde(default)]
    decision: String,
}

async fn decide(
    ctx: Ctx,
    Path(id): Path<i64>,
    Form(form): Form<DecisionForm>,
) -> Result<Redirection, Problem> {
    let decision = HeldDecision::parse(&form.decision)
        .ok_or_else(|| Problem::invalid("attendance.held_decision").on_field("decision"))?;
    decide_held(&ctx, id, decision).await?;
    let text = ctx.text(&format!("terminal-held-{}", decision.as_str()), &[]);
    Ok(see_other("/terminal").saying(text))
}

fn local_text(page: &Page, on: NaiveDate, second_of_day: i32) -> String {
    let second = u32::try_from(second_of_day).unwrap_or(0);
    let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap_or(NaiveTime::MIN);
    format!("{} {}", page.date(on), time.format("%H.%M.%S"))
}
