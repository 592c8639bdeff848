//! The order of agencies and whose turn is next.

/// Returns the order after one agency moved up or down by one place; at the end nothing changes.
pub(crate) fn moved(order: &[i64], agency_id: i64, is_up: bool) -> Vec<i64> {
    let mut order = order.to_vec();
    if let Some(place) = order.iter().position(|id| *id == agency_id) {
        let other = if is_up { place.checked_sub(1) } else { Some(place + 1) };
        if let Some(other) = other.filter(|other| *other < order.len()) {
            order.swap(place, other);
        }
    }
    order
}

/// Returns the order after numbers were typed: by number, and as before where numbers are the same.
/// Agencies without a number come last.
pub(crate) fn numbered(order: &[i64], numbers: &[(i64, i32)]) -> Vec<i64> {
    let number = |id: i64| numbers.iter().find(|(agency, _)| *agency == id).map_or(i32::MAX, |found| found.1);
    let mut order = order.to_vec();
    order.sort_by_key(|id| number(*id));
    order
}

/// Returns who is next after the present one among those not heard yet, from the start again at the end.
pub(crate) fn next_turn(order: &[(i64, bool)], current: Option<i64>) -> Option<i64> {
    let after =
        current.and_then(|id| order.iter().position(|(agency, _)| *agency == id)).map_or(0, |at| at + 1);
    let waits = |(agency, is_heard): &&(i64, bool)| !is_heard && Some(*agency) != current;
    order[after..].iter().chain(&order[..after]).find(waits).map(|(agency, _)| *agency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_stops_at_the_ends() {
        assert_eq!(moved(&[1, 2, 3], 2, true), [2, 1, 3]);
        assert_eq!(moved(&[1, 2, 3], 2, false), [1, 3, 2]);
        assert_eq!(moved(&[1, 2, 3], 1, true), [1, 2, 3]);
        assert_eq!(moved(&[1, 2, 3], 3, false), [1, 2, 3]);
        assert_eq!(moved(&[1, 2, 3], 9, true), [1, 2, 3]);
        assert_eq!(moved(&[], 9, true), [0_i64; 0]);
    }

    #[test]
    fn numbers_order_and_ties_stay() {
        assert_eq!(numbered(&[1, 2, 3], &[(1, 9), (2, 1), (3, 1)]), [2, 3, 1]);
        assert_eq!(numbered(&[1, 2, 3], &[(3, -5)]), [3, 1, 2]);
        assert_eq!(numbered(&[1, 2, 3], &[(7, 1)]), [1, 2, 3]);
    }

    #[test]
    fn the_next_turn_passes_over_who_was_heard() {
        let order = [(1, true), (2, false), (3, true), (4, false)];
        assert_eq!(next_turn(&order, None), Some(2));
        assert_eq!(next_turn(&order, Some(2)), Some(4));
        assert_eq!(next_turn(&order, Some(4)), Some(2), "those passed over have their turn again");
        assert_eq!(next_turn(&[(1, true)], Some(1)), None);
        assert_eq!(next_turn(&[(1, false)], Some(1)), None, "the present one is not called again");
        assert_eq!(next_turn(&[], None), None);
        assert_eq!(next_turn(&order, Some(99)), Some(2));
    }
}
