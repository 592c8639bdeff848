use chrono::{DateTime, NaiveDateTime, Utc};
use proptest::prelude::*;
use siaga_civil::{CivilZone, ZoneError};

#[test]
fn the_three_zones_are_seven_to_nine_hours_ahead() {
    let at: DateTime<Utc> = "2020-05-26T00:30:00Z".parse().expect("an instant");
    for (name, zone, abbreviation, local) in [
        ("Asia/Jakarta", CivilZone::Wib, "WIB", "2020-05-26T07:30:00"),
        ("Asia/Pontianak", CivilZone::Wib, "WIB", "2020-05-26T07:30:00"),
        ("Asia/Makassar", CivilZone::Wita, "WITA", "2020-05-26T08:30:00"),
        ("Asia/Jayapura", CivilZone::Wit, "WIT", "2020-05-26T09:30:00"),
    ] {
        let local: NaiveDateTime = local.parse().expect("a local time");
        assert_eq!(CivilZone::from_iana(name), Ok(zone));
        assert_eq!(CivilZone::from_iana(zone.iana()), Ok(zone));
        assert_eq!(zone.abbreviation(), abbreviation);
        assert_eq!((zone.local(at), zone.instant(local)), (local, at));
    }
    assert_eq!(CivilZone::ALL.map(|zone| zone.offset_minutes()), [420, 480, 540]);
}

#[test]
fn other_names_are_refused() {
    for name in ["", "WIB", "Asia/Singapore", "asia/jakarta"] {
        let error = ZoneError::Unknown { name: name.to_owned() };
        assert_eq!(error.code(), "zone_unknown");
        assert_eq!(CivilZone::from_iana(name), Err(error));
    }
}

#[test]
fn the_ends_of_the_calendar_do_not_overflow() {
    for zone in CivilZone::ALL {
        assert!(zone.local(DateTime::<Utc>::MAX_UTC) >= DateTime::<Utc>::MAX_UTC.naive_utc());
        assert!(zone.instant(NaiveDateTime::MIN) <= NaiveDateTime::MIN.and_utc());
    }
}

proptest! {
    #[test]
    fn local_and_instant_undo_each_other(seconds in -10_000_000_000..10_000_000_000_i64) {
        let at = DateTime::<Utc>::from_timestamp(seconds, 0).expect("in range");
        for zone in CivilZone::ALL {
            prop_assert_eq!(zone.instant(zone.local(at)), at);
        }
    }
}
