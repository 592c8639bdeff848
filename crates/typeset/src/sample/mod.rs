//! Invented letters, to try templates with; no person or office in them exists.

mod attendance;
mod business;
mod inspection;
mod meeting;
mod personnel;
mod review;

use crate::letter::{Common, Letter, Letterhead, Signatory, Verification};
use crate::templates::LetterKind;
use serde::Serialize;
use serde_json::Value;

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 96"><path d="M4 4h72v52q0 26-36 36Q4 82 4 56z" fill="#e8e8e8" stroke="#222" stroke-width="4"/><circle cx="40" cy="40" r="17" fill="#555"/><path d="M14 66h52" stroke="#222" stroke-width="5"/></svg>"##;
const CODE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h21v21H0z"/><path d="M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0zM9 1h2v3H9zM12 5h1v4h-1zM8 8h3v2H8zM15 9h2v3h-2zM9 13h4v1H9zM14 15h2v2h-2zM17 18h4v2h-4zM9 17h2v4H9zM1 9h4v2H1zM18 12h3v1h-3z"/><path fill="#fff" d="M1 1h5v5H1zM15 1h5v5h-5zM1 15h5v5H1z"/><path d="M2 2h3v3H2zM16 2h3v3h-3zM2 16h3v3H2z"/></svg>"##;
const CHART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120"><path d="M30 100H290M30 60H290M30 20H290" stroke="#bbb"/><path d="M30 48L70 40 110 52 150 30 190 34 230 26 290 24" fill="none" stroke="#222" stroke-width="3"/><text x="0" y="24" font-size="12">100</text><text x="6" y="64" font-size="12">95</text><text x="6" y="104" font-size="12">90</text></svg>"##;

/// Returns the pictures that the sample data names.
#[must_use]
pub fn sample_files() -> Vec<(&'static str, Vec<u8>)> {
    vec![("logo.svg", LOGO.into()), ("qr.svg", CODE.into()), ("chart-1.svg", CHART.into())]
}

/// Returns invented data for a kind, in the shape of its [`Letter`].
#[must_use]
pub fn sample(kind: LetterKind) -> Value {
    match kind {
        LetterKind::RecapDay => letter("Rekapitulasi kehadiran harian", attendance::recap_day()),
        LetterKind::RecapMonth => letter("Rekapitulasi kehadiran bulanan", attendance::recap_month()),
        LetterKind::InspectionMinutes => {
            letter("Inspeksi kehadiran hari kerja pertama setelah libur", inspection::inspection_minutes())
        }
        LetterKind::Summons => letter("Surat Panggilan", personnel::summons()),
        LetterKind::AssignmentLetter => letter("Surat Tugas", personnel::assignment_letter()),
        LetterKind::Circular => {
            letter("Pengaturan kehadiran pegawai pada masa pembatasan kegiatan", personnel::circular())
        }
        LetterKind::HandoverMinutes => {
            letter("Serah terima perangkat presensi sidik jari", business::handover_minutes())
        }
        LetterKind::Receipt => letter("Kuitansi pengiriman mesin presensi", business::receipt()),
        LetterKind::Evaluation => letter("Evaluasi program triwulan pertama", review::evaluation()),
        LetterKind::MeetingMinutes => letter("Notulen rapat koordinasi", meeting::meeting_minutes()),
        LetterKind::Board => letter("Kehadiran hari ini", review::board()),
    }
}

fn letter<B: Serialize>(subject: &str, body: B) -> Value {
    serde_json::to_value(Letter { common: common(subject), body }).expect("letters are plain data")
}

fn common(subject: &str) -> Common {
    Common {
        letterhead: Letterhead {
            government: "Pemerintah Kabupaten Muara Teduh".into(),
            agency: "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia".into(),
            address: "Jalan Melati Nomor 12, Kota Teduh 99112".into(),
            contact: "Telepon (0999) 12345 · bkpsdm.muarateduh.example · bkpsdm@muarateduh.example".into(),
            logo: Some("logo.svg".into()),
        },
        number: Some("800/1234/BKPSDM/2021".into()),
        place: "Kota Teduh".into(),
        date_text: "28 Mei 2021".into(),
        urgency: Some("Penting".into()),
        enclosures: None,
        subject: subject.into(),
        recipients: texts(&["Para Kepala Perangkat Daerah", "Para Camat se-Kabupaten Muara Teduh"]),
        recipient_place: Some("Tempat".into()),
        signatory: Signatory {
            capacity: Some("Plt.".into()),
            post: "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia".into(),
            name: "Dr. Sari Anggraini Contoh, S.H., M.Si.".into(),
            rank: Some("Pembina Utama Muda (IV/c)".into()),
            nip: Some("19750817 200003 2 001".into()),
        },
        carbon_copy: texts(&["Bupati Muara Teduh (sebagai laporan)", "Inspektur Kabupaten Muara Teduh"]),
        verification: Some(Verification {
            address: "https://siaga.muarateduh.example/v/7K2M-9QXA".into(),
            code: "7K2M-9QXA".into(),
            note: "Dokumen ini ditandatangani secara elektronik. Keasliannya dapat diperiksa pada alamat berikut.".into(),
            qr: Some("qr.svg".into()),
        }),
    }
}

/// Returns owned texts.
fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

/// Returns someone who signs beside the signatory.
fn signer(post: &str, name: &str, nip: &str) -> Signatory {
    Signatory { capacity: None, post: post.into(), name: name.into(), rank: None, nip: Some(nip.into()) }
}
