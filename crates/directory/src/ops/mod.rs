//! The use cases of the directory.
//!
//! Reads return facts and ask no permission: the operation or page that shows them decides what its actor
//! may see. Whatever writes asks the gate.

pub(crate) mod government;
pub(crate) mod heads;
pub(crate) mod import;
pub(crate) mod people;
pub(crate) mod reads;
pub(crate) mod record;
pub(crate) mod sealed;
pub(crate) mod structure;

use chrono::NaiveDate;
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem, topics};

/// The topic of changes of who works where: payload `{"from_on": "2020-05-26"}`, the first day they touch.
pub const PEOPLE_CHANGED: &str = "directory.people_changed";

/// Publishes that people, posts or PINs changed from a day on; without a day nothing changed.
async fn publish_change(ctx: &Ctx, tx: &Tx, from_on: Option<NaiveDate>) -> Result<(), Problem> {
    match from_on {
        None => Ok(()),
        Some(from_on) => {
            topics::publish(ctx, tx, PEOPLE_CHANGED, &serde_json::json!({ "from_on": from_on })).await
        }
    }
}
