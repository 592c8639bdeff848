//! A browser without script: plain requests on a socket, forms filled in from the pages that were got.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[derive(Debug, Clone)]
pub(crate) struct Browser {
    at: SocketAddr,
    cookies: BTreeMap<String, String>,
    /// Token of the forms, as the last page gave it.
    token: String,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn location(&self) -> String {
        self.headers("location").next().unwrap_or_default()
    }

    fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        self.head.lines().skip(1).filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

impl Browser {
    /// Returns a browser of somebody who has not signed in.
    pub(crate) fn anonymous(at: SocketAddr) -> Self {
        Self { at, cookies: BTreeMap::new(), token: String::new() }
    }

    /// Signs in by the form.
    pub(crate) async fn signed_in(at: SocketAddr, login: &str, password: &str) -> Self {
        let mut browser = Self::anonymous(at);
        browser.page("/masuk").await;
        let answer = browser.post("/masuk", &[("login", login), ("password", password)]).await;
        assert_eq!(answer.status, 303, "{login} signs in: {}", answer.text());
        browser.page("/akun").await;
        browser
    }

    /// Gets a page that must be there, and keeps the token of its forms.
    pub(crate) async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let answer = self.send("GET", path, "", b"").await;
        if let Some((_, rest)) = answer.text().split_once("name=\"_csrf\" value=\"") {
            self.token = rest.split('"').next().unwrap().to_owned();
        }
        answer
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("_csrf={}", self.token);
        for (name, value) in fields {
            write!(body, "&{}={}", encoded(name), encoded(value)).unwrap();
        }
        self.send("POST", path, "application/x-www-form-urlencoded", body.as_bytes()).await
    }

    /// Sends a form that must be taken, and returns where it leads.
    pub(crate) async fn done(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, 303, "{path} {fields:?}: {}", answer.text());
        answer.location()
    }

    /// Sends a form that may hold files, with fields only.
    pub(crate) async fn done_in_parts(&mut self, path: &str, fields: &[(&str, &str)]) {
        let mut body = String::new();
        for (name, value) in [("_csrf", self.token.as_str())].iter().chain(fields) {
            write!(body, "--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .unwrap();
        }
        body.push_str("--B--\r\n");
        let answer = self.send("POST", path, "multipart/form-data; boundary=B", body.as_bytes()).await;
        assert_eq!(answer.status, 303, "{path} {fields:?}: {}", answer.text());
    }

    /// Gets JSON that must be there.
    pub(crate) async fn json(&mut self, path: &str) -> serde_json::Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// Sends lines as a terminal does, and returns what it is told.
    pub(crate) async fn upload(&mut self, path: &str, lines: &str) -> String {
        let answer = self.send("POST", path, "text/plain", lines.as_bytes()).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    async fn send(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.at).await.unwrap();
        let mut request = self.head(method, path);
        if method == "POST" {
            write!(request, "Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()).unwrap();
        }
        request.push_str("Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        let answer = read(&bytes);
        for cookie in answer.headers("set-cookie") {
            let pair = cookie.split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    /// Returns the head of a request of this browser, without its end.
    pub(crate) fn head(&self, method: &str, path: &str) -> String {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nUser-Agent: story\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\n",
            self.at,
            cookies.join("; ")
        )
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.at
    }
}

fn read(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let rest = &bytes[end + 4..];
    let is_chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    Answer { status, head, body: if is_chunked { unchunked(rest) } else { rest.to_vec() } }
}

/// Puts chunks together; one that has not come to its end is left out.
pub(crate) fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size =
            std::str::from_utf8(&bytes[..end]).ok().and_then(|text| usize::from_str_radix(text, 16).ok());
        let Some(size) = size.filter(|size| *size > 0) else { break };
        let Some(chunk) = bytes.get(end + 2..end + 2 + size) else { break };
        whole.extend_from_slice(chunk);
        bytes = bytes.get(end + 4 + size..).unwrap_or_default();
    }
    whole
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
