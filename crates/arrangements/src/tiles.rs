//! Tiles on the boards of leaders.

use siaga_platform::tile::Tile;

/// The tiles of arrangements.
pub(crate) const TILES: &[Tile] = &[];
