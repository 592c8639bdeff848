//! The programmes of twelve agencies in 2020, as invented as their people. Only the villages that were
//! paid, 202 of 237, are those of the report.

/// A programme with what was told about it.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) agency: &'static str,
    pub(super) name: &'static str,
    pub(super) indicator: &'static str,
    pub(super) unit: &'static str,
    pub(super) target: i64,
    pub(super) budget_million: i64,
    /// What is to be reached by the end of some months; the others lie between.
    pub(super) course: &'static [(usize, i64)],
    /// Month and day on which it was recorded.
    pub(super) recorded: (u32, u32),
    pub(super) reports: &'static [Told],
}

/// A report: month, reached and spent since January, month and day on which it came, obstacles.
pub(super) type Told = (u32, i64, i64, (u32, u32), &'static str);

/// The programmes of the year.
pub(super) const WORKS: &[Work] = &[
    Work {
        agency: "DPMD",
        name: "Bantuan Langsung Tunai Dana Desa",
        indicator: "Desa yang telah menyalurkan BLT Dana Desa",
        unit: "desa",
        target: 237,
        budget_million: 51_192,
        course: &[(3, 0), (4, 120), (5, 237)],
        recorded: (4, 20),
        reports: &[
            (4, 96, 6_912, (5, 4), "Perubahan APBDes belum ditetapkan di sebagian desa."),
            (5, 202, 14_544, (5, 18), "35 desa menunggu musyawarah desa khusus."),
        ],
    },
    Work {
        agency: "DINSOS",
        name: "Jaring Pengaman Sosial sembako",
        indicator: "Keluarga yang menerima paket sembako",
        unit: "paket",
        target: 42_000,
        budget_million: 8_400,
        course: &[(3, 0), (4, 14_000), (6, 42_000)],
        recorded: (4, 13),
        reports: &[(4, 11_500, 2_300, (5, 14), "Data ganda dengan Bantuan Sosial Tunai masih dicocokkan.")],
    },
    Work {
        agency: "DINKES",
        name: "Uji cepat Covid-19",
        indicator: "Orang yang diuji cepat",
        unit: "orang",
        target: 6_000,
        budget_million: 1_500,
        course: &[(3, 0)],
        recorded: (4, 1),
        reports: &[(4, 1_140, 285, (5, 4), "Kiriman alat uji datang dalam dua tahap.")],
    },
    Work {
        agency: "DISDIK",
        name: "Rehabilitasi ruang kelas",
        indicator: "Ruang kelas yang selesai",
        unit: "ruang",
        target: 96,
        budget_million: 14_400,
        course: &[],
        recorded: (1, 8),
        reports: &[
            (1, 4, 610, (2, 4), ""),
            (2, 10, 1_525, (3, 4), ""),
            (3, 16, 2_440, (4, 4), "Tukang berkurang sejak pembatasan kegiatan."),
        ],
    },
    Work {
        agency: "DPUPR",
        name: "Pemeliharaan jalan kabupaten",
        indicator: "Panjang jalan yang dipelihara",
        unit: "meter",
        target: 48_000,
        budget_million: 36_000,
        course: &[],
        recorded: (1, 8),
        reports: &[
            (1, 2_500, 1_875, (2, 3), ""),
            (2, 6_000, 4_500, (3, 5), ""),
            (3, 11_000, 8_250, (4, 3), ""),
            (4, 15_500, 11_625, (5, 5), ""),
        ],
    },
    Work {
        agency: "DISPERKIM",
        name: "Perbaikan rumah tidak layak huni",
        indicator: "Rumah yang selesai",
        unit: "unit",
        target: 420,
        budget_million: 7_350,
        course: &[],
        recorded: (1, 9),
        reports: &[
            (1, 0, 0, (2, 5), "Penetapan penerima belum selesai."),
            (2, 22, 385, (3, 4), ""),
            (3, 60, 1_050, (4, 14), "Pengiriman bahan terlambat."),
            (4, 84, 1_470, (5, 5), "Sebagian anggaran dialihkan untuk penanganan Covid-19."),
        ],
    },
    Work {
        agency: "DISTAN",
        name: "Bantuan benih padi",
        indicator: "Lahan yang menerima benih",
        unit: "hektare",
        target: 9_000,
        budget_million: 4_500,
        course: &[],
        recorded: (1, 9),
        reports: &[
            (1, 800, 400, (2, 4), ""),
            (2, 1_700, 850, (3, 3), ""),
            (3, 2_550, 1_275, (4, 3), ""),
            (4, 3_350, 1_675, (5, 4), ""),
        ],
    },
    Work {
        agency: "DISKOPUKM",
        name: "Pendampingan usaha mikro",
        indicator: "Usaha mikro yang didampingi",
        unit: "usaha",
        target: 600,
        budget_million: 900,
        course: &[],
        recorded: (1, 10),
        reports: &[
            (1, 40, 60, (2, 5), ""),
            (2, 90, 135, (3, 5), ""),
            (3, 120, 180, (4, 27), "Pendampingan tatap muka dihentikan sejak 20 Maret."),
        ],
    },
    Work {
        agency: "DISNAKER",
        name: "Pelatihan kerja",
        indicator: "Peserta yang lulus pelatihan",
        unit: "orang",
        target: 320,
        budget_million: 1_280,
        course: &[],
        recorded: (1, 10),
        reports: &[
            (1, 24, 96, (2, 4), ""),
            (2, 60, 240, (3, 4), ""),
            (3, 60, 240, (4, 3), "Pelatihan tatap muka ditunda."),
            (4, 60, 240, (5, 5), "Pelatihan tatap muka ditunda; bahan daring disiapkan."),
        ],
    },
    Work {
        agency: "BPBD",
        name: "Penyemprotan disinfektan",
        indicator: "Titik yang disemprot",
        unit: "titik",
        target: 1_500,
        budget_million: 750,
        course: &[(2, 0)],
        recorded: (3, 20),
        reports: &[(3, 260, 130, (4, 3), ""), (4, 610, 305, (5, 4), "")],
    },
    Work {
        agency: "DISKETAPANG",
        name: "Cadangan pangan daerah",
        indicator: "Beras yang tersedia di gudang",
        unit: "ton",
        target: 120,
        budget_million: 1_320,
        course: &[],
        recorded: (2, 4),
        reports: &[(2, 20, 220, (3, 5), ""), (3, 30, 330, (4, 4), ""), (4, 41, 451, (5, 5), "")],
    },
    Work {
        agency: "DLH",
        name: "Pengangkutan sampah",
        indicator: "Sampah yang diangkut",
        unit: "ton",
        target: 18_000,
        budget_million: 5_400,
        course: &[],
        recorded: (1, 13),
        reports: &[
            (1, 1_480, 444, (2, 5), ""),
            (2, 2_900, 870, (3, 4), ""),
            (3, 4_400, 1_320, (4, 9), "Laporan menunggu angka timbangan."),
            (4, 5_900, 1_770, (5, 5), ""),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn twelve_agencies_report_without_going_back() {
        let agencies: HashSet<&str> = WORKS.iter().map(|work| work.agency).collect();
        assert_eq!(agencies.len(), 12);
        for work in WORKS {
            let amounts: Vec<(i64, i64)> = work.reports.iter().map(|told| (told.1, told.2)).collect();
            assert!(amounts.is_sorted(), "{}", work.name);
            assert!(work.reports.iter().all(|told| told.1 <= work.target && told.2 <= work.budget_million));
            assert!(work.reports.iter().all(|told| told.3 > work.recorded && told.3.0 >= told.0));
        }
    }

    #[test]
    fn villages_were_paid_as_it_was_reported() {
        let paid = WORKS.iter().find(|work| work.agency == "DPMD").unwrap();
        assert_eq!((paid.reports.last().unwrap().1, paid.target), (202, 237));
    }
}
