//! Fifty heads answer at once while two moderators work.

use super::world::{PASSWORD, World, day};
use siaga_access::{Grant, Role};
use siaga_inspection::{
    AnswerKind, AnswerValue, Call, NewNote, NewQuestion, Snapshot, add_question, answer_questions,
    call_agency, close_inspection, join_inspection, note_finding,
};
use siaga_platform::{Actor, ActorKind, Ctx, db};
use siaga_testkit::each_db;
use std::sync::Arc;
use uuid::Uuid;

const HEADS: usize = 50;

/// A head without an account in the database: nothing here asks for a password.
async fn head(world: &World, place: usize) -> Ctx {
    let system = world.system();
    let path = siaga_directory::agency(&system, world.agencies[place]).await.unwrap().path;
    let from_on = day("2020-01-01");
    let grant = Grant { role: Role::AgencyHead, agency: Some(path), from_on, until_on: None };
    let kind = ActorKind::Account { id: system.new_id(), session: system.new_id() };
    Ctx {
        actor: Actor { kind, name: format!("Kepala {place}"), employee: None, grants: vec![grant] },
        ..system
    }
}

/// Notes so many findings; a stale version is read again, as a moderator does.
async fn moderate(world: &World, ctx: &Ctx, id: Uuid, findings: usize) {
    let mut noted = 0;
    while noted < findings {
        let version = world.version(id).await;
        let new = NewNote { agency_id: None, text: format!("Temuan {noted}") };
        match note_finding(ctx, id, version, &new).await {
            Ok(_) => noted += 1,
            Err(problem) => assert_eq!(problem.code, "inspection.changed", "{problem}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_fifty_heads_and_two_moderators_write_is_lost() {
    each_db(|db| async move {
        let world = Arc::new(World::new(db, HEADS).await);
        let (leader, second) = (world.leader().await, world.personnel().await);
        let id = world.open(&leader).await;
        let new =
            NewQuestion { text: "Jumlah layanan".into(), kind: AnswerKind::Number, agencies: Vec::new() };
        let question = add_question(&leader, id, 2, &new).await.unwrap();
        call_agency(&leader, id, 3, Call::Next).await.unwrap();
        let mut writers = Vec::new();
        for place in 1..=HEADS {
            let (world, ctx) = (Arc::clone(&world), head(&world, place).await);
            writers.push(tokio::spawn(async move {
                let agency = world.agencies[place];
                join_inspection(&ctx, id, &[agency]).await.unwrap();
                for number in 0..3 {
                    let answer = [(question, AnswerValue::Number { number })];
                    answer_questions(&ctx, id, agency, &answer).await.unwrap();
                }
            }));
        }
        for moderator in [leader, second] {
            let world = Arc::clone(&world);
            writers.push(tokio::spawn(async move { moderate(&world, &moderator, id, 10).await }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
        let answers = "select cast(count(*) as bigint) from inspection_answer";
        assert_eq!(world.count(answers).await, 3 * HEADS as i64);
        let joined = "select cast(count(joined_at) as bigint) from inspection_agency";
        assert_eq!(world.count(joined).await, HEADS as i64);
        let notes = "select cast(count(*) as bigint) from inspection_note";
        assert_eq!(world.count(notes).await, 20);
        assert_eq!(world.version(id).await, 4 + 20, "each act of a moderator is one version");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_beside_the_close_is_in_the_minutes_or_told_to_be_late() {
    each_db(|db| async move {
        let world = Arc::new(World::new(db, 12).await);
        let leader = world.leader().await;
        let id = world.open(&leader).await;
        let new = NewQuestion { text: "Jumlah layanan".into(), kind: AnswerKind::Number, agencies: Vec::new() };
        let question = add_question(&leader, id, 2, &new).await.unwrap();
        let mut writers = Vec::new();
        for place in 1..=12 {
            let (world, ctx) = (Arc::clone(&world), head(&world, place).await);
            writers.push(tokio::spawn(async move {
                let agency = world.agencies[place];
                let mut late = 0;
                for number in 0..20 {
                    let answer = [(question, AnswerValue::Number { number })];
                    let answered = answer_questions(&ctx, id, agency, &answer).await.unwrap();
                    late += i64::from(answered.is_after_close);
                }
                late
            }));
        }
        close_inspection(&leader, id, 3, "", PASSWORD.into()).await.unwrap();
        let mut told_late = 0;
        for writer in writers {
            told_late += writer.await.unwrap();
        }
        let late = "select cast(count(after_minutes) as bigint) from inspection_answer";
        assert_eq!(world.count(late).await, told_late);
        let text: String =
            db::scalar(world.program.app.db.reader(), "select snapshot from inspection_minutes", []).await.unwrap();
        let held: Snapshot = serde_json::from_str(&text).unwrap();
        for agency in held.agencies {
            let place: usize = agency.code.trim_start_matches("opd-").parse().unwrap();
            let sql = "select cast(count(*) as bigint) from inspection_answer where after_minutes is null and agency_id = $1";
            let in_time: i64 =
                db::scalar(world.program.app.db.reader(), sql, [world.agencies[place].into()]).await.unwrap();
            let wanted = (in_time > 0).then(|| AnswerValue::Number { number: in_time - 1 });
            assert_eq!(agency.answers[0].value, wanted, "{}", agency.code);
        }
    })
    .await;
}
