//! What the heads report: fifty confirm, one corrects, one district signs after the inspection began.

use super::{Browser, Story};
use crate::stories::reading::{all_between, between, hidden};
use std::sync::Arc;
use tokio::task::JoinSet;

/// How many heads click at the same time.
const AT_ONCE: usize = 4;

/// One head: what it does needs nothing else of the story.
struct Head {
    browser: Browser,
    room: String,
    id: String,
}

/// Signs in, opens the room and confirms what it shows.
async fn confirms(mut head: Head) {
    let page = head.browser.page(&head.room).await;
    let recap = hidden(&page, "recap");
    let fields = [("agency", head.id.as_str()), ("recap", recap.as_str())];
    head.browser.done(&format!("{}/konfirmasi", head.room), &fields).await;
}

pub(super) async fn of_fifty_heads(story: &Story) {
    let clients: Vec<usize> = (0..story.built.desk.plans.len())
        .filter(|&agency| agency != story.absent && agency != story.late && agency != story.wrong.0)
        .collect();
    assert!(clients.len() + 2 >= 50, "fifty heads and the leader are clients: {}", clients.len());
    let (at, password) = (story.at, Arc::new(story.built.desk.password.clone()));
    let mut running = JoinSet::new();
    for (minute, agency) in (0..).zip(clients) {
        if running.len() >= AT_ONCE {
            running.join_next().await.unwrap().unwrap();
        }
        story.at_minute(2 + minute / 4);
        let (login, password) = (story.head(agency), Arc::clone(&password));
        let (room, id) = (story.room.clone(), story.id(agency));
        running.spawn(async move {
            let browser = Browser::signed_in(at, &login, &password).await;
            confirms(Head { browser, room, id }).await;
        });
    }
    while let Some(done) = running.join_next().await {
        done.unwrap();
    }
    answers(story).await;
}

/// Villages paid and villages in all; a part larger than the whole is not taken.
async fn answers(story: &Story) {
    let agency = story.agency("DPMD");
    let mut head = story.browser(&story.head(agency)).await;
    let (id, question) = (story.id(agency), format!("j_{}_{}", story.id(agency), story.questions.0));
    let whole = format!("{question}_w");
    assert!(head.page(&story.room).await.contains(&question));
    let too_many = [("agency", id.as_str()), (question.as_str(), "238"), (whole.as_str(), "237")];
    let answer = head.post(&story.path("jawaban"), &too_many).await;
    assert_eq!((answer.status, answer.text().contains("value=\"238\"")), (422, true), "what was typed stays");
    let paid = [("agency", id.as_str()), (question.as_str(), "202"), (whole.as_str(), "237")];
    head.done(&story.path("jawaban"), &paid).await;
    // Nobody answers for another agency.
    let other = story.id(story.agency("DINSOS"));
    let foreign = [("agency", other.as_str()), (question.as_str(), "1"), (whole.as_str(), "1")];
    assert_eq!(head.post(&story.path("jawaban"), &foreign).await.status, 403);
}

/// The head objects, the officer writes the new version, the head confirms it.
pub(super) async fn of_a_head_who_corrects(story: &Story) {
    story.at_minute(20);
    let (desk, (agency, person)) = (&story.built.desk, story.wrong);
    let (id, code) = (story.id(agency), desk.plans[agency].code.clone());
    let mut head = story.browser(&story.head(agency)).await;
    let first = hidden(&head.page(&story.room).await, "recap");
    let reason = [("agency", id.as_str()), ("reason", "Surat izinnya baru sampai pagi ini.")];
    head.done(&story.path("pembetulan"), &reason).await;
    let mut personnel = story.browser("bkd").await;
    // The desk offers it only as long as no correction is open.
    let opens = story.path("pembetulan/buka");
    if personnel.page(&story.room).await.contains(&opens) {
        personnel.done(&opens, &[("agency", &id)]).await;
    }
    assert!(!personnel.page(&story.room).await.contains(&opens), "the correction is open");

    let sheet = format!("/rekap/{code}/2020-05-26");
    let mut officer = story.browser(&format!("petugas.{}", code.to_lowercase())).await;
    let page = officer.page(&sheet).await;
    let name = &desk.staff.people[person].name;
    let row = page.split("<tr class=\"stack\">").find(|row| row.contains(&desk.number(person).unwrap()));
    let key = between(row.unwrap_or_else(|| panic!("{name} is on the sheet")), "name=\"s_", "\"");
    let field = format!("s_{key}");
    officer.done(&sheet, &[("seal", &hidden(&page, "seal")), (&field, "excused")]).await;
    signs(&mut officer, &sheet, &desk.password).await;

    let old = [("agency", id.as_str()), ("recap", first.as_str())];
    assert_eq!(head.post(&story.path("konfirmasi"), &old).await.status, 409, "there is a newer version");
    let second = hidden(&head.page(&story.room).await, "recap");
    assert_ne!(first, second);
    head.done(&story.path("konfirmasi"), &[("agency", &id), ("recap", &second)]).await;
}

async fn signs(officer: &mut Browser, sheet: &str, password: &str) {
    let seal = hidden(&officer.page(sheet).await, "seal");
    officer.done(&format!("{sheet}/tanda-tangan"), &[("seal", &seal), ("password", password)]).await;
}

/// The office is under water: everybody of the district is excused, which the head brings late.
pub(super) async fn of_a_district_that_signs_late(story: &Story) {
    story.at_minute(30);
    let (desk, agency) = (&story.built.desk, story.late);
    let sheet = format!("/rekap/{}/2020-05-26", desk.plans[agency].code);
    let mut head = story.browser(&story.head(agency)).await;
    let room = head.page(&story.room).await;
    assert!(!room.contains("name=\"recap\""), "without a signed recap there is nothing to confirm");
    let mut officer = story.browser("petugas").await;
    let page = officer.page(&sheet).await;
    let people = all_between(&page, "<select name=\"s_", "\"");
    let seal = hidden(&page, "seal");
    let fields: Vec<String> = people.iter().map(|person| format!("s_{person}")).collect();
    let mut form = vec![("seal", seal.as_str())];
    form.extend(fields.iter().map(|field| (field.as_str(), "excused")));
    officer.done(&sheet, &form).await;
    signs(&mut officer, &sheet, &desk.password).await;
    let recap = hidden(&head.page(&story.room).await, "recap");
    let id = story.id(agency);
    head.done(&story.path("konfirmasi"), &[("agency", &id), ("recap", &recap)]).await;
}
