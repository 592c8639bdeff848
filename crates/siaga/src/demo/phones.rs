//! Check-ins by phone: a program on a phone signs in and presses the button, all over HTTP.

use super::agencies::Flavour;
use super::cast::phone_login;
use super::dice::Dice;
use super::morning::instant;
use super::papers::Desk;
use super::places;
use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

/// How long a phone waits for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Where chance begins.
const SEED: u64 = 26_052_020;

/// One check-in to be made.
#[derive(Debug, Clone)]
pub(super) struct PhoneCall {
    login: String,
    captured_at: DateTime<Utc>,
    id: Uuid,
    position_micro: (i64, i64),
}

/// Returns the check-ins of the morning by minute of the day.
pub(super) fn phone_calls(desk: &Desk) -> BTreeMap<u32, Vec<PhoneCall>> {
    let mut dice = Dice::new(SEED);
    let mut calls: BTreeMap<u32, Vec<PhoneCall>> = BTreeMap::new();
    for (person, day) in desk.staff.people.iter().zip(&desk.mornings) {
        let Some(phone) = day.phone else { continue };
        let (minute, second) = (phone.second / 60, phone.second % 60);
        let is_district = desk.plans[person.agency].flavour == Flavour::District;
        let office = places::office(person.agency, is_district);
        calls.entry(minute).or_default().push(PhoneCall {
            login: phone_login(person),
            captured_at: instant(desk.ctx.government.zone, desk.day, minute, second),
            id: desk.ctx.new_id(),
            position_micro: places::of_phone(office, phone.is_far, &mut dice),
        });
    }
    calls
}

impl PhoneCall {
    /// Signs in, checks in, and insists that it was stored.
    pub(super) async fn make(&self, password: &str, listener: SocketAddr) -> Result<()> {
        let credentials = json!({ "login": self.login, "password": password });
        let session = post(listener, "/api/session", None, &credentials, "200").await?;
        let token = session["token"].as_str().context("sesi tanpa token")?;
        let (latitude, longitude) = self.position_micro;
        let checkin = json!({
            "id": self.id,
            "captured_at": self.captured_at,
            "latitude": degrees(latitude),
            "longitude": degrees(longitude),
            "accuracy_metres": 12,
        });
        post(listener, "/api/v1/checkins", Some(token), &checkin, "201").await.map(drop)
    }
}

/// Returns millionths of a degree as decimal text; this regency lies north of the equator.
fn degrees(micro: i64) -> String {
    format!("{}.{:06}", micro / 1_000_000, micro % 1_000_000)
}

async fn post(
    listener: SocketAddr,
    path: &str,
    token: Option<&str>,
    body: &Value,
    expected: &str,
) -> Result<Value> {
    let body = body.to_string();
    let bearer = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {listener}\r\nUser-Agent: Siaga peragaan\r\nConnection: close\r\n{bearer}\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let exchange = async {
        let mut stream = TcpStream::connect(listener).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    };
    let answer = tokio::time::timeout(PATIENCE, exchange).await.context("ponsel tidak dijawab")??;
    let (head, body) = answer.split_once("\r\n\r\n").context("ponsel mendapat jawaban terpotong")?;
    if head.split(' ').nth(1) != Some(expected) {
        bail!("presensi ponsel ditolak: {} {body}", head.lines().next().unwrap_or_default());
    }
    serde_json::from_str(body).context("ponsel mendapat jawaban yang tidak dikenal")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_keep_their_zeros() {
        assert_eq!(degrees(3_474_005), "3.474005");
        assert_eq!(degrees(99_000_000), "99.000000");
    }
}
