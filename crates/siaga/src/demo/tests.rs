//! The whole day, built in process on both engines.

use super::build::{Built, DAY, build};
use super::drill;
use super::fates::PEOPLE_OF_THE_DAY;
use super::marker::{self, Chapter};
use super::steps::Steps;
use crate::program::{self, Place};
use crate::recap_text;
use chrono::Days;
use siaga_attendance::{RecapAnswer, RecapBy, RecapQuestion, ReportState, StatusKind, recap};
use siaga_directives::{CircularState, FactFilter, circulars, fact_rows};
use siaga_events::{EventFilter, EventState, event_list};
use siaga_inspection::{InspectionState, inspection_list};
use siaga_platform::SystemClock;
use siaga_platform::db;
use siaga_platform::db::DatabaseUrl;
use siaga_programmes::{ProgrammeState, innovations, progress_of_all};
use siaga_services::{ServiceFilter, ServiceStatus, desk_days, services};
use siaga_testkit::each_db;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn the_day_comes_out_as_it_was_reported() {
    each_db(|db| async move {
        let database = match &db.url {
            DatabaseUrl::SqliteFile(_) => None,
            DatabaseUrl::Postgres(address) => Some(address.clone()),
        };
        let place = Place { folder: db.folder().to_owned(), database };
        let built = build(&place, PEOPLE_OF_THE_DAY, &mut Steps::begin()).await.unwrap();
        check_figures(&built).await;
        check_room(&built).await;
        drill::down_a_thousand_times(&built.ctx, DAY).await;
        assert_eq!(marker::read(&place).unwrap().unwrap().chapter, Chapter::Ready);
        let again = build(&place, PEOPLE_OF_THE_DAY, &mut Steps::begin()).await;
        assert!(again.is_err(), "data that are there are never built over");
        built.ctx.app.db.clone().close().await;
    })
    .await;
}

async fn check_figures(built: &Built) {
    let question = RecapQuestion::day(DAY);
    let by_agency = recap(&built.ctx, &question).await.unwrap();
    let rate = by_agency.total.attendance();
    assert_eq!(rate.to_string(), "98,39 %");
    let sum = |of: fn(&siaga_attendance::Figure) -> i64| -> i64 {
        by_agency.rows.iter().map(|row| of(&row.figure)).sum()
    };
    assert_eq!(sum(|figure| figure.tally.attended()), rate.numerator);
    assert_eq!(sum(|figure| figure.obliged), rate.denominator);
    assert_eq!(by_agency.rows.len(), 52);
    assert_eq!(built.samples.len(), 10);

    let by_person = recap(&built.ctx, &RecapQuestion { by: RecapBy::Person, ..question }).await.unwrap();
    assert_eq!(by_person.total, by_agency.total);
    let named = recap_text::named(&by_person, "Belum ada catatan", StatusKind::NoRecord);
    let without_record = names_of(&by_person, StatusKind::NoRecord);
    assert_eq!(i64::try_from(without_record.len()).unwrap(), by_agency.total.without_record());
    assert!(!without_record.is_empty() && without_record.iter().all(|name| named.contains(name.as_str())));
    assert!(!names_of(&by_person, StatusKind::Unexcused).is_empty());
    assert!(by_agency.reports.iter().any(|report| report.state == ReportState::Waiting));
    check_phones_and_papers(built).await;
    check_outlook(built).await;
    assert!(recap_text::table(&by_agency).contains("98,39 %"));
}

/// Whoever looks beyond the day finds services, a zone, a draft to try and events.
async fn check_outlook(built: &Built) {
    let leader = built.desk.cast.sample("sekda").unwrap();
    let all = services(leader, &ServiceFilter::on(DAY)).await.unwrap();
    let of = |status: ServiceStatus| all.iter().filter(|service| service.status.status == status).count();
    assert_eq!(all.len(), 10);
    assert_eq!(
        (of(ServiceStatus::Limited), of(ServiceStatus::OnlineOnly), of(ServiceStatus::Open)),
        (3, 2, 5)
    );
    let needs = desk_days(leader, None, DAY, DAY).await.unwrap();
    assert_eq!(needs.iter().map(|desk| desk.morning_min).sum::<u16>(), 3 + 1 + 2 + 4 + 1 + 2 + 1 + 2);
    let drafts = circulars(leader).await.unwrap();
    assert_eq!(drafts.iter().filter(|one| one.state == CircularState::Draft).count(), 1);
    let zones = fact_rows(leader, &FactFilter { on: Some(DAY), ..FactFilter::default() }).await.unwrap();
    assert_eq!(zones.len(), 1);
    let (from_on, until_on) = (DAY, DAY + Days::new(30));
    let filter = EventFilter { from_on, until_on, agency_code: String::new(), state: None };
    let events = event_list(leader, &filter).await.unwrap();
    let states: Vec<EventState> = events.iter().map(|one| one.event.state).collect();
    assert_eq!(states, [EventState::Allowed, EventState::Requested]);
}

/// Phones pressed the button over HTTP, near and far; what was signed has its sheet.
async fn check_phones_and_papers(built: &Built) {
    let count = async |sql: &str| -> i64 { db::scalar(built.ctx.db().reader(), sql, []).await.unwrap() };
    let of_checkins = "select cast(count(*) as bigint) from attendance_checkin where distance_metres";
    assert_eq!(count(&format!("{of_checkins} < 200 and flag is null")).await, 33);
    assert_eq!(count(&format!("{of_checkins} > 3000 and flag = 'far'")).await, 5);
    let signed = "select cast(count(*) as bigint) from attendance_recap where state <> 'draft'";
    assert!(count(signed).await > 20);
    assert_eq!(count(&format!("{signed} and paper_sha256 is null")).await, 0);
}

/// Whoever opens the room sees it in the middle.
async fn check_room(built: &Built) {
    let leader = built.desk.cast.sample("sekda").unwrap();
    let inspection = inspection_list(leader).await.unwrap().pop().unwrap();
    assert_eq!(inspection.state, InspectionState::Open);
    let current = inspection.current_agency_id.unwrap();
    let count = async |sql: &str| -> i64 { db::scalar(built.ctx.db().reader(), sql, []).await.unwrap() };
    let of_agencies = "select cast(count(*) as bigint) from inspection_agency where";
    assert_eq!(count(&format!("{of_agencies} confirmed_at is not null")).await, 22);
    assert!(count(&format!("{of_agencies} joined_at is not null")).await > 40);
    assert_eq!(count(&format!("{of_agencies} agency_id = {current} and confirmed_at is null")).await, 1);
    let notes = "select cast(count(*) as bigint) from inspection_note";
    assert_eq!(count(notes).await, 2);
    let corrected = "select cast(count(*) as bigint) from attendance_recap where version = 2";
    assert_eq!(count(&format!("{corrected} and state = 'signed'")).await, 1);
    let programmes = progress_of_all(leader, DAY, None).await.unwrap();
    assert_eq!(programmes.len(), 12);
    assert!(programmes.iter().any(|one| one.standing.state == ProgrammeState::Behind));
    assert_eq!(innovations(leader).await.unwrap().len(), 3);
}

fn names_of(answer: &RecapAnswer, kind: StatusKind) -> Vec<String> {
    let rows = answer.rows.iter().filter(|row| row.figure.tally.of(kind) > 0);
    rows.filter_map(|row| row.person_name.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn real_data_are_never_touched() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { folder: folder.path().to_owned(), database: None };
    let app = program::assemble(&place, Arc::new(SystemClock), false).await.unwrap();
    let region = siaga_civil::RegionCode::parse("12.18").unwrap();
    siaga_directory::init_government(&app, region, "Kabupaten", siaga_civil::CivilZone::Wib).await.unwrap();
    app.db.clone().close().await;
    let refused = build(&place, PEOPLE_OF_THE_DAY, &mut Steps::begin()).await;
    assert!(refused.is_err_and(|error| error.to_string().contains("sudah ada data")));
    assert_eq!(marker::read(&place).unwrap(), None);
    assert!(super::clock_of(&place).unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn data_of_a_demonstration_say_so_without_the_mark_of_their_folder() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { folder: folder.path().to_owned(), database: None };
    let app = program::assemble(&place, Arc::new(SystemClock), true).await.unwrap();
    program::mark_as_demo(&app.db).await.unwrap();
    app.db.clone().close().await;
    let again = program::assemble(&place, Arc::new(SystemClock), false).await.unwrap();
    assert!(again.demo, "the banner goes with the data");
    again.db.clone().close().await;
}
