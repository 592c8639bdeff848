//! Files that people attach as evidence.

use siaga_platform::Problem;
use siaga_platform::web::MediaType;

/// Largest file.
pub(crate) const FILE_MAX_BYTES: usize = 10 * 1024 * 1024;
/// Most files of one form.
pub(crate) const FILES_MAX: usize = 5;

/// A file that somebody attached.
#[derive(Debug, Clone, Copy)]
pub struct EvidenceFile<'a> {
    /// Name at the sender's.
    pub name: &'a str,
    /// What its bytes say that it is.
    pub media_type: Option<MediaType>,
    /// Content.
    pub bytes: &'a [u8],
}

/// Returns what the files are, when all are taken.
///
/// # Errors
/// `programmes.file_form`, `programmes.file_too_large`, `programmes.file_too_many`.
pub(crate) fn checked<'a>(files: &[EvidenceFile<'a>]) -> Result<Vec<(EvidenceFile<'a>, MediaType)>, Problem> {
    if files.len() > FILES_MAX {
        return Err(Problem::invalid("programmes.file_too_many")
            .on_field("evidence")
            .with("most", FILES_MAX));
    }
    files.iter().map(|file| Ok((*file, kind(file)?))).collect()
}

fn kind(file: &EvidenceFile<'_>) -> Result<MediaType, Problem> {
    if file.bytes.len() > FILE_MAX_BYTES {
        let megabytes = FILE_MAX_BYTES / 1024 / 1024;
        let problem = Problem::invalid("programmes.file_too_large").on_field("evidence");
        return Err(problem.with("megabytes", megabytes));
    }
    match file.media_type {
        Some(kind @ (MediaType::Pdf | MediaType::Jpeg | MediaType::Png | MediaType::Xlsx)) => Ok(kind),
        _ => Err(Problem::invalid("programmes.file_form").on_field("evidence")),
    }
}

/// Returns the name of a file without control letters, of bearable length.
pub(crate) fn name(name: &str) -> String {
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(200).collect();
    if name.is_empty() { "-".to_owned() } else { name }
}
