//! Faults of law texts as messages of both languages.

use super::law_head::HeadFault;
use crate::model::Fault;
use chrono::NaiveDate;
use siaga_policy::{BookFinding, ConditionFault, DocumentError, Facts};

/// Says why a head cannot be read.
pub(crate) fn of_head(fault: &HeadFault) -> Fault {
    match fault {
        HeadFault::NotToml(message) => Fault::new("directives-fault-syntax").with("message", message),
        HeadFault::Missing(key) => Fault::new("directives-fault-missing").with("key", key),
        HeadFault::Id(opening) => Fault::new("directives-fault-id").with("opening", opening),
    }
}

/// Says why a text cannot be read.
pub(crate) fn of_document(error: &DocumentError) -> Fault {
    match error {
        DocumentError::Syntax { message, .. } => {
            Fault::new("directives-fault-syntax").with("message", message)
        }
        DocumentError::Missing { key, .. } => Fault::new("directives-fault-missing").with("key", key),
        DocumentError::WrongType { key, found, .. } => {
            Fault::new("directives-fault-type").with("key", key).with("found", found)
        }
        DocumentError::UnknownKey { key, known, .. } => {
            Fault::new("directives-fault-key").with("key", key).with("known", known)
        }
        DocumentError::Region { key, .. } => Fault::new("directives-fault-region").with("key", key),
        DocumentError::EndsBeforeStart { key, from, until, .. } => Fault::new("directives-fault-ends-early")
            .with("key", key)
            .with("from", siaga_civil::date_short(*from))
            .with("until", siaga_civil::date_short(*until)),
        DocumentError::TemporaryWithoutEnd { key, .. } => {
            Fault::new("directives-fault-temporary").with("key", key)
        }
        DocumentError::PlaceOutsideScope { key, region, .. } => {
            Fault::new("directives-fault-place").with("key", key).with("region", region)
        }
        DocumentError::Empty { .. } => Fault::new("directives-fault-empty"),
    }
}

/// Says what does not hold together.
pub(crate) fn of_finding(finding: &BookFinding) -> Fault {
    match finding {
        BookFinding::UnknownParameter { parameter, .. } => about("directives-fault-parameter", parameter),
        BookFinding::ValueDoesNotFit { parameter, value, expected, .. } => {
            about("directives-fault-value", parameter).with("value", value).with("expected", expected)
        }
        BookFinding::MissingArticle { parameter, .. } => about("directives-fault-article", parameter),
        BookFinding::SameId { id, .. } => Fault::new("directives-fault-same-id").with("circular", id),
        BookFinding::UnknownRevoked { circular, .. } => {
            Fault::new("directives-fault-revokes-nothing").with("circular", circular)
        }
        BookFinding::UnknownBasis { basis, .. } => {
            Fault::new("directives-fault-basis-missing").with("circular", basis)
        }
        BookFinding::SetTwice { parameter, on, facts, .. } => {
            on_day("directives-fault-twice", parameter, *on, facts)
        }
        BookFinding::Contradiction { parameter, first, second, on, facts } => {
            on_day("directives-fault-contradiction", parameter, *on, facts)
                .with("first", first)
                .with("second", second)
        }
        BookFinding::Condition { key, fault, .. } => of_condition(key, fault),
        BookFinding::NeverHolds { key, .. } => Fault::new("directives-fault-never").with("key", key),
        BookFinding::GapOfFacts { parameter, on, facts, .. } => {
            on_day("directives-fault-gap-of-facts", parameter, *on, facts)
        }
        BookFinding::TooTangled { parameter, .. } => about("directives-fault-tangled", parameter),
        BookFinding::Gap { parameter, from, .. } => {
            about("directives-fault-gap", parameter).with("from", siaga_civil::date_short(*from))
        }
        // These concern declarations and no circular; the program itself is at fault.
        BookFinding::FactDeclaration { .. }
        | BookFinding::DeclaredTwice { .. }
        | BookFinding::CombineDoesNotFit { .. } => Fault::new("directives-fault-other").with("text", finding),
    }
}

fn of_condition(key: &str, fault: &ConditionFault) -> Fault {
    let fault = match fault {
        ConditionFault::TooLong => Fault::new("directives-fault-condition-long"),
        ConditionFault::TooDeep => Fault::new("directives-fault-condition-deep"),
        ConditionFault::Character(sign) => Fault::new("directives-fault-condition-sign").with("sign", sign),
        ConditionFault::Syntax(_) => Fault::new("directives-fault-condition-syntax"),
        ConditionFault::Comparison => Fault::new("directives-fault-condition-comparison"),
        ConditionFault::NotOrdered { fact, .. } => {
            Fault::new("directives-fault-condition-order").with("name", fact)
        }
        ConditionFault::NotBoolean { found } => {
            Fault::new("directives-fault-condition-answer").with("found", found)
        }
        ConditionFault::NotSupported { found } => {
            Fault::new("directives-fault-condition-part").with("found", found)
        }
        ConditionFault::UnknownFact { name, known } => {
            Fault::new("directives-fault-condition-fact").with("name", name).with("known", known)
        }
        ConditionFault::WrongValue { fact, found, expected } => {
            Fault::new("directives-fault-condition-value")
                .with("name", fact)
                .with("found", found)
                .with("expected", expected)
        }
    };
    fault.with("key", key)
}

fn about(message: &'static str, parameter: &str) -> Fault {
    Fault::new(message).with("parameter", parameter)
}

/// The facts themselves are told by whoever shows the fault, in words.
fn on_day(message: &'static str, parameter: &str, on: NaiveDate, facts: &Facts) -> Fault {
    Fault { facts: facts.clone(), ..about(message, parameter).with("on", siaga_civil::date_short(on)) }
}
