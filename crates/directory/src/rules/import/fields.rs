//! The columns of the lists and the titles under which personnel systems export them.

use super::words::plain;
use std::collections::BTreeMap;

/// Says what a column of a list can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name in mappings and in message ids.
    pub name: &'static str,
    /// Whether no row can be read without it.
    pub is_required: bool,
    /// Titles under which it is recognised, the preferred one first.
    headers: &'static [&'static str],
}

/// Which column holds which field, by index from 0.
pub type Mapping = BTreeMap<String, usize>;

const fn field(name: &'static str, is_required: bool, headers: &'static [&'static str]) -> Field {
    Field { name, is_required, headers }
}

/// Lists the columns of an employee list; titles as in exports of the national personnel system.
pub(crate) const EMPLOYEE_FIELDS: &[Field] = &[
    field("nip", false, &["NIP BARU", "NIP", "NIPBARU", "NOMOR INDUK PEGAWAI", "NI PPPK", "NIPPPK"]),
    field(
        "staff_number",
        false,
        &[
            "NOMOR PEGAWAI",
            "NO PEGAWAI",
            "NOMOR TENAGA KONTRAK",
            "ID PEGAWAI",
            "NOMOR REGISTER",
            "NO REGISTER",
        ],
    ),
    field("name", true, &["NAMA", "NAMA LENGKAP", "NAMA PEGAWAI"]),
    field("nik", false, &["NIK", "NOMOR INDUK KEPENDUDUKAN", "NO KTP"]),
    field("sex", false, &["JENIS KELAMIN", "KELAMIN", "L P"]),
    field("birth_on", false, &["TANGGAL LAHIR", "TGL LAHIR"]),
    field(
        "kind",
        true,
        &[
            "JENIS PEGAWAI",
            "JENIS PEGAWAI NAMA",
            "STATUS PEGAWAI",
            "STATUS KEPEGAWAIAN",
            "STATUS",
            "KEDUDUKAN",
            "KEDUDUKAN HUKUM NAMA",
        ],
    ),
    field(
        "employed_from",
        false,
        &[
            "TMT CPNS",
            "TMT CPNS PNS",
            "TMT PNS",
            "TMT PPPK",
            "TMT PENGANGKATAN",
            "TMT KONTRAK",
            "MULAI KERJA",
        ],
    ),
    field("employed_until", false, &["TMT PENSIUN", "AKHIR KONTRAK", "TANGGAL AKHIR KONTRAK", "BERAKHIR"]),
    field("title", false, &["JABATAN NAMA", "NAMA JABATAN", "JABATAN"]),
    field("level", false, &["JENIS JABATAN", "JENIS JABATAN NAMA", "ESELON NAMA", "ESELON"]),
    field("post_from", false, &["TMT JABATAN"]),
    field(
        "agency",
        true,
        &[
            "UNOR INDUK NAMA",
            "UNOR INDUK",
            "OPD",
            "KODE OPD",
            "NAMA OPD",
            "PERANGKAT DAERAH",
            "UNIT ORGANISASI INDUK",
            "INSTANSI",
        ],
    ),
    field("unit", false, &["UNOR NAMA", "UNIT KERJA", "KODE UNIT", "UNIT ORGANISASI"]),
    field("pin", false, &["PIN", "PIN MESIN", "ID MESIN", "ID SIDIK JARI"]),
];

/// Lists the columns of a list of agencies and units.
pub(crate) const AGENCY_FIELDS: &[Field] = &[
    field("code", true, &["KODE", "KODE OPD", "KODE PERANGKAT DAERAH"]),
    field("name", true, &["NAMA", "NAMA OPD", "NAMA PERANGKAT DAERAH", "OPD", "PERANGKAT DAERAH"]),
    field("parent_code", false, &["KODE INDUK", "KODE OPD INDUK", "INDUK"]),
    field("unit_code", false, &["KODE UNIT", "KODE UNIT KERJA"]),
    field("unit_name", false, &["NAMA UNIT", "UNIT KERJA", "NAMA UNIT KERJA"]),
    field("latitude", false, &["LINTANG", "LATITUDE", "LAT"]),
    field("longitude", false, &["BUJUR", "LONGITUDE", "LON", "LONG"]),
    field("region", false, &["KODE WILAYAH", "WILAYAH"]),
];

/// Returns the mapping that the titles suggest; each column serves one field.
pub(crate) fn guess(fields: &[Field], headers: &[String]) -> Mapping {
    let titles: Vec<String> = headers.iter().map(|header| plain(header)).collect();
    let mut mapping = Mapping::new();
    for field in fields {
        let column = field.headers.iter().find_map(|known| {
            titles
                .iter()
                .enumerate()
                .position(|(column, title)| title == known && !mapping.values().any(|taken| *taken == column))
        });
        if let Some(column) = column {
            mapping.insert(field.name.to_owned(), column);
        }
    }
    mapping
}

/// Returns the names of the required fields that a mapping leaves open.
///
/// An employee list also needs one of the two numbers by which people are told apart.
pub(crate) fn missing(fields: &'static [Field], mapping: &Mapping) -> Vec<&'static str> {
    let is_open = |field: &&Field| field.is_required && !mapping.contains_key(field.name);
    let mut missing: Vec<&'static str> = fields.iter().filter(is_open).map(|field| field.name).collect();
    let numbers = ["nip", "staff_number"];
    let asks_number = fields.iter().any(|field| field.name == "nip");
    if asks_number && !numbers.iter().any(|name| mapping.contains_key(*name)) {
        missing.insert(0, "nip");
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn titles_of_a_personnel_export_are_recognised() {
        let headers = headers(
            "NIP BARU,NAMA,NIK,JENIS KELAMIN,TANGGAL LAHIR,Jenis Pegawai,TMT CPNS,TMT PNS,JENIS JABATAN,\
             JABATAN NAMA,TMT JABATAN,UNOR NAMA,UNOR INDUK NAMA",
        );
        let mapping = guess(EMPLOYEE_FIELDS, &headers);
        let expected = [
            ("agency", 12),
            ("birth_on", 4),
            ("employed_from", 6),
            ("kind", 5),
            ("level", 8),
            ("name", 1),
            ("nik", 2),
            ("nip", 0),
            ("post_from", 10),
            ("sex", 3),
            ("title", 9),
            ("unit", 11),
        ];
        assert_eq!(mapping, expected.map(|(name, column)| (name.to_owned(), column)).into());
        assert!(missing(EMPLOYEE_FIELDS, &mapping).is_empty());
    }

    #[test]
    fn the_parent_organisation_is_the_agency_with_or_without_the_word_name() {
        for title in ["UNOR INDUK", "UNOR INDUK NAMA", "unor_induk"] {
            assert_eq!(guess(EMPLOYEE_FIELDS, &headers(title)), [("agency".to_owned(), 0)].into());
        }
    }

    #[test]
    fn spelling_of_titles_does_not_matter() {
        let mapping = guess(EMPLOYEE_FIELDS, &headers("nip_baru, Nama ,Status-Kepegawaian,Tmt Cpns/Pns,opd"));
        assert_eq!(mapping.len(), 5);
        assert_eq!(mapping["employed_from"], 3);
    }

    #[test]
    fn foreign_titles_leave_the_required_fields_open() {
        let mapping = guess(EMPLOYEE_FIELDS, &headers("Nomor,Siapa,Di mana"));
        assert!(mapping.is_empty());
        assert_eq!(missing(EMPLOYEE_FIELDS, &mapping), ["nip", "name", "kind", "agency"]);
        let staff = Mapping::from([("staff_number".to_owned(), 0)]);
        assert_eq!(missing(EMPLOYEE_FIELDS, &staff), ["name", "kind", "agency"]);
        assert_eq!(missing(AGENCY_FIELDS, &Mapping::new()), ["code", "name"]);
    }

    #[test]
    fn a_column_serves_one_field() {
        let mapping = guess(AGENCY_FIELDS, &headers("KODE OPD,OPD,KODE UNIT,UNIT KERJA"));
        let columns: Vec<usize> = mapping.values().copied().collect();
        assert_eq!(columns, [0, 1, 2, 3]);
    }
}
