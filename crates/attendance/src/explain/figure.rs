//! Figures of the region, of an agency and of a unit, each by what lies one level below.

use super::ask::{Ask, Measure, subject_of};
use super::{law, person};
use crate::model::{StaffGroup, StatusKind};
use crate::ops::figures::{self, Counted, Figure, PeopleReader, RecapPeriod, RecapRow, Sum};
use crate::web::{group_text, no_data_text, period_text, status_key};
use siaga_access::Action;
use siaga_civil::Ratio;
use siaga_directory::{self as directory, Agency, Unit};
use siaga_platform::explain::{ExplainedRow, Explanation, Subject};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeSet;

/// Explains a figure.
///
/// # Errors
/// `attendance.explain_question`, `directory.agency_missing`, `platform.forbidden`.
pub(super) async fn explain(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let ask = Ask::read(&ctx, &subject)?;
    if let Some(uid) = ask.person {
        return person::explain(&ctx, &ask, uid).await;
    }
    let code = ask.question.agency.as_deref();
    let agencies = figures::visible_agencies(&ctx, Action::BoardView, code).await?;
    let counted = Counted::read(&ctx, &ask.question, &agencies).await?;
    let page = Page::new(&ctx, "attendance-explain-rate");
    let sheet = Sheet { ctx: &ctx, page: &page, ask: &ask, counted: &counted };
    let (place, total, rows) = match (ask.question.agency.as_ref(), agencies.first()) {
        (Some(_), Some(agency)) => sheet.inside(agency).await?,
        _ => {
            (ctx.government.name.clone(), counted.total(&agencies, &ask.question), sheet.agencies(&agencies))
        }
    };
    sheet.explanation(&agencies, place, total, rows).await
}

/// Everything that an explanation is made from.
struct Sheet<'a> {
    ctx: &'a Ctx,
    page: &'a Page,
    ask: &'a Ask,
    counted: &'a Counted,
}

/// Heading and rows.
type Rows = (&'static str, Vec<ExplainedRow>);

impl Sheet<'_> {
    fn agencies(&self, agencies: &[Agency]) -> Rows {
        let row = |agency: &Agency| {
            let figure = self.figure_of(|sum| sum.agency_id == agency.id);
            self.row(agency.name.clone(), &figure, Some(self.ask.below("opd", &agency.code)))
        };
        ("attendance-rows-agencies", agencies.iter().filter_map(row).collect())
    }

    /// Returns place, figure and rows of an agency or one of its units.
    async fn inside(&self, agency: &Agency) -> Result<(String, Figure, Rows), Problem> {
        let units = directory::units(self.ctx, Some(agency.id)).await?;
        let Some(code) = &self.ask.unit else {
            let figure = self.figure_of(|sum| sum.agency_id == agency.id);
            return Ok((agency.name.clone(), figure, self.units(agency, &units)));
        };
        let unit = units.iter().find(|unit| unit.code == *code);
        let unit = unit.ok_or_else(|| super::ask::unreadable("unit", code))?;
        let figure = self.figure_of(|sum| sum.agency_id == agency.id && sum.unit_id == unit.id);
        let place = if unit.is_main && unit.name == agency.name {
            agency.name.clone()
        } else {
            format!("{}, {}", unit.name, agency.name)
        };
        Ok((place, figure, self.people(agency, unit, &figure).await?))
    }

    fn units(&self, agency: &Agency, units: &[Unit]) -> Rows {
        let sums = || self.counted.sums.iter().filter(|sum| sum.agency_id == agency.id);
        let known: BTreeSet<i64> = units.iter().map(|unit| unit.id).collect();
        let mut rows: Vec<ExplainedRow> = units
            .iter()
            .filter_map(|unit| {
                let figure = self.figure_of(|sum| sum.agency_id == agency.id && sum.unit_id == unit.id);
                self.row(unit.name.clone(), &figure, Some(self.ask.below("unit", &unit.code)))
            })
            .collect();
        if sums().any(|sum| !known.contains(&sum.unit_id)) {
            let other = self.figure_of(|sum| sum.agency_id == agency.id && !known.contains(&sum.unit_id));
            rows.extend(self.row(self.page.t("attendance-row-other-units"), &other, None));
        }
        ("attendance-rows-units", rows)
    }

    /// Returns the people of a unit, or one row without names for those who may not see them.
    async fn people(&self, agency: &Agency, unit: &Unit, total: &Figure) -> Result<Rows, Problem> {
        let heading = "attendance-rows-people";
        if !self.ctx.may(Action::RecapView, &self.ctx.in_agency(&agency.path)).permit {
            let label = self.page.t("attendance-row-unnamed");
            return Ok((heading, self.row(label, total, None).into_iter().collect()));
        }
        let group = self.ask.question.group;
        let reader = PeopleReader::open(self.ctx, self.counted.span, &self.counted.source, group).await?;
        let rows = reader.rows(self.ctx, agency).await?;
        let of_unit = rows.iter().filter(|row| row.unit_code.as_ref() == Some(&unit.code));
        Ok((heading, of_unit.filter_map(|row| self.person(row)).collect()))
    }

    fn person(&self, row: &RecapRow) -> Option<ExplainedRow> {
        let subject = subject_of(self.ask.measure, &self.ask.question, Some(row));
        let label = row.person_name.clone().unwrap_or_default();
        let mut explained = self.row(label, &row.figure, Some(subject))?;
        if let RecapPeriod::Day(on) = self.ask.question.period {
            let kind = StatusKind::ALL.into_iter().find(|kind| row.figure.tally.of(*kind) > 0);
            explained.value = kind.map(|kind| self.page.t(status_key(kind))).unwrap_or_default();
            explained.link = row.person_uid.map(|uid| format!("/pegawai/{uid}/hari/{on}"));
        }
        Some(explained)
    }

    /// Returns a row, or nothing where there is nothing to count.
    fn row(&self, label: String, figure: &Figure, subject: Option<Subject>) -> Option<ExplainedRow> {
        if !self.ask.measure.is_in(figure) {
            return None;
        }
        let (number, of) = self.ask.measure.of(figure);
        Some(ExplainedRow {
            label,
            value: value(self.page, number, of),
            number: Some(number),
            of,
            subject,
            link: None,
        })
    }

    fn figure_of(&self, is_wanted: impl Fn(&Sum) -> bool) -> Figure {
        let mut figure = Figure::default();
        let wanted =
            self.counted.sums.iter().filter(|sum| is_wanted(sum) && self.ask.question.takes(sum.group));
        wanted.for_each(|sum| figure.add_all(&sum.figure));
        figure
    }

    async fn explanation(
        &self,
        agencies: &[Agency],
        place: String,
        total: Figure,
        (heading, rows): Rows,
    ) -> Result<Explanation, Problem> {
        let Self { ctx, page, ask, counted } = *self;
        let (heading, rows) = match ask.measure {
            Measure::Expected => ("attendance-rows-statuses", self.statuses(&total)),
            _ => (heading, rows),
        };
        let (number, of) = ask.measure.of(&total);
        let is_empty = ask.measure == Measure::Rate || total.tally.expected() == 0;
        let no_data = figures::no_data(ctx, counted.span, &total).filter(|_| is_empty);
        let span = counted.span;
        let is_day = span.from_on == span.until_on && ask.unit.is_none();
        let completeness = if is_day { Some(completeness(ctx, agencies, counted).await?) } else { None };
        Ok(Explanation {
            title: title(page, ask, &place),
            value: no_data.map_or_else(|| value(page, number, of), |why| no_data_text(page, why)),
            number: Some(number),
            of,
            definition: definition(ctx, page, ask, counted),
            as_of: Some(counted.known_at.unwrap_or(ctx.now())),
            known_at: counted.known_at,
            completeness,
            reasons: law::of_measure(ctx, page, ask.measure, span.until_on, span.known_on),
            rows_heading: page.t(heading),
            findings: drift(page, number, of, &rows),
            rows,
            evidence: Vec::new(),
        })
    }

    fn statuses(&self, total: &Figure) -> Vec<ExplainedRow> {
        let counted = StatusKind::ALL.into_iter().filter(|kind| total.tally.of(*kind) > 0);
        let row = |kind: StatusKind| {
            let people = total.tally.of(kind);
            ExplainedRow {
                label: self.page.t(status_key(kind)),
                value: self.page.number(people),
                number: Some(people),
                subject: Some(self.ask.below("status", kind.as_str())),
                ..ExplainedRow::default()
            }
        };
        counted.filter(|kind| *kind != StatusKind::Off).map(row).collect()
    }
}

/// Returns how many agencies reported the day, of how many.
async fn completeness(ctx: &Ctx, agencies: &[Agency], counted: &Counted) -> Result<(i64, i64), Problem> {
    let asked = (counted.span.from_on, counted.known_at);
    let reports = figures::agency_reports(ctx, agencies, &counted.sums, asked).await?;
    let reported = reports.iter().filter(|report| report.state.has_reported()).count();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Ok((count(reported), count(reports.len())))
}

/// Returns the name of what is explained.
pub(super) fn title(page: &Page, ask: &Ask, place: &str) -> String {
    let what = match ask.measure {
        Measure::Rate => page.t("figure-rate"),
        Measure::Expected => page.t("attendance-expected"),
        Measure::Status(kind) => page.t(status_key(kind)),
    };
    let group = ask.question.group.map(|group: StaffGroup| group_text(page, group));
    let period = period_text(page, ask.question.period);
    let parts = [Some(what), Some(place.to_owned()), group, Some(period)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns what is counted, in words.
pub(super) fn definition(ctx: &Ctx, page: &Page, ask: &Ask, counted: &Counted) -> String {
    page.t(match ask.measure {
        Measure::Rate => figures::definition(ctx, counted.span),
        Measure::Expected => "attendance-reason-expected",
        Measure::Status(_) => "attendance-reason-status",
    })
}

/// Returns a number, or the share of two, as shown.
pub(super) fn value(page: &Page, number: i64, of: Option<i64>) -> String {
    of.map_or_else(|| page.number(number), |of| page.ratio(Ratio::new(number, of)))
}

/// Rows that do not add up mean that days changed while they were read, or wait for a rebuild.
pub(super) fn drift(page: &Page, number: i64, of: Option<i64>, rows: &[ExplainedRow]) -> Vec<String> {
    let sum: i64 = rows.iter().filter_map(|row| row.number).sum();
    let sum_of: i64 = rows.iter().filter_map(|row| row.of).sum();
    let is_whole = sum == number && of.is_none_or(|of| of == sum_of);
    if is_whole { Vec::new() } else { vec![page.t2("attendance-drift", "number", number, "sum", sum)] }
}
