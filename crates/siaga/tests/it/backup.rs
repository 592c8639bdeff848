//! A backup of a running server comes back whole; what is not whole leaves the target as it was.

use chrono::{TimeZone, Utc};
use siaga_civil::{CivilZone, RegionCode};
use siaga_directory::{NewAgency, add_agency, init_government};
use siaga_platform::Ctx;
use siaga_platform::db::{self, DatabaseUrl, Db, Engine};
use siaga_testkit::{TestDb, TestProgram, each_db, postgres_address, program};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use uuid::Uuid;

/// An installation whose server writes on, and an empty place for its copy.
struct World {
    made: TestProgram,
    ctx: Ctx,
    target: Target,
    /// Holds backups, keys and the folders of copies; goes away with the test.
    folder: tempfile::TempDir,
}

/// An empty place of the same engine.
struct Target {
    folder: PathBuf,
    database: Option<String>,
}

impl World {
    async fn new(db: TestDb) -> Self {
        let at = Utc.with_ymd_and_hms(2020, 6, 8, 0, 0, 0).unwrap();
        let made = program(db, &siaga::capabilities::all(), at).await;
        let region = RegionCode::parse("12.18").unwrap();
        let zone = CivilZone::from_iana("Asia/Jakarta").unwrap();
        let government = init_government(&made.app, region, "Kabupaten Percobaan", zone).await.unwrap();
        let ctx = made.app.system_ctx("test", &government);
        let folder = tempfile::tempdir().unwrap();
        let database = match postgres_address() {
            Some(server) if made.db.db.engine() == Engine::Postgres => Some(empty_postgres(&server).await),
            _ => None,
        };
        let target = Target { folder: folder.path().join("copy"), database };
        Self { made, ctx, target, folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn key(&self) -> PathBuf {
        self.made.db.folder().join("siaga.key")
    }

    /// Lets the server write into the audit log.
    async fn write_on(&self, code: &str) {
        let new = NewAgency { code: code.to_owned(), name: format!("Dinas {code}"), ..NewAgency::default() };
        add_agency(&self.ctx, new).await.unwrap();
    }

    fn backup(&self, file: &Path) -> Output {
        let database = match &self.made.db.url {
            DatabaseUrl::SqliteFile(_) => None,
            DatabaseUrl::Postgres(address) => Some(address.clone()),
        };
        siaga(self.made.db.folder(), database.as_deref(), &["backup", file.to_str().unwrap()])
    }

    fn restore(&self, file: &Path, key: &Path) -> Output {
        let arguments = ["restore", file.to_str().unwrap(), "--key", key.to_str().unwrap()];
        siaga(&self.target.folder, self.target.database.as_deref(), &arguments)
    }

    fn verify_target(&self) -> Output {
        siaga(&self.target.folder, self.target.database.as_deref(), &["verify"])
    }

    /// Asserts that nothing of a refused restore is left.
    async fn assert_target_is_empty(&self, after: &str) {
        assert!(!self.target.folder.exists(), "{after}: the folder was left behind");
        if let Some(database) = &self.target.database {
            let db = Db::open(&DatabaseUrl::Postgres(database.clone())).await.unwrap();
            let sql = "select cast(count(*) as bigint) from pg_tables where schemaname = 'public'";
            let tables: i64 = db::scalar(db.reader(), sql, []).await.unwrap();
            db.close().await;
            assert_eq!(tables, 0, "{after}");
        }
    }

    async fn end(self) {
        if let (Some(database), Some(server)) = (&self.target.database, postgres_address()) {
            let name = database.rsplit('/').next().unwrap();
            let admin = Db::open(&DatabaseUrl::Postgres(server)).await.unwrap();
            db::exec(admin.reader(), &format!("drop database {name} with (force)"), []).await.unwrap();
            admin.close().await;
        }
    }
}

async fn empty_postgres(server: &str) -> String {
    let name = format!("siaga_test_{}", Uuid::now_v7().simple());
    let admin = Db::open(&DatabaseUrl::Postgres(server.to_owned())).await.unwrap();
    db::exec(admin.reader(), &format!("create database {name}"), []).await.unwrap();
    admin.close().await;
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}

fn siaga(folder: &Path, database: Option<&str>, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_siaga"));
    command.arg("--data").arg(folder).args(["--log", "error"]);
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    command.args(arguments).stdin(Stdio::null()).output().unwrap()
}

#[track_caller]
fn assert_done(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said} {}", String::from_utf8_lossy(&output.stdout));
}

/// Without the programs of PostgreSQL there is nothing to try there.
fn can_dump(db: &TestDb) -> bool {
    db.db.engine() == Engine::Sqlite || Command::new("pg_dump").arg("--version").output().is_ok()
}

/// Returns header and database of a backup.
fn parts(file: &Path) -> (serde_json::Value, Vec<u8>) {
    let bytes = std::fs::read(file).unwrap();
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    (serde_json::from_slice(&bytes[..end]).unwrap(), bytes[end + 1..].to_vec())
}

fn write_parts(file: &Path, header: &serde_json::Value, body: &[u8]) {
    std::fs::write(file, [format!("{header}\n").as_bytes(), body].concat()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_written_while_the_backup_is_made_come_along() {
    each_db(|db| async move {
        if !can_dump(&db) {
            return;
        }
        let world = World::new(db).await;
        world.write_on("A").await;
        let (before, after) = (world.path("before.siaga"), world.path("after.siaga"));
        assert_done(&world.backup(&before));
        world.write_on("B").await;
        assert_done(&world.backup(&after));
        // What a backup holds when the server wrote between the look at the chain and the copy.
        let (early, _) = parts(&before);
        let (mut header, body) = parts(&after);
        assert_ne!(early["audit_head"], header["audit_head"]);
        for field in ["audit_entries", "audit_head"] {
            header[field] = early[field].clone();
        }
        write_parts(&after, &header, &body);
        assert_done(&world.restore(&after, &world.key()));
        assert_done(&world.verify_target());
        let again = world.restore(&after, &world.key());
        assert_eq!(again.status.code(), Some(5), "an occupied target is refused");
        assert_done(&world.verify_target());
        world.end().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_backup_leaves_nothing_and_can_be_tried_again() {
    each_db(|db| async move {
        if !can_dump(&db) {
            return;
        }
        let world = World::new(db).await;
        let (good, bad) = (world.path("good.siaga"), world.path("bad.siaga"));
        assert_done(&world.backup(&good));
        let (header, body) = parts(&good);
        let key = world.key();
        let wrong_key = world.path("wrong.key");
        std::fs::write(&wrong_key, "11".repeat(32)).unwrap();
        assert!(!world.restore(&good, &wrong_key).status.success());
        world.assert_target_is_empty("a wrong key").await;

        write_parts(&bad, &header, &body[..body.len() - 1]);
        assert!(!world.restore(&bad, &key).status.success());
        world.assert_target_is_empty("a truncated file").await;

        let mut flipped = body.clone();
        flipped[body.len() / 2] ^= 1;
        write_parts(&bad, &header, &flipped);
        assert!(!world.restore(&bad, &key).status.success());
        world.assert_target_is_empty("a flipped bit").await;

        let mut foreign = header.clone();
        foreign["audit_head"] = "ab".repeat(32).into();
        write_parts(&bad, &foreign, &body);
        assert!(!world.restore(&bad, &key).status.success());
        world.assert_target_is_empty("a head that is not in the chain").await;

        let mut longer = header.clone();
        longer["audit_entries"] = (header["audit_entries"].as_u64().unwrap() + 1).into();
        write_parts(&bad, &longer, &body);
        assert!(!world.restore(&bad, &key).status.success());
        world.assert_target_is_empty("entries that are missing at the end").await;

        assert_done(&world.restore(&good, &key));
        assert_done(&world.verify_target());
        world.end().await;
    })
    .await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_for_its_owner_alone_and_leaves_no_parts() {
    use std::os::unix::fs::PermissionsExt;
    each_db(|db| async move {
        if !can_dump(&db) {
            return;
        }
        let world = World::new(db).await;
        let file = world.path("backup.siaga");
        assert_done(&world.backup(&file));
        let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        let occupied = world.path("no-folder/backup.siaga");
        assert!(!world.backup(&occupied).status.success());
        // The name of the copy is taken by a folder that is not empty: the backup fails late.
        std::fs::create_dir_all(world.path("late.siaga.part/x")).unwrap();
        assert!(!world.backup(&world.path("late.siaga")).status.success());
        let mut left: Vec<_> = std::fs::read_dir(world.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["backup.siaga", "late.siaga.part"]);
        world.end().await;
    })
    .await;
}
