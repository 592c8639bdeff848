//! The fields of each form, in their order.

use crate::model::DocumentKind;
use siaga_platform::Ctx;
use siaga_platform::web::FormPairs;

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    /// One line.
    Line,
    /// Several lines; the number is how many are visible.
    Lines(u8),
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// One of a few: value and message id.
    Choice(&'static [(&'static str, &'static str)]),
}

/// A field as declared.
#[derive(Debug, Clone, Copy)]
struct Declared {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    typed: Typed,
    optional: bool,
}

/// A field ready to show.
#[derive(Debug, Clone)]
pub(super) struct FormField {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    hint: &'static str,
    pub(super) optional: bool,
    /// `line`, `lines`, `date`, `time` or `choice`.
    pub(super) what: &'static str,
    pub(super) rows: u8,
    pub(super) options: Vec<(String, String)>,
    pub(super) value: String,
}

impl FormField {
    /// Returns the message id of the hint, empty for none.
    pub(super) fn hint(&self) -> &str {
        self.hint
    }
}

const fn field(name: &'static str, label: &'static str, hint: &'static str, typed: Typed) -> Declared {
    Declared { name, label, hint, typed, optional: false }
}

const fn optional(name: &'static str, label: &'static str, hint: &'static str, typed: Typed) -> Declared {
    Declared { name, label, hint, typed, optional: true }
}

const HEAD: [Declared; 2] = [
    field("dated_on", "documents-field-dated-on", "", Typed::Date),
    field("about", "documents-field-about", "documents-field-about-hint", Typed::Line),
];
const TAIL: [Declared; 3] = [
    optional("recipients", "documents-field-recipients", "documents-field-one-per-line", Typed::Lines(2)),
    optional(
        "carbon_copies",
        "documents-field-carbon-copies",
        "documents-field-one-per-line",
        Typed::Lines(2),
    ),
    optional("signer", "documents-field-signer", "documents-field-signer-hint", Typed::Line),
];
const ORDINALS: &[(&str, &str)] = &[("I", "documents-summons-first"), ("II", "documents-summons-second")];

const SUMMONS: [Declared; 10] = [
    field("nip", "documents-field-nip", "documents-field-nip-hint", Typed::Line),
    field("ordinal", "documents-field-ordinal", "", Typed::Choice(ORDINALS)),
    optional("previous", "documents-field-previous", "documents-field-previous-hint", Typed::Line),
    optional("missed_on", "documents-field-missed-on", "documents-field-missed-on-hint", Typed::Date),
    field("examined_on", "documents-field-examined-on", "documents-field-examined-on-hint", Typed::Date),
    field("examined_at", "documents-field-examined-at", "", Typed::Time),
    field("place", "documents-field-place", "", Typed::Line),
    field("examiner", "documents-field-examiner", "documents-field-nip-hint", Typed::Line),
    field("reason", "documents-field-reason", "documents-field-reason-hint", Typed::Lines(3)),
    optional("legal_basis", "documents-field-legal-basis", "documents-field-one-per-line", Typed::Lines(3)),
];
const ASSIGNMENT: [Declared; 7] = [
    field("basis", "documents-field-basis", "documents-field-one-per-line", Typed::Lines(3)),
    field("people", "documents-field-people", "documents-field-people-hint", Typed::Lines(4)),
    field("tasks", "documents-field-tasks", "documents-field-one-per-line", Typed::Lines(3)),
    field("from_on", "documents-field-from-on", "", Typed::Date),
    field("until_on", "documents-field-until-on", "", Typed::Date),
    field("place", "documents-field-place", "", Typed::Line),
    optional("budget", "documents-field-budget", "", Typed::Line),
];
const CIRCULAR: [Declared; 4] = [
    optional("background", "documents-field-background", "documents-field-paragraphs-hint", Typed::Lines(4)),
    field("basis", "documents-field-basis", "documents-field-one-per-line", Typed::Lines(3)),
    field("paragraphs", "documents-field-paragraphs", "documents-field-numbered-hint", Typed::Lines(8)),
    optional("closing", "documents-field-closing", "", Typed::Lines(2)),
];
const HANDOVER: [Declared; 8] = [
    field("held_at", "documents-field-held-at", "", Typed::Line),
    field("first", "documents-field-first", "documents-field-nip-hint", Typed::Line),
    optional("second", "documents-field-second", "documents-field-second-hint", Typed::Line),
    optional("second_name", "documents-field-second-name", "", Typed::Line),
    optional("second_post", "documents-field-second-post", "", Typed::Line),
    optional("second_address", "documents-field-second-address", "", Typed::Line),
    field("items", "documents-field-items", "documents-field-items-hint", Typed::Lines(5)),
    optional("statements", "documents-field-statements", "documents-field-one-per-line", Typed::Lines(3)),
];
const RECEIPT: [Declared; 8] = [
    field("received_from", "documents-field-received-from", "", Typed::Line),
    field("amount", "documents-field-amount", "documents-field-amount-hint", Typed::Line),
    field("purpose", "documents-field-purpose", "", Typed::Lines(2)),
    optional("account", "documents-field-account", "", Typed::Line),
    optional("receiver", "documents-field-receiver", "documents-field-second-hint", Typed::Line),
    optional("receiver_name", "documents-field-receiver-name", "", Typed::Line),
    optional("receiver_post", "documents-field-receiver-post", "", Typed::Line),
    optional("treasurer", "documents-field-treasurer", "documents-field-nip-hint", Typed::Line),
];

/// Returns the fields of a form with what was typed, or with today's date where nothing was yet.
pub(super) fn fields_of(ctx: &Ctx, kind: DocumentKind, given: &FormPairs) -> Vec<FormField> {
    let own: &[Declared] = match kind {
        DocumentKind::Summons => &SUMMONS,
        DocumentKind::AssignmentLetter => &ASSIGNMENT,
        DocumentKind::Circular => &CIRCULAR,
        DocumentKind::HandoverMinutes => &HANDOVER,
        DocumentKind::Receipt => &RECEIPT,
        _ => &[],
    };
    HEAD.iter().chain(own).chain(&TAIL).map(|declared| shown(ctx, declared, given)).collect()
}

fn shown(ctx: &Ctx, declared: &Declared, given: &FormPairs) -> FormField {
    let value = match (given.first(declared.name), declared.name) {
        (Some(typed), _) => typed.to_owned(),
        (None, "dated_on") => ctx.today().to_string(),
        (None, "ordinal") => "I".to_owned(),
        (None, _) => String::new(),
    };
    let (what, rows, options): (_, _, &[(&str, &str)]) = match declared.typed {
        Typed::Line => ("line", 1, &[]),
        Typed::Lines(rows) => ("lines", rows, &[]),
        Typed::Date => ("date", 1, &[]),
        Typed::Time => ("time", 1, &[]),
        Typed::Choice(options) => ("choice", 1, options),
    };
    FormField {
        name: declared.name,
        label: declared.label,
        hint: declared.hint,
        optional: declared.optional,
        what,
        rows,
        options: options.iter().map(|(value, label)| ((*value).to_owned(), ctx.text(label, &[]))).collect(),
        value,
    }
}
