//! What a template can call: Typst's own functions, less those that a letter has no use for.

use crate::fonts;
use std::sync::OnceLock;
use typst::foundations::{Binding, Dict, IntoValue, Value};
use typst::text::{Lang, Region, TextElem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

/// Language of a letter's own words: page numbers, hyphens, and the mark in the PDF for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Indonesian.
    Id,
    /// English.
    En,
}

impl Language {
    /// Returns the code of ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }
}

/// Functions that could turn data into program text or run foreign machine code.
const REFUSED: [&str; 2] = ["eval", "plugin"];

/// Returns the library of one language; each is built once, so that warm letters share what is known.
pub(crate) fn library(language: Language) -> &'static LazyHash<Library> {
    static LIBRARIES: [OnceLock<LazyHash<Library>>; 2] = [const { OnceLock::new() }; 2];
    LIBRARIES[language as usize].get_or_init(|| LazyHash::new(build(language)))
}

fn build(language: Language) -> Library {
    let mut inputs = Dict::new();
    inputs.insert("language".into(), language.code().into_value());
    let mut library = Library::builder().with_inputs(inputs).build();
    for name in REFUSED {
        library.global.scope_mut().bind(name.into(), Binding::detached(Value::None));
    }
    library.std = Binding::detached(library.global.clone());
    let (lang, region) = match language {
        Language::Id => (Lang::INDONESIAN, "ID"),
        Language::En => (Lang::ENGLISH, "GB"),
    };
    library.styles.set(TextElem::lang, lang);
    library.styles.set(TextElem::region, region.parse::<Region>().ok());
    library.styles.set(TextElem::font, fonts::families());
    library
}
