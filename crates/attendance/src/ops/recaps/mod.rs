//! The manual recap: an officer fills in and signs, the head countersigns, corrections are new versions.

mod cutoff;
mod draft;
mod people;
mod sheet;
mod sign;

pub(crate) use cutoff::cutoff_at;
pub use draft::{
    Exception, LineChoice, PaperFile, attach_paper, correct_recap, correct_recap_inspected, fill_rest,
    save_lines,
};
pub use people::{Suggestion, SuggestionSource, day_off};
pub use sheet::{
    AgencyRecap, Progress, RecapSheet, RecapVersion, SheetRow, broken_seals, recap_list, recap_paper,
    recap_sheet, recap_version,
};
pub use sign::{countersign_recap, sign_recap};

use chrono::NaiveDate;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};

/// News of a recap that its maker signed: `recap`, `agency`, `day`, `version`.
pub const RECAP_SIGNED: &str = "attendance.recap_signed";
/// News of a recap that the head signed too, with the same fields.
pub const RECAP_COUNTERSIGNED: &str = "attendance.recap_countersigned";

/// Which recap is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecapOf<'a> {
    /// Code of the agency.
    pub agency_code: &'a str,
    /// The day.
    pub day: NaiveDate,
}

impl RecapOf<'_> {
    async fn agency(self, ctx: &Ctx) -> Result<Agency, Problem> {
        directory::agency_by_code(ctx, self.agency_code).await
    }
}
