//! The descriptor of programmes.

use crate::{explain, migrations, open_table, settings, tiles, web};
use siaga_platform::Capability;

/// Returns everything that programmes bring to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        routes: web::routes(),
        nav: web::nav(),
        messages: Some((include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"))),
        tiles: tiles::ALL,
        explainers: explain::ALL,
        open_tables: open_table::ALL,
        settings: settings::ALL,
        ..Capability::new("programmes")
    }
}
