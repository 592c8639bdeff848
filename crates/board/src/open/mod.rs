//! Open tables: what anybody may read of a day.

mod file;
mod package;

pub(crate) use file::{csv, json};
pub(crate) use package::package;

use chrono::{Days, NaiveDate};
use futures_util::future::join_all;
use siaga_platform::files::Value;
use siaga_platform::open_data::{OpenKind, OpenRows, OpenTable};
use siaga_platform::{Actor, Ctx, Problem};

/// Days that are looked through for the newest one with data: two weeks hold every run of days off.
const DAYS_BACK: u64 = 14;

/// The open tables of a day.
#[derive(Debug)]
pub(crate) struct OpenDay {
    pub(crate) on: NaiveDate,
    pub(crate) answers: Vec<Result<OpenRows, Problem>>,
}

/// Returns every open table.
pub(crate) fn tables(ctx: &Ctx) -> &[OpenTable] {
    &ctx.app.contributions.open_tables
}

/// Returns the table of a name.
///
/// # Errors
/// `board.table_unknown`.
pub(crate) fn table(ctx: &Ctx, name: &str) -> Result<OpenTable, Problem> {
    let found = tables(ctx).iter().find(|table| table.name == name);
    found.copied().ok_or_else(|| {
        Problem::missing("board.table_unknown").with("name", name.chars().take(40).collect::<String>())
    })
}

/// Loads tables of a day, or of the newest day with data when none was chosen.
///
/// # Shape
/// One answer a table, in their order. Without data in two weeks, the answers of today.
pub(crate) async fn load(ctx: &Ctx, tables: &[OpenTable], chosen: Option<NaiveDate>) -> OpenDay {
    if let Some(on) = chosen {
        return load_day(ctx, tables, on).await;
    }
    let today = load_day(ctx, tables, ctx.today()).await;
    if today.has_data(tables) {
        return today;
    }
    for back in 1..=DAYS_BACK {
        let Some(on) = today.on.checked_sub_days(Days::new(back)) else { break };
        let day = load_day(ctx, tables, on).await;
        if day.has_data(tables) {
            return day;
        }
    }
    today
}

async fn load_day(ctx: &Ctx, tables: &[OpenTable], on: NaiveDate) -> OpenDay {
    // Everybody reads the same, whoever is signed in: the tables never learn who asks.
    let visitor = Ctx { actor: Actor::anonymous(), ..ctx.clone() };
    let answers = join_all(tables.iter().map(|table| (table.load)(visitor.clone(), on))).await;
    for (table, answer) in tables.iter().zip(&answers) {
        if let Err(problem) = answer {
            tracing::error!(table = table.name, %problem, "an open table could not be read");
        }
    }
    OpenDay { on, answers }
}

impl OpenDay {
    fn has_data(&self, tables: &[OpenTable]) -> bool {
        tables.iter().zip(&self.answers).any(|(table, answer)| {
            answer.as_ref().is_ok_and(|answer| {
                answer.completeness.is_none_or(|(reported, _)| reported > 0)
                    && answer.rows.iter().any(|row| is_filled(table, row))
            })
        })
    }
}

/// Returns whether one of a row's measures has a value, be it a suppressed one.
fn is_filled(table: &OpenTable, row: &[Value]) -> bool {
    let is_measure = |kind: OpenKind| matches!(kind, OpenKind::Whole | OpenKind::Percent);
    let mut cells = table.fields.iter().zip(row);
    cells.any(|(field, value)| is_measure(field.kind) && !matches!(value, Value::Empty | Value::Whole(0)))
}
