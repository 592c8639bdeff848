//! Every page by several actors.

use super::browser::{Browser, hidden};
use super::world::{DAY, PASSWORD, World, code, person_name, tenant};
use siaga_access::Role;
use siaga_attendance::PaperStatus;
use siaga_inspection::{
    AnswerKind, Call, NewNote, NewQuestion, Order, add_question, call_agency, note_instruction,
    start_inspection,
};
use siaga_platform::db;
use siaga_programmes::{NewProgramme, ProgrammePlan, new_programme};
use siaga_testkit::each_db;

#[tokio::test]
async fn an_inspection_is_planned_held_and_closed_through_its_pages() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader_ctx, officer) = (world.leader().await, world.officer().await);
        world.sign(&officer, 1, &[(2, PaperStatus::Unexcused)]).await;
        let leader = Browser::of(&world, &leader_ctx).await;
        assert!(leader.get("/sidak").await.page(200).contains("Belum ada sidak"));
        assert!(leader.get("/sidak/baru").await.page(200).contains(&person_name(0, 0)));
        let wrong =
            leader.post("/sidak/baru", "title=Sidak&held_on=besok&start=08.30&which=all").await.page(422);
        assert!(wrong.contains("value=\"Sidak\"") && wrong.contains("Tanggal tidak terbaca"));
        let fields = format!(
            "title=Sidak+Lebaran&held_on={DAY}&start=08.30&leader=S00000&which=some&agency={}&agency={}",
            code(1),
            code(2)
        );
        let planned = leader.post("/sidak/baru", &fields).await;
        let room = planned.location.strip_suffix("/rencana").unwrap().to_owned();
        let plan = leader.get(&planned.location).await.page(200);
        let version = hidden(&plan, "version");
        let asked = leader
            .post(
                &format!("{room}/pertanyaan"),
                &format!("version={version}&question=BLT+tersalur&kind=share"),
            )
            .await;
        assert_eq!(asked.location, planned.location);
        let order = format!("version={}&down={}", version.parse::<i64>().unwrap() + 1, world.agencies[1]);
        assert_eq!(leader.post(&format!("{room}/urutan"), &order).await.status.as_u16(), 303);
        let page = leader.get(&room).await.page(200);
        let started =
            leader.post(&format!("{room}/mulai"), &format!("version={}", hidden(&page, "version"))).await;
        assert_eq!(started.location, room);

        let page = leader.get(&room).await.page(200);
        let call = format!("version={}&agency={}", hidden(&page, "version"), world.agencies[1]);
        assert_eq!(leader.post(&format!("{room}/panggil"), &call).await.status.as_u16(), 303);
        let head = Browser::of(&world, &world.head(1).await).await;
        let page = head.get(&room).await.page(200);
        assert!(page.contains(&person_name(1, 2)) && page.contains("data-watch"));
        assert!(!page.contains("Meja pemandu"), "a head has no desk");
        let confirm = format!("agency={}&recap={}", world.agencies[1], hidden(&page, "recap"));
        assert_eq!(head.post(&format!("{room}/konfirmasi"), &confirm).await.location, room);
        assert!(head.get(&room).await.page(200).contains("75,00 %"));
        let page = leader.get(&room).await.page(200);
        let mark = format!(
            "version={}&agency={}&absentee={}",
            hidden(&page, "version"),
            world.agencies[1],
            world.people[super::world::PEOPLE + 2].uid
        );
        assert_eq!(leader.post(&format!("{room}/disiplin"), &mark).await.location, room);

        let page = leader.get(&room).await.page(200);
        let close = |password: &str| {
            format!(
                "version={}&closing=Selesai&password={}",
                hidden(&page, "version"),
                password.replace(' ', "+")
            )
        };
        let refused = leader.post(&format!("{room}/tutup"), &close("salah")).await.page(422);
        assert!(refused.contains(">Selesai</textarea>"));
        let closed = leader.post(&format!("{room}/tutup"), &close(PASSWORD)).await;
        assert_eq!(closed.location, format!("{room}/berita-acara"));
        let minutes = leader.get(&closed.location).await.page(200);
        assert!(
            minutes.contains("75,00 %")
                && minutes.contains(&person_name(1, 2))
                && minutes.contains("/surat/")
        );
        let other = Browser::of(&world, &world.head(2).await).await;
        let seen = other.get(&closed.location).await.page(200);
        assert!(seen.contains("75,00 %") && !seen.contains(&person_name(1, 2)), "not of another agency");
        let reason =
            format!("version={}&reason=Ada+tambahan", hidden(&leader.get(&room).await.page(200), "version"));
        assert_eq!(leader.post(&format!("{room}/buka-kembali"), &reason).await.location, room);
        assert!(leader.get(&room).await.page(200).contains("Dibuka kembali"));
        assert!(leader.get("/sidak").await.page(200).contains("Sidak Lebaran"));
    })
    .await;
}

#[tokio::test]
async fn a_stale_form_shows_the_present_state_and_keeps_what_was_typed() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader_ctx, second_ctx) = (world.leader().await, world.personnel().await);
        let id = world.open(&leader_ctx).await;
        let second = Browser::of(&world, &second_ctx).await;
        let room = format!("/sidak/{id}");
        let stale = hidden(&second.get(&room).await.page(200), "version");
        call_agency(&leader_ctx, id, world.version(id).await, Call::Next).await.unwrap();
        let fields = format!("version={stale}&agency=&finding=Ruang+%3Cb%3Ekosong");
        let shown = second.post(&format!("{room}/temuan"), &fields).await.page(409);
        assert!(shown.contains(">Ruang &#60;b&#62;kosong</textarea>"), "the text is there, escaped");
        assert!(shown.contains("Giliran: Dinas 01"), "and the present state");
        let fields = format!("version={}&agency=&finding=Ruang+kosong", hidden(&shown, "version"));
        assert_eq!(second.post(&format!("{room}/temuan"), &fields).await.status.as_u16(), 303);
        assert!(second.get(&room).await.page(200).contains("Ruang kosong"));
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_kept_and_one_after_the_close_is_told() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let id = world.plan(&leader).await;
        let new = NewQuestion { text: "BLT tersalur".into(), kind: AnswerKind::Share, agencies: Vec::new() };
        let question = add_question(&leader, id, 1, &new).await.unwrap();
        start_inspection(&leader, id, 2).await.unwrap();
        let head = Browser::of(&world, &world.head(1).await).await;
        let room = format!("/sidak/{id}");
        let agency = world.agencies[1];
        let answer =
            |part: &str| format!("agency={agency}&j_{agency}_{question}={part}&j_{agency}_{question}_w=237");
        let wrong = head.post(&format!("{room}/jawaban"), &answer("300")).await.page(422);
        assert!(wrong.contains("value=\"300\"") && wrong.contains("value=\"237\""));
        assert_eq!(head.post(&format!("{room}/jawaban"), &answer("202")).await.status.as_u16(), 303);
        siaga_inspection::close_inspection(&leader, id, 3, "", PASSWORD.into()).await.unwrap();
        let late = head.post(&format!("{room}/jawaban"), &answer("203")).await;
        assert_eq!(late.status.as_u16(), 303);
        let seen = head.get(&room).await.page(200);
        assert!(seen.contains("Jawaban setelah sidak ditutup") && seen.contains("203 / 237"));
        let other = Browser::of(&world, &world.head(2).await).await;
        assert!(!other.get(&room).await.page(200).contains("203 / 237"));
    })
    .await;
}

#[tokio::test]
async fn strangers_get_a_clear_refusal() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let id = world.open(&leader).await;
        let room = format!("/sidak/{id}");
        let uninvited = Browser::of(&world, &world.head(0).await).await;
        assert_eq!(uninvited.get(&room).await.status.as_u16(), 403);
        assert_eq!(uninvited.get(&format!("{room}/berita-acara")).await.status.as_u16(), 403);
        assert!(!uninvited.get("/sidak").await.page(200).contains("Sidak setelah"));
        let inspectorate = Browser::of(&world, &world.account(Role::Inspectorate, None, None).await).await;
        assert!(inspectorate.get(&room).await.page(200).contains("0 dari 2"));
        assert_eq!(inspectorate.post(&format!("{room}/panggil"), "version=2").await.status.as_u16(), 403);
        let employee = Browser::of(&world, &world.account(Role::Employee, Some(1), Some(5)).await).await;
        assert_eq!(employee.get(&room).await.status.as_u16(), 403);

        let elsewhere = tenant(&world.program, "12.19").await;
        let tx = world.program.app.db.begin().await.unwrap();
        let sql = "update inspection_inspection set government_id = $1";
        db::exec(&*tx, sql, [elsewhere.id.into()]).await.unwrap();
        tx.commit().await.unwrap();
        let head = Browser::of(&world, &world.head(1).await).await;
        assert_eq!(head.get(&room).await.status.as_u16(), 404, "an inspection of another government");
    })
    .await;
}

#[tokio::test]
async fn programmes_are_walked_through_and_evaluated_in_the_room() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let plan = ProgrammePlan {
            name: "Padat karya desa".into(),
            indicator: "Desa terlayani".into(),
            unit: "desa".into(),
            target: 120,
            budget_rupiah: 1_000_000_000,
            responsible: "Kepala Bidang".into(),
            ..ProgrammePlan::default()
        };
        let new = NewProgramme { agency_id: world.agencies[1], year: 2020, plan };
        let programme = new_programme(&world.system(), &new).await.unwrap();
        let id = world.plan(&leader).await;
        let walk = NewQuestion {
            text: "Kemajuan program".into(),
            kind: AnswerKind::Programmes,
            agencies: Vec::new(),
        };
        add_question(&leader, id, 1, &walk).await.unwrap();
        start_inspection(&leader, id, 2).await.unwrap();
        let room = format!("/sidak/{id}");
        let browser = Browser::of(&world, &leader).await;
        assert!(!browser.get(&room).await.page(200).contains("Padat karya desa"));
        call_agency(&leader, id, 3, Call::Agency(world.agencies[1])).await.unwrap();
        let page = browser.get(&room).await.page(200);
        assert!(page.contains("Padat karya desa") && page.contains("0 / 120 desa"));
        let form = |decision: &str| {
            format!(
                "version={}&programme={programme}&decision={decision}&follow_up=Tambah+petugas",
                hidden(&page, "version")
            )
        };
        let short = browser.post(&format!("{room}/evaluasi"), &form("eh")).await.page(422);
        assert!(short.contains(">Tambah petugas</textarea>"), "what was typed is still there");
        let taken = browser.post(&format!("{room}/evaluasi"), &form("Dipercepat")).await;
        assert_eq!(taken.status.as_u16(), 303);
        let notes = "select cast(count(*) as bigint) from programmes_evaluation";
        assert_eq!(world.count(notes).await, 1);
    })
    .await;
}

#[tokio::test]
async fn people_who_are_named_in_the_room_reach_no_other_agency() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let id = world.open(&leader).await;
        let order = |person: usize| Order { person: person_name(1, person), due_on: DAY.parse().unwrap() };
        let new = |agency_id, text: &str| NewNote { agency_id, text: text.to_owned() };
        note_instruction(&leader, id, 2, &new(None, "Untuk semua"), &order(1)).await.unwrap();
        let own = new(Some(world.agencies[1]), "Hanya dinas satu");
        note_instruction(&leader, id, 3, &own, &order(2)).await.unwrap();
        let room = format!("/sidak/{id}");
        let first = Browser::of(&world, &world.head(1).await).await;
        let page = first.get(&room).await.page(200);
        assert!(page.contains("Hanya dinas satu") && page.contains(&person_name(1, 2)));
        let second = Browser::of(&world, &world.head(2).await).await;
        let page = second.get(&room).await.page(200);
        assert!(page.contains("Untuk semua") && !page.contains("Hanya dinas satu"));
        assert!(!page.contains(&person_name(1, 1)) && !page.contains(&person_name(1, 2)));
    })
    .await;
}
