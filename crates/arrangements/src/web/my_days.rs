//! The own roster and the own work reports, first of all on a phone.

use super::hours;
use super::roster_text as texts;
use crate::model::{ReportState, WorkReport};
use crate::ops::own_days::{OwnDay, OwnDays, own_days, wish_week};
use crate::ops::reports::{NewReport, hand_in_report};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::explain::Subject;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, ProblemKind, Route};

const PATH: &str = "/jadwal-saya";
const WEEKDAYS: [&str; 5] = ["1", "2", "3", "4", "5"];

pub(super) const NAV: NavEntry = NavEntry {
    order: 114,
    path: PATH,
    label: "my-days-nav",
    permit: Permit::May(Action::ArrangementViewOwn),
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(PATH, Permit::May(Action::ArrangementViewOwn), show),
        Route::post("/jadwal-saya/laporan", Permit::May(Action::WorkReportMakeOwn), report),
        Route::post("/jadwal-saya/keinginan", Permit::May(Action::ArrangementViewOwn), wish),
    ]
}

#[derive(Template)]
#[template(path = "arrangements/my_days.html")]
struct MyDaysPage {
    page: Page,
    today: DayRow,
    days: Vec<DayRow>,
    forms: Vec<ReportForm>,
    reports: Vec<ReportRow>,
    team: String,
    week: Vec<(&'static str, &'static str, String)>,
    wishes: Vec<(&'static str, String)>,
}

struct DayRow {
    label: String,
    class: &'static str,
    place: String,
    why: String,
    source: String,
    explain: String,
}

struct ReportForm {
    on: String,
    label: String,
    tone: &'static str,
    state: String,
    words: String,
    until: String,
    version: i32,
    field_text: String,
    field_hours: String,
    field_links: String,
    text: String,
    hours: String,
    links: String,
    is_open: bool,
}

struct ReportRow {
    label: String,
    text: String,
    words: String,
    tone: &'static str,
    state: String,
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    render(&my_page(&ctx, None, &FormPairs::default()).await?)
}

async fn my_page(ctx: &Ctx, problem: Option<&Problem>, typed: &FormPairs) -> Result<MyDaysPage, Problem> {
    let own = own_days(ctx).await?;
    let mut page = Page::new(ctx, "my-days-title");
    let typed_on = typed.text("on").to_owned();
    if let Some(problem) = problem {
        let mut shown = without_source(problem);
        shown.field = shown.field.map(|field| format!("{field}-{typed_on}"));
        page.add_problem(&shown);
    }
    let today = ctx.today();
    let uid = match ctx.actor.employee {
        Some(id) => directory::person_by_id(ctx, id, today).await?.map(|person| person.uid),
        None => None,
    };
    let explain = |on: NaiveDate| {
        let of =
            |uid: uuid::Uuid| Subject::new("arrangements.day").with("pegawai", uid).with("hari", on).path();
        uid.map(of).unwrap_or_default()
    };
    let row = |day: &OwnDay| day_row(&page, &own, day, explain(day.on));
    let nothing = DayRow {
        label: page.date_long(today),
        class: "off",
        place: page.t("arranged-none"),
        why: String::new(),
        source: String::new(),
        explain: String::new(),
    };
    let week = WEEKDAYS.iter().zip(own.wish.chars().chain(std::iter::repeat('.')));
    let label = |day: &str| match day {
        "1" => "my-days-monday",
        "2" => "my-days-tuesday",
        "3" => "my-days-wednesday",
        "4" => "my-days-thursday",
        _ => "my-days-friday",
    };
    let name = |day: &str| match day {
        "1" => "day1",
        "2" => "day2",
        "3" => "day3",
        "4" => "day4",
        _ => "day5",
    };
    Ok(MyDaysPage {
        today: own.on(today).map(row).unwrap_or(nothing),
        days: own.days.iter().filter(|day| day.on > today).map(row).collect(),
        forms: own.days.iter().rev().filter_map(|day| report_form(&page, today, day, typed)).collect(),
        reports: own.days.iter().rev().filter_map(|day| report_row(&page, day)).collect(),
        team: own.team.clone(),
        week: week.map(|(day, wish)| (name(day), label(day), wish.to_string())).collect(),
        wishes: vec![
            (".", page.t("my-days-wish-none")),
            ("O", page.t("arranged-place-office")),
            ("H", page.t("arranged-place-home")),
        ],
        page,
    })
}

/// Returns a problem as it is shown, without its cause.
fn without_source(problem: &Problem) -> Problem {
    Problem {
        kind: problem.kind,
        code: problem.code.clone(),
        field: problem.field.clone(),
        values: problem.values.clone(),
        source: None,
    }
}

fn day_row(page: &Page, own: &OwnDays, day: &OwnDay, explain: String) -> DayRow {
    let label = page.date_long(day.on);
    let Some(arranged) = &day.arranged else {
        let (class, place, why) = match (day.is_working, day.is_roster_awaited) {
            (false, _) => ("off", "arranged-day-off", None),
            (true, true) => ("off", "arranged-none", Some("arranged-awaited")),
            (true, false) => ("office", "arranged-place-office", Some("arranged-ordinary")),
        };
        return DayRow {
            label,
            class,
            place: page.t(place),
            why: why.map(|why| page.t(why)).unwrap_or_default(),
            source: String::new(),
            explain: String::new(),
        };
    };
    let mut why = page.t(arranged.message_id());
    if arranged.place == crate::ArrangedPlace::Elsewhere
        && let Some(place) = own.elsewhere.get(&arranged.roster)
    {
        why = format!("{why} {place}");
    }
    let source = match (arranged.circular.is_empty(), arranged.article.is_empty()) {
        (true, _) => String::new(),
        (false, true) => arranged.circular.to_string(),
        (false, false) => format!("{}, {}", arranged.circular, arranged.article),
    };
    DayRow {
        label,
        class: arranged.place.as_str(),
        place: texts::place(page, arranged.place),
        why,
        source,
        explain,
    }
}

fn state_of(page: &Page, report: Option<&WorkReport>) -> (&'static str, String) {
    match report.map(WorkReport::state) {
        None => ("warn", page.t("my-days-report-none")),
        Some(state) => (state.tone(), page.t(report_state_message(state))),
    }
}

/// Returns the id of the message that names the state of a report.
pub(super) fn report_state_message(state: ReportState) -> &'static str {
    match state {
        ReportState::HandedIn => "work-report-handed-in",
        ReportState::Accepted => "work-report-accepted",
        ReportState::SentBack => "work-report-sent-back",
    }
}

/// A form for every day whose report is taken now: today's is open, as is one that was sent back.
fn report_form(page: &Page, today: NaiveDate, day: &OwnDay, typed: &FormPairs) -> Option<ReportForm> {
    let until = day.report_until_on?;
    let on = day.on.to_string();
    let is_typed = typed.text("on") == on;
    let (tone, state) = state_of(page, day.report.as_ref());
    let given = |field: &str, known: String| match is_typed {
        true => typed.first(&format!("{field}-{on}")).unwrap_or_default().to_owned(),
        false => known,
    };
    let report = day.report.as_ref();
    let is_back = report.is_some_and(|report| report.state() == ReportState::SentBack);
    Some(ReportForm {
        label: page.date_long(day.on),
        words: report.map(words).filter(|_| is_back).unwrap_or_default(),
        until: page.t1("my-days-report-until", "day", page.date_long(until)),
        version: report.map_or(0, |report| report.version),
        field_text: format!("text-{on}"),
        field_hours: format!("hours-{on}"),
        field_links: format!("links-{on}"),
        text: given("text", report.map(|report| report.text.clone()).unwrap_or_default()),
        hours: given(
            "hours",
            report.and_then(|report| report.work_minutes).map(hours::text).unwrap_or_default(),
        ),
        links: given("links", report.map(|report| report.links.clone()).unwrap_or_default()),
        is_open: is_typed || is_back || (report.is_none() && day.on == today),
        on,
        tone,
        state,
    })
}

fn words(report: &WorkReport) -> String {
    let said = report.decision.as_ref().filter(|decision| !decision.words.is_empty());
    said.map(|decision| format!("{}: {}", decision.made.name, decision.words)).unwrap_or_default()
}

fn report_row(page: &Page, day: &OwnDay) -> Option<ReportRow> {
    let report = day.report.as_ref()?;
    let (tone, state) = state_of(page, Some(report));
    Some(ReportRow {
        label: page.date_long(day.on),
        text: report.text.chars().take(160).collect(),
        words: words(report),
        tone,
        state,
    })
}

async fn report(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    match hand_in(&ctx, &form).await {
        Ok(()) => Ok(see_other(PATH).saying(ctx.text("my-days-said-report", &[])).into_response()),
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            let mut response = render(&my_page(&ctx, Some(&problem), &form).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

async fn hand_in(ctx: &Ctx, form: &FormPairs) -> Result<(), Problem> {
    let wrong = || Problem::invalid("arrangements.form");
    let on: NaiveDate = form.text("on").parse().map_err(|_| wrong())?;
    let field = |name: &str| form.first(&format!("{name}-{on}")).unwrap_or_default().to_owned();
    let typed = field("hours");
    let work_minutes = match typed.trim() {
        "" => None,
        text => Some(
            hours::minutes(text)
                .ok_or_else(|| Problem::invalid("arrangements.work_minutes").on_field("hours"))?,
        ),
    };
    let new = NewReport {
        on: Some(on),
        seen_version: form.text("version").parse().map_err(|_| wrong())?,
        text: field("text"),
        work_minutes,
        links: field("links"),
    };
    hand_in_report(ctx, &new).await.map(|_| ())
}

async fn wish(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    let letter = |day: usize| form.text(&format!("day{day}")).chars().next().unwrap_or('.');
    let week: String = (1..=5).map(letter).chain(['.', '.']).collect();
    wish_week(&ctx, &week).await?;
    Ok(see_other(PATH).saying(ctx.text("my-days-said-wish", &[])).into_response())
}
