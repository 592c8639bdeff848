//! The descriptor of the capability.

use crate::{explain, migrations, open_table, params, tiles, web};
use siaga_platform::Capability;

/// Returns everything that services bring to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        routes: web::routes(),
        nav: web::nav(),
        messages: Some((include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"))),
        params: params::SERVICES_PARAMS,
        openapi: Some(web::openapi),
        tiles: tiles::ALL,
        explainers: explain::ALL,
        open_tables: open_table::ALL,
        ..Capability::new("services")
    }
}
