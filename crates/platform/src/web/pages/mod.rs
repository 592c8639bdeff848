//! The pages of the platform itself.

mod account;
mod accounts;
mod api;
mod api_session;
mod audit;
mod operation;
mod settings;
mod sign_in;

use crate::capability::{Capability, NavEntry, Permit};
use siaga_access::Action;

const MESSAGES: (&str, &str) =
    (include_str!("../../../messages/id.ftl"), include_str!("../../../messages/en.ftl"));

const NAV: [NavEntry; 4] = [
    NavEntry {
        order: 900,
        path: "/pengelolaan/akun",
        label: "nav-accounts",
        permit: Permit::May(Action::AccountView),
    },
    NavEntry { order: 910, path: "/audit", label: "nav-audit", permit: Permit::May(Action::AuditVerify) },
    NavEntry {
        order: 905,
        path: "/pengelolaan/pengaturan",
        label: "nav-settings",
        permit: Permit::May(Action::SettingManage),
    },
    NavEntry { order: 990, path: "/api", label: "nav-api", permit: Permit::May(Action::ApiBrowse) },
];

/// Returns what the platform brings itself: sign-in, accounts, audit log, API page, health. Its
/// tables are `MIGRATIONS`, which run before those of all capabilities.
pub fn capability() -> Capability {
    let mut capability = Capability::new("platform");
    capability.messages = Some(MESSAGES);
    capability.nav = NAV.to_vec();
    capability.openapi = Some(api_session::openapi);
    capability.routes = [
        sign_in::routes(),
        account::routes(),
        accounts::routes(),
        audit::routes(),
        api::routes(),
        api_session::routes(),
        operation::routes(),
        settings::routes(),
    ]
    .concat();
    capability
}
