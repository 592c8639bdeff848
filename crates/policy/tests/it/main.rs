//! One test binary: the folder of law, the way of combining, conditions, the faults that are refused.

#[expect(unreachable_pub, reason = "arrangements shows these names, this binary shows none")]
#[path = "../../../arrangements/src/params.rs"]
mod arrangements_params;
#[expect(unreachable_pub, reason = "attendance shows these names, this binary shows none")]
#[path = "../../../attendance/src/params.rs"]
mod attendance_params;
#[expect(unreachable_pub, reason = "events shows these names, this binary shows none")]
#[path = "../../../events/src/params.rs"]
mod events_params;
#[expect(unreachable_pub, reason = "directives shows these names, this binary shows none")]
#[path = "../../../directives/src/facts.rs"]
mod facts;
#[expect(unreachable_pub, reason = "services shows these names, this binary shows none")]
#[path = "../../../services/src/params.rs"]
mod services_params;

mod changes;
mod combine;
mod conditions;
mod fact_values;
mod faults;
mod folder;
mod fuzz;
mod office_ceiling;
mod reference;
mod support;
mod warnings;
