//! What the filter bar asks: a day, and until when facts were known.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::Deserialize;
use siaga_access::Role;
use siaga_platform::explain::Subject;
use siaga_platform::tile::TileQuestion;
use siaga_platform::{Ctx, Problem};
use std::ops::RangeInclusive;

/// Years of days that offices speak of; outside of them a date is a slip.
const YEARS: RangeInclusive<i32> = 1900..=2200;

/// The fields of the filter bar as they were typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct BoardQuery {
    #[serde(default)]
    pub(crate) tanggal: String,
    #[serde(default)]
    pub(crate) diketahui: String,
    #[serde(default)]
    pub(crate) peran: String,
    #[serde(default)]
    pub(crate) layar: bool,
}

/// What a board shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BoardQuestion {
    pub(crate) tiles: TileQuestion,
    /// Only the tiles of this role of the actor.
    pub(crate) role: Option<Role>,
    /// Tiles only, for a projector.
    pub(crate) is_wall: bool,
}

impl BoardQuestion {
    /// Reads the filter bar; empty fields stand for today and for all that is known now.
    ///
    /// # Errors
    /// `board.day_unreadable`, `board.day_ahead`, `board.known_unreadable`, `board.known_ahead`,
    /// `board.role_unknown`, each on its field.
    pub(crate) fn read(ctx: &Ctx, query: &BoardQuery) -> Result<Self, Problem> {
        let on = day(ctx, &query.tanggal)?;
        let role = match query.peran.trim() {
            "" => None,
            name => Some(Role::parse(name).ok_or_else(|| {
                Problem::invalid("board.role_unknown").on_field("peran").with("role", cut(name))
            })?),
        };
        let known_at = known_at(ctx, &query.diketahui)?;
        Ok(Self { tiles: TileQuestion::new(on, known_at), role, is_wall: query.layar })
    }

    /// Returns the address of a page that is asked the same.
    pub(crate) fn address(&self, ctx: &Ctx, path: &str) -> String {
        let known = self.known_local(ctx).map(|local| local.format("%Y-%m-%dT%H:%M:%S").to_string());
        address(
            path,
            &[
                ("tanggal", &self.tiles.on.to_string()),
                ("diketahui", known.as_deref().unwrap_or_default()),
                ("peran", self.role.map_or("", Role::as_str)),
            ],
        )
    }

    /// Returns until when facts were known as a field of date and time holds it, empty for now.
    pub(crate) fn known_value(&self, ctx: &Ctx) -> String {
        self.known_local(ctx).map_or_else(String::new, |local| local.format("%Y-%m-%dT%H:%M").to_string())
    }

    /// Returns whether news can change what is shown.
    pub(crate) fn is_live(&self) -> bool {
        self.tiles.known_at.is_none()
    }

    fn known_local(&self, ctx: &Ctx) -> Option<NaiveDateTime> {
        self.tiles.known_at.map(|at| ctx.government.zone.local(at))
    }
}

/// Returns a path with a query; empty values are left out.
///
/// A subject is written exactly like the end of an address, so that one escape serves both.
pub(crate) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(Subject::new(path), |subject, (key, value)| subject.with(key, value)).to_string()
}

/// Reads a day that has come; empty is today.
///
/// # Errors
/// `board.day_unreadable`, `board.day_ahead`, on the field `tanggal`.
pub(crate) fn day(ctx: &Ctx, text: &str) -> Result<NaiveDate, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(ctx.today());
    }
    let on = siaga_civil::parse_date(text).ok().filter(|on| YEARS.contains(&on.year())).ok_or_else(|| {
        Problem::invalid("board.day_unreadable").on_field("tanggal").with("text", cut(text))
    })?;
    if on > ctx.today() {
        return Err(Problem::invalid("board.day_ahead").on_field("tanggal").with("day", on));
    }
    Ok(on)
}

/// Reads an instant of the government's clocks; a day alone means its end.
fn known_at(ctx: &Ctx, text: &str) -> Result<Option<DateTime<Utc>>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(|| Some(text.parse::<NaiveDate>().ok()?.and_time(end_of_day())))
        .filter(|local| YEARS.contains(&local.year()));
    let local = local.ok_or_else(|| {
        Problem::invalid("board.known_unreadable").on_field("diketahui").with("text", cut(text))
    })?;
    let at = ctx.government.zone.instant(local);
    // The end of today is not yet over, and still a day that people may name.
    if local.date() > ctx.today() || (at > ctx.now() && local.time() != end_of_day()) {
        return Err(Problem::invalid("board.known_ahead").on_field("diketahui"));
    }
    Ok(Some(at))
}

fn end_of_day() -> NaiveTime {
    NaiveTime::from_hms_opt(23, 59, 59).expect("the last second of a day is a time")
}

fn cut(text: &str) -> String {
    text.chars().take(20).collect()
}
