//! Tables in and out: CSV and XLSX as offices send them, and as offices can open them safely.

mod csv_text;
mod encoding;
mod stream;
mod table;
mod workbook;
mod write;

pub use stream::{Rows, csv_body, xlsx_body};
pub use table::{CellFinding, Table, TableError, TableRow, read_table};
pub use write::{Sheet, Value, write_csv, write_xlsx};
