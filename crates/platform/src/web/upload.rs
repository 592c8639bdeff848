//! Forms with files.

use crate::problem::Problem;
use crate::web::form;
use crate::web::form_text::FormPairs;
use crate::web::sniff::{MediaType, sniff};
use axum::extract::{FromRequest, Multipart, Request};

/// A form with files: its text fields and its files, all in memory within the limit of the route.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// Text fields.
    pub fields: FormPairs,
    /// Files in the order in which they were sent; file inputs left empty are not among them.
    pub files: Vec<UploadedFile>,
}

/// A file of an upload.
#[derive(Clone)]
pub struct UploadedFile {
    /// Name of the form field.
    pub field: String,
    /// Name of the file at the sender's, without folders.
    pub file_name: String,
    /// What its bytes say that it is.
    pub media_type: Option<MediaType>,
    /// Content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for UploadedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UploadedFile")
            .field("field", &self.field)
            .field("media_type", &self.media_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

impl Upload {
    /// Returns the file of a field.
    ///
    /// # Errors
    /// `platform.file_missing` on the field when none was chosen or it is empty.
    pub fn file(&self, field: &str) -> Result<&UploadedFile, Problem> {
        self.maybe_file(field).ok_or_else(|| Problem::invalid("platform.file_missing").on_field(field))
    }

    /// Returns the file of a field, if one with content was chosen.
    pub fn maybe_file(&self, field: &str) -> Option<&UploadedFile> {
        self.files.iter().find(|file| file.field == field && !file.bytes.is_empty())
    }
}

const PARTS_MAX: usize = 2_000;

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        form::expect_media_type(&request, "multipart/form-data")?;
        let unreadable = |_| Problem::invalid("platform.upload_unreadable");
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|_| Problem::invalid("platform.upload_unreadable"))?;
        let mut pairs = Vec::new();
        let mut files = Vec::new();
        while let Some(part) = parts.next_field().await.map_err(unreadable)? {
            if pairs.len() + files.len() >= PARTS_MAX {
                return Err(Problem::invalid("platform.upload_unreadable"));
            }
            let field = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(base_name);
            let bytes = part.bytes().await.map_err(unreadable)?;
            match file_name {
                None => pairs.push((field, String::from_utf8_lossy(&bytes).into_owned())),
                Some(file_name) if file_name.is_empty() && bytes.is_empty() => {}
                Some(file_name) => {
                    let media_type = sniff(&bytes);
                    files.push(UploadedFile { field, file_name, media_type, bytes: bytes.to_vec() });
                }
            }
        }
        Ok(Self { fields: FormPairs::from_pairs(pairs), files })
    }
}

/// Folders of the sender's machine are nobody's business, nor are control letters.
fn base_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(120).collect()
}

/// Returns the text of the first part of a multipart body when it is the named field.
pub(crate) fn first_part_text(body: &[u8], field: &str) -> Option<String> {
    const HEAD_MAX: usize = 2_048;
    let head = String::from_utf8_lossy(&body[..body.len().min(HEAD_MAX)]);
    let boundary = head.lines().next()?.trim_end();
    let (part_headers, content) = head.split_once("\r\n\r\n")?;
    let names_field = part_headers.lines().any(|line| {
        line.to_ascii_lowercase().starts_with("content-disposition:")
            && line.contains(&format!("name=\"{field}\""))
    });
    let (value, _) = content.split_once(&format!("\r\n{boundary}"))?;
    names_field.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "--B\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\ntoken\r\n--B\r\n\
Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nx\r\n--B--\r\n";

    #[test]
    fn the_token_is_read_from_the_first_part_only() {
        assert_eq!(first_part_text(BODY.as_bytes(), "_csrf").as_deref(), Some("token"));
        assert_eq!(first_part_text(BODY.as_bytes(), "file"), None);
        assert_eq!(first_part_text(b"", "_csrf"), None);
    }

    #[test]
    fn a_file_name_loses_its_folders() {
        assert_eq!(base_name("C:\\Dokumen\\pegawai.xlsx"), "pegawai.xlsx");
        assert_eq!(base_name("../../etc/passwd"), "passwd");
        assert_eq!(base_name("a\r\nb.csv"), "ab.csv");
    }
}
