//! Work that is done again and again.

use siaga_platform::Job;

/// The jobs of arrangements.
pub(crate) const JOBS: &[Job] = &[];
