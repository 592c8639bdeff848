//! The public services of the demonstration: invented as everything in it.

use siaga_services::ServiceStatus;

/// A service with its desk.
#[derive(Debug)]
pub(super) struct ServiceRow {
    pub(super) agency: &'static str,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) requirements: &'static str,
    /// Where the counter is.
    pub(super) counter: &'static str,
    /// Address on the web, or nothing.
    pub(super) online: &'static str,
    pub(super) open: Open,
    pub(super) desk: &'static str,
    /// People needed before and after noon.
    pub(super) minimum: (u16, u16),
    /// People who can serve the desk.
    pub(super) staff: usize,
    pub(super) state: Option<(ServiceStatus, &'static str)>,
}

/// When a service is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// On working days, with a break at noon.
    OfficeHours,
    /// On working days until noon.
    Mornings,
    /// Day and night.
    Always,
}

/// The services.
pub(super) const SERVICES: [ServiceRow; 10] = [
    ServiceRow {
        agency: "DISDUKCAPIL",
        name: "KTP elektronik",
        description: "Perekaman, cetak pertama dan cetak ulang KTP elektronik.",
        requirements: "Kartu keluarga; surat kehilangan dari kepolisian untuk cetak ulang.",
        counter: "Lantai 1, loket 1 sampai 3",
        online: "",
        open: Open::Mornings,
        desk: "Loket perekaman",
        minimum: (3, 0),
        staff: 5,
        state: Some((
            ServiceStatus::Limited,
            "Paling banyak 60 orang sehari untuk menjaga jarak di ruang tunggu.",
        )),
    },
    ServiceRow {
        agency: "DISDUKCAPIL",
        name: "Kartu keluarga dan akta kelahiran",
        description: "Kartu keluarga, akta kelahiran dan akta kematian.",
        requirements: "Surat keterangan lahir atau kematian, KTP orang tua.",
        counter: "Lantai 1, loket 4",
        online: "https://layanan.serdangbedagai.example/akta",
        open: Open::OfficeHours,
        desk: "Loket akta",
        minimum: (2, 2),
        staff: 4,
        state: Some((ServiceStatus::OnlineOnly, "Berkas dikirim lewat laman; hasil diantar ke kantor desa.")),
    },
    ServiceRow {
        agency: "DPMPTSP",
        name: "Perizinan berusaha",
        description: "Nomor induk berusaha dan izin usaha mikro.",
        requirements: "KTP, NPWP dan alamat tempat usaha.",
        counter: "Ruang pelayanan terpadu",
        online: "https://layanan.serdangbedagai.example/izin",
        open: Open::OfficeHours,
        desk: "Loket perizinan",
        minimum: (2, 2),
        staff: 4,
        state: Some((ServiceStatus::OnlineOnly, "Semua permohonan lewat laman sampai keadaan membaik.")),
    },
    ServiceRow {
        agency: "DPMPTSP",
        name: "Konsultasi penanaman modal",
        description: "Bantuan mengisi laporan kegiatan penanaman modal.",
        requirements: "Nomor induk berusaha.",
        counter: "Ruang konsultasi",
        online: "",
        open: Open::Mornings,
        desk: "Meja konsultasi",
        minimum: (1, 0),
        staff: 2,
        state: None,
    },
    ServiceRow {
        agency: "RSUD",
        name: "Gawat darurat",
        description: "Pertolongan pertama dan rujukan, siang dan malam.",
        requirements: "",
        counter: "Instalasi Gawat Darurat",
        online: "",
        open: Open::Always,
        desk: "Meja terima pasien",
        minimum: (2, 2),
        staff: 9,
        state: None,
    },
    ServiceRow {
        agency: "RSUD",
        name: "Rawat jalan",
        description: "Pemeriksaan oleh dokter spesialis.",
        requirements: "Kartu jaminan kesehatan dan surat rujukan.",
        counter: "Gedung poliklinik",
        online: "",
        open: Open::Mornings,
        desk: "Loket pendaftaran",
        minimum: (4, 0),
        staff: 7,
        state: Some((ServiceStatus::Limited, "Hanya pasien dengan perjanjian; kontrol rutin lewat telepon.")),
    },
    ServiceRow {
        agency: "DINKES",
        name: "Rekomendasi izin praktik tenaga kesehatan",
        description: "Rekomendasi bagi dokter, bidan, perawat dan apoteker.",
        requirements: "Surat tanda registrasi dan rekomendasi organisasi profesi.",
        counter: "Lantai 2",
        online: "",
        open: Open::OfficeHours,
        desk: "Loket rekomendasi",
        minimum: (1, 1),
        staff: 3,
        state: None,
    },
    ServiceRow {
        agency: "DINKES",
        name: "Pusat informasi COVID-19",
        description: "Tanya jawab gejala, rujukan dan isolasi mandiri.",
        requirements: "",
        counter: "Posko gugus tugas",
        online: "",
        open: Open::OfficeHours,
        desk: "Meja telepon",
        minimum: (2, 2),
        staff: 6,
        state: None,
    },
    ServiceRow {
        agency: "KEC-SEI-RAMPAH",
        name: "Surat keterangan dan legalisasi",
        description: "Surat keterangan domisili, usaha dan legalisasi salinan.",
        requirements: "KTP dan pengantar kepala desa.",
        counter: "Ruang pelayanan kecamatan",
        online: "",
        open: Open::OfficeHours,
        desk: "Loket kecamatan",
        minimum: (1, 1),
        staff: 3,
        state: None,
    },
    ServiceRow {
        agency: "KEC-PERBAUNGAN",
        name: "Surat keterangan dan legalisasi",
        description: "Surat keterangan domisili, usaha dan legalisasi salinan.",
        requirements: "KTP dan pengantar kepala desa.",
        counter: "Ruang pelayanan kecamatan",
        online: "",
        open: Open::Mornings,
        desk: "Loket kecamatan",
        minimum: (2, 0),
        staff: 4,
        state: Some((ServiceStatus::Limited, "Sampai pukul 12.00 selama sebagian petugas membantu posko.")),
    },
];
