//! What went wrong while setting, in words for the person who wrote the template.

use crate::world::{SheetWorld, TEMPLATE};
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

/// A letter that could not be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}{}", hint.as_deref().map(|hint| format!(" ({hint})")).unwrap_or_default())]
pub struct TypesetError {
    /// `template.typ`, `common.typ` or `data.json`.
    pub file: String,
    /// Line, counted from 1; 0 when the trouble has no place in a text.
    pub line: usize,
    /// Character of the line, counted from 1; 0 when the trouble has no place in a text.
    pub column: usize,
    /// What is wrong, in plain text.
    pub message: String,
    /// What may help.
    pub hint: Option<String>,
}

struct Place {
    file: String,
    line: usize,
    column: usize,
}

impl TypesetError {
    /// Returns an error that has no place in a text.
    pub(crate) fn plain(message: &str) -> Self {
        Self { file: TEMPLATE.to_owned(), line: 0, column: 0, message: message.to_owned(), hint: None }
    }

    /// Returns the first trouble that Typst found.
    pub(crate) fn of(world: &SheetWorld, found: &[SourceDiagnostic]) -> Self {
        let Some(first) = found.first() else { return Self::plain("the letter could not be set") };
        let hints: Vec<&str> = first.hints.iter().map(|hint| hint.v.as_str()).collect();
        let hint = (!hints.is_empty()).then(|| hints.join("; "));
        let plain = Self { hint, ..Self::plain(&first.message) };
        match nearest(world, first) {
            Some(Place { file, line, column }) => Self { file, line, column, ..plain },
            None => plain,
        }
    }
}

/// Finds the place that a person can mend: in a replaced file if the way there leads through one.
fn nearest(world: &SheetWorld, found: &SourceDiagnostic) -> Option<Place> {
    let own = place(world, found.span);
    if own.as_ref().is_some_and(|place| world.is_replaced(&place.file)) {
        return own;
    }
    let mut callers = found.trace.iter().filter_map(|point| place(world, point.span.into()));
    callers.find(|place| world.is_replaced(&place.file)).or(own)
}

fn place(world: &SheetWorld, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let start = world.range(span)?.start;
    let text = match world.source(id) {
        Ok(source) => source.text().to_owned(),
        Err(_) => world.file(id).ok()?.as_str().ok()?.to_owned(),
    };
    let before = text.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Some(Place {
        file: id.get().vpath().get_without_slash().to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    })
}
