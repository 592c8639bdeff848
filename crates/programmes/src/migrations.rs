//! The tables of programmes and innovations. All but the heads of things are append-only.

use siaga_platform::Migration;

/// Migrations of programmes, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "programmes, reports, evaluations", sql: PROGRAMMES },
    Migration { number: 2, name: "innovations", sql: INNOVATIONS },
];

/// Programmes: their plans and reports by version, the files that prove them, notes of evaluations.
const PROGRAMMES: &str = "
create table programmes_programme (
    id {id},
    uid uuid not null unique,
    government_id bigint not null,
    agency_id bigint not null,
    year integer not null,
    made_by text not null,
    made_at timestamptz not null
);
create index programmes_programme_year on programmes_programme (government_id, year, agency_id);
create table programmes_version (
    id {id},
    programme_id bigint not null references programmes_programme (id),
    version integer not null,
    name text not null,
    indicator text not null,
    unit text not null,
    target bigint not null,
    budget_rupiah bigint not null,
    responsible text not null,
    months text not null,
    reason text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create unique index programmes_version_key on programmes_version (programme_id, version);
create table programmes_report (
    id {id},
    programme_id bigint not null references programmes_programme (id),
    month integer not null,
    version integer not null,
    real_amount bigint not null,
    spent_rupiah bigint not null,
    obstacles text not null,
    reason text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create unique index programmes_report_key on programmes_report (programme_id, month, version);
create table programmes_evidence (
    id {id},
    uid uuid not null unique,
    programme_id bigint not null references programmes_programme (id),
    month integer not null,
    version integer not null,
    sha256 text not null,
    name text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index programmes_evidence_programme on programmes_evidence (programme_id, month);
create table programmes_evaluation (
    id {id},
    uid uuid not null unique,
    programme_id bigint not null references programmes_programme (id),
    evaluated_on date not null,
    decision text not null,
    follow_up text not null,
    due_on date,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index programmes_evaluation_programme on programmes_evaluation (programme_id, id);
";

/// Innovations: what was told by version, the team, the files, and what reviewers decided.
const INNOVATIONS: &str = "
create table programmes_innovation (
    id {id},
    uid uuid not null unique,
    government_id bigint not null,
    employee_id bigint not null,
    agency_id bigint not null,
    state text not null,
    version integer not null,
    made_at timestamptz not null
);
create index programmes_innovation_government on programmes_innovation (government_id, state, agency_id);
create index programmes_innovation_employee on programmes_innovation (employee_id);
create table programmes_innovation_version (
    id {id},
    innovation_id bigint not null references programmes_innovation (id),
    version integer not null,
    title text not null,
    problem text not null,
    solution text not null,
    benefit text not null,
    since_on date not null,
    links text not null,
    team text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create unique index programmes_innovation_version_key on programmes_innovation_version (innovation_id, version);
create table programmes_innovation_review (
    id {id},
    innovation_id bigint not null references programmes_innovation (id),
    version integer not null,
    decision text not null,
    reason text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create unique index programmes_innovation_review_key on programmes_innovation_review (innovation_id, version);
create table programmes_innovation_evidence (
    id {id},
    uid uuid not null unique,
    innovation_id bigint not null references programmes_innovation (id),
    sha256 text not null,
    name text not null,
    made_at timestamptz not null
);
create index programmes_innovation_evidence_of on programmes_innovation_evidence (innovation_id);
";
