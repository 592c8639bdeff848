//! What a command ends with when it cannot do what was asked: one sentence and one exit code.

use siaga_civil::{CivilZone, RegionCode};
use std::path::Path;

/// A failure that the person at the command line can mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CliError {
    /// Exit code, as `docs/operating.md` lists them.
    pub(crate) code: u8,
    text: String,
}

impl CliError {
    /// What was typed or given is not acceptable (2).
    pub(crate) fn wrong(text: impl Into<String>) -> Self {
        Self { code: 2, text: text.into() }
    }

    /// What was named is not there (4).
    pub(crate) fn missing(text: impl Into<String>) -> Self {
        Self { code: 4, text: text.into() }
    }

    /// What is there already does not allow it (5).
    pub(crate) fn conflict(text: impl Into<String>) -> Self {
        Self { code: 5, text: text.into() }
    }

    /// The machine does not do it: an address, a right, a disk (1).
    pub(crate) fn fault(text: impl Into<String>) -> Self {
        Self { code: 1, text: text.into() }
    }

    /// Returns why a file could not be read or written, in words that say what to do.
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        tracing::debug!(%error, path = %path.display(), "a file could not be used");
        let path = path.display();
        match error.kind() {
            ErrorKind::NotFound => Self::missing(format!("Berkas atau folder {path} tidak ada.")),
            ErrorKind::PermissionDenied => {
                Self::fault(format!("{path}: tidak ada izin; periksa pemiliknya."))
            }
            ErrorKind::IsADirectory => Self::wrong(format!("{path} adalah folder, bukan berkas.")),
            ErrorKind::NotADirectory => Self::wrong(format!("{path}: bagian jalurnya bukan folder.")),
            ErrorKind::AlreadyExists => Self::conflict(format!("{path} sudah ada.")),
            ErrorKind::StorageFull => Self::fault(format!("{path}: ruang penyimpanan penuh.")),
            _ => Self::fault(format!("{path} tidak dapat dibaca atau ditulis.")),
        }
    }
}

impl std::fmt::Display for CliError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for CliError {}

/// Returns the region of a code as typed.
pub(crate) fn region(text: &str) -> Result<RegionCode, CliError> {
    RegionCode::parse(text).map_err(|error| {
        let why = match (error.code(), error.digits()) {
            ("region_code_length", _) => "panjangnya harus 2, 4, 6 atau 10 angka".to_owned(),
            ("region_code_not_a_digit", Some((place, _))) => format!("tanda ke-{place} bukan angka"),
            ("region_code_misplaced_dot", _) => "titik hanya boleh di antara bagian-bagiannya".to_owned(),
            (_, Some((first, last))) => format!("angka ke-{first} sampai ke-{last} bukan wilayah"),
            _ => "bentuknya tidak dikenal".to_owned(),
        };
        CliError::wrong(format!("Kode wilayah «{text}» tidak sah: {why}. Contoh: 12.18"))
    })
}

/// Returns the zone of a name as typed.
pub(crate) fn zone(text: &str) -> Result<CivilZone, CliError> {
    CivilZone::from_iana(text).map_err(|_| {
        CliError::wrong(format!(
            "Zona waktu «{text}» tidak dikenal. Pakai Asia/Jakarta, Asia/Makassar atau Asia/Jayapura."
        ))
    })
}

/// Returns the day of a date as typed.
pub(crate) fn day(text: &str) -> Result<chrono::NaiveDate, CliError> {
    text.parse()
        .map_err(|_| CliError::wrong(format!("Tanggal «{text}» tidak sah. Contoh: 2020-05-26 (TTTT-BB-HH)")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_region_code_is_told_in_indonesian() {
        let cases = [
            ("12.1", "Kode wilayah «12.1» tidak sah: panjangnya harus 2, 4, 6 atau 10 angka. Contoh: 12.18"),
            ("12.1x", "Kode wilayah «12.1x» tidak sah: tanda ke-4 bukan angka. Contoh: 12.18"),
            (
                "121.8",
                "Kode wilayah «121.8» tidak sah: titik hanya boleh di antara bagian-bagiannya. Contoh: 12.18",
            ),
            ("12.00", "Kode wilayah «12.00» tidak sah: angka ke-3 sampai ke-4 bukan wilayah. Contoh: 12.18"),
        ];
        for (typed, expected) in cases {
            let error = region(typed).unwrap_err();
            assert_eq!((error.code, error.to_string().as_str()), (2, expected));
        }
        assert!(region("12.18").is_ok());
    }

    #[test]
    fn zones_and_days_say_what_is_possible() {
        assert_eq!(zone("Asia/Singapore").unwrap_err().code, 2);
        assert!(zone("Asia/Jayapura").is_ok());
        assert_eq!(day("2020-02-30").unwrap_err().code, 2);
        assert!(day("2020-02-29").is_ok());
    }

    #[test]
    fn a_file_that_is_not_there_is_missing_and_no_driver_text_is_shown() {
        let error = std::fs::read("/nowhere/at/all").unwrap_err();
        let told = CliError::file(Path::new("/nowhere/at/all"), &error);
        assert_eq!(told, CliError::missing("Berkas atau folder /nowhere/at/all tidak ada."));
    }
}
