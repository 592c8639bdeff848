//! Purwakarta as the story needs it: 24 agencies, some 340 people, seven services with their desks.

use crate::stories::world::{OfficePlan, Setting, World};
use siaga_access::Role;
use siaga_civil::CivilZone;
use siaga_directives::{FactSubject, NewFact, record_fact};
use siaga_services::{
    Channels, DeskPlan, NewService, NewStaff, OpenSpan, Serves, ServicePlan, WeekHours, WeekMinimum,
    add_desk, add_staff, new_service,
};
use siaga_testkit::TestDb;

pub(super) const SETTING: Setting = Setting {
    region: "32.14",
    name: "Pemerintah Kabupaten Purwakarta",
    place: "Purwakarta",
    zone: CivilZone::Wib,
    begins_on: "2021-06-21",
    office_micro: (-6_556_000, 107_443_000),
    offices: OFFICES,
    first_names: &[
        "Asep", "Cecep", "Dadang", "Dedeh", "Eneng", "Euis", "Gilang", "Iis", "Jajang", "Kokom", "Lilis",
        "Mamat", "Nani", "Opik", "Popon", "Rina", "Sandi", "Tatang", "Ujang", "Wawan", "Yayah", "Yoyo",
        "Ade", "Elis",
    ],
    last_names: &[
        "Suherman", "Kurnia", "Permana", "Sutisna", "Hidayat", "Gunawan", "Ruhiyat", "Komara", "Suryana",
        "Nugraha", "Setiawan", "Maulana", "Saepudin", "Rohaeni", "Mulyana", "Iskandar",
    ],
};

const OFFICES: &[OfficePlan] = &[
    office("SETDA", "Sekretariat Daerah", 14, &[("Bagian Umum", 9), ("Bagian Organisasi", 7)]),
    office("DINKES", "Dinas Kesehatan", 13, &[("Bidang Pencegahan dan Pengendalian Penyakit", 8)]),
    office(
        "DPMPTSP",
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        6,
        &[("Bidang Pelayanan Perizinan", 8)],
    ),
    office("DISHUB", "Dinas Perhubungan", 7, &[("UPTD Pengujian Kendaraan", 6)]),
    office("DAMKAR", "Dinas Pemadam Kebakaran dan Penanggulangan Bencana", 9, &[("Bidang Penyelamatan", 10)]),
    office(
        "DISDUKCAPIL",
        "Dinas Kependudukan dan Pencatatan Sipil",
        7,
        &[("Bidang Pendaftaran Penduduk", 8)],
    ),
    office("DISDIK", "Dinas Pendidikan", 8, &[("Bidang Sekolah Dasar", 9), ("Bidang Sekolah Menengah", 7)]),
    office("DPUTR", "Dinas Pekerjaan Umum dan Tata Ruang", 15, &[]),
    office("BKPSDM", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", 12, &[]),
    office("BKAD", "Badan Keuangan dan Aset Daerah", 13, &[]),
    office("BAPENDA", "Badan Pendapatan Daerah", 10, &[("Bidang Pelayanan Pajak", 7)]),
    office("DISNAKERTRANS", "Dinas Tenaga Kerja dan Transmigrasi", 11, &[]),
    office("DINSOSP3A", "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak", 13, &[]),
    office("DPMD", "Dinas Pemberdayaan Masyarakat dan Desa", 11, &[]),
    office("DISKOMINFO", "Dinas Komunikasi dan Informatika", 13, &[]),
    office("DISPORAPARBUD", "Dinas Kepemudaan, Olahraga, Pariwisata dan Kebudayaan", 15, &[]),
    office("BAPPELITBANGDA", "Badan Perencanaan Pembangunan, Penelitian dan Pengembangan Daerah", 15, &[]),
    office("DISPERKIM", "Dinas Perumahan dan Kawasan Permukiman", 12, &[]),
    office("DLH", "Dinas Lingkungan Hidup", 17, &[]),
    office("DISPANGTAN", "Dinas Pangan dan Pertanian", 16, &[]),
    office("DKUPP", "Dinas Koperasi, UKM, Perdagangan dan Perindustrian", 14, &[]),
    office("INSPEKTORAT", "Inspektorat Daerah", 12, &[]),
    office("KEC-PURWAKARTA", "Kecamatan Purwakarta", 10, &[]),
    office("KEC-JATILUHUR", "Kecamatan Jatiluhur", 9, &[]),
];

/// Agencies that meet the public and go on, as the article names them.
const DIRECT: [&str; 4] = ["DINKES", "DPMPTSP", "DISHUB", "DAMKAR"];

/// Agency, name of the service, its desk, the unit that staffs it (0 is the main one), people at the desk.
const SERVICES: [(&str, &str, &str, usize, u16); 7] = [
    ("DPMPTSP", "Perizinan usaha", "Loket perizinan", 1, 5),
    ("DISHUB", "Uji berkala kendaraan", "Loket uji kendaraan", 1, 2),
    ("DAMKAR", "Pemadaman dan penyelamatan", "Pos siaga", 1, 4),
    ("DINKES", "Vaksinasi COVID-19", "Meja vaksinasi", 1, 3),
    ("DISDUKCAPIL", "KTP elektronik dan kartu keluarga", "Loket pendaftaran", 1, 3),
    ("BAPENDA", "Pajak daerah", "Loket pajak", 1, 2),
    ("KEC-PURWAKARTA", "Surat keterangan", "Loket kecamatan", 0, 2),
];

const fn office(
    code: &'static str,
    name: &'static str,
    people: usize,
    units: &'static [(&'static str, usize)],
) -> OfficePlan {
    OfficePlan { code, name, people, units }
}

/// Writes the government with its accounts, direct services and desks.
pub(super) async fn begin(db: &TestDb) -> World {
    let world = World::begin(db, &SETTING).await;
    world.account("sekda", Role::RegionalLeader, "SETDA", 0).await;
    world.account("dinkes", Role::HealthOffice, "DINKES", 1).await;
    world.account("kepegawaian", Role::PersonnelAgency, "BKPSDM", 1).await;
    world.account("petugas.kominfo", Role::UnitOfficer, "DISKOMINFO", 1).await;
    world.account("kepala.kominfo", Role::AgencyHead, "DISKOMINFO", 0).await;
    world.accounts_of("DISKOMINFO", 2..13).await;
    for code in DIRECT {
        let fact = NewFact {
            subject: FactSubject::Agency(world.office(code).id),
            name: "direct_service".to_owned(),
            value: true.into(),
            from_on: "2021-01-04".parse().unwrap(),
            until_on: None,
            source: "Daftar layanan langsung (rekaan untuk cerita)".to_owned(),
        };
        record_fact(&world.ctx, fact).await.unwrap();
    }
    for service in SERVICES {
        add_service(&world, service).await;
    }
    world
}

async fn add_service(world: &World, (code, name, desk, unit, minimum): (&str, &str, &str, usize, u16)) {
    let office = world.office(code);
    let from_on = "2021-01-04".parse().unwrap();
    let hours = WeekHours::every(5, &[OpenSpan { from_minutes: 8 * 60, until_minutes: 15 * 60 }]);
    let plan = ServicePlan {
        name: name.to_owned(),
        description: format!("{name} bagi warga Purwakarta."),
        contact: "0264 000000".to_owned(),
        channels: Channels { counter: desk.to_owned(), ..Channels::default() },
        is_direct: DIRECT.contains(&code),
        hours,
        ..ServicePlan::default()
    };
    let service = new_service(&world.ctx, &NewService { agency_id: office.id, from_on, plan }).await.unwrap();
    let plan = DeskPlan {
        name: desk.to_owned(),
        unit_id: office.units[unit],
        minimum: WeekMinimum::every_day(minimum, minimum),
        ..DeskPlan::default()
    };
    let desk = add_desk(&world.ctx, service, from_on, &plan).await.unwrap();
    for employee in office.of_unit(unit) {
        let staff =
            NewStaff { employee_id: employee.id, serves: Serves::Desk(desk), from_on, until_on: None };
        add_staff(&world.ctx, office.id, &staff).await.unwrap();
    }
}
