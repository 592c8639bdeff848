//! The tables of directives. Facts, versions and changes are append-only.

use siaga_platform::Migration;

/// Migrations of directives, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "facts of conditions", sql: FACTS },
    Migration { number: 2, name: "circulars with their versions and changes", sql: CIRCULARS },
];

/// A fact that was ended or corrected has a later row that replaces it; no row is ever changed.
const FACTS: &str = "
create table directives_fact (
    seq {id},
    uid uuid not null unique,
    government_id bigint not null,
    agency_id bigint,
    unit_id bigint,
    name text not null,
    value text not null,
    from_on date not null,
    until_on date,
    source text not null,
    replaces uuid unique,
    recorded_by text not null,
    recorded_name text not null,
    recorded_at timestamptz not null
);
create index directives_fact_days on directives_fact (government_id, from_on);
";

/// `version` is raised by whoever changes a draft and named by forms. `directives_change` says in which
/// order circulars came in force and ended: a program that has seen the last one has read them all.
const CIRCULARS: &str = "
create table directives_circular (
    id uuid primary key,
    government_id bigint not null,
    circular text not null,
    title text not null,
    state text not null,
    version bigint not null,
    dated_on date not null,
    law text not null,
    cases text not null,
    letter text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null,
    changed_name text not null,
    changed_at timestamptz not null,
    signed_by text,
    signed_name text,
    signed_at timestamptz,
    known_from date,
    law_sha256 text,
    document_id uuid,
    ended_from date,
    ended_known_from date,
    ended_reason text,
    ended_name text,
    ended_at timestamptz
);
create unique index directives_circular_name on directives_circular (circular) where state <> 'refused';
create index directives_circular_state on directives_circular (government_id, state);
create table directives_version (
    circular_id uuid not null,
    version bigint not null,
    circular text not null,
    title text not null,
    dated_on date not null,
    law text not null,
    cases text not null,
    letter text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null,
    primary key (circular_id, version)
);
create table directives_change (
    seq {id},
    government_id bigint not null,
    circular_id uuid not null,
    kind text not null,
    reason text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index directives_change_circular on directives_change (circular_id, seq);
";
