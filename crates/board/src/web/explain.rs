//! "Explain this number" as a page, and the list of what can be explained.

use crate::explaining::{Asked, Sums, about, explained, explainer_of, reason_line, sum_line};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use siaga_access::Action;
use siaga_platform::explain::{EvidenceItem, ExplainedReason, ExplainedRow, Explanation, Subject};
use siaga_platform::web::{FormPairs, Page, Pagination, render};
use siaga_platform::{Ctx, Permit, Problem, Route};

pub(crate) fn routes() -> Vec<Route> {
    // The explainers ask themselves what the actor may see: own days are everybody's.
    vec![
        Route::get("/jelaskan", Permit::SignedIn, list),
        Route::get("/jelaskan/{*subject}", Permit::SignedIn, show),
    ]
}

/// What stands in the address behind the path.
pub(crate) struct RawPairs(pub(crate) FormPairs);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for RawPairs {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut http::request::Parts, _state: &S) -> Result<Self, Problem> {
        Ok(Self(FormPairs::parse(parts.uri.query().unwrap_or_default().as_bytes())))
    }
}

#[derive(Template)]
#[template(path = "board/explain.html")]
struct ExplainPage {
    page: Page,
    explanation: Explanation,
    about: Vec<String>,
    /// The number out of how many, where the value does not say so itself.
    out_of: String,
    rows: Vec<ShownRow>,
    rows_heading: String,
    /// What stands at the foot: what all rows add up to, also those on other pages.
    foot: Option<ShownRow>,
    number_title: String,
    has_numbers: bool,
    has_of: bool,
    has_values: bool,
    is_value_number: bool,
    has_links: bool,
    cut: Pagination,
    page_base: String,
    sums: Vec<String>,
    wrong_sums: Vec<String>,
    json_path: String,
}

#[derive(Default)]
struct ShownRow {
    label: String,
    number: String,
    of: String,
    value: String,
    path: Option<String>,
    link: Option<String>,
}

async fn show(ctx: Ctx, Path(name): Path<String>, RawPairs(pairs): RawPairs) -> Result<Response, Problem> {
    let asked = Asked::read(&name, &pairs)?;
    let one = explained(&ctx, &asked.subject).await?;
    let page = with_crumbs(&ctx, Page::new(&ctx, "board-explain-title"), &asked);
    let cut = Pagination::new(asked.page, u64::try_from(one.explanation.rows.len()).unwrap_or(u64::MAX));
    let rows = rows_of_page(&page, &asked, &one.explanation, cut);
    let columns = Columns::of(&page, &asked, &one.explanation);
    let sums = [one.sums.number, one.sums.of].into_iter().flatten();
    let (equal, wrong): (Vec<_>, Vec<_>) = sums.partition(|sum| sum.is_equal());
    let heading = &one.explanation.rows_heading;
    render(&ExplainPage {
        about: about(&page, &one.explanation),
        out_of: match (one.explanation.number, one.explanation.of) {
            (Some(number), Some(of)) => {
                page.t2("board-explain-out-of", "number", page.number(number), "of", page.number(of))
            }
            _ => String::new(),
        },
        rows_heading: if heading.is_empty() { page.t("board-explain-rows") } else { heading.clone() },
        foot: foot(&page, &one.explanation, one.sums),
        number_title: columns.number_title,
        has_numbers: columns.has_numbers,
        has_of: columns.has_of,
        has_values: columns.has_values,
        is_value_number: columns.is_value_number,
        has_links: rows.iter().any(|row| row.link.is_some()),
        rows,
        cut,
        page_base: asked.page_base(),
        sums: equal.into_iter().map(|sum| sum_line(&page, sum)).collect(),
        wrong_sums: wrong.into_iter().map(|sum| sum_line(&page, sum)).collect(),
        json_path: format!("/api/v1/explain/{}", asked.subject),
        page: page.titled(one.explanation.title.clone()),
        explanation: one.explanation,
    })
}

impl ExplainPage {
    fn reason(reason: &ExplainedReason) -> String {
        reason_line(reason)
    }

    /// Where a piece of evidence came from and when it arrived.
    fn origin(&self, item: &EvidenceItem) -> String {
        let received =
            item.received_at.map(|at| self.page.t1("board-explain-received", "time", self.page.time(at)));
        let parts = [Some(item.source.clone()), received].into_iter().flatten();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

fn rows_of_page(page: &Page, asked: &Asked, explanation: &Explanation, cut: Pagination) -> Vec<ShownRow> {
    let rows = explanation.rows.iter().skip(usize::try_from(cut.offset()).unwrap_or(usize::MAX));
    let rows = rows.take(usize::try_from(Pagination::ROWS).unwrap_or(usize::MAX));
    rows.map(|row| ShownRow {
        label: row.label.clone(),
        number: row.number.map(|number| page.number(number)).unwrap_or_default(),
        of: row.of.map(|of| page.number(of)).unwrap_or_default(),
        value: row.value.clone(),
        path: row.subject.as_ref().map(|subject| asked.below(subject)),
        link: row.link.clone(),
    })
    .collect()
}

/// Which columns the rows of an explanation need.
struct Columns {
    number_title: String,
    has_numbers: bool,
    has_of: bool,
    has_values: bool,
    is_value_number: bool,
}

impl Columns {
    fn of(page: &Page, asked: &Asked, explanation: &Explanation) -> Self {
        let rows = &explanation.rows;
        let has_of = rows.iter().any(|row| row.of.is_some());
        let has_numbers = rows.iter().any(|row| row.number.is_some());
        let same = |row: &ExplainedRow| row.number.is_some_and(|number| row.value == page.number(number));
        Self {
            number_title: page.t(if has_of && asked.subject.name.ends_with(".rate") {
                "board-explain-attended"
            } else {
                "board-explain-number"
            }),
            has_numbers,
            has_of,
            // A value that is the number again is shown once.
            has_values: rows.iter().any(|row| !row.value.is_empty() && !same(row)),
            is_value_number: rows.iter().all(|row| !row.value.contains(char::is_alphabetic)),
        }
    }
}

/// Returns the sum of all rows, which is the figure above.
fn foot(page: &Page, explanation: &Explanation, sums: Sums) -> Option<ShownRow> {
    let number = sums.number?;
    Some(ShownRow {
        label: page.t("board-explain-sum"),
        number: page.number(number.shown()),
        of: sums.of.map(|of| page.number(of.shown())).unwrap_or_default(),
        value: if sums.are_equal() { explanation.value.clone() } else { String::new() },
        ..ShownRow::default()
    })
}

/// The way back: the board, then the subjects through which the reader came.
fn with_crumbs(ctx: &Ctx, page: Page, asked: &Asked) -> Page {
    let mut page = if ctx.may_ever(Action::BoardView) {
        let label = page.t("board-nav");
        page.under("/papan", label)
    } else {
        page
    };
    let label = page.t("board-explain-list");
    page = page.under("/jelaskan", label);
    for (index, step) in asked.way.iter().enumerate() {
        let label = step_label(ctx, step);
        page = page.under(asked.step(index), label);
    }
    page
}

/// A subject in short: what it is, and the values of its keys.
fn step_label(ctx: &Ctx, subject: &Subject) -> String {
    let name = explainer_of(ctx, &subject.name).map(|one| ctx.text(one.label, &[]));
    let name = name.unwrap_or_else(|| subject.name.clone());
    let values: Vec<&str> = subject.keys.values().map(String::as_str).collect();
    if values.is_empty() { name } else { format!("{name} ({})", values.join(", ")) }
}

#[derive(Template)]
#[template(path = "board/explain_list.html")]
struct ListPage {
    page: Page,
    explainers: Vec<ShownExplainer>,
}

struct ShownExplainer {
    name: &'static str,
    label: String,
    keys: Vec<(&'static str, String)>,
}

async fn list(ctx: Ctx) -> Result<Response, Problem> {
    let explainers = ctx.app.contributions.explainers.iter();
    let explainers = explainers.map(|one| ShownExplainer {
        name: one.name,
        label: ctx.text(one.label, &[]),
        keys: one.keys.iter().map(|(key, label)| (*key, ctx.text(label, &[]))).collect(),
    });
    render(&ListPage { page: Page::new(&ctx, "board-explain-list"), explainers: explainers.collect() })
}
