//! What capabilities contribute to pages that belong to none of them.

use crate::capability::Capability;
use crate::explain::Explainer;
use crate::open_data::OpenTable;
use crate::settings::SettingDecl;
use crate::tile::Tile;
use std::fmt;

/// Tiles, explainers, open tables and settings of all capabilities.
#[derive(Clone, Default)]
pub struct Contributions {
    /// Tiles of boards, in their order.
    pub tiles: Vec<Tile>,
    /// Explainers.
    pub explainers: Vec<Explainer>,
    /// Open tables.
    pub open_tables: Vec<OpenTable>,
    /// Settings that administrators may change.
    pub settings: Vec<SettingDecl>,
}

impl Contributions {
    /// Collects them.
    pub fn of(capabilities: &[Capability]) -> Self {
        let mut tiles: Vec<Tile> = capabilities.iter().flat_map(|one| one.tiles).copied().collect();
        tiles.sort_by_key(|tile| tile.order);
        Self {
            tiles,
            explainers: capabilities.iter().flat_map(|one| one.explainers).copied().collect(),
            open_tables: capabilities.iter().flat_map(|one| one.open_tables).copied().collect(),
            settings: capabilities.iter().flat_map(|one| one.settings).copied().collect(),
        }
    }
}

impl fmt::Debug for Contributions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contributions").field("tiles", &self.tiles.len()).finish_non_exhaustive()
    }
}
