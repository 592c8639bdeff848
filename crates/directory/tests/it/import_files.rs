//! The file of an import: sealed while it waits, gone afterwards.

use crate::import_employees::{LIST, count, preview};
use crate::world::{World, offices, world};
use chrono::TimeDelta;
use siaga_directory::{import_confirm, import_view, imports};
use siaga_platform::db::{self, Engine, FromQueryResult};
use siaga_platform::jobs;
use siaga_testkit::each_db;

const NIKS: [&str; 2] = ["1218014101800001", "1218014303990002"];

/// Returns whether any file of the database holds a text, the write-ahead log too.
fn lies_open(world: &World, text: &str) -> bool {
    let files = std::fs::read_dir(world.db.folder()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).any(|path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[derive(FromQueryResult)]
struct Stored {
    sealed: Vec<u8>,
}

#[tokio::test]
async fn no_nik_of_a_list_ever_lies_open_in_the_database() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let shown = preview(&world, LIST.as_bytes()).await.unwrap();
        let stored: Stored = db::one(
            world.ctx.db().reader(),
            "select sealed from directory_import_file where import_id = $1",
            [shown.id.into()],
        )
        .await
        .unwrap();
        assert!(stored.sealed.len() > LIST.len());
        assert!(NIKS.iter().all(|nik| !stored.sealed.windows(16).any(|window| window == nik.as_bytes())));
        assert_eq!(import_view(&world.ctx, shown.id).await.unwrap().counts, shown.counts);
        assert!(NIKS.iter().all(|nik| !lies_open(&world, nik)), "after the preview");
        import_confirm(&world.ctx, shown.id).await.unwrap();
        assert_eq!(count(&world, "directory_import_file").await, 0);
        assert_eq!(count(&world, "platform_blob").await, 0);
        assert!(NIKS.iter().all(|nik| !lies_open(&world, nik)), "after the confirmation");
        if world.ctx.db().engine() == Engine::Sqlite {
            assert!(lies_open(&world, "198001012005011001"), "the files of the database are looked at");
        }
        let done = import_view(&world.ctx, shown.id).await.unwrap();
        assert_eq!((done.counts, done.headers.len()), (shown.counts, 0));
    })
    .await;
}

#[tokio::test]
async fn a_sealed_file_opens_for_its_own_import_only() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let one = preview(&world, LIST.as_bytes()).await.unwrap();
        let other = preview(&world, LIST.replace("Cici", "Dina").as_bytes()).await.unwrap();
        let swap = "update directory_import_file set sealed =
            (select other.sealed from directory_import_file other where other.import_id = $2)
            where import_id = $1";
        let tx = world.ctx.db().begin().await.unwrap();
        db::exec(&*tx, swap, [one.id.into(), other.id.into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(import_confirm(&world.ctx, one.id).await.is_err());
        assert_eq!(count(&world, "directory_employee").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_preview_that_nobody_confirms_is_forgotten_after_seven_days() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let confirmed = preview(&world, LIST.as_bytes()).await.unwrap();
        import_confirm(&world.ctx, confirmed.id).await.unwrap();
        let open = preview(&world, LIST.as_bytes()).await.unwrap();
        let capabilities = [siaga_directory::capability()];
        world.clock.set(world.ctx.now() + TimeDelta::days(7));
        jobs::run_once(&world.app, &capabilities).await.unwrap();
        assert!(import_view(&world.ctx, open.id).await.is_ok(), "seven days are not over");
        world.clock.set(world.ctx.now() + TimeDelta::seconds(1));
        jobs::run_once(&world.app, &capabilities).await.unwrap();
        assert_eq!(import_view(&world.ctx, open.id).await.unwrap_err().code, "platform.not_found");
        assert_eq!(count(&world, "directory_import_file").await, 0);
        let history = imports(&world.ctx).await.unwrap();
        assert_eq!(history.iter().map(|entry| entry.id).collect::<Vec<_>>(), [confirmed.id]);
    })
    .await;
}
