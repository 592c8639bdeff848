//! The door for terminals: only `/iclock/…`, on a listener of its own, never behind a sign-in.
//!
//! Terminals forget what they are told `OK` for. Every answer that lets them forget is given after
//! the commit of the journal; everything else is an error that makes them come back.

mod answer;
mod body;
mod pace;
mod poll;

use crate::ops::ingest::{Ingest, Kept, Refusal, Sender, Upload, route_of};
use crate::store::terminals::Known;
use answer::Answer;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use http_body_util::BodyExt;
use pace::Pace;
use siaga_iclock::request::{Handshake, Request as Asked, RequestKind};
use siaga_iclock::tables::Table;
use siaga_iclock::{Serial, reply};
use siaga_platform::App;
use siaga_platform::web::PeerAddress;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// What every request of a terminal needs.
#[derive(Debug, Clone)]
struct Door {
    app: App,
    ingest: Ingest,
    pace: Arc<Pace>,
}

/// Returns the routes for terminals; serve them alone, with the limits for terminals.
///
/// # Shape
/// Starts the writer of this process; it ends when the router and its clones are dropped.
pub fn terminal_router(app: App) -> Router {
    let door = Door { ingest: Ingest::start(&app), pace: Arc::new(Pace::default()), app };
    Router::new().fallback(enter).with_state(door)
}

async fn enter(State(door): State<Door>, request: Request) -> Response {
    let now = door.app.clock.now();
    door.answer(request).await.into_response(now)
}

impl Door {
    async fn answer(&self, request: Request) -> Answer {
        let (parts, body) = request.into_parts();
        let address =
            parts.extensions.get::<PeerAddress>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
        let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
        let first = Asked::parse(parts.method.as_str(), path, query, b"");
        match first.kind {
            RequestKind::Foreign => return Answer::missing(),
            RequestKind::FileDownload => return Answer::missing(),
            RequestKind::Test => return Answer::ok(),
            _ => {}
        }
        if let Some(serial) = first.serial
            && !self.pace.admits(&serial)
        {
            return Answer::too_many();
        }
        let Some(table) = first.kind.journal_table() else {
            return self.without_body(first, address, body).await;
        };
        let (bytes, room) = match body::read(&self.ingest, &parts.headers, body).await {
            Ok(read) => read,
            Err(refusal) => return refusal.into(),
        };
        // Some bodies carry the serial number that the query lacks.
        let asked = match first.serial {
            Some(_) => first,
            None => Asked::parse(parts.method.as_str(), path, query, &bytes),
        };
        self.keep(asked, table, address, bytes, room).await
    }

    /// Journals a body and answers when it is durable.
    async fn keep(
        &self,
        asked: Asked,
        table: Table,
        address: IpAddr,
        bytes: Vec<u8>,
        room: OwnedSemaphorePermit,
    ) -> Answer {
        let Some(serial) = asked.serial else { return Answer::bad("no serial number") };
        if bytes.is_empty() {
            return match self.known(&asked, serial, address).await {
                Ok(_) => Answer::text(reply::upload(&table, b"")),
                Err(refusal) => refusal.into(),
            };
        }
        let answer = Answer::text(reply::upload(&table, &bytes));
        let is_registry = asked.kind == RequestKind::Registry;
        let kept = Kept::new(&table, route_of(&table), asked.stamp.clone(), bytes);
        let sender = self.sender(&asked, serial, address);
        let received_at = sender.received_at;
        match self.ingest.store(Upload { sender, kept: Some(kept) }, Some(room)).await {
            Ok(known) => {
                self.ingest.registry().heard(&known, address, received_at, asked.push_version);
                if is_registry { Answer::text(registry_code(&serial)) } else { answer }
            }
            Err(refusal) => refusal.into(),
        }
    }

    /// Answers what brings nothing that must be kept.
    async fn without_body(&self, asked: Asked, address: IpAddr, body: Body) -> Answer {
        // Bytes nobody asked for are read so that the connection stays usable, but not kept.
        let _ = http_body_util::Limited::new(body, 64 * 1024).collect().await;
        let Some(serial) = asked.serial else { return Answer::ok() };
        let known = match self.known(&asked, serial, address).await {
            Ok(known) => known,
            Err(refusal) => return refusal.into(),
        };
        match &asked.kind {
            RequestKind::Handshake(handshake) => self.handshake(&known, &asked, handshake).await,
            RequestKind::Poll { info } => {
                if let Some(info) = info {
                    let now = self.app.clock.now();
                    let firmware = info.firmware.as_deref();
                    self.ingest.registry().reported(&known, now, info.punches, firmware);
                }
                self.poll(&known).await
            }
            _ => Answer::ok(),
        }
    }

    /// Returns the terminal that speaks; an unknown one is stored as pending first.
    async fn known(&self, asked: &Asked, serial: Serial, address: IpAddr) -> Result<Arc<Known>, Refusal> {
        let sender = self.sender(asked, serial, address);
        let received_at = sender.received_at;
        if let Err(error) = self.pace.refresh(&self.app, self.ingest.registry()).await {
            tracing::warn!(cause = %error, "the terminals could not be read again");
        }
        let known = match self.ingest.registry().find(&serial) {
            Some(known) if known.is_by_its_path(asked.secret_prefix.as_deref()) => known,
            Some(_) => return Err(Refusal::WrongPath),
            None => self.ingest.store(Upload { sender, kept: None }, None).await?,
        };
        self.ingest.registry().heard(&known, address, received_at, asked.push_version);
        Ok(known)
    }

    fn sender(&self, asked: &Asked, serial: Serial, address: IpAddr) -> Sender {
        Sender {
            serial,
            address,
            received_at: self.app.clock.now(),
            push_version: asked.push_version,
            prefix: asked.secret_prefix.clone(),
        }
    }

    async fn handshake(&self, known: &Known, asked: &Asked, handshake: &Handshake) -> Answer {
        if handshake.is_access_control() {
            return Answer::text(format!(
                "registry=ok\n{}\n{}",
                registry_code(&known.serial),
                push_settings()
            ));
        }
        match poll::settings(&self.app, known, asked.push_version).await {
            Ok(settings) => {
                let serial = asked.serial.as_ref().unwrap_or(&known.serial);
                Answer::text(reply::handshake(serial, &settings))
            }
            Err(error) => Refusal::Store(Arc::new(error)).into(),
        }
    }

    async fn poll(&self, known: &Known) -> Answer {
        if !known.has_commands {
            return Answer::ok();
        }
        match poll::commands(&self.app, known).await {
            Ok(text) => Answer::text(text),
            // Nothing is lost by it: the commands stay queued.
            Err(error) => Refusal::Store(Arc::new(error)).into(),
        }
    }
}

/// Returns what access-control firmware wants to hear after it registered: a text of our choice.
fn registry_code(serial: &Serial) -> String {
    format!("RegistryCode=SIAGA{}", serial.key())
}

/// Returns how access-control firmware shall deliver: events at once, a request every half minute.
fn push_settings() -> String {
    "ServerVersion=3.0.1\nServerName=Siaga\nPushVersion=3.0.1\nErrorDelay=30\nRequestDelay=15\n\
     TransTimes=00:00;14:05\nTransInterval=1\nTransTables=User Transaction\nRealtime=1\nSessionID=1\n\
     TimeoutSec=10\n"
        .to_owned()
}
