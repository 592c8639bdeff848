//! The whole world that a template can see: itself, the shared parts, the data and the given pictures.

use crate::fonts::{Fonts, fonts};
use crate::library::library;
use crate::sheet::Sheet;
use crate::templates::COMMON;
use chrono::{Datelike, NaiveDateTime, Timelike};
use std::path::PathBuf;
use std::sync::OnceLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

/// Name under which a template is known in messages.
pub(crate) const TEMPLATE: &str = "template.typ";
const SHARED: &str = "common.typ";
const DATA: &str = "data.json";

/// The virtual files of one sheet.
pub(crate) struct SheetWorld<'a> {
    library: &'static LazyHash<Library>,
    fonts: &'static Fonts,
    template: Source,
    shared: Source,
    is_shared_replaced: bool,
    data: Bytes,
    files: Vec<(&'a str, Bytes)>,
    at: NaiveDateTime,
}

impl<'a> SheetWorld<'a> {
    /// Returns the world of one sheet.
    pub(crate) fn of(sheet: &Sheet<'a>) -> Self {
        let shared = match sheet.library {
            "" => shipped().clone(),
            replaced => Source::new(id(SHARED), replaced.to_owned()),
        };
        Self {
            library: library(sheet.language),
            fonts: fonts(),
            template: Source::new(id(TEMPLATE), sheet.template.to_owned()),
            shared,
            is_shared_replaced: !sheet.library.is_empty(),
            data: Bytes::from_string(sheet.data.to_string()),
            files: sheet.files.iter().map(|(name, bytes)| (*name, Bytes::new(bytes.clone()))).collect(),
            at: sheet.at,
        }
    }

    /// Returns whether a person who replaces templates can mend this file.
    pub(crate) fn is_replaced(&self, file: &str) -> bool {
        file == TEMPLATE || (file == SHARED && self.is_shared_replaced)
    }
}

impl World for SheetWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match name(id)? {
            TEMPLATE => Ok(self.template.clone()),
            SHARED => Ok(self.shared.clone()),
            other => Err(FileError::NotFound(PathBuf::from(other))),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match name(id)? {
            DATA => Ok(self.data.clone()),
            wanted => {
                let found = self.files.iter().find(|(name, _)| *name == wanted);
                found
                    .map(|(_, bytes)| bytes.clone())
                    .ok_or_else(|| FileError::NotFound(PathBuf::from(wanted)))
            }
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        datetime(self.at)
    }
}

/// Returns a moment as Typst writes it.
pub(crate) fn datetime(at: NaiveDateTime) -> Option<Datetime> {
    let part = |number: u32| u8::try_from(number).ok();
    let (month, day) = (part(at.month())?, part(at.day())?);
    Datetime::from_ymd_hms(at.year(), month, day, part(at.hour())?, part(at.minute())?, part(at.second())?)
}

/// The shared parts that come with the program, read once.
fn shipped() -> &'static Source {
    static SHIPPED: OnceLock<Source> = OnceLock::new();
    SHIPPED.get_or_init(|| Source::new(id(SHARED), COMMON.to_owned()))
}

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our names hold no separator and no dots alone");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Names a file of the sheet; packages from elsewhere are refused.
fn name(id: FileId) -> FileResult<&'static str> {
    match id.get().root() {
        VirtualRoot::Project => Ok(id.get().vpath().get_without_slash()),
        VirtualRoot::Package(_) => {
            Err(FileError::Other(Some("packages from elsewhere are not part of a letter".into())))
        }
    }
}
