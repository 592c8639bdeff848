//! Everything that is decided before the story begins. The same number of people gives the same plan.

use super::agencies::{AgencyPlan, agencies};
use super::fates::{Filing, PersonDay, filings, mornings};
use super::staff::{Staff, staff};
use super::terminals::{TerminalPlan, terminals};
use anyhow::{Result, ensure};
use siaga_civil::RegionCode;
use siaga_directory as directory;
use siaga_platform::Ctx;

/// Serdang Bedagai.
pub(super) const REGION: &str = "12.18";
/// Where chance begins.
const SEED: u64 = 1_218;

/// The plan of the day.
pub(super) struct Plan {
    pub(super) agencies: Vec<AgencyPlan>,
    pub(super) filings: Vec<Filing>,
    pub(super) staff: Staff,
    pub(super) mornings: Vec<PersonDay>,
    pub(super) terminals: Vec<TerminalPlan>,
}

/// Returns the plan for the districts that are loaded.
pub(super) async fn plan(ctx: &Ctx, people: usize) -> Result<Plan> {
    let below = directory::regions_below(ctx, &ctx.government.region).await?;
    let districts: Vec<(RegionCode, String)> =
        below.into_iter().map(|region| (region.code, region.name)).collect();
    ensure!(!districts.is_empty(), "kecamatan {REGION} tidak ada dalam daftar wilayah");
    let agencies = agencies(&districts, people);
    let filings = filings(&agencies);
    let staff = staff(&agencies, SEED);
    let mornings = mornings(&agencies, &filings, &staff, SEED);
    let terminals = terminals(&agencies, &staff, &mornings);
    Ok(Plan { agencies, filings, staff, mornings, terminals })
}
