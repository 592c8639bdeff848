//! News from below and from above.

use crate::ops;
use siaga_directives::facts::CASE_STATE;
use siaga_directives::{FACT_CHANGED, LAW_CHANGED};
use siaga_platform::Subscription;

/// Topic of attendance, which stands above: known by its name only.
const REQUEST_DECIDED: &str = "attendance.request_decided";

/// What arrangements listen to.
pub(crate) const SUBSCRIPTIONS: &[Subscription] = &[
    Subscription {
        topic: FACT_CHANGED,
        name: "arrangements.draft_orders",
        run: |ctx, payload| {
            Box::pin(async move {
                if payload["name"] == CASE_STATE {
                    ops::orders::sweep::sweep(&ctx, payload["agency_id"].as_i64()).await?;
                }
                Ok(())
            })
        },
    },
    Subscription {
        topic: REQUEST_DECIDED,
        name: "arrangements.keep_absence",
        run: |ctx, payload| Box::pin(ops::people::request_decided(ctx, payload)),
    },
    Subscription {
        topic: LAW_CHANGED,
        name: "arrangements.check_rosters",
        run: |ctx, _| Box::pin(async move { ops::recheck::recheck_rosters(&ctx).await }),
    },
    Subscription {
        topic: FACT_CHANGED,
        name: "arrangements.check_rosters_by_facts",
        run: |ctx, _| Box::pin(async move { ops::recheck::recheck_rosters(&ctx).await }),
    },
    Subscription {
        topic: ops::roster_sign::ROSTER_SIGNED,
        name: "arrangements.check_signed_roster",
        run: |ctx, _| Box::pin(async move { ops::recheck::recheck_rosters(&ctx).await }),
    },
];
