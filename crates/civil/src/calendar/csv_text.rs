use std::collections::BTreeMap;

use chrono::NaiveDate;
use thiserror::Error;

use super::{Calendar, CalendarRevision, DayOffKind, RevisionChange};

const HEADER: [&str; 6] = ["decree_id", "issued_on", "date", "kind", "change", "name"];
const TITLES_HEADER: [&str; 3] = ["decree_id", "title", "note"];

/// Why a text is not a calendar, with the line that says so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} of the calendar: {problem}")]
pub struct CalendarError {
    /// Counted from 1, the header included.
    pub line: u64,
    /// What is wrong with the line.
    pub problem: CalendarProblem,
}

/// What is wrong with a line of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarProblem {
    /// The first line is not the header.
    #[error("the header is not decree_id,issued_on,date,kind,change,name")]
    Header,
    /// The first line of the titles is not their header.
    #[error("the header is not decree_id,title,note")]
    TitlesHeader,
    /// A column is missing or there is one too many.
    #[error("the line does not have the columns of the header")]
    Columns,
    /// A column that must be filled is not.
    #[error("{column} is empty")]
    Empty {
        /// The name of the column in the header.
        column: &'static str,
    },
    /// A date is unreadable or impossible.
    #[error("{column} is not a date in the form 2020-05-26")]
    Date {
        /// The name of the column in the header.
        column: &'static str,
    },
    /// The kind is unknown.
    #[error("kind is neither public_holiday nor collective_leave")]
    Kind,
    /// The change is unknown.
    #[error("change is neither add nor remove")]
    Change,
    /// The lines of one decree disagree on its day of issue.
    #[error("the decree was issued on {first_issued_on} in an earlier line")]
    TwoIssueDates {
        /// The day of issue in the earlier line.
        first_issued_on: NaiveDate,
    },
    /// The day off is in force already.
    #[error("the day off is added twice")]
    AddedTwice,
    /// There is no such day off to remove.
    #[error("the day off that is removed was not in force when the decree was issued")]
    RemovesNothing,
    /// The decree has a title already.
    #[error("the decree has a title in an earlier line")]
    TitledTwice,
}

impl CalendarError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        match self.problem {
            CalendarProblem::Header => "calendar_header",
            CalendarProblem::TitlesHeader => "calendar_titles_header",
            CalendarProblem::Columns => "calendar_columns",
            CalendarProblem::Empty { .. } => "calendar_empty",
            CalendarProblem::Date { .. } => "calendar_date",
            CalendarProblem::Kind => "calendar_kind",
            CalendarProblem::Change => "calendar_change",
            CalendarProblem::TwoIssueDates { .. } => "calendar_two_issue_dates",
            CalendarProblem::AddedTwice => "calendar_added_twice",
            CalendarProblem::RemovesNothing => "calendar_removes_nothing",
            CalendarProblem::TitledTwice => "calendar_titled_twice",
        }
    }

    /// Returns nothing: a calendar is told by line.
    pub fn digits(&self) -> Option<(usize, usize)> {
        None
    }
}

pub(super) fn read(text: &str) -> Result<Calendar, CalendarError> {
    let mut lines = Vec::new();
    for (line, record) in records(text, &HEADER, CalendarProblem::Header)? {
        let revision = revision(&record).map_err(|problem| CalendarError { line, problem })?;
        lines.push((line, revision));
    }
    check_story(&lines)?;
    Ok(Calendar::default().with(lines.into_iter().map(|(_, revision)| revision)))
}

pub(super) fn read_titles(text: &str) -> Result<BTreeMap<String, String>, CalendarError> {
    let mut titles = BTreeMap::new();
    for (line, record) in records(text, &TITLES_HEADER, CalendarProblem::TitlesHeader)? {
        let (decree_id, title) = title(&record).map_err(|problem| CalendarError { line, problem })?;
        if titles.insert(decree_id, title).is_some() {
            return Err(CalendarError { line, problem: CalendarProblem::TitledTwice });
        }
    }
    Ok(titles)
}

fn records(
    text: &str,
    header: &[&str],
    no_header: CalendarProblem,
) -> Result<Vec<(u64, csv::StringRecord)>, CalendarError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let is_header = reader.headers().is_ok_and(|first| first.iter().eq(header.iter().copied()));
    if !is_header {
        return Err(CalendarError { line: 1, problem: no_header });
    }
    let mut records = Vec::new();
    for record in reader.records() {
        // A text is always UTF-8 and columns are counted later, so that no other failure is left.
        let record = record.map_err(|_| CalendarError { line: 1, problem: CalendarProblem::Columns })?;
        records.push((record.position().map_or(0, csv::Position::line), record));
    }
    Ok(records)
}

fn title(record: &csv::StringRecord) -> Result<(String, String), CalendarProblem> {
    if record.len() != TITLES_HEADER.len() {
        return Err(CalendarProblem::Columns);
    }
    Ok((filled(record, 0, "decree_id")?, filled(record, 1, "title")?))
}

fn revision(record: &csv::StringRecord) -> Result<CalendarRevision, CalendarProblem> {
    if record.len() != HEADER.len() {
        return Err(CalendarProblem::Columns);
    }
    let kind = match &record[3] {
        "public_holiday" => DayOffKind::PublicHoliday,
        "collective_leave" => DayOffKind::CollectiveLeave,
        _ => return Err(CalendarProblem::Kind),
    };
    let change = match &record[4] {
        "add" => RevisionChange::Add,
        "remove" => RevisionChange::Remove,
        _ => return Err(CalendarProblem::Change),
    };
    Ok(CalendarRevision {
        decree_id: filled(record, 0, HEADER[0])?,
        issued_on: date(record, 1)?,
        date: date(record, 2)?,
        kind,
        change,
        name: filled(record, 5, HEADER[5])?,
    })
}

fn filled(
    record: &csv::StringRecord,
    position: usize,
    column: &'static str,
) -> Result<String, CalendarProblem> {
    let text = record[position].trim();
    if text.is_empty() {
        return Err(CalendarProblem::Empty { column });
    }
    Ok(text.to_owned())
}

fn date(record: &csv::StringRecord, column: usize) -> Result<NaiveDate, CalendarProblem> {
    record[column].parse().map_err(|_| CalendarProblem::Date { column: HEADER[column] })
}

/// Follows the decrees in the order of issue: each has one date, and each line changes something.
fn check_story(lines: &[(u64, CalendarRevision)]) -> Result<(), CalendarError> {
    let mut issued = BTreeMap::<&str, NaiveDate>::new();
    for (line, revision) in lines {
        let first_issued_on = *issued.entry(&revision.decree_id).or_insert(revision.issued_on);
        if first_issued_on != revision.issued_on {
            let problem = CalendarProblem::TwoIssueDates { first_issued_on };
            return Err(CalendarError { line: *line, problem });
        }
    }
    let mut ordered: Vec<_> = lines.iter().collect();
    ordered.sort_by_key(|(_, revision)| revision.issued_on);
    let mut in_force = BTreeMap::<NaiveDate, Vec<&CalendarRevision>>::new();
    for (line, revision) in ordered {
        let of_date = in_force.entry(revision.date).or_default();
        let known = of_date.iter().position(|earlier| earlier.is_same_day_off(revision));
        let problem = match (revision.change, known) {
            (RevisionChange::Add, Some(_)) => CalendarProblem::AddedTwice,
            (RevisionChange::Remove, None) => CalendarProblem::RemovesNothing,
            (RevisionChange::Add, None) => {
                of_date.push(revision);
                continue;
            }
            (RevisionChange::Remove, Some(index)) => {
                of_date.remove(index);
                continue;
            }
        };
        return Err(CalendarError { line: *line, problem });
    }
    Ok(())
}
