//! The descriptor of attendance: everything it brings to the program, by area.

use crate::ops::{rebuild, terminal_reads};
use crate::{explain, migrations, open_data, params, settings, tiles, web};
use siaga_platform::{Capability, Job, Subscription};
use std::time::Duration;

/// Pause between two looks at what came in; the board is at most this old.
const FOLLOW_PAUSE: Duration = Duration::from_secs(1);

/// Pause between two looks for silent terminals.
const SILENCE_PAUSE: Duration = Duration::from_secs(60);

const JOBS: &[Job] = &[
    Job { name: "attendance.refresh_days", every: FOLLOW_PAUSE, run: |ctx| Box::pin(rebuild::follow(ctx)) },
    Job {
        name: "attendance.note_silence",
        every: SILENCE_PAUSE,
        run: |ctx| Box::pin(terminal_reads::note_silence(ctx)),
    },
];

const SUBSCRIPTIONS: &[Subscription] = &[
    Subscription {
        topic: siaga_directory::PEOPLE_CHANGED,
        name: "attendance.rebuild_after_people_changed",
        run: |ctx, payload| Box::pin(rebuild::people_changed(ctx, payload)),
    },
    Subscription {
        topic: siaga_directives::LAW_CHANGED,
        name: "attendance.rebuild_after_law_changed",
        run: |ctx, payload| Box::pin(rebuild::law_changed(ctx, payload)),
    },
    Subscription {
        topic: siaga_directives::FACT_CHANGED,
        name: "attendance.rebuild_after_fact_changed",
        run: |ctx, payload| Box::pin(rebuild::fact_changed(ctx, payload)),
    },
    Subscription {
        topic: siaga_arrangements::ROSTER_SIGNED,
        name: "attendance.rebuild_after_roster_signed",
        run: |ctx, payload| Box::pin(rebuild::roster_signed(ctx, payload)),
    },
    Subscription {
        topic: siaga_arrangements::REPORT_CHANGED,
        name: "attendance.refresh_after_report_changed",
        run: |ctx, payload| Box::pin(rebuild::report_changed(ctx, payload)),
    },
];

/// Returns everything that attendance brings to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        routes: web::routes(),
        nav: web::nav(),
        openapi: Some(web::openapi),
        messages: Some((include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"))),
        jobs: JOBS.to_vec(),
        subscriptions: SUBSCRIPTIONS.to_vec(),
        params: params::ATTENDANCE_PARAMS,
        settings: settings::ALL,
        tiles: tiles::TILES,
        explainers: explain::EXPLAINERS,
        open_tables: open_data::TABLES,
        ..Capability::new("attendance")
    }
}
