use chrono::NaiveTime;
use proptest::prelude::*;
use siaga_civil::{
    DateError, clock, clock_english, clock_of_minutes, clock_of_minutes_english, date_long,
    date_long_english, date_short, date_short_english, month_long, month_long_english, parse_date,
};

use crate::day;

#[test]
fn the_first_day_after_lebaran_is_written_in_both_languages() {
    let on = day("2020-05-26");
    assert_eq!([date_long(on), date_short(on)], ["Selasa, 26 Mei 2020", "26 Mei 2020"]);
    assert_eq!([date_long_english(on), date_short_english(on)], ["Tuesday, 26 May 2020", "26 May 2020"]);
    assert_eq!([month_long(on), month_long_english(on)], ["Mei 2020", "May 2020"]);
    assert_eq!(date_long(day("2021-06-25")), "Jumat, 25 Juni 2021");
    assert_eq!(date_short(day("2020-12-01")), "1 Desember 2020");
    assert_eq!(date_long(day("2020-05-24")), "Minggu, 24 Mei 2020");
}

#[test]
fn clocks_cut_seconds_and_wrap_at_midnight() {
    let time = |text: &str| text.parse::<NaiveTime>().expect(text);
    assert_eq!(clock(time("07:30:59")), "07.30");
    assert_eq!(clock_english(time("00:00:00")), "00:00");
    assert_eq!([clock_of_minutes(450), clock_of_minutes_english(450)], ["07.30", "07:30"]);
    assert_eq!(
        [clock_of_minutes(1439), clock_of_minutes(1440), clock_of_minutes(1470)],
        ["23.59", "00.00", "00.30"]
    );
}

#[test]
fn all_forms_of_import_cells_are_read() {
    for text in [
        "2020-05-26",
        "26-05-2020",
        "26/05/2020",
        "26/5/2020",
        " 26 Mei 2020 ",
        "26  MEI  2020",
        "Selasa, 26 Mei 2020",
    ] {
        assert_eq!(parse_date(text), Ok(day("2020-05-26")), "{text}");
    }
    for (text, on) in [
        ("1 Pebruari 1980", "1980-02-01"),
        ("3 Nop. 1999", "1999-11-03"),
        ("17 Agt 1999", "1999-08-17"),
        ("31 Des 1999", "1999-12-31"),
        ("2020-2-9", "2020-02-09"),
        ("29/02/2020", "2020-02-29"),
    ] {
        assert_eq!(parse_date(text), Ok(day(on)), "{text}");
    }
}

#[test]
fn days_that_do_not_exist_are_told_apart_from_texts_that_are_no_date() {
    for (text, numbers) in [
        ("31 Februari 2020", (31, 2, 2020)),
        ("31-02-2020", (31, 2, 2020)),
        ("2020-02-31", (31, 2, 2020)),
        ("29/02/2021", (29, 2, 2021)),
        ("05/26/2020", (5, 26, 2020)),
        ("00-01-2020", (0, 1, 2020)),
    ] {
        let (day, month, year) = numbers;
        assert_eq!(parse_date(text), Err(DateError::Impossible { day, month, year }), "{text}");
    }
    for text in [
        "kemarin",
        "26-05-20",
        "26052020",
        "26 May 2020",
        "2020/05/26",
        "26-05/2020",
        "26-05-2020-1",
        "43977",
        "-1-05-2020",
        "026-05-2020",
        "26 Mei",
        "Hari, 26 Mei 2020",
        "2020-05-2020",
        "２６-05-2020",
    ] {
        assert_eq!(parse_date(text), Err(DateError::Unreadable), "{text}");
    }
    assert_eq!(parse_date("  "), Err(DateError::Empty));
    assert_eq!(DateError::Impossible { day: 31, month: 2, year: 2020 }.code(), "date_impossible");
    assert_eq!([DateError::Unreadable.code(), DateError::Empty.code()], ["date_unreadable", "date_empty"]);
}

proptest! {
    #[test]
    fn every_written_date_is_read_again(days in 0..73_000_u64) {
        let on = day("1900-01-01") + chrono::Days::new(days);
        for text in [date_short(on), date_long(on), on.to_string()] {
            prop_assert_eq!(parse_date(&text), Ok(on));
        }
        for form in ["%d-%m-%Y", "%d/%m/%Y", "%-d/%-m/%Y"] {
            prop_assert_eq!(parse_date(&on.format(form).to_string()), Ok(on));
        }
    }
}
