//! Tiles on the boards of leaders.

mod rosters;

use siaga_access::Role;
use siaga_platform::tile::Tile;

/// On whose boards rosters are shown.
const ROSTER_ROLES: &[Role] =
    &[Role::RegionalLeader, Role::AgencyHead, Role::PersonnelAgency, Role::Inspectorate, Role::UnitOfficer];

/// The tiles of arrangements.
pub(crate) const TILES: &[Tile] = &[
    Tile {
        name: "arrangements.today",
        order: 160,
        roles: ROSTER_ROLES,
        load: |ctx, question| Box::pin(async move { rosters::today(&ctx, &question).await }),
    },
    Tile {
        name: "arrangements.next_week",
        order: 165,
        roles: ROSTER_ROLES,
        load: |ctx, question| Box::pin(async move { rosters::next_week(&ctx, &question).await }),
    },
];
