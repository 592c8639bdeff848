//! Ending the server with SIGKILL at random moments under load: what was acknowledged is there,
//! once, and nothing is there that nobody sent.

mod sender;
mod server;

use chrono::{TimeZone, Utc};
use sender::Sender;
use server::Program;
use siaga_attendance::{TerminalPlace, accept_terminal};
use siaga_civil::{CivilZone, RegionCode};
use siaga_directory::{NewAgency, add_agency, init_government};
use siaga_platform::db::Engine;
use siaga_testkit::{TestDb, TestProgram, each_db, program};
use std::collections::HashMap;
use std::time::Duration;

const TERMINALS: usize = 4;
/// Kill points on SQLite and on PostgreSQL.
const POINTS: [usize; 2] = [60, 50];
/// The server lives at most this long under load before it is killed.
const LONGEST_LIFE_MILLISECONDS: u64 = 120;

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_punch_is_lost_or_doubled_when_the_server_is_killed() {
    each_db(|db| async move {
        let (made, program) = installation(db).await;
        let points = if made.db.db.engine() == Engine::Sqlite { POINTS[0] } else { POINTS[1] };
        let senders = tokio::task::spawn_blocking(move || {
            let senders = kill_again_and_again(&program, points);
            check(&program, &senders);
            senders
        });
        let senders = senders.await.expect("the senders and the server did what they should");
        let lines: usize = senders.iter().map(|sender| sender.acknowledged().len()).sum();
        assert!(lines > points * 4, "the server was killed under load, not idle: {lines} lines");
    })
    .await;
}

/// Makes an installation with accepted terminals; the real program serves it afterwards.
async fn installation(db: TestDb) -> (TestProgram, Program) {
    let at = Utc.with_ymd_and_hms(2020, 6, 8, 0, 0, 0).single().expect("a moment of the calendar");
    let made = program(db, &siaga::capabilities::all(), at).await;
    let region = RegionCode::parse("12.18").expect("a well-formed code");
    let zone = CivilZone::from_iana("Asia/Jakarta").expect("a known zone");
    let government = init_government(&made.app, region, "Kabupaten Percobaan", zone).await.expect("made");
    let ctx = made.app.system_ctx("test", &government);
    let agency = NewAgency {
        code: "DISDIK".to_owned(),
        name: "Dinas Pendidikan".to_owned(),
        parent_code: None,
        latitude_micro: None,
        longitude_micro: None,
        region: None,
    };
    add_agency(&ctx, agency).await.expect("the agency is new");
    for terminal in 0..TERMINALS {
        let place = TerminalPlace::new("DISDIK", format!("Pintu {terminal}"), zone);
        accept_terminal(&ctx, &serial(terminal), &place).await.expect("the terminal is new");
    }
    made.app.db.clone().close().await;
    let program = Program::new(made.db.folder(), &made.db.url);
    (made, program)
}

fn serial(terminal: usize) -> String {
    format!("KILL{terminal:08}")
}

/// Starts the server, lets all terminals send, and kills it; again and again, by one seed.
fn kill_again_and_again(program: &Program, points: usize) -> Vec<Sender> {
    let mut senders: Vec<Sender> = (0..TERMINALS).map(|number| Sender::new(serial(number), number)).collect();
    let mut chance = Chance(0x5EED_2020_0526);
    for _ in 0..points {
        let server = program.serve();
        let to = server.terminals;
        let life = Duration::from_millis(1 + chance.next() % LONGEST_LIFE_MILLISECONDS);
        std::thread::scope(|scope| {
            for sender in &mut senders {
                scope.spawn(move || sender.send_until_cut_off(to));
            }
            std::thread::sleep(life);
            server.kill();
        });
    }
    senders
}

/// Compares what the program lists with what each terminal sent and was told.
fn check(program: &Program, senders: &[Sender]) {
    for sender in senders {
        let mut stored: HashMap<String, usize> = HashMap::new();
        for line in program.raw_lines(sender.serial()) {
            *stored.entry(line).or_default() += 1;
        }
        for line in sender.acknowledged() {
            assert!(stored.contains_key(line), "{}: acknowledged and lost: {line}", sender.serial());
        }
        for (line, times) in &stored {
            assert_eq!(*times, 1, "{}: doubled: {line}", sender.serial());
            assert!(sender.was_sent(line), "{}: nobody sent: {line}", sender.serial());
        }
    }
    assert!(program.audit_is_whole(), "the audit chain survived every kill");
}

/// A small generator of numbers that are the same on every run (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
