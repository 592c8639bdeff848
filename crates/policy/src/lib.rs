#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod book;
mod cases;
mod check;
mod combine;
mod document;
mod explain;
mod fields;
mod params;
mod schema;
mod shipped;
mod timeline;
mod value;

pub use book::{Answer, BookFinding, Loser, PolicyBook, Ruling};
pub use cases::{Case, CaseFault, Expected, check_cases, check_coverage, parse_cases};
pub use combine::WhyLost;
pub use document::{Circular, Document, Revocation, Scope, SetLine};
pub use explain::{Decision, Finding, Language, Reason, explain};
pub use fields::DocumentError;
pub use params::{Combine, ParamDecl, ParamKind, StrictDirection};
pub use schema::schema_markdown;
pub use shipped::{LawFile, shipped_documents, shipped_files};
pub use timeline::{Provision, Question};
pub use value::{DaySpan, MINUTES_PER_DAY, RawValue, Value};
