//! The command line as an installer uses it, from nothing to a recap, with the real program.

use siaga_platform::db::DatabaseUrl;
use siaga_testkit::{TestDb, each_db};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const AGENCIES: &str = "\
KODE,NAMA,KODE UNIT,NAMA UNIT,LINTANG,BUJUR
DINKES,Dinas Kesehatan,,,\"3,4741\",\"99,1453\"
DINKES,Dinas Kesehatan,P2P,Bidang Pencegahan,,
";
const EMPLOYEES: &str = "\
NIP BARU;NAMA;JENIS PEGAWAI;TMT CPNS;JABATAN NAMA;TMT JABATAN;UNOR INDUK;PIN
198001012005011001;Ani Lestari;PNS;2005-01-01;Kepala Dinas Kesehatan;02-01-2019;Dinas Kesehatan;0001
198502022010011002;Budi Santoso;PNS;2010-01-01;Epidemiolog;2019-03-01;Dinas Kesehatan;0002
";
const SERIAL: &str = "SGA2006080001";
/// A Monday on which terminals counted again.
const DAY: &str = "2020-06-08";

#[tokio::test(flavor = "multi_thread")]
async fn from_nothing_to_a_recap_by_commands_alone() {
    each_db(|db| async move {
        let told = tokio::task::spawn_blocking(move || {
            let desk = Desk::new(&db);
            ask_the_shipped_law(&desk);
            begin(&desk);
            bring_lists(&desk);
            ask_the_law_of_an_office(&desk);
            receive_a_punch(&desk);
            look_at_figures(&desk);
            explain_down_to_the_line(&desk);
            wrong_words(&desk);
            db
        });
        told.await.expect("the story came to its end");
    })
    .await;
}

/// Somebody at a command line with a folder of their own.
struct Desk {
    folder: PathBuf,
    database: Option<String>,
}

impl Desk {
    fn new(db: &TestDb) -> Self {
        let database = match &db.url {
            DatabaseUrl::SqliteFile(_) => None,
            DatabaseUrl::Postgres(address) => Some(address.clone()),
        };
        Self { folder: db.folder().to_owned(), database }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_siaga"));
        command.arg("--data").arg(self.folder.join("data")).args(["--log", "error"]);
        if let Some(database) = &self.database {
            command.arg("--database").arg(database);
        }
        command.args(arguments).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program can be started")
    }

    /// Runs a command that must succeed and returns what it printed.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} ended with {}: {complaint}", output.status);
        String::from_utf8(output.stdout).expect("the output is UTF-8")
    }

    /// Runs a command that must fail and returns its exit code with its one line.
    fn fails(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(arguments);
        let complaint = String::from_utf8(output.stderr).expect("the message is UTF-8");
        (output.status.code().expect("it ended by itself"), complaint.trim().to_owned())
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.join(name);
        std::fs::write(&path, text).expect("a file can be written");
        path.display().to_string()
    }
}

fn begin(desk: &Desk) {
    let (code, complaint) = desk.fails(&["recap", "--date", DAY]);
    assert_eq!(code, 4, "{complaint}");
    let wrong = ["init", "--region", "12.99", "--name", "Kabupaten", "--timezone", "Asia/Jakarta"];
    assert_eq!(desk.fails(&wrong).0, 2);
    if desk.database.is_none() {
        assert!(!desk.folder.join("data").exists(), "a refused beginning leaves nothing behind");
    }
    let right = ["init", "--region", "12.18", "--name", "Kabupaten", "--timezone", "Asia/Jakarta"];
    let since = ["--since", "2020-06-01"];
    assert!(
        desk.says(&[&right[..], &since[..]].concat()).contains("Catatan di sini mulai Senin, 1 Juni 2020")
    );
    assert_eq!(desk.fails(&right).0, 5);
}

/// Without an installation the law of the program answers, for a place and with the facts that are given.
fn ask_the_shipped_law(desk: &Desk) {
    if desk.database.is_some() {
        return;
    }
    let ask = |on: &str, rest: &[&str]| {
        let question =
            ["policy", "explain", "attendance.fingerprint_required", "--unit", "73.73", "--on", on];
        desk.says(&[&question[..], rest].concat())
    };
    let told = ask("2020-06-08", &[]);
    assert!(
        told.contains("attendance.fingerprint_required = ya") && told.contains("Wali Kota Palopo"),
        "{told}"
    );
    let told = ask("2020-06-08", &["--known-on", "2020-06-04", "--english"]);
    assert!(told.contains("= no") && told.contains("not yet known on that day"), "{told}");
    let told = ask("2020-06-07", &["--facts", "zone=red, ppkm_level=3"]);
    assert!(
        told.contains("= tidak") && told.contains("zone = red") && told.contains("java_bali = false"),
        "{told}"
    );
    assert!(desk.says(&["policy", "facts"]).contains("case_state"));
    assert!(!desk.folder.join("data").exists(), "a question leaves nothing behind");
}

/// With one, agencies and units are asked for by their codes.
fn ask_the_law_of_an_office(desk: &Desk) {
    for (code, name) in
        [("DINKES", "Dinas Kesehatan"), ("dinkes/p2p", "Bidang Pencegahan"), ("12.18", "12.18")]
    {
        let told = desk.says(&["policy", "explain", "attendance.recap_cutoff", "--on", DAY, "--unit", code]);
        assert!(told.contains(name) && told.contains("case_state = none"), "{told}");
    }
    let told = desk.says(&["policy", "explain", "attendance.recap_cutoff", "--on", DAY]);
    assert!(told.contains("untuk: Kabupaten"), "{told}");
}

fn bring_lists(desk: &Desk) {
    let agencies = desk.file("opd.csv", AGENCIES);
    assert!(desk.says(&["import", "agencies", &agencies]).contains("Ditulis: 2 baru"));
    let employees = desk.file("pegawai.csv", EMPLOYEES);
    let preview = desk.says(&["import", "employees", &employees, "--dry-run"]);
    assert!(preview.contains("2 baru") && preview.contains("tidak ada yang ditulis"), "{preview}");
    assert!(desk.says(&["import", "employees", &employees]).contains("Ditulis: 2 baru"));
    let again = desk.says(&["import", "employees", &employees]);
    assert!(
        again.contains("0 baru, 0 berubah, 2 tetap") && again.contains("Tidak ada yang perlu ditulis"),
        "{again}"
    );
}

/// The terminal hangs before anybody accepted it: what it sent is booked afterwards, the rest at once.
fn receive_a_punch(desk: &Desk) {
    let server = Serving::begin(desk);
    server.push(&format!("0001\t{DAY} 07:20:05\t0\t1\t0\t0\t0\n"));
    let listed = desk.says(&["terminal", "list"]);
    assert!(listed.contains(SERIAL) && listed.contains("menunggu"), "{listed}");
    let accepted = desk.says(&["terminal", "accept", SERIAL, "--agency", "DINKES", "--name", "Lobi"]);
    assert!(accepted.contains("dibukukan 1 ketukan"), "{accepted}");
    server.end();
    assert!(desk.says(&["terminal", "list"]).contains("diterima"));
    assert_eq!(desk.says(&["punches", "--terminal", SERIAL]).lines().count(), 2);
}

fn look_at_figures(desk: &Desk) {
    let text = desk.says(&["recap", "--date", DAY, "--by", "person", "--format", "json"]);
    let recap: serde_json::Value = serde_json::from_str(&text).expect("the recap is JSON");
    assert_eq!(recap["total"]["people"]["present"], 1, "{text}");
    let present: Vec<&str> = recap["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["figure"]["people"]["present"] == 1)
        .filter_map(|row| row["person_name"].as_str())
        .collect();
    assert_eq!(present, ["Ani Lestari"]);
    let remarks = [
        ("2020-06-01", "1 Juni 2020 libur: Hari Lahir Pancasila"),
        ("2020-06-07", "7 Juni 2020 libur: akhir pekan"),
        ("2020-05-29", "29 Mei 2020: belum ada data"),
        ("2199-01-01", "1 Januari 2199 belum tiba"),
    ];
    for (day, remark) in remarks {
        let text = desk.says(&["recap", "--date", day]);
        assert!(text.contains(remark) && text.lines().count() == 1, "{day}: {text}");
    }
    let checks = desk.says(&["verify"]);
    assert!(checks.lines().count() >= 7 && checks.lines().all(|line| line.starts_with("PASS")), "{checks}");
    assert!(desk.says(&["audit", "verify"]).starts_with("PASS"));
}

/// From the rate of the region to the terminal's own line, each step as text and as JSON.
fn explain_down_to_the_line(desk: &Desk) {
    assert!(desk.says(&["explain"]).contains("attendance.rate"));
    assert_eq!(desk.fails(&["explain", "attendance.nothing"]).0, 4);
    assert_eq!(desk.fails(&["explain", "attendance.rate", "--key", "periode=kemarin"]).0, 2);
    let explained = |subject: &str| -> serde_json::Value {
        serde_json::from_str(&desk.says(&["explain", subject, "--json"])).expect("the explanation is JSON")
    };
    let key = format!("periode={DAY}");
    let by_key = desk.says(&["explain", "attendance.rate", "--key", &key, "--json"]);
    let by_key: serde_json::Value = serde_json::from_str(&by_key).expect("the explanation is JSON");
    let mut subject = format!("attendance.rate?{key}");
    let mut rows_above = Vec::new();
    while !subject.starts_with("attendance.day") {
        let told = explained(&subject);
        assert_eq!((&told["number"], &told["of"]), (&1.into(), &2.into()), "{told}");
        let rows = told["rows"].as_array().expect("rows");
        let sum = |part: &str| rows.iter().filter_map(|row| row[part].as_i64()).sum::<i64>();
        assert_eq!((sum("number"), sum("of")), (1, 2), "{told}");
        let present = rows.iter().find(|row| row["number"] == 1).expect("somebody is present");
        let text = desk.says(&["explain", &subject]);
        for part in [&told["title"], &told["value"], &present["label"], &present["subject"]] {
            assert!(text.contains(part.as_str().expect("a text")), "{part} is not in {text}");
        }
        rows_above.push(present["label"].as_str().unwrap_or_default().to_owned());
        subject = present["subject"].as_str().expect("a row can be explained").to_owned();
    }
    assert_eq!(by_key["subject"], format!("attendance.rate?{key}"));
    assert_eq!(rows_above.first().map(String::as_str), Some("Dinas Kesehatan"));
    assert_eq!(rows_above.last().map(String::as_str), Some("Ani Lestari"));
    let line = format!("0001\t{DAY} 07:20:05\t0\t1\t0\t0\t0");
    let day = explained(&subject);
    assert!(day["evidence"].as_array().expect("evidence").iter().any(|item| item["text"] == line), "{day}");
    let text = desk.says(&["explain", &subject]);
    assert!(text.contains(&line.replace('\t', " ")) && text.contains(SERIAL), "{text}");
}

fn wrong_words(desk: &Desk) {
    let foreign = desk.file("asing.csv", "Nomor,Siapa\n1,Ani\n");
    let cases: &[(&[&str], i32, &str)] = &[
        (&["recap", "--date", "26-05-2020"], 2, "Tanggal «26-05-2020» tidak sah"),
        (
            &["policy", "explain", "attendance.recap_cutoff", "--on", "kemarin"],
            2,
            "Tanggal «kemarin» tidak sah",
        ),
        (&["policy", "explain", "attendance.nothing", "--on", DAY], 4, "Parameter «attendance.nothing»"),
        (
            &["policy", "explain", "attendance.recap_cutoff", "--on", DAY, "--unit", "12.1"],
            2,
            "Kode wilayah «12.1»",
        ),
        (
            &["policy", "explain", "attendance.recap_cutoff", "--on", DAY, "--unit", "TIADA"],
            4,
            "dengan kode «TIADA»",
        ),
        (
            &["policy", "explain", "attendance.recap_cutoff", "--on", DAY, "--facts", "zone=blue"],
            2,
            "Keadaan «zone=blue» tidak sah",
        ),
        (&["import", "employees", "/tidak/ada.csv"], 4, "Berkas atau folder /tidak/ada.csv tidak ada"),
        (
            &["import", "employees", &foreign],
            2,
            "Kolom wajib belum dikenali: NIP [nip]; Nama [name]; Jenis pegawai",
        ),
        (&["terminal", "accept", "X1", "--agency", "DINKES", "--timezone", "UTC"], 2, "Zona waktu «UTC»"),
    ];
    for (arguments, code, words) in cases {
        let (ended, complaint) = desk.fails(arguments);
        assert_eq!(ended, *code, "{arguments:?}: {complaint}");
        assert!(complaint.contains(words), "{arguments:?}: {complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
    }
}

/// The real program, serving on free ports.
struct Serving {
    process: Child,
    terminals: String,
}

impl Serving {
    fn begin(desk: &Desk) -> Self {
        let arguments = ["serve", "--plain-http", "--listen", "127.0.0.1:0", "--terminals", "127.0.0.1:0"];
        let mut process =
            desk.command(&arguments).stdout(Stdio::piped()).spawn().expect("the program can be started");
        let output = process.stdout.take().expect("the output was asked for");
        let terminals = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .filter(|line| line.contains("/iclock/"))
            .find_map(|line| Some(line.split_once("http://")?.1.split('/').next()?.to_owned()))
            .expect("the program says where terminals push to");
        Self { process, terminals }
    }

    /// Uploads one batch as a terminal does, and waits for its acknowledgement.
    fn push(&self, body: &str) {
        let mut stream = TcpStream::connect(&self.terminals).expect("the listener is open");
        write!(
            stream,
            "POST /iclock/cdata?SN={SERIAL}&table=ATTLOG&Stamp=9999 HTTP/1.1\r\nHost: {}\r\n\
             Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
            self.terminals,
            body.len()
        )
        .expect("the batch can be sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer comes");
        assert!(answer.contains("\r\n\r\nOK"), "{answer}");
    }

    fn end(mut self) {
        self.process.kill().expect("the process is still there");
        self.process.wait().expect("it ends");
    }
}

#[test]
fn the_day_that_was_reported_is_printed_from_a_built_demonstration() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let desk = Desk { folder: folder.path().to_owned(), database: None };
    desk.says(&["demo", "--no-serve"]);
    let table = desk.says(&["recap", "--date", "2020-05-26"]);
    let sum = table.lines().find(|line| line.starts_with("Jumlah")).expect("a line with the sum");
    assert!(sum.ends_with("98,39 %"), "{sum}");
    let counts: Vec<u64> =
        sum.split_whitespace().skip(1).take(9).map(|count| count.replace('.', "").parse().unwrap()).collect();
    let rate = table.lines().find(|line| line.contains(" pegawai yang wajib masuk = ")).expect("the rate");
    let (numerator, denominator) = numerator_and_denominator(rate);
    assert_eq!((rate_of(numerator, denominator), denominator), (9_839, counts[0]), "{rate}");
    the_mark_goes_with_the_data(&desk, folder.path());
}

fn numerator_and_denominator(rate: &str) -> (u64, u64) {
    let numbers: Vec<u64> =
        rate.split_whitespace().filter_map(|word| word.replace('.', "").parse().ok()).collect();
    (numbers[0], numbers[1])
}

/// Hundredths of a percent, rounded half up.
fn rate_of(numerator: u64, denominator: u64) -> u64 {
    (numerator * 20_000 / denominator).div_ceil(2)
}

/// Without the mark of its folder a demonstration is looked at, but never served as if it were real.
fn the_mark_goes_with_the_data(desk: &Desk, folder: &Path) {
    std::fs::remove_file(folder.join("data/demo.toml")).expect("the mark is there");
    let (code, complaint) = desk.fails(&["serve", "--listen", "127.0.0.1:0", "--terminals", "127.0.0.1:0"]);
    assert_eq!(code, 5, "{complaint}");
    assert!(complaint.contains("peragaan dengan orang rekaan"), "{complaint}");
}
