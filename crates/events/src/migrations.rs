//! The tables of events. Places and steps are append-only; the head of an event carries its version.

use siaga_platform::Migration;

/// Migrations of events, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "places, events, attendance lists, minutes", sql: EVENTS },
    Migration { number: 2, name: "who wrote minutes signs them", sql: MAKER },
];

/// The employee behind the account that wrote minutes; none for accounts of nobody in particular.
const MAKER: &str = "alter table events_minutes add column made_employee_id bigint;\n";

/// Names and institutions of people on a list are emptied when they have been kept long enough.
const EVENTS: &str = "
create table events_place (
    id {id},
    government_id bigint not null,
    name_key text not null,
    name text not null,
    address text not null,
    region_code text not null,
    capacity bigint not null,
    made_by text not null,
    made_at timestamptz not null
);
create index events_place_name on events_place (government_id, name_key, id);
create table events_event (
    id {id},
    uid uuid not null unique,
    government_id bigint not null,
    agency_id bigint not null,
    version bigint not null,
    state text not null,
    title text not null,
    purpose text not null,
    kind text not null,
    people bigint not null,
    held_on date not null,
    start_minute integer not null,
    end_minute integer not null,
    place_id bigint references events_place (id),
    contact text not null,
    meeting_link text not null,
    organiser_id bigint not null,
    organiser_name text not null,
    code text not null unique,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null,
    changed_by text not null,
    changed_name text not null,
    changed_at timestamptz not null,
    planned_by text not null
);
create index events_event_day on events_event (government_id, held_on);
create table events_step (
    id {id},
    event_id bigint not null references events_event (id),
    version bigint not null,
    kind text not null,
    note text not null,
    grounds text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index events_step_event on events_step (event_id, id);
create table events_attendee (
    id {id},
    uid uuid not null unique,
    event_id bigint not null references events_event (id),
    employee_id bigint,
    name_key text not null,
    name text not null,
    institution text not null,
    way text not null,
    reason text not null,
    made_by text not null,
    made_at timestamptz not null,
    struck_reason text not null,
    struck_by text not null,
    struck_at timestamptz,
    forgotten_at timestamptz
);
create index events_attendee_event on events_attendee (event_id, id);
create unique index events_attendee_employee on events_attendee (event_id, employee_id)
    where struck_at is null and employee_id is not null;
create table events_minutes (
    id {id},
    event_id bigint not null references events_event (id),
    version integer not null,
    text text not null,
    decisions text not null,
    present bigint not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create unique index events_minutes_version on events_minutes (event_id, version);
";
