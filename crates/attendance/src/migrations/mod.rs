//! The tables of attendance: facts are append-only, `*_derived` tables can be deleted and rebuilt.

use siaga_platform::Migration;

/// Migrations of attendance, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "terminals, journal, punches", sql: TERMINALS },
    Migration { number: 2, name: "check-ins, recaps, requests, findings", sql: PEOPLE },
    Migration { number: 3, name: "derived days and figures", sql: DERIVED },
    Migration { number: 4, name: "where a replay ends", sql: REPLAY_END },
    Migration { number: 5, name: "counts of many days at once", sql: COUNTS_OF_DAYS },
];

/// Terminals and what they sent.
///
/// A punch is one row a (terminal, PIN, civil time, status): a repeated upload changes nothing. Its
/// raw line is a slice of the journal body. Implausible times wait in `attendance_punch_held`.
const TERMINALS: &str = "
create table attendance_terminal (
    id {id},
    government_id bigint not null,
    serial_key text not null unique,
    serial text not null,
    name text not null,
    state text not null,
    agency_id bigint,
    pin_group text not null,
    utc_offset_minutes integer not null,
    zone_spelling text not null,
    secret_prefix text,
    push_version text,
    firmware text,
    first_seen_at timestamptz not null,
    seen_at timestamptz not null,
    seen_address text not null,
    accepted_at timestamptz,
    accepted_by text,
    drift_seconds bigint,
    drift_at timestamptz,
    device_records bigint,
    refused_biometrics bigint not null,
    replayed_to bigint not null
);
create table attendance_journal (
    id {id},
    terminal_id bigint not null references attendance_terminal (id),
    received_at timestamptz not null,
    address text not null,
    route text not null,
    stamp text,
    body {bytes} not null,
    sha256 text not null,
    lines integer not null,
    refused integer not null
);
create index attendance_journal_terminal on attendance_journal (terminal_id, id);
create table attendance_punch (
    id {id},
    terminal_id bigint not null,
    pin text not null,
    punched_on date not null,
    second_of_day integer not null,
    status smallint not null,
    verify smallint not null,
    work_code text,
    journal_id bigint not null,
    line_offset integer not null,
    line_length integer not null
);
create unique index attendance_punch_key
    on attendance_punch (punched_on, terminal_id, pin, second_of_day, status);
create table attendance_punch_held (
    id {id},
    terminal_id bigint not null,
    pin text not null,
    punched_on date not null,
    second_of_day integer not null,
    status smallint not null,
    verify smallint not null,
    work_code text,
    journal_id bigint not null,
    line_offset integer not null,
    line_length integer not null,
    reason text not null,
    decided_at timestamptz,
    decided_by text,
    decision text
);
create unique index attendance_punch_held_key
    on attendance_punch_held (terminal_id, pin, punched_on, second_of_day, status);
create table attendance_line_quarantine (
    id {id},
    terminal_id bigint not null,
    journal_id bigint not null,
    line_offset integer not null,
    line_length integer not null,
    reason text not null
);
create unique index attendance_line_quarantine_key
    on attendance_line_quarantine (journal_id, line_offset);
create table attendance_terminal_event (
    id {id},
    terminal_id bigint not null,
    journal_id bigint not null,
    line_offset integer not null,
    operation integer not null,
    operator text not null,
    happened_local text not null,
    detail text not null
);
create unique index attendance_terminal_event_key
    on attendance_terminal_event (terminal_id, operation, happened_local, operator, detail);
create table attendance_terminal_user (
    terminal_id bigint not null,
    pin text not null,
    name text not null,
    privilege integer not null,
    seen_at timestamptz not null,
    primary key (terminal_id, pin)
);
create table attendance_terminal_command (
    id {id},
    terminal_id bigint not null,
    code text not null unique,
    command text not null,
    queued_at timestamptz not null,
    queued_by text not null,
    sent_at timestamptz,
    tries integer not null,
    finished_at timestamptz,
    return_code integer
);
";

/// What people enter: check-ins, signed recaps, requests, and findings that somebody resolves.
const PEOPLE: &str = "
create table attendance_checkin (
    id uuid primary key,
    government_id bigint not null,
    employee_id bigint not null,
    captured_at timestamptz not null,
    received_at timestamptz not null,
    punched_on date not null,
    second_of_day integer not null,
    latitude_micro bigint,
    longitude_micro bigint,
    accuracy_metres integer,
    distance_metres bigint,
    flag text,
    note text not null
);
create index attendance_checkin_day on attendance_checkin (punched_on, employee_id);
create table attendance_recap (
    id uuid primary key,
    government_id bigint not null,
    agency_id bigint not null,
    day date not null,
    version integer not null,
    state text not null,
    reason text not null,
    lines_sha256 text not null,
    paper_sha256 text,
    paper_name text,
    made_by text not null,
    made_at timestamptz not null,
    signed_by text,
    signed_name text,
    signed_at timestamptz,
    countersigned_by text,
    countersigned_name text,
    countersigned_at timestamptz,
    cutoff_at timestamptz,
    is_late boolean not null
);
create unique index attendance_recap_version on attendance_recap (agency_id, day, version);
create index attendance_recap_day on attendance_recap (day, agency_id);
create table attendance_recap_line (
    recap_id uuid not null references attendance_recap (id),
    employee_id bigint not null,
    status text not null,
    note text not null,
    primary key (recap_id, employee_id)
);
create table attendance_request (
    id uuid primary key,
    government_id bigint not null,
    employee_id bigint not null,
    agency_id bigint not null,
    kind text not null,
    leave_kind text,
    from_on date not null,
    until_on date not null,
    start_minute integer,
    end_minute integer,
    reason text not null,
    paper_sha256 text,
    paper_name text,
    made_by text not null,
    made_at timestamptz not null,
    state text not null,
    decided_by text,
    decided_name text,
    decided_at timestamptz,
    decision_note text
);
create index attendance_request_employee on attendance_request (employee_id, from_on);
create index attendance_request_open on attendance_request (state, agency_id);
create table attendance_finding (
    id {id},
    government_id bigint not null,
    employee_id bigint not null,
    agency_id bigint not null,
    day date not null,
    code text not null,
    detail text not null,
    found_at timestamptz not null,
    resolved_at timestamptz,
    resolved_by text,
    resolution text,
    resolution_note text
);
create unique index attendance_finding_key on attendance_finding (employee_id, day, code);
create index attendance_finding_open on attendance_finding (resolved_at, agency_id, day);
create table attendance_schedule (
    id {id},
    government_id bigint not null,
    unit_id bigint,
    employee_id bigint,
    from_on date not null,
    until_on date,
    weekdays text not null,
    start_minute integer not null,
    end_minute integer not null,
    note text not null,
    recorded_by text not null,
    recorded_at timestamptz not null
);
";

/// Results that are rebuilt from the facts above and the law of the day.
const DERIVED: &str = "
create table attendance_month_derived (
    employee_id bigint not null,
    month date not null,
    days text not null,
    primary key (month, employee_id)
);
create table attendance_count_derived (
    day date not null,
    agency_id bigint not null,
    unit_id bigint not null,
    staff_group text not null,
    status text not null,
    people bigint not null,
    late_people bigint not null,
    late_minutes bigint not null,
    early_people bigint not null,
    early_minutes bigint not null,
    primary key (day, agency_id, unit_id, staff_group, status)
);
create table attendance_exception_derived (
    day date not null,
    employee_id bigint not null,
    agency_id bigint not null,
    unit_id bigint not null,
    status text not null,
    late_minutes integer not null,
    early_minutes integer not null,
    primary key (day, employee_id)
);
create table attendance_watermark (
    name text primary key,
    value bigint not null
);
";

/// The journal row up to which a replay goes: what came later was booked when it came.
const REPLAY_END: &str = "
alter table attendance_terminal add column replay_until bigint not null default 0;
";

/// A run chart sums thirty days of some agencies: the index holds all that it reads.
const COUNTS_OF_DAYS: &str = "
create index attendance_count_of_days on attendance_count_derived (day, status, agency_id, people);
";
