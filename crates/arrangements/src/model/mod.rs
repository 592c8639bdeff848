//! Words of arrangements.

mod named;
