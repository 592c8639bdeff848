//! Fresh databases of both engines.

use siaga_platform::db::{self, DatabaseUrl, Db, Engine};
use std::future::Future;
use uuid::Uuid;

/// A fresh, empty database that goes away with the test.
#[derive(Debug)]
pub struct TestDb {
    /// The open database.
    pub db: Db,
    /// Its address, for tests that open it a second time or start the program on it.
    pub url: DatabaseUrl,
    folder: tempfile::TempDir,
}

impl TestDb {
    /// Returns a folder of the test's own that goes away with it.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// Returns the address of the PostgreSQL server for tests, when there is one.
pub fn postgres_address() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests are told by the environment whether a server runs")]
    std::env::var("SIAGA_TEST_PG").ok().filter(|address| !address.is_empty())
}

/// Runs a test on every engine that is at hand, one after the other, each with a fresh database.
///
/// # Panics
/// When a database cannot be made, or the test panics.
pub async fn each_db<F, Fut>(test: F)
where
    F: Fn(TestDb) -> Fut,
    Fut: Future<Output = ()>,
{
    test(sqlite().await).await;
    if let Some(server) = postgres_address() {
        let name = format!("siaga_test_{}", Uuid::now_v7().simple());
        test(postgres(&server, &name).await).await;
        drop_postgres(&server, &name).await;
    }
}

async fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = DatabaseUrl::in_folder(folder.path());
    let db = Db::open(&url).await.expect("a fresh SQLite file opens");
    assert_eq!(db.engine(), Engine::Sqlite);
    TestDb { db, url, folder }
}

async fn postgres(server: &str, name: &str) -> TestDb {
    let admin = open_postgres(server).await;
    db::exec(admin.reader(), &format!("create database {name}"), []).await.expect("a database can be made");
    admin.close().await;
    let (base, _) = server.rsplit_once('/').expect("the address ends in a database name");
    let url = DatabaseUrl::Postgres(format!("{base}/{name}"));
    let db = Db::open(&url).await.expect("the fresh database opens");
    TestDb { db, url, folder: tempfile::tempdir().expect("a temporary folder can be made") }
}

async fn drop_postgres(server: &str, name: &str) {
    let admin = open_postgres(server).await;
    let dropped = db::exec(admin.reader(), &format!("drop database {name} with (force)"), []).await;
    assert!(dropped.is_ok(), "the database {name} of the test can be dropped");
    admin.close().await;
}

async fn open_postgres(server: &str) -> Db {
    Db::open(&DatabaseUrl::Postgres(server.to_owned()))
        .await
        .expect("the PostgreSQL server of the tests answers")
}

/// A value with a destructor is captured whole by an `async move` block: without this a test that only
/// names `db` would lose the folder under it.
impl Drop for TestDb {
    fn drop(&mut self) {
        tracing::trace!(folder = %self.folder.path().display(), "the database of a test goes away");
    }
}
