//! The tables of services. Everything but the heads is append-only; a correction is a new row.

use siaga_platform::Migration;

/// Migrations of services, in order.
pub(crate) const MIGRATIONS: &[Migration] =
    &[Migration { number: 1, name: "services, desks, staff, states", sql: SERVICES }];

/// Services and desks by version, who can serve what with its ends, and states.
const SERVICES: &str = "
create table services_service (
    id {id},
    uid uuid not null unique,
    government_id bigint not null,
    agency_id bigint not null,
    made_by text not null,
    made_at timestamptz not null
);
create index services_service_government on services_service (government_id, agency_id);
create table services_version (
    id {id},
    service_id bigint not null references services_service (id),
    version integer not null,
    from_on date not null,
    plan text not null,
    reason text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create unique index services_version_key on services_version (service_id, version);
create table services_status (
    id {id},
    uid uuid not null unique,
    service_id bigint not null references services_service (id),
    status text not null,
    reason text not null,
    place text not null,
    address text not null,
    from_on date not null,
    until_on date,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index services_status_service on services_status (service_id, id);
create table services_desk (
    id {id},
    uid uuid not null unique,
    service_id bigint not null references services_service (id),
    made_by text not null,
    made_at timestamptz not null
);
create index services_desk_service on services_desk (service_id);
create table services_desk_version (
    id {id},
    desk_id bigint not null references services_desk (id),
    version integer not null,
    from_on date not null,
    plan text not null,
    reason text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create unique index services_desk_version_key on services_desk_version (desk_id, version);
create table services_staff (
    id {id},
    uid uuid not null unique,
    government_id bigint not null,
    agency_id bigint not null,
    employee_id bigint not null,
    desk_id bigint references services_desk (id),
    skill text not null,
    from_on date not null,
    until_on date,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index services_staff_agency on services_staff (government_id, agency_id);
create table services_staff_end (
    id {id},
    staff_id bigint not null references services_staff (id),
    until_on date not null,
    reason text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index services_staff_end_staff on services_staff_end (staff_id, id);
";
