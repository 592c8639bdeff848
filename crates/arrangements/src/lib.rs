#![doc = include_str!("../README.md")]

mod capability;
mod explain;
mod jobs;
mod migrations;
mod model;
mod news;
mod ops;
pub mod params;
mod rules;
mod store;
mod tiles;
mod web;

pub use capability::capability;
