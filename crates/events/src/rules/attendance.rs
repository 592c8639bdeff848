//! When people may write themselves into an attendance list.

use crate::model::EventState;
use chrono::{DateTime, TimeDelta, Utc};

/// The list opens so long before the event begins.
const OPENS_BEFORE_MINUTES: i64 = 60;

/// How an attendance list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListState {
    /// It opens later.
    NotYet {
        /// When.
        opens_at: DateTime<Utc>,
    },
    /// People may write themselves in.
    Open,
    /// The event is over.
    Over,
    /// The event is not allowed, or not any more.
    NotAllowed,
}

/// Returns how the list of an event stands: open from an hour before it begins until it ends.
pub(crate) fn list_state(
    state: EventState,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> ListState {
    let opens_at = starts_at - TimeDelta::minutes(OPENS_BEFORE_MINUTES);
    match state {
        EventState::Held => ListState::Over,
        EventState::Allowed if now < opens_at => ListState::NotYet { opens_at },
        EventState::Allowed if now <= ends_at => ListState::Open,
        EventState::Allowed => ListState::Over,
        _ => ListState::NotAllowed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn it_is_open_from_an_hour_before_until_the_end_and_not_a_second_longer() {
        let ask = |now| list_state(EventState::Allowed, at(600), at(720), now);
        let second = TimeDelta::seconds(1);
        assert_eq!(ask(at(540) - second), ListState::NotYet { opens_at: at(540) });
        assert_eq!(ask(at(540)), ListState::Open);
        assert_eq!(ask(at(720)), ListState::Open);
        assert_eq!(ask(at(720) + second), ListState::Over);
    }

    #[test]
    fn only_an_allowed_event_has_an_open_list() {
        for state in EventState::ALL {
            let found = list_state(*state, at(600), at(720), at(610));
            assert_eq!(found == ListState::Open, *state == EventState::Allowed, "{state}");
        }
    }
}
