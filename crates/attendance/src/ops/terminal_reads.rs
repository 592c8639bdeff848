//! Terminals as officers and auditors see them.

use super::day_law::day_params;
use super::ingest::FELL_SILENT;
use super::terminals::{own_terminal, place_of};
use crate::params;
use crate::store::journal::{self, Event};
use crate::store::terminal_views::{self as views, BadLineRow, PunchRow, TerminalRow};
use crate::terminal::{TerminalState, ZoneForm};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use siaga_access::Action;
use siaga_civil::RegionCode;
use siaga_directory::{Agency, agencies};
use siaga_platform::{Ctx, Law, Problem};
use siaga_policy::Question;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub use crate::store::terminal_views::{CommandRow, EventRow, UploadRow, UserRow};

/// Rows of each list on the page of a terminal.
const SHOWN: i64 = 50;
/// Longest raw line that is shown.
const SHOWN_LINE_BYTES: usize = 500;

/// A terminal in a list.
#[derive(Debug, Clone)]
pub struct Terminal {
    /// Serial number in the case as sent.
    pub serial: String,
    /// Name for people.
    pub name: String,
    /// Where it stands.
    pub state: TerminalState,
    /// Its agency.
    pub agency: Option<Agency>,
    /// Agencies that share PINs with it.
    pub pin_group: String,
    /// Zone of the site.
    pub utc_offset_minutes: i32,
    /// How the zone is spelled to it.
    pub zone_form: ZoneForm,
    /// Version of the protocol.
    pub push_version: Option<String>,
    /// Version of its program.
    pub firmware: Option<String>,
    /// When it first called.
    pub first_seen_at: DateTime<Utc>,
    /// When it last called.
    pub seen_at: DateTime<Utc>,
    /// From where it last called.
    pub seen_address: String,
    /// Seconds by which its clock is ahead, when that is beyond the tolerance.
    pub drift_seconds: Option<i64>,
    /// Whether it is accepted and has been silent for too long.
    pub is_silent: bool,
    /// Punches that it says it holds.
    pub device_records: Option<i64>,
    /// Templates and pictures that were refused.
    pub refused_biometrics: i64,
    /// Punches that wait for a person.
    pub held: i64,
    /// Lines that could not be read.
    pub bad_lines: i64,
    /// Signs of two terminals under one serial number or of deleted punches.
    pub oddities: i64,
}

/// A line that could not be read, with its raw text.
#[derive(Debug, Clone)]
pub struct BadLine {
    /// Why.
    pub reason: String,
    /// The text, its control characters shown as escapes, cut when very long.
    pub raw: String,
}

/// Everything about one terminal.
#[derive(Debug, Clone)]
pub struct TerminalDetail {
    /// The terminal.
    pub terminal: Terminal,
    /// Booked punches.
    pub punches: i64,
    /// Last uploads.
    pub uploads: Vec<UploadRow>,
    /// Last unreadable lines.
    pub bad_lines: Vec<BadLine>,
    /// Last events.
    pub events: Vec<EventRow>,
    /// Users at the keypad, those with rights first.
    pub users: Vec<UserRow>,
    /// Last commands.
    pub commands: Vec<CommandRow>,
}

/// A stored punch with the bytes it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPunch {
    /// User number.
    pub pin: String,
    /// Day by the terminal's clock.
    pub punched_on: NaiveDate,
    /// Second of that day.
    pub second_of_day: i32,
    /// 0 in, 1 out, 255 unlabelled.
    pub status: i16,
    /// How the person was recognised.
    pub verify: i16,
    /// Work code, if any.
    pub work_code: Option<String>,
    /// The raw line, byte for byte, without its end.
    pub raw_line: Vec<u8>,
}

/// Returns the terminals that the actor may see: waiting ones first, then by name.
///
/// # Errors
/// As the store says.
pub async fn terminals(ctx: &Ctx) -> Result<Vec<Terminal>, Problem> {
    let agencies = agencies(ctx).await?;
    let rows = views::terminals(ctx.db().reader(), ctx.government.id).await?;
    let silent_before = silent_before(ctx);
    let mut may_see: HashMap<Option<i64>, bool> = HashMap::new();
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        let seen = *may_see.entry(row.agency_id).or_insert_with(|| {
            ctx.may(Action::TerminalView, &place_of(ctx, &agencies, row.agency_id)).permit
        });
        if seen {
            list.push(shown(row, &agencies, silent_before));
        }
    }
    Ok(list)
}

/// Returns everything about one terminal.
///
/// # Errors
/// `attendance.terminal_missing`, `platform.forbidden`.
pub async fn terminal(ctx: &Ctx, serial: &str) -> Result<TerminalDetail, Problem> {
    let known = own_terminal(ctx, serial, Action::TerminalView).await?;
    let reader = ctx.db().reader();
    let row = views::terminal(reader, ctx.government.id, known.id)
        .await?
        .ok_or_else(|| Problem::missing("attendance.terminal_missing"))?;
    let mut bad_lines = Vec::new();
    for line in views::bad_lines(reader, known.id, SHOWN).await? {
        let body = views::body(reader, line.journal_id).await?;
        bad_lines.push(BadLine { raw: raw_text(&body, &line), reason: line.reason });
    }
    Ok(TerminalDetail {
        terminal: shown(row, &agencies(ctx).await?, silent_before(ctx)),
        punches: views::punch_count(reader, known.id).await?,
        uploads: views::uploads(reader, known.id, SHOWN).await?,
        bad_lines,
        events: views::events(reader, known.id, SHOWN).await?,
        users: views::users(reader, known.id, 500).await?,
        commands: views::commands(reader, known.id, SHOWN).await?,
    })
}

/// Returns the stored punches of a terminal on one day with their raw lines, by second and PIN.
///
/// # Shape
/// One day at a time, so that years of punches can be written out without holding them in memory.
///
/// # Errors
/// `attendance.terminal_missing`, `platform.forbidden`; `platform.broken` when a raw line is gone.
pub async fn punches_on(ctx: &Ctx, serial: &str, on: NaiveDate) -> Result<Vec<StoredPunch>, Problem> {
    let known = own_terminal(ctx, serial, Action::TerminalView).await?;
    let reader = ctx.db().reader();
    let rows = views::punches_of_day(reader, known.id, on).await?;
    let mut bodies: HashMap<i64, Vec<u8>> = HashMap::new();
    let mut punches = Vec::with_capacity(rows.len());
    for row in rows {
        let body = match bodies.entry(row.journal_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(views::body(reader, row.journal_id).await?),
        };
        let raw_line = slice(body, row.line_offset, row.line_length);
        let raw_line = raw_line.ok_or_else(|| Problem::broken(MissingLine { punch: row.id }))?.to_vec();
        punches.push(stored(row, raw_line));
    }
    Ok(punches)
}

/// Returns the days on which a terminal has stored punches, earliest first.
///
/// # Errors
/// `attendance.terminal_missing`, `platform.forbidden`.
pub async fn punch_days(ctx: &Ctx, serial: &str) -> Result<Vec<NaiveDate>, Problem> {
    let known = own_terminal(ctx, serial, Action::TerminalView).await?;
    Ok(views::punch_days(ctx.db().reader(), known.id).await?)
}

/// Returns how many terminals are silent, wrong in time or waiting, for the pages that only count.
///
/// # Errors
/// As the store says.
pub async fn terminal_flags(ctx: &Ctx) -> Result<TerminalFlags, Problem> {
    let mut flags = TerminalFlags::default();
    for terminal in terminals(ctx).await? {
        flags.pending += u64::from(terminal.state == TerminalState::Pending);
        flags.silent += u64::from(terminal.is_silent);
        flags.drifting += u64::from(terminal.drift_seconds.is_some());
        flags.odd += u64::from(terminal.oddities > 0);
        flags.held_punches += u64::try_from(terminal.held).unwrap_or(0);
    }
    Ok(flags)
}

/// Counts of what needs a look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TerminalFlags {
    /// Unknown terminals.
    pub pending: u64,
    /// Terminals that say nothing during working hours.
    pub silent: u64,
    /// Terminals with a wrong clock.
    pub drifting: u64,
    /// Terminals with signs of a clone or of deleted punches.
    pub odd: u64,
    /// Punches that wait for a person.
    pub held_punches: u64,
}

/// Writes down which terminals fell silent during working hours and tells open pages.
///
/// # Errors
/// As the store says.
pub(crate) async fn note_silence(ctx: Ctx) -> Result<(), Problem> {
    let Some(before) = silent_before(&ctx) else { return Ok(()) };
    let rows = views::terminals(ctx.db().reader(), ctx.government.id).await?;
    let silent: Vec<Event> = rows
        .iter()
        .filter(|row| TerminalState::parse(&row.state) == TerminalState::Accepted && row.seen_at < before)
        .map(|row| Event {
            terminal_id: row.id,
            journal_id: 0,
            line_offset: 0,
            operation: FELL_SILENT,
            operator: String::new(),
            happened_local: row.seen_at.format("%Y-%m-%d %H:%M:%SZ").to_string(),
            detail: String::new(),
        })
        .collect();
    let tx = ctx.db().begin().await?;
    let new = journal::insert_events(&tx, silent).await?;
    tx.commit().await?;
    if new > 0 {
        tracing::warn!(terminals = new, "terminals fell silent in working hours");
        ctx.app.live.tell("terminals", ctx.government.id);
    }
    Ok(())
}

#[derive(Debug, thiserror::Error)]
#[error("the raw line of punch {punch} is not in the journal")]
struct MissingLine {
    punch: i64,
}

fn stored(row: PunchRow, raw_line: Vec<u8>) -> StoredPunch {
    StoredPunch {
        pin: row.pin,
        punched_on: row.punched_on,
        second_of_day: row.second_of_day,
        status: row.status,
        verify: row.verify,
        work_code: row.work_code,
        raw_line,
    }
}

/// Returns the instant before which an accepted terminal must not have spoken last; none outside of
/// working hours, when terminals may be switched off.
fn silent_before(ctx: &Ctx) -> Option<DateTime<Utc>> {
    let place = &ctx.government.region;
    let minutes = silence_minutes(ctx.law(), place, ctx.today(), ctx.minute_of_day())?;
    Some(ctx.now() - TimeDelta::minutes(minutes))
}

/// Returns after how many minutes a silence is told at a time of a day, by the working week and hours of
/// the place.
fn silence_minutes(law: &Law, place: &RegionCode, on: NaiveDate, minute: i32) -> Option<i64> {
    let question = Question::on(on).at(place);
    let minutes = law.book.ruling(params::TERMINAL_SILENCE_MINUTES, &question)?.integer()?;
    let day = day_params(law, place, on);
    let span = day.hours?;
    let works = law.calendar.day(on, None, day.week).is_working();
    // A silence is told from the middle of working time only, not from the night before it.
    let since_start = i64::from(minute - span.start_minute);
    (works && since_start >= minutes && minute <= span.end_minute).then_some(minutes)
}

fn shown(row: TerminalRow, agencies: &[Agency], silent_before: Option<DateTime<Utc>>) -> Terminal {
    let state = TerminalState::parse(&row.state);
    let agency = row.agency_id.and_then(|id| agencies.iter().find(|agency| agency.id == id));
    let is_silent =
        state == TerminalState::Accepted && silent_before.is_some_and(|before| row.seen_at < before);
    Terminal {
        serial: row.serial,
        name: row.name,
        state,
        agency: agency.cloned(),
        pin_group: row.pin_group,
        utc_offset_minutes: row.utc_offset_minutes,
        zone_form: ZoneForm::parse(&row.zone_spelling).unwrap_or(ZoneForm::Hours),
        push_version: row.push_version,
        firmware: row.firmware,
        first_seen_at: row.first_seen_at,
        seen_at: row.seen_at,
        seen_address: row.seen_address,
        drift_seconds: row.drift_seconds,
        is_silent,
        device_records: row.device_records,
        refused_biometrics: row.refused_biometrics,
        held: row.held,
        bad_lines: row.bad_lines,
        oddities: row.oddities,
    }
}

fn slice(body: &[u8], offset: i32, length: i32) -> Option<&[u8]> {
    let start = usize::try_from(offset).ok()?;
    body.get(start..start.checked_add(usize::try_from(length).ok()?)?)
}

fn raw_text(body: &[u8], line: &BadLineRow) -> String {
    let bytes = slice(body, line.line_offset, line.line_length).unwrap_or_default();
    let cut = &bytes[..bytes.len().min(SHOWN_LINE_BYTES)];
    String::from_utf8_lossy(cut).escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::day_law::tests::six_day_law;

    #[test]
    fn a_silence_is_told_in_the_working_hours_of_the_place() {
        let law = six_day_law();
        let on = |place: &str, day: &str, minute| {
            silence_minutes(&law, &place.parse().unwrap(), day.parse().unwrap(), minute)
        };
        let (saturday, monday) = ("2020-06-06", "2020-06-08");
        assert_eq!(on("12.18", saturday, 10 * 60), Some(30), "six days a week");
        assert_eq!(on("73.73", saturday, 10 * 60), None, "five days a week");
        assert_eq!(on("12.18", monday, 14 * 60 + 30), Some(30));
        assert_eq!(on("12.18", monday, 14 * 60 + 31), None, "offices close at 14.30 in a week of six days");
        assert_eq!(on("73.73", monday, 14 * 60 + 31), Some(30));
        assert_eq!(on("12.18", saturday, 8 * 60 - 1), None, "half an hour has not passed since the start");
        assert_eq!(on("12.18", "2020-06-01", 10 * 60), None, "a public holiday");
    }
}
