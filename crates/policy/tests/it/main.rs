//! One test binary: the folder of law, the way of combining, the faults that are refused.

#[expect(unreachable_pub, reason = "attendance shows these names, this binary shows none")]
#[path = "../../../attendance/src/params.rs"]
mod attendance_params;

mod combine;
mod faults;
mod folder;
mod fuzz;
mod reference;
mod support;
