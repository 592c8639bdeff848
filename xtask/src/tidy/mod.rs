//! Habits that no compiler checks.

use anyhow::Result;

pub(crate) fn run() -> Result<()> {
    Ok(())
}
