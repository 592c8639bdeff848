//! The descriptor of the capability.

use crate::{explain, migrations, ops, params, settings, tiles, web};
use siaga_directives::{FACT_CHANGED, LAW_CHANGED};
use siaga_platform::{Capability, Job, Subscription};
use std::time::Duration;

const MESSAGES: (&str, &str) = (include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"));

const SUBSCRIPTIONS: &[Subscription] = &[
    Subscription {
        topic: LAW_CHANGED,
        name: "events.judge_again_by_law",
        run: |ctx, _| Box::pin(async move { ops::rejudge::law_changed(&ctx).await }),
    },
    Subscription {
        topic: FACT_CHANGED,
        name: "events.judge_again_by_facts",
        run: |ctx, _| Box::pin(async move { ops::rejudge::law_changed(&ctx).await }),
    },
];

/// Law that was written long ago begins on some day: an hour after midnight at the latest somebody looked.
const JOBS: &[Job] = &[
    Job {
        name: "events.judge_again",
        every: Duration::from_secs(60 * 60),
        run: |ctx| Box::pin(async move { ops::rejudge::rejudge_all(&ctx).await }),
    },
    Job {
        name: "events.forget_attendees",
        every: Duration::from_secs(6 * 60 * 60),
        run: |ctx| Box::pin(async move { ops::forget::forget_attendees(&ctx).await }),
    },
];

/// Returns everything that events bring to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        routes: web::routes(),
        nav: web::nav(),
        messages: Some(MESSAGES),
        jobs: JOBS.to_vec(),
        subscriptions: SUBSCRIPTIONS.to_vec(),
        params: params::EVENTS_PARAMS,
        openapi: Some(web::openapi),
        tiles: tiles::TILES,
        explainers: explain::EXPLAINERS,
        settings: settings::ALL,
        ..Capability::new("events")
    }
}
