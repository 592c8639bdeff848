//! What people enter on paper and by form: recaps, requests, findings, schedules.

mod browser;
mod documents;
mod findings;
mod locks;
mod pages;
mod recaps;
mod requests;
mod schedules;
mod signing;
mod world;
