//! Templates and pictures that ask for more than a letter may have.

use crate::read::{own, sheet};
use serde_json::Value;
use siaga_typeset::{LARGEST_FILE_BYTES, pdf};

#[test]
fn nothing_but_the_sheet_can_be_read() {
    let tries = [
        r#"#read("/etc/passwd")"#,
        r#"#read("../Cargo.toml")"#,
        r#"#read("Cargo.toml")"#,
        r#"#image("/elsewhere.png")"#,
        r#"#include "other.typ""#,
        r#"#import "@preview/cetz:0.3.0": canvas"#,
        r#"#import "@local/x:1.0.0": y"#,
    ];
    for template in tries {
        let error = own(template).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("template.typ", 1), "{template}: {error}");
    }
}

#[test]
fn data_cannot_become_program_text() {
    for template in [r#"#eval("1 + 1")"#, r#"#std.eval("1 + 1")"#, r#"#plugin("x.wasm")"#] {
        let error = own(template).unwrap_err();
        assert!(error.message.contains("expected function"), "{template}: {error}");
    }
}

#[test]
fn endless_templates_end() {
    for template in ["#while true {}", "#let f() = f()\n#f()"] {
        assert!(own(template).is_err(), "{template}");
    }
}

#[test]
fn pictures_run_no_script_and_fetch_nothing() {
    let script = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><path d="M0 0h9v9z"/></svg>"#;
    let files = [("logo.svg", script.as_bytes().to_vec())];
    let set = pdf(&sheet(r#"#image("/logo.svg")"#, &Value::Null, &files)).unwrap();
    assert!(!set.bytes.windows(5).any(|window| window == b"alert"));
    for href in ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "/etc/passwd", "secret.png"] {
        let linked = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{href}" width="9" height="9"/></svg>"#
        );
        let files = [("logo.svg", linked.into_bytes())];
        let set = pdf(&sheet(r#"#image("/logo.svg")"#, &Value::Null, &files));
        assert!(set.is_err(), "{href}");
    }
}

#[test]
fn pictures_of_any_bytes_end_in_an_error_and_large_ones_are_refused() {
    let broken = [("logo.png", b"not a picture".to_vec())];
    let error = pdf(&sheet(r#"#image("/logo.png")"#, &Value::Null, &broken)).unwrap_err();
    assert_eq!(error.line, 1, "{error}");
    let large = [("logo.png", vec![0; LARGEST_FILE_BYTES + 1])];
    let error = pdf(&sheet("", &Value::Null, &large)).unwrap_err();
    assert!(error.message.contains("logo.png"), "{error}");
}
