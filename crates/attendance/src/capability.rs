//! The descriptor of attendance: everything it brings to the program, by area.

use crate::ops::rebuild;
use crate::{migrations, params, web};
use siaga_platform::{Capability, Job, Subscription};
use std::time::Duration;

/// Pause between two looks at what came in; the board is at most this old.
const FOLLOW_PAUSE: Duration = Duration::from_secs(1);

const JOBS: &[Job] = &[Job {
    name: "attendance.refresh_days",
    every: FOLLOW_PAUSE,
    run: |ctx| Box::pin(rebuild::follow(ctx)),
}];

const SUBSCRIPTIONS: &[Subscription] = &[Subscription {
    topic: siaga_directory::PEOPLE_CHANGED,
    name: "attendance.rebuild_after_people_changed",
    run: |ctx, payload| Box::pin(rebuild::people_changed(ctx, payload)),
}];

/// Returns everything that attendance brings to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        routes: web::routes(),
        messages: Some((include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"))),
        jobs: JOBS.to_vec(),
        subscriptions: SUBSCRIPTIONS.to_vec(),
        params: params::ATTENDANCE_PARAMS,
        ..Capability::new("attendance")
    }
}
