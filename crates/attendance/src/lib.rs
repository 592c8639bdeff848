#![doc = include_str!("../README.md")]

mod migrations;
pub mod params;
