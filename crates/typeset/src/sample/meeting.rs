//! Sample minutes of a meeting.

use super::{signer, texts};
use crate::letter::{MeetingDecision, MeetingLimit, MeetingMinutes};

pub(super) fn meeting_minutes() -> MeetingMinutes {
    let decision = |text: &str, person: &str| MeetingDecision { text: text.into(), person: person.into() };
    let limit = |text: &str, source: &str| MeetingLimit { text: text.into(), source: source.into() };
    MeetingMinutes {
        title: "Rapat koordinasi penanganan pandemi tingkat kecamatan".into(),
        kind: "Rapat".into(),
        day_text: "Kamis, 27 Mei 2021".into(),
        time_text: "09.00–11.00 WIB".into(),
        place: "Aula Teduh, Jalan Melati Nomor 12, Kota Teduh (kapasitas 120 orang)".into(),
        meeting_link: "https://rapat.muarateduh.example/koordinasi-kecamatan".into(),
        organiser: "Rina Contoh Hutapea, S.Sos., Kepala Bidang Pembinaan".into(),
        planned_text: "30 orang".into(),
        present_text: "28 orang (93,33 %)".into(),
        limits: vec![limit(
            "Paling banyak 30 orang pada satu kegiatan",
            "Pembatasan kegiatan bulan Mei (SE Bupati 440/17/2021, angka 3)",
        )],
        purpose: texts(&[
            "Menyamakan langkah kecamatan dalam pembatasan kegiatan masyarakat bulan Juni 2021.",
        ]),
        discussion: texts(&[
            "Rapat dibuka pukul 09.00 WIB oleh Sekretaris Badan, yang menyampaikan perkembangan kasus dan keterisian tempat tidur rumah sakit sepanjang bulan Mei.",
            "Para camat melaporkan keadaan posko desa; tiga kecamatan masih kekurangan masker bagi petugas.",
            "Peserta sepakat memberi penjelasan kepada warga secara daring. Rapat ditutup pukul 10.55 WIB.",
        ]),
        decisions: vec![
            decision("Menyediakan 400 masker untuk posko desa sebelum 4 Juni 2021.", "Dinas Kesehatan"),
            decision("Mengatur lalu lintas di Pasar Teduh setiap hari pasar.", "Dinas Perhubungan"),
            decision("Laporan posko disampaikan setiap Senin sebelum pukul 12.00 WIB.", ""),
        ],
        maker: Some(signer("Analis Kebijakan", "Togar Contoh Situmorang, S.IP.", "19870412 201101 1 004")),
    }
}
