//! What figures of arrangements rest on.

use siaga_platform::explain::Explainer;

/// What arrangements can explain.
pub(crate) const EXPLAINERS: &[Explainer] = &[];
