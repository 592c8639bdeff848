//! The whole program: its doors, its stories, its failures.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod backup;
mod cli;
mod kill;
mod routes;
