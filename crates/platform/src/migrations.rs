//! The tables of the platform itself.

use crate::migrate::Migration;

/// Migrations of the platform, in order.
pub const MIGRATIONS: &[Migration] = &[BEGIN, NEWS_TRIES];

const NEWS_TRIES: Migration = Migration {
    number: 2,
    name: "news that cannot be delivered is set aside",
    sql: "alter table platform_outbox add column tries bigint not null default 0;\n",
};

const BEGIN: Migration = Migration {
    number: 1,
    name: "tenant, accounts, sessions, audit, outbox, blobs",
    sql: "
create table platform_government (
    id {id},
    region_code text not null unique,
    name text not null,
    time_zone text not null,
    created_at timestamptz not null
);
create table platform_setting (
    name text primary key,
    value text not null
);
create table platform_account (
    id uuid primary key,
    government_id bigint not null references platform_government (id),
    login text not null unique,
    name text not null,
    employee_id bigint,
    password_hash text not null,
    must_change_password boolean not null,
    locale text not null,
    created_at timestamptz not null,
    disabled_at timestamptz
);
create index platform_account_employee on platform_account (employee_id);
create table platform_grant (
    id {id},
    account_id uuid not null references platform_account (id),
    role text not null,
    agency_path text,
    from_on date not null,
    until_on date,
    granted_by text not null,
    granted_at timestamptz not null,
    revoked_at timestamptz
);
create index platform_grant_account on platform_grant (account_id);
create table platform_session (
    id uuid primary key,
    account_id uuid not null references platform_account (id),
    token_hash text not null unique,
    kind text not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    password_at timestamptz not null,
    user_agent text not null
);
create index platform_session_account on platform_session (account_id);
create table platform_sign_in_failure (
    id {id},
    login text not null,
    address text not null,
    failed_at timestamptz not null
);
create index platform_sign_in_failure_at on platform_sign_in_failure (failed_at);
create table platform_audit (
    seq bigint primary key,
    government_id bigint not null,
    at timestamptz not null,
    actor text not null,
    actor_name text not null,
    action text not null,
    object text not null,
    detail text not null,
    policies text not null,
    request text not null,
    previous text not null,
    hash text not null
);
create table platform_outbox (
    id {id},
    government_id bigint not null,
    topic text not null,
    payload text not null,
    published_at timestamptz not null,
    done_at timestamptz
);
create index platform_outbox_open on platform_outbox (done_at, id);
create table platform_blob (
    sha256 text primary key,
    media_type text not null,
    size bigint not null,
    bytes {bytes} not null,
    created_at timestamptz not null
);
",
};
