//! Letters as people get them: the PDF is read back.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod hostile;
mod letters;
mod read;
mod scripts;
mod templates;
