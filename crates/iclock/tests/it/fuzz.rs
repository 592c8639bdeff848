//! Fuzz targets. Under `cargo test` each runs a bounded number of generated inputs.

use bolero::check;
use siaga_iclock::redact::redact;
use siaga_iclock::reply::results;
use siaga_iclock::request::Request;
use siaga_iclock::tables::{self, AttlogLine, Table};

const ITERATIONS: usize = 8_000;
/// Each of these inputs is tried against every table.
const ITERATIONS_PER_TABLE: usize = 2_000;

fn all_tables() -> [Table; 14] {
    [
        Table::Attlog,
        Table::Operlog,
        Table::Options,
        Table::Attphoto,
        Table::Biodata,
        Table::Userinfo,
        Table::Fingertmp,
        Table::Errorlog,
        Table::Idcard,
        Table::RemoteAtt,
        Table::Rtlog,
        Table::Rtstate,
        Table::tabledata("user"),
        Table::from_name("new"),
    ]
}

/// Turns arbitrary bytes into something nearer to the protocol: most of them choose a fragment.
fn near_protocol(bytes: &[u8]) -> Vec<u8> {
    const FRAGMENTS: [&[u8]; 32] = [
        b"\t",
        b"\n",
        b"\r\n",
        b"=",
        b",",
        b"&",
        b" ",
        b"\0",
        b"PIN=",
        b"TMP=",
        b"Passwd=",
        b"Content=",
        b"USER ",
        b"OPLOG ",
        b"FP ",
        b"FACE ",
        b"BIODATA ",
        b"2020-06-08 07:28:51",
        b"2020-02-30 00:00:00",
        b"255",
        b"00412",
        b"\xFF\xD8\xFF",
        b"\xCD\xF5",
        b"ID=",
        b"Return=",
        b"CMD=",
        b"Name=",
        b"Type=9",
        b"time=",
        b"pin=0",
        b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        b"~Key=",
    ];
    let piece = |byte: &u8| match FRAGMENTS.get(usize::from(*byte)) {
        Some(fragment) => fragment.to_vec(),
        None => vec![*byte],
    };
    bytes.iter().flat_map(piece).collect()
}

#[test]
fn requests() {
    check!().with_iterations(ITERATIONS).with_type::<(String, String, Vec<u8>)>().for_each(
        |(path, query, body)| {
            for method in ["GET", "POST"] {
                let plain = Request::parse(method, path, query, body);
                let under = Request::parse(method, &format!("/{path}/iclock/{query}"), query, body);
                for request in [plain, under] {
                    if let Some(serial) = request.serial {
                        assert!(serial.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric()));
                    }
                    let _ = format!("{request:?}");
                }
            }
        },
    );
}

#[test]
fn punches() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        for body in [bytes.to_vec(), near_protocol(bytes)] {
            let mut end = 0;
            for line in tables::attlog(&body).lines {
                let (offset, len) = match line {
                    AttlogLine::Ok(punch) => (punch.line_offset, punch.line_len),
                    AttlogLine::Unreadable { line_offset, line_len, .. } => (line_offset, line_len),
                };
                assert!(offset as usize >= end && len > 0, "lines overlap or are empty");
                end = (offset + len) as usize;
                assert!(!body[offset as usize..end].contains(&b'\n'));
            }
            assert!(end <= body.len());
        }
    });
}

#[test]
fn operations_users_and_the_rest() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        for body in [bytes.to_vec(), near_protocol(bytes)] {
            let operlog = tables::operlog(&body);
            let taken = operlog.entries.len() + operlog.users.len() + operlog.unreadable.len();
            let refused = operlog.refused.total() as usize;
            assert!(taken <= tables::line_count(&body) as usize);
            assert!(taken + refused <= 2 * tables::line_count(&body) as usize);
            let _ = (
                tables::userinfo(&body),
                tables::options(&body),
                tables::rtlog(&body),
                tables::errorlog(&body),
            );
        }
    });
}

#[test]
fn command_results() {
    check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        for body in [bytes.to_vec(), near_protocol(bytes)] {
            let read = results(&body);
            assert!(read.len() <= tables::line_count(&body) as usize);
            assert!(read.iter().all(|result| result.id.chars().count() <= 64));
        }
    });
}

#[test]
fn nothing_planted_behind_a_secret_key_survives() {
    const MARKER: &[u8] = b"s3cr3tMARK3R";
    check!().with_iterations(ITERATIONS_PER_TABLE).with_type::<(Vec<u8>, u8, bool, Vec<u8>)>().for_each(
        |(before, key, far, after)| {
            const KEYS: [&str; 8] =
                ["TMP=", "Tmp =", "Passwd=", "PASSWORD=", "Content=", "Template=", "ComPwd=", "tmp="];
            let key = KEYS[usize::from(*key) % KEYS.len()];
            let mut body = near_protocol(before);
            // The key begins a field; a marker may stand first in the value or further in it.
            body.extend_from_slice(b"\nUSER PIN=1\t");
            body.extend_from_slice(key.as_bytes());
            if *far {
                body.extend_from_slice(b"ab;c d");
            }
            body.extend_from_slice(MARKER);
            body.extend_from_slice(b"\r\n");
            body.extend(near_protocol(after));
            for table in all_tables() {
                let kept = redact(&table, &body);
                let leaked = kept.bytes.windows(MARKER.len()).any(|window| window == MARKER);
                assert!(!leaked, "{} kept a secret behind {key}", table.name());
                assert!(kept.bytes.len() < body.len());
            }
        },
    );
}

#[test]
fn redaction_only_removes() {
    check!().with_iterations(ITERATIONS_PER_TABLE).for_each(|bytes: &[u8]| {
        for body in [bytes.to_vec(), near_protocol(bytes)] {
            for table in all_tables() {
                let kept = redact(&table, &body);
                let mut rest = body.iter();
                assert!(kept.bytes.iter().all(|byte| rest.any(|other| other == byte)), "something was added");
                if kept.bytes.len() < body.len() {
                    let counted = kept.refused.total() + kept.passwords_dropped;
                    assert!(counted > 0, "{} dropped bytes and did not count", table.name());
                }
            }
        }
    });
}
