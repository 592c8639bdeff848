//! Sample evaluation and board.

use super::texts;
use crate::letter::{Board, Evaluation, EvaluationFigure, Instruction, MissingReport, Programme, Tile};

pub(super) fn evaluation() -> Evaluation {
    let figure = |label: &str, value: &str| EvaluationFigure { label: label.into(), value: value.into() };
    Evaluation {
        period_text: "Triwulan I Tahun 2021".into(),
        as_of_text: "Data per 31 Maret 2021 pukul 16.00 WIB".into(),
        figures: vec![
            figure("Program yang dievaluasi", "4"),
            figure("Realisasi fisik rata-rata", "24,6 %"),
            figure("Realisasi anggaran", "Rp3.310.000.000 dari Rp13.200.000.000 (25,08 %)"),
        ],
        programmes: programmes(),
        missing: vec![MissingReport {
            agency: "Dinas Perhubungan".into(),
            programme: "Rambu keselamatan jalan".into(),
            note: "belum melapor".into(),
        }],
        instructions: vec![Instruction {
            text: "Mempercepat lelang jembatan desa dan melaporkan jadwalnya.".into(),
            person: "Kepala Dinas Pekerjaan Umum".into(),
            due_text: "16 April 2021".into(),
        }],
        conclusion: "Secara umum program berjalan sesuai dengan rencana; satu program memerlukan percepatan."
            .into(),
    }
}

fn programmes() -> Vec<Programme> {
    let programme = |agency: &str, name: &str, texts: [&str; 4], permille: (u32, u32)| Programme {
        agency: agency.into(),
        name: name.into(),
        target_text: texts[0].into(),
        realised_text: texts[1].into(),
        planned_permille: permille.0,
        realised_permille: permille.1,
        budget_text: texts[2].into(),
        spent_text: texts[3].into(),
        obstacles: vec![],
    };
    let roads = ["120 km", "36 km", "Rp8.000.000.000", "Rp2.240.000.000"];
    let bridges = ["5 unit", "0 unit", "Rp3.500.000.000", "Rp350.000.000"];
    let clinics = ["24 unit", "9 unit", "Rp1.200.000.000", "Rp480.000.000"];
    let training = ["400 orang", "125 orang", "Rp500.000.000", "Rp240.000.000"];
    vec![
        programme("Dinas Pekerjaan Umum", "Pemeliharaan jalan kabupaten", roads, (250, 300)),
        Programme {
            obstacles: texts(&["lelang diulang", "pembebasan lahan belum selesai"]),
            ..programme("Dinas Pekerjaan Umum", "Jembatan desa", bridges, (200, 0))
        },
        programme("Dinas Kesehatan", "Perbaikan puskesmas pembantu", clinics, (300, 375)),
        programme("Badan Kepegawaian", "Pelatihan pelayanan publik", training, (250, 313)),
    ]
}

pub(super) fn board() -> Board {
    let tile = |title: &str, figure: &str, unit: &str, note: &str| Tile {
        title: title.into(),
        figure: figure.into(),
        unit: unit.into(),
        note: note.into(),
        chart: None,
        chart_text: String::new(),
        columns: 1,
    };
    Board {
        role: "Bupati Muara Teduh".into(),
        as_of_text: "Data per Jumat, 28 Mei 2021 pukul 10.05 WIB".into(),
        completeness_text: "41 dari 50 perangkat daerah melapor".into(),
        source_text: "rekapitulasi yang ditandatangani kepala perangkat daerah dan mesin presensi.".into(),
        tiles: vec![
            tile("Tingkat kehadiran", "98,39 %", "", "306 dari 311 pegawai"),
            tile("Tanpa keterangan", "2", "orang", "dua perangkat daerah"),
            tile("Belum melapor", "9", "perangkat daerah", "batas lapor pukul 08.30 WIB"),
            Tile {
                chart: Some("chart-1.svg".into()),
                chart_text: "Garis tingkat kehadiran 30 hari, naik dari 95 menjadi 98 persen".into(),
                columns: 2,
                ..tile("Kehadiran 30 hari terakhir", "", "", "")
            },
            tile("Dinas luar", "14", "orang", ""),
        ],
    }
}
