//! Words of the lists: titles of columns, kinds of employees, titles of heads.

use crate::model::EmployeeKind;

/// Returns a text in capitals with one space between its words and no marks.
pub(crate) fn plain(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().map(str::to_uppercase).collect::<Vec<_>>().join(" ")
}

/// Returns the kind of employee that a cell names.
pub(crate) fn kind(text: &str) -> Option<EmployeeKind> {
    let text = plain(text);
    let has = |words: &[&str]| words.iter().any(|word| format!(" {text} ").contains(&format!(" {word} ")));
    let outside = ["NON", "HONORER", "HONORARIUM", "KONTRAK", "THL", "PHL", "TKS", "PTT", "SUKARELA"];
    let agreement = ["PPPK", "P3K", "PERJANJIAN KERJA"];
    if has(&agreement) {
        let is_part_time = has(&["PARUH WAKTU", "PW"]);
        return Some(if is_part_time {
            EmployeeKind::PartTimeContractCivilServant
        } else {
            EmployeeKind::ContractCivilServant
        });
    }
    if has(&outside) {
        return Some(EmployeeKind::ContractWorker);
    }
    if has(&["CPNS", "CPNSD", "CALON"]) {
        return Some(EmployeeKind::ProbationaryCivilServant);
    }
    has(&["PNS", "PNSD", "PEGAWAI NEGERI SIPIL"]).then_some(EmployeeKind::PermanentCivilServant)
}

/// Says whether a title heads its unit; in the main unit only titles that head a whole agency do.
pub(crate) fn is_head(title: &str, is_main_unit: bool) -> bool {
    let title = plain(title);
    let words: Vec<&str> = title.split(' ').collect();
    match words.as_slice() {
        ["KEPALA", part, ..] if is_main_unit => !PARTS_OF_AGENCIES.contains(part),
        ["KEPALA", ..] => true,
        ["SEKRETARIS", "DAERAH" | "DPRD", ..] => is_main_unit,
        ["SEKRETARIS", ..] => !is_main_unit,
        ["INSPEKTUR", "PEMBANTU", ..] => !is_main_unit,
        ["INSPEKTUR" | "CAMAT" | "LURAH" | "DIREKTUR", ..] => true,
        _ => false,
    }
}

/// Lists what stands after `Kepala` in the titles of those who head a part of an agency.
const PARTS_OF_AGENCIES: [&str; 14] = [
    "BIDANG",
    "BAGIAN",
    "SEKSI",
    "SUB",
    "SUBBAGIAN",
    "SUBBAG",
    "SUBBIDANG",
    "SUBBID",
    "UPT",
    "UPTD",
    "TATA",
    "INSTALASI",
    "RUANG",
    "LINGKUNGAN",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_offices_write_them() {
        use EmployeeKind::*;
        for (text, expected) in [
            ("PNS", Some(PermanentCivilServant)),
            ("PNS Daerah Kabupaten/Kota", Some(PermanentCivilServant)),
            ("Pegawai Negeri Sipil", Some(PermanentCivilServant)),
            ("CPNS", Some(ProbationaryCivilServant)),
            ("Calon PNS", Some(ProbationaryCivilServant)),
            ("pppk", Some(ContractCivilServant)),
            ("P3K Guru", Some(ContractCivilServant)),
            ("PPPK Paruh Waktu", Some(PartTimeContractCivilServant)),
            ("PPPK (Paruh-Waktu)", Some(PartTimeContractCivilServant)),
            ("Tenaga Kontrak", Some(ContractWorker)),
            ("Honorer", Some(ContractWorker)),
            ("Non-ASN", Some(ContractWorker)),
            ("Non PNS", Some(ContractWorker)),
            ("Aktif", None),
            ("", None),
            ("ASN", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn heads_are_told_from_their_titles() {
        for (title, of_main, of_unit) in [
            ("Kepala Dinas Kesehatan", true, true),
            ("Kepala Bidang Mutasi", false, true),
            ("Kepala UPTD Puskesmas", false, true),
            ("Camat Perbaungan", true, true),
            ("Sekretaris Daerah", true, false),
            ("Sekretaris Dinas Kesehatan", false, true),
            ("Inspektur Daerah", true, true),
            ("Inspektur Pembantu I", false, true),
            ("Analis Kepegawaian", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_head(title, true), is_head(title, false)), (of_main, of_unit), "{title}");
        }
    }

    #[test]
    fn plain_text_has_capitals_and_single_spaces() {
        assert_eq!(plain("  Tmt Cpns/Pns. "), "TMT CPNS PNS");
    }
}
