//! The descriptor of programmes.

use crate::{migrations, settings};
use siaga_platform::Capability;

/// Returns everything that programmes bring to the program.
pub fn capability() -> Capability {
    Capability {
        migrations: migrations::MIGRATIONS,
        messages: Some((include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"))),
        settings: settings::ALL,
        ..Capability::new("programmes")
    }
}
