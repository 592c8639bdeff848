//! Which numbers of an open table may be told, so that no person can be found in them.
//!
//! Counts of 1 to 4 are told as "less than 5"; a count that lies 1 to 4 below its whole is told as "more
//! than"; agencies of fewer than ten people have no numbers. What is not told must not follow from a total
//! either: as long as a reader could narrow it down, the smallest number that is still told is hidden too.

/// Counts from 1 up to this are small.
pub(crate) const SMALL_MAX: i64 = 4;
/// Agencies with fewer people than this have no numbers.
pub(crate) const PEOPLE_MIN: i64 = 10;
/// No agency has more people; what is hidden may be anything up to it.
const ANY: i64 = 1_000_000;

/// A number of an open table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// The number itself.
    Told(i64),
    /// From 1 to 4.
    BelowFive,
    /// Above a number, which lies five below the whole.
    Above(i64),
    /// Nothing is told; a reader may know the most that it can be.
    Hidden {
        /// The most that it can be.
        most: i64,
    },
}

impl Cell {
    fn bounds(self) -> Option<(i64, i64)> {
        match self {
            Self::Told(_) => None,
            Self::BelowFive => Some((1, SMALL_MAX)),
            Self::Above(number) => Some((number + 1, number + SMALL_MAX)),
            Self::Hidden { most } => Some((0, most)),
        }
    }
}

/// A row: people obliged, and how many of them attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpenRate {
    pub(crate) obliged: Cell,
    pub(crate) attended: Cell,
}

/// Returns what may be told of rows of (obliged, attended) whose sums are told too.
pub(crate) fn rates(rows: &[(i64, i64)]) -> Vec<OpenRate> {
    let mut cells: Vec<OpenRate> = rows.iter().map(|row| alone(*row)).collect();
    let whole = rows.iter().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    let total = alone(whole);
    let smallest = |cells: &[OpenRate], column: fn(&OpenRate) -> Cell| {
        let told = cells.iter().enumerate().filter(|(_, cell)| matches!(column(cell), Cell::Told(_)));
        told.map(|(index, _)| index).min_by_key(|index| rows[*index].0)
    };
    let narrows = |cells: &[OpenRate], column: fn(&OpenRate) -> Cell, number: fn(&(i64, i64)) -> i64| {
        let told: Vec<Cell> = cells.iter().map(column).collect();
        matches!(column(&total), Cell::Told(_)) && follows(&told, rows.iter().map(number))
    };
    while narrows(&cells, |cell| cell.obliged, |row| row.0) {
        let Some(index) = smallest(&cells, |cell| cell.obliged) else { break };
        let hidden = Cell::Hidden { most: ANY };
        cells[index] = OpenRate { obliged: hidden, attended: hidden };
    }
    while narrows(&cells, |cell| cell.attended, |row| row.1) {
        let Some(index) = smallest(&cells, |cell| cell.attended) else { break };
        // How many were obliged stays told: nobody attended beyond it.
        cells[index].attended = Cell::Hidden { most: rows[index].0 };
    }
    cells
}

/// Returns what may be told of the region alone, or of one agency.
pub(crate) fn alone((obliged, attended): (i64, i64)) -> OpenRate {
    if obliged < PEOPLE_MIN {
        let hidden = Cell::Hidden { most: PEOPLE_MIN - 1 };
        return OpenRate { obliged: hidden, attended: hidden };
    }
    let absent = obliged - attended;
    let attended = match (attended, absent) {
        (1..=SMALL_MAX, _) => Cell::BelowFive,
        (_, 1..=SMALL_MAX) => Cell::Above(obliged - SMALL_MAX - 1),
        _ => Cell::Told(attended),
    };
    OpenRate { obliged: Cell::Told(obliged), attended }
}

/// Returns what may be told of counts whose sum is told elsewhere.
pub(crate) fn counts(numbers: &[i64]) -> Vec<Cell> {
    let small =
        |number: &i64| if (1..=SMALL_MAX).contains(number) { Cell::BelowFive } else { Cell::Told(*number) };
    let mut cells: Vec<Cell> = numbers.iter().map(small).collect();
    while follows(&cells, numbers.iter().copied()) {
        let told = cells.iter().enumerate().filter(|(_, cell)| matches!(cell, Cell::Told(_)));
        let Some(smallest) = told.map(|(index, _)| index).min_by_key(|index| numbers[*index]) else { break };
        cells[smallest] = Cell::Hidden { most: ANY };
    }
    cells
}

/// Returns whether a small number is narrowed down by the sum and the others.
fn follows(cells: &[Cell], numbers: impl Iterator<Item = i64>) -> bool {
    let open: Vec<((i64, i64), i64)> =
        cells.iter().zip(numbers).filter_map(|(cell, number)| Some((cell.bounds()?, number))).collect();
    let sum: i64 = open.iter().map(|one| one.1).sum();
    let least: i64 = open.iter().map(|one| one.0.0).sum();
    let most: i64 = open.iter().map(|one| one.0.1).sum();
    // Numbers that are hidden for the sake of others tell nothing about anybody.
    let small = cells.iter().filter(|cell| !matches!(cell, Cell::Hidden { most } if *most >= PEOPLE_MIN));
    small.filter_map(|cell| cell.bounds()).any(|(own_least, own_most)| {
        let lowest = sum - (most - own_most);
        let highest = sum - (least - own_least);
        lowest > own_least || highest < own_most.min(own_least + SMALL_MAX - 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SMALL_AGENCY: Cell = Cell::Hidden { most: 9 };
    const PARTNER: Cell = Cell::Hidden { most: ANY };

    #[test]
    fn one_row_is_told_suppressed_or_cut_at_the_top() {
        for (row, expected) in [
            ((9, 9), OpenRate { obliged: SMALL_AGENCY, attended: SMALL_AGENCY }),
            ((10, 10), OpenRate { obliged: Cell::Told(10), attended: Cell::Told(10) }),
            ((10, 0), OpenRate { obliged: Cell::Told(10), attended: Cell::Told(0) }),
            ((10, 5), OpenRate { obliged: Cell::Told(10), attended: Cell::Told(5) }),
            ((10, 6), OpenRate { obliged: Cell::Told(10), attended: Cell::Above(5) }),
            ((100, 4), OpenRate { obliged: Cell::Told(100), attended: Cell::BelowFive }),
            ((100, 5), OpenRate { obliged: Cell::Told(100), attended: Cell::Told(5) }),
            ((100, 95), OpenRate { obliged: Cell::Told(100), attended: Cell::Told(95) }),
            ((100, 96), OpenRate { obliged: Cell::Told(100), attended: Cell::Above(95) }),
            ((100, 99), OpenRate { obliged: Cell::Told(100), attended: Cell::Above(95) }),
        ] {
            assert_eq!(alone(row), expected, "{row:?}");
        }
    }

    #[test]
    fn a_single_suppressed_row_takes_the_smallest_other_with_it() {
        let cells = rates(&[(100, 90), (8, 8), (50, 40), (200, 150)]);
        assert_eq!(cells[1].obliged, SMALL_AGENCY);
        assert_eq!(cells[2], OpenRate { obliged: PARTNER, attended: PARTNER });
        assert_eq!(cells[0].attended, Cell::Told(90));
        assert_eq!(cells[3].attended, Cell::Told(150));
    }

    #[test]
    fn two_suppressed_rows_whose_sum_tells_both_take_a_third() {
        // 1 + 1 of at least one each can only be one and one.
        let cells = rates(&[(100, 1), (100, 1), (60, 50), (300, 200)]);
        assert_eq!(cells[0].attended, Cell::BelowFive);
        assert_eq!(cells[2], OpenRate { obliged: Cell::Told(60), attended: Cell::Hidden { most: 60 } });
        assert_eq!(cells[3].attended, Cell::Told(200));
    }

    #[test]
    fn nothing_is_hidden_where_nothing_is_small() {
        let cells = rates(&[(100, 90), (50, 40)]);
        assert_eq!(cells[0], OpenRate { obliged: Cell::Told(100), attended: Cell::Told(90) });
        assert_eq!(counts(&[90, 10, 0]), [Cell::Told(90), Cell::Told(10), Cell::Told(0)]);
        assert_eq!(counts(&[90, 3, 10]), [Cell::Told(90), Cell::BelowFive, PARTNER]);
    }

    proptest! {
        #[test]
        fn no_suppressed_number_follows_from_the_totals(
            rows in prop::collection::vec((0..120_i64, 0..=100_i64), 1..12),
        ) {
            let rows: Vec<(i64, i64)> =
                rows.into_iter().map(|(obliged, percent)| (obliged, obliged * percent / 100)).collect();
            let cells = rates(&rows);
            let columns: [(Vec<Cell>, Vec<i64>); 2] = [
                (cells.iter().map(|cell| cell.obliged).collect(), rows.iter().map(|row| row.0).collect()),
                (cells.iter().map(|cell| cell.attended).collect(), rows.iter().map(|row| row.1).collect()),
            ];
            let total = rows.iter().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
            let total = alone(total);
            for ((column, numbers), total) in columns.into_iter().zip([total.obliged, total.attended]) {
                for (cell, number) in column.iter().zip(&numbers) {
                    if let Cell::Told(told) = cell {
                        prop_assert_eq!(told, number);
                        prop_assert!(!(1..=SMALL_MAX).contains(told));
                    }
                }
                // One number alone would be the total less all others.
                let hidden = column.iter().filter(|cell| cell.bounds().is_some()).count();
                prop_assert!(hidden != 1 || !matches!(total, Cell::Told(_)), "{:?} of {:?}", column, rows);
            }
        }
    }
}
