#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod calendar;
mod date_parse;
mod date_text;
mod digits;
mod family_card;
mod money;
mod nik;
mod nip;
mod number_text;
mod number_words;
mod permille;
mod ratio;
mod region;
mod sex;
mod text;
mod zone;

pub use calendar::{
    Calendar, CalendarDay, CalendarError, CalendarProblem, CalendarRevision, DayOffKind, RevisionChange,
    WorkWeek,
};
pub use date_parse::{DateError, parse_date};
pub use date_text::{
    clock, clock_english, clock_of_minutes, clock_of_minutes_english, date_long, date_long_english,
    date_short, date_short_english, month_long, month_long_english, weekday_name, weekday_name_english,
};
pub use family_card::{FamilyCardError, FamilyCardNumber};
pub use money::{Rupiah, RupiahError};
pub use nik::{Nik, NikError};
pub use nip::{Nip, NipError, NipKind};
pub use number_text::{thousands, thousands_english};
pub use number_words::terbilang;
pub use permille::{Permille, PermilleError};
pub use ratio::Ratio;
pub use region::{RegionCode, RegionCodeError, RegionLevel, VillageKind};
pub use sex::{Sex, SexError};
pub use zone::{CivilZone, ZoneError};
