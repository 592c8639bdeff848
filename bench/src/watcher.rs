//! A page that watches a room: its stream of events, and what it shows after them.

use crate::accounts::Session;
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedSender;

/// An event of the stream.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) version: u64,
    /// Parts as JSON: a list of id and content.
    pub(crate) data: String,
    /// Bytes of the event on the wire.
    pub(crate) bytes: usize,
}

/// An open stream.
#[derive(Debug)]
pub(crate) struct Stream {
    connection: BufReader<TcpStream>,
    text: Vec<u8>,
}

impl Stream {
    /// Opens a stream of somebody who has nothing yet.
    pub(crate) async fn open(to: SocketAddr, path: &str, session: &Session) -> Result<Self> {
        let mut connection = TcpStream::connect(to).await?;
        connection.set_nodelay(true)?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {to}\r\nCookie: siaga={}\r\nAccept: text/event-stream\r\n\r\n",
            session.token
        );
        connection.write_all(request.as_bytes()).await?;
        let mut connection = BufReader::new(connection);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            ensure!(
                connection.read_line(&mut head).await? > 0,
                "the connection ended inside the head: {head}"
            );
        }
        let status = head.split(' ').nth(1).unwrap_or_default();
        ensure!(status == "200", "{path} was answered with {head}");
        let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        ensure!(is_chunked, "a stream has no length: {head}");
        Ok(Self { connection, text: Vec::new() })
    }

    /// Waits for the next event with parts.
    pub(crate) async fn next(&mut self) -> Result<Event> {
        loop {
            while let Some(end) = self.text.windows(2).position(|two| two == b"\n\n") {
                let event: Vec<u8> = self.text.drain(..end + 2).collect();
                if let Some(event) = read_event(&event)? {
                    return Ok(event);
                }
            }
            self.read_chunk().await?;
        }
    }

    async fn read_chunk(&mut self) -> Result<()> {
        let mut line = String::new();
        self.connection.read_line(&mut line).await?;
        let size = usize::from_str_radix(line.trim_end(), 16).context("the stream ended")?;
        if size == 0 {
            bail!("the program ended the stream");
        }
        let start = self.text.len();
        self.text.resize(start + size, 0);
        self.connection.read_exact(&mut self.text[start..]).await?;
        line.clear();
        self.connection.read_line(&mut line).await?;
        Ok(())
    }
}

/// Returns the event of a block of lines; nothing for a sign of life.
fn read_event(block: &[u8]) -> Result<Option<Event>> {
    let text = std::str::from_utf8(block)?;
    let (mut version, mut data) = (None, String::new());
    for line in text.lines() {
        match line.split_once(": ") {
            Some(("id", id)) => version = Some(id.parse()?),
            Some(("data", part)) => data.push_str(part),
            _ => {}
        }
    }
    if data.is_empty() {
        return Ok(None);
    }
    let version = version.context("an event has a version")?;
    Ok(Some(Event { version, data, bytes: block.len() }))
}

/// That an event arrived, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrival {
    pub(crate) watcher: usize,
    pub(crate) at: Instant,
    pub(crate) bytes: usize,
}

/// A page that stays open; its events wait until somebody has time to look at them.
#[derive(Debug)]
pub(crate) struct Watcher {
    pub(crate) session: Session,
    waiting: Arc<Mutex<Vec<Event>>>,
    /// What it shows, by id of the part.
    pub(crate) parts: BTreeMap<String, String>,
    pub(crate) version: u64,
    task: tokio::task::JoinHandle<()>,
}

impl Watcher {
    /// Opens the page and takes what it gets first; what comes later is told to `arrivals`.
    pub(crate) async fn open(
        to: SocketAddr,
        path: &str,
        session: &Session,
        number: usize,
        arrivals: UnboundedSender<Result<Arrival>>,
    ) -> Result<Self> {
        let mut stream = Stream::open(to, path, session).await?;
        let waiting = Arc::new(Mutex::new(vec![stream.next().await?]));
        let inbox = Arc::clone(&waiting);
        let task = tokio::spawn(async move {
            loop {
                let event = stream.next().await;
                let at = Instant::now();
                let is_over = event.is_err();
                let arrival = event.map(|event| {
                    let bytes = event.bytes;
                    inbox.lock().unwrap_or_else(PoisonError::into_inner).push(event);
                    Arrival { watcher: number, at, bytes }
                });
                if arrivals.send(arrival).is_err() || is_over {
                    break;
                }
            }
        });
        let mut watcher =
            Self { session: session.clone(), waiting, parts: BTreeMap::new(), version: 0, task };
        watcher.look()?;
        Ok(watcher)
    }

    /// Puts what arrived into the page; versions only rise.
    pub(crate) fn look(&mut self) -> Result<()> {
        let events = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        for event in events {
            ensure!(event.version > self.version, "version {} came after {}", event.version, self.version);
            self.version = event.version;
            self.parts.extend(parts_of(&event)?);
        }
        Ok(())
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Returns the parts of an event.
pub(crate) fn parts_of(event: &Event) -> Result<BTreeMap<String, String>> {
    let parts: Vec<(String, String)> = serde_json::from_str(&event.data)?;
    Ok(parts.into_iter().collect())
}
