//! The rate of the agencies heard so far.

use siaga_civil::Ratio;

/// The figures of one agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) is_heard: bool,
    pub(crate) attended: i64,
    pub(crate) obliged: i64,
}

/// What is known so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SoFar {
    /// Attended / obliged of the agencies heard.
    pub(crate) rate: Ratio,
    pub(crate) heard: i64,
    pub(crate) invited: i64,
}

/// Adds the agencies heard up; those not heard count among the invited only.
pub(crate) fn so_far(parts: impl IntoIterator<Item = Part>) -> SoFar {
    let mut sum = SoFar { rate: Ratio::new(0, 0), heard: 0, invited: 0 };
    for part in parts {
        sum.invited += 1;
        if part.is_heard {
            sum.heard += 1;
            sum.rate.numerator += part.attended;
            sum.rate.denominator += part.obliged;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(is_heard: bool, attended: i64, obliged: i64) -> Part {
        Part { is_heard, attended, obliged }
    }

    #[test]
    fn only_agencies_heard_count() {
        let table: [(&[Part], &str, i64, i64); 5] = [
            (&[], "–", 0, 0),
            (&[part(false, 9, 10)], "–", 0, 1),
            (&[part(true, 9, 10), part(false, 0, 100)], "90,00 %", 1, 2),
            (&[part(true, 9, 10), part(true, 10, 10)], "95,00 %", 2, 2),
            (&[part(true, 0, 0)], "–", 1, 1),
        ];
        for (parts, rate, heard, invited) in table {
            let sum = so_far(parts.iter().copied());
            assert_eq!((sum.rate.to_string().as_str(), sum.heard, sum.invited), (rate, heard, invited));
        }
    }

    #[test]
    fn serdang_bedagai_grows_to_98_39() {
        let parts = [part(true, 3_000, 3_050), part(true, 2_989, 3_037)];
        assert_eq!(so_far(parts).rate.to_string(), "98,39 %");
    }
}
