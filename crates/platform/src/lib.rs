#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod audit;
pub mod blobs;
mod capability;
mod clock;
mod ctx;
pub mod db;
pub mod files;
mod ids;
pub mod jobs;
mod law;
mod live;
mod locale;
mod metrics;
mod migrate;
mod migrations;
mod problem;
mod secrets;
pub mod session;
mod texts;
pub mod topics;
pub mod web;

pub use capability::{Capability, FORM_LIMIT, Job, NavEntry, Permit, Route, Running, Subscription};
pub use clock::{Clock, SimulatedClock, SystemClock};
pub use ctx::{Actor, ActorKind, App, Ctx, Government, Shared};
pub use ids::Ids;
pub use law::{Law, LawError};
pub use live::{Live, News};
pub use locale::Locale;
pub use metrics::Metrics;
pub use migrate::{MigrateError, Migration, migrate};
pub use migrations::MIGRATIONS;
pub use siaga_access::Gate;
pub use problem::{Problem, ProblemKind};
pub use secrets::{Secrets, SecretsError};
pub use texts::Texts;
