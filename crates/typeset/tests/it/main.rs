//! Letters as people get them: the PDF is read back.

mod hostile;
mod letters;
mod read;
mod scripts;
mod templates;
