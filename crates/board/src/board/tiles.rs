//! The tiles of a board, loaded side by side.

use futures_util::FutureExt;
use futures_util::future::join_all;
use siaga_access::Role;
use siaga_platform::tile::{Tile, TileQuestion, TileView};
use siaga_platform::{Ctx, Problem, ProblemKind};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// A tile that takes longer would keep all others from being seen.
const LONGEST: Duration = Duration::from_secs(10);

/// A tile with what it answered.
#[derive(Debug)]
pub(crate) struct LoadedTile {
    pub(crate) name: &'static str,
    pub(crate) answer: Result<TileView, Problem>,
}

/// Returns the live roles of the actor for which there are tiles, each once.
pub(crate) fn roles_with_tiles(ctx: &Ctx) -> Vec<Role> {
    let mut roles = ctx.live_roles();
    roles.sort_unstable();
    roles.dedup();
    roles.retain(|role| ctx.app.contributions.tiles.iter().any(|tile| tile.roles.contains(role)));
    roles
}

/// Loads the tiles of the actor's roles, or of one of them, in their order.
///
/// # Shape
/// A tile that has nothing to say to this actor is left out; one that fails stands there with its problem.
pub(crate) async fn load(ctx: &Ctx, question: &TileQuestion, role: Option<Role>) -> Vec<LoadedTile> {
    let mut roles = ctx.live_roles();
    roles.retain(|own| role.is_none_or(|wanted| wanted == *own));
    let tiles = ctx.app.contributions.tiles.iter();
    let of_roles = tiles.filter(|tile| tile.roles.iter().any(|role| roles.contains(role)));
    let loaded = join_all(of_roles.map(|tile| load_one(ctx, tile, question))).await;
    loaded.into_iter().flatten().collect()
}

async fn load_one(ctx: &Ctx, tile: &Tile, question: &TileQuestion) -> Option<LoadedTile> {
    let name = tile.name;
    let load = AssertUnwindSafe(async { (tile.load)(ctx.clone(), question.clone()).await }).catch_unwind();
    let answer = match tokio::time::timeout(LONGEST, load).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err(Problem::broken("a tile panicked")),
        Err(_) => Err(Problem::new(ProblemKind::Busy, "board.tile_slow")),
    };
    if let Err(problem) = &answer {
        tell(name, problem);
    }
    Some(LoadedTile { name, answer: answer.transpose()? })
}

/// What the page does not pass on to the guard is logged here.
fn tell(tile: &'static str, problem: &Problem) {
    match problem.kind {
        ProblemKind::Broken => {
            let cause = problem.source.as_deref().map(tracing::field::display);
            tracing::error!(tile, %problem, cause, "a tile of the board failed");
        }
        _ => tracing::warn!(tile, %problem, "a tile of the board could not be shown"),
    }
}
