//! Recording facts, and ending or correcting what was recorded. Nothing is overwritten.

use super::say::Say;
use super::words;
use crate::model::{FactRow, FactSubject, NewFact, Overlap};
use crate::rules::facts::{FactFault, declared};
use crate::store::facts as store;
use chrono::{Datelike, NaiveDate};
use serde_json::json;
use siaga_access::{Action, Resource, Verdict};
use siaga_directory as directory;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem, ProblemKind, topics};
use siaga_policy::{FactKind, FactOf, FactValue};
use uuid::Uuid;

/// News of a fact: `subject`, `agency_id`, `unit_id`, `name`, `value`, `from_on`, `until_on`, `fact`.
///
/// # Shape
/// `from_on` and `until_on` are the days for which something changed (`null`: without end). When a fact
/// was ended, `value` is `null`: what holds on those days must be asked again.
pub const FACT_CHANGED: &str = "directives.fact_changed";

const SOURCE_LETTERS: usize = 300;
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2200;

/// Records a fact for a program and returns its key. People record with [`record_fact_with`], so that nothing
/// gives way unseen.
///
/// # Shape
/// Where two facts of one subject and name hold on the same day, the one that begins later counts; of two
/// that begin on the same day, the one recorded later.
///
/// # Errors
/// As [`record_fact_with`], without `directives.fact_overlaps`.
pub async fn record_fact(ctx: &Ctx, new: NewFact) -> Result<Uuid, Problem> {
    record_fact_with(ctx, new, Overlap::LaterCounts).await
}

/// Records a fact and returns its key. One that begins after all others of its subject and name follows them;
/// `overlap` says what happens to those that begin on the same day or later.
///
/// # Errors
/// `directives.fact_unknown`, `directives.fact_derived`, `directives.fact_does_not_fit`,
/// `directives.fact_of_another`, `directives.fact_days`, `directives.fact_overlaps` naming what is there,
/// `directives.text_missing`, `directives.unit_missing`, `directives.agency_missing`, `platform.forbidden`.
pub async fn record_fact_with(ctx: &Ctx, new: NewFact, overlap: Overlap) -> Result<Uuid, Problem> {
    let place = Place::of(ctx, new.subject).await?;
    let verdict = ctx.require(Action::FactRecord, &place.resource)?;
    declared(&new.name, new.subject, &new.value).map_err(|fault| refused(ctx, &new, fault))?;
    check_days(new.from_on, new.until_on)?;
    let row = FactRow {
        uid: ctx.new_id(),
        subject: new.subject,
        agency_id: place.agency_id,
        name: new.name,
        value: new.value,
        from_on: new.from_on,
        until_on: new.until_on,
        source: words::line(&new.source, SOURCE_LETTERS, "source")?,
        replaces: None,
        recorded_name: ctx.actor.name.clone(),
        recorded_at: ctx.now(),
        replaced: None,
    };
    let tx = ctx.db().begin().await?;
    tx.lock("directives.fact").await?;
    if overlap != Overlap::LaterCounts {
        for old in store::standing(ctx, &tx, &row.name).await? {
            if !begins_within(&old, &row) {
                continue;
            }
            if overlap == Overlap::Refused {
                return Err(overlaps(ctx, &old));
            }
            let ended = ending(ctx, &old, never(&old), row.source.clone());
            write(ctx, &tx, &ended.0, ("fact.end", &verdict), &ended.1).await?;
        }
    }
    let news = news(&row, json!(row.value), Some(row.from_on), row.until_on);
    write(ctx, &tx, &row, ("fact.record", &verdict), &news).await?;
    tx.commit().await?;
    Ok(row.uid)
}

/// Returns whether an older record of the same matter begins on a day of the new one; then its beginning does
/// not tell which of the two is meant.
fn begins_within(old: &FactRow, new: &FactRow) -> bool {
    let is_ever = old.until_on.is_none_or(|until| old.from_on <= until);
    let is_before_end = new.until_on.is_none_or(|until| old.from_on <= until);
    old.subject == new.subject && is_ever && old.from_on >= new.from_on && is_before_end
}

fn overlaps(ctx: &Ctx, old: &FactRow) -> Problem {
    let say = Say(ctx);
    Problem::conflict("directives.fact_overlaps")
        .on_field("correct")
        .with("fact", say.fact(&old.name))
        .with("value", say.fact_value(&old.name, &old.value))
        .with("period", say.period(old.from_on, old.until_on))
        .with("name", &old.recorded_name)
}

/// Ends a fact with its last day, for a reason. The day before its first one says that it never held.
///
/// # Errors
/// `directives.fact_missing`, `directives.fact_replaced` naming who was faster, `directives.fact_days`,
/// `directives.text_missing`, `platform.forbidden`.
pub async fn end_fact(ctx: &Ctx, id: Uuid, until_on: NaiveDate, reason: &str) -> Result<(), Problem> {
    let missing = || Problem::missing("directives.fact_missing");
    let seen = store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let place = Place::of_row(ctx, &seen).await?;
    let verdict = ctx.require(Action::FactRecord, &place.resource)?;
    let reason = words::line(reason, SOURCE_LETTERS, "reason")?;
    if until_on < never(&seen) || !YEARS.contains(&until_on.year()) {
        return Err(Problem::invalid("directives.fact_days").on_field("until_on"));
    }
    let tx = ctx.db().begin().await?;
    tx.lock("directives.fact").await?;
    let old = store::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
    if let Some(by) = &old.replaced {
        return Err(Problem::conflict("directives.fact_replaced").with("name", &by.name));
    }
    let (row, news) = ending(ctx, &old, until_on, reason);
    write(ctx, &tx, &row, ("fact.end", &verdict), &news).await?;
    Ok(tx.commit().await?)
}

/// Returns the last day of a fact that never held.
fn never(row: &FactRow) -> NaiveDate {
    row.from_on.pred_opt().unwrap_or(row.from_on)
}

/// Returns the row that ends another one, with its news.
fn ending(ctx: &Ctx, old: &FactRow, until_on: NaiveDate, reason: String) -> (FactRow, serde_json::Value) {
    let row = FactRow {
        uid: ctx.new_id(),
        until_on: Some(until_on),
        source: reason,
        replaces: Some(old.uid),
        recorded_name: ctx.actor.name.clone(),
        recorded_at: ctx.now(),
        replaced: None,
        ..old.clone()
    };
    let first_changed = old.until_on.map_or(until_on, |until| until.min(until_on)).succ_opt();
    let last_changed = old.until_on.map(|until| until.max(until_on));
    let news = news(&row, serde_json::Value::Null, first_changed, last_changed);
    (row, news)
}

async fn write(
    ctx: &Ctx,
    tx: &Tx,
    row: &FactRow,
    (action, verdict): (&str, &Verdict),
    news: &serde_json::Value,
) -> Result<(), Problem> {
    let unit_id = match row.subject {
        FactSubject::Unit(id) => Some(id),
        FactSubject::Government | FactSubject::Agency(_) => None,
    };
    store::insert(ctx, tx, row, unit_id).await?;
    topics::publish(ctx, tx, FACT_CHANGED, news).await?;
    let detail = json!({
        "subject": row.subject.as_str(), "agency": row.agency_id, "unit": unit_id, "name": row.name,
        "value": row.value, "from": row.from_on, "until": row.until_on, "replaces": row.replaces,
    });
    let entry = Entry::new(action, format!("fact/{}", row.uid)).detail(detail).by(verdict);
    audit::write(ctx, tx, entry).await
}

fn news(
    row: &FactRow,
    value: serde_json::Value,
    from_on: Option<NaiveDate>,
    until_on: Option<NaiveDate>,
) -> serde_json::Value {
    let unit_id = match row.subject {
        FactSubject::Unit(id) => Some(id),
        FactSubject::Government | FactSubject::Agency(_) => None,
    };
    json!({
        "subject": row.subject.as_str(), "agency_id": row.agency_id, "unit_id": unit_id, "name": row.name,
        "value": value, "from_on": from_on, "until_on": until_on, "fact": row.uid,
    })
}

fn check_days(from_on: NaiveDate, until_on: Option<NaiveDate>) -> Result<(), Problem> {
    let bad = |field: &str| Problem::invalid("directives.fact_days").on_field(field);
    if !YEARS.contains(&from_on.year()) {
        return Err(bad("from_on"));
    }
    match until_on {
        Some(until) if until < from_on || !YEARS.contains(&until.year()) => Err(bad("until_on")),
        _ => Ok(()),
    }
}

fn refused(ctx: &Ctx, new: &NewFact, fault: FactFault) -> Problem {
    let say = Say(ctx);
    let problem = match fault {
        FactFault::Unknown => Problem::invalid("directives.fact_unknown").on_field("name"),
        FactFault::Derived => Problem::invalid("directives.fact_derived").on_field("name"),
        FactFault::OfAnother(of) => {
            let whose = match of {
                FactOf::Region => "directives-fact-of-region",
                FactOf::Agency => "directives-fact-of-agency",
                FactOf::Unit => "directives-fact-of-unit",
            };
            Problem::invalid("directives.fact_of_another")
                .on_field("subject")
                .with("whose", ctx.text(whose, &[]))
        }
        FactFault::DoesNotFit(kind) => {
            let said = |value: FactValue| say.fact_value(&new.name, &value);
            let expected = match kind {
                FactKind::Flag => [true, false].map(|flag| said(flag.into())).join(", "),
                FactKind::Choice(words) => {
                    words.iter().map(|word| said((*word).into())).collect::<Vec<_>>().join(", ")
                }
                FactKind::Integer { min, max } => format!("{min}–{max}"),
            };
            Problem::invalid("directives.fact_does_not_fit").on_field("value").with("expected", expected)
        }
    };
    problem.with("name", say.fact(&new.name)).with("value", say.fact_value(&new.name, &new.value))
}

/// Where a subject sits.
pub(crate) struct Place {
    pub(crate) agency_id: Option<i64>,
    pub(crate) resource: Resource,
}

impl Place {
    async fn of(ctx: &Ctx, subject: FactSubject) -> Result<Self, Problem> {
        let agency_id = match subject {
            FactSubject::Government => None,
            FactSubject::Agency(id) => Some(id),
            FactSubject::Unit(id) => {
                let unit = directory::units(ctx, None).await?.into_iter().find(|unit| unit.id == id);
                let missing = || Problem::invalid("directives.unit_missing").on_field("subject");
                Some(unit.ok_or_else(missing)?.agency_id)
            }
        };
        let is_missing = |problem: &Problem| problem.kind == ProblemKind::Missing;
        Self::in_agency(ctx, agency_id).await.map_err(|problem| match is_missing(&problem) {
            true => Problem::invalid("directives.agency_missing").on_field("subject"),
            false => problem,
        })
    }

    async fn of_row(ctx: &Ctx, row: &FactRow) -> Result<Self, Problem> {
        Self::in_agency(ctx, row.agency_id).await
    }

    async fn in_agency(ctx: &Ctx, agency_id: Option<i64>) -> Result<Self, Problem> {
        let resource = match agency_id {
            None => ctx.whole_government(),
            Some(id) => ctx.in_agency(&directory::agency(ctx, id).await?.path),
        };
        Ok(Self { agency_id, resource })
    }
}
