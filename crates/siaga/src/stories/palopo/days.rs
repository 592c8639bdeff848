//! The days themselves: papers, phones, terminals, and what the figures say afterwards.

use super::world::{AT_HOME, AT_THE_OFFICE, CIVIL_REGISTRY, COMMUNICATION, PERSONNEL, PLANNING, serial};
use super::{Figures, day_of};
use crate::stories::browser::Browser;
use crate::stories::reading::{all_between, hidden};
use crate::stories::world::{PASSWORD, World};

const THURSDAY: &str = "2020-06-04";
const FRIDAY: &str = "2020-06-05";
const MONDAY: &str = "2020-06-08";
/// Places in the list of the communication office.
const AT_HOME_ON_THURSDAY: [usize; 4] = [2, 3, 4, 5];
/// One of them neither presses the button nor tells anything.
const FORGETS: usize = 5;

/// Thursday, the last day from home: half of an agency is there by a signed roster and tells what it did.
pub(super) async fn of_work_from_home(world: &World) {
    let mut officer = world.browser("petugas.kominfo").await;
    officer.page("/jadwal-kerja/baru").await;
    let new = [("opd", COMMUNICATION), ("from_on", "2020-06-03"), ("until_on", THURSDAY)];
    let roster = officer.done("/jadwal-kerja/baru", &new).await;
    for person in AT_HOME_ON_THURSDAY {
        let path = format!("{roster}/pegawai/{}", world.office(COMMUNICATION).people[person].uid);
        let version = hidden(&officer.page(&path).await, "version");
        officer
            .done(&path, &[("version", &version), ("d-2020-06-03", "home"), ("d-2020-06-04", "home")])
            .await;
    }
    sign_roster(world, &roster, 303).await;

    world.at(THURSDAY, 7, 20);
    for person in AT_HOME_ON_THURSDAY {
        let mut own = world.browser(&login(world, person)).await;
        let today = own.page("/jadwal-saya").await;
        let days = own.json("/api/v1/my-days").await;
        let day = days.as_array().unwrap().iter().find(|day| day["on"] == THURSDAY).unwrap();
        assert_eq!(day["place"], "home");
        assert!(today.contains("place home"), "the page says so too");
        if person != FORGETS {
            check_in(world, COMMUNICATION, person, AT_HOME).await;
        }
    }
    scan(world, COMMUNICATION, (THURSDAY, "07:22:40"), &[0, 1, 6, 7]).await;
    world.at(THURSDAY, 16, 10);
    scan(world, COMMUNICATION, (THURSDAY, "16:04:30"), &[0, 1, 6, 7]).await;
    for person in AT_HOME_ON_THURSDAY.into_iter().filter(|person| *person != FORGETS) {
        let mut own = world.browser(&login(world, person)).await;
        let version = hidden(&own.page("/jadwal-saya").await, "version");
        let text = "Menyusun laporan gangguan jaringan kelurahan.";
        let fields = [("on", THURSDAY), ("version", version.as_str()), ("text-2020-06-04", text)];
        own.done("/jadwal-saya/laporan", &fields).await;
    }
    world.at(FRIDAY, 7, 0);
    world.run_jobs().await;
    let mut personnel = world.browser("kepegawaian").await;
    let figures = Figures(&[("present", 4), ("work_from_home", 3), ("no_record", 1)]);
    figures.hold(&mut personnel, THURSDAY, Some(COMMUNICATION)).await;
    let (status, findings) = day_of(&mut personnel, world, COMMUNICATION, 2, THURSDAY).await;
    assert_eq!((status.as_str(), findings), ("work_from_home", Vec::new()));
}

/// A roster that sends somebody home on a day on which law lets nobody is not signed.
pub(super) async fn nobody_is_sent_home_from_friday_on(world: &World) {
    let mut officer = world.browser("petugas.kominfo").await;
    officer.page("/jadwal-kerja/baru").await;
    let new = [("opd", COMMUNICATION), ("from_on", MONDAY), ("until_on", "2020-06-12")];
    let roster = officer.done("/jadwal-kerja/baru", &new).await;
    let path = format!("{roster}/pegawai/{}", world.office(COMMUNICATION).people[3].uid);
    let page = officer.page(&path).await;
    assert!(!page.contains("value=\"home\" selected"), "the program itself sends nobody home");
    officer.done(&path, &[("version", &hidden(&page, "version")), ("d-2020-06-09", "home")]).await;
    let page = officer.page(&roster).await;
    assert!(!page.contains("Semua aturan dipenuhi"), "the rule that is broken is told: {page}");
    sign_roster(world, &roster, 409).await;
    let version = hidden(&officer.page(&roster).await, "version");
    officer.done(&format!("{roster}/buang"), &[("version", &version)]).await;
}

/// The head signs a roster; the officer who made it is refused.
async fn sign_roster(world: &World, roster: &str, answered: u16) {
    let sign = format!("{roster}/tanda-tangan");
    let mut officer = world.browser("petugas.kominfo").await;
    let version = hidden(&officer.page(roster).await, "version");
    let fields = [("version", version.as_str()), ("password", PASSWORD)];
    assert_eq!(officer.post(&sign, &fields).await.status, 403, "whoever made it does not sign it");
    let mut head = world.browser("kepala.kominfo").await;
    head.page(roster).await;
    let answer = head.post(&sign, &fields).await;
    assert_eq!(answer.status, answered, "{}", answer.text());
}

/// Friday: nobody is at home, and nobody is asked for a finger.
pub(super) async fn friday_without_fingerprints(world: &World) {
    world.at(FRIDAY, 7, 20);
    for person in 1..7 {
        check_in(world, COMMUNICATION, person, AT_THE_OFFICE).await;
    }
    world.at(FRIDAY, 9, 0);
    signed_recap(world, ("petugas.bappeda", PLANNING), FRIDAY, &[(4, "sick")]).await;
    signed_recap(world, ("petugas.capil", CIVIL_REGISTRY), FRIDAY, &[(3, "excused")]).await;
    signed_recap(world, ("petugas.bkpsdm", PERSONNEL), FRIDAY, &[]).await;
    world.at("2020-06-06", 8, 0);
    world.run_jobs().await;
    let mut personnel = world.browser("kepegawaian").await;
    let all = Figures(&[("present", 11 + 9 + 9 + 6), ("sick", 1), ("excused", 1), ("no_record", 2)]);
    all.hold(&mut personnel, FRIDAY, None).await;
    Figures(&[("present", 6), ("no_record", 2)]).hold(&mut personnel, FRIDAY, Some(COMMUNICATION)).await;
    let (status, findings) = day_of(&mut personnel, world, PLANNING, 5, FRIDAY).await;
    assert_eq!((status.as_str(), findings), ("present", Vec::new()), "a signed recap is enough");
    let (status, findings) = day_of(&mut personnel, world, COMMUNICATION, 2, FRIDAY).await;
    assert_eq!(status, "present", "a check-in at the office is enough");
    assert!(!findings.iter().any(|code| code == "checkin_without_scan"), "{findings:?}");
    let (status, _) = day_of(&mut personnel, world, COMMUNICATION, 7, FRIDAY).await;
    assert_eq!(status, "no_record");
    world.at(MONDAY, 6, 0);
    world.run_jobs().await;
    let mut personnel = world.browser("kepegawaian").await;
    for day in ["2020-06-06", "2020-06-07"] {
        let answer = personnel.json(&format!("/api/v1/recap?period={day}")).await;
        assert_eq!(answer["no_data"], "day_off", "{day}");
        let (status, findings) = day_of(&mut personnel, world, PLANNING, 5, day).await;
        assert_eq!((status.as_str(), findings), ("off", Vec::new()), "{day}");
    }
}

/// Monday: whoever stands before a terminal is present; a phone or a paper alone asks somebody.
pub(super) async fn monday_with_fingerprints(world: &World) {
    world.at(MONDAY, 7, 25);
    check_in(world, PLANNING, 2, AT_THE_OFFICE).await;
    check_in(world, COMMUNICATION, 7, AT_THE_OFFICE).await;
    scan(world, PLANNING, (MONDAY, "07:21:05"), &[0, 1, 3, 4, 5, 6, 7, 8, 9, 10]).await;
    scan(world, COMMUNICATION, (MONDAY, "07:22:40"), &[0, 1, 2, 3, 4, 5]).await;
    world.at(MONDAY, 9, 0);
    signed_recap(world, ("petugas.capil", CIVIL_REGISTRY), MONDAY, &[]).await;
    world.at(MONDAY, 16, 10);
    scan(world, PLANNING, (MONDAY, "16:05:11"), &[0, 1, 3, 4, 5, 6, 7, 8, 9, 10]).await;
    scan(world, COMMUNICATION, (MONDAY, "16:04:30"), &[0, 1, 2, 3, 4, 5]).await;
    world.at("2020-06-09", 8, 0);
    world.run_jobs().await;
    let mut personnel = world.browser("kepegawaian").await;
    let all = Figures(&[("present", 10 + 1 + 6 + 1 + 10), ("no_record", 1 + 1 + 9)]);
    all.hold(&mut personnel, MONDAY, None).await;
    Figures(&[("no_record", 9)]).hold(&mut personnel, MONDAY, Some(PERSONNEL)).await;
    Figures(&[("present", 11), ("no_record", 1)]).hold(&mut personnel, MONDAY, Some(PLANNING)).await;
    for (code, person, status, finding) in [
        (PLANNING, 5, "present", None),
        (PLANNING, 2, "present", Some("checkin_without_scan")),
        (COMMUNICATION, 7, "present", Some("checkin_without_scan")),
        (CIVIL_REGISTRY, 4, "present", Some("recap_without_scan")),
        (PLANNING, 11, "no_record", None),
        (COMMUNICATION, 6, "no_record", None),
    ] {
        let (found, findings) = day_of(&mut personnel, world, code, person, MONDAY).await;
        assert_eq!(found, status, "{code} {person}: {findings:?}");
        let asked = findings.iter().find(|code| code.ends_with("without_scan"));
        assert_eq!(asked.map(String::as_str), finding, "{code} {person}: {findings:?}");
    }
    let name = &world.office(PLANNING).people[2].name;
    assert!(personnel.page("/temuan").await.contains(name.as_str()), "somebody is asked about {name}");
}

/// Sends scans of people, by their place in the list, through the terminal of their agency.
async fn scan(world: &World, code: &str, (day, time): (&str, &str), people: &[usize]) {
    let line = |person: &usize| format!("{}\t{day} {time}\t0\t1\t\t0\t0\n", person + 1);
    let lines: String = people.iter().map(line).collect();
    let path = format!("/iclock/cdata?SN={}&table=ATTLOG&Stamp=9999", serial(code));
    let told = Browser::anonymous(world.terminals_at).upload(&path, &lines).await;
    assert_eq!(told.trim_end(), format!("OK: {}", people.len()));
}

/// Returns how somebody of the communication office signs in.
fn login(world: &World, person: usize) -> String {
    match person {
        0 => "kepala.kominfo".to_owned(),
        1 => "petugas.kominfo".to_owned(),
        _ => world.office(COMMUNICATION).people[person].number.clone(),
    }
}

/// Somebody presses the button on the phone.
async fn check_in(world: &World, code: &str, person: usize, (latitude, longitude): (&str, &str)) {
    let login = if code == COMMUNICATION {
        login(world, person)
    } else {
        world.office(code).people[person].number.clone()
    };
    let mut phone = world.browser(&login).await;
    let key = hidden(&phone.page("/hadir").await, "id");
    let fields =
        [("id", key.as_str()), ("latitude", latitude), ("longitude", longitude), ("accuracy_metres", "10")];
    phone.done("/hadir", &fields).await;
}

/// The officer fills in the sheet of an agency, everybody present but these, and signs it.
async fn signed_recap(world: &World, (login, code): (&str, &str), day: &str, others: &[(usize, &str)]) {
    let mut officer = world.browser(login).await;
    let sheet = format!("/rekap/{code}/{day}");
    let page = officer.page(&sheet).await;
    let seal = hidden(&page, "seal");
    let people = all_between(&page, "<select name=\"s_", "\"");
    let office = world.office(code);
    assert_eq!(people.len(), office.people.len());
    let fields: Vec<(String, &str)> = people
        .iter()
        .map(|uid| {
            let other = others.iter().find(|(place, _)| office.people[*place].uid.to_string() == *uid);
            (format!("s_{uid}"), other.map_or("present", |(_, status)| *status))
        })
        .collect();
    let mut form = vec![("seal", seal.as_str())];
    form.extend(fields.iter().map(|(field, status)| (field.as_str(), *status)));
    officer.done(&sheet, &form).await;
    let seal = hidden(&officer.page(&sheet).await, "seal");
    officer.done(&format!("{sheet}/tanda-tangan"), &[("seal", &seal), ("password", PASSWORD)]).await;
}
