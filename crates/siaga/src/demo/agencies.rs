//! The agencies of the demonstration: those that a regency of this size has, with real names of districts.

use siaga_civil::RegionCode;

/// What people of an agency do; it decides their titles, degrees and hours of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    Office,
    Education,
    Health,
    Hospital,
    Order,
    District,
}

/// A work unit to make.
#[derive(Debug, Clone)]
pub(super) struct UnitPlan {
    pub(super) code: String,
    pub(super) name: String,
    /// Has its own terminal because it stands elsewhere.
    pub(super) is_apart: bool,
}

/// An agency to make.
#[derive(Debug, Clone)]
pub(super) struct AgencyPlan {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) head_title: String,
    pub(super) flavour: Flavour,
    pub(super) region: Option<RegionCode>,
    pub(super) units: Vec<UnitPlan>,
    pub(super) people: usize,
    pub(super) has_terminals: bool,
}

/// Code, name, title of the head (none: `Kepala` and the name), flavour, people, units by `;`.
type Row = (&'static str, &'static str, &'static str, Flavour, usize, &'static str);

const ROWS: &[Row] = &[
    (
        "SETDA",
        "Sekretariat Daerah",
        "Sekretaris Daerah",
        Flavour::Office,
        212,
        "Bagian Pemerintahan;Bagian Kesejahteraan Rakyat;Bagian Hukum;Bagian Perekonomian;Bagian Administrasi Pembangunan;Bagian Pengadaan Barang dan Jasa;Bagian Organisasi;Bagian Umum;Bagian Hubungan Masyarakat dan Keprotokolan",
    ),
    (
        "SETWAN",
        "Sekretariat DPRD",
        "Sekretaris DPRD",
        Flavour::Office,
        74,
        "Bagian Umum dan Keuangan;Bagian Persidangan;Bagian Fasilitasi Penganggaran dan Pengawasan",
    ),
    (
        "INSPEKTORAT",
        "Inspektorat",
        "Inspektur",
        Flavour::Office,
        68,
        "Sekretariat;Inspektur Pembantu Wilayah I;Inspektur Pembantu Wilayah II;Inspektur Pembantu Wilayah III;Inspektur Pembantu Wilayah IV",
    ),
    (
        "DISDIK",
        "Dinas Pendidikan",
        "",
        Flavour::Education,
        930,
        "Sekretariat;Bidang Pembinaan Pendidikan Anak Usia Dini;Bidang Pembinaan Sekolah Dasar;Bidang Pembinaan Sekolah Menengah Pertama;Bidang Ketenagaan",
    ),
    (
        "DINKES",
        "Dinas Kesehatan",
        "",
        Flavour::Health,
        1_272,
        "Sekretariat;Bidang Kesehatan Masyarakat;Bidang Pencegahan dan Pengendalian Penyakit;Bidang Pelayanan Kesehatan;Bidang Sumber Daya Kesehatan",
    ),
    (
        "RSUD",
        "Rumah Sakit Umum Daerah",
        "Direktur Rumah Sakit Umum Daerah",
        Flavour::Hospital,
        548,
        "Bagian Tata Usaha;Bidang Pelayanan Medik;Bidang Keperawatan;Bidang Penunjang Medik;Instalasi Gawat Darurat;Instalasi Rawat Inap",
    ),
    (
        "DPUPR",
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "",
        Flavour::Office,
        186,
        "Sekretariat;Bidang Bina Marga;Bidang Sumber Daya Air;Bidang Tata Ruang;UPT Peralatan",
    ),
    (
        "DISPERKIM",
        "Dinas Perumahan Rakyat dan Kawasan Permukiman",
        "",
        Flavour::Office,
        84,
        "Sekretariat;Bidang Perumahan;Bidang Kawasan Permukiman;Bidang Pertanahan",
    ),
    (
        "SATPOLPP",
        "Satuan Polisi Pamong Praja",
        "",
        Flavour::Order,
        242,
        "Sekretariat;Bidang Ketertiban Umum;Bidang Penegakan Peraturan Daerah;Bidang Perlindungan Masyarakat",
    ),
    (
        "DAMKAR",
        "Dinas Pemadam Kebakaran dan Penyelamatan",
        "",
        Flavour::Order,
        88,
        "Sekretariat;Bidang Pencegahan;Bidang Pemadaman dan Penyelamatan",
    ),
    (
        "DINSOS",
        "Dinas Sosial",
        "",
        Flavour::Office,
        66,
        "Sekretariat;Bidang Perlindungan dan Jaminan Sosial;Bidang Rehabilitasi Sosial;Bidang Pemberdayaan Sosial",
    ),
    (
        "DISNAKER",
        "Dinas Ketenagakerjaan",
        "",
        Flavour::Office,
        58,
        "Sekretariat;Bidang Pelatihan dan Penempatan Kerja;Bidang Hubungan Industrial",
    ),
    (
        "DISKOPUKM",
        "Dinas Koperasi, Usaha Kecil dan Menengah",
        "",
        Flavour::Office,
        52,
        "Sekretariat;Bidang Koperasi;Bidang Usaha Kecil dan Menengah",
    ),
    (
        "DP2KBP3A",
        "Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak",
        "",
        Flavour::Office,
        124,
        "Sekretariat;Bidang Keluarga Berencana;Bidang Pemberdayaan Perempuan;Bidang Perlindungan Anak",
    ),
    (
        "DISKETAPANG",
        "Dinas Ketahanan Pangan",
        "",
        Flavour::Office,
        56,
        "Sekretariat;Bidang Ketersediaan Pangan;Bidang Distribusi dan Cadangan Pangan",
    ),
    (
        "DLH",
        "Dinas Lingkungan Hidup",
        "",
        Flavour::Order,
        214,
        "Sekretariat;Bidang Tata Lingkungan;Bidang Pengelolaan Sampah;Bidang Pengendalian Pencemaran",
    ),
    (
        "DISDUKCAPIL",
        "Dinas Kependudukan dan Pencatatan Sipil",
        "",
        Flavour::Office,
        82,
        "Sekretariat;Bidang Pelayanan Pendaftaran Penduduk;Bidang Pelayanan Pencatatan Sipil;Bidang Pengelolaan Informasi",
    ),
    (
        "DPMD",
        "Dinas Pemberdayaan Masyarakat dan Desa",
        "",
        Flavour::Office,
        58,
        "Sekretariat;Bidang Pemerintahan Desa;Bidang Pemberdayaan Masyarakat",
    ),
    (
        "DISHUB",
        "Dinas Perhubungan",
        "",
        Flavour::Order,
        118,
        "Sekretariat;Bidang Lalu Lintas;Bidang Angkutan;UPT Pengujian Kendaraan Bermotor",
    ),
    (
        "DISKOMINFO",
        "Dinas Komunikasi dan Informatika",
        "",
        Flavour::Office,
        74,
        "Sekretariat;Bidang Informasi Publik;Bidang Aplikasi Informatika;Bidang Statistik dan Persandian",
    ),
    (
        "DPMPTSP",
        "Dinas Penanaman Modal dan Pelayanan Perizinan Terpadu Satu Pintu",
        "",
        Flavour::Office,
        52,
        "Sekretariat;Bidang Penanaman Modal;Bidang Pelayanan Perizinan",
    ),
    (
        "DISPORAPAR",
        "Dinas Pemuda, Olahraga, Pariwisata dan Kebudayaan",
        "",
        Flavour::Office,
        72,
        "Sekretariat;Bidang Kepemudaan dan Olahraga;Bidang Pariwisata;Bidang Kebudayaan",
    ),
    (
        "DISPERPUSIP",
        "Dinas Perpustakaan dan Kearsipan",
        "",
        Flavour::Office,
        48,
        "Sekretariat;Bidang Perpustakaan;Bidang Kearsipan",
    ),
    (
        "DISKANLA",
        "Dinas Perikanan dan Kelautan",
        "",
        Flavour::Office,
        86,
        "Sekretariat;Bidang Perikanan Tangkap;Bidang Perikanan Budidaya;UPT Balai Benih Ikan",
    ),
    (
        "DISTAN",
        "Dinas Pertanian",
        "",
        Flavour::Office,
        212,
        "Sekretariat;Bidang Tanaman Pangan;Bidang Hortikultura;Bidang Perkebunan;Bidang Penyuluhan",
    ),
    (
        "DISNAK",
        "Dinas Peternakan dan Kesehatan Hewan",
        "",
        Flavour::Office,
        64,
        "Sekretariat;Bidang Produksi Ternak;Bidang Kesehatan Hewan",
    ),
    (
        "DISPERINDAG",
        "Dinas Perindustrian dan Perdagangan",
        "",
        Flavour::Office,
        92,
        "Sekretariat;Bidang Perindustrian;Bidang Perdagangan;UPT Pasar",
    ),
    (
        "BAPPEDA",
        "Badan Perencanaan Pembangunan Daerah",
        "",
        Flavour::Office,
        72,
        "Sekretariat;Bidang Pemerintahan dan Pembangunan Manusia;Bidang Perekonomian;Bidang Infrastruktur dan Kewilayahan",
    ),
    (
        "BKD",
        "Badan Kepegawaian Daerah",
        "",
        Flavour::Office,
        70,
        "Sekretariat;Bidang Pengadaan dan Informasi;Bidang Mutasi;Bidang Pengembangan Kompetensi;Bidang Penilaian Kinerja",
    ),
    (
        "BPKAD",
        "Badan Pengelola Keuangan dan Aset Daerah",
        "",
        Flavour::Office,
        98,
        "Sekretariat;Bidang Anggaran;Bidang Perbendaharaan;Bidang Akuntansi;Bidang Aset",
    ),
    (
        "BAPENDA",
        "Badan Pendapatan Daerah",
        "",
        Flavour::Office,
        92,
        "Sekretariat;Bidang Pendataan;Bidang Penagihan;Bidang Perencanaan Pendapatan",
    ),
    (
        "BPBD",
        "Badan Penanggulangan Bencana Daerah",
        "",
        Flavour::Order,
        68,
        "Sekretariat;Bidang Pencegahan dan Kesiapsiagaan;Bidang Kedaruratan dan Logistik;Bidang Rehabilitasi",
    ),
    (
        "BAKESBANGPOL",
        "Badan Kesatuan Bangsa dan Politik",
        "",
        Flavour::Office,
        38,
        "Sekretariat;Bidang Ideologi dan Wawasan Kebangsaan;Bidang Politik Dalam Negeri",
    ),
    (
        "BALITBANG",
        "Badan Penelitian dan Pengembangan",
        "",
        Flavour::Office,
        36,
        "Sekretariat;Bidang Penelitian;Bidang Inovasi",
    ),
    (
        "KORPRI",
        "Sekretariat Dewan Pengurus Korpri",
        "Sekretaris Dewan Pengurus Korpri",
        Flavour::Office,
        22,
        "Bagian Umum;Bagian Usaha dan Bantuan",
    ),
];

/// People in the office of each district, by the order of their codes; then all alike.
const DISTRICT_PEOPLE: [usize; 17] = [30, 62, 28, 44, 30, 24, 24, 26, 38, 20, 18, 20, 28, 26, 28, 24, 14];

/// The puskesmas: every district has one that carries its name, some have a second one.
const SECOND_PUSKESMAS: &[&str] = &["Melati", "Plintahan", "Pangkalan Budiman"];

/// Returns the agencies for a number of people, in the order of the list of agencies.
///
/// # Shape
/// `districts` are codes and names as loaded. Sizes follow the number of people; the sum is exact.
pub(super) fn agencies(districts: &[(RegionCode, String)], people: usize) -> Vec<AgencyPlan> {
    let mut plans: Vec<AgencyPlan> = ROWS.iter().map(|row| office(row, districts)).collect();
    plans.extend(districts.iter().enumerate().map(|(place, (code, name))| district(place, *code, name)));
    scale(&mut plans, people);
    plans
}

fn office(row: &Row, districts: &[(RegionCode, String)]) -> AgencyPlan {
    let &(code, name, head, flavour, people, units) = row;
    let mut units: Vec<UnitPlan> =
        units.split(';').enumerate().map(|(place, name)| unit(place, name)).collect();
    if flavour == Flavour::Health {
        let names = districts.iter().map(|(_, name)| name.as_str()).chain(SECOND_PUSKESMAS.iter().copied());
        units.extend(names.enumerate().map(|(place, name)| UnitPlan {
            code: format!("PKM{:02}", place + 1),
            name: format!("Puskesmas {name}"),
            is_apart: true,
        }));
    }
    let head_title = if head.is_empty() { format!("Kepala {name}") } else { head.to_owned() };
    AgencyPlan {
        code: code.to_owned(),
        name: name.to_owned(),
        head_title,
        flavour,
        region: None,
        units,
        people,
        has_terminals: true,
    }
}

fn district(place: usize, code: RegionCode, name: &str) -> AgencyPlan {
    let sections = [
        "Sekretariat",
        "Seksi Tata Pemerintahan",
        "Seksi Pemberdayaan Masyarakat",
        "Seksi Ketenteraman dan Ketertiban",
    ];
    AgencyPlan {
        code: format!("KEC-{}", name.to_uppercase().replace(' ', "-")),
        name: format!("Kecamatan {name}"),
        head_title: format!("Camat {name}"),
        flavour: Flavour::District,
        region: Some(code),
        units: sections.iter().enumerate().map(|(place, name)| unit(place, name)).collect(),
        people: DISTRICT_PEOPLE.get(place).copied().unwrap_or(24),
        has_terminals: false,
    }
}

fn unit(place: usize, name: &str) -> UnitPlan {
    UnitPlan { code: format!("{:02}", place + 1), name: name.to_owned(), is_apart: false }
}

/// Changes the sizes so that their sum is `people`; what rounding leaves over goes to the largest agency.
fn scale(plans: &mut [AgencyPlan], people: usize) {
    let sum: usize = plans.iter().map(|plan| plan.people).sum();
    for plan in plans.iter_mut() {
        plan.people = (plan.people * people / sum).max(10);
    }
    let scaled: usize = plans.iter().map(|plan| plan.people).sum();
    if let Some(largest) = plans.iter_mut().max_by_key(|plan| plan.people) {
        largest.people = (largest.people + people).saturating_sub(scaled);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::collections::HashSet;

    pub(in crate::demo) fn districts() -> Vec<(RegionCode, String)> {
        (1..=17)
            .map(|place| {
                (RegionCode::parse(&format!("12.18.{place:02}")).unwrap(), format!("Contoh {place}"))
            })
            .collect()
    }

    #[test]
    fn the_sizes_add_up_for_any_number_of_people() {
        for people in [5_000, 6_212, 6_213, 20_000] {
            let plans = agencies(&districts(), people);
            assert_eq!(plans.iter().map(|plan| plan.people).sum::<usize>(), people);
        }
    }

    #[test]
    fn codes_are_unique_and_the_districts_have_no_terminals() {
        let plans = agencies(&districts(), 6_212);
        assert_eq!(plans.len(), 52);
        assert_eq!(plans.iter().filter(|plan| plan.has_terminals).count(), 35);
        let codes: HashSet<&str> = plans.iter().map(|plan| plan.code.as_str()).collect();
        assert_eq!(codes.len(), plans.len());
        for plan in &plans {
            let codes: HashSet<&str> = plan.units.iter().map(|unit| unit.code.as_str()).collect();
            assert_eq!(codes.len(), plan.units.len(), "{}", plan.code);
            assert_eq!(plan.has_terminals, plan.region.is_none());
        }
    }
}
