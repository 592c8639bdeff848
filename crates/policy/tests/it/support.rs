//! Small circulars and questions for the tests.

use chrono::NaiveDate;
use siaga_civil::RegionCode;
use siaga_policy::{
    BookFinding, Combine, Document, FactDecl, FactDefault, FactKind, FactOf, FactValue, Facts, ParamDecl,
    ParamKind, PolicyBook, Situation, StrictDirection,
};

pub(crate) const DECLS: &[ParamDecl] = &[
    param("t.specific", ParamKind::Integer { min: 0, max: 100 }, Combine::MostSpecific),
    param("t.latest", ParamKind::Integer { min: 0, max: 100 }, Combine::Latest),
    param("t.cap", ParamKind::Permille, Combine::Strictest(StrictDirection::Lower)),
    param("t.mask", ParamKind::Flag, Combine::Strictest(StrictDirection::Higher)),
    param("t.tools", ParamKind::List, Combine::Union),
    ParamDecl { continuous: true, ..param("t.always", ParamKind::Span, Combine::MostSpecific) },
];

pub(crate) const FACTS: &[FactDecl] = &[
    fact("zone", FactKind::Choice(&["green", "yellow", "orange", "red"]), None),
    fact("level", FactKind::Integer { min: 1, max: 4 }, None),
    fact("java_bali", FactKind::Flag, None),
    fact("case_state", FactKind::Choice(&["none", "case", "cluster"]), Some(FactDefault::Word("none"))),
    fact("recent_cases", FactKind::Integer { min: 0, max: 10_000 }, Some(FactDefault::Integer(0))),
];

const fn fact(name: &'static str, kind: FactKind, default: Option<FactDefault>) -> FactDecl {
    FactDecl { name, kind, of: FactOf::Unit, default, meaning: "for tests" }
}

const fn param(name: &'static str, kind: ParamKind, combine: Combine) -> ParamDecl {
    ParamDecl { name, unit: "unit", kind, combine, continuous: false, meaning: "for tests" }
}

/// A circular with this id; `head` adds keys of `[circular]`, `body` the tables after it.
pub(crate) fn circular(id: &str, head: &str, body: &str) -> Document {
    Document::parse(&format!("{id}.toml"), &text(id, head, body)).expect("the circular is complete")
}

pub(crate) fn text(id: &str, head: &str, body: &str) -> String {
    format!(
        "[circular]\nid = \"{id}\"\nissuer = \"I\"\ntitle = \"T\"\nsource = \"S\"\n\
         checked_on = 2026-01-01\nverified = true\n{head}\n{body}"
    )
}

/// A `[[set]]` with the given parameter, value and the remaining keys.
pub(crate) fn set(parameter: &str, value: &str, keys: &str) -> String {
    format!("[[set]]\nparameter = \"{parameter}\"\nvalue = {value}\narticle = \"1\"\n{keys}\n")
}

pub(crate) fn book(documents: Vec<Document>) -> PolicyBook {
    PolicyBook::build(documents, DECLS, FACTS).expect("the book has no fault")
}

pub(crate) fn findings(documents: Vec<Document>) -> Vec<BookFinding> {
    PolicyBook::build(documents, DECLS, FACTS).expect_err("the book has a fault")
}

/// The situation in which one fact is known.
pub(crate) fn situation_of(book: &PolicyBook, name: &str, value: impl Into<FactValue>) -> Situation {
    book.situation(&Facts::new().with(name, value))
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn place(code: &str) -> RegionCode {
    RegionCode::parse(code).expect("a region code")
}
