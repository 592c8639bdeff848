//! Open tables of attendance: figures without personal data, small numbers suppressed.

use crate::model::StatusKind;
use crate::ops::figures::{self, Counted, Figure, RecapQuestion};
use crate::rules::suppression::{Cell, OpenRate, alone, counts, rates};
use crate::web::status_key;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_civil::Ratio;
use siaga_directory::Agency;
use siaga_platform::files::Value;
use siaga_platform::open_data::{OpenField, OpenKind, OpenRows, OpenTable};
use siaga_platform::{Actor, Ctx, Problem};

/// The open tables of attendance.
pub(crate) const TABLES: &[OpenTable] = &[
    OpenTable {
        name: "kehadiran-per-opd",
        title: "attendance-open-agencies",
        fields: &[
            field("tanggal", "attendance-open-day", OpenKind::Date),
            field("kode_opd", "attendance-open-code", OpenKind::Text),
            field("perangkat_daerah", "attendance-open-agency", OpenKind::Text),
            field("wajib_hadir", "attendance-open-obliged", OpenKind::Whole),
            field("hadir", "attendance-open-attended", OpenKind::Whole),
            field("tingkat_hadir", "attendance-open-rate", OpenKind::Percent),
        ],
        load: |ctx, on| Box::pin(by_agency(ctx, on)),
    },
    OpenTable {
        name: "status-per-hari",
        title: "attendance-open-statuses",
        fields: &[
            field("tanggal", "attendance-open-day", OpenKind::Date),
            field("status", "attendance-open-status", OpenKind::Text),
            field("orang", "attendance-open-people", OpenKind::Whole),
        ],
        load: |ctx, on| Box::pin(by_status(ctx, on)),
    },
];

const fn field(name: &'static str, title: &'static str, kind: OpenKind) -> OpenField {
    OpenField { name, title, kind }
}

/// The region and its agencies on a day, read by the program itself: anybody may ask.
struct Day {
    ctx: Ctx,
    agencies: Vec<Agency>,
    counted: Counted,
    total: Figure,
    completeness: Option<(i64, i64)>,
}

impl Day {
    async fn read(ctx: Ctx, on: NaiveDate) -> Result<Self, Problem> {
        let ctx = Ctx { actor: Actor::system("attendance.open_data"), ..ctx };
        let question = RecapQuestion::day(on);
        let agencies = figures::visible_agencies(&ctx, Action::BoardView, None).await?;
        let counted = Counted::read(&ctx, &question, &agencies).await?;
        let total = counted.total(&agencies, &question);
        let reports = figures::agency_reports(&ctx, &agencies, &counted.sums, (on, None)).await?;
        let reported = reports.iter().filter(|report| report.state.has_reported()).count();
        let completeness = i64::try_from(reported).ok().zip(i64::try_from(reports.len()).ok());
        Ok(Self { ctx, agencies, counted, total, completeness })
    }

    /// Returns no rows where there is nothing to count: a day without data is not a day of 0 %.
    fn answer(&self, rows: Vec<Vec<Value>>) -> OpenRows {
        let is_empty = figures::no_data(&self.ctx, self.counted.span, &self.total).is_some();
        let rows = if is_empty { Vec::new() } else { rows };
        OpenRows { rows, as_of: self.ctx.now(), completeness: self.completeness }
    }
}

async fn by_agency(ctx: Ctx, on: NaiveDate) -> Result<OpenRows, Problem> {
    let day = Day::read(ctx, on).await?;
    let figure = |agency: &Agency| {
        let mut figure = Figure::default();
        let own = day.counted.sums.iter().filter(|sum| sum.agency_id == agency.id);
        own.for_each(|sum| figure.add_all(&sum.figure));
        (figure.obliged, figure.tally.attended())
    };
    let counted: Vec<(&Agency, (i64, i64))> =
        day.agencies.iter().map(|agency| (agency, figure(agency))).filter(|(_, row)| row.0 > 0).collect();
    let numbers: Vec<(i64, i64)> = counted.iter().map(|(_, row)| *row).collect();
    let whole = (day.total.obliged, day.total.tally.attended());
    let mut rows = vec![row(on, "", &day.ctx.government.name, alone(whole))];
    let told = counted.iter().zip(rates(&numbers));
    rows.extend(told.map(|((agency, _), rate)| row(on, &agency.code, &agency.name, rate)));
    Ok(day.answer(rows))
}

fn row(on: NaiveDate, code: &str, name: &str, rate: OpenRate) -> Vec<Value> {
    let percent = match (rate.obliged, rate.attended) {
        (Cell::Told(obliged), Cell::Told(attended)) => {
            Ratio::new(attended, obliged).percent_hundredths().map_or(Value::Empty, Value::PercentHundredths)
        }
        (Cell::Told(obliged), Cell::Above(number)) => {
            let hundredths = number * 10_000 / obliged.max(1);
            Value::Text(format!(">{}.{:02}", hundredths / 100, hundredths % 100))
        }
        _ => Value::Empty,
    };
    vec![on.into(), code.into(), name.into(), value(rate.obliged), value(rate.attended), percent]
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Told(number) => Value::Whole(number),
        Cell::BelowFive => Value::from("<5"),
        Cell::Above(number) => Value::Text(format!(">{number}")),
        Cell::Hidden { .. } => Value::Empty,
    }
}

async fn by_status(ctx: Ctx, on: NaiveDate) -> Result<OpenRows, Problem> {
    let day = Day::read(ctx, on).await?;
    let counted = StatusKind::ALL.into_iter().filter(|kind| *kind != StatusKind::Off);
    // The other table tells the sum of those who attended and of those obliged who did not.
    let (attended, others): (Vec<StatusKind>, Vec<StatusKind>) = counted.partition(|kind| kind.is_attended());
    let is_small = day.total.tally.expected() < crate::rules::suppression::PEOPLE_MIN;
    let mut rows = Vec::new();
    for kinds in [attended, others] {
        let numbers: Vec<i64> = kinds.iter().map(|kind| day.total.tally.of(*kind)).collect();
        for (kind, cell) in kinds.iter().zip(counts(&numbers)) {
            let people = if is_small { Value::Empty } else { value(cell) };
            rows.push(vec![on.into(), Value::Text(day.ctx.text(&status_key(*kind), &[])), people]);
        }
    }
    Ok(day.answer(rows))
}
