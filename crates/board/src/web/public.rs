//! The public page: figures without personal data, for everybody.

use crate::board;
use crate::open::{OpenDay, load, tables};
use askama::Template;
use axum::response::Response;
use chrono::NaiveDate;
use http::{HeaderValue, header};
use serde::Deserialize;
use siaga_chart::{About, Bar, Bars, Palette, Size, Tone};
use siaga_civil::Ratio;
use siaga_platform::files::Value;
use siaga_platform::open_data::{OpenKind, OpenRows, OpenTable};
use siaga_platform::web::{Page, Query, render, render_invalid};
use siaga_platform::{Ctx, Permit, Problem, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/publik", Permit::Public, show)]
}

/// Rows shown on the page; all of them are in the files.
const ROWS_MAX: usize = 200;

/// Bars of one picture; more would be higher than a screen or two.
const BARS_MAX: usize = 60;

#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct DayQuery {
    #[serde(default)]
    pub(crate) tanggal: String,
}

#[derive(Template)]
#[template(path = "board/public.html")]
struct PublicPage {
    page: Page,
    day: String,
    tables: Vec<ShownTable>,
    /// End of the addresses of files: the day that is shown.
    query: String,
}

struct ShownTable {
    name: &'static str,
    title: String,
    /// Title and day, so that the table is told from its section.
    caption: String,
    hint: String,
    basis: Vec<String>,
    fields: Vec<(String, String)>,
    head: Vec<(String, bool)>,
    rows: Vec<Vec<(String, bool)>>,
    unshown: String,
    chart: String,
    chart_phone: String,
    problem: String,
}

async fn show(ctx: Ctx, Query(query): Query<DayQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "board-public-title");
    let chosen = match chosen_day(&ctx, &query) {
        Ok(chosen) => chosen,
        Err(problem) => {
            let page = page.with_problem(&problem);
            let day = query.tanggal;
            return render_invalid(&PublicPage { page, day, tables: Vec::new(), query: String::new() });
        }
    };
    let tables = tables(&ctx);
    let OpenDay { on, answers } = load(&ctx, tables, chosen).await;
    let shown = tables.iter().zip(answers).enumerate();
    let shown =
        shown.map(|(index, (table, answer))| ShownTable::of(&page, on, index, table, answer)).collect();
    let title = page.t1("board-public-title-day", "day", page.date_long(on));
    let mut response = render(&PublicPage {
        page: page.titled(title),
        day: on.to_string(),
        tables: shown,
        query: board::address("", &[("tanggal", &on.to_string())]),
    })?;
    // The page of a visitor holds the token of the language form, so that only the own browser keeps it.
    if !ctx.actor.is_signed_in() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    }
    Ok(response)
}

/// Reads the chosen day; nothing for the newest one.
///
/// # Errors
/// As [`board::day`].
pub(crate) fn chosen_day(ctx: &Ctx, query: &DayQuery) -> Result<Option<NaiveDate>, Problem> {
    if query.tanggal.trim().is_empty() { Ok(None) } else { board::day(ctx, &query.tanggal).map(Some) }
}

impl ShownTable {
    fn of(
        page: &Page,
        on: NaiveDate,
        index: usize,
        table: &OpenTable,
        answer: Result<OpenRows, Problem>,
    ) -> Self {
        let hint = |id: &str| page.t(format!("{id}-hint"));
        let is_number = |kind: OpenKind| matches!(kind, OpenKind::Whole | OpenKind::Percent);
        let mut shown = Self {
            name: table.name,
            title: page.t(table.title),
            caption: format!("{}, {}", page.t(table.title), page.date_long(on)),
            hint: hint(table.title),
            basis: Vec::new(),
            fields: table.fields.iter().map(|field| (page.t(field.title), hint(field.title))).collect(),
            head: table.fields.iter().map(|field| (page.t(field.title), is_number(field.kind))).collect(),
            rows: Vec::new(),
            unshown: String::new(),
            chart: String::new(),
            chart_phone: String::new(),
            problem: String::new(),
        };
        match answer {
            Ok(answer) => shown.fill(page, index, table, &answer),
            Err(problem) => shown.problem = page.problem_text(&problem),
        }
        shown
    }

    fn fill(&mut self, page: &Page, index: usize, table: &OpenTable, answer: &OpenRows) {
        self.basis.push(page.t1("board-as-of", "time", page.time(answer.as_of)));
        if let Some((reported, of)) = answer.completeness {
            let (reported, of) = (page.number(reported), page.number(of));
            self.basis.push(page.t2("board-explain-complete", "reported", reported, "of", of));
        }
        let cells = |row: &Vec<Value>| -> Vec<(String, bool)> {
            let cells = row.iter().zip(&self.head);
            cells.map(|(value, (_, is_number))| (text(page, value), *is_number)).collect()
        };
        let rows = answer.rows.iter().take(ROWS_MAX).map(cells).collect();
        self.rows = rows;
        if answer.rows.len() > ROWS_MAX {
            self.unshown =
                page.t1("board-public-unshown", "count", page.number(answer.rows.len() - ROWS_MAX));
        }
        let Some(mut bars) = bars(page, table, answer) else { return };
        for (size, id, place) in
            [(Size::Page, "", &mut self.chart), (Size::Phone, "-p", &mut self.chart_phone)]
        {
            bars.about.id_prefix = format!("t{index}{id}");
            match bars.svg(Palette::Screen, size) {
                Ok(svg) => *place = svg,
                Err(error) => tracing::error!(table = table.name, %error, "an open table cannot be drawn"),
            }
        }
    }
}

/// Returns the first share of a table as bars named by its first text.
fn bars(page: &Page, table: &OpenTable, answer: &OpenRows) -> Option<Bars> {
    let place = |kind: OpenKind| table.fields.iter().position(|field| field.kind == kind);
    let (name, share) = (place(OpenKind::Text)?, place(OpenKind::Percent)?);
    if answer.rows.is_empty() || answer.rows.len() > BARS_MAX {
        return None;
    }
    let bar = |row: &Vec<Value>| -> Option<Bar> {
        let value = match row.get(share)? {
            Value::PercentHundredths(hundredths) if *hundredths >= 0 => Ratio::new(*hundredths, 10_000),
            _ => Ratio::new(0, 0),
        };
        let (label, text) = (text(page, row.get(name)?), text(page, row.get(share)?));
        Some(Bar { label, value, text, tone: Tone::Quiet, link: None })
    };
    let title = page.t(table.title);
    let about = About {
        id_prefix: String::new(),
        description: page.t(format!("{}-hint", table.title)),
        nothing: page.t("board-public-empty"),
        title,
    };
    let head = [name, share].map(|place| page.t(table.fields[place].title));
    Some(Bars { about, head, rows: answer.rows.iter().filter_map(bar).collect(), target: None })
}

fn text(page: &Page, value: &Value) -> String {
    match value {
        Value::Empty => "–".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Whole(number) => page.number(*number),
        Value::PercentHundredths(hundredths) => page.ratio(Ratio::new(*hundredths, 10_000)),
        Value::Date(on) => page.date(*on),
        Value::DateTime(at) => format!("{} {}", page.date(at.date()), at.format("%H.%M")),
    }
}
