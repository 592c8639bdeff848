use siaga_civil::{
    Calendar, CalendarDay, CalendarError, CalendarProblem, CalendarRevision, DayOffKind, RevisionChange,
    WorkWeek,
};

use crate::day;

const HEADER: &str = "decree_id,issued_on,date,kind,change,name";

/// Two decrees: the second takes one day of leave away again and is told first.
const TWO_DECREES: &str = "\
decree_id,issued_on,date,kind,change,name
second,2020-03-10,2020-05-22,collective_leave,remove,Cuti
first,2020-01-10,2020-05-21,public_holiday,add,Kenaikan
first,2020-01-10,2020-05-22,collective_leave,add,Cuti
first,2020-01-10,2020-05-23,collective_leave,add,Cuti
";

fn leave(decree: &str) -> CalendarDay {
    CalendarDay::CollectiveLeave { name: "Cuti".to_owned(), decree: decree.to_owned() }
}

#[test]
fn a_revision_is_known_from_its_day_of_issue_on() {
    let calendar = Calendar::from_csv(TWO_DECREES).expect("two decrees");
    let on = |known: Option<&str>| calendar.day(day("2020-05-22"), known.map(day), WorkWeek::FiveDays);
    assert_eq!(on(Some("2020-01-09")), CalendarDay::Working);
    assert_eq!(on(Some("2020-01-10")), leave("first"));
    assert_eq!(on(Some("2020-03-09")), leave("first"));
    assert_eq!(on(Some("2020-03-10")), CalendarDay::Working);
    assert_eq!(on(None), CalendarDay::Working);
    let issued: Vec<_> = calendar.revisions().iter().map(|revision| revision.decree_id.as_str()).collect();
    assert_eq!(issued, ["first", "first", "first", "second"]);
}

#[test]
fn weekends_depend_on_the_week_and_days_off_go_before_them() {
    let calendar = Calendar::from_csv(TWO_DECREES).expect("two decrees");
    let on = |date, week| calendar.day(day(date), None, week);
    assert_eq!(on("2020-05-16", WorkWeek::FiveDays), CalendarDay::Weekend);
    assert_eq!(on("2020-05-16", WorkWeek::SixDays), CalendarDay::Working);
    assert_eq!(on("2020-05-17", WorkWeek::SixDays), CalendarDay::Weekend);
    assert_eq!(on("2020-05-23", WorkWeek::FiveDays), leave("first"));
    assert!(on("2020-05-22", WorkWeek::FiveDays).is_working());
    assert!(!on("2020-05-21", WorkWeek::FiveDays).is_working());
}

#[test]
fn working_days_count_both_ends() {
    let calendar = Calendar::from_csv(TWO_DECREES).expect("two decrees");
    let count = |from, until, week| calendar.working_days_between(day(from), day(until), week, None);
    assert_eq!(count("2020-05-18", "2020-05-22", WorkWeek::FiveDays), 4);
    assert_eq!(count("2020-05-18", "2020-05-24", WorkWeek::SixDays), 4);
    assert_eq!(count("2020-05-11", "2020-05-17", WorkWeek::SixDays), 6);
    assert_eq!(count("2020-05-20", "2020-05-20", WorkWeek::FiveDays), 1);
    assert_eq!(count("2020-05-21", "2020-05-21", WorkWeek::FiveDays), 0);
    assert_eq!(count("2020-05-21", "2020-05-20", WorkWeek::FiveDays), 0);
    let known_on = Some(day("2020-02-01"));
    let before =
        calendar.working_days_between(day("2020-05-18"), day("2020-05-22"), WorkWeek::FiveDays, known_on);
    assert_eq!(before, 3);
}

#[test]
fn a_local_holiday_stands_beside_the_national_days() {
    let local = |date: &str| CalendarRevision {
        decree_id: "regent-7".to_owned(),
        issued_on: day("2020-02-01"),
        date: day(date),
        kind: DayOffKind::PublicHoliday,
        change: RevisionChange::Add,
        name: "Hari Jadi".to_owned(),
    };
    let national = Calendar::from_csv(TWO_DECREES).expect("two decrees");
    let calendar = national.with([local("2020-05-22"), local("2020-05-21")]);
    // The national decree of March takes its leave away, not the local holiday.
    let anniversary =
        CalendarDay::PublicHoliday { name: "Hari Jadi".to_owned(), decree: "regent-7".to_owned() };
    assert_eq!(calendar.day(day("2020-05-22"), None, WorkWeek::FiveDays), anniversary);
    let known_on = Some(day("2020-01-31"));
    assert_eq!(calendar.day(day("2020-05-22"), known_on, WorkWeek::FiveDays), leave("first"));
    let both =
        CalendarDay::PublicHoliday { name: "Kenaikan; Hari Jadi".to_owned(), decree: "regent-7".to_owned() };
    assert_eq!(calendar.day(day("2020-05-21"), None, WorkWeek::FiveDays), both);
    assert_eq!(calendar.days_off(day("2020-05-21"), None).len(), 2);
}

#[test]
fn refusals_name_the_line() {
    let good = "a,2020-01-01,2020-05-01,public_holiday,add,Buruh";
    let again = "b,2020-01-02,2020-05-01,public_holiday,add,Buruh";
    let table = [
        (vec!["x,2020-01-01"], 2, CalendarProblem::Columns, "calendar_columns"),
        (vec![good, "a,2020-01-01"], 3, CalendarProblem::Columns, "calendar_columns"),
        (
            vec![" ,2020-01-01,2020-05-01,public_holiday,add,Buruh"],
            2,
            CalendarProblem::Empty { column: "decree_id" },
            "calendar_empty",
        ),
        (
            vec!["a,2020-01-01,2020-02-31,public_holiday,add,Buruh"],
            2,
            CalendarProblem::Date { column: "date" },
            "calendar_date",
        ),
        (
            vec!["a,kapan,2020-02-01,public_holiday,add,Buruh"],
            2,
            CalendarProblem::Date { column: "issued_on" },
            "calendar_date",
        ),
        (vec!["a,2020-01-01,2020-02-01,holiday,add,B"], 2, CalendarProblem::Kind, "calendar_kind"),
        (vec!["a,2020-01-01,2020-02-01,public_holiday,+,B"], 2, CalendarProblem::Change, "calendar_change"),
        (
            vec![good, "a,2020-01-02,2020-05-02,public_holiday,add,B"],
            3,
            CalendarProblem::TwoIssueDates { first_issued_on: day("2020-01-01") },
            "calendar_two_issue_dates",
        ),
        (vec![good, again], 3, CalendarProblem::AddedTwice, "calendar_added_twice"),
        (
            vec![good, "b,2020-01-02,2020-05-01,collective_leave,remove,Buruh"],
            3,
            CalendarProblem::RemovesNothing,
            "calendar_removes_nothing",
        ),
        (
            vec![good, "b,2019-12-31,2020-05-01,public_holiday,remove,Buruh"],
            3,
            CalendarProblem::RemovesNothing,
            "calendar_removes_nothing",
        ),
    ];
    for (lines, line, problem, code) in table {
        let error = CalendarError { line, problem };
        assert_eq!(error.code(), code);
        assert_eq!(Calendar::from_csv(&format!("{HEADER}\n{}\n", lines.join("\n"))), Err(error));
    }
    for text in ["", "date,kind,name\n", "decree_id,issued_on,date,kind,change\n"] {
        let error = CalendarError { line: 1, problem: CalendarProblem::Header };
        assert_eq!(Calendar::from_csv(text), Err(error), "{text}");
    }
}

#[test]
fn an_empty_calendar_and_one_saved_by_a_spreadsheet_are_read() {
    assert_eq!(Calendar::from_csv(HEADER), Ok(Calendar::default()));
    let saved = format!("\u{feff}{}", TWO_DECREES.replace('\n', "\r\n"));
    assert_eq!(Calendar::from_csv(&saved), Calendar::from_csv(TWO_DECREES));
}

#[test]
fn a_decree_is_told_by_its_title_and_by_our_name_without_one() {
    let calendar = Calendar::from_csv(TWO_DECREES).expect("two decrees");
    let titled = calendar.clone().with_titles("decree_id,title,note\nfirst,\"SKB 1, 2 dan 3\",\n");
    let titled = titled.expect("one title");
    assert_eq!(titled.day(day("2020-05-23"), None, WorkWeek::FiveDays), leave("SKB 1, 2 dan 3"));
    assert_eq!(titled.title("second"), "second");
    let with_more = titled.with([]);
    assert_eq!(with_more.title("first"), "SKB 1, 2 dan 3", "local holidays leave the titles as they are");
    for (text, line, problem) in [
        ("decree_id,title\n", 1, CalendarProblem::TitlesHeader),
        ("decree_id,title,note\nfirst,SKB\n", 2, CalendarProblem::Columns),
        ("decree_id,title,note\nfirst, ,\n", 2, CalendarProblem::Empty { column: "title" }),
        ("decree_id,title,note\nfirst,A,\nfirst,B,\n", 3, CalendarProblem::TitledTwice),
    ] {
        assert_eq!(calendar.clone().with_titles(text), Err(CalendarError { line, problem }), "{text}");
    }
}
