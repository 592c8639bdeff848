//! Reads one TOML table key by key, so that every fault names its file, its key and the way out.

use crate::value::RawValue;
use chrono::NaiveDate;
use siaga_civil::RegionCode;
use thiserror::Error;
use toml::{Table, Value as Toml};

/// Why a law file or case file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the message of each variant names it and its values")]
pub enum DocumentError {
    #[error("{file}: the text is not TOML: {message}; correct that line")]
    Syntax { file: String, message: String },
    #[error("{file}: {key} is missing; add {expected}")]
    Missing { file: String, key: String, expected: &'static str },
    #[error("{file}: {key} is {found}; write {expected}")]
    WrongType { file: String, key: String, expected: &'static str, found: String },
    #[error("{file}: {key} is not a known key; remove it or use one of: {known}")]
    UnknownKey { file: String, key: String, known: String },
    #[error("{file}: {key} is not a region code; write dotted digits such as \"12.18\"")]
    Region {
        file: String,
        key: String,
        #[source]
        source: siaga_civil::RegionCodeError,
    },
    #[error("{file}: {key} ends on {until}, before it starts on {from}; until is the last day in force")]
    EndsBeforeStart { file: String, key: String, from: NaiveDate, until: NaiveDate },
    #[error("{file}: {key} is temporary and has no last day; add until")]
    TemporaryWithoutEnd { file: String, key: String },
    #[error("{file}: {key} lies outside the region of the circular; write a place inside {region}")]
    PlaceOutsideScope { file: String, key: String, region: String },
    #[error("{file}: the file sets nothing and revokes nothing; add a [[set]] or a [[revokes]]")]
    Empty { file: String },
}

pub(crate) fn parse_table(file: &str, text: &str) -> Result<Table, DocumentError> {
    text.parse::<Table>().map_err(|error| DocumentError::Syntax {
        file: file.to_owned(),
        message: error.to_string().trim().replace('\n', " "),
    })
}

/// One table of a file; keys are taken out as they are read, what is left at the end is unknown.
pub(crate) struct Fields<'a> {
    file: &'a str,
    at: String,
    table: Table,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(file: &'a str, at: impl Into<String>, table: Table) -> Self {
        Fields { file, at: at.into(), table, known: Vec::new() }
    }

    /// Returns the key with the path of its table in front.
    pub(crate) fn path(&self, key: &str) -> String {
        if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) }
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Result<String, DocumentError> {
        self.optional_text(key)?.ok_or_else(|| self.missing(key, "a text in quotes"))
    }

    pub(crate) fn optional_text(&mut self, key: &'static str) -> Result<Option<String>, DocumentError> {
        const EXPECTED: &str = "a text in quotes that is not empty";
        match self.take(key) {
            None => Ok(None),
            Some(Toml::String(text)) if !text.trim().is_empty() => Ok(Some(text)),
            Some(other) => Err(self.wrong(key, EXPECTED, &other)),
        }
    }

    pub(crate) fn date(&mut self, key: &'static str) -> Result<NaiveDate, DocumentError> {
        self.optional_date(key)?.ok_or_else(|| self.missing(key, "a date such as 2020-06-08"))
    }

    pub(crate) fn optional_date(&mut self, key: &'static str) -> Result<Option<NaiveDate>, DocumentError> {
        const EXPECTED: &str = "a date without quotes such as 2020-06-08";
        let Some(value) = self.take(key) else { return Ok(None) };
        let date = match &value {
            Toml::Datetime(stamp) if stamp.time.is_none() => stamp.date.and_then(|date| {
                NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            }),
            _ => None,
        };
        date.map(Some).ok_or_else(|| self.wrong(key, EXPECTED, &value))
    }

    pub(crate) fn flag(&mut self, key: &'static str) -> Result<bool, DocumentError> {
        self.optional_flag(key)?.ok_or_else(|| self.missing(key, "true or false"))
    }

    pub(crate) fn optional_flag(&mut self, key: &'static str) -> Result<Option<bool>, DocumentError> {
        match self.take(key) {
            None => Ok(None),
            Some(Toml::Boolean(flag)) => Ok(Some(flag)),
            Some(other) => Err(self.wrong(key, "true or false", &other)),
        }
    }

    pub(crate) fn optional_region(&mut self, key: &'static str) -> Result<Option<RegionCode>, DocumentError> {
        let Some(text) = self.optional_text(key)? else { return Ok(None) };
        RegionCode::parse(&text).map(Some).map_err(|source| DocumentError::Region {
            file: self.file.to_owned(),
            key: self.path(key),
            source,
        })
    }

    pub(crate) fn raw_value(&mut self, key: &'static str) -> Result<RawValue, DocumentError> {
        let value = self.take(key).ok_or_else(|| self.missing(key, "a value"))?;
        self.raw(key, value)
    }

    pub(crate) fn raw(&self, key: &str, value: Toml) -> Result<RawValue, DocumentError> {
        match value {
            Toml::Boolean(flag) => Ok(RawValue::Flag(flag)),
            Toml::Integer(number) => Ok(RawValue::Integer(number)),
            Toml::String(text) => Ok(RawValue::Text(text)),
            Toml::Array(items) => self.texts(key, items).map(RawValue::List),
            other => Err(self.wrong(key, "true, false, a whole number, a text or a list of texts", &other)),
        }
    }

    /// Returns the list of texts, empty when the key is absent.
    pub(crate) fn text_list(&mut self, key: &'static str) -> Result<Vec<String>, DocumentError> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Toml::Array(items)) => self.texts(key, items),
            Some(other) => Err(self.wrong(key, "a list of texts", &other)),
        }
    }

    /// Takes a value without looking at its type.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Toml> {
        self.known.push(key);
        self.table.remove(key)
    }

    pub(crate) fn table(&mut self, key: &'static str) -> Result<Option<Fields<'a>>, DocumentError> {
        match self.take(key) {
            None => Ok(None),
            Some(Toml::Table(table)) => Ok(Some(Fields::new(self.file, self.path(key), table))),
            Some(other) => Err(self.wrong(key, "a table", &other)),
        }
    }

    /// Returns a table whose keys are data.
    pub(crate) fn inline_table(&mut self, key: &'static str) -> Result<Option<Table>, DocumentError> {
        match self.take(key) {
            None => Ok(None),
            Some(Toml::Table(table)) => Ok(Some(table)),
            Some(other) => Err(self.wrong(key, "a table such as { zone = \"red\" }", &other)),
        }
    }

    /// Returns the tables of a `[[key]]` list in the order of the text; their path counts from 1.
    pub(crate) fn tables(&mut self, key: &'static str) -> Result<Vec<Fields<'a>>, DocumentError> {
        let items = match self.take(key) {
            None => return Ok(Vec::new()),
            Some(Toml::Array(items)) => items,
            Some(other) => return Err(self.wrong(key, "a list of [[tables]]", &other)),
        };
        let mut tables = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            match item {
                Toml::Table(table) => {
                    tables.push(Fields::new(self.file, format!("{}[{}]", self.path(key), index + 1), table));
                }
                other => return Err(self.wrong(key, "a list of [[tables]]", &other)),
            }
        }
        Ok(tables)
    }

    /// Refuses every key that nobody has asked for.
    pub(crate) fn finish(self) -> Result<(), DocumentError> {
        match self.table.keys().next() {
            None => Ok(()),
            Some(key) => Err(DocumentError::UnknownKey {
                file: self.file.to_owned(),
                key: self.path(key),
                known: self.known.join(", "),
            }),
        }
    }

    pub(crate) fn missing(&self, key: &str, expected: &'static str) -> DocumentError {
        DocumentError::Missing { file: self.file.to_owned(), key: self.path(key), expected }
    }

    fn texts(&self, key: &str, items: Vec<Toml>) -> Result<Vec<String>, DocumentError> {
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Toml::String(text) => texts.push(text),
                other => return Err(self.wrong(key, "a list of texts", &other)),
            }
        }
        Ok(texts)
    }

    fn wrong(&self, key: &str, expected: &'static str, found: &Toml) -> DocumentError {
        DocumentError::WrongType {
            file: self.file.to_owned(),
            key: self.path(key),
            expected,
            found: found.to_string(),
        }
    }
}
