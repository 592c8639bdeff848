//! Sample recaps.

use super::signer;
use crate::letter::{
    CodeKey, Exception, MonthDay, MonthPerson, RecapDay, RecapMonth, StatusCount, TerminalDifference,
};

pub(super) fn recap_day() -> RecapDay {
    let status = |label: &str, people| StatusCount { label: label.into(), people, note: String::new() };
    let exception = |name: &str, nip: &str, status: &str, note: &str| Exception {
        name: name.into(),
        nip: nip.into(),
        status: status.into(),
        note: note.into(),
    };
    RecapDay {
        agency: "Dinas Kesehatan".into(),
        day_text: "Jumat, 28 Mei 2021".into(),
        version_text: "Versi 1, ditandatangani pukul 08.12 WIB".into(),
        statuses: vec![
            status("Hadir", 58),
            status("Dinas luar", 1),
            status("Sakit", 1),
            status("Izin", 0),
            status("Cuti", 1),
            status("Tanpa keterangan", 1),
        ],
        total_people: 62,
        rate_text: "95,16 %".into(),
        exceptions: vec![
            exception(
                "dr. Made Contoh Wirawan",
                "19800412 200801 1 003",
                "Dinas luar",
                "Surat Tugas 094/311",
            ),
            exception("Rina Contoh Lestari, A.Md.Kep.", "19910203 201503 2 004", "Sakit", "Surat dokter"),
            exception("Bagus Contoh Pratama, S.K.M.", "19880930 201101 1 007", "Cuti", "Cuti tahunan"),
            exception("Togar Contoh Situmorang", "19790606 200701 1 002", "Tanpa keterangan", ""),
        ],
        terminals: Some(TerminalDifference {
            recap_people: 58,
            terminal_people: 56,
            difference_text: "+2".into(),
            note: "Dua pegawai presensi di puskesmas pembantu yang belum memiliki mesin.".into(),
        }),
        maker: Some(signer("Kepala Subbagian Umum", "Wati Contoh Handayani, S.E.", "19850505 200903 2 005")),
        note: String::new(),
    }
}

pub(super) fn recap_month() -> RecapMonth {
    const CODES: [(&str, &str); 6] = [
        ("H", "Hadir"),
        ("S", "Sakit"),
        ("I", "Izin"),
        ("TK", "Tanpa keterangan"),
        ("C", "Cuti"),
        ("DL", "Dinas luar"),
    ];
    const NAMES: [&str; 12] = [
        "Agus Contoh Santoso",
        "Butet Contoh Siregar, S.Pd.",
        "Dewi Contoh Kartika",
        "Fajar Contoh Nugroho, S.T.",
        "Hasan Contoh Basri",
        "Ketut Contoh Ardana",
        "Lina Contoh Marpaung, S.Kom.",
        "Nurul Contoh Hidayah",
        "Petrus Contoh Kelen, S.H.",
        "Rahmat Contoh Saleh",
        "Sulastri Contoh, A.Md.",
        "Yohanes Contoh Tabuni",
    ];
    // 1 May 2021 was a Saturday.
    let is_off = |day: u8| matches!(day % 7, 1 | 2) || matches!(day, 12 | 13 | 14 | 26);
    let person = |(row, name): (usize, &&str)| {
        let code = |day: u8| match (usize::from(day) * 7 + row * 5) % 41 {
            3 => "S",
            11 => "DL",
            17 => "C",
            29 => "I",
            37 => "TK",
            _ => "H",
        };
        let codes: Vec<String> =
            (1..=31).map(|day| if is_off(day) { "" } else { code(day) }.to_owned()).collect();
        let total = |wanted: &str| u32::try_from(codes.iter().filter(|code| *code == wanted).count());
        let totals = CODES.iter().map(|(code, _)| total(code).unwrap_or(u32::MAX)).collect();
        MonthPerson {
            name: (*name).into(),
            nip: format!("1980{:02}15 200501 1 {:03}", row + 1, row + 1),
            codes,
            totals,
        }
    };
    RecapMonth {
        agency: "Dinas Kesehatan".into(),
        month_text: "Mei 2021".into(),
        days: (1..=31).map(|number| MonthDay { number, is_off: is_off(number) }).collect(),
        codes: CODES
            .iter()
            .map(|(code, label)| CodeKey { code: (*code).into(), label: (*label).into() })
            .collect(),
        people: NAMES.iter().enumerate().map(person).collect(),
        maker: Some(signer("Kepala Subbagian Umum", "Wati Contoh Handayani, S.E.", "19850505 200903 2 005")),
        note: String::new(),
    }
}
