use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const WEEKDAYS_ENGLISH: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MINUTES_PER_DAY: u32 = 24 * 60;

/// Returns a date with its weekday: `Selasa, 26 Mei 2020`.
pub fn date_long(on: NaiveDate) -> String {
    format!("{}, {}", weekday_name(on), date_short(on))
}

/// Returns a date: `26 Mei 2020`.
pub fn date_short(on: NaiveDate) -> String {
    format!("{} {}", on.day(), month_long(on))
}

/// Returns the month of a date: `Mei 2020`.
pub fn month_long(on: NaiveDate) -> String {
    format!("{} {}", MONTHS[on.month0() as usize], on.year())
}

/// Returns the weekday of a date: `Selasa`.
pub fn weekday_name(on: NaiveDate) -> &'static str {
    WEEKDAYS[on.weekday().num_days_from_monday() as usize]
}

/// Returns a date with its weekday in English: `Tuesday, 26 May 2020`.
pub fn date_long_english(on: NaiveDate) -> String {
    format!("{}, {}", weekday_name_english(on), date_short_english(on))
}

/// Returns a date in English: `26 May 2020`.
pub fn date_short_english(on: NaiveDate) -> String {
    format!("{} {}", on.day(), month_long_english(on))
}

/// Returns the month of a date in English: `May 2020`.
pub fn month_long_english(on: NaiveDate) -> String {
    format!("{} {}", MONTHS_ENGLISH[on.month0() as usize], on.year())
}

/// Returns the weekday of a date in English: `Tuesday`.
pub fn weekday_name_english(on: NaiveDate) -> &'static str {
    WEEKDAYS_ENGLISH[on.weekday().num_days_from_monday() as usize]
}

/// Returns a time of day as Indonesian screens show it, seconds cut off: `07.30`.
pub fn clock(time: NaiveTime) -> String {
    clock_of_minutes(time.hour() * 60 + time.minute())
}

/// Returns minutes after midnight as a time of day: `07.30`. Minutes past the day wrap to the next.
pub fn clock_of_minutes(minutes: u32) -> String {
    let minutes = minutes % MINUTES_PER_DAY;
    format!("{:02}.{:02}", minutes / 60, minutes % 60)
}

/// Returns a time of day as English screens show it, seconds cut off: `07:30`.
pub fn clock_english(time: NaiveTime) -> String {
    clock(time).replace('.', ":")
}

/// Returns minutes after midnight as an English time of day: `07:30`.
pub fn clock_of_minutes_english(minutes: u32) -> String {
    clock_of_minutes(minutes).replace('.', ":")
}
