//! A list of programmes as an office sends it: which column is what, and what a row means.

use crate::model::{MonthPlan, ProgrammePlan};
use siaga_civil::Rupiah;

/// A column that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Agency,
    Year,
    Name,
    Indicator,
    Unit,
    Target,
    Budget,
    Responsible,
    /// Cumulative plan by the end of a month, 1 to 12.
    Month(u32),
}

/// Columns without which a list says nothing.
pub(crate) const NEEDED: [Column; 8] = [
    Column::Agency,
    Column::Year,
    Column::Name,
    Column::Indicator,
    Column::Unit,
    Column::Target,
    Column::Budget,
    Column::Responsible,
];

impl Column {
    /// Returns the column of a title, whatever its case and signs.
    pub(crate) fn of_title(title: &str) -> Option<Self> {
        let letters = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
        let title: String = title.chars().map(letters).collect();
        let words: Vec<&str> = title.split_whitespace().collect();
        if let ["rencana" | "plan" | "target", month] = words.as_slice() {
            return month_of(month).map(Self::Month);
        }
        match words.join(" ").as_str() {
            "opd" | "kode opd" | "kode perangkat daerah" | "agency code" => Some(Self::Agency),
            "tahun" | "tahun anggaran" | "year" => Some(Self::Year),
            "program" | "nama program" | "nama" | "programme" => Some(Self::Name),
            "indikator" | "indicator" => Some(Self::Indicator),
            "satuan" | "unit" => Some(Self::Unit),
            "target" => Some(Self::Target),
            "anggaran" | "anggaran rp" | "pagu" | "pagu anggaran" | "budget" | "budget rp" => {
                Some(Self::Budget)
            }
            "penanggung jawab" | "pj" | "responsible" => Some(Self::Responsible),
            _ => None,
        }
    }

    /// Returns the name under which people know the column.
    pub(crate) fn message_id(self) -> &'static str {
        match self {
            Self::Agency => "programmes-column-agency",
            Self::Year => "programmes-column-year",
            Self::Name => "programmes-column-name",
            Self::Indicator => "programmes-column-indicator",
            Self::Unit => "programmes-column-unit",
            Self::Target => "programmes-column-target",
            Self::Budget => "programmes-column-budget",
            Self::Responsible => "programmes-column-responsible",
            Self::Month(_) => "programmes-column-month",
        }
    }
}

/// Reads `3`, `Mar` or `Maret`.
fn month_of(text: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "januari",
        "februari",
        "maret",
        "april",
        "mei",
        "juni",
        "juli",
        "agustus",
        "september",
        "oktober",
        "november",
        "desember",
    ];
    if let Ok(number) = text.parse() {
        return (1..=12).contains(&number).then_some(number);
    }
    let is_meant = |name: &&str| text.len() >= 3 && name.starts_with(text);
    (1..).zip(NAMES).find(|(_, name)| is_meant(name)).map(|(number, _)| number)
}

/// A row that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListRow {
    pub(crate) agency_code: String,
    pub(crate) year: i32,
    pub(crate) plan: ProgrammePlan,
}

/// A cell that cannot be read: its column, and the text of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellFault {
    pub(crate) column: Column,
    pub(crate) text: String,
}

/// Reads a row; every cell that cannot be read is told.
pub(crate) fn read_row(columns: &[Option<Column>], cells: &[String]) -> Result<ListRow, Vec<CellFault>> {
    let cell = |column: Column| {
        let at = columns.iter().position(|known| *known == Some(column));
        at.and_then(|at| cells.get(at)).map(|text| text.trim()).unwrap_or_default()
    };
    let mut faults = Vec::new();
    let mut whole = |column: Column| {
        let text = cell(column);
        amount(text).unwrap_or_else(|| {
            faults.push(CellFault { column, text: text.chars().take(40).collect() });
            0
        })
    };
    let (year, target, budget_rupiah) = (whole(Column::Year), whole(Column::Target), whole(Column::Budget));
    let mut months = MonthPlan::default();
    for (month, place) in (1..).zip(&mut months.0) {
        let column = Column::Month(month);
        *place = (!cell(column).is_empty()).then(|| whole(column));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let text = |column: Column| cell(column).to_owned();
    Ok(ListRow {
        agency_code: text(Column::Agency),
        year: i32::try_from(year).unwrap_or(0),
        plan: ProgrammePlan {
            name: text(Column::Name),
            indicator: text(Column::Indicator),
            unit: text(Column::Unit),
            target,
            budget_rupiah,
            responsible: text(Column::Responsible),
            months,
        },
    })
}

/// Reads `1200`, `1.200` or `Rp1.200.000`: whole amounts with dots between thousands.
pub(crate) fn amount(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_suffix(",00").unwrap_or(text);
    Rupiah::parse(text).ok().map(|amount| amount.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_the_ways_offices_write_them() {
        for (title, column) in [
            ("OPD", Some(Column::Agency)),
            ("Kode Perangkat Daerah", Some(Column::Agency)),
            ("PAGU (Rp)", None),
            ("Anggaran (Rp)", Some(Column::Budget)),
            ("penanggung-jawab", Some(Column::Responsible)),
            ("Rencana 3", Some(Column::Month(3))),
            ("Rencana Mar", Some(Column::Month(3))),
            ("rencana agustus", Some(Column::Month(8))),
            ("Rencana 13", None),
            ("Rencana", None),
            ("Target", Some(Column::Target)),
            ("Keterangan", None),
        ] {
            assert_eq!(Column::of_title(title), column, "{title}");
        }
    }

    #[test]
    fn amounts_have_dots_between_thousands_or_none() {
        for (text, read) in [
            ("1200", Some(1200)),
            ("1.200", Some(1200)),
            ("Rp 1.200.000,00", Some(1_200_000)),
            ("-5", Some(-5)),
            ("", None),
            ("1,5", None),
            ("1.5", None),
            ("dua", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(amount(text), read, "{text}");
        }
    }

    #[test]
    fn every_bad_cell_of_a_row_is_told() {
        let columns = NEEDED.map(Some);
        let cells = |year: &str, target: &str| {
            ["DISDIK", year, "Program", "Indikator", "desa", target, "100", "Ani"].map(str::to_owned)
        };
        let row = read_row(&columns, &cells("2020", "1.000")).unwrap();
        assert_eq!((row.year, row.plan.target, row.plan.months), (2020, 1000, MonthPlan::default()));
        let faults = read_row(&columns, &cells("dua ribu", "banyak")).unwrap_err();
        let columns: Vec<Column> = faults.iter().map(|fault| fault.column).collect();
        assert_eq!(columns, [Column::Year, Column::Target]);
    }
}
