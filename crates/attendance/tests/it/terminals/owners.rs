//! Unknown terminals, their acceptance, their commands, and what people decide.

use super::world::{SERIAL, World, government};
use siaga_attendance::{
    HeldDecision, TerminalCommand, TerminalPlace, TerminalState, accept_terminal, decide_held, held_punches,
    punches_on, queue_command, retire_terminal, terminal, terminal_flags, terminals, verify_journal,
};
use siaga_civil::CivilZone;
use siaga_testkit::each_db;

fn place(agency: &str) -> TerminalPlace {
    TerminalPlace::new(agency, "Pintu depan", CivilZone::Wita)
}

#[tokio::test]
async fn an_unknown_terminal_is_heard_kept_and_booked_once_it_is_accepted() {
    each_db(|db| async move {
        let world = World::start(db).await;
        world.attlog("1\t2020-06-08 07:00:00\t0\t1\nbroken\n").await.assert_taken(2);
        world.attlog("2\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(1);
        assert!(world.told().await.is_empty());
        let list = terminals(&world.ctx()).await.unwrap();
        assert_eq!((list.len(), list[0].state), (1, TerminalState::Pending));
        assert_eq!(terminal_flags(&world.ctx()).await.unwrap().pending, 1);
        let replayed = accept_terminal(&world.ctx(), SERIAL, &place("dikbud")).await.unwrap();
        assert_eq!((replayed.uploads, replayed.new_punches), (2, 2));
        world.attlog("3\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(1);
        assert_eq!(world.told().await.len(), 3);
        assert_eq!(world.count("attendance_line_quarantine").await, 1);
        let again = accept_terminal(&world.ctx(), SERIAL, &place("dikbud")).await.unwrap();
        assert_eq!(again.new_punches, 0, "a second acceptance books nothing twice");
        let report = verify_journal(&world.app().db).await.unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!((report.uploads, report.punches), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn a_terminal_belongs_to_one_government_and_to_an_agency_of_it() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let other = government(world.app(), "73.17", "Kabupaten Luwu").await;
        let ctx = world.app().system_ctx("tests", &other);
        let problem = accept_terminal(&ctx, SERIAL, &place("dikbud")).await.unwrap_err();
        assert_eq!(problem.code, "attendance.terminal_agency_missing");
        let agency = siaga_directory::NewAgency {
            code: "dinkes".to_owned(),
            name: "Dinas Kesehatan".to_owned(),
            ..siaga_directory::NewAgency::default()
        };
        siaga_directory::add_agency(&ctx, agency).await.unwrap();
        let problem = accept_terminal(&ctx, SERIAL, &place("dinkes")).await.unwrap_err();
        assert_eq!(problem.code, "attendance.terminal_of_another_government");
        assert_eq!(terminal(&ctx, SERIAL).await.unwrap_err().code, "attendance.terminal_missing");
        assert!(terminals(&ctx).await.unwrap().is_empty());
        assert_eq!(
            accept_terminal(&ctx, "bad serial!", &place("dinkes")).await.unwrap_err().code,
            "attendance.terminal_serial"
        );
    })
    .await;
}

#[tokio::test]
async fn a_retired_terminal_is_kept_and_not_booked() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        retire_terminal(&world.ctx(), SERIAL).await.unwrap();
        world.attlog("1\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(1);
        assert!(world.told().await.is_empty());
        assert_eq!(world.count("attendance_journal").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_path_of_its_own_keeps_strangers_out() {
    each_db(|db| async move {
        let world = World::start(db).await;
        let secret = TerminalPlace { secret_prefix: Some("k7q2".to_owned()), ..place("dikbud") };
        accept_terminal(&world.ctx(), SERIAL, &secret).await.unwrap();
        // The listener has not looked at the terminals yet; the first upload makes it look.
        let path = format!("/k7q2/iclock/cdata?SN={SERIAL}&table=ATTLOG");
        world.post(&path, "1\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(1);
        let reply = world.attlog("2\t2020-06-08 07:00:00\t0\t1\n").await;
        assert_eq!(reply.status, 403);
        assert_eq!(world.told().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_command_is_sent_until_its_result_comes() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let poll = format!("/iclock/getrequest?SN={SERIAL}");
        let from = "2020-06-01".parse().unwrap();
        let command = TerminalCommand::SendPunches { from, until: from };
        let code = queue_command(&world.ctx(), SERIAL, &command).await.unwrap();
        let sent = world.get(&poll).await;
        let text = "DATA QUERY ATTLOG StartTime=2020-06-01 00:00:00\tEndTime=2020-06-01 23:59:59";
        assert_eq!(sent.body, format!("C:{code}:{text}\n"));
        world.get(&poll).await.assert_ok();
        world.program.clock.advance(chrono::TimeDelta::minutes(6));
        assert_eq!(world.get(&poll).await.body, sent.body, "without a result it is sent again");
        let results = format!("ID=unknown99&Return=0&CMD=DATA\nID={code}&Return=-1002&CMD=DATA\n");
        world.post(&format!("/iclock/devicecmd?SN={SERIAL}"), results).await.assert_ok();
        world.program.clock.advance(chrono::TimeDelta::minutes(6));
        world.get(&poll).await.assert_ok();
        let shown = terminal(&world.ctx(), SERIAL).await.unwrap();
        assert_eq!((shown.commands[0].tries, shown.commands[0].return_code), (2, Some(-1002)));
    })
    .await;
}

#[tokio::test]
async fn a_command_without_an_answer_is_given_up() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        queue_command(&world.ctx(), SERIAL, &TerminalCommand::Reboot).await.unwrap();
        let poll = format!("/iclock/getrequest?SN={SERIAL}");
        for _ in 0..5 {
            assert!(world.get(&poll).await.body.starts_with("C:"));
            world.program.clock.advance(chrono::TimeDelta::minutes(6));
        }
        world.get(&poll).await.assert_ok();
        let shown = terminal(&world.ctx(), SERIAL).await.unwrap();
        assert!(shown.commands[0].finished_at.is_some());
        assert_eq!(shown.commands[0].return_code, None);
    })
    .await;
}

#[tokio::test]
async fn only_what_was_not_booked_live_is_replayed() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let line = |day: u32| format!("1\t2020-06-0{day} 07:00:00\t0\t1\n");
        world.attlog(line(1)).await.assert_taken(1);
        let accept = async || {
            let replayed = accept_terminal(&world.ctx(), SERIAL, &place("dikbud")).await.unwrap();
            (replayed.uploads, replayed.new_punches)
        };
        assert_eq!(accept().await, (0, 0), "settled anew: it was booked when it came");
        retire_terminal(&world.ctx(), SERIAL).await.unwrap();
        world.attlog(line(2)).await;
        world.attlog(line(3)).await;
        assert_eq!(world.punches().await.len(), 1, "a retired terminal books nothing");
        assert_eq!(accept().await, (2, 2), "only what came while it was out of use");
        world.attlog(line(4)).await.assert_taken(1);
        assert_eq!(accept().await, (0, 0));
        assert_eq!(world.punches().await.len(), 4);
        assert!(verify_journal(&world.app().db).await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test]
async fn a_held_punch_is_booked_as_sent_or_dropped_once() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let body = "1\t2021-06-08 07:00:00\t0\t1\n2\t1970-01-01 07:00:00\t0\t1\n";
        world.attlog(body).await.assert_taken(2);
        let held = held_punches(&world.ctx()).await.unwrap();
        assert_eq!(held.len(), 2);
        decide_held(&world.ctx(), held[0].id, HeldDecision::Booked).await.unwrap();
        decide_held(&world.ctx(), held[1].id, HeldDecision::Dropped).await.unwrap();
        let problem = decide_held(&world.ctx(), held[1].id, HeldDecision::Booked).await.unwrap_err();
        assert_eq!(problem.code, "attendance.held_decided");
        world.attlog(body).await.assert_taken(2);
        assert_eq!(world.told().await, ["1 2021-06-08 25200/0"]);
        assert!(held_punches(&world.ctx()).await.unwrap().is_empty());
        let report = verify_journal(&world.app().db).await.unwrap();
        assert!(report.is_sound(), "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn a_punch_leads_back_to_its_raw_line() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        world.attlog("\r\n00412\t2020-06-08 07:28:51\t255\t1\t0\t0\t0\t\r\nx\n").await.assert_taken(2);
        let punches = punches_on(&world.ctx(), SERIAL, "2020-06-08".parse().unwrap()).await.unwrap();
        assert_eq!(punches.len(), 1);
        assert_eq!(punches[0].raw_line, b"00412\t2020-06-08 07:28:51\t255\t1\t0\t0\t0\t");
        let shown = terminal(&world.ctx(), SERIAL).await.unwrap();
        assert_eq!(shown.bad_lines[0].raw, "x");
    })
    .await;
}

#[tokio::test]
async fn an_altered_journal_and_a_missing_punch_are_found() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        world.attlog("1\t2020-06-08 07:00:00\t0\t1\n2\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(2);
        let run = |sql: &'static str| {
            let db = world.app().db.clone();
            async move {
                let tx = db.begin().await.unwrap();
                siaga_platform::db::exec(&*tx, sql, []).await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        run("delete from attendance_punch where pin = '1'").await;
        let report = verify_journal(&world.app().db).await.unwrap();
        assert_eq!(report.differing_terminals, [(SERIAL.to_owned(), 1, 0)]);
        run("update attendance_punch set pin = '9', punched_on = '2020-06-07'").await;
        let report = verify_journal(&world.app().db).await.unwrap();
        assert_eq!(report.differing_terminals, [(SERIAL.to_owned(), 2, 1)]);
        run("update attendance_journal set sha256 = 'x'").await;
        assert_eq!(verify_journal(&world.app().db).await.unwrap().altered_uploads.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_terminal_with_fewer_punches_than_before_needs_a_check() {
    each_db(|db| async move {
        let mut world = World::with_terminal(db).await;
        world.attlog("1\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(1);
        for records in [100, 101, 40] {
            let info = format!("/iclock/getrequest?SN={SERIAL}&INFO=Ver%208.0,5,5,{records},10.0.0.9,10");
            world.get(&info).await.assert_ok();
        }
        world.stop().await;
        // What was heard is written when the last handle of the listener is gone.
        for _ in 0..50 {
            if world.count("attendance_terminal_event").await > 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(
            world.number("select cast(operation + 10 as bigint) from attendance_terminal_event").await,
            8
        );
        assert_eq!(terminal_flags(&world.ctx()).await.unwrap().odd, 1);
    })
    .await;
}

#[tokio::test]
async fn a_terminal_is_silent_in_working_hours_only() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let silent = || async { terminal_flags(&world.ctx()).await.unwrap().silent };
        // Half past seven: work has just begun, the terminal was seen at this minute.
        assert_eq!(silent().await, 0);
        world.program.clock.advance(chrono::TimeDelta::minutes(30));
        assert_eq!(silent().await, 0, "thirty minutes are tolerated");
        world.program.clock.advance(chrono::TimeDelta::minutes(1));
        assert_eq!(silent().await, 1);
        world.program.clock.advance(chrono::TimeDelta::hours(13));
        assert_eq!(silent().await, 0, "in the evening terminals may be switched off");
    })
    .await;
}

#[tokio::test]
async fn the_zone_is_spelled_as_the_model_wants_it() {
    each_db(|db| async move {
        let world = World::start(db).await;
        let minutes = TerminalPlace { zone_form: siaga_attendance::ZoneForm::Minutes, ..place("dikbud") };
        accept_terminal(&world.ctx(), SERIAL, &minutes).await.unwrap();
        let reply = world.get(&format!("/iclock/cdata?SN={SERIAL}&options=all")).await;
        assert!(reply.body.contains("\nTimeZone=480\n"), "{reply:?}");
        let other = world.get("/iclock/cdata?SN=STRANGER1&options=all").await;
        assert!(
            other.body.contains("\nTimeZone=8\n"),
            "an unknown one gets the zone of the government: {other:?}"
        );
    })
    .await;
}
