//! Runs the invented uploads of `vectors/`.

use siaga_iclock::redact::redact;
use siaga_iclock::request::{Request, RequestKind};
use siaga_iclock::tables::{self, AttlogLine, PunchLine, Refused, RtlogLine, Table, UnreadableLine};
use siaga_iclock::{redact, reply};

struct Case<'a> {
    name: &'a str,
    request: &'a str,
    body: Vec<u8>,
    expected: Vec<&'a str>,
}

#[test]
fn requests_are_told_apart() {
    run(include_str!("../../vectors/requests.txt"), |outcome| outcome.starts_with("request "));
}

#[test]
fn punches_are_read() {
    run(include_str!("../../vectors/attlog.txt"), |_| false);
}

#[test]
fn operations_and_users_are_read() {
    run(include_str!("../../vectors/operlog.txt"), |_| false);
}

#[test]
fn other_tables_and_results_are_read() {
    run(include_str!("../../vectors/others.txt"), |_| false);
}

fn run(text: &str, wants_request: fn(&str) -> bool) {
    let cases = cases(text);
    assert!(cases.len() >= 10, "the file of cases was cut");
    for case in cases {
        let mut outcome = describe(&case);
        if !case.expected.iter().any(|line| wants_request(line)) {
            outcome.retain(|line| !line.starts_with("request "));
        }
        assert_eq!(outcome, case.expected, "case {}", case.name);
    }
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("# ") {
            cases.push(Case { name, request: "", body: Vec::new(), expected: Vec::new() });
            continue;
        }
        let case = cases.last_mut().expect("a case starts with its name");
        if case.request.is_empty() {
            case.request = line;
        } else if let Some(outcome) = line.strip_prefix("=> ") {
            case.expected.push(outcome);
        } else {
            case.body.extend(unescape(line));
        }
    }
    cases
}

fn unescape(line: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        bytes.extend(before.as_bytes());
        let (name, after) = after.split_once('>').expect("an escape ends with >");
        bytes.push(match name {
            "TAB" => b'\t',
            "LF" => b'\n',
            "CR" => b'\r',
            "NUL" => 0,
            hex => u8::from_str_radix(hex, 16).expect("a byte in hexadecimal"),
        });
        rest = after;
    }
    bytes.extend(rest.as_bytes());
    bytes
}

fn escape(bytes: &[u8]) -> String {
    let mut text = String::new();
    for &byte in bytes {
        match byte {
            b'\t' => text.push_str("<TAB>"),
            b'\n' => text.push_str("<LF>"),
            b'\r' => text.push_str("<CR>"),
            0 => text.push_str("<NUL>"),
            b' '..=b'~' => text.push(char::from(byte)),
            other => text.push_str(&format!("<{other:02X}>")),
        }
    }
    text
}

fn describe(case: &Case<'_>) -> Vec<String> {
    let (method, target) = case.request.split_once(' ').expect("method and target");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let request = Request::parse(method, path, query, &case.body);
    let mut outcome = vec![describe_request(&request)];
    if let RequestKind::Poll { info: Some(info) } = &request.kind {
        outcome.push(format!(
            "info firmware={} users={} fingerprints={} punches={} ip={} faces={} bits={} photos={}",
            show(&info.firmware),
            show(&info.users),
            show(&info.fingerprints),
            show(&info.punches),
            show(&info.ip_address),
            show(&info.faces),
            show(&info.function_bits),
            show(&info.attendance_photos),
        ));
    }
    let Some(table) = request.kind.journal_table() else { return outcome };
    let kept = redact(&table, &case.body);
    outcome.extend(match &request.kind {
        RequestKind::CommandResults => describe_results(&kept.bytes),
        RequestKind::Upload { table } => describe_table(table, &kept.bytes),
        _ => Vec::new(),
    });
    outcome.extend(describe_redaction(&kept, &case.body));
    if let RequestKind::Upload { table } = &request.kind {
        outcome.push(format!("answer {}", reply::upload(table, &case.body)));
    }
    outcome
}

fn describe_request(request: &Request) -> String {
    let kind = match &request.kind {
        RequestKind::Handshake(handshake) => format!(
            "handshake {}language={} type={} flag={}",
            if handshake.is_access_control() { "access-control " } else { "" },
            show(&handshake.language),
            show(&handshake.device_type),
            show(&handshake.push_options_flag)
        ),
        RequestKind::Upload { table } => format!("upload {}", table.name()),
        RequestKind::Lookup { table } => format!("lookup {}", table.name()),
        RequestKind::Poll { .. } => "poll".to_owned(),
        RequestKind::CommandResults => "results".to_owned(),
        RequestKind::Ping => "ping".to_owned(),
        RequestKind::Test => "test".to_owned(),
        RequestKind::Registry => "registry".to_owned(),
        RequestKind::PushSettings => "push-settings".to_owned(),
        RequestKind::KeyExchange => "key-exchange".to_owned(),
        RequestKind::FileDownload => "file".to_owned(),
        RequestKind::Unknown { route } => format!("unknown {route}"),
        RequestKind::Foreign => "foreign".to_owned(),
    };
    let (serial, version) = (show(&request.serial), show(&request.push_version));
    let (stamp, prefix) = (show(&request.stamp), show(&request.secret_prefix));
    format!("request {serial} {kind} version={version} stamp={stamp} prefix={prefix}")
}

fn describe_table(table: &Table, body: &[u8]) -> Vec<String> {
    match table {
        Table::Attlog => tables::attlog(body)
            .lines
            .iter()
            .map(|line| match line {
                AttlogLine::Ok(punch) => describe_punch(punch),
                AttlogLine::Unreadable { reason, .. } => format!("unreadable {}", reason.code()),
            })
            .collect(),
        Table::Operlog => describe_operlog(&tables::operlog(body)),
        Table::Userinfo => {
            let userinfo = tables::userinfo(body);
            let users = userinfo.users.iter().map(describe_user);
            users.chain(userinfo.unreadable.iter().map(describe_unreadable)).collect()
        }
        Table::Options => {
            let settings = tables::options(body).pairs;
            settings.iter().map(|(key, value)| format!("setting {key} {value}")).collect()
        }
        Table::Rtlog => tables::rtlog(body)
            .lines
            .iter()
            .flat_map(|line| match line {
                RtlogLine::Punch { punch, event } => {
                    vec![describe_punch(punch), format!("event {}", show(event))]
                }
                RtlogLine::Door(door) => vec![format!("door {}", show(&door.event))],
                RtlogLine::Unreadable(line) => vec![describe_unreadable(line)],
            })
            .collect(),
        Table::Errorlog => tables::errorlog(body)
            .entries
            .iter()
            .map(|entry| format!("error {} {}{}", entry.code, entry.message, pairs(&entry.extra)))
            .collect(),
        _ => Vec::new(),
    }
}

fn describe_operlog(operlog: &tables::Operlog) -> Vec<String> {
    let entries = operlog.entries.iter().map(|entry| {
        let alert = if entry.operation.is_alert() { "!" } else { "" };
        assert_eq!(entry.is_for_auditor(), entry.operation.name() != "other");
        let (name, values) = (entry.operation.name(), entry.values.join(","));
        format!("operation {name}{alert} {} {} {values}", entry.operator, show(&entry.wall_at))
    });
    let users = operlog.users.iter().map(describe_user);
    entries.chain(users).chain(operlog.unreadable.iter().map(describe_unreadable)).collect()
}

fn describe_user(user: &tables::UserLine) -> String {
    let privilege = user.privilege.map(|privilege| format!("{privilege:?}"));
    format!("user {} {} {} {} {}", user.pin, user.name, show(&privilege), show(&user.card), show(&user.group))
}

fn describe_punch(punch: &PunchLine) -> String {
    let PunchLine { pin, wall_at, status, verify, .. } = punch;
    let (work_code, offset) = (show(&punch.work_code), show(&punch.utc_offset_seconds));
    format!("punch {pin} {wall_at} {status} {verify} {work_code} {offset}")
}

fn describe_unreadable(line: &UnreadableLine) -> String {
    format!("unreadable {}", line.reason.code())
}

fn describe_results(body: &[u8]) -> Vec<String> {
    let describe = |result: &reply::CommandResult| {
        let (code, command) = (show(&result.return_code), show(&result.command));
        format!("result {} {code} {command}{}", result.id, pairs(&result.extra))
    };
    reply::results(body).iter().map(describe).collect()
}

fn describe_redaction(kept: &redact::Redacted<'_>, body: &[u8]) -> Vec<String> {
    let mut outcome = Vec::new();
    let Refused { fingerprint, face, photo, vein, other } = kept.refused;
    if kept.refused.total() > 0 {
        outcome.push(format!("refused {fingerprint}/{face}/{photo}/{vein}/{other}"));
    }
    if kept.passwords_dropped > 0 {
        outcome.push(format!("passwords {}", kept.passwords_dropped));
    }
    if *kept.bytes != *body {
        outcome.push(format!("kept {}", escape(&kept.bytes)));
    }
    outcome
}

fn pairs(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(key, value)| format!(" {key}={value}")).collect()
}

fn show<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(|| "-".to_owned(), T::to_string)
}
