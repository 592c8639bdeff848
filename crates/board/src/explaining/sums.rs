//! The number above and the sum of the rows below it.

use siaga_platform::explain::{ExplainedRow, Explanation};

/// A number and what its rows add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sum {
    /// What stands above.
    pub(crate) number: i64,
    /// What the rows make; too large for the number's own type only in broken data.
    pub(crate) of_rows: i128,
}

impl Sum {
    pub(crate) fn is_equal(self) -> bool {
        i128::from(self.number) == self.of_rows
    }

    /// Returns the sum of the rows for showing it; beyond the largest number it is cut.
    pub(crate) fn shown(self) -> i64 {
        i64::try_from(self.of_rows).unwrap_or(if self.of_rows < 0 { i64::MIN } else { i64::MAX })
    }
}

/// Both sums of an explanation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Of the numbers; nothing where no row has one, because then rows are no parts.
    pub(crate) number: Option<Sum>,
    /// Of what the numbers are counted out of.
    pub(crate) of: Option<Sum>,
}

impl Sums {
    /// Returns the sums of an explanation.
    pub(crate) fn of(explanation: &Explanation) -> Self {
        let sum = |number: Option<i64>, part: fn(&ExplainedRow) -> Option<i64>| {
            let parts: Vec<i64> = explanation.rows.iter().filter_map(part).collect();
            if parts.is_empty() {
                return None;
            }
            Some(Sum { number: number?, of_rows: parts.into_iter().map(i128::from).sum() })
        };
        Self { number: sum(explanation.number, |row| row.number), of: sum(explanation.of, |row| row.of) }
    }

    pub(crate) fn are_equal(self) -> bool {
        [self.number, self.of].into_iter().flatten().all(Sum::is_equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: Option<i64>, rows: &[Option<i64>]) -> Sums {
        let row = |number: &Option<i64>| ExplainedRow { number: *number, ..ExplainedRow::default() };
        Sums::of(&Explanation { number, rows: rows.iter().map(row).collect(), ..Explanation::default() })
    }

    #[test]
    fn rows_that_make_the_number_are_equal_and_one_more_or_less_is_not() {
        assert!(of(Some(3), &[Some(1), Some(2)]).are_equal());
        assert!(of(Some(3), &[Some(1), None, Some(2)]).are_equal());
        for rows in [[Some(1), Some(1)], [Some(2), Some(2)]] {
            assert!(!of(Some(3), &rows).are_equal());
        }
    }

    #[test]
    fn what_has_no_number_or_no_parts_is_not_summed() {
        assert_eq!(of(None, &[Some(1)]).number, None);
        assert_eq!(of(Some(3), &[]).number, None);
        assert_eq!(of(Some(3), &[None, None]).number, None);
        assert!(!of(Some(3), &[Some(0)]).are_equal());
    }

    #[test]
    fn numbers_beyond_the_largest_one_are_told_apart() {
        let sums = of(Some(i64::MAX), &[Some(i64::MAX), Some(1)]);
        assert!(!sums.are_equal());
        assert_eq!(sums.number.unwrap().shown(), i64::MAX);
    }
}
