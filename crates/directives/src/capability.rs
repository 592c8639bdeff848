//! The descriptor of directives: everything they bring to the program.

use crate::{explain, facts, migrations, ops, web};
use siaga_platform::{Capability, Job, Subscription};
use std::time::Duration;

/// Pause between two looks whether another process has signed or revoked.
const FOLLOW_PAUSE: Duration = Duration::from_secs(3);

const JOBS: &[Job] = &[Job {
    name: "directives.follow_law",
    every: FOLLOW_PAUSE,
    run: |ctx| Box::pin(async move { ops::law::follow(&ctx.app).await }),
}];

/// Whoever hears of a changed law after us asks the new one, also where another process signed.
const SUBSCRIPTIONS: &[Subscription] = &[Subscription {
    topic: ops::sign::LAW_CHANGED,
    name: "directives.follow_news",
    run: |ctx, _| Box::pin(async move { ops::law::follow(&ctx.app).await }),
}];

/// Returns everything that directives bring to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        routes: web::routes(),
        nav: web::nav(),
        messages: Some((include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"))),
        jobs: JOBS.to_vec(),
        subscriptions: SUBSCRIPTIONS.to_vec(),
        facts: facts::FACTS,
        law: Some(|app| Box::pin(ops::law::source(app))),
        openapi: Some(web::openapi),
        explainers: explain::EXPLAINERS,
        ..Capability::new("directives")
    }
}
