//! Sample letters to and about people.

use super::texts;
use crate::letter::{AssignmentLetter, Circular, CircularSection, Hearing, LetterPerson, Summons};

fn person(name: &str, nip: &str, rank: &str, post: &str) -> LetterPerson {
    LetterPerson {
        name: name.into(),
        nip: nip.into(),
        rank: rank.into(),
        post: post.into(),
        agency: "Dinas Kesehatan".into(),
    }
}

pub(super) fn summons() -> Summons {
    Summons {
        ordinal: "II".into(),
        person: person(
            "Togar Contoh Situmorang",
            "19790606 200701 1 002",
            "Penata (III/c)",
            "Pengelola Data",
        ),
        hearing: Hearing {
            day_text: "Senin, 7 Juni 2021".into(),
            time_text: "09.00 WIB".into(),
            place: "Ruang Rapat Badan Kepegawaian, lantai 2".into(),
            examiner_name: "Ratna Contoh Dewi, S.H.".into(),
            examiner_post: "Kepala Bidang Pembinaan Aparatur".into(),
        },
        reason: "ketidakhadiran tanpa keterangan selama empat hari kerja pada bulan Mei 2021.".into(),
        legal_basis: texts(&[
            "Pasal 3 angka 11 Peraturan Pemerintah Nomor 53 Tahun 2010 tentang Disiplin Pegawai Negeri Sipil",
        ]),
        previous: Some("Surat Panggilan I Nomor 800/1180/BKPSDM/2021 tanggal 21 Mei 2021".into()),
    }
}

pub(super) fn assignment_letter() -> AssignmentLetter {
    AssignmentLetter {
        basis: texts(&[
            "Surat Sekretaris Daerah Nomor 060/511/2021 tanggal 25 Mei 2021 perihal pendampingan perekaman presensi",
            "Dokumen Pelaksanaan Anggaran Badan Kepegawaian Tahun Anggaran 2021",
        ]),
        people: vec![
            person(
                "Fajar Contoh Nugroho, S.T.",
                "19870909 201101 1 006",
                "Penata (III/c)",
                "Pranata Komputer",
            ),
            person(
                "Lina Contoh Marpaung, S.Kom.",
                "19930417 201903 2 008",
                "Penata Muda (III/a)",
                "Analis Sistem",
            ),
        ],
        tasks: texts(&[
            "Memasang dan menguji mesin presensi di Kecamatan Hulu Teduh",
            "Melatih petugas kecamatan menandatangani rekapitulasi harian",
            "Melaporkan hasil pelaksanaan tugas secara tertulis",
        ]),
        period_text: "2 (dua) hari, 31 Mei sampai dengan 1 Juni 2021".into(),
        place: "Kantor Camat Hulu Teduh".into(),
        budget: "Anggaran Pendapatan dan Belanja Daerah Tahun 2021".into(),
    }
}

pub(super) fn circular() -> Circular {
    let section = |heading: &str, paragraphs: &[&str], items: &[&str]| CircularSection {
        heading: heading.into(),
        paragraphs: texts(paragraphs),
        items: texts(items),
    };
    Circular {
        sections: vec![
            section("Latar Belakang", &["Kasus penularan di Kabupaten Muara Teduh meningkat pada bulan Mei 2021 sehingga kehadiran pegawai di kantor perlu diatur kembali tanpa mengurangi pelayanan kepada masyarakat."], &[]),
            section("Maksud dan Tujuan", &["Surat edaran ini menjadi pedoman bagi perangkat daerah dalam membagi tugas di kantor dan di rumah."], &[]),
            section("Isi Edaran", &[], &[
                "Pegawai yang bekerja di kantor paling banyak 50 persen dari jumlah pegawai pada setiap unit kerja.",
                "Unit pelayanan kesehatan, penanggulangan bencana, dan ketertiban bekerja penuh di kantor.",
                "Pegawai yang bekerja di rumah mengisi presensi dua kali sehari dan tetap dapat dihubungi pada jam kerja.",
                "Kepala perangkat daerah menandatangani rekapitulasi kehadiran paling lambat pukul 08.30 WIB.",
            ]),
        ],
        closing: "Surat edaran ini berlaku mulai tanggal ditetapkan sampai dengan 11 Juni 2021 dan dapat diperpanjang sesuai dengan keadaan.".into(),
    }
}
