//! One row of an employee list.

use super::cells::{Cells, Finding};
use super::fields::Mapping;
use super::words;
use crate::model::{Agency, EmployeeKind, Unit};
use chrono::NaiveDate;
use siaga_civil::{Nik, Nip, NipKind, Sex};
use std::collections::HashMap;

/// Holds a row whose cells are all in order. What is not given stays as it is on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EmployeeRow {
    /// Row of the file.
    pub(crate) number: u32,
    /// Employee number.
    pub(crate) nip: Option<Nip>,
    /// Staff number of those who have no NIP.
    pub(crate) staff_number: Option<String>,
    /// Name with titles.
    pub(crate) name: String,
    /// National identity number.
    pub(crate) nik: Option<Nik>,
    /// Sex.
    pub(crate) sex: Option<Sex>,
    /// Birth date.
    pub(crate) birth_on: Option<NaiveDate>,
    /// Kind.
    pub(crate) kind: EmployeeKind,
    /// First day as this kind.
    pub(crate) employed_from: Option<NaiveDate>,
    /// Last day as this kind.
    pub(crate) employed_until: Option<NaiveDate>,
    /// Title of the post.
    pub(crate) title: String,
    /// Level of the post.
    pub(crate) level: Option<String>,
    /// First day of the post.
    pub(crate) post_from: Option<NaiveDate>,
    /// Agency.
    pub(crate) agency_id: i64,
    /// Its code: the group of its PINs.
    pub(crate) agency_code: String,
    /// Unit.
    pub(crate) unit_id: i64,
    /// Whether the title heads the unit.
    pub(crate) is_head: bool,
    /// PIN at the terminals of the agency.
    pub(crate) pin: Option<String>,
}

/// Finds agencies and units by the words of a list: code or name, whatever the spelling.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    agencies: HashMap<String, Vec<&'a Agency>>,
    units: HashMap<(i64, String), Vec<&'a Unit>>,
    main: HashMap<i64, &'a Unit>,
}

/// The title of those for whom the list gives none.
const NO_TITLE: &str = "Pelaksana";

impl<'a> Places<'a> {
    /// Returns the places of a government.
    pub(crate) fn new(agencies: &'a [Agency], units: &'a [Unit]) -> Self {
        let mut places = Self { agencies: HashMap::new(), units: HashMap::new(), main: HashMap::new() };
        for agency in agencies {
            for word in words_of(&agency.code, &agency.name) {
                places.agencies.entry(word).or_default().push(agency);
            }
        }
        for unit in units {
            for word in words_of(&unit.code, &unit.name) {
                places.units.entry((unit.agency_id, word)).or_default().push(unit);
            }
            if unit.is_main {
                places.main.insert(unit.agency_id, unit);
            }
        }
        places
    }

    fn agency(&self, cells: &mut Cells<'_>) -> Option<&'a Agency> {
        let text = cells.needed("agency", "directory.agency_empty")?;
        match self.agencies.get(&words::plain(text)).map(Vec::as_slice) {
            Some([agency]) => Some(agency),
            Some(_) => {
                cells.wrong("agency", "directory.agency_ambiguous", &[("text", text.to_owned())]);
                None
            }
            None => {
                cells.wrong("agency", "directory.agency_unknown", &[("text", text.to_owned())]);
                None
            }
        }
    }

    fn unit(&self, cells: &mut Cells<'_>, agency: &Agency) -> Option<&'a Unit> {
        let Some(text) = cells.text("unit") else { return self.main.get(&agency.id).copied() };
        match self.units.get(&(agency.id, words::plain(text))).map(Vec::as_slice) {
            Some([unit]) => Some(unit),
            Some(_) => {
                cells.wrong("unit", "directory.unit_ambiguous", &[("text", text.to_owned())]);
                None
            }
            None => {
                let values = [("text", text.to_owned()), ("agency", agency.name.clone())];
                cells.wrong("unit", "directory.unit_unknown", &values);
                None
            }
        }
    }
}

fn words_of(code: &str, name: &str) -> Vec<String> {
    let mut words = vec![words::plain(code), words::plain(name)];
    words.dedup();
    words
}

/// Returns the row, or everything that is wrong with it.
pub(crate) fn read(
    number: u32,
    texts: &[String],
    mapping: &Mapping,
    places: &Places<'_>,
) -> Result<EmployeeRow, Vec<Finding>> {
    let mut cells = Cells::new(number, texts, mapping);
    let name = cells.needed("name", "directory.name_empty");
    let kind = kind(&mut cells);
    let nip = nip(&mut cells, kind);
    let staff_number = cells.text("staff_number").map(str::to_owned);
    refuse_without_number(&mut cells, kind, staff_number.as_deref());
    let nik = nik(&mut cells);
    let sex = sex(&mut cells);
    let birth_on = cells.date("birth_on");
    let (employed_from, employed_until) = (cells.date("employed_from"), cells.date("employed_until"));
    cells.dates_in_order("employed_until", employed_from, employed_until);
    let post_from = cells.date("post_from");
    let agency = places.agency(&mut cells);
    let unit = agency.and_then(|agency| places.unit(&mut cells, agency));
    let pin = pin(&mut cells);
    let title = cells.text("title").unwrap_or(NO_TITLE);
    let (Some(name), Some(kind), Some(agency), Some(unit), true) =
        (name, kind, agency, unit, cells.is_clean())
    else {
        return Err(cells.into_findings());
    };
    Ok(EmployeeRow {
        number,
        nip,
        staff_number,
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        nik,
        sex,
        birth_on,
        kind,
        employed_from,
        employed_until,
        title: title.to_owned(),
        level: cells.text("level").map(str::to_owned),
        post_from,
        agency_id: agency.id,
        agency_code: agency.code.clone(),
        unit_id: unit.id,
        is_head: words::is_head(title, unit.is_main),
        pin,
    })
}

fn kind(cells: &mut Cells<'_>) -> Option<EmployeeKind> {
    let text = cells.needed("kind", "directory.kind_empty")?;
    let kind = words::kind(text);
    if kind.is_none() {
        cells.wrong("kind", "directory.kind_unknown", &[("text", text.to_owned())]);
    }
    kind
}

fn nip(cells: &mut Cells<'_>, kind: Option<EmployeeKind>) -> Option<Nip> {
    // Exports put an apostrophe before long numbers so that spreadsheets keep their digits.
    let text = cells.text("nip")?.trim_start_matches('\'');
    let form = match kind {
        Some(EmployeeKind::PermanentCivilServant | EmployeeKind::ProbationaryCivilServant) => {
            NipKind::CivilServant
        }
        _ => NipKind::Contract,
    };
    match Nip::parse(form, text) {
        Ok(nip) => Some(nip),
        Err(error) => {
            let found = text.chars().filter(char::is_ascii_digit).count();
            let (first, last) = error.digits().unwrap_or_default();
            let values =
                [("found", found.to_string()), ("first", first.to_string()), ("last", last.to_string())];
            cells.wrong("nip", &format!("directory.{}", error.code()), &values);
            None
        }
    }
}

fn refuse_without_number(cells: &mut Cells<'_>, kind: Option<EmployeeKind>, staff_number: Option<&str>) {
    if cells.text("nip").is_some() {
        return;
    }
    match kind {
        Some(EmployeeKind::ContractWorker) if staff_number.is_none() => {
            cells.wrong("staff_number", "directory.staff_number_missing", &[]);
        }
        Some(kind) if kind.is_civil_servant() => cells.wrong("nip", "directory.nip_missing", &[]),
        _ => {}
    }
}

fn nik(cells: &mut Cells<'_>) -> Option<Nik> {
    let text = cells.text("nik")?.trim_start_matches('\'');
    match Nik::parse(text) {
        Ok(nik) => Some(nik),
        Err(error) => {
            let found = text.chars().filter(char::is_ascii_digit).count();
            let (first, last) = error.digits().unwrap_or_default();
            let values =
                [("found", found.to_string()), ("first", first.to_string()), ("last", last.to_string())];
            cells.wrong("nik", &format!("directory.{}", error.code()), &values);
            None
        }
    }
}

fn sex(cells: &mut Cells<'_>) -> Option<Sex> {
    let text = cells.text("sex")?;
    match Sex::parse(text) {
        Ok(sex) => Some(sex),
        Err(_) => {
            cells.wrong("sex", "directory.sex_unknown", &[("text", text.to_owned())]);
            None
        }
    }
}

fn pin(cells: &mut Cells<'_>) -> Option<String> {
    let text = cells.text("pin")?;
    if !crate::rules::pins::is_well_formed(text) {
        cells.wrong("pin", "directory.pin_form", &[("pin", text.to_owned())]);
        return None;
    }
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::import::fields::{EMPLOYEE_FIELDS, guess};

    const HEADERS: [&str; 12] = [
        "NIP BARU",
        "NOMOR PEGAWAI",
        "NAMA",
        "NIK",
        "JENIS KELAMIN",
        "TANGGAL LAHIR",
        "JENIS PEGAWAI",
        "TMT CPNS",
        "AKHIR KONTRAK",
        "JABATAN NAMA",
        "UNOR INDUK NAMA",
        "UNOR NAMA",
    ];
    const GOOD: [&str; 12] = [
        "198001012005011001",
        "",
        "  Ani   Lestari ",
        "1218014101800001",
        "P",
        "01-01-1980",
        "PNS",
        "2005-01-01",
        "",
        "Kepala Bidang Pencegahan",
        "Dinas Kesehatan",
        "bidang  pencegahan",
    ];

    fn read_row(change: &[(usize, &str)]) -> Result<EmployeeRow, Vec<(&'static str, String)>> {
        let agency = |id: i64, code: &str, name: &str| Agency {
            id,
            code: code.to_owned(),
            name: name.to_owned(),
            parent_id: None,
            path: vec![id],
            latitude_micro: None,
            longitude_micro: None,
            region: None,
        };
        let unit = |id: i64, agency_id: i64, code: &str, name: &str, is_main: bool| Unit {
            id,
            agency_id,
            code: code.to_owned(),
            name: name.to_owned(),
            is_main,
        };
        let agencies = [
            agency(1, "DINKES", "Dinas Kesehatan"),
            agency(2, "A", "Kantor Kembar"),
            agency(3, "B", "Kantor Kembar"),
        ];
        let units = [
            unit(10, 1, "DINKES", "Dinas Kesehatan", true),
            unit(11, 1, "P2P", "Bidang Pencegahan", false),
            unit(20, 2, "A", "Kantor Kembar", true),
        ];
        let headers = HEADERS.map(str::to_owned);
        let mapping = guess(EMPLOYEE_FIELDS, &headers);
        let mut texts = GOOD.map(str::to_owned);
        for (column, text) in change {
            texts[*column] = (*text).to_owned();
        }
        read(2, &texts, &mapping, &Places::new(&agencies, &units))
            .map_err(|findings| findings.into_iter().map(|finding| (finding.field, finding.code)).collect())
    }

    #[test]
    fn a_good_row_is_read() {
        let row = read_row(&[]).unwrap();
        assert_eq!(row.name, "Ani Lestari");
        assert_eq!((row.agency_id, row.unit_id, row.is_head), (1, 11, true));
        assert_eq!((row.kind, row.sex), (EmployeeKind::PermanentCivilServant, Some(Sex::Female)));
        assert_eq!(row.birth_on, NaiveDate::from_ymd_opt(1980, 1, 1));
    }

    #[test]
    fn an_agency_by_code_and_an_empty_unit_give_the_main_unit() {
        let row = read_row(&[(10, "dinkes"), (11, "")]).unwrap();
        assert_eq!((row.unit_id, row.is_head), (10, false));
    }

    /// Changed cells by column, and the findings by field and code.
    type Case<'a> = (&'a [(usize, &'a str)], &'a [(&'a str, &'a str)]);

    #[test]
    fn every_wrong_cell_is_named_with_its_column() {
        let cases: &[Case] = &[
            (&[(0, "19800101200501100")], &[("nip", "directory.nip_length")]),
            (&[(0, "1980010120050110012")], &[("nip", "directory.nip_length")]),
            (&[(0, "198002312005011001")], &[("nip", "directory.nip_birth_digits")]),
            (&[(0, "")], &[("nip", "directory.nip_missing")]),
            (&[(2, " ")], &[("name", "directory.name_empty")]),
            (&[(3, "121801")], &[("nik", "directory.nik_length")]),
            (&[(4, "X")], &[("sex", "directory.sex_unknown")]),
            (&[(5, "31-02-1980")], &[("birth_on", "directory.date_impossible")]),
            (&[(5, "lahir")], &[("birth_on", "directory.date_unreadable")]),
            (&[(6, "")], &[("kind", "directory.kind_empty")]),
            (&[(6, "Aktif")], &[("kind", "directory.kind_unknown")]),
            (&[(8, "2004-12-31")], &[("employed_until", "directory.dates_reversed")]),
            (&[(10, "")], &[("agency", "directory.agency_empty")]),
            (&[(10, "Dinas Angkasa")], &[("agency", "directory.agency_unknown")]),
            (&[(10, "Kantor Kembar")], &[("agency", "directory.agency_ambiguous")]),
            (&[(11, "Bidang Lain")], &[("unit", "directory.unit_unknown")]),
            (&[(0, ""), (6, "Honorer")], &[("staff_number", "directory.staff_number_missing")]),
            (
                &[(0, "1"), (5, "30-02-2000"), (10, "")],
                &[
                    ("nip", "directory.nip_length"),
                    ("birth_on", "directory.date_impossible"),
                    ("agency", "directory.agency_empty"),
                ],
            ),
        ];
        for (change, expected) in cases {
            let found = read_row(change).unwrap_err();
            let found: Vec<(&str, &str)> =
                found.iter().map(|(field, code)| (*field, code.as_str())).collect();
            assert_eq!(found, *expected, "{change:?}");
        }
    }

    #[test]
    fn a_contract_worker_needs_only_a_staff_number() {
        let row = read_row(&[(0, ""), (1, "TK-7"), (6, "Tenaga Kontrak"), (11, "")]).unwrap();
        assert_eq!((row.nip, row.staff_number.as_deref()), (None, Some("TK-7")));
    }

    #[test]
    fn a_number_of_a_work_agreement_is_not_checked_for_a_month_of_appointment() {
        assert!(read_row(&[(0, "198001012005211001")]).is_err());
        assert!(read_row(&[(0, "198001012005211001"), (6, "PPPK")]).is_ok());
        assert!(read_row(&[(0, "'198001012005011001")]).is_ok());
    }
}
