//! What lies ahead of the day: the risk zone, a drafted circular to look at, two events. Nothing of it decides
//! about the day itself.

use super::morning::instant;
use super::papers::Desk;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use siaga_directives::{FactSubject, Letter, NewCircular, NewFact, draft_circular, record_fact};
use siaga_events::{EventKind, EventPlan, NewEvent, PlacePlan, decide_event, event_sheet, request_event};
use siaga_platform::SimulatedClock;

/// When all of it was written down.
const TOLD_ON: NaiveDate = NaiveDate::from_ymd_opt(2020, 5, 20).expect("a day of the calendar");
/// Since when the zone is what it is.
const ZONE_FROM: NaiveDate = NaiveDate::from_ymd_opt(2020, 5, 18).expect("a day of the calendar");
const INVENTED: &str = "rekaan untuk peragaan";

/// The draft: half of the people at home after a case, three quarters after a cluster.
const LAW: &str = r#"# Konsep peragaan; bukan surat edaran yang pernah ada.
[circular]
id = "12.18/2020-06-02-wfh-kasus"
issuer = "Bupati Serdang Bedagai"
title = "Kerja dari rumah sesudah kasus terkonfirmasi (rekaan)"
scope = { region = "12.18" }
source = "rekaan untuk peragaan"
checked_on = 2020-05-20
verified = false
issued_on = 2020-05-20

[[set]]
parameter = "arrangements.home_share_min"
value = 500
from = 2020-06-02
until = 2020-06-30
when = "case_state == 'case'"
silent_where = "case_state == 'none'"
article = "angka 1"

[[set]]
parameter = "arrangements.home_share_min"
value = 750
from = 2020-06-02
until = 2020-06-30
when = "case_state == 'cluster'"
silent_where = "case_state == 'none'"
article = "angka 2"
"#;

/// Title, kind, people, day, hours, place, how many it holds, agency.
type EventRow = (&'static str, EventKind, i64, (u32, u32), (i32, i32), &'static str, i64, &'static str);

/// The first is allowed by the leader, the second waits.
const EVENTS: [EventRow; 2] = [
    (
        "Rapat koordinasi penyaluran BLT Dana Desa",
        EventKind::Meeting,
        24,
        (5, 28),
        (9 * 60, 11 * 60),
        "Aula Sultan Serdang",
        200,
        "DPMD",
    ),
    (
        "Pelatihan petugas posko kecamatan",
        EventKind::Training,
        35,
        (6, 3),
        (8 * 60 + 30, 12 * 60),
        "Balai pertemuan Sei Rampah",
        120,
        "DINKES",
    ),
];

/// Writes all of it, one after the other.
pub(super) async fn play(desk: &Desk, clock: &SimulatedClock) -> Result<()> {
    let at = |minute| clock.set(instant(desk.ctx.government.zone, TOLD_ON, minute, 0));
    at(13 * 60);
    let zone = NewFact {
        subject: FactSubject::Government,
        name: "zone".to_owned(),
        value: "orange".into(),
        from_on: ZONE_FROM,
        until_on: None,
        source: INVENTED.to_owned(),
    };
    record_fact(desk.cast.sample("dinkes")?, zone).await.context("zona risiko tidak tersimpan")?;
    at(13 * 60 + 30);
    draft_circular(desk.cast.sample("bkd")?, circular()).await.context("konsep edaran tidak tersimpan")?;
    for (place, row) in (0..).zip(&EVENTS) {
        at(14 * 60 + 20 * place);
        let uid = request(desk, row).await.context("kegiatan tidak tersimpan")?;
        if place == 0 {
            at(14 * 60 + 10);
            let leader = desk.cast.sample("sekda")?;
            let version = event_sheet(leader, uid).await?.event.version;
            decide_event(leader, uid, version, true, "Jaga jarak antarkursi.").await?;
        }
    }
    Ok(())
}

fn circular() -> NewCircular {
    NewCircular {
        law: LAW.to_owned(),
        cases: String::new(),
        letter: Letter {
            background: "Konsep untuk peragaan: beberapa perangkat daerah perlu aturan bila pegawainya terkonfirmasi."
                .to_owned(),
            body: "Perangkat daerah dengan kasus mengatur pegawainya bergantian dari rumah.\nLayanan kepada masyarakat tetap berjalan."
                .to_owned(),
            closing: "Demikian untuk dilaksanakan.".to_owned(),
            recipients: "Para kepala perangkat daerah\nPara camat".to_owned(),
            carbon_copies: String::new(),
        },
    }
}

async fn request(desk: &Desk, row: &EventRow) -> Result<uuid::Uuid> {
    let &(title, kind, people, (month, day), (start_minute, end_minute), place, capacity, code) = row;
    let agency = desk.agency(code)?;
    let plan = EventPlan {
        title: title.to_owned(),
        purpose: "Rekaan untuk peragaan.".to_owned(),
        kind,
        people,
        held_on: NaiveDate::from_ymd_opt(2020, month, day).expect("a day of the calendar"),
        start_minute,
        end_minute,
        place: Some(PlacePlan {
            name: place.to_owned(),
            address: "Sei Rampah".to_owned(),
            region: None,
            capacity,
        }),
        contact: "Telepon 0621 000000 (rekaan)".to_owned(),
        meeting_link: String::new(),
    };
    let organiser = desk.number(desk.staff.officers[agency]).context("an officer has a number")?;
    let new = NewEvent { agency_id: desk.settled.agencies[agency], organiser, plan };
    Ok(request_event(desk.cast.officer(agency)?, &new).await?)
}
