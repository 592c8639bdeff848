//! The HTTP side of a simulated terminal: plain bytes on a socket, as the firmware would write them.

use super::posts::Post;
use super::terminals::{Firmware, TerminalPlan};
use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long a terminal waits for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A terminal that can call the listener.
#[derive(Debug, Clone)]
pub(super) struct Device {
    serial: String,
    firmware: Firmware,
    listener: SocketAddr,
}

impl Device {
    /// Returns the device of a terminal.
    pub(super) fn new(terminal: &TerminalPlan, listener: SocketAddr) -> Self {
        Self { serial: terminal.serial.clone(), firmware: terminal.firmware, listener }
    }

    /// Asks for its settings, as after being switched on.
    pub(super) async fn handshake(&self) -> Result<()> {
        let version = if self.firmware == Firmware::Old { "2.2.14" } else { "2.4.1" };
        let target = format!(
            "{}?SN={}&options=all&pushver={version}&language=73&DeviceType=att",
            self.path("cdata"),
            self.serial
        );
        let answer = self.call("GET", &target, b"").await?;
        let expected = format!("GET OPTION FROM: {}", self.serial);
        if !answer.starts_with(&expected) {
            bail!("mesin {} mendapat jawaban yang tidak dikenal: {answer:?}", self.serial);
        }
        Ok(())
    }

    /// Asks for commands.
    pub(super) async fn poll(&self) -> Result<()> {
        let target = format!("{}?SN={}", self.path("getrequest"), self.serial);
        self.call("GET", &target, b"").await.map(drop)
    }

    /// Uploads, and insists that every line is acknowledged.
    pub(super) async fn upload(&self, post: &Post) -> Result<()> {
        let stamp =
            if self.firmware == Firmware::Old && post.table == "OPERLOG" { "OpStamp" } else { "Stamp" };
        let path = self.path("cdata");
        let target = match self.firmware {
            Firmware::Chunked => format!("{path}?{stamp}=9999&table={}&SN={}", post.table, self.serial),
            _ => format!("{path}?SN={}&table={}&{stamp}=9999", self.serial, post.table),
        };
        let answer = self.call("POST", &target, &post.body).await?;
        let expected = format!("OK: {}", post.lines);
        if answer.trim_end() != expected {
            bail!("mesin {} menunggu «{expected}», tetapi dijawab {answer:?}", self.serial);
        }
        Ok(())
    }

    fn path(&self, name: &str) -> String {
        let suffix = if self.firmware == Firmware::Old { ".aspx" } else { "" };
        format!("/iclock/{name}{suffix}")
    }

    async fn call(&self, method: &str, target: &str, body: &[u8]) -> Result<String> {
        let answer = tokio::time::timeout(PATIENCE, self.exchange(method, target, body)).await;
        let bytes = answer
            .with_context(|| format!("mesin {} tidak dijawab", self.serial))?
            .with_context(|| format!("mesin {} tidak dapat memanggil pendengar", self.serial))?;
        let text = String::from_utf8_lossy(&bytes);
        match text.split_once("\r\n\r\n") {
            Some((head, body)) if head.split(' ').nth(1) == Some("200") => Ok(body.to_owned()),
            _ => bail!("mesin {} ditolak: {}", self.serial, text.lines().next().unwrap_or("tanpa jawaban")),
        }
    }

    /// One connection a request, as the terminals do it.
    async fn exchange(&self, method: &str, target: &str, body: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(self.listener).await?;
        stream.write_all(&self.request(method, target, body)).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        Ok(answer)
    }

    fn request(&self, method: &str, target: &str, body: &[u8]) -> Vec<u8> {
        let version = if self.firmware == Firmware::Old { "1.0" } else { "1.1" };
        let mut head = format!(
            "{method} {target} HTTP/{version}\r\nHost: {}\r\nUser-Agent: iClock Proxy/1.09\r\nConnection: close\r\n",
            self.listener
        );
        if method == "GET" {
            return format!("{head}\r\n").into_bytes();
        }
        match self.firmware {
            Firmware::Labelled => head.push_str("Content-Type: application/x-www-form-urlencoded\r\n"),
            Firmware::Chunked => {
                head.push_str("Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
            }
            Firmware::Tenfold | Firmware::Old => {}
        }
        if self.firmware == Firmware::Chunked {
            return chunked(head, body);
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        [head.as_bytes(), body].concat()
    }
}

fn chunked(head: String, body: &[u8]) -> Vec<u8> {
    let mut bytes = head.into_bytes();
    for chunk in body.chunks(512) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}
