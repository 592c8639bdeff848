//! Figures of attendance: who attended, by agency, unit or person, for a day, a month or a year.

mod answer;
mod export;
mod known;
mod people;
mod reports;
mod run;
mod source;
mod sums;
mod unknown;

pub use answer::{Figure, NoData, RecapAnswer, RecapBy, RecapPeriod, RecapQuestion, RecapRow, UnknownPerson};
pub(crate) use export::PeopleExport;
pub use known::known_at;
pub(crate) use known::known_text;
pub(crate) use people::PeopleReader;
pub(crate) use reports::read as agency_reports;
pub use reports::{AgencyReport, ReportState};
pub(crate) use run::{DayRate, RunQuestion, run_of_days};
pub(crate) use source::Source;
pub(crate) use sums::{Span, Sum};

use crate::model::StaffGroup;
use crate::ops::day_law;
use crate::ops::rebuild::known_on;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::Action;
use siaga_civil::CalendarDay;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem, ProblemKind};

/// Returns figures with the rows that make them.
///
/// # Shape
/// Only agencies that the actor may see, so the total is of those. People are named only where the
/// actor may see their recap.
///
/// # Errors
/// `platform.forbidden`, `directory.agency_missing`.
pub async fn recap(ctx: &Ctx, question: &RecapQuestion) -> Result<RecapAnswer, Problem> {
    let agencies = visible_agencies(ctx, question.action(), question.agency.as_deref()).await?;
    answer(ctx, question, &agencies).await
}

/// Returns the figures of agencies that were already found to be visible.
///
/// # Errors
/// As the store says.
pub(crate) async fn recap_of(
    ctx: &Ctx,
    question: &RecapQuestion,
    agencies: &[Agency],
) -> Result<RecapAnswer, Problem> {
    answer(ctx, question, agencies).await
}

/// Returns the same of those agencies only whose figures the actor may take out as a file.
///
/// # Errors
/// As [`recap`].
pub(crate) async fn recap_to_export(ctx: &Ctx, question: &RecapQuestion) -> Result<RecapAnswer, Problem> {
    let mut agencies = visible_agencies(ctx, Action::RecapExport, question.agency.as_deref()).await?;
    let visible = visible_agencies(ctx, question.action(), question.agency.as_deref()).await?;
    agencies.retain(|agency| visible.contains(agency));
    answer(ctx, question, &agencies).await
}

async fn answer(ctx: &Ctx, question: &RecapQuestion, agencies: &[Agency]) -> Result<RecapAnswer, Problem> {
    let counted = Counted::read(ctx, question, agencies).await?;
    let total = counted.total(agencies, question);
    let mut groups = StaffGroup::ALL.map(|group| (group, Figure::default()));
    for sum in counted.of(agencies, question) {
        groups[sum.group as usize].1.add_all(&sum.figure);
    }
    let Counted { span, known_at, source, sums } = counted;
    let rows = match question.by {
        RecapBy::Person => {
            let reader = PeopleReader::open(ctx, span, &source, question.group).await?;
            let mut rows = Vec::new();
            for agency in agencies {
                rows.extend(reader.rows(ctx, agency).await?);
            }
            rows
        }
        RecapBy::Unit => sums::rows(ctx, question, agencies, &directory::units(ctx, None).await?, &sums),
        RecapBy::Region | RecapBy::Agency => sums::rows(ctx, question, agencies, &[], &sums),
    };
    let mut reports = Vec::new();
    let mut unknown = Vec::new();
    if span.from_on == span.until_on {
        reports = reports::read(ctx, agencies, &sums, (span.from_on, known_at)).await?;
        unknown = unknown::people(ctx, agencies, span.from_on, &source).await?;
    }
    Ok(RecapAnswer {
        question: question.clone(),
        span: (span.from_on, span.until_on),
        rows,
        total,
        groups,
        definition: definition(ctx, span),
        as_of: known_at.unwrap_or(ctx.now()),
        no_data: no_data(ctx, span, &total),
        reports,
        unknown,
    })
}

/// Everything that was counted for a question, of all agencies.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) span: Span,
    pub(crate) known_at: Option<DateTime<Utc>>,
    pub(crate) source: Source,
    pub(crate) sums: Vec<Sum>,
}

impl Counted {
    /// Counts the days of a question; units stay apart for a question by unit.
    pub(crate) async fn read(
        ctx: &Ctx,
        question: &RecapQuestion,
        agencies: &[Agency],
    ) -> Result<Self, Problem> {
        // An instant that has not come asks for all that is known now.
        let known_at = question.known_at.filter(|at| *at < ctx.now());
        let known_on = known_on(ctx, known_at);
        let (from_on, until_on) = question.period.span(ctx.today());
        let span = Span { from_on, until_on, known_on };
        let source = Source::open(ctx, agencies, (from_on, until_on), known_at).await?;
        let sums = sums::read(ctx, span, question.by == RecapBy::Unit, &source).await?;
        Ok(Self { span, known_at, source, sums })
    }

    /// Returns the sums of some agencies that the question takes.
    pub(crate) fn of<'a>(
        &'a self,
        agencies: &'a [Agency],
        question: &'a RecapQuestion,
    ) -> impl Iterator<Item = &'a Sum> {
        let is_visible = |id: i64| agencies.iter().any(|agency| agency.id == id);
        self.sums.iter().filter(move |sum| is_visible(sum.agency_id) && question.takes(sum.group))
    }

    /// Returns the figure of some agencies together.
    pub(crate) fn total(&self, agencies: &[Agency], question: &RecapQuestion) -> Figure {
        let mut total = Figure::default();
        self.of(agencies, question).for_each(|sum| total.add_all(&sum.figure));
        total
    }
}

/// Returns the message id of what the rate counts, by the law of the last day.
pub(crate) fn definition(ctx: &Ctx, span: Span) -> &'static str {
    if sums::leave_is_obliged(ctx, span.until_on, span.known_on) {
        "figure-definition-with-leave"
    } else {
        "figure-definition"
    }
}

/// Returns the same for one day, by law as it is known now.
pub(crate) fn definition_on(ctx: &Ctx, on: NaiveDate) -> &'static str {
    definition(ctx, Span { from_on: on, until_on: on, known_on: None })
}

/// Returns why there is nothing to count, if so.
pub(crate) fn no_data(ctx: &Ctx, span: Span, total: &Figure) -> Option<NoData> {
    let expected = total.tally.expected();
    if expected > total.without_record() {
        return None;
    }
    let is_day = span.from_on == span.until_on;
    let is_off = || {
        let calendar = day_law::calendar_day(ctx.law(), &ctx.government.region, span.from_on);
        calendar != CalendarDay::Working
    };
    Some(if span.from_on > ctx.today() {
        NoData::NotYet
    } else if span.until_on < ctx.government.begins_on {
        NoData::BeforeRecords
    } else if span.known_on.is_some_and(|known_on| known_on < span.from_on) {
        NoData::NotKnownYet
    } else if is_day && expected == 0 && is_off() {
        NoData::DayOff
    } else {
        NoData::Nothing
    })
}

/// Returns the sums of one day of all agencies, units together.
pub(crate) async fn day_sums(ctx: &Ctx, on: NaiveDate) -> Result<Vec<Sum>, Problem> {
    let span = Span { from_on: on, until_on: on, known_on: None };
    sums::read(ctx, span, false, &Source::Stored).await
}

/// Returns the agencies of which the actor may ask, by code; a named one must be among them.
pub(crate) async fn visible_agencies(
    ctx: &Ctx,
    action: Action,
    code: Option<&str>,
) -> Result<Vec<Agency>, Problem> {
    let mut agencies = match code {
        Some(code) => vec![directory::agency_by_code(ctx, code).await?],
        None => directory::agencies(ctx).await?,
    };
    if ctx.may(action, &ctx.whole_government()).permit {
        return Ok(agencies);
    }
    agencies.retain(|agency| ctx.may(action, &ctx.in_agency(&agency.path)).permit);
    if agencies.is_empty() {
        return Err(
            Problem::new(ProblemKind::Forbidden, "platform.forbidden").with("action", action.as_str())
        );
    }
    Ok(agencies)
}

/// Returns the row of the sum, which comes last in files.
pub(crate) fn total_row(ctx: &Ctx, question: &RecapQuestion, figure: Figure) -> RecapRow {
    RecapRow {
        agency_code: String::new(),
        agency_name: ctx.text("figure-total", &[]),
        unit_code: None,
        unit_name: None,
        person_uid: None,
        person_name: None,
        nip: None,
        group: question.group,
        figure,
    }
}

impl RecapQuestion {
    /// Rows by person are records; other rows are figures.
    fn action(&self) -> Action {
        if self.by == RecapBy::Person { Action::RecapView } else { Action::BoardView }
    }

    pub(crate) fn takes(&self, group: StaffGroup) -> bool {
        self.group.is_none_or(|wanted| wanted == group)
    }
}
