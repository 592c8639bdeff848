//! Something about a circular in words of both languages.

use siaga_policy::Facts;

/// A fault of a circular, or something that a legal officer should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Id of the message that says it.
    pub message: &'static str,
    /// Values that the message names.
    pub values: Vec<(&'static str, String)>,
    /// Facts for which it is so; none where any facts will do.
    pub facts: Facts,
}

impl Fault {
    /// Returns a fault without values.
    pub(crate) fn new(message: &'static str) -> Self {
        Self { message, values: Vec::new(), facts: Facts::new() }
    }

    /// Adds a value that the message names.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }
}
