//! What figures of arrangements rest on.

mod day;

pub(crate) use day::place_message;

use siaga_platform::explain::Explainer;

/// What arrangements can explain.
pub(crate) const EXPLAINERS: &[Explainer] = &[Explainer {
    name: "arrangements.day",
    label: "arrangements-explain-day",
    keys: &[("pegawai", "arrangements-key-employee"), ("hari", "arrangements-key-day")],
    explain: |ctx, subject| Box::pin(async move { day::day(&ctx, &subject).await }),
}];
