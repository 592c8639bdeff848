//! How a service stands on a day: of the recorded states that speak of the day, the newest wins.

use crate::status::{ServiceStatus, StatusFact, StatusOn};
use chrono::{DateTime, NaiveDate, Utc};

/// Returns the state on a day, until when it stays so, and what follows.
///
/// # Shape
/// `facts` come in the order of recording. Where none speaks of the day the service is open.
pub(crate) fn standing(facts: &[StatusFact], on: NaiveDate, known_at: Option<DateTime<Utc>>) -> StatusOn {
    let known: Vec<&StatusFact> =
        facts.iter().filter(|fact| known_at.is_none_or(|known_at| fact.made_at <= known_at)).collect();
    let winner = winner(&known, on);
    let now = state(&known, winner);
    // Nothing can change but where a state begins or the day after one ends.
    let begins = known.iter().map(|fact| fact.from_on);
    let ends = known.iter().filter_map(|fact| fact.until_on?.succ_opt());
    let mut edges: Vec<NaiveDate> = begins.chain(ends).filter(|edge| *edge > on).collect();
    edges.sort_unstable();
    let is_same = |edge: &NaiveDate| {
        let then = self::winner(&known, *edge);
        then == winner || (now == ServiceStatus::Open && state(&known, then) == ServiceStatus::Open)
    };
    let turn = edges.into_iter().find(|edge| !is_same(edge));
    StatusOn {
        status: now,
        fact: winner.map(|place| known[place].clone()),
        holds_until: turn.and_then(|turn| turn.pred_opt()),
        next: turn.map(|turn| state(&known, self::winner(&known, turn))),
    }
}

fn winner(facts: &[&StatusFact], on: NaiveDate) -> Option<usize> {
    facts.iter().rposition(|fact| fact.covers(on))
}

fn state(facts: &[&StatusFact], place: Option<usize>) -> ServiceStatus {
    place.map_or(ServiceStatus::Open, |place| facts[place].status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ServiceStatus::{Closed, Limited, Open};
    use uuid::Uuid;

    fn fact(number: u128, status: ServiceStatus, from_on: &str, until_on: &str) -> StatusFact {
        let hour = u8::try_from(number).unwrap();
        StatusFact {
            uid: Uuid::from_u128(number),
            status,
            reason: String::new(),
            place: String::new(),
            address: String::new(),
            from_on: day(from_on),
            until_on: (!until_on.is_empty()).then(|| day(until_on)),
            made_name: String::new(),
            made_at: format!("2020-05-01T{hour:02}:00:00Z").parse().unwrap(),
            is_late: false,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn told(facts: &[StatusFact], on: &str) -> (ServiceStatus, Option<String>, Option<ServiceStatus>) {
        let found = standing(facts, day(on), None);
        (found.status, found.holds_until.map(|on| on.to_string()), found.next)
    }

    #[test]
    fn a_service_nobody_spoke_of_is_open_without_end() {
        assert_eq!(told(&[], "2020-05-10"), (Open, None, None));
    }

    #[test]
    fn a_state_holds_from_its_first_to_its_last_day() {
        let facts = [fact(1, Closed, "2020-05-10", "2020-05-12")];
        assert_eq!(told(&facts, "2020-05-09"), (Open, Some("2020-05-09".to_owned()), Some(Closed)));
        assert_eq!(told(&facts, "2020-05-10"), (Closed, Some("2020-05-12".to_owned()), Some(Open)));
        assert_eq!(told(&facts, "2020-05-12"), (Closed, Some("2020-05-12".to_owned()), Some(Open)));
        assert_eq!(told(&facts, "2020-05-13"), (Open, None, None));
    }

    #[test]
    fn of_overlapping_states_the_newest_recorded_wins_and_ends_the_other_early() {
        let facts = [fact(1, Closed, "2020-05-01", ""), fact(2, Limited, "2020-05-10", "2020-05-20")];
        assert_eq!(told(&facts, "2020-05-05"), (Closed, Some("2020-05-09".to_owned()), Some(Limited)));
        assert_eq!(told(&facts, "2020-05-10"), (Limited, Some("2020-05-20".to_owned()), Some(Closed)));
        assert_eq!(told(&facts, "2020-05-21"), (Closed, None, None));
        let corrected = [facts[0].clone(), facts[1].clone(), fact(3, Open, "2020-05-01", "")];
        assert_eq!(told(&corrected, "2020-05-15"), (Open, None, None));
        assert_eq!(told(&corrected, "2020-04-30"), (Open, None, None), "open follows open");
    }

    #[test]
    fn what_was_recorded_later_is_not_known_before() {
        let facts = [fact(1, Closed, "2020-05-01", ""), fact(2, Open, "2020-05-01", "")];
        let known_at = Some("2020-05-01T01:30:00Z".parse().unwrap());
        assert_eq!(standing(&facts, day("2020-05-05"), known_at).status, Closed);
        let before = Some("2020-05-01T00:59:59Z".parse().unwrap());
        assert_eq!(standing(&facts, day("2020-05-05"), before), StatusOn::default());
    }

    #[test]
    fn the_last_day_of_the_calendar_does_not_overflow() {
        let mut last = fact(1, Closed, "2020-05-01", "");
        last.until_on = Some(NaiveDate::MAX);
        assert_eq!(standing(&[last], day("2020-05-02"), None).holds_until, None);
    }
}
