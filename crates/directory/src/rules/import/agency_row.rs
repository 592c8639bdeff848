//! One row of a list of agencies: an agency, or a unit of one.

use super::cells::{Cells, Finding, micro_degrees};
use super::fields::Mapping;
use crate::rules::tree;
use siaga_civil::RegionCode;

/// Holds a row whose cells are all in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AgencyRow {
    /// Row of the file.
    pub(crate) number: u32,
    /// Code of the agency.
    pub(crate) code: String,
    /// Name of the agency.
    pub(crate) name: String,
    /// Code of the agency above.
    pub(crate) parent_code: Option<String>,
    /// Code and name of the unit, when the row is about one.
    pub(crate) unit: Option<(String, String)>,
    /// Latitude and longitude in millionths of a degree.
    pub(crate) position: Option<(i64, i64)>,
    /// Region it serves.
    pub(crate) region: Option<RegionCode>,
}

/// Returns the row, or everything that is wrong with it.
pub(crate) fn read(number: u32, texts: &[String], mapping: &Mapping) -> Result<AgencyRow, Vec<Finding>> {
    let mut cells = Cells::new(number, texts, mapping);
    let code = cells.needed("code", "directory.code_empty");
    let name = cells.needed("name", "directory.name_empty");
    if code.is_some_and(|code| !tree::is_code(code)) {
        cells.wrong("code", "directory.code_form", &[]);
    }
    let unit = unit(&mut cells);
    let position = position(&mut cells);
    let region = region(&mut cells);
    let (Some(code), Some(name), true) = (code, name, cells.is_clean()) else {
        return Err(cells.into_findings());
    };
    let parent_code = cells.text("parent_code").filter(|parent| *parent != code).map(str::to_owned);
    Ok(AgencyRow {
        number,
        code: code.to_owned(),
        name: name.to_owned(),
        parent_code,
        unit,
        position,
        region,
    })
}

fn unit(cells: &mut Cells<'_>) -> Option<(String, String)> {
    match (cells.text("unit_code"), cells.text("unit_name")) {
        (Some(code), Some(name)) => Some((code.to_owned(), name.to_owned())),
        (None, None) => None,
        (Some(_), None) => {
            cells.wrong("unit_name", "directory.unit_name_empty", &[]);
            None
        }
        (None, Some(_)) => {
            cells.wrong("unit_code", "directory.unit_code_empty", &[]);
            None
        }
    }
}

fn position(cells: &mut Cells<'_>) -> Option<(i64, i64)> {
    let (latitude, longitude) = (cells.text("latitude"), cells.text("longitude"));
    if latitude.is_none() && longitude.is_none() {
        return None;
    }
    // The poles and the other side of the globe, in millionths of a degree.
    let latitude = latitude.and_then(micro_degrees).filter(|value| value.abs() <= 90_000_000);
    let longitude = longitude.and_then(micro_degrees).filter(|value| value.abs() <= 180_000_000);
    let position = latitude.zip(longitude);
    if position.is_none() {
        let field = if latitude.is_none() { "latitude" } else { "longitude" };
        cells.wrong(field, "directory.position_incomplete", &[]);
    }
    position
}

fn region(cells: &mut Cells<'_>) -> Option<RegionCode> {
    let text = cells.text("region")?;
    let region = RegionCode::parse(text).ok();
    if region.is_none() {
        cells.wrong("region", "directory.region_unknown", &[("code", text.to_owned())]);
    }
    region
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::import::fields::{AGENCY_FIELDS, guess};

    fn read_row(texts: [&str; 8]) -> Result<AgencyRow, Vec<(&'static str, String)>> {
        let headers =
            ["KODE", "NAMA", "KODE INDUK", "KODE UNIT", "NAMA UNIT", "LINTANG", "BUJUR", "KODE WILAYAH"]
                .map(str::to_owned);
        let texts = texts.map(str::to_owned);
        read(2, &texts, &guess(AGENCY_FIELDS, &headers))
            .map_err(|findings| findings.into_iter().map(|finding| (finding.field, finding.code)).collect())
    }

    #[test]
    fn an_agency_and_a_unit_are_told_apart() {
        let agency = read_row(["CAMAT", "Kecamatan", "CAMAT", "", "", "3.5", "99,25", "12.18.01"]).unwrap();
        assert_eq!((agency.parent_code, agency.unit), (None, None));
        assert_eq!(agency.position, Some((3_500_000, 99_250_000)));
        let unit = read_row(["CAMAT", "Kecamatan", "", "TRANTIB", "Seksi Trantib", "", "", ""]).unwrap();
        assert_eq!(unit.unit, Some(("TRANTIB".to_owned(), "Seksi Trantib".to_owned())));
    }

    #[test]
    fn every_wrong_cell_is_named() {
        for (texts, field, code) in [
            (["", "Dinas", "", "", "", "", "", ""], "code", "directory.code_empty"),
            (["A/B", "Dinas", "", "", "", "", "", ""], "code", "directory.code_form"),
            (["A", "", "", "", "", "", "", ""], "name", "directory.name_empty"),
            (["A", "Dinas", "", "U", "", "", "", ""], "unit_name", "directory.unit_name_empty"),
            (["A", "Dinas", "", "", "Unit", "", "", ""], "unit_code", "directory.unit_code_empty"),
            (["A", "Dinas", "", "", "", "91", "99", ""], "latitude", "directory.position_incomplete"),
            (["A", "Dinas", "", "", "", "3", "", ""], "longitude", "directory.position_incomplete"),
            (["A", "Dinas", "", "", "", "", "", "99x"], "region", "directory.region_unknown"),
        ] {
            assert_eq!(read_row(texts).unwrap_err(), [(field, code.to_owned())]);
        }
    }
}
