//! Attendance on both engines.

mod terminals;
