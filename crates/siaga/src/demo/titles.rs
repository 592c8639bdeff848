//! Titles of posts and degrees that fit them.

use super::agencies::Flavour;
use super::dice::Dice;

/// A title and the degree that its holder has: `before|after` the name, or only what stands after it.
pub(super) type Job = (&'static str, &'static str);

const OFFICE: &[Job] = &[
    ("Analis Perencanaan", "S.E."),
    ("Analis Kebijakan", "S.Sos"),
    ("Pengelola Keuangan", "S.E."),
    ("Pengadministrasi Umum", ""),
    ("Pengadministrasi Umum", ""),
    ("Bendahara", "A.Md"),
    ("Pranata Komputer", "S.Kom"),
    ("Penyusun Program", "S.STP"),
    ("Pengelola Barang Milik Daerah", "S.AP"),
    ("Analis Hukum", "S.H."),
    ("Pengelola Data", ""),
    ("Teknisi", "S.T."),
];
const EDUCATION: &[Job] = &[
    ("Pengawas Sekolah", "S.Pd, M.Pd"),
    ("Penilik", "S.Pd"),
    ("Pamong Belajar", "S.Pd"),
    ("Guru Ahli Muda", "S.Pd"),
    ("Guru Ahli Pertama", "S.Pd"),
    ("Guru Ahli Madya", "S.Pd, M.Pd"),
    ("Pengelola Data Pendidikan", ""),
];
const HEALTH: &[Job] = &[
    ("Bidan", "A.Md.Keb"),
    ("Bidan", "S.ST"),
    ("Perawat", "A.Md.Kep"),
    ("Perawat", "S.Kep, Ns."),
    ("Sanitarian", "SKM"),
    ("Nutrisionis", "A.Md.Gz"),
    ("Apoteker", "S.Farm, Apt."),
    ("Dokter", "dr.|"),
    ("Dokter Gigi", "drg.|"),
    ("Pranata Laboratorium Kesehatan", "A.Md.AK"),
    ("Epidemiolog Kesehatan", "SKM, M.Kes"),
];
const ORDER: &[Job] = &[
    ("Petugas Lapangan", ""),
    ("Pengawas Lapangan", "S.Sos"),
    ("Pengadministrasi Umum", ""),
    ("Analis Ketertiban", "S.H."),
    ("Pengelola Sarana", "S.T."),
];
const DISTRICT: &[Job] = &[
    ("Pengelola Pelayanan Umum", ""),
    ("Pengadministrasi Pemerintahan", "S.AP"),
    ("Analis Pemberdayaan Masyarakat", "S.Sos"),
    ("Pengelola Keuangan", "S.E."),
];
const CONTRACT: &[Job] = &[
    ("Tenaga Administrasi", ""),
    ("Petugas Kebersihan", ""),
    ("Pengemudi", ""),
    ("Operator Komputer", "A.Md"),
    ("Penjaga Kantor", ""),
];
const HEADS: &[&str] =
    &["S.E., M.Si", "S.Sos, M.AP", "S.H., M.H.", "S.STP, M.Si", "M.Si", "S.T., M.T.", "S.Pd, M.Pd", "M.M."];

/// Returns the job of somebody who heads nothing.
pub(super) fn job(dice: &mut Dice, flavour: Flavour, is_contract_worker: bool) -> Job {
    let is_carer = matches!(flavour, Flavour::Health | Flavour::Hospital);
    let jobs = match flavour {
        _ if is_contract_worker && !is_carer => CONTRACT,
        Flavour::Office => OFFICE,
        Flavour::Education => EDUCATION,
        Flavour::Health | Flavour::Hospital => HEALTH,
        Flavour::Order => ORDER,
        Flavour::District => DISTRICT,
    };
    jobs[dice.place(jobs.len())]
}

/// Returns the degree of somebody who heads an agency or a unit.
pub(super) fn degree_of_head(dice: &mut Dice, flavour: Flavour) -> &'static str {
    match flavour {
        Flavour::Health | Flavour::Hospital if dice.happens(500) => "dr.|M.Kes",
        _ => dice.pick(HEADS),
    }
}

/// Returns the title of the head of a unit.
pub(super) fn head_of_unit(unit_name: &str) -> String {
    match unit_name {
        "Sekretariat" => "Sekretaris".to_owned(),
        name if name.starts_with("Inspektur Pembantu") => name.to_owned(),
        name => format!("Kepala {name}"),
    }
}
