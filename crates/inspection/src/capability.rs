//! The descriptor of inspections: everything they bring to the program.

use crate::{explain, migrations, ops, settings, tiles, web};
use siaga_attendance::{RECAP_COUNTERSIGNED, RECAP_SIGNED};
use siaga_platform::{Capability, Subscription};

const SUBSCRIPTIONS: &[Subscription] = &[
    Subscription {
        topic: RECAP_SIGNED,
        name: "inspection.show_signed_recap",
        run: |ctx, payload| Box::pin(ops::news::recap_signed(ctx, payload)),
    },
    Subscription {
        topic: RECAP_COUNTERSIGNED,
        name: "inspection.show_countersigned_recap",
        run: |ctx, payload| Box::pin(ops::news::recap_signed(ctx, payload)),
    },
];

/// Returns everything that inspections bring to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        routes: web::routes(),
        nav: web::nav(),
        messages: Some((include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"))),
        subscriptions: SUBSCRIPTIONS.to_vec(),
        settings: settings::SETTINGS,
        tiles: tiles::TILES,
        explainers: explain::EXPLAINERS,
        ..Capability::new("inspection")
    }
}
