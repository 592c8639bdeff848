//! The tables of inspections. Answers, events, minutes and steps of tasks are append-only.

use siaga_platform::Migration;

/// Migrations of inspections, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "inspections, answers, minutes", sql: INSPECTIONS },
    Migration { number: 2, name: "instructions that are tracked", sql: TASKS },
];

/// `version` is raised by moderators and named by their forms; `pulse` by whatever changes the room;
/// `facts` when the recaps behind it changed. Times when an answer came after a close are told by
/// `after_minutes`, the version of the minutes that was closed then.
const INSPECTIONS: &str = "
create table inspection_inspection (
    id uuid primary key,
    government_id bigint not null,
    title text not null,
    held_on date not null,
    start_minute integer not null,
    leader_id bigint not null,
    leader_name text not null,
    leader_post text not null,
    meeting_link text not null,
    state text not null,
    version bigint not null,
    pulse bigint not null,
    facts bigint not null,
    current_agency_id bigint,
    minutes_version integer not null,
    started_at timestamptz,
    closed_at timestamptz,
    planned_by text not null,
    planned_name text not null,
    planned_at timestamptz not null
);
create index inspection_inspection_day on inspection_inspection (government_id, held_on);
create table inspection_agency (
    inspection_id uuid not null,
    agency_id bigint not null,
    place integer not null,
    called_at timestamptz,
    joined_at timestamptz,
    joined_name text,
    is_absent boolean not null,
    confirmed_at timestamptz,
    confirmed_name text,
    recap_id uuid,
    recap_version integer,
    recap_sha256 text,
    objection text,
    objected_at timestamptz,
    objected_name text,
    objected_version integer,
    primary key (inspection_id, agency_id)
);
create table inspection_question (
    id uuid primary key,
    inspection_id uuid not null,
    place integer not null,
    text text not null,
    kind text not null,
    agencies text not null
);
create index inspection_question_inspection on inspection_question (inspection_id, place);
create table inspection_answer (
    id {id},
    inspection_id uuid not null,
    question_id uuid not null,
    agency_id bigint not null,
    value text not null,
    answered_by text not null,
    answered_name text not null,
    answered_at timestamptz not null,
    after_minutes integer
);
create index inspection_answer_inspection on inspection_answer (inspection_id, id);
create table inspection_note (
    id uuid primary key,
    inspection_id uuid not null,
    kind text not null,
    agency_id bigint,
    text text not null,
    person_id bigint,
    person_name text not null,
    due_on date,
    noted_by text not null,
    noted_name text not null,
    noted_at timestamptz not null
);
create index inspection_note_inspection on inspection_note (inspection_id, noted_at);
create table inspection_absentee (
    inspection_id uuid not null,
    employee_id bigint not null,
    agency_id bigint not null,
    name text not null,
    recap_id uuid not null,
    recap_version integer not null,
    marked_by text not null,
    marked_name text not null,
    marked_at timestamptz not null,
    primary key (inspection_id, employee_id)
);
create table inspection_event (
    id {id},
    inspection_id uuid not null,
    kind text not null,
    detail text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index inspection_event_inspection on inspection_event (inspection_id, id);
create table inspection_minutes (
    inspection_id uuid not null,
    version integer not null,
    snapshot text not null,
    sha256 text not null,
    document_id uuid,
    reason text not null,
    closed_by text not null,
    closed_name text not null,
    closed_at timestamptz not null,
    primary key (inspection_id, version)
);
";

const TASKS: &str = "
create table inspection_task (
    id uuid primary key,
    government_id bigint not null,
    inspection_id uuid not null,
    note_id uuid not null unique,
    text text not null,
    agency_id bigint,
    employee_id bigint,
    person_name text not null,
    due_on date,
    state text not null,
    made_at timestamptz not null
);
create index inspection_task_open on inspection_task (government_id, state, due_on);
create table inspection_task_step (
    id {id},
    task_id uuid not null,
    kind text not null,
    text text not null,
    file_sha256 text,
    file_name text,
    made_by text not null,
    made_name text not null,
    made_employee bigint,
    made_at timestamptz not null
);
create index inspection_task_step_task on inspection_task_step (task_id, id);
";
