//! Cases by form, drafts by the program, signatures by the leader, rosters that keep what was ordered.

use crate::stories::browser::Browser;
use crate::stories::reading::{all_between, between, hidden, squeezed, text_of_pdf};
use crate::stories::world::{PASSWORD, World};
use serde_json::Value;
use std::collections::BTreeMap;

/// Agencies with a confirmed case.
const CASES: [&str; 11] = [
    "DPMPTSP",
    "DISHUB",
    "DPUTR",
    "BKPSDM",
    "BKAD",
    "BAPENDA",
    "DISNAKERTRANS",
    "DINSOSP3A",
    "DPMD",
    "DISKOMINFO",
    "DISPORAPARBUD",
];
/// The agency with a cluster.
const CLUSTER: &str = "DISDIK";
/// The desk whose minimum goes beyond what half of its unit gives, its people, how many beyond, and what it needs.
const BEYOND: (&str, &str, usize, usize) = ("DPMPTSP", "Loket perizinan", 5, 1);
/// Days of the rosters that are counted.
const COUNTED: [&str; 5] = ["2021-06-28", "2021-06-29", "2021-06-30", "2021-07-01", "2021-07-02"];

/// An order as the list leads to it.
pub(super) struct Order {
    path: String,
    code: &'static str,
}

/// The health office records what it found; one run of the jobs later twelve drafts wait.
pub(super) async fn are_drafted_after_the_cases(world: &World) {
    let mut health = world.browser("dinkes").await;
    for code in CASES.into_iter().chain([CLUSTER]) {
        let state = if code == CLUSTER { "cluster" } else { "case" };
        health.page("/keadaan").await;
        let fields = [
            ("subject", format!("a{}", world.office(code).id)),
            ("fact", format!("case_state={state}")),
            ("number", String::new()),
            ("from_on", "2021-06-25".to_owned()),
            ("until_on", String::new()),
            ("source", "Laporan harian Dinas Kesehatan 25 Juni 2021".to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        health.done("/keadaan", &fields).await;
    }
    let mut leader = world.browser("sekda").await;
    assert!(listed(&mut leader).await.is_empty(), "nothing was drafted before the jobs ran");
    world.run_jobs().await;
    let rows = listed(&mut leader).await;
    assert_eq!(rows.len(), 12, "each case has one draft");
    let of_kind = |kind: &str| rows.iter().filter(|(_, row)| row.contains(kind)).count();
    assert_eq!((of_kind("<td>Kasus</td>"), of_kind("<td>Klaster</td>")), (11, 1));
    assert!(rows.iter().all(|(_, row)| row.contains("Menunggu tanda tangan")));
    world.run_jobs().await;
    assert_eq!(listed(&mut leader).await.len(), 12, "a second look drafts nothing twice");
}

/// Every draft names quota, circular, article, desks and disinfection.
pub(super) async fn say_what_the_circular_says(world: &World) -> Vec<Order> {
    let mut leader = world.browser("sekda").await;
    let mut orders = Vec::new();
    for (path, row) in listed(&mut leader).await {
        let office = world.offices.iter().find(|office| row.contains(&format!(">{}<", office.name))).unwrap();
        let page = leader.page(&path).await;
        let (share, percent) = if office.code == CLUSTER { (750, "75 %") } else { (500, "50 %") };
        assert!(page.contains(&format!("paling sedikit dari rumah {percent}")), "{}: {page}", office.code);
        assert!(page.contains("WFH 30-50 persen") && page.contains("menurut laporan pers"), "{page}");
        assert!(page.contains("2 Juli 2021") && page.contains("9 Juli 2021"), "disinfection: {page}");
        for (unit, size) in office.sizes().into_iter().enumerate() {
            let beyond = if (office.code, unit) == (BEYOND.0, 1) { BEYOND.3 } else { 0 };
            let home = (size * share).div_ceil(1000) - beyond;
            let words = format!(
                "Paling banyak {} dari {size} orang di kantor, paling sedikit {home} dari rumah.",
                size - home
            );
            assert!(page.contains(&words), "{} {unit}: {words}: {page}", office.code);
        }
        if office.code == BEYOND.0 {
            let words =
                format!("Termasuk {} petugas loket layanan langsung, {} di luar kuota.", BEYOND.2, BEYOND.3);
            assert!(page.contains(&words), "{page}");
            assert!(page.contains(BEYOND.1), "the desk is named: {page}");
        }
        orders.push(Order { path, code: office.code });
    }
    orders
}

/// The leader looks at what would be; the numbers add up to the staff of each agency.
pub(super) async fn are_seen_before_they_are_signed(world: &World) {
    let mut leader = world.browser("sekda").await;
    let tried = "hari=2021-06-28&case_state=cluster&opd=DLH&opd=INSPEKTORAT";
    let page = leader.page(&format!("/pengaturan-kerja/andai?{tried}&jumlah=2")).await;
    assert!(page.contains("orang lebih sedikit di kantor"), "{page}");
    let answer = leader.json(&format!("/api/v1/work-quotas/what-if?{tried}&jumlah=2")).await;
    let agencies = answer.as_array().unwrap();
    assert_eq!(agencies.len(), world.offices.len());
    for agency in agencies {
        let code = agency["agency_code"].as_str().unwrap();
        let staff = world.office(code).people.len();
        let is_tried = ["DLH", "INSPEKTORAT"].contains(&code);
        for (when, is_cluster) in [("now", code == CLUSTER), ("then", is_tried || code == CLUSTER)] {
            for load in agency[when].as_array().unwrap() {
                let number = |name: &str| usize::try_from(load[name].as_u64().unwrap()).unwrap();
                assert_eq!(number("staff"), staff, "{code}");
                assert_eq!(
                    number("office_max") + number("home_min") + number("away"),
                    staff,
                    "{code} {when}"
                );
                let least = if is_cluster { 750 } else { 0 };
                assert!(number("home_min") * 1000 >= staff * least, "{code} {when}: {load}");
            }
        }
    }
}

/// The leader signs; the personnel agency and the officer of an agency are refused.
pub(super) async fn are_signed_by_somebody_else(world: &World, orders: &[Order]) {
    let mut leader = world.browser("sekda").await;
    let mut refused = [world.browser("kepegawaian").await, world.browser("petugas.kominfo").await];
    for order in orders {
        let page = leader.page(&order.path).await;
        let version = hidden(&page, "version");
        let sign = format!("{}/tanda-tangan", order.path);
        if order.code == "DISKOMINFO" {
            for other in &mut refused {
                other.page(&order.path).await;
                let fields = [("version", version.as_str()), ("password", PASSWORD)];
                assert_eq!(other.post(&sign, &fields).await.status, 403, "{}", order.code);
            }
            let wrong = [("version", version.as_str()), ("password", "bukan-kata-sandinya")];
            assert!(leader.post(&sign, &wrong).await.status >= 400, "the password is asked for");
            leader.page(&order.path).await;
        }
        leader.done(&sign, &[("version", &version), ("password", PASSWORD)]).await;
    }
    let rows = listed(&mut leader).await;
    assert!(rows.iter().all(|(_, row)| row.contains("Berlaku")), "{rows:?}");
    let order = orders.iter().find(|order| order.code == BEYOND.0).unwrap();
    let letter = format!("/surat/{}", between(&leader.page(&order.path).await, "href=\"/surat/", "\""));
    let pdf = leader.get(&format!("{letter}/pdf")).await;
    assert_eq!((pdf.status, pdf.body.starts_with(b"%PDF")), (200, true));
    let text = text_of_pdf(&pdf.body);
    for wanted in ["50 %", BEYOND.1, "menurut laporan pers", "2 Juli 2021", "9 Juli 2021"] {
        assert!(text.contains(&squeezed(wanted)), "«{wanted}» is not in the letter: {text}");
    }
    world.run_jobs().await;
}

/// Each signed roster has so many people of each unit at home as was ordered, and its desks are staffed.
pub(super) async fn bring_rosters_that_hold(world: &World, orders: &[Order]) {
    let mut leader = world.browser("sekda").await;
    for order in orders {
        let page = leader.page(&order.path).await;
        let roster = format!("/jadwal-kerja/{}", between(&page, "href=\"/jadwal-kerja/", "\""));
        let page = leader.page(&roster).await;
        assert!(page.contains("Semua aturan dipenuhi"), "{}: {page}", order.code);
        let csv = leader.get(&format!("{roster}/berkas/csv")).await;
        assert_eq!(csv.status, 200);
        let office = world.office(order.code);
        let share = if order.code == CLUSTER { 750 } else { 500 };
        for day in COUNTED {
            let counts = counted(&csv.text(), day);
            assert_eq!(
                counts.values().map(|[office, home]| office + home).sum::<usize>(),
                office.people.len()
            );
            for (unit, size) in office.sizes().into_iter().enumerate() {
                let name = match unit {
                    0 => counts
                        .keys()
                        .find(|name| !office.plan_units.contains(&name.as_str()))
                        .unwrap()
                        .as_str(),
                    _ => office.plan_units[unit - 1],
                };
                let [in_office, at_home] = counts[name];
                assert_eq!(in_office + at_home, size, "{} {name} {day}", order.code);
                let beyond = if (order.code, unit) == (BEYOND.0, 1) { BEYOND.3 } else { 0 };
                let least = (size * share).div_ceil(1000) - beyond;
                assert!(at_home >= least, "{} {name} {day}: {at_home} of {size} at home", order.code);
                if beyond > 0 {
                    assert!(in_office >= BEYOND.2, "the desk has its people on {day}");
                }
            }
        }
    }
}

/// On the last day of the window, without a newer case, the lift is proposed; signed it ends the order.
pub(super) async fn are_lifted_when_the_window_ends(world: &World, orders: &[Order]) {
    world.at("2021-07-07", 8, 0);
    world.run_jobs().await;
    let mut leader = world.browser("sekda").await;
    assert_eq!(listed(&mut leader).await.len(), 12, "not before the window ends");
    world.at("2021-07-08", 8, 0);
    world.run_jobs().await;
    let mut leader = world.browser("sekda").await;
    let rows = listed(&mut leader).await;
    let lifts: Vec<&(String, String)> =
        rows.iter().filter(|(_, row)| row.contains("<td>Pencabutan</td>")).collect();
    assert_eq!(lifts.len(), 12, "{rows:?}");
    assert!(lifts.iter().all(|(_, row)| row.contains("Menunggu tanda tangan")));
    let name = world.office("DISKOMINFO").name;
    let (path, _) = lifts.iter().find(|(_, row)| row.contains(name)).unwrap();
    let version = hidden(&leader.page(path).await, "version");
    leader.done(&format!("{path}/tanda-tangan"), &[("version", &version), ("password", PASSWORD)]).await;
    world.at("2021-07-09", 8, 0);
    world.run_jobs().await;
    let mut leader = world.browser("sekda").await;
    let ended = orders.iter().find(|order| order.code == "DISKOMINFO").unwrap();
    assert!(leader.page(&ended.path).await.contains("Selesai"));
    let quotas = leader.json("/api/v1/work-quotas?hari=2021-07-12").await;
    let state = |code: &str| {
        let of = |row: &&Value| row["agency_code"] == code;
        quotas.as_array().unwrap().iter().find(of).unwrap()["case_state"].as_str().unwrap().to_owned()
    };
    assert_eq!((state("DISKOMINFO").as_str(), state("DPUTR").as_str()), ("none", "case"));
}

/// Returns address and row of the orders that the list shows.
async fn listed(leader: &mut Browser) -> Vec<(String, String)> {
    let page = leader.page("/perintah-kerja").await;
    let rows = all_between(&page, "<tr><th scope=\"row\"><a href=\"/perintah-kerja/", "</tr>");
    rows.into_iter().map(|row| (format!("/perintah-kerja/{}", row.split('"').next().unwrap()), row)).collect()
}

/// Returns people in the office and at home on a day, by unit, as the file of a roster says.
fn counted(csv: &str, day: &str) -> BTreeMap<String, [usize; 2]> {
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let column = cells(lines.next().unwrap()).iter().position(|title| title == day).unwrap();
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for line in lines {
        let cells = cells(line);
        let at = match cells[column].as_str() {
            "K" => 0,
            "R" => 1,
            other => panic!("{day}: {other:?} in {line}"),
        };
        counts.entry(cells[0].clone()).or_default()[at] += 1;
    }
    counts
}

/// Returns the cells of a line of CSV; a comma between quotation marks parts nothing.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}
