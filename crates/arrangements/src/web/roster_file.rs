//! A roster as a table for spreadsheets.

use super::roster_text as texts;
use crate::model::ArrangedPlace;
use crate::ops::roster_view::{RosterView, roster_view};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use siaga_platform::files::{Sheet, Value, write_csv, write_xlsx};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";

/// Answers with the roster as CSV or XLSX.
pub(super) async fn download(
    ctx: Ctx,
    Path((uid, format)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let view = roster_view(&ctx, uid).await?;
    let sheet = sheet(&Page::new(&ctx, "rosters-one"), &view);
    let (bytes, media_type) = match format.as_str() {
        "csv" => (write_csv(&sheet), CSV),
        "xlsx" => (write_xlsx(std::slice::from_ref(&sheet))?, XLSX),
        _ => return Err(Problem::missing("platform.page_missing")),
    };
    let code: String = view.agency.code.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = format!("jadwal-kerja-{code}-{}.{format}", view.roster.from_on);
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(Problem::broken)?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

fn sheet(page: &Page, view: &RosterView) -> Sheet {
    let mut headers = vec![
        page.t("rosters-unit"),
        page.t("rosters-person"),
        page.t("rosters-number"),
        page.t("rosters-team"),
    ];
    headers.extend(view.days.iter().map(|(on, _)| on.to_string()));
    headers.push(page.t("arranged-place-office"));
    headers.push(page.t("arranged-place-home"));
    let rows = view.people.iter().map(|person| {
        let count = |place: ArrangedPlace| {
            let days = person.letters.chars().filter(|letter| *letter == place.letter()).count();
            Value::Whole(i64::try_from(days).unwrap_or(0))
        };
        let mut cells: Vec<Value> = vec![
            person.unit.as_str().into(),
            person.name.as_str().into(),
            person.number.as_str().into(),
            person.team.as_str().into(),
        ];
        cells.extend(person.letters.chars().map(|letter| match ArrangedPlace::of_letter(letter) {
            Some(ArrangedPlace::Off) | None => Value::Empty,
            Some(place) => texts::letter(page, place).into(),
        }));
        cells.push(count(ArrangedPlace::Office));
        cells.push(count(ArrangedPlace::Home));
        cells
    });
    Sheet { name: view.agency.code.clone(), headers, rows: rows.collect() }
}
