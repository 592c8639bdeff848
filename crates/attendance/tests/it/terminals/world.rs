//! A program with its listener for terminals, and a client that writes HTTP byte by byte.

use crate::tenant::capabilities;
use siaga_attendance::{TerminalPlace, accept_terminal, terminal_router};
use siaga_civil::CivilZone;
use siaga_directory::{NewAgency, add_agency};
use siaga_platform::db::{self, FromQueryResult};
use siaga_platform::web::{ServeLimits, serve};
use siaga_platform::{App, Ctx, Government, session};
use siaga_testkit::{TestDb, TestProgram, program};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// Monday, 8 June 2020, 07:30 at Palopo (WITA).
pub(crate) const MORNING: &str = "2020-06-07T23:30:00Z";
pub(crate) const SERIAL: &str = "SGA2006080001";

/// A running program.
pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    served: Option<tokio::task::JoinHandle<()>>,
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// A stored punch, without its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, FromQueryResult)]
pub(crate) struct Stored {
    pub(crate) serial_key: String,
    pub(crate) pin: String,
    pub(crate) punched_on: chrono::NaiveDate,
    pub(crate) second_of_day: i32,
    pub(crate) status: i16,
}

impl World {
    /// Starts a program with one government, one agency and no terminal.
    pub(crate) async fn start(db: TestDb) -> Self {
        let capabilities = capabilities();
        let program = program(db, &capabilities, MORNING.parse().unwrap()).await;
        let government = government(&program.app, "73.73", "Kota Palopo").await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let router = terminal_router(program.app.clone());
        let served = tokio::spawn(serve(listener, router, ServeLimits::TERMINALS, async {
            let _ = stopped.await;
        }));
        let world = Self { program, government, address, stop: Some(stop), served: Some(served) };
        let agency = NewAgency {
            code: "dikbud".to_owned(),
            name: "Dinas Pendidikan".to_owned(),
            latitude_micro: Some(-2_994_494),
            longitude_micro: Some(120_195_465),
            ..NewAgency::default()
        };
        add_agency(&world.ctx(), agency).await.unwrap();
        world
    }

    /// Starts a program whose terminal [`SERIAL`] is accepted.
    pub(crate) async fn with_terminal(db: TestDb) -> Self {
        let world = Self::start(db).await;
        world.accept(SERIAL).await;
        world
    }

    pub(crate) async fn accept(&self, serial: &str) {
        let place = TerminalPlace::new("dikbud", "Pintu depan", CivilZone::Wita);
        accept_terminal(&self.ctx(), serial, &place).await.unwrap();
    }

    pub(crate) fn ctx(&self) -> Ctx {
        self.app().system_ctx("tests", &self.government)
    }

    pub(crate) fn app(&self) -> &App {
        &self.program.app
    }

    /// Stops the listener; everything acknowledged is stored then.
    pub(crate) async fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(served) = self.served.take() {
            served.await.unwrap();
        }
    }

    /// Posts a body to a path with its length, as most terminals do.
    pub(crate) async fn post(&self, path_and_query: &str, body: impl AsRef<[u8]>) -> Reply {
        let body = body.as_ref();
        let head = format!(
            "POST {path_and_query} HTTP/1.1\r\nHost: siaga\r\nUser-Agent: iClock Proxy/1.09\r\n\
             Connection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        self.send(&[head.as_bytes(), body].concat()).await
    }

    pub(crate) async fn get(&self, path_and_query: &str) -> Reply {
        self.send(
            format!("GET {path_and_query} HTTP/1.1\r\nHost: siaga\r\nConnection: close\r\n\r\n").as_bytes(),
        )
        .await
    }

    /// Posts punches of [`SERIAL`].
    pub(crate) async fn attlog(&self, body: impl AsRef<[u8]>) -> Reply {
        self.post(&format!("/iclock/cdata?SN={SERIAL}&table=ATTLOG&Stamp=9999"), body).await
    }

    /// Sends bytes as they are and reads until the other side closes.
    pub(crate) async fn send(&self, bytes: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        Reply::parse(&answer)
    }

    pub(crate) async fn punches(&self) -> Vec<Stored> {
        db::all(
            self.app().db.reader(),
            "select t.serial_key, p.pin, p.punched_on, p.second_of_day, p.status
             from attendance_punch p join attendance_terminal t on t.id = p.terminal_id
             order by p.punched_on, p.second_of_day, p.pin, p.status, t.serial_key",
            [],
        )
        .await
        .unwrap()
    }

    /// Returns the punches as `pin date second/status`.
    pub(crate) async fn told(&self) -> Vec<String> {
        let told = |punch: &Stored| {
            format!("{} {} {}/{}", punch.pin, punch.punched_on, punch.second_of_day, punch.status)
        };
        self.punches().await.iter().map(told).collect()
    }

    pub(crate) async fn count(&self, table: &str) -> i64 {
        self.number(&format!("select cast(count(*) as bigint) from {table}")).await
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        db::scalar(self.app().db.reader(), sql, []).await.unwrap()
    }

    pub(crate) async fn text(&self, sql: &str) -> String {
        db::scalar(self.app().db.reader(), sql, []).await.unwrap()
    }
}

/// Stores a government in WITA without the eighty thousand regions of the country.
pub(crate) async fn government(app: &App, region: &str, name: &str) -> Government {
    let tx = app.db.begin().await.unwrap();
    db::exec(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at) values ($1, $2, $3, $4)",
        [region.into(), name.into(), CivilZone::Wita.iana().into(), app.clock.now().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let all = session::governments(app).await.unwrap();
    all.into_iter().find(|government| government.region.to_string() == region).unwrap()
}

impl Reply {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    /// Is the answer that lets a terminal forget so many lines.
    pub(crate) fn assert_taken(&self, lines: usize) {
        assert_eq!((self.status, self.body.as_str()), (200, format!("OK: {lines}").as_str()), "{self:?}");
    }

    pub(crate) fn assert_ok(&self) {
        assert_eq!((self.status, self.body.as_str()), (200, "OK"), "{self:?}");
    }
}
