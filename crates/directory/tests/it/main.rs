//! The directory on both engines.

mod import_agencies;
mod import_bad_input;
mod import_employees;
mod people;
mod regions;
mod world;
