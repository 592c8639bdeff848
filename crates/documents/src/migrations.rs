//! The tables of official documents. Letterheads and templates are dated facts: a change is a new row.
//! `agency_key` is the id of the agency, or 0 for the whole government.

use siaga_platform::Migration;

/// Migrations of the documents, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "letterheads, registers, templates", sql: OFFICE },
    Migration { number: 2, name: "signing keys, documents", sql: DOCUMENTS },
];

const OFFICE: &str = "
create table documents_letterhead (
    id {id},
    government_id bigint not null references platform_government (id),
    agency_key bigint not null,
    government_line text not null,
    agency_line text not null,
    address text not null,
    contact text not null,
    place text not null,
    logo_sha256 text,
    from_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    recorded_name text not null
);
create index documents_letterhead_agency on documents_letterhead (government_id, agency_key, from_on);
create table documents_register (
    id {id},
    government_id bigint not null references platform_government (id),
    agency_key bigint not null,
    pattern text not null,
    code text not null,
    changed_at timestamptz not null,
    changed_by text not null
);
create unique index documents_register_agency on documents_register (government_id, agency_key);
create table documents_counter (
    register_id bigint not null references documents_register (id),
    year integer not null,
    last_number bigint not null,
    primary key (register_id, year)
);
create table documents_template (
    id {id},
    government_id bigint not null references platform_government (id),
    kind text not null,
    source text,
    sha256 text not null,
    from_at timestamptz not null,
    made_by text not null,
    made_name text not null
);
create index documents_template_kind on documents_template (government_id, kind);
";

/// The private half of a key is sealed for its row. `signature` covers the 32 bytes of `pdf_sha256`.
const DOCUMENTS: &str = "
create table documents_signing_key (
    id uuid primary key,
    government_id bigint not null references platform_government (id),
    algorithm text not null,
    public_key {bytes} not null,
    private_sealed {bytes} not null,
    made_at timestamptz not null,
    made_by text not null,
    retired_at timestamptz
);
create index documents_signing_key_government on documents_signing_key (government_id);
create table documents_document (
    id uuid primary key,
    government_id bigint not null references platform_government (id),
    agency_key bigint not null,
    kind text not null,
    state text not null,
    reference text not null,
    code text not null unique,
    register_id bigint references documents_register (id),
    number_year integer,
    number_place bigint,
    number text,
    dated_on date not null,
    about text not null,
    signed_by_post text not null,
    signatory_id bigint not null,
    signatory_name text not null,
    signatory_nip text,
    signatory_post text not null,
    signatory_capacity text not null,
    body text not null,
    carbon_copies text not null,
    recipients text not null,
    form text not null,
    content_sha256 text not null,
    made_by text not null,
    made_at timestamptz not null,
    issued_by text,
    signed_at timestamptz,
    pdf_sha256 text,
    signature text,
    key_id uuid references documents_signing_key (id),
    template_sha256 text,
    sealed_at timestamptz,
    withdrawn_reason text,
    withdrawn_by text,
    withdrawn_name text,
    withdrawn_at timestamptz
);
create unique index documents_document_reference on documents_document (government_id, reference);
create unique index documents_document_number on documents_document (register_id, number_year, number_place);
create index documents_document_dated on documents_document (government_id, dated_on);
create index documents_document_state on documents_document (government_id, state);
create index documents_document_pdf on documents_document (pdf_sha256);
";
