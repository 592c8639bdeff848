//! Files to be saved.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use siaga_platform::Problem;
use siaga_platform::blobs::Blob;
use siaga_platform::files::{Sheet, write_csv, write_xlsx};

/// Answers with a stored file to be saved, never to be run inside our pages.
pub(crate) fn stored((name, blob): (String, Blob)) -> Response {
    file(&name, &blob.media_type, blob.bytes)
}

/// Answers with a sheet as a file of the wanted form.
///
/// # Errors
/// `programmes.file_format` for a form that is not known.
pub(crate) fn sheet(sheet: &Sheet, name: &str, format: &str) -> Result<Response, Problem> {
    let (bytes, media_type) = match format {
        "csv" => (write_csv(sheet), "text/csv; charset=utf-8"),
        "xlsx" => {
            let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            (write_xlsx(std::slice::from_ref(sheet))?, media_type)
        }
        _ => return Err(Problem::invalid("programmes.file_format").on_field("bentuk")),
    };
    Ok(file(&format!("{name}.{format}"), media_type, bytes))
}

fn file(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '_' })
        .collect();
    let disposition = format!("attachment; filename=\"{plain}\"");
    let mut response = bytes.into_response();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, media_type);
    set(header::CONTENT_DISPOSITION, &disposition);
    set(header::CACHE_CONTROL, "private, no-store");
    response
}
