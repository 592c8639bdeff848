//! The tables of arrangements. Facts are append-only: what replaces a row is a new row.

mod rosters;

use siaga_platform::Migration;

/// Migrations of arrangements, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "orders, exceptions, criteria", sql: ORDERS },
    Migration { number: 2, name: "rosters, reports, teams, preferences", sql: rosters::ROSTERS },
    Migration { number: 3, name: "signed rosters in one row", sql: rosters::PACKED },
];

/// `fact_key` is what an order answers: the same fact makes one order. `version` is named by forms.
/// Of two rows of `arrangements_person_fact` about the same person, name and day, the newer one holds.
/// `replaces` names the row that a correction or withdrawal is about.
const ORDERS: &str = "
create table arrangements_order (
    id uuid primary key,
    government_id bigint not null,
    kind text not null,
    agency_id bigint not null,
    unit_id bigint,
    fact_key text not null,
    state text not null,
    from_on date not null,
    until_on date not null,
    follows uuid,
    content text not null,
    roster_id uuid,
    document_id uuid,
    version bigint not null,
    note text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null,
    signed_by text,
    signed_name text,
    signed_at timestamptz,
    closed_at timestamptz
);
create unique index arrangements_order_fact on arrangements_order (government_id, fact_key);
create index arrangements_order_state on arrangements_order (government_id, state, until_on);
create table arrangements_order_event (
    id {id},
    order_id uuid not null,
    kind text not null,
    detail text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index arrangements_order_event_order on arrangements_order_event (order_id, id);
create table arrangements_exception (
    id uuid primary key,
    government_id bigint not null,
    agency_id bigint not null,
    unit_id bigint not null,
    employee_id bigint,
    kind text not null,
    from_on date not null,
    until_on date,
    reason text not null,
    replaces uuid,
    is_withdrawn boolean not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index arrangements_exception_agency on arrangements_exception (government_id, agency_id, from_on);
create table arrangements_person_fact (
    id {id},
    government_id bigint not null,
    employee_id bigint not null,
    name text not null,
    value text not null,
    from_on date not null,
    until_on date,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index arrangements_person_fact_employee on arrangements_person_fact (government_id, employee_id, name);
create table arrangements_absence (
    id uuid primary key,
    government_id bigint not null,
    employee_id bigint not null,
    from_on date not null,
    until_on date not null,
    is_morning boolean not null,
    is_afternoon boolean not null,
    source text not null,
    replaces uuid,
    is_withdrawn boolean not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create unique index arrangements_absence_source on arrangements_absence (government_id, source);
create index arrangements_absence_days on arrangements_absence (government_id, until_on, from_on);
";
