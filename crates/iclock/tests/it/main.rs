//! Tests of the terminal protocol: invented samples, answers, properties and fuzz targets.

mod answers;
mod fuzz;
mod properties;
mod vectors;
