//! The inspection of Serdang Bedagai through HTTP: the secretary leads, fifty heads are clients of their own.

mod inspection;
mod minutes;
mod reports;
mod watcher;

use super::build::{Built, listen, until_ten};
use super::fates::{Filing, PEOPLE_OF_THE_DAY};
use super::morning::instant;
use super::steps::Steps;
use crate::capabilities;
use crate::stories::browser::Browser;
use crate::stories::world::place;
use siaga_attendance::{RecapAnswer, RecapBy, RecapQuestion, StatusKind, recap};
use siaga_civil::Ratio;
use siaga_platform::web::{self, ServeLimits, WebConfig};
use siaga_testkit::each_db;
use std::net::SocketAddr;
use tokio::sync::watch;

/// What everybody knows about the story.
struct Story {
    built: Built,
    at: SocketAddr,
    /// Address of the room: `/sidak/…`.
    room: String,
    /// Keys of the questions about villages and about aid.
    questions: (String, String),
    /// The agency that never joins.
    absent: usize,
    /// What all others make: attended of obliged.
    heard: Ratio,
    /// The district without a signed recap.
    late: usize,
    /// An agency with somebody wrongly without explanation, and who that is.
    wrong: (usize, usize),
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inspection_of_serdang_bedagai() {
    each_db(|db| async move {
        let built = until_ten(&place(&db), PEOPLE_OF_THE_DAY, &mut Steps::begin()).await.unwrap();
        everybody_files(&built).await;
        let (stop, stopped) = watch::channel(false);
        let config = WebConfig { secure: false, ..WebConfig::default() };
        let router = web::router(built.ctx.app.clone(), &capabilities::all(), config);
        let (at, ended) = listen(router, ServeLimits::PEOPLE, stopped).await.unwrap();
        let mut story = Story::of(built, at).await;
        inspection::nobody_looks_in_from_outside(&story).await;
        let mut leader = story.browser("sekda").await;
        inspection::is_planned(&mut story, &mut leader).await;
        inspection::is_not_for_those_who_are_not_invited(&story, &mut leader).await;
        let watchers = inspection::begins(&story, &mut leader).await;
        reports::of_fifty_heads(&story).await;
        reports::of_a_head_who_corrects(&story).await;
        reports::of_a_district_that_signs_late(&story).await;
        inspection::is_noted(&story, &mut leader).await;
        minutes::are_closed_while_somebody_writes(&story, &mut leader).await;
        minutes::hold_what_was_reported(&story, &mut leader).await;
        minutes::lead_to_tasks(&story, &mut leader).await;
        watchers.saw_what_they_may(&story).await;
        stop.send(true).unwrap();
        ended.await.unwrap();
        story.built.ctx.app.db.clone().close().await;
    })
    .await;
}

/// In the inspection of the report every head had a signed sheet: those with terminals sign one too.
async fn everybody_files(built: &Built) {
    let desk = &built.desk;
    for agency in 0..desk.plans.len() {
        if desk.filings[agency] == Filing::Nothing {
            desk.file_late(agency).await.unwrap();
        }
    }
}

impl Story {
    async fn of(built: Built, at: SocketAddr) -> Self {
        let desk = &built.desk;
        let late = desk.filings.iter().position(|filing| *filing == Filing::Draft).unwrap();
        let people = by_person(&built).await;
        let missing = |agency: usize| {
            let code = &desk.plans[agency].code;
            people
                .rows
                .iter()
                .any(|row| row.agency_code == *code && row.figure.tally.of(StatusKind::Unexcused) > 0)
        };
        let wrong =
            (0..desk.plans.len()).find(|&agency| is_ordinary(&built, agency) && missing(agency)).unwrap();
        let person = (0..desk.mornings.len()).find(|&person| {
            desk.staff.people[person].agency == wrong
                && desk.mornings[person].away == Some(super::fates::Away::Unexcused)
        });
        let question = RecapQuestion { by: RecapBy::Agency, ..RecapQuestion::day(desk.day) };
        let by_agency = recap(&built.ctx, &question).await.unwrap();
        let whole = by_agency.total.attendance();
        assert_eq!(whole.to_string(), "98,39 %", "signing what terminals told changes no figure");
        // Whoever never joins is not heard: the rate of all others is that of the report for one of these.
        let absent = (0..desk.plans.len()).filter(|&agency| agency != wrong && is_ordinary(&built, agency));
        let (absent, heard) = absent
            .map(|agency| {
                let code = &desk.plans[agency].code;
                let row = by_agency.rows.iter().find(|row| row.agency_code == *code).unwrap();
                let own = row.figure.attendance();
                let numerator = whole.numerator - own.numerator;
                (agency, Ratio::new(numerator, whole.denominator - own.denominator))
            })
            .find(|(_, rest)| rest.to_string() == "98,39 %")
            .unwrap();
        let wrong = (wrong, person.unwrap());
        Self { at, room: String::new(), questions: Default::default(), absent, heard, late, wrong, built }
    }

    async fn browser(&self, login: &str) -> Browser {
        Browser::signed_in(self.at, login, &self.built.desk.password).await
    }

    /// Returns the login of the head of an agency.
    fn head(&self, agency: usize) -> String {
        if agency == self.late {
            return "kepala".to_owned();
        }
        format!("kepala.{}", self.built.desk.plans[agency].code.to_lowercase())
    }

    fn agency(&self, code: &str) -> usize {
        self.built.desk.agency(code).unwrap()
    }

    fn id(&self, agency: usize) -> String {
        self.built.desk.settled.agencies[agency].to_string()
    }

    fn path(&self, below: &str) -> String {
        format!("{}/{below}", self.room)
    }

    /// Lets the clock of the story stand at a minute after ten.
    fn at_minute(&self, minute: u32) {
        let desk = &self.built.desk;
        self.built.clock.set(instant(desk.ctx.government.zone, desk.day, 10 * 60 + minute, 0));
    }
}

/// Returns whether nothing else of the story happens to an agency.
fn is_ordinary(built: &Built, agency: usize) -> bool {
    let plan = &built.desk.plans[agency];
    let is_asked = ["SETDA", "DPMD", "DINSOS"].contains(&plan.code.as_str());
    !is_asked && built.desk.filings[agency] == Filing::Countersigned
}

async fn by_person(built: &Built) -> RecapAnswer {
    let question = RecapQuestion { by: RecapBy::Person, ..RecapQuestion::day(built.desk.day) };
    recap(&built.ctx, &question).await.unwrap()
}

/// Returns the names without record or explanation, each with the code of the agency.
async fn absentees(built: &Built) -> Vec<(String, String)> {
    let people = by_person(built).await;
    let is_absent = |kind: StatusKind| matches!(kind, StatusKind::Unexcused | StatusKind::NoRecord);
    let absent = people.rows.into_iter().filter(|row| {
        StatusKind::ALL.into_iter().any(|kind| is_absent(kind) && row.figure.tally.of(kind) > 0)
    });
    absent.filter_map(|row| Some((row.agency_code.clone(), row.person_name?))).collect()
}
