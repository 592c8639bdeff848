use chrono::{Days, NaiveDate};
use siaga_civil::Ratio;

use crate::{
    About, Axis, Bar, Bars, Heat, HeatCell, HeatRow, Language, Note, Panel, Part, Progress, ProgressRow,
    RunChart, RunPoint, SmallMultiples, Stacked, Target, Tone,
};

pub(super) fn about(id_prefix: &str, title: &str) -> About {
    About {
        id_prefix: id_prefix.to_owned(),
        title: title.to_owned(),
        description: "Uraian gambar".to_owned(),
        nothing: "Belum ada data untuk hari ini".to_owned(),
    }
}

pub(super) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, month, day).unwrap()
}

pub(super) fn bars(count: usize) -> Bars {
    let names = ["Dinas Kependudukan dan Pencatatan Sipil", "Sekretariat Daerah", "BKPSDM", "RSUD Sultan"];
    let row = |index: usize| {
        let present = 200 - i64::try_from(index * 2).unwrap();
        let value = Ratio::new(present, 200);
        let tone = [Tone::Good, Tone::Good, Tone::Warn, Tone::Bad, Tone::Quiet][index % 5];
        Bar {
            label: format!("{} {}", names[index % names.len()], index + 1),
            value,
            text: value.to_string(),
            tone,
            link: Some(format!("/attendance/day?agency={index}")),
        }
    };
    Bars {
        about: about("bars", "98,39 % hadir hari ini"),
        head: ["Perangkat daerah".to_owned(), "Hadir".to_owned()],
        rows: (0..count).map(row).collect(),
        target: Some(Target { value: 950, label: "Sasaran 95 %".to_owned() }),
    }
}

/// Working days have values between 92 and 99 %, weekends have none.
pub(super) fn points(first: NaiveDate, count: u64) -> Vec<RunPoint> {
    let point = |index: u64| {
        let is_weekend = index % 7 > 4;
        let value = (!is_weekend).then(|| 920 + u32::try_from(index * 37 % 71).unwrap());
        let text = value.map_or_else(|| "–".to_owned(), |value| Ratio::new(value.into(), 1000).to_string());
        RunPoint { on: first.checked_add_days(Days::new(index)).unwrap(), value, text }
    };
    (0..count).map(point).collect()
}

pub(super) fn run(count: u64) -> RunChart {
    RunChart {
        about: about("run", "Kehadiran naik sejak presensi sidik jari"),
        language: Language::Indonesian,
        head: ["Hari".to_owned(), "Hadir".to_owned(), "Catatan".to_owned()],
        axis: Axis::Share { floor_permille: 900 },
        points: points(day(5, 18), count),
        mean_label: Some("rata-rata 7 hari".to_owned()),
        target: Some(Target { value: 950, label: "Sasaran 95 %".to_owned() }),
        notes: vec![
            Note { on: day(6, 4), label: "WFH berakhir".to_owned() },
            Note { on: day(6, 8), label: "Sidik jari wajib".to_owned() },
        ],
    }
}

pub(super) fn progress() -> Progress {
    let row = |label: &str, real, planned_by_now, target, tone| ProgressRow {
        label: label.to_owned(),
        real,
        planned_by_now,
        target,
        text: format!("{real}/{target}"),
        tone,
        link: None,
    };
    Progress {
        about: about("progress", "BLT dibayar di 202 dari 237 desa"),
        language: Language::Indonesian,
        head: ["Program", "Nyata", "Rencana", "Target", "Teks"].map(str::to_owned),
        rows: vec![
            row("BLT desa", 202, 237, 237, Tone::Warn),
            row("Paket sembako", 4120, 3900, 6000, Tone::Good),
            row("Masker", 11_500, 8000, 10_000, Tone::Good),
            row("Rapid test", 900, 200, 300, Tone::Good),
            row("Posko", 3, 20, 40, Tone::Bad),
            row("Belum dimulai", 0, 0, 50, Tone::Quiet),
            row("Tanpa target", 7, 0, 0, Tone::Quiet),
        ],
    }
}

pub(super) fn stacked(values: &[i64]) -> Stacked {
    let names = ["Hadir", "Izin dan cuti", "Sakit", "Tanpa keterangan"];
    let part = |(index, value): (usize, &i64)| Part {
        label: names[index % 4].to_owned(),
        value: *value,
        text: format!("{value} orang"),
    };
    Stacked {
        about: about("stacked", "19 orang tanpa keterangan"),
        head: ["Keadaan".to_owned(), "Jumlah".to_owned()],
        parts: values.iter().enumerate().map(part).collect(),
    }
}

pub(super) fn heat(agencies: usize, days: u64) -> Heat {
    let first = day(5, 18);
    let days: Vec<_> = (0..days).map(|index| first.checked_add_days(Days::new(index)).unwrap()).collect();
    let row = |agency: usize| {
        let cell = |index: usize| {
            let value = (index % 7 < 5).then(|| i64::try_from(70 + (agency * 13 + index * 7) % 31).unwrap());
            HeatCell { value, text: value.map_or_else(String::new, |value| value.to_string()) }
        };
        HeatRow {
            label: format!("Dinas Kesehatan {}", agency + 1),
            cells: (0..days.len()).map(cell).collect(),
            link: Some(format!("/assessment?agency={agency}")),
        }
    };
    Heat {
        about: about("heat", "Pengisian penilaian harian"),
        language: Language::Indonesian,
        head: "Perangkat daerah".to_owned(),
        bounds: vec![75, 85, 92, 97],
        rows: (0..agencies).map(row).collect(),
        days,
    }
}

pub(super) fn multiples(count: usize) -> SmallMultiples {
    let panel = |index: usize| {
        let mut points = points(day(5, 18), 30);
        for point in &mut points {
            point.value = point.value.map(|value| (value + u32::try_from(index).unwrap() * 3) % 23);
            point.text = point.value.map_or_else(|| "–".to_owned(), |value| value.to_string());
        }
        let tone = [Tone::Bad, Tone::Warn, Tone::Quiet, Tone::Good][index % 4];
        Panel {
            label: format!("Dinas Perhubungan {}", index + 1),
            sentence: format!("Dinas Perhubungan {}: 9 kasus dalam 14 hari, satu klaster", index + 1),
            points,
            badge: Some((tone, "klaster".to_owned())),
            link: Some(format!("/cases?agency={index}")),
        }
    };
    SmallMultiples {
        about: about("multiples", "Tiga dinas menyumbang separuh kasus"),
        language: Language::Indonesian,
        head: "Perangkat daerah".to_owned(),
        axis: Axis::Count { ceiling: 22 },
        panels: (0..count).map(panel).collect(),
    }
}
