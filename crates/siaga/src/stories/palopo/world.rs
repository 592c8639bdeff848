//! Palopo as the story needs it: four agencies, 39 people, two terminals.

use crate::stories::world::{OfficePlan, Setting, World};
use siaga_access::Role;
use siaga_attendance::{TerminalPlace, accept_terminal};
use siaga_civil::CivilZone;
use siaga_directory::NewPin;
use siaga_testkit::TestDb;

/// Plans, signs its recaps by hand until the terminals run again.
pub(super) const PLANNING: &str = "BAPPEDA";
/// Serves citizens; has no terminal.
pub(super) const CIVIL_REGISTRY: &str = "DISDUKCAPIL";
/// Has phones rather than paper.
pub(super) const COMMUNICATION: &str = "DISKOMINFO";
/// The personnel agency.
pub(super) const PERSONNEL: &str = "BKPSDM";

pub(super) const SETTING: Setting = Setting {
    region: "73.73",
    name: "Pemerintah Kota Palopo",
    place: "Palopo",
    zone: CivilZone::Wita,
    begins_on: "2020-06-02",
    office_micro: OFFICE_MICRO,
    offices: &[
        OfficePlan { code: PLANNING, name: "Badan Perencanaan Pembangunan Daerah", people: 12, units: &[] },
        OfficePlan {
            code: CIVIL_REGISTRY,
            name: "Dinas Kependudukan dan Pencatatan Sipil",
            people: 10,
            units: &[],
        },
        OfficePlan { code: COMMUNICATION, name: "Dinas Komunikasi dan Informatika", people: 8, units: &[] },
        OfficePlan {
            code: PERSONNEL,
            name: "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
            people: 9,
            units: &[],
        },
    ],
    first_names: &[
        "Andi",
        "Baso",
        "Daeng",
        "Ikbal",
        "Jumriah",
        "Kasmawati",
        "Lutfi",
        "Masni",
        "Nurdin",
        "Rahma",
        "Sitti",
        "Tenri",
        "Umar",
        "Wahyuni",
    ],
    last_names: &["Pallawa", "Mappasessu", "Rahim"],
};

/// Where the offices of the story stand.
const OFFICE_MICRO: (i64, i64) = (-2_996_472, 120_196_910);
/// The same place as phones write it.
pub(super) const AT_THE_OFFICE: (&str, &str) = ("-2.996480", "120.196900");
/// A place in the same town.
pub(super) const AT_HOME: (&str, &str) = ("-3.021000", "120.170000");

/// Writes the government with its accounts and terminals.
pub(super) async fn begin(db: &TestDb) -> World {
    let world = World::begin(db, &SETTING).await;
    for (code, login) in [(PLANNING, "bappeda"), (CIVIL_REGISTRY, "capil"), (PERSONNEL, "bkpsdm")] {
        world.account(&format!("petugas.{login}"), Role::UnitOfficer, code, 1).await;
    }
    world.account("petugas.kominfo", Role::UnitOfficer, COMMUNICATION, 1).await;
    world.account("kepala.kominfo", Role::AgencyHead, COMMUNICATION, 0).await;
    world.account("kepegawaian", Role::PersonnelAgency, PERSONNEL, 2).await;
    world.accounts_of(COMMUNICATION, 2..8).await;
    world.accounts_of(PLANNING, 2..3).await;
    for code in [PLANNING, COMMUNICATION] {
        let people = world.office(code).people.iter().enumerate();
        let pins = people.map(|(place, person)| NewPin {
            pin_group: code.to_owned(),
            pin: (place + 1).to_string(),
            employee_id: person.id,
            from_on: "2019-01-02".parse().unwrap(),
            until_on: None,
        });
        siaga_directory::add_pins(&world.ctx, pins.collect()).await.unwrap();
        let place = TerminalPlace::new(code, "Lobi", CivilZone::Wita);
        accept_terminal(&world.ctx, &serial(code), &place).await.unwrap();
    }
    world
}

/// Returns the serial number of the terminal of an agency.
pub(super) fn serial(code: &str) -> String {
    format!("PLP{code}")
}
