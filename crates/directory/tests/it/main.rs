//! The directory on both engines.

mod people;
mod regions;
mod world;
