//! What capabilities contribute to pages that belong to none of them.

use crate::capability::Capability;
use crate::explain::Explainer;
use crate::law::LawSource;
use crate::open_data::OpenTable;
use crate::settings::SettingDecl;
use crate::tile::Tile;
use siaga_policy::{FactDecl, ParamDecl, SetLine};
use std::fmt;

/// Tiles, explainers, open tables, settings and what law may speak about, of all capabilities.
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
    /// Parameters that circulars may set.
    pub params: Vec<&'static ParamDecl>,
    /// Facts on which conditions may rest.
    pub facts: Vec<&'static FactDecl>,
    /// Circulars that are kept in the database.
    pub law: Vec<LawSource>,
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
            params: capabilities.iter().flat_map(|one| one.params).collect(),
            facts: capabilities.iter().flat_map(|one| one.facts).collect(),
            law: capabilities.iter().filter_map(|one| one.law).collect(),
        }
    }

    /// Returns whether some capability of the program declares parameters in the name space of this one.
    pub fn hears(&self, parameter: &str) -> bool {
        let space = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        self.params.iter().any(|decl| space(decl.name) == space(parameter))
    }

    /// Returns whether the program has facts to decide the condition of a line, if it has one.
    pub fn may_decide(&self, line: &SetLine) -> bool {
        line.when.is_none() || !self.facts.is_empty()
    }
}

impl fmt::Debug for Contributions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contributions").field("tiles", &self.tiles.len()).finish_non_exhaustive()
    }
}
