//! The front door: everybody is led to the page that is of most use to them.

use siaga_access::Action;
use siaga_platform::web::{Redirection, see_other};
use siaga_platform::{Capability, Ctx, Permit, Route};

/// Returns the capability that owns nothing but `/`.
pub(crate) fn capability() -> Capability {
    Capability { routes: vec![Route::get("/", Permit::Public, front_door)], ..Capability::new("siaga") }
}

async fn front_door(ctx: Ctx) -> Redirection {
    see_other(if !ctx.actor.is_signed_in() {
        "/masuk"
    } else if ctx.may_ever(Action::BoardView) {
        "/papan"
    } else {
        "/saya"
    })
}
