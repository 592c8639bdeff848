//! What holds for every body.

use chrono::{DateTime, NaiveDateTime};
use proptest::collection::vec;
use proptest::prelude::*;
use siaga_iclock::redact::redact;
use siaga_iclock::tables::{
    AttlogLine, LineFault, MAX_LINE_BYTES, PunchLine, Table, attlog, line_count, operlog,
};

/// A punch as its writer means it.
#[derive(Debug, Clone)]
struct Written {
    pin: String,
    wall_at: NaiveDateTime,
    status: i16,
    verify: i16,
    work_code: Option<String>,
    utc_offset_seconds: Option<i32>,
    trailing_tab: bool,
    line_end: &'static str,
}

impl Written {
    fn render(&self) -> String {
        let Self { pin, status, verify, .. } = self;
        let wall_at = self.wall_at.format("%Y-%m-%d %H:%M:%S");
        let work_code = self.work_code.as_deref().unwrap_or("0");
        let offset = self.utc_offset_seconds.map(|seconds| format!("\t{seconds:+}")).unwrap_or_default();
        let reserved = if offset.is_empty() { "\t0\t0" } else { "\t0\t0\t0\t0\t0" };
        let tab = if self.trailing_tab { "\t" } else { "" };
        format!("{pin}\t{wall_at}\t{status}\t{verify}\t{work_code}{reserved}{offset}{tab}{}", self.line_end)
    }

    fn matches(&self, read: &PunchLine) -> bool {
        read.pin.as_str() == self.pin
            && read.wall_at == self.wall_at
            && read.status == self.status
            && read.verify == self.verify
            && read.work_code == self.work_code
            && read.utc_offset_seconds == self.utc_offset_seconds
    }
}

fn written() -> impl Strategy<Value = Written> {
    (
        "[A-Za-z0-9_.-]{1,32}",
        0_i64..4_102_444_800,
        0_i16..=255,
        0_i16..=200,
        proptest::option::of("[A-Z1-9]{1,8}"),
        proptest::option::of(-50_400_i32..=50_400),
        any::<bool>(),
        prop_oneof![Just("\n"), Just("\r\n")],
    )
        .prop_map(
            |(pin, seconds, status, verify, work_code, utc_offset_seconds, trailing_tab, line_end)| Written {
                pin,
                wall_at: DateTime::from_timestamp(seconds, 0).expect("before 2100").naive_utc(),
                status,
                verify,
                work_code,
                utc_offset_seconds,
                trailing_tab,
                line_end,
            },
        )
}

/// Lines of punches mixed with noise, so that good and bad lines stand side by side.
fn mixed_body() -> impl Strategy<Value = Vec<u8>> {
    let noise = prop_oneof![
        vec(any::<u8>(), 0..40),
        "[0-9]{1,4}\t2020-0[0-9]-[0-3][0-9] [0-2][0-9]:[0-6][0-9]:00\t[0-9a]".prop_map(String::into_bytes),
        Just(b"\r\n \t\n".to_vec()),
    ];
    let line = prop_oneof![written().prop_map(|line| line.render().into_bytes()), noise];
    vec(line, 0..30).prop_map(|lines| lines.concat())
}

fn place(line: &AttlogLine) -> (usize, usize) {
    let (offset, len) = match line {
        AttlogLine::Ok(punch) => (punch.line_offset, punch.line_len),
        AttlogLine::Unreadable { line_offset, line_len, .. } => (*line_offset, *line_len),
    };
    (offset as usize, len as usize)
}

/// The line without its place, which a split moves.
fn content(line: &AttlogLine) -> String {
    match line {
        AttlogLine::Ok(punch) => {
            let PunchLine { pin, wall_at, status, verify, work_code, utc_offset_seconds, .. } = punch;
            format!("{} {wall_at} {status} {verify} {work_code:?} {utc_offset_seconds:?}", pin.as_str())
        }
        AttlogLine::Unreadable { reason, line_len, .. } => format!("{reason} {line_len}"),
    }
}

proptest! {
    #[test]
    fn rendered_punches_are_read_back(lines in vec(written(), 0..20)) {
        let body: String = lines.iter().map(Written::render).collect();
        let read = attlog(body.as_bytes());
        prop_assert_eq!(read.lines.len(), lines.len());
        prop_assert_eq!(read.punches().count(), lines.len());
        for (line, read) in lines.iter().zip(read.punches()) {
            prop_assert!(line.matches(read), "{:?} was read as {:?}", line, read);
        }
    }

    #[test]
    fn places_slice_back_to_the_exact_raw_line(body in mixed_body()) {
        let expected: Vec<&[u8]> = body
            .split(|&byte| byte == b'\n')
            .map(|line| {
                let kept = line.iter().rposition(|&byte| byte != b'\r').map_or(0, |at| at + 1);
                &line[..kept]
            })
            .filter(|line| line.iter().any(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | 0)))
            .collect();
        let read = attlog(&body);
        let sliced: Vec<&[u8]> =
            read.lines.iter().map(place).map(|(offset, len)| &body[offset..offset + len]).collect();
        prop_assert_eq!(&sliced, &expected);
        prop_assert_eq!(line_count(&body) as usize, read.lines.len());
        for punch in read.punches() {
            let raw = punch.raw_field(&body, 1).unwrap_or_default();
            prop_assert!(raw == punch.pin.as_str().as_bytes() || raw.contains(&b'='));
        }
    }

    #[test]
    fn splitting_at_a_line_end_changes_no_punch(body in mixed_body(), cut in any::<prop::sample::Index>()) {
        let ends: Vec<usize> =
            body.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
        let at = if ends.is_empty() { 0 } else { *cut.get(&ends) };
        let whole: Vec<String> = attlog(&body).lines.iter().map(content).collect();
        let parts = [attlog(&body[..at]), attlog(&body[at..])];
        let joined: Vec<String> = parts.iter().flat_map(|part| part.lines.iter().map(content)).collect();
        prop_assert_eq!(whole, joined);
    }

    #[test]
    fn punches_are_journalled_byte_for_byte(lines in vec(written(), 0..20)) {
        let body: String = lines.iter().map(Written::render).collect();
        let kept = redact(&Table::Attlog, body.as_bytes());
        prop_assert!(matches!(kept.bytes, std::borrow::Cow::Borrowed(_)));
        prop_assert_eq!(&*kept.bytes, body.as_bytes());
        prop_assert_eq!(kept.refused.total() + kept.passwords_dropped, 0);
    }

    #[test]
    fn a_cleaned_operation_log_reads_as_before(lines in vec(operlog_line(), 0..20)) {
        let body = lines.concat();
        let kept = redact(&Table::Operlog, body.as_bytes());
        let (before, after) = (operlog(body.as_bytes()), operlog(&kept.bytes));
        prop_assert_eq!(before.refused, kept.refused);
        prop_assert_eq!(after.refused, kept.refused);
        prop_assert_eq!(after.unreadable.len(), before.unreadable.len());
        let names = |log: &siaga_iclock::tables::Operlog| -> Vec<String> {
            log.users.iter().map(|user| format!("{} {}", user.pin, user.name)).collect()
        };
        prop_assert_eq!(names(&after), names(&before));
        let operations = |log: &siaga_iclock::tables::Operlog| -> Vec<String> {
            log.entries.iter().map(|entry| format!("{:?} {:?} {:?}", entry.operation, entry.wall_at, entry.values)).collect()
        };
        prop_assert_eq!(operations(&after), operations(&before));
        let again = redact(&Table::Operlog, &kept.bytes);
        prop_assert_eq!(&*again.bytes, &*kept.bytes);
    }
}

fn operlog_line() -> impl Strategy<Value = String> {
    prop_oneof![
        (0_u16..110, 0_u32..60).prop_map(|(operation, second)| {
            format!("OPLOG {operation}\t1\t2020-06-08 09:14:{second:02}\t0\t0\t0\t0\r\n")
        }),
        ("[0-9]{1,9}", "[A-Z][a-z]{1,9}( [A-Z][a-z]{1,9})?", "[0-9]{0,8}").prop_map(
            |(pin, name, password)| {
                format!("USER PIN={pin}\tName={name}\tPri=0\tPasswd={password}\tGrp=1\n")
            }
        ),
        ("(FP|FACE|FVEIN|USERPIC)", "[A-Za-z0-9+/]{0,300}", "(TMP|Tmp|Content)")
            .prop_map(|(kind, template, key)| format!("{kind} PIN=1\tFID=0\tSize=1\t{key}={template}\n")),
        "[a-z]{1,10} [ -~]{0,30}\n"
            .prop_filter("a template key makes a template", |line| !line.contains('=')),
    ]
}

#[test]
fn a_line_of_64_kib_is_read_and_one_byte_more_is_not() {
    let prefix = "1\t2020-06-08 07:00:00\t0\t1\t0\t";
    let of_len = |len: usize| format!("{prefix}{}\n2\t2020-06-08 07:00:00\n", "0".repeat(len - prefix.len()));
    let fits = attlog(of_len(MAX_LINE_BYTES).as_bytes());
    assert_eq!(fits.punches().count(), 2);
    let long = attlog(of_len(MAX_LINE_BYTES + 1).as_bytes());
    assert!(matches!(long.lines[0], AttlogLine::Unreadable { reason: LineFault::TooLong, .. }));
    assert_eq!(long.punches().count(), 1);
}

#[test]
fn fifty_thousand_lines_after_weeks_offline_are_all_read() {
    let body: String = (0..50_000)
        .map(|at| {
            format!(
                "{at:05}\t2020-06-08 {:02}:{:02}:{:02}\t255\t15\t\t0\t0\t\r\n",
                at / 3600 % 24,
                at / 60 % 60,
                at % 60
            )
        })
        .collect();
    let read = attlog(body.as_bytes());
    assert_eq!(read.punches().count(), 50_000);
    assert_eq!(read.punches().last().map(|punch| punch.pin.to_string()).as_deref(), Some("49999"));
}
