//! The tables of the directory. Employments, posts and PINs are facts: a correction is a new row that
//! names the row it supersedes; only rows that nothing supersedes and that are not void count.

use siaga_platform::Migration;

/// Migrations of the directory, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "regions, agencies, units", sql: STRUCTURE },
    Migration { number: 2, name: "employees, employments, posts, pins", sql: PEOPLE },
    Migration { number: 3, name: "imports", sql: IMPORTS },
    Migration { number: 4, name: "import files, sealed", sql: IMPORT_FILES },
];

const STRUCTURE: &str = "
create table directory_region (
    code text primary key,
    parent_code text,
    level smallint not null,
    name text not null
);
create index directory_region_parent on directory_region (parent_code);
create table directory_agency (
    id {id},
    government_id bigint not null references platform_government (id),
    code text not null,
    name text not null,
    parent_id bigint references directory_agency (id),
    latitude_micro bigint,
    longitude_micro bigint,
    region_code text,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create unique index directory_agency_code on directory_agency (government_id, code);
create table directory_unit (
    id {id},
    government_id bigint not null references platform_government (id),
    agency_id bigint not null references directory_agency (id),
    code text not null,
    name text not null,
    is_main boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create unique index directory_unit_code on directory_unit (agency_id, code);
create index directory_unit_government on directory_unit (government_id);
";

/// The NIK is sealed for its row; equal ones are found by the blind index.
const PEOPLE: &str = "
create table directory_employee (
    id {id},
    government_id bigint not null references platform_government (id),
    uid uuid not null unique,
    name text not null,
    nip text,
    staff_number text,
    nik_sealed {bytes},
    nik_index text,
    sex text,
    birth_on date,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create unique index directory_employee_nip on directory_employee (government_id, nip);
create unique index directory_employee_staff on directory_employee (government_id, staff_number);
create unique index directory_employee_nik on directory_employee (government_id, nik_index);
create table directory_employment (
    id {id},
    government_id bigint not null references platform_government (id),
    employee_id bigint not null references directory_employee (id),
    kind text not null,
    from_on date not null,
    until_on date,
    supersedes bigint references directory_employment (id),
    is_void boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index directory_employment_employee on directory_employment (employee_id);
create unique index directory_employment_supersedes on directory_employment (supersedes);
create table directory_post (
    id {id},
    government_id bigint not null references platform_government (id),
    employee_id bigint not null references directory_employee (id),
    agency_id bigint not null references directory_agency (id),
    unit_id bigint not null references directory_unit (id),
    title text not null,
    level text,
    capacity text not null,
    is_head boolean not null,
    from_on date not null,
    until_on date,
    decree text,
    supersedes bigint references directory_post (id),
    is_void boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index directory_post_employee on directory_post (employee_id);
create index directory_post_unit on directory_post (unit_id);
create index directory_post_agency on directory_post (agency_id);
create unique index directory_post_supersedes on directory_post (supersedes);
create table directory_pin (
    id {id},
    government_id bigint not null references platform_government (id),
    pin_group text not null,
    pin text not null,
    employee_id bigint not null references directory_employee (id),
    from_on date not null,
    until_on date,
    supersedes bigint references directory_pin (id),
    is_void boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index directory_pin_pin on directory_pin (government_id, pin_group, pin);
create index directory_pin_employee on directory_pin (employee_id);
create unique index directory_pin_supersedes on directory_pin (supersedes);
";

/// What came of a file; the file itself lies in `directory_import_file` until it is confirmed.
const IMPORTS: &str = "
create table directory_import (
    id uuid primary key,
    government_id bigint not null references platform_government (id),
    kind text not null,
    file_name text not null,
    file_sha256 text not null,
    mapping text not null,
    added integer not null,
    changed integer not null,
    unchanged integer not null,
    refused integer not null,
    made_by text not null,
    made_name text not null,
    made_at timestamptz not null,
    confirmed_by text,
    confirmed_name text,
    confirmed_at timestamptz
);
create index directory_import_made on directory_import (government_id, made_at);
";

/// Lists of people hold NIKs: the bytes are sealed, and gone once they are confirmed.
const IMPORT_FILES: &str = "
create table directory_import_file (
    import_id uuid primary key references directory_import (id),
    sealed {bytes} not null
);
";
