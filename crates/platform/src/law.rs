//! Circulars and calendar in force, from the files in `policies/`.

use siaga_civil::{Calendar, CalendarError};
use siaga_policy::{BookFinding, DocumentError, ParamDecl, PolicyBook, shipped_documents};

const HOLIDAYS: &str = include_str!("../../../policies/national/calendar/holidays.csv");
const DECREES: &str = include_str!("../../../policies/national/calendar/decrees.csv");

/// Law as dated data: what a rule asks for its parameters and for the kind of a day.
#[derive(Debug)]
pub struct Law {
    /// Circulars.
    pub book: PolicyBook,
    /// Public holidays and collective leave with their decrees.
    pub calendar: Calendar,
}

/// The law that comes with the program does not hold together.
#[derive(Debug, thiserror::Error)]
pub enum LawError {
    /// A file does not parse.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The files contradict each other or the declared parameters.
    #[error("the circulars do not hold together: {0:?}")]
    Book(Vec<BookFinding>),
    /// No circular is there: nobody would be expected on any day, and every figure wrong in silence.
    #[error("the program was built without any circular")]
    Empty,
    /// The calendar does not parse.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

impl Law {
    /// Reads the law that comes with the program, for the declared parameters.
    ///
    /// # Errors
    /// [`LawError`]; the tests keep the shipped files free of any.
    pub fn load(params: impl IntoIterator<Item = &'static ParamDecl>) -> Result<Self, LawError> {
        let documents = shipped_documents()?;
        if documents.is_empty() {
            return Err(LawError::Empty);
        }
        let book = PolicyBook::build(documents, params).map_err(LawError::Book)?;
        Ok(Self { book, calendar: calendar()? })
    }

    /// Reads the calendar only, for programs whose capabilities declare no parameters.
    ///
    /// # Errors
    /// [`LawError::Calendar`].
    pub fn calendar_only() -> Result<Self, LawError> {
        let book = PolicyBook::build([], []).map_err(LawError::Book)?;
        Ok(Self { book, calendar: calendar()? })
    }
}

fn calendar() -> Result<Calendar, CalendarError> {
    Calendar::from_csv(HOLIDAYS)?.with_titles(DECREES)
}
