#![doc = include_str!("../README.md")]

mod account_scopes;
mod migrations;
mod model;
mod ops;
mod rules;
mod store;
mod web;

pub use model::{
    Agency, Capacity, EmployeeKey, EmployeeKind, Head, NewAgency, NewEmployee, NewEmployment, NewPin,
    NewPost, NewUnit, PeopleFilter, Person, PinSpan, Span, Unit,
};
pub use ops::PEOPLE_CHANGED;
pub use ops::government::{
    add_government, check_government, init_government, init_government_since, load_regions, region_counts,
    region_name, regions_below,
};
pub use ops::heads::{head_of, heads_of_units, superior_of};
pub use ops::import::{
    Counts, ImportEntry, ImportKind, Outcome, Preview, import_confirm, import_map, import_preview,
    import_view, imports,
};
pub use ops::people::{
    add_employee, add_employees, add_employment, add_employments, add_pin, add_pins, add_post, add_posts,
    end_pin, end_post,
};
pub use ops::reads::{
    Identity, agencies, agency, agency_by_code, identities, identities_of, identity, people_by_ids,
    people_on, person, person_by_id, pins_between, pins_of, search_people, spans_between, spans_of, units,
};
pub use ops::sealed::{SealedReport, verify_sealed};
pub use ops::structure::{add_agencies, add_agency, add_unit, add_units};
pub use rules::import::cells::Finding;
pub use rules::import::fields::{Field, Mapping};
pub use store::regions::{Region, RegionCounts};

use siaga_platform::{Capability, Job};
use std::time::Duration;

const MESSAGES: (&str, &str) = (include_str!("../messages/id.ftl"), include_str!("../messages/en.ftl"));

/// Pause between two looks for previews that nobody confirmed.
const STALE_PREVIEW_PAUSE: Duration = Duration::from_secs(6 * 60 * 60);

const JOBS: &[Job] = &[Job {
    name: "directory.forget_stale_previews",
    every: STALE_PREVIEW_PAUSE,
    run: |ctx| Box::pin(ops::import::forget_stale_previews(ctx)),
}];

/// Returns everything that the directory brings to the program.
pub fn capability() -> Capability {
    let mut capability = Capability::new("directory");
    capability.migrations = migrations::MIGRATIONS;
    capability.routes = web::routes();
    capability.nav = web::NAV.to_vec();
    capability.jobs = JOBS.to_vec();
    capability.messages = Some(MESSAGES);
    capability.openapi = Some(web::openapi);
    capability.people = Some(account_scopes::PEOPLE_SOURCE);
    capability
}
