//! The descriptor of the capability.

use siaga_platform::Capability;

const MESSAGES: (&str, &str) = (include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"));

/// Returns everything that services brings to the program.
pub fn capability() -> Capability {
    let mut capability = Capability::new("services");
    capability.migrations = crate::migrations::MIGRATIONS;
    capability.params = crate::params::SERVICES_PARAMS;
    capability.messages = Some(MESSAGES);
    capability
}
