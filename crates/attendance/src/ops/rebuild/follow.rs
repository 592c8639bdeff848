//! Keeps the derived days beside the facts while the server runs.

use super::mark::{note_rebuild, read as read_mark, settle};
use super::roster::{Roster, holder};
use super::{first_of, rebuild_month, refresh_apart};
use crate::ops::day_law::longest_report_wait;
use crate::store::day_facts::{self, Period};
use crate::store::{derived, journal};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Timelike, Utc};
use siaga_civil::WorkWeek;
use siaga_platform::{Ctx, Problem};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// More people than these are not named one by one.
const MOST_NAMED_PEOPLE: usize = 1_000;

/// Days after which nobody waits for a work report any more.
const LONGEST_WAIT_DAYS: i64 = 92;

/// Check-ins that arrived so long before the last one seen are looked at again.
const OVERLAP: TimeDelta = TimeDelta::seconds(5);

/// Refreshes what changed since the last run: new punches, the passing of hours, changes of people.
///
/// # Shape
/// May run twice. The first run takes all punches for new ones.
///
/// # Errors
/// As the store says.
pub(crate) async fn follow(ctx: Ctx) -> Result<(), Problem> {
    let rebuilt = rebuild_after_changes(&ctx).await?;
    let followed = follow_facts(&ctx).await?;
    // What was followed may reach back before everything that is derived.
    let reached_back = followed && rebuild_after_changes(&ctx).await?;
    if rebuilt || followed || reached_back {
        ctx.app.live.tell("board", ctx.government.id);
    }
    Ok(())
}

/// Rebuilds the months that are marked, one transaction each; scans are followed in between.
async fn rebuild_after_changes(ctx: &Ctx) -> Result<bool, Problem> {
    let Some(noted) = read_mark(ctx).await? else { return Ok(false) };
    let today = ctx.today();
    // Before the first fact there is nothing to derive: people are often registered from decades ago on.
    let begin = day_facts::first_day(ctx.db().reader(), ctx.government.id).await?.unwrap_or(today);
    let mut month = first_of(noted.from_on.unwrap_or(begin).max(begin).min(today));
    while month <= today {
        rebuild_month(ctx, month).await?;
        month = month + Months::new(1);
        let rest_from = (month <= today).then_some(month);
        settle(ctx, noted, rest_from).await?;
        if rest_from.is_some() {
            follow_facts(ctx).await?;
        }
    }
    Ok(true)
}

async fn follow_facts(ctx: &Ctx) -> Result<bool, Problem> {
    let passed = follow_hours(ctx).await?;
    let scanned = follow_punches(ctx).await?;
    let checked_in = follow_checkins(ctx).await?;
    Ok(passed || scanned || checked_in)
}

/// Once an hour everybody is judged anew: days begin, days end, and what was missed is found.
async fn follow_hours(ctx: &Ctx) -> Result<bool, Problem> {
    let name = mark(ctx, "hour");
    let now = ctx.government.zone.local(ctx.now());
    let hour = i64::from(now.date().num_days_from_ce()) * 24 + i64::from(now.hour());
    let last = derived::watermark(ctx.db().reader(), &name).await?;
    if last == Some(hour) {
        return Ok(false);
    }
    let today = now.date();
    let last_day = last.and_then(|last| i32::try_from(last / 24).ok());
    let last_day = last_day.and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(today).min(today);
    // A night shift of the day before ends on this day.
    let mut from_on = last_day - Days::new(1);
    if last_day < today {
        from_on = from_on.min(awaited_since(ctx, last_day));
    }
    refresh_apart(ctx, None, from_on, today).await?;
    let tx = ctx.db().begin().await?;
    derived::set_watermark(&tx, &name, hour).await?;
    tx.commit().await?;
    Ok(true)
}

/// Returns the first day whose work report may still have been awaited on a day: since then the wait may
/// have ended.
fn awaited_since(ctx: &Ctx, on: NaiveDate) -> NaiveDate {
    let mut left = longest_report_wait(ctx.law());
    let mut since = on;
    while left > 0 && (on - since).num_days() < LONGEST_WAIT_DAYS {
        // A week of five days reaches back at least as far as one of six.
        let is_working = ctx.law().calendar.day(since, None, WorkWeek::FiveDays).is_working();
        left -= i64::from(is_working);
        since = since - Days::new(1);
    }
    since
}

async fn follow_punches(ctx: &Ctx) -> Result<bool, Problem> {
    let name = mark(ctx, "punch");
    let seen = derived::watermark(ctx.db().reader(), &name).await?.unwrap_or(0);
    if day_facts::last_punch_id(ctx.db().reader()).await? == seen {
        return Ok(false);
    }
    let last = settled_punch_id(ctx).await?;
    // Read outside of the transaction that writes: terminals that upload wait for that one.
    let mut touched = touched_months(ctx, (seen, last)).await?;
    let derived_from = derived::first_month(ctx.db().reader()).await?;
    leave_out_months_without_facts(ctx, derived_from, &mut touched).await?;
    let first = touched.keys().next().copied();
    let earlier = first.filter(|first| derived_from.is_some_and(|month| *first < month));
    for months in touched.into_values() {
        let people: Vec<i64> = months.people.into_iter().collect();
        let named = (people.len() <= MOST_NAMED_PEOPLE).then_some(people.as_slice());
        refresh_apart(ctx, named, months.from_on, months.until_on).await?;
    }
    let tx = ctx.db().begin().await?;
    derived::set_watermark(&tx, &name, last).await?;
    // Days from before the first derived one have people without scans too: nobody judged them so far.
    if let Some(first) = earlier {
        note_rebuild(ctx, &tx, first).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// A scan touches the day before too, since it may end a night shift. Where that day lies in a month before
/// the first fact, and nothing of that month is derived, it stays so: else those who scanned on the first of
/// the next month would be the only ones with days in it.
async fn leave_out_months_without_facts(
    ctx: &Ctx,
    derived_from: Option<NaiveDate>,
    touched: &mut BTreeMap<NaiveDate, Touched>,
) -> Result<(), Problem> {
    let begin = day_facts::first_day(ctx.db().reader(), ctx.government.id).await?;
    let Some(begin) = begin.map(first_of) else { return Ok(()) };
    touched.retain(|month, _| *month >= begin || derived_from.is_some_and(|derived| derived <= *month));
    Ok(())
}

/// Returns the newest punch below which none can become visible any more.
async fn settled_punch_id(ctx: &Ctx) -> Result<i64, Problem> {
    let tx = ctx.db().begin().await?;
    // Whoever writes punches holds the same lock: no smaller id becomes visible after this.
    journal::lock(&tx).await?;
    let last = day_facts::last_punch_id(&*tx).await?;
    tx.commit().await?;
    Ok(last)
}

/// Check-ins have no growing key: those that arrived since the last one seen are taken, and those of
/// the seconds before are counted, because some may have become visible later.
async fn follow_checkins(ctx: &Ctx) -> Result<bool, Problem> {
    let (name, count_name) = (mark(ctx, "checkin"), mark(ctx, "checkin_count"));
    let reader = ctx.db().reader();
    let seen = derived::watermark(reader, &name).await?.unwrap_or(0);
    let counted = derived::watermark(reader, &count_name).await?.unwrap_or(0);
    let today = ctx.today();
    let days = Period::new(ctx.government.id, today - Days::new(2), today);
    let rows = day_facts::arrived_checkins(reader, days, instant(seen) - OVERLAP).await?;
    let Some(last) = rows.iter().map(|row| row.received_at.timestamp_micros()).max() else {
        return Ok(false);
    };
    let overlap = rows.iter().filter(|row| row.received_at > instant(last) - OVERLAP).count();
    let overlap = i64::try_from(overlap).unwrap_or(i64::MAX);
    if (last, overlap) == (seen, counted) {
        return Ok(false);
    }
    let people: BTreeSet<i64> = rows.iter().map(|row| row.employee_id).collect();
    let people: Vec<i64> = people.into_iter().collect();
    let first = rows.iter().map(|row| row.day).min().unwrap_or(today) - Days::new(1);
    refresh_apart(ctx, Some(&people), first, today).await?;
    let tx = ctx.db().begin().await?;
    derived::set_watermark(&tx, &name, last).await?;
    derived::set_watermark(&tx, &count_name, overlap).await?;
    tx.commit().await?;
    Ok(true)
}

fn instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or_default()
}

/// Whose days of a month are touched.
#[derive(Debug)]
struct Touched {
    people: BTreeSet<i64>,
    from_on: NaiveDate,
    until_on: NaiveDate,
}

async fn touched_months(ctx: &Ctx, ids: (i64, i64)) -> Result<BTreeMap<NaiveDate, Touched>, Problem> {
    let rows = day_facts::punched_between(ctx.db().reader(), ids).await?;
    let mut touched: BTreeMap<NaiveDate, Touched> = BTreeMap::new();
    let (Some(first), Some(last)) =
        (rows.iter().map(|row| row.day).min(), rows.iter().map(|row| row.day).max())
    else {
        return Ok(touched);
    };
    let groups: HashMap<i64, String> = day_facts::terminal_groups(ctx.db().reader(), ctx.government.id)
        .await?
        .into_iter()
        .map(|terminal| (terminal.id, terminal.pin_group))
        .collect();
    let roster = Roster::read(ctx, None, first, last).await?;
    for row in rows {
        let Some(pins) = groups.get(&row.owner_id).and_then(|group| roster.pins_of(group)) else { continue };
        let workers: Vec<u32> = row.entries.split(';').filter_map(|pin| holder(pins, pin, row.day)).collect();
        // A scan after midnight may end the night shift of the day before.
        for on in [row.day - Days::new(1), row.day] {
            let month = touched.entry(first_of(on)).or_insert_with(|| Touched {
                people: BTreeSet::new(),
                from_on: on,
                until_on: on,
            });
            month.from_on = month.from_on.min(on);
            month.until_on = month.until_on.max(on);
            month.people.extend(workers.iter().map(|worker| roster.workers[*worker as usize].employee_id));
        }
    }
    touched.retain(|_, month| !month.people.is_empty());
    Ok(touched)
}

/// A database may serve several governments one after the other; each follows for itself.
fn mark(ctx: &Ctx, name: &str) -> String {
    format!("{name}/{}", ctx.government.id)
}
