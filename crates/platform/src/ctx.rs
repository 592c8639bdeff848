//! What every operation gets: who acts, for which government, and the shared means of the program.

use crate::clock::Clock;
use crate::contributions::Contributions;
use crate::db::Db;
use crate::ids::Ids;
use crate::law::{Law, LawShelf};
use crate::live::Live;
use crate::locale::Locale;
use crate::metrics::Metrics;
use crate::problem::{Problem, ProblemKind};
use crate::secrets::Secrets;
use crate::texts::Texts;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::{Action, Gate, Grant, Resource, Role, Subject, Verdict};
use siaga_civil::{CivilZone, RegionCode};
use std::sync::Arc;
use uuid::Uuid;

/// The regional government that a database serves: the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Government {
    /// Key.
    pub id: i64,
    /// Region code of the regency or city.
    pub region: RegionCode,
    /// Name as on its letterhead.
    pub name: String,
    /// Civil time zone of its offices.
    pub zone: CivilZone,
    /// First civil day on which it kept its records here.
    pub begins_on: NaiveDate,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActorKind {
    /// Nobody is signed in.
    Anonymous,
    /// A signed-in account.
    Account {
        /// Account id.
        id: Uuid,
        /// Session id, for sign-out and fresh-password checks.
        session: Uuid,
    },
    /// The program itself: a job, the command line, the terminal listener. May do everything its
    /// code asks for; the name goes into the audit log.
    System(&'static str),
}

/// Who acts, with what grants.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Kind and identity.
    pub kind: ActorKind,
    /// Name to show.
    pub name: String,
    /// The employee behind the account.
    pub employee: Option<i64>,
    /// Roles with scope and dates.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Returns the actor of a request without a session.
    pub fn anonymous() -> Self {
        Self { kind: ActorKind::Anonymous, name: String::new(), employee: None, grants: Vec::new() }
    }

    /// Returns the program itself as actor.
    pub fn system(name: &'static str) -> Self {
        Self { kind: ActorKind::System(name), name: name.to_owned(), employee: None, grants: Vec::new() }
    }

    /// Returns the account id, if an account acts.
    pub fn account(&self) -> Option<Uuid> {
        match self.kind {
            ActorKind::Account { id, .. } => Some(id),
            _ => None,
        }
    }

    /// Returns the text that identifies the actor in the audit log and in `made_by` columns.
    pub fn reference(&self) -> String {
        match &self.kind {
            ActorKind::Anonymous => "anonymous".to_owned(),
            ActorKind::Account { id, .. } => id.to_string(),
            ActorKind::System(name) => format!("system:{name}"),
        }
    }

    /// Returns whether an account is signed in.
    pub fn is_signed_in(&self) -> bool {
        matches!(self.kind, ActorKind::Account { .. })
    }
}

/// What the whole program shares.
#[derive(Debug)]
pub struct Shared {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub ids: Ids,
    /// Permit or deny.
    pub gate: Gate,
    /// Circulars and calendar in force.
    pub law: LawShelf,
    /// Texts of both languages.
    pub texts: Texts,
    /// What capabilities contribute to pages that belong to none of them.
    pub contributions: Contributions,
    /// News to open pages.
    pub live: Live,
    /// Counters for `/metrics`.
    pub metrics: Metrics,
    /// The key of this installation and what is derived from it.
    pub secrets: Secrets,
    /// Whether this is the demonstration: pages carry a banner.
    pub demo: bool,
}

/// A cheap handle on what the whole program shares; the state of every route.
#[derive(Debug, Clone)]
pub struct App(Arc<Shared>);

impl App {
    /// Wraps the shared means.
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// Returns a context in which the program itself acts.
    pub fn system_ctx(&self, name: &'static str, government: &Government) -> Ctx {
        Ctx {
            app: self.clone(),
            actor: Actor::system(name),
            government: government.clone(),
            locale: Locale::Indonesian,
            request: format!("system:{name}"),
            law: self.law(),
        }
    }

    /// Returns the law as it stands now.
    pub fn law(&self) -> Arc<Law> {
        self.law.now()
    }
}

impl std::ops::Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// The first argument of every operation.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The shared means.
    pub app: App,
    /// Who acts.
    pub actor: Actor,
    /// For which government.
    pub government: Government,
    /// In which language to answer.
    pub locale: Locale,
    /// Id of the request, in the log and the audit log.
    pub request: String,
    /// The law as it stood when the request began: one request, one law.
    pub law: Arc<Law>,
}

impl Ctx {
    /// Returns the present instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Returns today's civil date at the government's offices.
    pub fn today(&self) -> NaiveDate {
        self.government.zone.local(self.now()).date()
    }

    /// Returns the present minute of the civil day (0 to 1439) at the government's offices.
    pub fn minute_of_day(&self) -> i32 {
        use chrono::Timelike;
        let local = self.government.zone.local(self.now());
        i32::try_from(local.hour() * 60 + local.minute()).unwrap_or(0)
    }

    /// Returns the law as it stood when the request began.
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// Returns the database.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// Returns a new UUIDv7.
    pub fn new_id(&self) -> Uuid {
        self.app.ids.uuid_at(self.now())
    }

    /// Returns a resource of the whole government.
    pub fn whole_government(&self) -> Resource {
        Resource { government: self.government.id, agency_path: Vec::new(), employee: None, made_by: None }
    }

    /// Returns a resource that belongs to an agency, given the ids from the root agency down to it.
    pub fn in_agency(&self, agency_path: &[i64]) -> Resource {
        Resource { agency_path: agency_path.to_vec(), ..self.whole_government() }
    }

    /// Decides whether the actor may do `action` to `resource`, with the deciding policies.
    pub fn may(&self, action: Action, resource: &Resource) -> Verdict {
        if let ActorKind::System(name) = self.actor.kind {
            return Verdict { permit: true, policies: vec![format!("system:{name}")], reason: String::new() };
        }
        self.app.gate.decide(&self.subject(), action, resource, self.today())
    }

    /// Returns the verdict when it permits.
    ///
    /// # Errors
    /// `platform.forbidden`, naming the action; the refusal is logged.
    pub fn require(&self, action: Action, resource: &Resource) -> Result<Verdict, Problem> {
        let verdict = self.may(action, resource);
        if verdict.permit {
            return Ok(verdict);
        }
        tracing::warn!(
            actor = %self.actor.reference(), action = action.as_str(), policies = ?verdict.policies,
            "an actor was refused an action"
        );
        Err(Problem::new(ProblemKind::Forbidden, "platform.forbidden").with("action", action.as_str()))
    }

    /// Returns whether any live grant of the actor could ever permit `action` (for menus and buttons).
    pub fn may_ever(&self, action: Action) -> bool {
        matches!(self.actor.kind, ActorKind::System(_)) || self.app.gate.may_ever(&self.live_roles(), action)
    }

    /// Returns the roles that are in force today.
    pub fn live_roles(&self) -> Vec<Role> {
        let today = self.today();
        self.actor
            .grants
            .iter()
            .filter(|grant| grant.from_on <= today && grant.until_on.is_none_or(|until| today <= until))
            .map(|grant| grant.role)
            .collect()
    }

    /// Returns a text of the reader's language by message id.
    pub fn text(&self, id: &str, values: &[(&str, String)]) -> String {
        self.app.texts.text(self.locale, id, values)
    }

    fn subject(&self) -> Subject {
        Subject {
            account: self.actor.account().map(|id| id.to_string()),
            employee: self.actor.employee,
            government: self.government.id,
            grants: self.actor.grants.clone(),
        }
    }
}
