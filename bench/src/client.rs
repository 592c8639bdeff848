//! A person's browser: one connection a request.

use crate::accounts::Session;
use anyhow::{Context, Result, ensure};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    /// Time until its first byte.
    pub(crate) first_byte: Duration,
    /// Time until its last byte.
    pub(crate) whole: Duration,
}

impl Answer {
    /// Returns the body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Returns the answer to a signed-in request; any other than 200 is an error.
pub(crate) fn get(to: SocketAddr, path: &str, session: &Session) -> Result<Answer> {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {to}\r\nCookie: siaga={}\r\nConnection: close\r\n\r\n",
        session.token
    );
    let (status, _, answer) = exchange(to, &request)?;
    ensure!(status == 200, "{path} was answered with {status}: {}", beginning(&answer.body));
    Ok(answer)
}

/// Returns the text of the request by which a page posts a form.
fn form_request(to: SocketAddr, path: &str, session: &Session, fields: &[(&str, &str)]) -> String {
    let mut body = format!("_csrf={}", session.csrf);
    for (name, value) in fields {
        body.push('&');
        body.push_str(name);
        body.push('=');
        body.push_str(&escaped(value));
    }
    format!(
        "POST {path} HTTP/1.1\r\nHost: {to}\r\nCookie: siaga={}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        session.token,
        body.len()
    )
}

/// Posts a form and returns where it leads; an answer that leads nowhere is an error.
pub(crate) fn post(to: SocketAddr, path: &str, session: &Session, fields: &[(&str, &str)]) -> Result<String> {
    let (status, head, answer) = exchange(to, &form_request(to, path, session, fields))?;
    ensure!(status == 303, "{path} was answered with {status}: {}", beginning(&answer.body));
    let location =
        head.lines().find_map(|line| line.split_once(": ").filter(|(name, _)| *name == "location"));
    Ok(location.context("an answer that leads elsewhere says where")?.1.to_owned())
}

fn escaped(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
        text
    })
}

fn exchange(to: SocketAddr, request: &str) -> Result<(u16, String, Answer)> {
    let start = Instant::now();
    let mut stream = TcpStream::connect(to)?;
    stream.write_all(request.as_bytes())?;
    let mut raw = vec![0; 64 * 1024];
    let read = stream.read(&mut raw)?;
    let first_byte = start.elapsed();
    raw.truncate(read);
    stream.read_to_end(&mut raw)?;
    let whole = start.elapsed();
    let end =
        raw.windows(4).position(|four| four == b"\r\n\r\n").context("the answer has no end of its head")?;
    let head = String::from_utf8_lossy(&raw[..end]).into_owned();
    let status = head.split(' ').nth(1).context("the answer has no status")?.parse()?;
    let is_chunked = head.lines().any(|line| line.eq_ignore_ascii_case("transfer-encoding: chunked"));
    let body = if is_chunked { unchunked(&raw[end + 4..])? } else { raw.split_off(end + 4) };
    Ok((status, head, Answer { body, first_byte, whole }))
}

/// Puts the chunks of an answer together; one that breaks off is an error.
fn unchunked(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").context("a chunk has no length")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end])?, 16)?;
        if size == 0 {
            return Ok(body);
        }
        let chunk = rest.get(end + 2..end + 2 + size).context("the answer breaks off")?;
        body.extend_from_slice(chunk);
        rest = rest.get(end + 4 + size..).context("the answer breaks off")?;
    }
}

fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(400)]).into_owned()
}
