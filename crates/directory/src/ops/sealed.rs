//! Whether every sealed NIK still opens with the key of this installation.

use crate::store::people;
use siaga_platform::{Ctx, Problem};

/// What a check of all sealed NIKs found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SealedReport {
    /// NIKs that open and match their blind index.
    pub readable: usize,
    /// NIKs that do not: altered, moved to another row, or sealed with another key.
    pub unreadable: usize,
}

/// Opens every sealed NIK of the government and compares it with its blind index; nothing is shown.
///
/// # Errors
/// As the store says; a NIK that does not open is counted, not an error.
pub async fn verify_sealed(ctx: &Ctx) -> Result<SealedReport, Problem> {
    let mut report = SealedReport::default();
    for sealed in people::all_sealed(ctx.db().reader(), ctx.government.id).await? {
        if people::is_sound(ctx, &sealed) {
            report.readable += 1;
        } else {
            report.unreadable += 1;
        }
    }
    Ok(report)
}
