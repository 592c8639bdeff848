//! Readers of what a terminal uploads, one per table. None of them fails: what cannot be read is reported
//! line by line, and its neighbours are read.

mod attlog;
mod device_info;
mod errorlog;
pub(crate) mod kind;
mod operation;
mod operlog;
pub(crate) mod options;
mod refused;
mod rtlog;
mod table;
mod user;

pub use attlog::{
    Attlog, AttlogLine, LineFault, MAX_LINE_BYTES, PunchLine, UNKNOWN_VERIFY, UNLABELLED, attlog,
};
pub use device_info::DeviceInfo;
pub use errorlog::{ErrorEntry, Errorlog, errorlog};
pub use operation::Operation;
pub use operlog::{OperationEntry, Operlog, UnreadableLine, operlog};
pub use options::{Options, options};
pub use refused::Refused;
pub use rtlog::{DoorEvent, Rtlog, RtlogLine, rtlog};
pub use table::Table;
pub use user::{Privilege, UserLine, Userinfo, userinfo};

/// Returns the number of lines that carry something: the `n` of `OK: n`.
#[must_use]
pub fn line_count(body: &[u8]) -> u32 {
    u32::try_from(crate::lines::filled_lines(body).count()).unwrap_or(u32::MAX)
}
