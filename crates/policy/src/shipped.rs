//! The law files that come with the program.

use crate::document::Document;
use crate::fields::DocumentError;

/// One file of the folder of law as it was when the program was built.
#[derive(Debug, Clone, Copy)]
pub struct LawFile {
    /// Path inside the folder: `national/presiden/2023-04-12-perpres-21.toml`.
    pub path: &'static str,
    /// The whole text.
    pub text: &'static str,
}

const SHIPPED: &[LawFile] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

impl LawFile {
    /// Returns whether the file holds cases and no circular.
    pub fn is_cases(&self) -> bool {
        self.path.ends_with(".cases.toml")
    }

    /// Returns the path of the case file beside this circular.
    pub fn cases_path(&self) -> String {
        format!("{}.cases.toml", self.path.strip_suffix(".toml").unwrap_or(self.path))
    }
}

/// Returns all shipped files, circulars and cases, in the order of their paths.
pub fn shipped_files() -> &'static [LawFile] {
    SHIPPED
}

/// Parses the shipped circulars.
///
/// # Errors
/// The first fault of a file; the tests of this crate keep the shipped files free of any.
pub fn shipped_documents() -> Result<Vec<Document>, DocumentError> {
    SHIPPED.iter().filter(|file| !file.is_cases()).map(|file| Document::parse(file.path, file.text)).collect()
}
