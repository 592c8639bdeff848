//! Who heads a unit on a day.

use super::placement::covers;
use crate::model::Capacity;
use chrono::NaiveDate;

/// Holds what the rule must know of a post that heads a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeadPost {
    /// Who holds it.
    pub(crate) employee_id: i64,
    /// In what capacity.
    pub(crate) capacity: Capacity,
    /// First day.
    pub(crate) from_on: NaiveDate,
    /// Last day, inclusive.
    pub(crate) until_on: Option<NaiveDate>,
}

/// Returns the place in the list of the post whose holder heads the unit on the day.
///
/// A daily acting officer (Plh.) stands in for a holder who is away; a definitive holder comes before an
/// acting one (Plt.), whose task ends with the appointment. Of equals the newest appointment heads; an acting
/// post ends by itself after its last day.
pub(crate) fn head_on(posts: &[HeadPost], on: NaiveDate) -> Option<usize> {
    posts
        .iter()
        .enumerate()
        .filter(|(_, post)| covers(post.from_on, post.until_on, on))
        .max_by_key(|(place, post)| (precedence(post.capacity), post.from_on, *place))
        .map(|(place, _)| place)
}

/// Returns which capacity comes first when several hold on one day; the largest does.
fn precedence(capacity: Capacity) -> u8 {
    match capacity {
        Capacity::Acting => 0,
        Capacity::Definitive => 1,
        Capacity::DailyActing => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(employee_id: i64, capacity: Capacity, from: &str, until: &str) -> HeadPost {
        let until_on = (!until.is_empty()).then(|| until.parse().unwrap());
        HeadPost { employee_id, capacity, from_on: from.parse().unwrap(), until_on }
    }

    fn head(posts: &[HeadPost], on: &str) -> Option<i64> {
        head_on(posts, on.parse().unwrap()).map(|place| posts[place].employee_id)
    }

    #[test]
    fn a_daily_acting_head_begins_and_ends_by_itself() {
        let posts = [
            post(1, Capacity::Definitive, "2019-01-01", ""),
            post(2, Capacity::DailyActing, "2020-05-26", "2020-05-28"),
        ];
        assert_eq!(head(&posts, "2020-05-25"), Some(1));
        assert_eq!(head(&posts, "2020-05-26"), Some(2));
        assert_eq!(head(&posts, "2020-05-28"), Some(2));
        assert_eq!(head(&posts, "2020-05-29"), Some(1));
    }

    #[test]
    fn an_acting_head_of_a_vacant_post_leaves_it_vacant_after_the_last_day() {
        let posts = [
            post(1, Capacity::Definitive, "2019-01-01", "2020-02-29"),
            post(2, Capacity::Acting, "2020-03-01", "2020-05-31"),
        ];
        assert_eq!(head(&posts, "2020-02-29"), Some(1));
        assert_eq!(head(&posts, "2020-03-01"), Some(2));
        assert_eq!(head(&posts, "2020-05-31"), Some(2));
        assert_eq!(head(&posts, "2020-06-01"), None);
    }

    #[test]
    fn an_appointment_comes_before_an_acting_head_who_was_not_ended() {
        let posts = [
            post(1, Capacity::Definitive, "2020-04-15", ""),
            post(2, Capacity::Acting, "2020-03-01", "2020-05-31"),
        ];
        assert_eq!(head(&posts, "2020-04-14"), Some(2));
        assert_eq!(head(&posts, "2020-04-15"), Some(1));
    }

    #[test]
    fn the_newest_of_two_appointments_heads() {
        let posts = [
            post(2, Capacity::Definitive, "2020-05-01", ""),
            post(1, Capacity::Definitive, "2019-01-01", ""),
        ];
        assert_eq!(head(&posts, "2020-04-30"), Some(1));
        assert_eq!(head(&posts, "2020-05-01"), Some(2));
        assert_eq!(head(&[], "2020-05-01"), None);
    }
}
