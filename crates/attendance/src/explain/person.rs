//! The days of one person in a period, where they were served.

use super::ask::{Ask, Measure, day_subject};
use super::figure::{definition, drift, title, value};
use super::law;
use crate::ops::figures::{self, Counted, Figure, PeopleReader};
use crate::web::{StatusView, no_data_text};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::explain::{ExplainedRow, Explanation};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Explains the figure of one person by its days.
///
/// # Errors
/// `directory.employee_missing`, `directory.agency_missing`, `platform.forbidden`.
pub(super) async fn explain(ctx: &Ctx, ask: &Ask, uid: Uuid) -> Result<Explanation, Problem> {
    let person = directory::identity(ctx, uid).await?;
    let code = ask.question.agency.as_deref().unwrap_or_default();
    let agency = directory::agency_by_code(ctx, code).await?;
    let mut resource = ctx.in_agency(&agency.path);
    resource.employee = Some(person.id);
    if !ctx.may(Action::DayViewOwn, &resource).permit {
        ctx.require(Action::RecapView, &resource)?;
    }
    let counted = Counted::read(ctx, &ask.question, std::slice::from_ref(&agency)).await?;
    let span = counted.span;
    let reader = PeopleReader::open(ctx, span, &counted.source, ask.question.group).await?;
    let mut days = reader.days_of(ctx, &agency, person.id).await?;
    days.retain(|day| {
        ask.unit.as_ref().is_none_or(|unit| *unit == day.unit_code) && ask.question.takes(day.group)
    });
    let page = Page::new(ctx, "attendance-explain-rate");
    let mut total = Figure::default();
    days.iter().for_each(|day| total.add_all(&day.figure));
    let (number, of) = ask.measure.of(&total);
    let counted_days = days.iter().filter(|day| ask.measure.is_in(&day.figure));
    let rows: Vec<ExplainedRow> = counted_days
        .map(|day| {
            let (number, of) = ask.measure.of(&day.figure);
            ExplainedRow {
                label: page.date_long(day.on),
                value: StatusView::of(&page, Some(day.day)).text,
                number: Some(number),
                of,
                subject: Some(day_subject(uid, day.on, counted.known_at)),
                link: Some(format!("/pegawai/{uid}/hari/{}", day.on)),
            }
        })
        .collect();
    let is_empty = ask.measure == Measure::Rate || total.tally.expected() == 0;
    let no_data = figures::no_data(ctx, span, &total).filter(|_| is_empty);
    Ok(Explanation {
        title: title(&page, ask, &format!("{}, {}", person.name, agency.name)),
        value: no_data.map_or_else(|| value(&page, number, of), |why| no_data_text(&page, why)),
        number: Some(number),
        of,
        definition: definition(ctx, &page, ask, &counted),
        as_of: Some(counted.known_at.unwrap_or(ctx.now())),
        known_at: counted.known_at,
        reasons: law::of_measure(ctx, &page, ask.measure, span.until_on, span.known_on),
        rows_heading: page.t("attendance-rows-days"),
        findings: drift(&page, number, of, &rows),
        rows,
        ..Explanation::default()
    })
}
