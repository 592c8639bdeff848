//! The people of an agency on a day, a person's day with its evidence, a person's month.

use super::fields;
use super::law_text::law_text;
use super::status_view::{StatusView, duty_text, minutes_text, time_text};
use crate::explain::{Measure, RATE, day_subject, subject_of};
use crate::model::{Duty, StaffGroup, WorkHours};
use crate::ops::agency_day::{AgencyDay, agency_day};
use crate::ops::days::{DayView, MonthView, day_of, month_of};
use crate::ops::figures::RecapQuestion;
use crate::store::days::PunchRow;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::explain::Subject;
use siaga_platform::web::{Page, Query, Redirection, render, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};
use uuid::Uuid;

pub(crate) const NAV: NavEntry =
    NavEntry { order: 112, path: "/saya", label: "day-nav-own", permit: Permit::May(Action::DayViewOwn) };

pub(crate) fn routes() -> Vec<Route> {
    let own = Permit::May(Action::DayViewOwn);
    vec![
        Route::get("/opd/{code}/hadir", Permit::May(Action::RecapView), show_agency),
        Route::get("/pegawai/{uid}/hari/{date}", own, show_day),
        Route::get("/pegawai/{uid}/bulan/{month}", own, show_month),
        Route::get("/saya", own, show_own),
    ]
}

#[derive(Debug, Default, Deserialize)]
struct DayQuery {
    #[serde(default, deserialize_with = "fields::maybe_day")]
    tanggal: Option<NaiveDate>,
}

#[derive(Template)]
#[template(path = "attendance/agency_day.html")]
struct AgencyPage {
    page: Page,
    on: NaiveDate,
    day: AgencyDay,
}

impl AgencyPage {
    /// Returns the address that explains the rate of the agency.
    fn rate_path(&self) -> String {
        let question =
            RecapQuestion { agency: Some(self.day.agency.code.clone()), ..RecapQuestion::day(self.on) };
        subject_of(Measure::Rate, &question, None).path()
    }

    fn day_path(&self, person: &directory::Person) -> String {
        day_subject(person.uid, self.on, None).path()
    }

    /// Names a link that looks like a badge.
    fn why(&self, person: &directory::Person, day: &Option<crate::model::DayStatus>) -> String {
        self.page.t2("day-why", "status", self.status(day).text, "of", &person.name)
    }

    fn status(&self, day: &Option<crate::model::DayStatus>) -> StatusView {
        StatusView::of(&self.page, *day)
    }

    fn minutes(&self, minutes: &i32) -> String {
        minutes_text(&self.page, *minutes)
    }

    fn group(&self, person: &directory::Person) -> String {
        let is_civil_servant = person.kind.is_civil_servant();
        let group = if is_civil_servant { StaffGroup::CivilServant } else { StaffGroup::ContractWorker };
        super::status_view::group_text(&self.page, group)
    }
}

async fn show_agency(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(query): Query<DayQuery>,
) -> Result<Response, Problem> {
    let on = query.tanggal.unwrap_or_else(|| ctx.today());
    let day = agency_day(&ctx, &code, on).await?;
    let page = Page::new(&ctx, "day-agency-title").titled(day.agency.name.clone());
    let page = page.under(format!("/papan?tanggal={on}"), ctx.text("figure-board", &[]));
    render(&AgencyPage { page, on, day })
}

#[derive(Template)]
#[template(path = "attendance/day.html")]
struct DayPage {
    page: Page,
    view: DayView,
    status: StatusView,
    reasons: Vec<(String, String)>,
}

impl DayPage {
    fn explain_path(&self) -> String {
        day_subject(self.view.person.uid, self.view.on, None).path()
    }

    fn hours(&self, hours: &WorkHours) -> String {
        let time = |minute: i32| time_text(&self.page, minute * 60);
        self.page.t2("day-hours", "from", time(hours.start_minute), "until", time(hours.end_minute))
    }

    fn punch_time(&self, punch: &PunchRow) -> String {
        let next = if punch.punched_on == self.view.on { 0 } else { 86_400 };
        time_text(&self.page, punch.second_of_day + next)
    }

    fn time(&self, second: &i32) -> String {
        time_text(&self.page, *second)
    }

    fn minutes(&self, minutes: &i32) -> String {
        minutes_text(&self.page, *minutes)
    }

    fn word(&self, prefix: &str, name: &str) -> String {
        self.page.t(format!("{prefix}-{}", name.replace('_', "-")))
    }

    fn raw(&self, punch: &PunchRow) -> String {
        let raw = punch.raw.as_deref().unwrap_or_default();
        String::from_utf8_lossy(raw).trim_end().replace('\t', " ⇥ ")
    }
}

async fn show_day(ctx: Ctx, Path((uid, on)): Path<(Uuid, String)>) -> Result<Response, Problem> {
    let on = fields::day_of_path(&on)?;
    let view = day_of(&ctx, uid, on).await?;
    let mut page = Page::new(&ctx, "day-title");
    page.title = page.t2("day-title-of", "name", &view.person.name, "day", page.date_long(on));
    let month = format!("/pegawai/{uid}/bulan/{:04}-{:02}", on.year(), on.month());
    let label = page.month(on);
    let page = page.under(month, label);
    let status = StatusView::of(&page, view.decision.as_ref().map(|decision| decision.value));
    let reasons = view.decision.iter().flat_map(|decision| &decision.reasons);
    let reasons = reasons.map(|reason| law_text(&page, reason)).collect();
    render(&DayPage { page, view, status, reasons })
}

#[derive(Template)]
#[template(path = "attendance/month.html")]
struct MonthPage {
    page: Page,
    view: MonthView,
    earlier: String,
    later: String,
}

impl MonthPage {
    /// Returns the address that explains the rate; a person without an agency has none.
    fn rate_path(&self) -> Option<String> {
        let month = self.view.month.format("%Y-%m");
        let subject = Subject::new(RATE).with("periode", month).with("orang", self.view.person.uid);
        Some(subject.with("opd", &self.view.agency.as_ref()?.code).path())
    }

    fn day_path(&self, on: &NaiveDate) -> String {
        day_subject(self.view.person.uid, *on, None).path()
    }

    /// Names a link that looks like a badge.
    fn why(&self, on: &NaiveDate, day: &Option<crate::model::DayStatus>) -> String {
        self.page.t2("day-why", "status", self.status(day).text, "of", self.page.date_long(*on))
    }

    fn status(&self, day: &Option<crate::model::DayStatus>) -> StatusView {
        StatusView::of(&self.page, *day)
    }

    fn place(&self, duty: &Duty) -> String {
        duty_text(&self.page, *duty)
    }

    fn minutes(&self, minutes: &i32) -> String {
        minutes_text(&self.page, *minutes)
    }
}

async fn show_month(ctx: Ctx, Path((uid, month)): Path<(Uuid, String)>) -> Result<Response, Problem> {
    let month = fields::day_of_path(&format!("{month}-01"))?;
    let view = month_of(&ctx, uid, month).await?;
    let mut page = Page::new(&ctx, "day-month-title");
    page.title = page.t2("day-title-of", "name", &view.person.name, "day", page.month(month));
    let link = |on: NaiveDate| format!("/pegawai/{uid}/bulan/{:04}-{:02}", on.year(), on.month());
    let earlier = link(month - chrono::Days::new(1));
    let later = link(month + chrono::Months::new(1));
    render(&MonthPage { page, view, earlier, later })
}

async fn show_own(ctx: Ctx) -> Result<Redirection, Problem> {
    let today = ctx.today();
    let missing = || Problem::missing("attendance.no_employee");
    let id = ctx.actor.employee.ok_or_else(missing)?;
    let person = directory::person_by_id(&ctx, id, today).await?.ok_or_else(missing)?;
    Ok(see_other(format!("/pegawai/{}/bulan/{:04}-{:02}", person.uid, today.year(), today.month())))
}
