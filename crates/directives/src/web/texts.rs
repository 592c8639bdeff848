//! Values of directives as people read them.

use crate::model::CircularState;
use crate::rules::standing::Standing;
use siaga_platform::web::Page;

/// Returns tone and text of the state of a circular of the government.
pub(crate) fn state_badge(page: &Page, state: CircularState) -> (&'static str, String) {
    let tone = match state {
        CircularState::Draft => "quiet",
        CircularState::Signed => "good",
        CircularState::Revoked | CircularState::Refused => "bad",
    };
    (tone, page.t(format!("directives-state-{}", state.as_str())))
}

/// Returns tone and text of how a circular stands as law.
pub(crate) fn standing_badge(page: &Page, standing: &Standing) -> (&'static str, String) {
    let tone = match standing {
        Standing::InForce => "good",
        Standing::Coming { .. } => "info",
        Standing::Over { .. } | Standing::NotYetKnown => "quiet",
        Standing::Revoked { .. } => "bad",
    };
    let day = match standing {
        Standing::Coming { from } | Standing::Revoked { from, .. } => Some(*from),
        Standing::Over { until } => Some(*until),
        Standing::InForce | Standing::NotYetKnown => None,
    };
    let name = page.t(format!("directives-standing-{}", standing.as_str().replace('_', "-")));
    (tone, day.map_or_else(|| name.clone(), |day| format!("{name} ({})", page.date(day))))
}

/// Returns a value as part of an address.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
