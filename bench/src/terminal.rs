//! A terminal that pushes over HTTP: its lines and its connection.

use anyhow::{Context, Result, bail};
use chrono::{Days, NaiveDate};
use std::fmt::Write;
use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// What a terminal records: everybody of its agency scans in the morning and in the afternoon.
#[derive(Debug, Clone)]
pub(crate) struct Records {
    people: usize,
    first_on: NaiveDate,
    weekdays_only: bool,
    next: usize,
}

impl Records {
    /// Returns the records of `people` with PINs from 1, beginning on a day.
    pub(crate) fn new(people: usize, first_on: NaiveDate) -> Self {
        Self { people, first_on, weekdays_only: false, next: 0 }
    }

    /// Leaves out Saturdays and Sundays; the first day must be a Monday.
    pub(crate) fn on_weekdays(self) -> Self {
        Self { weekdays_only: true, ..self }
    }

    /// Returns the next `count` lines as the body of an upload.
    pub(crate) fn lines(&mut self, count: usize) -> String {
        let mut body = String::with_capacity(count * 40);
        for _ in 0..count {
            let (scan, person) = (self.next / self.people, self.next % self.people);
            self.next += 1;
            let on = self.day(scan / 2);
            let is_afternoon = scan % 2;
            let second = [7 * 3600 + 900, 16 * 3600 + 300][is_afternoon] + person * 7 % 3000;
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            writeln!(
                body,
                "{}\t{on} {hour:02}:{minute:02}:{second:02}\t{is_afternoon}\t1\t0\t0\t0",
                person + 1
            )
            .expect("writing to a string");
        }
        body
    }

    fn day(&self, number: usize) -> NaiveDate {
        let number = if self.weekdays_only { number / 5 * 7 + number % 5 } else { number };
        self.first_on + Days::new(number as u64)
    }
}

/// A connection to the listener for terminals.
#[derive(Debug)]
pub(crate) struct Line {
    to: SocketAddr,
    serial: String,
    is_kept: bool,
    open: Option<BufReader<TcpStream>>,
}

impl Line {
    /// Returns a line of a terminal that keeps its connection, or opens a new one for each request.
    pub(crate) fn new(to: SocketAddr, serial: String, is_kept: bool) -> Self {
        Self { to, serial, is_kept, open: None }
    }

    /// Makes the handshake with which a terminal begins.
    pub(crate) async fn greet(&mut self) -> Result<()> {
        let path = format!("/iclock/cdata?SN={}&options=all&pushver=2.4.1&language=73", self.serial);
        let answer = self.exchange("GET", &path, "").await?;
        if !answer.starts_with("GET OPTION FROM") {
            bail!("the handshake was answered with {answer:?}");
        }
        Ok(())
    }

    /// Uploads lines; returns when they are acknowledged in full.
    pub(crate) async fn upload(&mut self, body: &str, lines: usize) -> Result<()> {
        let path = format!("/iclock/cdata?SN={}&table=ATTLOG&Stamp=9999", self.serial);
        let answer = self.exchange("POST", &path, body).await?;
        if answer.trim_end() != format!("OK: {lines}") {
            bail!("{lines} lines were answered with {answer:?}");
        }
        Ok(())
    }

    async fn exchange(&mut self, method: &str, path: &str, body: &str) -> Result<String> {
        let mut stream = match self.open.take() {
            Some(stream) => stream,
            None => BufReader::new(TcpStream::connect(self.to).await?),
        };
        let connection = if self.is_kept { "" } else { "Connection: close\r\n" };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nUser-Agent: iClock Proxy/1.09\r\n{connection}\
             Content-Type: text/plain\r\nContent-Length: {}\r\n\r\n{body}",
            self.to,
            body.len()
        );
        stream.get_mut().write_all(request.as_bytes()).await?;
        let (status, answer, goes_on) = read_answer(&mut stream).await?;
        if self.is_kept && goes_on {
            self.open = Some(stream);
        }
        if status != 200 {
            bail!("status {status}: {answer}");
        }
        Ok(answer)
    }
}

async fn read_answer(stream: &mut BufReader<TcpStream>) -> Result<(u16, String, bool)> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status = line.split(' ').nth(1).context("the connection ended before an answer")?.parse()?;
    let (mut length, mut goes_on) = (0, true);
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            bail!("the connection ended inside the head of an answer");
        }
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse()?,
            "connection" => goes_on = !value.trim().eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((status, String::from_utf8_lossy(&body).into_owned(), goes_on))
}
