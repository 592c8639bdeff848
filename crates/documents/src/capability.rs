//! The descriptor of official documents: everything they bring to the program.

use crate::ops::{PUBLIC_ADDRESS, seal};
use crate::{migrations, web};
use siaga_platform::{Capability, Job};
use std::time::Duration;

/// Pause between two looks for documents whose file a crash or a failing signer left undone.
const SEAL_PAUSE: Duration = Duration::from_secs(30);

const JOBS: &[Job] =
    &[Job { name: "documents.seal", every: SEAL_PAUSE, run: |ctx| Box::pin(seal::seal_left_behind(ctx)) }];

/// Returns everything that official documents bring to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        routes: web::routes(),
        nav: web::NAV.to_vec(),
        messages: Some((include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"))),
        jobs: JOBS.to_vec(),
        settings: &[PUBLIC_ADDRESS],
        ..Capability::new("documents")
    }
}
