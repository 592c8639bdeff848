//! What people enter on paper and by form: recaps, requests, findings, schedules.

mod findings;
mod recaps;
mod requests;
mod schedules;
mod signing;
mod world;
