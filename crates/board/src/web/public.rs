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
    /// Which column the chart draws, on which day.
    chart_title: String,
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
        let mut shown = Self {
            name: table.name,
            title: page.t(table.title),
            caption: format!("{}, {}", page.t(table.title), page.date_long(on)),
            hint: hint(table.title),
            basis: Vec::new(),
            fields: table.fields.iter().map(|field| (page.t(field.title), hint(field.title))).collect(),
            head: Vec::new(),
            rows: Vec::new(),
            unshown: String::new(),
            chart_title: String::new(),
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
        let shown = columns(table, answer);
        self.head = shown
            .iter()
            .map(|place| &table.fields[*place])
            .map(|field| (page.t(field.title), is_number(field.kind)))
            .collect();
        let cells = |row: &Vec<Value>| -> Vec<(String, bool)> {
            let kinds = shown.iter().map(|place| (table.fields[*place].kind, row.get(*place)));
            kinds.map(|(kind, value)| (text(page, kind, value), is_number(kind))).collect()
        };
        self.rows = answer.rows.iter().take(ROWS_MAX).map(cells).collect();
        if answer.rows.len() > ROWS_MAX {
            self.unshown =
                page.t1("board-public-unshown", "count", page.number(answer.rows.len() - ROWS_MAX));
        }
        let Some(mut bars) = bars(page, table, answer) else { return };
        self.chart_title = bars.about.title.clone();
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

fn is_number(kind: OpenKind) -> bool {
    matches!(kind, OpenKind::Whole | OpenKind::Percent)
}

/// Returns the columns that the page shows: days and years that are the same in all rows stand above the
/// table already, and codes stand in the files.
fn columns(table: &OpenTable, answer: &OpenRows) -> Vec<usize> {
    let is_said = |place: usize| {
        let mut values = answer.rows.iter().map(|row| row.get(place));
        let first = values.next().flatten();
        answer.rows.len() > 1 && values.all(|value| value == first)
    };
    let kept = |place: &usize| match table.fields[*place].kind {
        OpenKind::Date | OpenKind::Year => !is_said(*place),
        OpenKind::Text | OpenKind::Whole | OpenKind::Percent => true,
    };
    let kept: Vec<usize> = (0..table.fields.len()).filter(kept).collect();
    // A code before a name says the same once more.
    let is_text =
        |place: Option<&usize>| place.is_some_and(|place| table.fields[*place].kind == OpenKind::Text);
    let skipped = usize::from(is_text(kept.first()) && is_text(kept.get(1)));
    kept.into_iter().skip(skipped).collect()
}

/// Returns the last share of a table, the reached one, as bars named by the text nearest before it.
fn bars(page: &Page, table: &OpenTable, answer: &OpenRows) -> Option<Bars> {
    let share = table.fields.iter().rposition(|field| field.kind == OpenKind::Percent)?;
    let name = table.fields[..share].iter().rposition(|field| field.kind == OpenKind::Text)?;
    if answer.rows.is_empty() || answer.rows.len() > BARS_MAX {
        return None;
    }
    let bar = |row: &Vec<Value>| -> Option<Bar> {
        let value = match row.get(share)? {
            Value::PercentHundredths(hundredths) if *hundredths >= 0 => Ratio::new(*hundredths, 10_000),
            // The bar ends where the share is at least.
            Value::Text(least) => above(least).unwrap_or(Ratio::new(0, 0)),
            _ => Ratio::new(0, 0),
        };
        let label = text(page, OpenKind::Text, row.get(name));
        let text = text(page, OpenKind::Percent, row.get(share));
        Some(Bar { label, value, text, tone: Tone::Quiet, link: None })
    };
    let head = [name, share].map(|place| page.t(table.fields[place].title));
    let about = About {
        id_prefix: String::new(),
        title: page.t2("board-public-chart", "column", &head[1], "row", head[0].to_lowercase()),
        description: page.t(format!("{}-hint", table.fields[share].title)),
        nothing: page.t("board-public-empty"),
    };
    Some(Bars { about, head, rows: answer.rows.iter().filter_map(bar).collect(), target: None })
}

fn text(page: &Page, kind: OpenKind, value: Option<&Value>) -> String {
    match (kind, value) {
        (_, None | Some(Value::Empty)) => "–".to_owned(),
        (OpenKind::Year, Some(Value::Whole(year))) => year.to_string(),
        (OpenKind::Percent, Some(Value::Text(text))) => {
            above(text).map_or_else(|| text.clone(), |least| format!("> {}", page.ratio(least)))
        }
        (OpenKind::Whole, Some(Value::Text(text))) => {
            let number = text.strip_prefix('>').and_then(|number| number.parse::<i64>().ok());
            number.map_or_else(|| text.clone(), |number| format!("> {}", page.number(number)))
        }
        (_, Some(Value::Text(text))) => text.clone(),
        (_, Some(Value::Whole(number))) => page.number(*number),
        (_, Some(Value::PercentHundredths(hundredths))) => page.ratio(Ratio::new(*hundredths, 10_000)),
        (_, Some(Value::Date(on))) => page.date(*on),
        (_, Some(Value::DateTime(at))) => format!("{} {}", page.date(at.date()), at.format("%H.%M")),
    }
}

/// Reads a share of which only its lower end is told: `>86.11`.
fn above(text: &str) -> Option<Ratio> {
    let (whole, part) = text.strip_prefix('>')?.split_once('.')?;
    let hundredths: i64 = part.parse().ok().filter(|_| part.len() == 2)?;
    let whole: i64 = whole.parse().ok()?;
    Some(Ratio::new(whole.checked_mul(100)?.checked_add(hundredths)?, 10_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_end_of_a_share_is_read_and_nothing_else() {
        assert_eq!(above(">86.11"), Some(Ratio::new(8611, 10_000)));
        assert_eq!(above(">100.00"), Some(Ratio::new(10_000, 10_000)));
        for other in ["<5", "86.11", ">86", ">8a.11", ">86.1", ">99999999999999999999.00"] {
            assert_eq!(above(other), None, "{other}");
        }
    }
}
