//! What stands and yet needs a look: circulars whose basis was revoked.

use crate::support::{book, circular, day, findings, set};
use siaga_policy::{BookFinding, BookWarning, Document, LineWithoutBasis};

fn local(keys: &str) -> Document {
    let body = set("t.specific", "1", "from = 2020-03-01")
        + &set("t.cap", "500", "from = 2020-03-01\nuntil = 2020-06-04")
        + &set("t.latest", "2", "from = 2020-07-01");
    circular("local", keys, &body)
}

fn national() -> Document {
    circular("national", "", &set("t.mask", "true", "from = 2020-03-01"))
}

fn end(of: &str, id: &str, from: &str) -> Document {
    circular(id, "", &format!("[[revokes]]\ncircular = \"{of}\"\nfrom = {from}"))
}

#[test]
fn lines_that_outlive_their_basis_are_named_with_the_days() {
    let book = book(vec![
        local("basis = [\"national\"]"),
        national(),
        end("national", "late", "2020-09-01"),
        end("national", "new", "2020-06-05"),
    ]);
    let line = |parameter: &str, from: &str| LineWithoutBasis {
        parameter: parameter.into(),
        article: "1".into(),
        from: day(from),
        until: None,
    };
    assert_eq!(
        book.warnings(),
        [BookWarning::BasisRevoked {
            file: "local.toml".into(),
            circular: "local".into(),
            basis: "national".into(),
            revoked_by: "new".into(),
            from: day("2020-06-05"),
            lines: vec![line("t.specific", "2020-06-05"), line("t.latest", "2020-07-01")],
        }],
        "the line that ends the day before has kept its basis"
    );
    let words = book.warnings()[0].to_string();
    assert!(words.starts_with("local.toml: local rests on national, which new revoked from 2020-06-05 on"));
    assert!(words.ends_with("Without a basis: t.specific (1) t.latest (1)"), "{words}");
}

#[test]
fn nothing_is_said_where_the_basis_stands_or_the_circular_ends_with_it() {
    assert!(book(vec![local("basis = [\"national\"]"), national()]).warnings().is_empty());
    let together = vec![
        local("basis = [\"national\"]"),
        national(),
        end("national", "new", "2020-06-05"),
        end("local", "new-local", "2020-06-05"),
    ];
    assert!(book(together).warnings().is_empty());
    let later = vec![
        local("basis = [\"national\"]"),
        national(),
        end("national", "new", "2020-06-05"),
        end("local", "new-local", "2020-06-06"),
    ];
    let book = book(later);
    let [BookWarning::BasisRevoked { lines, .. }] = book.warnings() else { panic!("one day is without") };
    assert_eq!(lines[0].until, Some(day("2020-06-05")));
    assert_eq!(lines.len(), 1);
}

#[test]
fn a_basis_that_no_file_has_is_refused() {
    assert_eq!(
        findings(vec![local("basis = [\"nobody\"]")]),
        [BookFinding::UnknownBasis { file: "local.toml".into(), basis: "nobody".into() }]
    );
}
