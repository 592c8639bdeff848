//! What services can explain: the state of one, and how many are in a state.

mod counts;
mod desk;
mod state;

use crate::web::day_of_text;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::explain::{ExplainedReason, Explainer, Subject};
use siaga_platform::{Ctx, Problem};

pub(crate) use counts::count_subject;
pub use desk::desk_subject;
pub(crate) use state::status_subject;

const DAY: (&str, &str) = ("hari", "services-key-day");
const KNOWN: (&str, &str) = ("diketahui", "services-key-known");

/// Every explainer of services.
pub(crate) const ALL: &[Explainer] = &[
    Explainer {
        name: state::NAME,
        label: "services-explain-status",
        keys: &[("layanan", "services-key-service"), DAY, KNOWN],
        explain: |ctx, subject| Box::pin(state::explain(ctx, subject)),
    },
    Explainer {
        name: desk::NAME,
        label: "services-explain-desk",
        keys: &[("loket", "services-key-desk"), DAY],
        explain: |ctx, subject| Box::pin(desk::explain(ctx, subject)),
    },
    Explainer {
        name: counts::NAME,
        label: "services-explain-count",
        keys: &[("opd", "services-agency"), ("keadaan", "services-key-status"), DAY, KNOWN],
        explain: |ctx, subject| Box::pin(counts::explain(ctx, subject)),
    },
];

/// Reads day and time of knowledge of a subject.
fn as_of(ctx: &Ctx, subject: &Subject) -> Result<(NaiveDate, Option<DateTime<Utc>>), Problem> {
    let on = match subject.key("hari") {
        "" => ctx.today(),
        text => day_of_text(text).ok_or_else(|| wrong_key("hari", text))?,
    };
    let known_at = match subject.key("diketahui") {
        "" => None,
        text => {
            let at = DateTime::parse_from_rfc3339(text).map_err(|_| wrong_key("diketahui", text))?;
            Some(at.to_utc())
        }
    };
    Ok((on, known_at))
}

fn wrong_key(key: &str, text: &str) -> Problem {
    let text: String = text.chars().take(40).collect();
    Problem::invalid("services.explain_key").on_field(key).with("key", key).with("text", text)
}

/// Writes day and time of knowledge into a subject.
fn dated(subject: Subject, on: NaiveDate, known_at: Option<DateTime<Utc>>) -> Subject {
    let known_at = known_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    subject.with("hari", on).with("diketahui", known_at)
}

/// Returns what the program itself defines, as a reason.
fn definition(ctx: &Ctx, words: String) -> ExplainedReason {
    ExplainedReason { title: ctx.text("services-definition", &[]), words, ..ExplainedReason::default() }
}
