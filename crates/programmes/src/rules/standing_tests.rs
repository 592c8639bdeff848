//! The cases of `standing.toml`, and what holds for all of them.

use super::due::Timing;
use super::standing::{Facts, Measure, ReportFact, Standing, standing};
use crate::model::MonthPlan;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    why: String,
    on: NaiveDate,
    recorded: Option<NaiveDate>,
    target: Option<i64>,
    budget: Option<i64>,
    #[serde(default)]
    reports: Vec<Report>,
    state: String,
    reason: String,
    #[serde(default)]
    remarks: Vec<String>,
    measured: Option<NaiveDate>,
    planned: Option<i64>,
    real: Option<i64>,
    real_permille: Option<i64>,
    spent_permille: Option<i64>,
    #[serde(default)]
    missing: Vec<u32>,
    #[serde(default)]
    late: Vec<u32>,
}

#[derive(Deserialize)]
struct Report {
    month: u32,
    version: Option<i32>,
    real: i64,
    spent: i64,
    made: NaiveDate,
}

fn stands(case: &Case, on: NaiveDate) -> Standing {
    let reports: Vec<ReportFact> = case
        .reports
        .iter()
        .map(|report| ReportFact {
            month: report.month,
            version: report.version.unwrap_or(1),
            real: report.real,
            spent_rupiah: report.spent,
            made_on: report.made,
        })
        .collect();
    let facts = Facts {
        year: 2020,
        target: case.target.unwrap_or(120),
        budget_rupiah: case.budget.unwrap_or(1000),
        months: &MonthPlan::default(),
        recorded_on: case.recorded.unwrap_or(NaiveDate::from_ymd_opt(2020, 1, 2).unwrap()),
        reports: &reports,
    };
    standing(&facts, Measure { due_day: 5, tolerance_permille: 50 }, on)
}

fn cases() -> Vec<Case> {
    toml::from_str::<Table>(include_str!("../../tests/cases/standing.toml")).unwrap().case
}

#[test]
fn every_case_stands_as_told() {
    for case in cases() {
        let found = stands(&case, case.on);
        let told = format!("{} ({}): {found:?}", case.name, case.why);
        assert_eq!(found.state.as_str(), case.state, "{told}");
        let reasons: Vec<String> = found.reasons.iter().map(|reason| format!("{reason:?}")).collect();
        assert_eq!(reasons[0], case.reason, "{told}");
        assert_eq!(&reasons[1..], case.remarks, "{told}");
        let same = |expected: Option<i64>, found: Option<i64>| expected.is_none() || expected == found;
        assert!(case.measured.is_none_or(|on| on == found.measured_on), "{told}");
        assert!(same(case.planned, Some(found.planned)), "{told}");
        assert!(same(case.real, Some(found.real)), "{told}");
        assert!(same(case.real_permille, found.real_permille), "{told}");
        assert!(same(case.spent_permille, found.spent_permille), "{told}");
        assert_eq!(found.missing().map(|one| one.0).collect::<Vec<_>>(), case.missing, "{told}");
        assert_eq!(found.late().map(|one| one.0).collect::<Vec<_>>(), case.late, "{told}");
        if case.target == Some(0) {
            assert_eq!(
                (found.real_permille, found.planned_permille, found.spent_permille),
                (None, None, None)
            );
        }
    }
}

#[test]
fn months_add_up_to_the_whole_on_every_day_of_three_years() {
    let first = NaiveDate::from_ymd_opt(2019, 1, 1).unwrap();
    for case in cases() {
        for on in first.iter_days().take_while(|on| on.year() < 2022) {
            let found = stands(&case, on);
            let real: i64 = found.months.iter().map(|month| month.real_added).sum();
            let planned: i64 = found.months.iter().map(|month| month.planned_added).sum();
            assert_eq!((real, planned), (found.real, found.planned), "{} on {on}", case.name);
        }
    }
}

#[test]
fn a_report_counts_from_the_day_it_was_made() {
    let case = &cases()[6];
    let before = stands(case, NaiveDate::from_ymd_opt(2020, 4, 14).unwrap());
    assert_eq!((before.real, before.last_month), (0, None));
    assert!(matches!(before.months[3].timing, Timing::InTime), "it is known now that it came in time");
}
