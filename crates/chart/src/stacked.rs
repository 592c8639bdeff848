use crate::{About, DataTable};

/// One bar made of at most four parts, each labelled at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stacked {
    /// Words about the picture.
    pub about: About,
    /// Names of the table's columns: what a part is, what its number is.
    pub head: [String; 2],
    /// The parts from left to right; parts of zero are labelled and have no width.
    pub parts: Vec<Part>,
}

/// One part of a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What the part is.
    pub label: String,
    /// How much it is, in the unit of the other parts.
    pub value: i64,
    /// The number as it is shown: `1.024 orang`.
    pub text: String,
}

impl Stacked {
    /// Returns the same numbers as a table.
    pub fn table(&self) -> DataTable {
        DataTable {
            caption: self.about.title.clone(),
            head: self.head.to_vec(),
            rows: self.parts.iter().map(|part| vec![part.label.clone(), part.text.clone()]).collect(),
        }
    }
}
