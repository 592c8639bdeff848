//! The descriptor of the capability.

use crate::{explain, jobs, migrations, news, tiles, web};
use siaga_platform::Capability;

const MESSAGES: (&str, &str) = (include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"));

/// Returns everything that arrangements bring to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        params: crate::params::ARRANGEMENTS_PARAMS,
        routes: web::routes(),
        nav: web::nav(),
        messages: Some(MESSAGES),
        jobs: jobs::JOBS.to_vec(),
        subscriptions: news::SUBSCRIPTIONS.to_vec(),
        tiles: tiles::TILES,
        explainers: explain::EXPLAINERS,
        openapi: Some(web::openapi),
        ..Capability::new("arrangements")
    }
}
