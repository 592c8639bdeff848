use crate::ChartError;

/// What is said about a chart as a whole; all texts are ready to be shown and are escaped here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Prefix of every id in the picture: a letter, then letters, digits, `-` or `_`. Two charts on one
    /// page need two prefixes.
    pub id_prefix: String,
    /// The finding in a few words; accessible name of the picture and caption of its table.
    pub title: String,
    /// What the picture shows, for those who do not see it.
    pub description: String,
    /// What is written in the place of the picture when there is nothing to draw.
    pub nothing: String,
}

impl About {
    pub(crate) fn check(&self) -> Result<(), ChartError> {
        let mut characters = self.id_prefix.chars();
        let starts_well = characters.next().is_some_and(|first| first.is_ascii_alphabetic());
        if starts_well && characters.all(|other| other.is_ascii_alphanumeric() || matches!(other, '-' | '_'))
        {
            return Ok(());
        }
        Err(ChartError::IdPrefix { found: self.id_prefix.clone() })
    }
}
