//! The letter of an order. It is written in Indonesian, whoever signs.

use crate::model::order::{Order, OrderKind};
use crate::ops::say::Say;
use siaga_directory::{Agency, Unit};
use siaga_documents::{DocumentKind, NewDocument, SignedBy};
use siaga_platform::{Ctx, Locale};
use siaga_typeset::{Circular, CircularSection};

/// On whose paper the letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// Of the agency; its head signs.
    Agency(i64),
    /// Of the government; an official of it signs.
    Government(i64),
}

/// Returns the letter of an order.
pub(super) fn document(
    ctx: &Ctx,
    order: &Order,
    agency: &Agency,
    unit: Option<&Unit>,
    paper: Paper,
) -> NewDocument {
    let indonesian = Ctx { locale: Locale::Indonesian, ..ctx.clone() };
    let say = Say(&indonesian);
    let whom = whom(agency, unit);
    let body = serde_json::to_value(body(say, order, &whom)).expect("texts are always JSON");
    let about = say.t(&format!("arrangements-letter-about-{}", order.kind.as_str()), &[("whom", whom)]);
    let (agency_id, signed_by) = match paper {
        Paper::Agency(id) => (Some(id), SignedBy::HeadOf(id)),
        Paper::Government(employee) => (None, SignedBy::Employee(employee)),
    };
    NewDocument {
        kind: DocumentKind::Circular,
        agency: agency_id,
        dated_on: ctx.today(),
        about,
        signed_by,
        body,
        carbon_copies: Vec::new(),
        recipients: vec![say.t("arrangements-letter-recipients", &[("agency", agency.name.clone())])],
        reference: format!("order/{}", order.id),
    }
}

/// Returns the agency, or the unit with its agency.
pub(crate) fn whom(agency: &Agency, unit: Option<&Unit>) -> String {
    match unit.filter(|unit| !unit.is_main) {
        Some(unit) => format!("{}, {}", unit.name, agency.name),
        None => agency.name.clone(),
    }
}

fn body(say: Say<'_>, order: &Order, whom: &str) -> Circular {
    let mut sections = vec![background(say, order, whom), basis(say, order)];
    if order.kind != OrderKind::Lift {
        sections.push(quotas(say, order));
        sections.extend(desks(say, order));
        sections.extend(disinfection(say, order));
    }
    Circular { sections, closing: say.t("arrangements-letter-closing", &[]) }
}

fn background(say: Say<'_>, order: &Order, whom: &str) -> CircularSection {
    let values = [
        ("whom", whom.to_owned()),
        ("found", order.content.found_on.map(|on| say.date(on)).unwrap_or_default()),
        ("from", say.date(order.from_on)),
        ("until", say.date(order.until_on)),
    ];
    let mut paragraphs = vec![say.t(&format!("arrangements-letter-why-{}", order.kind.as_str()), &values)];
    if !order.note.is_empty() {
        paragraphs.push(order.note.clone());
    }
    section(say, "arrangements-letter-background", paragraphs, Vec::new())
}

fn basis(say: Say<'_>, order: &Order) -> CircularSection {
    let grounds = order.content.grounds.iter();
    let items: Vec<String> =
        grounds.map(|ground| format!("{} {}", say.source(ground), say.ground(ground))).collect();
    let paragraphs =
        if items.is_empty() { vec![say.t("arrangements-letter-no-basis", &[])] } else { Vec::new() };
    section(say, "arrangements-letter-basis", paragraphs, items)
}

fn quotas(say: Say<'_>, order: &Order) -> CircularSection {
    let period = [("from", say.date(order.from_on)), ("until", say.date(order.until_on))];
    let mut paragraphs = vec![say.t("arrangements-letter-period", &period)];
    if let Some(closed_until) = order.content.closed_until {
        paragraphs.push(say.t("arrangements-letter-closed", &[("until", say.date(closed_until))]));
    }
    let items = order.content.units.iter().map(|unit| say.unit(unit)).collect();
    section(say, "arrangements-letter-quotas", paragraphs, items)
}

fn desks(say: Say<'_>, order: &Order) -> Option<CircularSection> {
    let items: Vec<String> = order.content.desks.iter().map(|desk| say.desk(desk)).collect();
    (!items.is_empty()).then(|| {
        section(say, "arrangements-letter-desks", vec![say.t("arrangements-letter-desks-kept", &[])], items)
    })
}

fn disinfection(say: Say<'_>, order: &Order) -> Option<CircularSection> {
    let (from_on, until_on) = order.content.disinfection?;
    let values = [("from", say.date(from_on)), ("until", say.date(until_on))];
    let paragraph = say.t("arrangements-letter-disinfect", &values);
    Some(section(say, "arrangements-letter-disinfection", vec![paragraph], Vec::new()))
}

fn section(say: Say<'_>, heading: &str, paragraphs: Vec<String>, items: Vec<String>) -> CircularSection {
    CircularSection { heading: say.t(heading, &[]), paragraphs, items }
}
