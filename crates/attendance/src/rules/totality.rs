//! Properties that hold for every combination of inputs.

use super::*;
use crate::model::{
    AbsenceKind, DayEvidence, Duty, ExpectedDay, OffReason, PaperStatus, PunchMark, PunchSource, ScanWindow,
    StatusKind, WorkHours,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use siaga_arrangements::ReportState;

fn duties() -> impl Strategy<Value = Duty> {
    let mut all = vec![Duty::Office, Duty::Home, Duty::Elsewhere];
    all.extend(OffReason::ALL.map(Duty::Off));
    prop::sample::select(all)
}

fn days() -> impl Strategy<Value = ExpectedDay> {
    let hours = (0..1440_i32, 0..900_i32, prop::option::of((0..1440_i32, 0..120_i32)), 0..120_i32, 0..60_i32);
    let due = prop::option::of(0..9_u64);
    (duties(), prop::option::of(hours), any::<bool>(), any::<bool>(), 0..600_i32, any::<bool>(), due)
        .prop_map(
            |(duty, hours, scan_required, recap_accepted, double_press_seconds, is_before_records, due)| {
                ExpectedDay {
                    on: NaiveDate::MIN,
                    report_due_on: due.map(|days| NaiveDate::MIN + Days::new(days)),
                    duty,
                    hours: hours.map(|(start_minute, length, rest, flexible_minutes, grace_minutes)| {
                        WorkHours {
                            start_minute,
                            end_minute: start_minute + length,
                            rest: rest.map(|(from, length)| (from, from + length)),
                            flexible_minutes,
                            grace_minutes,
                            window: ScanWindow {
                                from_minute: start_minute - 90,
                                until_minute: start_minute + length + 120,
                            },
                        }
                    }),
                    scan_required,
                    recap_accepted,
                    double_press_seconds,
                    is_before_records,
                    reasons: Vec::new(),
                }
            },
        )
}

fn marks() -> impl Strategy<Value = Vec<PunchMark>> {
    let mark = (0..172_800_i32, prop::sample::select(PunchSource::ALL.to_vec()))
        .prop_map(|(second, source)| PunchMark { second, source });
    prop::collection::vec(mark, 0..5).prop_map(|mut marks| {
        marks.sort_unstable();
        marks
    })
}

proptest! {
    #[test]
    fn every_day_has_a_status(
        expected in days(),
        marks in marks(),
        paper in prop::option::of(prop::sample::select(PaperStatus::ALL.to_vec())),
        absence in prop::option::of(prop::sample::select(AbsenceKind::ALL.to_vec())),
        decided in prop::option::of(prop::sample::select(StatusKind::ALL.to_vec())),
        mut excused in prop::collection::vec((0..1440_i32, 0..2880_i32), 0..4),
        report in prop::option::of(prop::sample::select(ReportState::ALL.to_vec())),
        elapsed_minutes in -10..20_000_i32,
    ) {
        excused.sort_unstable();
        let evidence = DayEvidence { marks: &marks, paper, absence, excused_spans: &excused, report, decided };
        let day = day_status(&expected, &evidence, elapsed_minutes);
        let status = day.value;
        prop_assert!(status.late_minutes >= 0 && status.early_minutes >= 0);
        prop_assert!(!day.reasons.is_empty());
        let has_hours = matches!(status.kind, StatusKind::Present | StatusKind::WorkFromHome);
        prop_assert!(has_hours || (status.late_minutes == 0 && status.early_minutes == 0));
        let is_arranged = expected.duty == Duty::Off(OffReason::Arranged) && expected.hours.is_some();
        let gives_way = is_arranged && (decided.is_some() || absence.is_some());
        let is_off = (matches!(expected.duty, Duty::Off(_)) && !gives_way) || expected.hours.is_none();
        prop_assert!(!is_off || status.kind == StatusKind::Off);
        let decided_off = decided == Some(StatusKind::Off);
        prop_assert!(is_off || decided_off || status.kind != StatusKind::Off);
        if status.kind == StatusKind::Unexcused {
            let signed = paper == Some(PaperStatus::Unexcused) || decided == Some(StatusKind::Unexcused);
            prop_assert!(signed, "nobody signed that the day is unexcused");
        }
        if let Some(due_on) = expected.report_due_on {
            let is_awaited = i64::from(elapsed_minutes) < ((due_on - expected.on).num_days() + 1) * 1440;
            let asks = |code: &str| day.findings.iter().any(|finding| finding.code == code);
            let asks_report = asks("work_report_missing") || asks("work_report_sent_back");
            prop_assert!(!is_awaited || !asks_report, "the report is still awaited");
        }
        if let Some(hours) = expected.hours && elapsed_minutes <= hours.window.until_minute {
            prop_assert_eq!(status.early_minutes, 0, "the day is not over");
        }
    }

    #[test]
    fn a_day_does_not_change_once_it_is_over(
        expected in days(),
        marks in marks(),
        later in 0..100_000_i32,
    ) {
        let evidence = DayEvidence { marks: &marks, ..DayEvidence::default() };
        let over = expected.hours.map_or(0, |hours| hours.window.until_minute + 1);
        let due = expected.report_due_on.map_or(0, |due_on| (due_on - expected.on).num_days() + 1);
        let over = over.max(i32::try_from(due * 1440).unwrap());
        prop_assert_eq!(
            day_status(&expected, &evidence, over),
            day_status(&expected, &evidence, over + later)
        );
    }
}
