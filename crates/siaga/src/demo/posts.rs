//! What each terminal sends, and when: uploads in the words of its firmware.

use super::terminals::{Firmware, Lot, TerminalPlan};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Lines of one upload of a terminal that catches up; hardware was seen to send so many.
const CATCH_UP_LINES: usize = 128;

/// One upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Post {
    pub(super) table: &'static str,
    pub(super) body: Vec<u8>,
    pub(super) lines: usize,
}

impl Post {
    fn attlog(lines: &[String], firmware: Firmware) -> Self {
        let end = if firmware == Firmware::Labelled { "\r\n" } else { "\n" };
        let body: String = lines.iter().flat_map(|line| [line.as_str(), end]).collect();
        Self { table: "ATTLOG", body: body.into_bytes(), lines: lines.len() }
    }
}

/// Returns the uploads of a terminal on the morning, by minute of the day.
pub(super) fn posts(terminal: &TerminalPlan, day: NaiveDate) -> BTreeMap<u32, Vec<Post>> {
    let mut posts: BTreeMap<u32, Vec<Post>> = BTreeMap::new();
    let first = posts.entry(terminal.on_line_from()).or_default();
    first.push(log_of_operations(terminal, day));
    first.extend(evening_before(terminal, day));
    if let Lot::Careless = terminal.lot {
        first.extend(careless(terminal, day));
    }
    let line = |(pin, second): &(String, u32)| punch(terminal, pin, day, *second);
    if let Lot::OfflineUntil(minute) = terminal.lot {
        let lines: Vec<String> = terminal.scans.iter().map(line).collect();
        let batches: Vec<Post> =
            lines.chunks(CATCH_UP_LINES).map(|lines| Post::attlog(lines, terminal.firmware)).collect();
        // The answer to the first batch is lost on the way back, so the terminal sends it again.
        let again = batches.first().cloned();
        posts.entry(minute).or_default().extend(batches.into_iter().chain(again));
        return posts;
    }
    for scans in terminal.scans.chunk_by(|(_, before), (_, after)| before / 60 == after / 60) {
        let lines: Vec<String> = scans.iter().map(line).collect();
        posts.entry(scans[0].1 / 60).or_default().push(Post::attlog(&lines, terminal.firmware));
    }
    posts
}

/// A punch as the firmware writes it; a slow clock writes an earlier time.
fn punch(terminal: &TerminalPlan, pin: &str, day: NaiveDate, second: u32) -> String {
    let slow = if let Lot::SlowBy(minutes) = terminal.lot { minutes * 60 } else { 0 };
    let second = second.saturating_sub(slow);
    let time = format!("{day} {:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60);
    match terminal.firmware {
        Firmware::Tenfold => format!("{pin}\t{time}\t255\t15\t0\t0\t0\t0\t0\t0\t"),
        Firmware::Labelled => format!("{pin}\t{time}\t0\t1\t\t0\t0"),
        Firmware::Old => format!("{pin}\t{time}\t0\t1"),
        Firmware::Chunked => format!("{pin}\t{time}\t255\t1\t0\t0\t0\t"),
    }
}

fn log_of_operations(terminal: &TerminalPlan, day: NaiveDate) -> Post {
    let body = format!("OPLOG 0\t0\t{day} 06:44:58\t0\t0\t0\t0\nOPLOG 4\t0\t{day} 06:45:10\t0\t0\t0\t0\n");
    let mut post = Post { table: "OPERLOG", body: body.into_bytes(), lines: 2 };
    if let Some((pin, _)) = terminal.scans.first() {
        let user = format!("USER PIN={pin}\tName=\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\n");
        post.body.extend(user.into_bytes());
        post.lines += 1;
    }
    post
}

fn evening_before(terminal: &TerminalPlan, day: NaiveDate) -> Option<Post> {
    let evening = day - Days::new(1);
    let line =
        |(place, pin): (u32, &String)| punch(terminal, pin, evening, 20 * 3_600 + 44 * 60 + place * 37);
    let mut lines: Vec<String> = (0..).zip(&terminal.night_pins).map(line).collect();
    let gone_home =
        |(place, pin): (u32, &String)| punch(terminal, pin, day, 6 * 3_600 + 31 * 60 + place * 23);
    lines.extend((0..).zip(&terminal.night_pins).map(gone_home));
    (!lines.is_empty()).then(|| Post::attlog(&lines, terminal.firmware))
}

/// A line that nobody can read between two good ones from before any terminal hung, and a fingerprint.
fn careless(terminal: &TerminalPlan, day: NaiveDate) -> Vec<Post> {
    let Some((pin, _)) = terminal.scans.first() else { return Vec::new() };
    let reset = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day of the calendar");
    let lines = [
        punch(terminal, pin, reset, 7 * 3_600 + 60),
        format!("{pin}\t{}", day.format("%Y-%m")),
        punch(terminal, pin, reset, 7 * 3_600 + 120),
    ];
    let template = format!("FP PIN={pin}\tFID=6\tSize=24\tValid=1\tTMP=Y29udG9oIGJ1a2FuIHNpZGlr\n");
    vec![
        Post::attlog(&lines, terminal.firmware),
        Post { table: "OPERLOG", body: template.into_bytes(), lines: 1 },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(firmware: Firmware, lot: Lot) -> TerminalPlan {
        TerminalPlan {
            serial: "SGB1".to_owned(),
            agency: 0,
            name: "Lobi".to_owned(),
            firmware,
            lot,
            scans: vec![("007".to_owned(), 26_430), ("9".to_owned(), 26_455), ("12".to_owned(), 26_461)],
            night_pins: Vec::new(),
        }
    }

    fn day() -> NaiveDate {
        "2020-05-26".parse().unwrap()
    }

    #[test]
    fn scans_of_one_minute_go_together_and_keep_their_zeros() {
        let posts = posts(&terminal(Firmware::Labelled, Lot::Ordinary), day());
        assert_eq!(posts.keys().copied().collect::<Vec<_>>(), [405, 440, 441]);
        let text = String::from_utf8(posts[&440][0].body.clone()).unwrap();
        assert_eq!(
            text,
            "007\t2020-05-26 07:20:30\t0\t1\t\t0\t0\r\n9\t2020-05-26 07:20:55\t0\t1\t\t0\t0\r\n"
        );
    }

    #[test]
    fn a_slow_clock_writes_an_earlier_time_at_the_same_moment() {
        let posts = posts(&terminal(Firmware::Old, Lot::SlowBy(9)), day());
        let text = String::from_utf8(posts[&441][0].body.clone()).unwrap();
        assert_eq!(text, "12\t2020-05-26 07:12:01\t0\t1\n");
    }

    #[test]
    fn a_terminal_without_network_sends_everything_later_and_part_of_it_twice() {
        let posts = posts(&terminal(Firmware::Tenfold, Lot::OfflineUntil(522)), day());
        let batch = &posts[&522];
        assert_eq!(posts.len(), 1);
        assert_eq!(batch.len(), 3);
        assert_eq!(batch[1], batch[2]);
        assert_eq!(batch[1].lines, 3);
    }
}
