//! The description of the JSON API: as a document, and as a page to read.

use crate::capability::{Permit, Route};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::web::Page;
use crate::web::answer::render;
use askama::Template;
use axum::Extension;
use axum::response::Response;
use serde_json::Value;
use siaga_access::Action;
use std::sync::Arc;
use utoipa::openapi::OpenApi;

pub(crate) fn routes() -> Vec<Route> {
    let browse = Permit::May(Action::ApiBrowse);
    vec![Route::get("/api", browse, show), Route::get("/api/openapi.json", browse, document)]
}

async fn document(Extension(document): Extension<Arc<OpenApi>>) -> axum::Json<OpenApi> {
    axum::Json(document.as_ref().clone())
}

#[derive(Template)]
#[template(path = "platform/api.html")]
struct ApiPage {
    page: Page,
    operations: Vec<Operation>,
    schemas: Vec<Schema>,
}

struct Operation {
    method: String,
    path: String,
    summary: String,
    description: String,
    parameters: Vec<Field>,
    body: String,
    responses: Vec<(String, String)>,
}

struct Schema {
    name: String,
    description: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    is_required: bool,
    description: String,
}

async fn show(ctx: Ctx, Extension(document): Extension<Arc<OpenApi>>) -> Result<Response, Problem> {
    let document = serde_json::to_value(document.as_ref()).map_err(Problem::broken)?;
    let operations = entries(&document["paths"])
        .flat_map(|(path, methods)| {
            entries(methods).map(move |(method, facts)| operation(path, method, facts))
        })
        .collect();
    let schemas =
        entries(&document["components"]["schemas"]).map(|(name, facts)| schema(name, facts)).collect();
    render(&ApiPage { page: Page::new(&ctx, "api-title"), operations, schemas })
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn operation(path: &str, method: &str, facts: &Value) -> Operation {
    let parameters = facts["parameters"].as_array().into_iter().flatten().map(|parameter| Field {
        name: text(&parameter["name"]),
        kind: format!("{} ({})", kind(&parameter["schema"]), text(&parameter["in"])),
        is_required: parameter["required"].as_bool().unwrap_or(false),
        description: text(&parameter["description"]),
    });
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&facts["summary"]),
        description: text(&facts["description"]),
        parameters: parameters.collect(),
        body: kind(&facts["requestBody"]["content"]["application/json"]["schema"]),
        responses: entries(&facts["responses"]).map(|(status, answer)| response(status, answer)).collect(),
    }
}

fn response(status: &str, answer: &Value) -> (String, String) {
    let body = kind(&answer["content"]["application/json"]["schema"]);
    let separator = if body.is_empty() { "" } else { ": " };
    (status.to_owned(), format!("{}{separator}{body}", text(&answer["description"])))
}

fn schema(name: &str, facts: &Value) -> Schema {
    let required: Vec<&str> =
        facts["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let fields = entries(&facts["properties"]).map(|(field, facts)| Field {
        name: field.to_owned(),
        kind: kind(facts),
        is_required: required.contains(&field),
        description: text(&facts["description"]),
    });
    Schema { name: name.to_owned(), description: text(&facts["description"]), fields: fields.collect() }
}

/// Returns the type of a schema in a few words.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" | ");
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(|value| value.to_string()).collect::<Vec<_>>().join(" | ");
    }
    let name = match &schema["type"] {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
        other => text(other),
    };
    match schema["format"].as_str() {
        _ if name == "array" => format!("[{}]", kind(&schema["items"])),
        Some(format) => format!("{name} ({format})"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_in_a_few_words() {
        let cases = [
            (serde_json::json!({ "$ref": "#/components/schemas/Token" }), "Token"),
            (serde_json::json!({ "type": "string", "format": "date" }), "string (date)"),
            (serde_json::json!({ "type": "array", "items": { "type": "integer" } }), "[integer]"),
            (serde_json::json!({ "type": ["string", "null"] }), "string | null"),
            (serde_json::json!({ "type": "string", "enum": ["a", "b"] }), "\"a\" | \"b\""),
            (Value::Null, ""),
        ];
        for (schema, expected) in cases {
            assert_eq!(kind(&schema), expected);
        }
    }
}
