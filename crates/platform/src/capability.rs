//! The descriptor that a capability hands to the binary: values, not behaviour.

use crate::ctx::{App, Ctx};
use crate::explain::Explainer;
use crate::law::LawSource;
use crate::migrate::Migration;
use crate::open_data::OpenTable;
use crate::people_source::PeopleSource;
use crate::problem::Problem;
use crate::settings::SettingDecl;
use crate::tile::Tile;
use axum::routing::MethodRouter;
use siaga_access::Action;
use siaga_policy::{FactDecl, ParamDecl};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// Who may use a route at all. What exactly an actor may do there, the operation asks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permit {
    /// Everybody, signed in or not.
    Public,
    /// Every signed-in account.
    SignedIn,
    /// Accounts with a role that could ever be permitted the action.
    May(Action),
}

/// One route: there is no way to add one without saying who may use it.
#[derive(Debug, Clone)]
pub struct Route {
    /// HTTP method.
    pub method: http::Method,
    /// Path in axum's form (`/agencies/{code}`). Paths below `/api/` answer JSON.
    pub path: &'static str,
    /// Who may use it.
    pub permit: Permit,
    /// Largest request body in bytes.
    pub body_limit: usize,
    /// What answers.
    pub handler: MethodRouter<App>,
}

/// Bodies of ordinary forms.
pub const FORM_LIMIT: usize = 512 * 1024;

impl Route {
    /// Returns a GET route.
    pub fn get<H, T>(path: &'static str, permit: Permit, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        Self::new(http::Method::GET, path, permit, axum::routing::get(handler))
    }

    /// Returns a POST route.
    pub fn post<H, T>(path: &'static str, permit: Permit, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        Self::new(http::Method::POST, path, permit, axum::routing::post(handler))
    }

    fn new(method: http::Method, path: &'static str, permit: Permit, handler: MethodRouter<App>) -> Self {
        Self { method, path, permit, body_limit: FORM_LIMIT, handler }
    }

    /// Sets the largest request body.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }
}

/// An entry of the main menu.
#[derive(Debug, Clone, Copy)]
pub struct NavEntry {
    /// Position; lower comes first. The hundreds are its area (`nav-area-1` …): 0 the board, 1 the own day,
    /// 2 presence, 3 arrangement of work and services, 4 law, 5 leading, 6 people and agencies, 9 the
    /// installation.
    pub order: u16,
    /// Path it leads to.
    pub path: &'static str,
    /// Message id of its label.
    pub label: &'static str,
    /// Shown to actors who may ever do this.
    pub permit: Permit,
}

/// A future that a job or a subscriber returns.
pub type Running<'a> = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>>;

/// Work that is done again and again while the server runs, once for each government.
#[derive(Clone, Copy)]
pub struct Job {
    /// `capability.verb_thing`.
    pub name: &'static str,
    /// Pause between two runs.
    pub every: Duration,
    /// The work; it may run twice and must not mind.
    pub run: fn(Ctx) -> Running<'static>,
}

/// What an upper capability does with a lower one's news. It may run twice and must not mind.
#[derive(Clone, Copy)]
pub struct Subscription {
    /// The topic, `capability.thing_done`.
    pub topic: &'static str,
    /// Name of the subscriber, for the log.
    pub name: &'static str,
    /// The handler; it gets the payload that was published.
    pub run: fn(Ctx, serde_json::Value) -> Running<'static>,
}

/// Everything that a capability brings.
#[derive(Clone, Default)]
pub struct Capability {
    /// Its name; tables and topics begin with it.
    pub name: &'static str,
    /// Its tables.
    pub migrations: &'static [Migration],
    /// Its routes.
    pub routes: Vec<Route>,
    /// Its menu entries.
    pub nav: Vec<NavEntry>,
    /// Its texts: Indonesian and English Fluent source.
    pub messages: Option<(&'static str, &'static str)>,
    /// Its jobs.
    pub jobs: Vec<Job>,
    /// The news it listens to.
    pub subscriptions: Vec<Subscription>,
    /// The parameters of law it reads.
    pub params: &'static [ParamDecl],
    /// The facts on which conditions of law may rest.
    pub facts: &'static [FactDecl],
    /// Circulars that it keeps in the database, beside those that come with the program.
    pub law: Option<LawSource>,
    /// Its part of the OpenAPI document.
    pub openapi: Option<fn() -> utoipa::openapi::OpenApi>,
    /// Its tiles on the boards of leaders.
    pub tiles: &'static [Tile],
    /// What it can explain.
    pub explainers: &'static [Explainer],
    /// Its tables on the public page.
    pub open_tables: &'static [OpenTable],
    /// Settings that administrators may change.
    pub settings: &'static [SettingDecl],
    /// Who the administration of accounts asks about people and agencies; one capability has it.
    pub people: Option<PeopleSource>,
}

impl Capability {
    /// Returns an empty descriptor with a name.
    pub fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }
}
