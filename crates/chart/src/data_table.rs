/// The numbers of a chart as a table, for those who read rather than see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataTable {
    /// What the table shows.
    pub caption: String,
    /// The names of the columns; the first column names the row.
    pub head: Vec<String>,
    /// One row per mark, as many cells as the head has.
    pub rows: Vec<Vec<String>>,
}
