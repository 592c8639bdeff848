#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod book;
mod cases;
mod changes;
mod check;
mod combine;
mod condition;
mod document;
mod draft;
mod explain;
mod facts;
mod fields;
mod law;
mod params;
mod schema;
mod shipped;
mod timeline;
mod value;
mod warnings;

pub use book::{Answer, Loser, PolicyBook, Ruling};
pub use cases::{Case, CaseFault, Expected, check_cases, check_coverage, parse_cases};
pub use changes::{AnswerSummary, Change};
pub use check::BookFinding;
pub use combine::WhyLost;
pub use condition::{ConditionFault, Situation};
pub use document::{Circular, Document, Revocation, Scope, SetLine};
pub use explain::{Decision, Finding, Language, Reason, explain, explain_silence};
pub use facts::{FactDecl, FactDefault, FactKind, FactOf, FactValue, Facts};
pub use fields::DocumentError;
pub use params::{Combine, ParamDecl, ParamKind, StrictDirection};
pub use schema::schema_markdown;
pub use shipped::{LawFile, shipped_documents, shipped_files};
pub use timeline::{Provision, Question};
pub use value::{DaySpan, MINUTES_PER_DAY, RawValue, Value};
pub use warnings::{BookWarning, LineWithoutBasis};
