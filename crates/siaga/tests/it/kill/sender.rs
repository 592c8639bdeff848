//! A terminal that keeps its own list of what it sent and what was acknowledged.

use chrono::{Days, NaiveDate};
use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const PEOPLE: usize = 40;

/// Sends one batch after the other, each until it is acknowledged.
pub(super) struct Sender {
    serial: String,
    recorded: usize,
    /// The batch that has no acknowledgement yet.
    waiting: Vec<String>,
    sent: HashSet<String>,
    acknowledged: HashSet<String>,
}

impl Sender {
    pub(super) fn new(serial: String, number: usize) -> Self {
        // Terminals begin at different people, so that their batches are cut at different places.
        Self {
            serial,
            recorded: number * 7,
            waiting: Vec::new(),
            sent: HashSet::new(),
            acknowledged: HashSet::new(),
        }
    }

    pub(super) fn serial(&self) -> &str {
        &self.serial
    }

    pub(super) fn acknowledged(&self) -> &HashSet<String> {
        &self.acknowledged
    }

    pub(super) fn was_sent(&self, line: &str) -> bool {
        self.sent.contains(line)
    }

    /// Sends until the server is gone. The batch without an answer is the first of the next time.
    pub(super) fn send_until_cut_off(&mut self, to: SocketAddr) {
        loop {
            if self.waiting.is_empty() {
                self.waiting = self.record();
                self.sent.extend(self.waiting.iter().cloned());
            }
            match upload(to, &self.serial, &self.waiting) {
                Ok(answer) if answer.trim_end().ends_with(&format!("\r\n\r\nOK: {}", self.waiting.len())) => {
                    self.acknowledged.extend(self.waiting.drain(..));
                }
                Ok(answer) if answer.is_empty() || !answer.contains("\r\n\r\n") => return,
                Ok(answer) => panic!("an unexpected answer: {answer}"),
                Err(_) => return,
            }
        }
    }

    /// Records one to twenty punches.
    fn record(&mut self) -> Vec<String> {
        let count = 1 + self.recorded * 7 % 20;
        (0..count).map(|_| self.next_line()).collect()
    }

    fn next_line(&mut self) -> String {
        let (scan, person) = (self.recorded / PEOPLE, self.recorded % PEOPLE);
        self.recorded += 1;
        let first_on = NaiveDate::from_ymd_opt(2016, 1, 1).expect("a day of the calendar");
        let on = first_on + Days::new((scan / 2) as u64);
        let hour = [7, 16][scan % 2];
        format!("{}\t{on} {hour:02}:{person:02}:05\t{}\t1\t0\t0\t0", person + 1, scan % 2)
    }
}

fn upload(to: SocketAddr, serial: &str, lines: &[String]) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(to)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let body = lines.join("\n") + "\n";
    write!(
        stream,
        "POST /iclock/cdata?SN={serial}&table=ATTLOG&Stamp=9999 HTTP/1.1\r\nHost: {to}\r\n\
         Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
