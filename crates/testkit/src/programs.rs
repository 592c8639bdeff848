//! A program without a server: what `ops` and pages need, on a clock that stands still.

use crate::TestDb;
use chrono::{DateTime, Utc};
use siaga_platform::{
    App, Capability, Contributions, Ids, Law, LawShelf, Live, MIGRATIONS, Metrics, Migration, Secrets,
    Shared, SimulatedClock, Texts, migrate,
};
use std::sync::Arc;

/// An `App` together with the clock that the test moves by hand.
#[derive(Debug)]
pub struct TestProgram {
    /// The shared means.
    pub app: App,
    /// Its clock.
    pub clock: Arc<SimulatedClock>,
    /// Its database.
    pub db: TestDb,
}

/// Builds a migrated program with the given capabilities at a given instant.
///
/// # Panics
/// When a migration fails or the law of the repository does not parse.
pub async fn program(db: TestDb, capabilities: &[Capability], at: DateTime<Utc>) -> TestProgram {
    let mut steps: Vec<(&'static str, &[Migration])> = vec![("platform", MIGRATIONS)];
    steps.extend(capabilities.iter().map(|capability| (capability.name, capability.migrations)));
    migrate(&db.db, &steps, at).await.expect("all migrations run on an empty database");
    let clock = Arc::new(SimulatedClock::standing_at(at));
    let contributions = Contributions::of(capabilities);
    let law = if contributions.params.is_empty() { Law::calendar_only() } else { Law::load(&contributions) };
    let texts: Vec<_> = capabilities.iter().filter_map(|capability| capability.messages).collect();
    let app = App::new(Shared {
        db: db.db.clone(),
        clock: clock.clone(),
        ids: Ids,
        gate: siaga_platform::Gate::load().expect("the policies of the repository are valid"),
        law: LawShelf::new(law.expect("the law of the repository is valid")),
        texts: Texts::new(&texts),
        contributions,
        live: Live::default(),
        metrics: Metrics::default(),
        secrets: Secrets::from_key([7; 32]),
        demo: false,
    });
    TestProgram { app, clock, db }
}

/// As for [`TestDb`]: keeps the database when a test names only the `app`.
impl Drop for TestProgram {
    fn drop(&mut self) {
        tracing::trace!("the program of a test goes away");
    }
}
