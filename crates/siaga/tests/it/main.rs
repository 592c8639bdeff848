//! The whole program: its doors, its stories, its failures.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli;
mod backup;
mod kill;
mod routes;
