use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{thousands, thousands_english};

/// A rate with both of its numbers, so that what was divided is never lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ratio {
    /// What was counted.
    pub numerator: i64,
    /// Out of how many.
    pub denominator: i64,
}

impl Ratio {
    /// Returns the rate of these two numbers.
    pub fn new(numerator: i64, denominator: i64) -> Self {
        Self { numerator, denominator }
    }

    /// Returns the rate in hundredths of a percent, halves rounded up: 9839 for 98.39 %.
    ///
    /// **Shape.** Nothing when the denominator is zero, or when the result is too large to count.
    pub fn percent_hundredths(&self) -> Option<i64> {
        // A negative divisor is moved up, so that rounding down is the same for all signs.
        let sign = if self.denominator < 0 { -1 } else { 1 };
        let numerator = i128::from(self.numerator) * sign;
        let denominator = i128::from(self.denominator) * sign;
        let doubled = numerator * 2 * 10_000 + denominator;
        let rounded = doubled.checked_div_euclid(denominator * 2)?;
        i64::try_from(rounded).ok()
    }

    /// Returns the rate as English screens show it: `98.39 %`, or `–` when nothing was to be counted.
    pub fn english(&self) -> String {
        self.text('.', thousands_english)
    }

    fn text(&self, decimal_mark: char, whole_text: fn(i64) -> String) -> String {
        let Some(hundredths) = self.percent_hundredths() else {
            return "–".to_owned();
        };
        let sign = if hundredths < 0 { "-" } else { "" };
        let whole = whole_text((hundredths / 100).abs());
        let rest = (hundredths % 100).abs();
        format!("{sign}{whole}{decimal_mark}{rest:02} %")
    }
}

/// Writes the rate as Indonesian screens show it: `98,39 %`, or `–` when nothing was to be counted.
impl fmt::Display for Ratio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(',', thousands))
    }
}
