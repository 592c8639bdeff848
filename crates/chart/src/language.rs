use chrono::{Datelike, NaiveDate};
use siaga_civil::{
    Ratio, date_short, date_short_english, month_long, month_long_english, thousands, thousands_english,
};

/// The language of days and numbers that the picture itself writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// `4 Jun`, `98,39 %`, `1.200`.
    Indonesian,
    /// `4 Jun`, `98.39 %`, `1,200`.
    English,
}

impl Language {
    pub(crate) fn date(self, on: NaiveDate) -> String {
        match self {
            Self::Indonesian => date_short(on),
            Self::English => date_short_english(on),
        }
    }

    pub(crate) fn month(self, on: NaiveDate) -> String {
        let name = match self {
            Self::Indonesian => month_long(on),
            Self::English => month_long_english(on),
        };
        name.chars().take(3).collect()
    }

    pub(crate) fn day_month(self, on: NaiveDate) -> String {
        format!("{} {}", on.day(), self.month(on))
    }

    pub(crate) fn number(self, number: i64) -> String {
        match self {
            Self::Indonesian => thousands(number),
            Self::English => thousands_english(number),
        }
    }

    pub(crate) fn ratio(self, ratio: Ratio) -> String {
        match self {
            Self::Indonesian => ratio.to_string(),
            Self::English => ratio.english(),
        }
    }

    pub(crate) fn decimal_mark(self) -> char {
        match self {
            Self::Indonesian => ',',
            Self::English => '.',
        }
    }
}
