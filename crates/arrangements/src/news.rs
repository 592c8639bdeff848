//! News from below.

use siaga_platform::Subscription;

/// What arrangements listen to.
pub(crate) const SUBSCRIPTIONS: &[Subscription] = &[];
