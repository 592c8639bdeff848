//! Sample minutes of a virtual inspection.

use crate::letter::{
    Absentee, AfterClose, Answer, Finding, InspectionAgency, InspectionMinutes, Instruction, NotJoined,
};

pub(super) fn inspection_minutes() -> InspectionMinutes {
    InspectionMinutes {
        held_text: "Jumat, 28 Mei 2021, pukul 08.30 sampai dengan 10.05 WIB".into(),
        medium: "konferensi video".into(),
        leader_name: "Ir. Faisal Contoh Hasrimy, M.A.P.".into(),
        leader_post: "Sekretaris Daerah Kabupaten Muara Teduh".into(),
        invited_agencies: 6,
        joined_agencies: 5,
        expected_people: 311,
        present_people: 306,
        rate_text: "98,39 %".into(),
        agencies: agencies(),
        absentees: absentees(),
        findings: vec![
            Finding {
                agency: "Dinas Pekerjaan Umum".into(),
                text: "Mesin presensi lantai dua tidak menyala.".into(),
            },
            Finding {
                agency: String::new(),
                text: "Tiga rekapitulasi ditandatangani setelah pukul 08.30 WIB.".into(),
            },
        ],
        instructions: vec![
            Instruction {
                text: "Menyelesaikan pencairan BLT untuk empat desa yang tersisa.".into(),
                person: "Kepala Dinas Pemberdayaan Masyarakat dan Desa".into(),
                due_text: "4 Juni 2021".into(),
            },
            Instruction {
                text: "Memperbaiki mesin presensi lantai dua.".into(),
                person: "Sekretaris Dinas Pekerjaan Umum".into(),
                due_text: "31 Mei 2021".into(),
            },
        ],
        not_joined: vec![
            NotJoined {
                agency: "Kecamatan Hulu Teduh".into(),
                note: "tidak bergabung, jaringan terputus".into(),
            },
            NotJoined { agency: "Dinas Perhubungan".into(), note: "bergabung terlambat 12 menit".into() },
        ],
        after_close: vec![AfterClose {
            at_text: "28 Mei 2021 pukul 11.20 WIB".into(),
            text: "rekapitulasi Kecamatan Hulu Teduh diterima dari Camat.".into(),
        }],
        closing: String::new(),
    }
}

fn agencies() -> Vec<InspectionAgency> {
    let answer = |question: &str, answer: &str| Answer { question: question.into(), answer: answer.into() };
    let blt = || vec![answer("Desa yang telah menyalurkan BLT", "233 dari 237 desa")];
    let agency = |name: &str, head: &str, state: &str, people: (u32, u32), rate: &str, difference: &str| {
        InspectionAgency {
            name: name.into(),
            spokesperson: head.into(),
            recap_state: state.into(),
            present_people: people.0,
            total_people: people.1,
            rate_text: rate.into(),
            terminal_difference: difference.into(),
            answers: vec![],
        }
    };
    let signed = "Ditandatangani 08.05 (versi 1)";
    vec![
        agency("Sekretariat Daerah", "Asisten Administrasi Umum", signed, (84, 85), "98,82 %", "sama"),
        agency("Dinas Kesehatan", "Kepala Dinas", signed, (61, 62), "98,39 %", "+2"),
        InspectionAgency {
            answers: blt(),
            ..agency(
                "Dinas Pemberdayaan Masyarakat dan Desa",
                "Kepala Dinas",
                signed,
                (40, 41),
                "97,56 %",
                "sama",
            )
        },
        agency("Dinas Pekerjaan Umum", "Sekretaris", "Diperbaiki 08.47 (versi 2)", (73, 74), "98,65 %", "-1"),
        agency(
            "Dinas Perhubungan",
            "Kepala Dinas",
            "Ditandatangani 08.41 (versi 1)",
            (48, 49),
            "97,96 %",
            "tidak ada mesin",
        ),
        agency("Kecamatan Hulu Teduh", "", "Belum ditandatangani", (0, 0), "", ""),
    ]
}

fn absentees() -> Vec<Absentee> {
    let absentee = |name: &str, nip: &str, agency: &str, status: &str| Absentee {
        name: name.into(),
        nip: nip.into(),
        agency: agency.into(),
        status: status.into(),
        note: String::new(),
    };
    vec![
        absentee("Togar Contoh Situmorang", "19790606 200701 1 002", "Dinas Kesehatan", "Tanpa keterangan"),
        absentee("Siti Contoh Rahmah, S.E.", "19860714 201001 2 003", "Sekretariat Daerah", "Sakit"),
        absentee("Wayan Contoh Sudira", "19900101 201403 1 001", "Dinas Pekerjaan Umum", "Izin"),
        absentee("Maria Contoh Goreti", "", "Dinas Perhubungan", "Tanpa keterangan"),
        absentee(
            "Ucok Contoh Harahap",
            "19830220 200902 1 004",
            "Dinas Pemberdayaan Masyarakat dan Desa",
            "Sakit",
        ),
    ]
}
