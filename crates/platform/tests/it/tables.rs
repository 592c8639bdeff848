//! Tables as offices send them, good and bad.

use chrono::{NaiveDate, NaiveTime};
use siaga_platform::files::{Sheet, Table, TableError, Value, read_table, write_csv, write_xlsx};
use std::io::Write;

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn separators_are_found_out() {
    for text in
        ["NIP,Nama\n1,Ani\n", "NIP;Nama\r\n1;Ani\r\n", "NIP\tNama\n1\tAni", "sep=;\nNIP;Nama\n1;Ani\n"]
    {
        let table = read_table(text.as_bytes()).unwrap();
        assert_eq!(table.headers, ["NIP", "Nama"], "{text:?}");
        assert_eq!(cells(&table), [["1", "Ani"]], "{text:?}");
    }
}

#[test]
fn a_separator_inside_quotation_marks_does_not_count() {
    let table = read_table(b"\"Nama, gelar\";\"a,b\"\n\"Ani, S.E.\";x\n").unwrap();
    assert_eq!(table.headers, ["Nama, gelar", "a,b"]);
    assert_eq!(cells(&table), [["Ani, S.E.", "x"]]);
}

#[test]
fn encodings_are_found_out() {
    let text = "Nama,Kota\nSé,Médan\n";
    let utf16 = |big: bool, mark: bool| {
        let mut bytes: Vec<u8> =
            if mark { if big { vec![0xfe, 0xff] } else { vec![0xff, 0xfe] } } else { Vec::new() };
        for unit in text.encode_utf16() {
            bytes.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        }
        bytes
    };
    let windows = b"Nama,Kota\nS\xe9,M\xe9dan\n".to_vec();
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        marked,
        windows,
        utf16(true, true),
        utf16(false, true),
        utf16(false, false),
    ] {
        let table = read_table(&bytes).unwrap();
        assert_eq!((table.headers[0].as_str(), cells(&table)), ("Nama", vec![vec!["Sé", "Médan"]]));
    }
}

#[test]
fn what_is_no_table_is_refused_by_kind() {
    let cases: [(&[u8], TableError); 9] = [
        (b"", TableError::Empty),
        (b"  \n\r\n ", TableError::Empty),
        (b"%PDF-1.7\n1 0 obj", TableError::NotATable),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", TableError::NotATable),
        (b"<html><table></table></html>", TableError::NotATable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", TableError::OldExcel),
        (b"PK\x03\x04 torn off", TableError::Damaged),
        (b"Nama,Kota\nAni,\x81\x8d\n", TableError::Encoding { row: 2 }),
        (b",,\n,\n", TableError::NoHeader),
    ];
    for (bytes, expected) in cases {
        assert_eq!(read_table(bytes).unwrap_err(), expected, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn rows_that_do_not_fit_are_named_by_their_number() {
    assert_eq!(
        read_table(b"a,b,c\n1,2,3\n1,2\n").unwrap_err(),
        TableError::Uneven { row: 3, found: 2, expected: 3 }
    );
    assert_eq!(
        read_table(b"a,b\n1,2,3\n").unwrap_err(),
        TableError::Uneven { row: 2, found: 3, expected: 2 }
    );
    assert_eq!(read_table(b"a,b\n1,2\n\"open,2\n3,4\n").unwrap_err(), TableError::Quote { row: 3 });
    let padded = read_table(b"a,b\n1,2,,\n\n,,\n3,4\n").unwrap();
    assert_eq!(
        cells(&padded),
        [["1", "2"], ["3", "4"]],
        "empty cells behind the last title and blank rows are nothing"
    );
    assert_eq!(padded.rows[1].number, 5, "the number is that of the file");
}

#[test]
fn a_long_number_that_lost_its_digits_is_found() {
    let table = read_table(b"NIP;Nama\n1,98001E+17;Ani\n198001012005011001;Budi\n").unwrap();
    assert_eq!(table.findings.len(), 1);
    assert_eq!((table.findings[0].row, table.findings[0].column), (2, 0));
    assert_eq!(table.findings[0].problem().code, "files.digits_lost");
}

fn sample() -> Sheet {
    let on = NaiveDate::from_ymd_opt(2020, 5, 26).unwrap();
    Sheet {
        name: "Rekap".to_owned(),
        headers: ["NIP", "Nama", "Tanggal", "Jumlah", "Persen", "Waktu"].map(str::to_owned).to_vec(),
        rows: vec![vec![
            "198001012005011001".into(),
            "=HYPERLINK(\"http://evil.test\")".into(),
            on.into(),
            4_711.into(),
            Value::PercentHundredths(9_839),
            Value::DateTime(on.and_time(NaiveTime::from_hms_opt(7, 31, 0).unwrap())),
        ]],
    }
}

#[test]
fn a_workbook_comes_back_as_it_was_written() {
    let table = read_table(&write_xlsx(&[sample()]).unwrap()).unwrap();
    assert_eq!(table.sheet.as_deref(), Some("Rekap"));
    assert_eq!(table.headers, sample().headers);
    let expected = [[
        "198001012005011001",
        "=HYPERLINK(\"http://evil.test\")",
        "2020-05-26",
        "4711",
        "0.9839",
        "2020-05-26 07:31:00",
    ]];
    assert_eq!(cells(&table), expected);
    assert_eq!(table.findings, []);
}

#[test]
fn no_text_becomes_a_formula() {
    let csv = String::from_utf8(write_csv(&sample())).unwrap();
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://evil.test\"\")\""), "{csv}");
    assert!(csv.ends_with(",2020-05-26,4711,98.39,2020-05-26 07:31:00\r\n"), "{csv}");
    let workbook = write_xlsx(&[sample()]).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet)
        .unwrap();
    assert!(sheet.contains("<c ") && !sheet.contains("<f>"), "{sheet}");
}

#[test]
fn a_number_beyond_fifteen_digits_in_a_workbook_is_found() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "NIP").unwrap();
    page.write_number(1, 0, 198_001_012_005_011_001_f64).unwrap();
    page.write_number(2, 0, 999_999_999_999_999_f64).unwrap();
    let table = read_table(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(table.findings.len(), 1);
    assert_eq!((table.findings[0].row, table.findings[0].column), (2, 0));
    assert_eq!(table.rows[1].cells, ["999999999999999"]);
}

#[test]
fn a_small_archive_that_unpacks_to_a_huge_one_is_refused() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("xl/workbook.xml", options).unwrap();
    writer.start_file("xl/sharedStrings.xml", options).unwrap();
    let megabyte = vec![b' '; 1024 * 1024];
    for _ in 0..257 {
        writer.write_all(&megabyte).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 * 1024 * 1024);
    assert_eq!(read_table(&bytes).unwrap_err(), TableError::TooBigInside { megabytes: 256 });
}

#[test]
fn another_archive_is_no_workbook() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(read_table(&bytes).unwrap_err(), TableError::NotATable);
}
