//! Long tables, written while their rows are read: memory holds some rows, never all.

use super::write::{Formats, Value, csv_rows, sheet_name, write_cell, write_titles};
use crate::problem::Problem;
use axum::body::Body;
use futures_util::stream;
use rust_xlsxwriter::{Workbook, XlsxError};
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom};
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc::Receiver;

/// Bytes that leave at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// Rows as they are read, many at a time; a problem ends the table.
pub type Rows = Receiver<Result<Vec<Vec<Value>>, Problem>>;

/// Returns the table as CSV that is sent while the rows come.
///
/// # Shape
/// As [`write_csv`](super::write_csv). A problem on the way breaks the answer off, so that half a file is
/// never taken for a whole one.
pub fn csv_body(titles: &[String], rows: Rows) -> Body {
    let titles = vec![titles.iter().map(|title| Value::from(title.as_str())).collect()];
    let parts = stream::unfold((Some(csv_rows(&titles)), rows), |(titles, mut rows)| async move {
        if let Some(titles) = titles {
            return Some((Ok(titles), (None, rows)));
        }
        let part = rows.recv().await?.map(|batch| csv_rows(&batch));
        Some((part, (None, rows)))
    });
    Body::from_stream(parts)
}

/// Returns the table as an Excel workbook.
///
/// # Shape
/// Cells as in [`write_xlsx`](super::write_xlsx). A workbook ends with its table of contents, so it is written
/// into a file without name, row by row, and sent from there.
///
/// # Errors
/// The problem that ended the rows, `platform.broken` when the sheet is larger than Excel takes.
pub async fn xlsx_body(name: &str, titles: &[String], rows: Rows) -> Result<Body, Problem> {
    let (name, titles) = (sheet_name(name, 0), titles.to_vec());
    let written = tokio::task::spawn_blocking(move || write_file(&name, &titles, rows));
    let file = written.await.map_err(Problem::broken)??;
    let parts = stream::unfold(tokio::fs::File::from_std(file), |mut file| async move {
        let mut part = Vec::with_capacity(CHUNK_BYTES);
        match (&mut file).take(CHUNK_BYTES as u64).read_to_end(&mut part).await {
            Ok(0) => None,
            Ok(_) => Some((Ok(part), file)),
            Err(error) => Some((Err(error), file)),
        }
    });
    Ok(Body::from_stream(parts))
}

fn write_file(name: &str, titles: &[String], mut rows: Rows) -> Result<File, Problem> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    let page = book.add_worksheet_with_constant_memory().map_err(Problem::broken)?;
    page.set_name(name).map_err(Problem::broken)?;
    page.set_freeze_panes(1, 0).map_err(Problem::broken)?;
    write_titles(page, titles, &formats).map_err(Problem::broken)?;
    let mut row = 1;
    while let Some(batch) = rows.blocking_recv() {
        for cells in batch? {
            for (index, value) in cells.iter().enumerate() {
                let column =
                    u16::try_from(index).map_err(|_| Problem::broken(XlsxError::RowColumnLimitError))?;
                write_cell(page, row, column, value, &formats).map_err(Problem::broken)?;
            }
            row += 1;
        }
    }
    let file = tempfile::tempfile().map_err(Problem::broken)?;
    let mut file = BufWriter::new(file);
    book.save_to_writer(&mut file).map_err(Problem::broken)?;
    let mut file = file.into_inner().map_err(Problem::broken)?;
    file.seek(SeekFrom::Start(0)).map_err(Problem::broken)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Sheet, read_table, write_csv};
    use http_body_util::BodyExt;
    use tokio::sync::mpsc;

    const ROWS: usize = 3_000;

    fn row(number: usize) -> Vec<Value> {
        vec![
            format!("=Pegawai {number}").into(),
            Value::Whole(number as i64),
            Value::PercentHundredths(9_839),
        ]
    }

    fn titles() -> Vec<String> {
        ["Nama", "Jumlah", "Persen"].map(str::to_owned).to_vec()
    }

    fn batches() -> Rows {
        let (sender, rows) = mpsc::channel(1);
        tokio::spawn(async move {
            for first in (0..ROWS).step_by(500) {
                sender.send(Ok((first..first + 500).map(row).collect())).await.unwrap();
            }
        });
        rows
    }

    #[tokio::test]
    async fn a_streamed_table_is_the_table_in_whole() {
        let csv = csv_body(&titles(), batches()).collect().await.unwrap().to_bytes();
        let sheet = Sheet { name: String::new(), headers: titles(), rows: (0..ROWS).map(row).collect() };
        assert_eq!(csv, write_csv(&sheet));
        let book = xlsx_body("Rekap", &titles(), batches()).await.unwrap();
        let book = book.collect().await.unwrap().to_bytes();
        let table = read_table(&book).unwrap();
        assert_eq!(table.headers, titles());
        assert_eq!(table.rows.len(), ROWS);
        assert_eq!(table.rows[7].cells[..2], ["=Pegawai 7".to_owned(), "7".to_owned()]);
    }

    #[tokio::test]
    async fn a_problem_on_the_way_is_never_a_whole_file() {
        let broken = || {
            let (sender, rows) = mpsc::channel(2);
            sender.try_send(Ok(vec![row(1)])).unwrap();
            sender.try_send(Err(Problem::missing("platform.not_found"))).unwrap();
            rows
        };
        assert!(csv_body(&titles(), broken()).collect().await.is_err());
        assert_eq!(xlsx_body("Rekap", &titles(), broken()).await.unwrap_err().code, "platform.not_found");
    }
}
