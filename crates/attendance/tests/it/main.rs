//! Attendance on both engines.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod days;
mod paper;
mod tenant;
mod terminals;
