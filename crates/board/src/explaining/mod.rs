//! "Explain this number": reads what is asked, asks who knows, and checks that the rows make the number.

mod subject;
mod sums;
mod text;

pub(crate) use subject::Asked;
pub(crate) use sums::{Sum, Sums};
pub use text::explanation_text;
pub(crate) use text::{about, reason_line, sum_line};

use siaga_platform::explain::{Explainer, Explanation, Subject, explain};
use siaga_platform::{Ctx, Problem};

/// A subject with its explanation and the check of its sums.
#[derive(Debug)]
pub(crate) struct Explained {
    pub(crate) explanation: Explanation,
    pub(crate) sums: Sums,
}

/// Explains a subject.
///
/// # Errors
/// `explain.unknown`, `board.explain_key` for a key that its explainer does not read; of the explainer.
pub(crate) async fn explained(ctx: &Ctx, subject: &Subject) -> Result<Explained, Problem> {
    if let Some(explainer) = explainer_of(ctx, &subject.name) {
        let unread = subject.keys.keys().find(|key| !explainer.keys.iter().any(|(known, _)| known == key));
        if let Some(key) = unread {
            return Err(Problem::invalid("board.explain_key").with("name", &subject.name).with("key", key));
        }
    }
    let explanation = explain(ctx, subject.clone()).await?;
    let sums = Sums::of(&explanation);
    if !sums.are_equal() {
        tracing::error!(
            explain.name = subject.name, numbers = ?sums, "the rows of an explanation do not make its number"
        );
    }
    Ok(Explained { explanation, sums })
}

/// Returns who explains the subjects of a name.
pub(crate) fn explainer_of<'a>(ctx: &'a Ctx, name: &str) -> Option<&'a Explainer> {
    ctx.app.contributions.explainers.iter().find(|one| one.name == name)
}
