//! A month of 7,600 people as a spreadsheet, from the real program over HTTP.

use crate::accounts::{Session, Somebody, session_of};
use crate::client::{self, Answer};
use crate::server::Server;
use crate::times::{Times, timed};
use crate::world::{self, Size};
use crate::{Scale, line, ratio, seed};
use anyhow::{Context, Result, ensure};
use calamine::{Data, Reader, Xlsx};
use chrono::{Datelike, Days, NaiveDate};
use rust_xlsxwriter::Workbook;
use siaga_access::Role;
use siaga_attendance::StatusKind;
use siaga_platform::Ctx;
use std::io::Cursor;
use std::path::Path;

const REPEATS: usize = 5;

/// Columns of names and codes before the first number.
const TEXTS: usize = 6;

pub(crate) async fn run(scale: Scale) -> Result<()> {
    let people_an_agency = if scale.is_small() { 10 } else { 152 };
    let size = Size { agencies: 50, units_an_agency: 4, people_an_agency, terminals: 0 };
    let people = size.agencies * size.people_an_agency;
    println!("sheet: a month of {people} people, a row each");
    let folder = tempfile::tempdir()?;
    world::make(folder.path(), size).await?;
    world::settle(folder.path()).await?;
    let (session, wanted) = seed_month(folder.path()).await?;
    let server = Server::start(folder.path())?;
    let path =
        |format: &str| format!("/rekap-kehadiran?periode={}&menurut=person&format={format}", wanted.month);
    let xlsx = ask(&server, "XLSX", &path("xlsx"), &session)?;
    let csv = ask(&server, "CSV", &path("csv"), &session)?;
    server.stop()?;
    let (reading, rows) = timed(|| read_xlsx(&xlsx.body));
    let rows = rows?;
    check_rows(&rows, &wanted, people)?;
    check_csv(&csv.text(), &rows)?;
    line(
        "rows and cells in it, all as wanted",
        format!("{}, {}", rows.len(), rows.iter().map(Vec::len).sum::<usize>()),
    );
    line("reading the same file again (calamine)", format!("{reading:.0?}"));
    let mut times = Vec::new();
    for _ in 0..REPEATS {
        let (time, bytes) = timed(|| write_plain(&rows));
        ensure!(read_xlsx(&bytes?)?.len() == rows.len(), "the plain file has other rows");
        times.push(time);
    }
    let plain = Times::of(times).median();
    line("writing the same cells and nothing else, median of 5", format!("{plain:.0?}"));
    line("XLSX from the program beside that", ratio(xlsx.whole.as_secs_f64(), plain.as_secs_f64()));
    Ok(())
}

/// What the file must say.
struct Wanted {
    /// `2026-10`.
    month: String,
    /// Days of people at the place of work, by name.
    present_days: i64,
}

/// Writes the last whole month and returns a session for it.
async fn seed_month(folder: &Path) -> Result<(Session, Wanted)> {
    let app = world::open(folder).await?;
    let ctx = world::ctx(&app).await?;
    let last_on = ctx.today().with_day(1).context("every month has a first day")? - Days::new(1);
    let first_on = last_on.with_day(1).context("every month has a first day")?;
    seed::days(&ctx, first_on, last_on).await?;
    let present_days = present_days(&ctx, first_on, last_on).await?;
    let session = session_of(&app, Somebody::anywhere("bkpsdm", Role::PersonnelAgency)).await?;
    app.db.clone().close().await;
    Ok((session, Wanted { month: last_on.format("%Y-%m").to_string(), present_days }))
}

async fn present_days(ctx: &Ctx, first_on: NaiveDate, last_on: NaiveDate) -> Result<i64> {
    let people = siaga_directory::spans_between(ctx, first_on, last_on).await.map_err(world::explain)?;
    let is_present = |(employee_id, on)| seed::status(employee_id, on).kind == StatusKind::Present;
    let days = first_on.iter_days().take_while(|on| *on <= last_on);
    let all = days.flat_map(|on| people.iter().map(move |person| (person.employee_id, on)));
    Ok(i64::try_from(all.filter(|one| is_present(*one)).count())?)
}

/// Asks for a file several times and returns the answer of median time.
fn ask(server: &Server, what: &str, path: &str, session: &Session) -> Result<Answer> {
    let before = server.memory_mib()?;
    server.forget_peak()?;
    let mut answers = Vec::new();
    for number in 0..=REPEATS {
        let answer = client::get(server.people, path, session)?;
        if number == 0 {
            line(&format!("{what}: first file of the process"), format!("{:.0?}", answer.whole));
            let grown = server.peak_memory_mib()? - before;
            line(&format!("{what}: memory of the server at rest"), format!("{before:.0} MiB"));
            line(&format!("{what}: most memory beyond that while it was made"), format!("{grown:.0} MiB"));
        } else {
            answers.push(answer);
        }
    }
    answers.sort_by_key(|answer| answer.whole);
    let slowest = answers[REPEATS - 1].whole;
    let first = Times::of(answers.iter().map(|answer| answer.first_byte).collect());
    let answer = answers.swap_remove(REPEATS / 2);
    line(
        &format!("{what}: whole file, median and slowest of {REPEATS}"),
        format!("{:.0?}, {slowest:.0?}, {} KB (goal 2 s)", answer.whole, answer.body.len() / 1000),
    );
    line(&format!("{what}: first byte, median"), format!("{:.0?}", first.median()));
    Ok(answer)
}

fn read_xlsx(bytes: &[u8]) -> Result<Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let sheet = book.worksheet_range_at(0).context("the book has a sheet")??;
    Ok(sheet.rows().map(<[Data]>::to_vec).collect())
}

fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Int(number) => Some(*number as f64),
        Data::Float(number) => Some(*number),
        _ => None,
    }
}

/// Fails unless there is a row for each person, every number is a number, and the columns add up.
fn check_rows(rows: &[Vec<Data>], wanted: &Wanted, people: usize) -> Result<()> {
    ensure!(rows.len() == people + 2, "{} rows for {people} people, titles and total", rows.len());
    let (total, of_people) = rows[1..].split_last().context("there are rows")?;
    for row in &rows[1..] {
        for cell in &row[TEXTS..] {
            ensure!(number(cell).is_some(), "{cell:?} is no number: {row:?}");
        }
    }
    let rates = rows[0].len() - 4..rows[0].len() - 2;
    for column in (TEXTS..total.len()).filter(|column| !rates.contains(column)) {
        let sum: f64 = of_people.iter().filter_map(|row| number(&row[column])).sum();
        ensure!(
            Some(sum) == number(&total[column]),
            "column {column} adds up to {sum}, not {}",
            total[column]
        );
    }
    let present = number(&total[TEXTS]);
    ensure!(present == Some(wanted.present_days as f64), "{present:?} days, not {}", wanted.present_days);
    Ok(())
}

/// Fails unless the CSV has the same rows with the same whole numbers.
fn check_csv(text: &str, rows: &[Vec<Data>]) -> Result<()> {
    let lines: Vec<&str> = text.lines().collect();
    ensure!(lines.len() == rows.len(), "{} lines beside {} rows", lines.len(), rows.len());
    for (line, row) in lines.iter().zip(rows).skip(1) {
        // No name of this folder has a comma.
        let cells: Vec<&str> = line.split(',').collect();
        ensure!(cells.len() == row.len(), "{line} has other cells than {row:?}");
        let present = cells[TEXTS].parse::<f64>().ok();
        ensure!(present == number(&row[TEXTS]), "{line} says other things than {row:?}");
    }
    Ok(())
}

/// Writes the same cells, row after row, keeping none in memory.
fn write_plain(rows: &[Vec<Data>]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let page = book.add_worksheet_with_constant_memory()?;
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match (number(cell), cell) {
                (Some(number), _) => page.write_number(row, column, number)?,
                (None, Data::String(text)) => page.write_string(row, column, text)?,
                (None, _) => page,
            };
        }
    }
    Ok(book.save_to_buffer()?)
}
