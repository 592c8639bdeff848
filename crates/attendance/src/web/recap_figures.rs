//! Figures for a day, a month or a year: as a page, as files, and as JSON.

use super::figure_sheet::{cells, figure_sheet, titles};
use super::status_view::{group_text, no_data_text};
use crate::explain::{Measure, subject_of};
use crate::model::{StaffGroup, StatusKind};
use crate::ops::figures::{self, PeopleExport, RecapAnswer, RecapBy, RecapPeriod, RecapQuestion, RecapRow};
use crate::ops::recap_documents::prepare_month_recap;
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use serde::Deserialize;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::files::{csv_body, write_csv, write_xlsx, xlsx_body};
use siaga_platform::web::{FormPairs, Json, Page, Pagination, Query, Redirection, render, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};

pub(crate) const NAV: NavEntry = NavEntry {
    order: 220,
    path: "/rekap-kehadiran",
    label: "figure-nav",
    permit: Permit::May(Action::BoardView),
};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/rekap-kehadiran", Permit::May(Action::BoardView), show),
        Route::post("/rekap-kehadiran/surat", Permit::May(Action::DocumentPrepare), prepare_month),
    ]
}

#[derive(Debug, Default, Deserialize)]
struct FigureQuery {
    #[serde(default)]
    periode: String,
    #[serde(default)]
    menurut: String,
    #[serde(default)]
    opd: String,
    #[serde(default)]
    kelompok: String,
    #[serde(default)]
    diketahui: String,
    #[serde(default)]
    format: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "attendance/figures.html")]
struct FigurePage {
    page: Page,
    answer: RecapAnswer,
    rows: Vec<RecapRow>,
    cut: Pagination,
    period: String,
    by: &'static str,
    ways: Vec<(&'static str, String)>,
    agency: String,
    agencies: Vec<(String, String)>,
    group: String,
    groups: Vec<(&'static str, String)>,
    link: String,
    known: String,
    may_export: bool,
    may_prepare: bool,
}

impl FigurePage {
    fn label(&self, row: &RecapRow) -> String {
        let name = row.person_name.as_ref().or(row.unit_name.as_ref()).unwrap_or(&row.agency_name);
        match row.group.filter(|_| row.person_name.is_none()) {
            Some(group) => format!("{name} ({})", group_text(&self.page, group)),
            None => name.clone(),
        }
    }

    /// Returns people of a status in a row with the address that explains them.
    fn of(&self, row: &RecapRow, name: &str) -> (String, String) {
        let kind = StatusKind::parse(name).expect("the template names statuses");
        let subject = subject_of(Measure::Status(kind), &self.answer.question, Some(row));
        (self.page.number(row.figure.tally.of(kind)), subject.path())
    }

    /// Returns the address that explains the rate of a row.
    fn rate_path(&self, row: &RecapRow) -> String {
        subject_of(Measure::Rate, &self.answer.question, Some(row)).path()
    }

    /// Returns the address that explains the rate of all rows.
    fn total_path(&self) -> String {
        subject_of(Measure::Rate, &self.answer.question, None).path()
    }

    /// Returns the address that explains who is at the place of work.
    fn strict_path(&self) -> String {
        subject_of(Measure::Status(StatusKind::Present), &self.answer.question, None).path()
    }

    fn no_data(&self) -> Option<String> {
        self.answer.no_data.map(|why| no_data_text(&self.page, why))
    }

    fn link_of(&self, row: &RecapRow) -> Option<String> {
        let uid = row.person_uid?;
        Some(match self.answer.question.period {
            RecapPeriod::Day(on) => format!("/pegawai/{uid}/hari/{on}"),
            _ => format!("/pegawai/{uid}/bulan/{}", self.answer.span.1.format("%Y-%m")),
        })
    }
}

async fn show(ctx: Ctx, Query(query): Query<FigureQuery>) -> Result<Response, Problem> {
    let question = question(&ctx, &query)?;
    if !query.format.is_empty() {
        return file(&ctx, &question, &query.format).await;
    }
    let answer = figures::recap(&ctx, &question).await?;
    let page = Page::new(&ctx, "figure-title");
    let cut = Pagination::new(query.page, answer.rows.len() as u64);
    let from = usize::try_from(cut.offset()).unwrap_or(0);
    let rows = answer.rows.iter().skip(from).take(Pagination::ROWS as usize).cloned().collect();
    let ways = RecapBy::ALL.map(|by| (by.as_str(), page.t(format!("figure-by-{}", by.as_str())))).to_vec();
    let mut agencies = vec![(String::new(), page.t("figure-all-agencies"))];
    let visible = figures::visible_agencies(&ctx, Action::BoardView, None).await?;
    agencies.extend(visible.into_iter().map(|agency| (agency.code, agency.name)));
    let mut groups = vec![("", page.t("figure-group-together")), ("pisah", page.t("figure-group-apart"))];
    groups.extend(StaffGroup::ALL.map(|group| (group.as_str(), group_text(&page, group))));
    let period = question.period.to_string();
    let link = format!(
        "/rekap-kehadiran?periode={period}&menurut={}&opd={}&kelompok={}&diketahui={}&",
        question.by.as_str(),
        question.agency.as_deref().unwrap_or_default(),
        query.kelompok,
        figures::known_text(question.known_at)
    );
    let title = page.t1("figure-title-of", "period", period_text(&page, question.period));
    render(&FigurePage {
        page: page.titled(title),
        rows,
        cut,
        period,
        by: question.by.as_str(),
        ways,
        agency: question.agency.clone().unwrap_or_default(),
        agencies,
        group: query.kelompok.clone(),
        groups,
        link,
        known: query.diketahui.clone(),
        may_export: ctx.may_ever(Action::RecapExport),
        may_prepare: may_prepare(&ctx, &question).await?,
        answer,
    })
}

/// Returns whether the question is the month of one agency whose documents the actor may prepare.
async fn may_prepare(ctx: &Ctx, question: &RecapQuestion) -> Result<bool, Problem> {
    let (RecapPeriod::Month(_), Some(code)) = (question.period, &question.agency) else { return Ok(false) };
    let agency = directory::agency_by_code(ctx, code).await?;
    let place = ctx.in_agency(&agency.path);
    let may = |action| ctx.may(action, &place).permit;
    Ok(may(Action::DocumentPrepare) && may(Action::RecapView))
}

/// Prepares the recap of a month as an official document and goes there.
async fn prepare_month(ctx: Ctx, form: FormPairs) -> Result<Redirection, Problem> {
    let Some(RecapPeriod::Month(month)) = RecapPeriod::parse(form.text("periode")) else {
        return Err(Problem::invalid("attendance.figure_question").on_field("periode"));
    };
    let uid = prepare_month_recap(&ctx, form.text("opd"), month).await?;
    Ok(see_other(format!("/surat/{uid}")))
}

fn question(ctx: &Ctx, query: &FigureQuery) -> Result<RecapQuestion, Problem> {
    let wrong = |field: &'static str| Problem::invalid("attendance.figure_question").on_field(field);
    let period = match query.periode.as_str() {
        "" => RecapPeriod::Day(ctx.today()),
        text => RecapPeriod::parse(text).ok_or_else(|| wrong("periode"))?,
    };
    let by = match query.menurut.as_str() {
        "" => RecapBy::Agency,
        text => RecapBy::parse(text).ok_or_else(|| wrong("menurut"))?,
    };
    let group = match query.kelompok.as_str() {
        "" | "pisah" => None,
        text => Some(StaffGroup::parse(text).ok_or_else(|| wrong("kelompok"))?),
    };
    let known_at = figures::known_at(ctx, &query.diketahui)?;
    let agency = Some(query.opd.clone()).filter(|code| !code.is_empty());
    Ok(RecapQuestion { period, by, agency, group, apart: query.kelompok == "pisah", known_at })
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";

/// Answers with a file of the agencies whose figures the actor may take out.
async fn file(ctx: &Ctx, question: &RecapQuestion, format: &str) -> Result<Response, Problem> {
    let name = question.period.to_string();
    let (mut response, media_type) = match (format, question.by) {
        ("json", _) => {
            let answer = figures::recap_to_export(ctx, question).await?;
            return Ok(Json(super::figure_api::RecapOutput::of(&answer)).into_response());
        }
        // People are many: their rows are written while they are read.
        ("csv", RecapBy::Person) => {
            let rows = PeopleExport::open(ctx, question).await?.rows(ctx.clone(), cells);
            (csv_body(&titles(ctx), rows).into_response(), CSV)
        }
        ("xlsx", RecapBy::Person) => {
            let rows = PeopleExport::open(ctx, question).await?.rows(ctx.clone(), cells);
            (xlsx_body(&name, &titles(ctx), rows).await?.into_response(), XLSX)
        }
        ("csv", _) => {
            let sheet = figure_sheet(ctx, &figures::recap_to_export(ctx, question).await?);
            (write_csv(&sheet).into_response(), CSV)
        }
        ("xlsx", _) => {
            let sheet = figure_sheet(ctx, &figures::recap_to_export(ctx, question).await?);
            (write_xlsx(std::slice::from_ref(&sheet))?.into_response(), XLSX)
        }
        _ => return Err(Problem::invalid("attendance.figure_question").on_field("format")),
    };
    let file = format!("rekap-kehadiran-{name}-{}.{format}", question.by.as_str());
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")).map_err(Problem::broken)?;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// Returns a period as people read it.
pub(crate) fn period_text(page: &Page, period: RecapPeriod) -> String {
    match period {
        RecapPeriod::Day(on) => page.date_long(on),
        RecapPeriod::Month(on) => page.month(on),
        RecapPeriod::Year(year) => year.to_string(),
    }
}
