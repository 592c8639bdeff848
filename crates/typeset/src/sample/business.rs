//! Sample handover and receipt.

use super::{signer, texts};
use crate::letter::{HandoverItem, HandoverMinutes, Party, Receipt, ReceiptItem, Signatory};

pub(super) fn handover_minutes() -> HandoverMinutes {
    let item = |name: &str, quantity: &str, value: &str, note: &str| HandoverItem {
        name: name.into(),
        quantity_text: quantity.into(),
        unit: "unit".into(),
        condition: "Baik".into(),
        value_text: value.into(),
        note: note.into(),
    };
    let party = |name: &str, nip: &str, post: &str, address: &str| Party {
        name: name.into(),
        nip: nip.into(),
        post: post.into(),
        address: address.into(),
    };
    HandoverMinutes {
        day_words: "Senin tanggal tiga puluh satu bulan Mei tahun dua ribu dua puluh satu".into(),
        held_at: "Kantor Camat Hulu Teduh".into(),
        first: party(
            "Ratna Contoh Dewi, S.H.",
            "19780312 200312 2 004",
            "Kepala Bidang Pembinaan Aparatur",
            "Jalan Melati Nomor 12, Kota Teduh",
        ),
        second: party(
            "Hasan Contoh Basri, S.STP.",
            "19820808 200212 1 001",
            "Camat Hulu Teduh",
            "Jalan Lintas Hulu Nomor 1, Hulu Teduh",
        ),
        items: vec![
            item("Mesin presensi sidik jari", "2", "Rp7.500.000", "Nomor seri MT-0021, MT-0022"),
            item("Catu daya cadangan 600 VA", "2", "Rp1.600.000", ""),
        ],
        total_text: Some("Rp9.100.000".into()),
        statements: texts(&[
            "Barang telah diperiksa bersama dan diterima dalam keadaan baik serta lengkap.",
            "Sejak penandatanganan berita acara ini, pemeliharaan barang menjadi tanggung jawab PIHAK KEDUA.",
        ]),
        witnesses: vec![
            signer("Sekretaris Kecamatan", "Nurul Contoh Hidayah, S.Sos.", "19890110 201101 2 003"),
            signer("Pengurus Barang", "Rahmat Contoh Saleh", "19840621 200801 1 009"),
        ],
    }
}

pub(super) fn receipt() -> Receipt {
    let item = |description: &str, quantity: &str, amount: &str| ReceiptItem {
        description: description.into(),
        quantity_text: quantity.into(),
        amount_text: amount.into(),
    };
    Receipt {
        heading: "KUITANSI".into(),
        received_from: "Bendahara Pengeluaran Badan Kepegawaian dan Pengembangan Sumber Daya Manusia".into(),
        amount_text: "Rp1.500.000,00".into(),
        amount_words: "Satu juta lima ratus ribu rupiah".into(),
        purpose: "Jasa pengiriman dua mesin presensi dari Kota Teduh ke Hulu Teduh".into(),
        account: "5.1.02.02.01.0035".into(),
        items: vec![
            item("Pengepakan", "2 unit", "Rp300.000,00"),
            item("Pengiriman darat", "1 kali", "Rp1.200.000,00"),
        ],
        receiver: Signatory { nip: None, ..signer("Penyedia Jasa", "Petrus Contoh Kelen", "") },
        treasurer: Some(signer("Bendahara Pengeluaran", "Sulastri Contoh, A.Md.", "19920303 201503 2 002")),
    }
}
