//! An open table as CSV and as JSON.

use chrono::NaiveDate;
use serde_json::{Map, Number, Value as Json, json};
use siaga_platform::files::{Sheet, Value, write_csv};
use siaga_platform::open_data::{OpenRows, OpenTable};

/// Returns the rows as CSV; titles are the names of the fields.
pub(crate) fn csv(table: &OpenTable, rows: &OpenRows) -> Vec<u8> {
    write_csv(&Sheet {
        name: table.name.to_owned(),
        headers: table.fields.iter().map(|field| field.name.to_owned()).collect(),
        rows: rows.rows.iter().map(|row| fitting(table, row)).collect(),
    })
}

/// Returns the rows as JSON with the day and what they rest on.
pub(crate) fn json(table: &OpenTable, on: NaiveDate, rows: &OpenRows) -> Json {
    let object = |row: &Vec<Value>| -> Json {
        let cells = table.fields.iter().zip(fitting(table, row));
        Json::Object(cells.map(|(field, value)| (field.name.to_owned(), cell(&value))).collect::<Map<_, _>>())
    };
    let completeness = rows.completeness.map(|(reported, of)| json!({ "reported": reported, "of": of }));
    json!({
        "table": table.name,
        "date": on,
        "as_of": rows.as_of,
        "completeness": completeness,
        "rows": rows.rows.iter().map(object).collect::<Vec<_>>(),
    })
}

/// A row that does not fit its table would shift columns; missing values are empty, further ones left out.
fn fitting(table: &OpenTable, row: &[Value]) -> Vec<Value> {
    let mut row = row.to_vec();
    row.resize(table.fields.len(), Value::Empty);
    row
}

fn cell(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Text(text) => Json::String(text.clone()),
        Value::Whole(number) => Json::from(*number),
        Value::PercentHundredths(share) => percent(*share).map_or(Json::Null, Json::Number),
        Value::Date(on) => json!(on),
        Value::DateTime(at) => json!(at),
    }
}

/// Returns 9839 as the number 98.39, exactly as it stands in the CSV file.
fn percent(hundredths: i64) -> Option<Number> {
    let sign = if hundredths < 0 { "-" } else { "" };
    let share = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", share / 100, share % 100).parse().ok().and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_keep_both_decimals() {
        for (hundredths, text) in [(9839, "98.39"), (-5, "-0.05"), (10_000, "100.0"), (0, "0.0")] {
            assert_eq!(percent(hundredths).unwrap().to_string(), text);
        }
    }
}
