//! The descriptor of the board.

use crate::web;
use siaga_platform::Capability;

const MESSAGES: (&str, &str) = (include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"));

/// Returns everything that the board brings to the program: pages, no table.
pub fn capability() -> Capability {
    let mut capability = Capability::new("board");
    capability.routes = web::routes();
    capability.nav = vec![web::NAV, web::OPEN_NAV];
    capability.messages = Some(MESSAGES);
    capability.openapi = Some(web::openapi);
    capability
}
