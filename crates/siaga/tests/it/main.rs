//! The whole program: its doors, its stories, its failures.

mod kill;
mod routes;
