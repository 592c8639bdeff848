//! Fuzz targets of what strangers send. Under `cargo test` each runs a bounded number of inputs.

use bolero::check;
use siaga_platform::files::read_table;
use siaga_platform::web::{FormPairs, sniff};

const ITERATIONS: usize = 2_000;

#[test]
fn a_table_of_any_bytes_is_read_or_refused() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        if let Ok(table) = read_table(bytes) {
            let width = table.headers.len();
            assert!(table.rows.iter().all(|row| row.cells.len() == width), "a row has one cell a title");
        }
    });
}

#[test]
fn a_damaged_workbook_is_read_or_refused() {
    let sheet = siaga_platform::files::Sheet {
        name: "pegawai".to_owned(),
        headers: vec!["NIP".to_owned(), "NAMA".to_owned()],
        rows: vec![vec!["199001012015031001".into(), "Siti".into()]],
    };
    let whole = siaga_platform::files::write_xlsx(&[sheet]).unwrap();
    check!().with_iterations(ITERATIONS).with_type::<(u16, u8, u16)>().for_each(|(place, byte, cut)| {
        let mut damaged = whole.clone();
        let place = usize::from(*place) % damaged.len();
        damaged[place] ^= byte;
        damaged.truncate(damaged.len().saturating_sub(usize::from(*cut) % 400));
        let _ = read_table(&damaged);
    });
}

#[test]
fn a_form_of_any_bytes_has_pairs() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        let form = FormPairs::parse(bytes);
        let _ = form.first("_csrf");
        let _ = sniff(bytes);
    });
}
