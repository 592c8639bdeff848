#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod check;
mod error;
mod fonts;
mod glyphs;
mod letter;
mod library;
mod pack;
mod sample;
mod sheet;
mod templates;
mod world;

pub use check::check;
pub use error::TypesetError;
pub use letter::*;
pub use library::Language;
pub use sample::{sample, sample_files};
pub use sheet::{FINEST_DPI, LARGEST_FILE_BYTES, Set, Sheet, pdf, png};
pub use templates::{LetterKind, shared_parts, template};
