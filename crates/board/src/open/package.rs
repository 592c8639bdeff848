//! The description of the open tables as a Frictionless data package.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};
use siaga_platform::Ctx;
use siaga_platform::open_data::{OpenField, OpenKind, OpenTable};

/// What stands in a column of numbers where a small count is suppressed.
const SUPPRESSED: &str = "<5";

/// Returns the package of all tables on a day. Addresses of files are relative to its own.
pub(crate) fn package(ctx: &Ctx, tables: &[OpenTable], on: NaiveDate) -> Json {
    let government = [("government", ctx.government.name.clone())];
    let resources: Vec<Json> = tables.iter().map(|table| resource(ctx, table, on)).collect();
    json!({
        "profile": "tabular-data-package",
        "name": format!("siaga-{}", ctx.government.region.to_string().replace('.', "-")),
        "title": ctx.text("board-public-package-title", &government),
        "description": ctx.text("board-public-package-description", &government),
        "created": ctx.now().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "licenses": [{
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }],
        "contributors": [{ "title": ctx.government.name, "role": "publisher" }],
        "resources": resources,
    })
}

fn resource(ctx: &Ctx, table: &OpenTable, on: NaiveDate) -> Json {
    let fields: Vec<Json> = table.fields.iter().map(|one| field(ctx, one)).collect();
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": ctx.text(table.title, &[]),
        "description": ctx.text(&format!("{}-hint", table.title), &[]),
        "path": format!("{}.csv?tanggal={on}", table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "header": true },
        "schema": { "fields": fields, "missingValues": ["", SUPPRESSED] },
    })
}

fn field(ctx: &Ctx, field: &OpenField) -> Json {
    let kind = match field.kind {
        OpenKind::Text => "string",
        OpenKind::Date => "date",
        OpenKind::Whole => "integer",
        OpenKind::Year => "year",
        OpenKind::Percent => "number",
    };
    json!({
        "name": field.name,
        "title": ctx.text(field.title, &[]),
        "description": ctx.text(&format!("{}-hint", field.title), &[]),
        "type": kind,
        "format": "default",
    })
}
