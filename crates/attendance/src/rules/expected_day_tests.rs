use super::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, month, day).unwrap()
}

fn law() -> DayParams {
    DayParams {
        week: WorkWeek::FiveDays,
        hours: Some(DaySpan { start_minute: 450, end_minute: 960 }),
        rest: Some(DaySpan { start_minute: 720, end_minute: 780 }),
        flexible_minutes: 0,
        grace_minutes: 0,
        scan_opens_minutes: 90,
        scan_closes_minutes: 120,
        scan_required: true,
        recap_accepted: true,
        double_press_seconds: 60,
        leave_is_obliged: false,
        report: None,
        reasons: Vec::new(),
    }
}

fn holiday() -> CalendarDay {
    CalendarDay::PublicHoliday { name: "Hari Lahir Pancasila".to_owned(), decree: "skb-2020".to_owned() }
}

#[test]
fn a_working_day_has_the_hours_of_law() {
    let found = expected_day(day(5, 26), &CalendarDay::Working, &law(), None);
    assert_eq!(found.duty, Duty::Office);
    let hours = found.hours.unwrap();
    assert_eq!((hours.start_minute, hours.end_minute, hours.rest), (450, 960, Some((720, 780))));
    assert_eq!(hours.window, ScanWindow { from_minute: 360, until_minute: 1080 });
}

#[test]
fn a_public_holiday_names_its_decree() {
    let found = expected_day(day(6, 1), &holiday(), &law(), None);
    assert_eq!(found.duty, Duty::Off(OffReason::PublicHoliday));
    assert_eq!(found.hours, None);
    assert_eq!(&*found.reasons.last().unwrap().circular, "skb-2020");
}

#[test]
fn a_weekday_without_hours_in_law_is_off() {
    let law = DayParams { hours: None, ..law() };
    let found = expected_day(day(5, 30), &CalendarDay::Working, &law, None);
    assert_eq!(found.duty, Duty::Off(OffReason::Weekend));
}

#[test]
fn each_weekday_has_its_parameter() {
    let name = |week, day| hours_parameters(week, day).map(|names| names.0);
    assert_eq!(name(WorkWeek::FiveDays, Weekday::Thu), Some("attendance.hours_mon_thu"));
    assert_eq!(name(WorkWeek::FiveDays, Weekday::Fri), Some("attendance.hours_fri"));
    assert_eq!(name(WorkWeek::FiveDays, Weekday::Sat), None);
    assert_eq!(name(WorkWeek::SixDays, Weekday::Sat), Some("attendance.hours_sat"));
    assert_eq!(name(WorkWeek::SixDays, Weekday::Sun), None);
}

#[test]
fn a_shift_beats_the_hours_of_law() {
    let shift = Shift::new("12345", 480, 900);
    let hours = expected_day(day(5, 26), &CalendarDay::Working, &law(), Some(shift)).hours.unwrap();
    assert_eq!((hours.start_minute, hours.end_minute, hours.rest), (480, 900, None));
}

#[test]
fn a_weekday_without_shift_is_off() {
    let shift = Shift::new("246", 480, 900);
    let tuesday = expected_day(day(5, 26), &CalendarDay::Working, &law(), Some(shift));
    let wednesday = expected_day(day(5, 27), &CalendarDay::Working, &law(), Some(shift));
    assert_eq!(tuesday.duty, Duty::Office);
    assert_eq!(wednesday.duty, Duty::Off(OffReason::NoShift));
}

#[test]
fn only_a_shift_with_sundays_runs_through_a_holiday() {
    let office = Shift::new("12345", 480, 900);
    let ward = Shift::new("1234567", 480, 900);
    assert_eq!(
        expected_day(day(6, 1), &holiday(), &law(), Some(office)).duty,
        Duty::Off(OffReason::PublicHoliday)
    );
    assert_eq!(expected_day(day(6, 1), &holiday(), &law(), Some(ward)).duty, Duty::Office);
}

#[test]
fn hours_of_law_over_midnight_end_on_the_next_day() {
    let law = DayParams { hours: Some(DaySpan { start_minute: 1320, end_minute: 360 }), rest: None, ..law() };
    let hours = expected_day(day(5, 26), &CalendarDay::Working, &law, None).hours.unwrap();
    assert_eq!((hours.start_minute, hours.end_minute), (1320, 1800));
}

#[test]
fn a_scan_between_a_night_and_a_day_counts_once() {
    let night = expected_day(day(5, 26), &CalendarDay::Working, &law(), Some(Shift::new("2", 1200, 1800)));
    let morning = expected_day(day(5, 27), &CalendarDay::Working, &law(), None);
    let mut days = [night, morning];
    part_windows(&mut days);
    let (night, morning) = (days[0].hours.unwrap().window, days[1].hours.unwrap().window);
    assert_eq!(night.until_minute, 1800, "the night keeps its hours of work");
    assert_eq!(morning.from_minute, 361, "the day begins after them");
    let six = 6 * 3600;
    assert!(night.has(86_400 + six) && !morning.has(six));
    assert!(!night.has(86_400 + six + 60) && morning.has(six + 60));
}

#[test]
fn windows_that_do_not_meet_stay_as_they_are() {
    let mut days: Vec<_> =
        (26..29).map(|on| expected_day(day(5, on), &CalendarDay::Working, &law(), None)).collect();
    let before = days.clone();
    part_windows(&mut days);
    assert_eq!(days, before);
}

fn report() -> ReportLaw {
    ReportLaw { due_on: day(5, 27), reasons: Vec::new() }
}

fn arranged(calendar: &CalendarDay, shift: Option<Shift>, place: ArrangedPlace) -> (bool, ExpectedDay) {
    let mut expected = expected_day(day(5, 26), calendar, &law(), shift);
    (arrange(&mut expected, place, Some(&report())), expected)
}

#[test]
fn a_roster_says_where_duty_is_and_law_says_when() {
    let office = expected_day(day(5, 26), &CalendarDay::Working, &law(), None);
    for (place, duty, report_due_on) in [
        (ArrangedPlace::Office, Duty::Office, None),
        (ArrangedPlace::Home, Duty::Home, Some(day(5, 27))),
        (ArrangedPlace::Elsewhere, Duty::Elsewhere, Some(day(5, 27))),
        (ArrangedPlace::Off, Duty::Off(OffReason::Arranged), None),
    ] {
        let (holds, found) = arranged(&CalendarDay::Working, None, place);
        assert!(holds);
        assert_eq!((found.duty, found.report_due_on), (duty, report_due_on), "{place:?}");
        assert_eq!(found.hours, office.hours, "{place:?}");
        assert_eq!(found.scan_required, place == ArrangedPlace::Office, "{place:?}");
    }
}

#[test]
fn a_roster_makes_no_holiday_a_day_of_duty() {
    for place in ArrangedPlace::ALL {
        let (holds, found) = arranged(&holiday(), None, place);
        assert!(!holds, "{place:?}");
        assert_eq!(found, expected_day(day(5, 26), &holiday(), &law(), None), "{place:?}");
        // Tuesday is no day of this shift.
        let (holds, found) = arranged(&CalendarDay::Working, Some(Shift::new("135", 480, 900)), place);
        assert!(!holds, "{place:?}");
        assert_eq!(found.duty, Duty::Off(OffReason::NoShift), "{place:?}");
    }
}

#[test]
fn an_own_shift_keeps_its_hours_at_home() {
    let shift = Some(Shift::new("12345", 480, 900));
    let (_, found) = arranged(&CalendarDay::Working, shift, ArrangedPlace::Home);
    let hours = found.hours.unwrap();
    assert_eq!((found.duty, hours.start_minute, hours.end_minute), (Duty::Home, 480, 900));
}

#[test]
fn a_report_is_awaited_for_working_days_after_the_day() {
    let is_working = |on: NaiveDate| !matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
    // 5 June 2020 is a Friday.
    for (on, due_days, due_on) in [
        (day(6, 5), 0, day(6, 5)),
        (day(6, 5), 1, day(6, 8)),
        (day(6, 3), 3, day(6, 8)),
        (day(6, 6), 1, day(6, 8)),
    ] {
        assert_eq!(report_due_on(on, due_days, is_working), due_on, "{on} {due_days}");
    }
}
