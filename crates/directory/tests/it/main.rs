//! The directory on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod browser;
mod import_agencies;
mod import_bad_input;
mod import_employees;
mod import_files;
mod import_pages;
mod pages;
mod people;
mod regions;
mod texts;
mod world;
