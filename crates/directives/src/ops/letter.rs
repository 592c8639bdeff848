//! The letter of a circular: its words, and its lines of law in words.

use super::law::shipped;
use super::say::Say;
use crate::model::OwnCircular;
use siaga_documents::{DocumentKind, NewDocument, SignedBy};
use siaga_platform::{Ctx, Locale};
use siaga_policy::{Document, ParamDecl, SetLine};
use siaga_typeset::{Circular, CircularSection};

/// Returns the letter of a circular that an employee signs.
pub(crate) fn letter(ctx: &Ctx, row: &OwnCircular, document: &Document, signer: i64) -> NewDocument {
    let indonesian = Ctx { locale: Locale::Indonesian, ..ctx.clone() };
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let body = serde_json::to_value(body(&Say(&indonesian), row, document));
    NewDocument {
        kind: DocumentKind::Circular,
        agency: None,
        dated_on: row.dated_on,
        about: row.title.clone(),
        signed_by: SignedBy::Employee(signer),
        body: body.expect("texts are always JSON"),
        carbon_copies: lines(&row.letter.carbon_copies),
        recipients: lines(&row.letter.recipients),
        reference: format!("circular/{}", row.id),
    }
}

fn body(say: &Say<'_>, row: &OwnCircular, document: &Document) -> Circular {
    let paragraphs = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let section = |heading: &str, paragraphs: Vec<String>, items: Vec<String>| CircularSection {
        heading: say.0.text(heading, &[]),
        paragraphs,
        items,
    };
    let basis: Vec<String> = document.circular.basis.iter().map(|id| title(id)).collect();
    let ends = document.revokes.iter().map(|end| {
        let values = [("title", title(&end.circular)), ("from", say.date(end.from))];
        say.0.text("directives-letter-ends", &values)
    });
    let items: Vec<String> = document.sets.iter().map(|line| line_words(say, line)).chain(ends).collect();
    let sections = [
        section("directives-letter-background", paragraphs(&row.letter.background), Vec::new()),
        section("directives-letter-basis", Vec::new(), basis),
        section("directives-letter-body", paragraphs(&row.letter.body), items),
    ];
    let is_said = |section: &CircularSection| !section.paragraphs.is_empty() || !section.items.is_empty();
    Circular { sections: sections.into_iter().filter(is_said).collect(), closing: row.letter.closing.clone() }
}

fn line_words(say: &Say<'_>, line: &SetLine) -> String {
    let decl: Option<&ParamDecl> = say.0.law().book.declarations().find(|decl| decl.name == line.parameter);
    let value = decl.and_then(|decl| decl.kind.read(&line.value));
    let value = value.map_or_else(|| line.value.to_string(), |value| say.value(&line.parameter, &value));
    let mut words = say.0.text(
        "directives-letter-line",
        &[
            ("parameter", say.parameter(&line.parameter)),
            ("value", value),
            ("period", say.period(line.from, line.until)),
        ],
    );
    if let Some(when) = &line.when {
        words.push_str(&say.0.text("directives-letter-when", &[("when", say.condition(when))]));
    }
    words + "."
}

/// Returns what a circular is called; its id where it is not one of the program.
fn title(id: &str) -> String {
    let found = shipped().iter().find(|document| document.circular.id == id);
    found.map_or_else(|| id.to_owned(), |document| document.circular.title.clone())
}
