//! Figures without personal data that anybody may read: capabilities bring tables, the public page
//! shows and describes them.

use crate::ctx::Ctx;
use crate::files::Value;
use crate::people_source::Answering;
use chrono::{DateTime, NaiveDate, Utc};

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenKind {
    /// Text.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Whole,
    /// A calendar year, which is written without signs between its digits.
    Year,
    /// A share in percent with two decimals.
    Percent,
}

/// A field of an open table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenField {
    /// Name in files: lower case with underscores.
    pub name: &'static str,
    /// Message id of its title; its description has the same id with `-hint` behind it.
    pub title: &'static str,
    /// What its values are.
    pub kind: OpenKind,
}

/// The answer of an open table.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenRows {
    /// One value a field. What is suppressed is [`Value::Text`] `<5` or [`Value::Empty`].
    pub rows: Vec<Vec<Value>>,
    /// Until when facts were read.
    pub as_of: DateTime<Utc>,
    /// How many reported, of how many.
    pub completeness: Option<(i64, i64)>,
}

/// A table that anybody may read. Its owner suppresses small counts before it hands rows out.
#[derive(Clone, Copy)]
pub struct OpenTable {
    /// Name in addresses: lower case with hyphens.
    pub name: &'static str,
    /// Message id of its title; its description has the same id with `-hint` behind it.
    pub title: &'static str,
    /// Its fields.
    pub fields: &'static [OpenField],
    /// Rows of a day.
    pub load: fn(Ctx, NaiveDate) -> Answering<OpenRows>,
}
