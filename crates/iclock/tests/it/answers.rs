//! What a terminal is told.

use chrono::{NaiveDate, NaiveDateTime};
use siaga_iclock::reply::{
    AccessControlSettings, Command, CommandError, FlagSpelling, HandshakeSettings, MAX_COMMANDS_BYTES,
    UserUpdate, ZoneSpelling, access_control_handshake, commands, handshake, ok_count, registry_code,
};
use siaga_iclock::request::{PushVersion, Request, RequestKind};
use siaga_iclock::tables::{Operation, Privilege};
use siaga_iclock::{CommandId, Pin, Serial};

fn id(text: &str) -> CommandId {
    text.parse().expect("a command id")
}

fn at(day: u32, hour: u32, minute: u32, second: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2020, 6, day)
        .and_then(|date| date.and_hms_opt(hour, minute, second))
        .expect("a time")
}

fn user(name: &str) -> UserUpdate {
    UserUpdate {
        pin: "00412".parse().expect("a PIN"),
        name: name.to_owned(),
        privilege: Privilege::User,
        card: Some(12_345_678),
        group: 1,
        long_privilege_key: false,
    }
}

#[test]
fn handshake_of_a_site_in_makassar_is_answered_as_documented() {
    let serial: Serial = "SGA2006080001".parse().expect("a serial number");
    let settings = HandshakeSettings::new(ZoneSpelling::Hours(8), PushVersion::parse("2.4.1"));
    let expected = "GET OPTION FROM: SGA2006080001\nATTLOGStamp=None\nOPERLOGStamp=None\nATTPHOTOStamp=None\n\
        ErrorDelay=30\nDelay=15\nTransTimes=00:00;14:05\nTransInterval=1\nTransFlag=TransData AttLog\tOpLog\n\
        TimeZone=8\nRealtime=1\nEncrypt=0\nServerVer=2.4.1\nPushProtVer=2.4.1\nPushOptionsFlag=1\n\
        PushOptions=UserCount,TransactionCount\nSupportPing=1\n";
    assert_eq!(handshake(&serial, &settings), expected);
}

#[test]
fn zone_flags_and_old_cursors_follow_the_terminal() {
    let serial: Serial = "a1".parse().expect("a serial number");
    let mut settings = HandshakeSettings::new(ZoneSpelling::Minutes(420), PushVersion::parse("3.1.2"));
    settings.attlog_stamp = Some("9999".to_owned());
    settings.legacy_stamps = true;
    let answer = handshake(&serial, &settings);
    for line in [
        "GET OPTION FROM: a1",
        "TimeZone=420",
        "TransFlag=1100000000",
        "ATTLOGStamp=9999",
        "Stamp=9999",
        "OpStamp=None",
    ] {
        assert!(answer.lines().any(|found| found == line), "{line} is missing in {answer}");
    }
    assert_eq!(FlagSpelling::for_version(None), FlagSpelling::Words);
    assert_eq!(FlagSpelling::for_version(PushVersion::parse("2.99")), FlagSpelling::Words);
    assert!(HandshakeSettings::new(ZoneSpelling::Hours(7), PushVersion::parse("1.2")).legacy_stamps);
}

#[test]
fn a_cursor_cannot_add_a_line_to_the_handshake() {
    let serial: Serial = "A1".parse().expect("a serial number");
    let mut settings = HandshakeSettings::new(ZoneSpelling::Hours(7), None);
    let clean = handshake(&serial, &settings);
    for stamp in ["", "1\nRealtime=0", "1\r", "a b", &"9".repeat(65)] {
        settings.attlog_stamp = Some(stamp.to_owned());
        assert_eq!(handshake(&serial, &settings), clean, "{stamp:?}");
    }
    settings.attlog_stamp = Some("9".repeat(64));
    assert_ne!(handshake(&serial, &settings), clean);
}

#[test]
fn every_command_has_its_documented_text() {
    let (from, until) = (at(1, 0, 0, 0), at(7, 23, 59, 59));
    let pin: Pin = "7".parse().expect("a PIN");
    let queue = [
        (id("a17"), Command::QueryAttlog { from, until }),
        (id("a18"), Command::VerifySumAttlog { from, until }),
        (id("a19"), Command::Info),
        (id("a20"), Command::Check),
        (id("a21"), Command::Log),
        (id("a22"), Command::Reboot),
        (id("a23"), Command::QueryUserinfo { pin }),
        (id("a24"), Command::UpdateUserinfo(user("Siti R"))),
        (id("1591577000123"), Command::SetTimeZone(ZoneSpelling::Minutes(420))),
        (id("z"), Command::ReloadOptions),
    ];
    let expected = "C:a17:DATA QUERY ATTLOG StartTime=2020-06-01 00:00:00\tEndTime=2020-06-07 23:59:59\n\
        C:a18:VERIFY SUM ATTLOG StartTime=2020-06-01 00:00:00\tEndTime=2020-06-07 23:59:59\n\
        C:a19:INFO\nC:a20:CHECK\nC:a21:LOG\nC:a22:REBOOT\nC:a23:DATA QUERY USERINFO PIN=7\n\
        C:a24:DATA UPDATE USERINFO PIN=00412\tName=Siti R\tPri=0\tPasswd=\tCard=12345678\tGrp=1\t\
        TZ=0000000000000000\nC:1591577000123:SET OPTION TimeZone=420\nC:z:RELOAD OPTIONS\n";
    assert_eq!(commands(&queue).as_deref(), Ok(expected));
    assert_eq!(commands(&[]).as_deref(), Ok("OK"));
}

#[test]
fn a_name_cannot_become_a_second_command() {
    for name in ["A\nC:9:CLEAR DATA", "A\rB", "A\tPri=14", "A\0B", "A\u{85}B"] {
        let refused = commands(&[(id("a1"), Command::UpdateUserinfo(user(name)))]);
        assert_eq!(refused, Err(CommandError::ControlCharacter { id: id("a1"), field: "name" }), "{name:?}");
    }
    let long_key = UserUpdate { long_privilege_key: true, ..user("Ni Luh") };
    let sent = commands(&[(id("a1"), Command::UpdateUserinfo(long_key))]).expect("a plain name");
    assert!(sent.contains("\tPrivilege=0\t"));
}

#[test]
fn commands_are_refused_when_empty_repeated_or_too_long() {
    let period = |from, until| commands(&[(id("p"), Command::QueryAttlog { from, until })]);
    assert!(period(at(1, 8, 0, 0), at(1, 8, 0, 0)).is_ok());
    assert_eq!(period(at(1, 8, 0, 1), at(1, 8, 0, 0)), Err(CommandError::EmptyPeriod { id: id("p") }));
    let twice = [(id("a"), Command::Info), (id("a"), Command::Log)];
    assert_eq!(commands(&twice), Err(CommandError::RepeatedId { id: id("a") }));

    let empty = commands(&[(id("a"), Command::UpdateUserinfo(user("")))]).expect("an empty name").len();
    let of_size = |bytes: usize| {
        commands(&[(id("a"), Command::UpdateUserinfo(user(&"x".repeat(bytes - empty))))])
            .map(|sent| sent.len())
    };
    assert_eq!(of_size(MAX_COMMANDS_BYTES), Ok(MAX_COMMANDS_BYTES));
    assert_eq!(of_size(MAX_COMMANDS_BYTES + 1), Err(CommandError::TooLong { bytes: MAX_COMMANDS_BYTES + 1 }));
}

#[test]
fn command_ids_are_sixteen_letters_and_digits_at_most() {
    assert!("1234567890abcdef".parse::<CommandId>().is_ok());
    for bad in ["", "1234567890abcdefg", "a-1", "a:1", " a", "a\n"] {
        assert!(bad.parse::<CommandId>().is_err(), "{bad:?}");
    }
}

#[test]
fn serials_are_compared_without_case_and_shown_as_sent() {
    let (low, high): (Serial, Serial) = ("sga01".parse().expect("serial"), "SGA01".parse().expect("serial"));
    assert_eq!(low, high);
    assert_eq!(low.as_str(), "sga01");
    assert_eq!(low.key().as_str(), "SGA01");
    let both: std::collections::HashSet<Serial> = [low, high].into();
    assert_eq!(both.len(), 1);
}

#[test]
fn secrets_and_pins_do_not_show_in_debug_texts() {
    let request =
        Request::parse("GET", "/k4ntor/iclock/cdata", "SN=A1&options=all&pushcommkey=r4has1a%21", b"");
    let RequestKind::Handshake(handshake) = &request.kind else { panic!("a handshake") };
    let key = handshake.comm_key.as_ref().expect("a key");
    assert!(key.matches("r4has1a!"));
    for wrong in ["", "r4has1a", "r4has1a!!", "R4has1a!"] {
        assert!(!key.matches(wrong), "{wrong}");
    }
    let shown = format!("{request:?}");
    assert!(!shown.contains("r4has") && !shown.contains("k4ntor"), "{shown}");
    let pin: Pin = "199001012015031001".parse().expect("a PIN");
    assert!(!format!("{pin:?}").contains("1990"));
    assert_eq!(pin.to_string(), "199001012015031001");
}

#[test]
fn versions_are_read_and_ordered_by_their_numbers() {
    let read = |text| PushVersion::parse(text).map(|version| version.to_string());
    assert_eq!(read("2.2.14").as_deref(), Some("2.2.14"));
    assert_eq!(read("1.2").as_deref(), Some("1.2.0"));
    assert_eq!(read("Ver 2.0.33S-20220623").as_deref(), Some("2.0.33"));
    assert_eq!(read("3.x").as_deref(), Some("3.0.0"));
    assert_eq!(read("new"), None);
    assert!(PushVersion::parse("2.2.14") > PushVersion::parse("2.2.9"));
}

#[test]
fn operations_that_move_or_hide_punches_raise_an_alert() {
    for code in [3, 13, 21, 22, 23, 24, 71, 82, 83] {
        assert!(Operation(code).is_alert() && Operation(code).is_for_auditor(), "{code}");
    }
    for code in [0, 1, 4, 5, 6, 9, 10, 30, 70, 76, 79, 101] {
        assert!(!Operation(code).is_alert() && Operation(code).is_for_auditor(), "{code}");
    }
    for code in [2, 20, 25, 75, 80, 81, 102, u16::MAX] {
        assert!(!Operation(code).is_for_auditor(), "{code}");
    }
    assert_eq!(ok_count(0), "OK: 0");
}

#[test]
fn access_control_firmware_is_told_its_code_and_settings() {
    let serial: Serial = "acc0001".parse().expect("a serial number");
    assert_eq!(registry_code(&serial), "RegistryCode=ACC0001");
    let settings = AccessControlSettings { session_id: id("s1"), error_delay_seconds: 30, delay_seconds: 15 };
    let expected = "registry=ok\nRegistryCode=ACC0001\nServerVersion=3.1.1\nServerName=Siaga\nPushVersion=3.1.1\n\
        ErrorDelay=30\nRequestDelay=15\nTransTimes=00:00;14:05\nTransInterval=1\nTransTables=User Transaction\n\
        Realtime=1\nSessionID=s1\nTimeoutSec=10\n";
    assert_eq!(access_control_handshake(&serial, &settings), expected);
}
