//! Work that is done again and again.

use crate::ops;
use siaga_platform::Job;
use std::time::Duration;

/// Within a minute a case has its draft, also where news of it was lost.
const SWEEP_PAUSE: Duration = Duration::from_secs(30);

/// The jobs of arrangements.
pub(crate) const JOBS: &[Job] = &[Job {
    name: "arrangements.review_orders",
    every: SWEEP_PAUSE,
    run: |ctx| Box::pin(async move { ops::orders::sweep::sweep(&ctx, None).await }),
}];
