//! Tables of rosters, teams, preferences and work reports.

/// Letters of a draft change with it; every change is kept beside it. What is signed never changes.
/// `arrangements_report_month_derived` repeats the state of all reports of a month in one row a person;
/// `arrangements_roster_check_derived` what the law of now says against signed rosters.
pub(super) const ROSTERS: &str = "
create table arrangements_roster (
    id {id},
    uid uuid not null unique,
    government_id bigint not null,
    agency_id bigint not null,
    from_on date not null,
    until_on date not null,
    state text not null,
    version bigint not null,
    order_uid uuid,
    elsewhere text not null,
    wishes text not null,
    grounds text not null,
    outcome text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null,
    changed_by text not null,
    changed_name text not null,
    changed_at timestamptz not null,
    signed_by text,
    signed_name text,
    signed_at timestamptz,
    holds_from_on date,
    document_uid uuid
);
create index arrangements_roster_period on arrangements_roster (government_id, state, until_on);
create index arrangements_roster_agency on arrangements_roster (agency_id, from_on);
create table arrangements_roster_row (
    roster_id bigint not null,
    employee_id bigint not null,
    unit_id bigint not null,
    letters text not null,
    primary key (roster_id, employee_id)
);
create index arrangements_roster_row_employee on arrangements_roster_row (employee_id);
create table arrangements_roster_change (
    id {id},
    roster_id bigint not null,
    version bigint not null,
    employee_id bigint not null,
    on_day date not null,
    before_letter text not null,
    after_letter text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index arrangements_roster_change_roster on arrangements_roster_change (roster_id, id);
create table arrangements_roster_exception (
    id {id},
    roster_id bigint not null,
    rule text not null,
    subject_id bigint not null,
    on_day date,
    reason text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index arrangements_roster_exception_roster on arrangements_roster_exception (roster_id, id);
create table arrangements_roster_check_derived (
    roster_id bigint primary key,
    government_id bigint not null,
    broken integer not null,
    first_rule text not null,
    checked_at timestamptz not null
);
create table arrangements_team_member (
    id {id},
    government_id bigint not null,
    agency_id bigint not null,
    employee_id bigint not null,
    team text not null,
    from_on date not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create index arrangements_team_member_agency on arrangements_team_member (government_id, agency_id);
create table arrangements_preference (
    id {id},
    government_id bigint not null,
    employee_id bigint not null,
    week text not null,
    from_on date not null,
    made_by text not null,
    made_at timestamptz not null
);
create index arrangements_preference_employee on arrangements_preference (employee_id);
create table arrangements_report (
    id {id},
    uid uuid not null unique,
    government_id bigint not null,
    employee_id bigint not null,
    agency_id bigint not null,
    on_day date not null,
    version integer not null,
    text text not null,
    work_minutes integer,
    links text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null,
    unique (employee_id, on_day, version)
);
create index arrangements_report_day on arrangements_report (government_id, on_day);
create table arrangements_report_decision (
    id {id},
    report_id bigint not null unique,
    is_accepted boolean not null,
    words text not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null
);
create table arrangements_report_month_derived (
    government_id bigint not null,
    month_on date not null,
    employee_id bigint not null,
    letters text not null,
    primary key (government_id, month_on, employee_id)
);
";

/// The rows of a signed roster in one text, so that a month of all agencies is a few hundred rows to read. It
/// repeats `arrangements_roster_row` of what is signed, and that never changes.
pub(super) const PACKED: &str = "
create table arrangements_roster_packed_derived (
    roster_id bigint primary key,
    people text not null
);
";
