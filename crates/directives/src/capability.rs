//! The descriptor of the capability.

use siaga_platform::Capability;

const MESSAGES: (&str, &str) = (include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"));

/// Returns everything that directives brings to the program.
pub fn capability() -> Capability {
    let mut capability = Capability::new("directives");
    capability.migrations = crate::migrations::MIGRATIONS;
    capability.facts = crate::facts::FACTS;
    capability.messages = Some(MESSAGES);
    capability
}
