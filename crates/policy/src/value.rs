//! Values as a law file writes them and as a rule reads them.

use std::fmt;

/// A value as the file wrote it, before the declaration of its parameter gives it a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawValue {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A text in quotes, also a time or a span.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

/// A checked value of a parameter.
///
/// # Shape
/// `Minutes` is a time of day in minutes since midnight. In a `Span` the end may be smaller than the
/// start: the span then ends on the next day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number, also a permille.
    Integer(i64),
    /// A time of day.
    Minutes(i32),
    /// A span of the day; the end is exclusive.
    Span {
        /// First minute inside.
        start_minute: i32,
        /// First minute after it.
        end_minute: i32,
    },
    /// A text, also a choice.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

/// A span of the day in minutes since midnight.
///
/// # Shape
/// The end is exclusive and may be smaller than the start: the span then ends on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DaySpan {
    /// First minute inside.
    pub start_minute: i32,
    /// First minute after it.
    pub end_minute: i32,
}

/// Minutes in a civil day: 24 × 60.
pub const MINUTES_PER_DAY: i32 = 1440;

impl DaySpan {
    /// Returns whether the span ends on the day after its start.
    pub fn crosses_midnight(self) -> bool {
        self.end_minute < self.start_minute
    }

    /// Returns the length of the span in minutes.
    pub fn length_minutes(self) -> i32 {
        let length = self.end_minute - self.start_minute;
        if self.crosses_midnight() { length + MINUTES_PER_DAY } else { length }
    }
}

impl Value {
    /// Returns the flag, or `None` for a value of another kind.
    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Returns the whole number (also of a permille), or `None` for a value of another kind.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the time of day in minutes since midnight, or `None` for a value of another kind.
    pub fn as_minutes(&self) -> Option<i32> {
        match self {
            Value::Minutes(minutes) => Some(*minutes),
            _ => None,
        }
    }

    /// Returns the span of the day, or `None` for a value of another kind.
    pub fn as_span(&self) -> Option<DaySpan> {
        match self {
            Value::Span { start_minute, end_minute } => {
                Some(DaySpan { start_minute: *start_minute, end_minute: *end_minute })
            }
            _ => None,
        }
    }

    /// Returns the text (also of a choice), or `None` for a value of another kind.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the items of a list, or `None` for a value of another kind.
    pub fn as_list(&self) -> Option<&[String]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Flag(flag) => write!(f, "{flag}"),
            Value::Integer(number) => write!(f, "{number}"),
            Value::Minutes(minutes) => write_clock(f, *minutes),
            Value::Span { start_minute, end_minute } => {
                write_clock(f, *start_minute)?;
                f.write_str("-")?;
                write_clock(f, *end_minute)
            }
            Value::Text(text) => f.write_str(text),
            Value::List(items) => f.write_str(&items.join(", ")),
        }
    }
}

impl fmt::Display for RawValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RawValue::Flag(flag) => write!(f, "{flag}"),
            RawValue::Integer(number) => write!(f, "{number}"),
            RawValue::Text(text) => write!(f, "\"{text}\""),
            RawValue::List(items) => write!(f, "[{}]", items.join(", ")),
        }
    }
}

fn write_clock(f: &mut fmt::Formatter<'_>, minutes: i32) -> fmt::Result {
    write!(f, "{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Reads `HH:MM` as minutes since midnight; `24:00` is refused.
pub(crate) fn read_time_of_day(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let hours: i32 = hours.parse().ok()?;
    let minutes: i32 = minutes.parse().ok()?;
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Reads `HH:MM-HH:MM`; equal ends are refused because they could mean nothing or a whole day.
pub(crate) fn read_span(text: &str) -> Option<Value> {
    let (start, end) = text.split_once('-')?;
    let start_minute = read_time_of_day(start)?;
    let end_minute = read_time_of_day(end)?;
    (start_minute != end_minute).then_some(Value::Span { start_minute, end_minute })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_of_day_has_two_digits_each_and_ends_before_midnight() {
        assert_eq!(read_time_of_day("00:00"), Some(0));
        assert_eq!(read_time_of_day("07:30"), Some(450));
        assert_eq!(read_time_of_day("23:59"), Some(1439));
        for wrong in ["24:00", "07:60", "7:30", "07.30", "", "07:3", "+7:30", "07:30:00"] {
            assert_eq!(read_time_of_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn span_may_cross_midnight_but_has_a_length() {
        let night = read_span("22:00-06:00").and_then(|value| value.as_span()).unwrap();
        assert!(night.crosses_midnight());
        assert_eq!(night.length_minutes(), 480);
        let office = read_span("07:30-16:00").and_then(|value| value.as_span()).unwrap();
        assert!(!office.crosses_midnight());
        assert_eq!(office.length_minutes(), 510);
        assert_eq!(read_span("07:30-07:30"), None);
        assert_eq!(read_span("07:30"), None);
    }

    #[test]
    fn values_print_as_the_file_writes_them() {
        assert_eq!(read_span("22:00-06:05").unwrap().to_string(), "22:00-06:05");
        assert_eq!(Value::Minutes(900).to_string(), "15:00");
        assert_eq!(Value::List(vec!["a".into(), "b".into()]).to_string(), "a, b");
    }
}
