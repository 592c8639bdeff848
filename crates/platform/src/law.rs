//! Circulars and calendar in force: the files that come with the program and what was signed since.

use crate::contributions::Contributions;
use crate::ctx::App;
use crate::problem::Problem;
use siaga_civil::{Calendar, CalendarError};
use siaga_policy::{BookFinding, Document, DocumentError, PolicyBook, shipped_documents};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};

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

/// Reads circulars that a capability keeps in the database and that are signed.
pub type LawSource = fn(App) -> Pin<Box<dyn Future<Output = Result<Vec<Document>, Problem>> + Send>>;

/// The law does not hold together.
#[derive(Debug, thiserror::Error)]
pub enum LawError {
    /// A file does not parse.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The files contradict each other or the declared parameters.
    #[error("the circulars do not hold together: {}", lines(.0))]
    Book(Vec<BookFinding>),
    /// No circular is there: nobody would be expected on any day, and every figure wrong in silence.
    #[error("the program was built without any circular")]
    Empty,
    /// The calendar does not parse.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

impl Law {
    /// Reads the law that comes with the program, for the declared parameters and facts.
    ///
    /// # Errors
    /// [`LawError`]; the tests keep the shipped files free of any.
    pub fn load(declared: &Contributions) -> Result<Self, LawError> {
        Self::with_documents(declared, [])
    }

    /// Reads the law that comes with the program, and circulars beside it.
    ///
    /// # Shape
    /// Lines of the shipped law that speak to capabilities which this program does not have are left
    /// out; the whole program has all of them, and a test of it says so.
    ///
    /// # Errors
    /// [`LawError::Book`] when a circular does not fit the declarations or contradicts another one.
    pub fn with_documents(
        declared: &Contributions,
        beside: impl IntoIterator<Item = Document>,
    ) -> Result<Self, LawError> {
        let mut documents = shipped_documents()?;
        if documents.is_empty() {
            return Err(LawError::Empty);
        }
        for document in &mut documents {
            document.sets.retain(|line| declared.hears(&line.parameter) && declared.may_decide(line));
        }
        documents.extend(beside);
        let (params, facts) = (declared.params.iter().copied(), declared.facts.iter().copied());
        let book = PolicyBook::build(documents, params, facts).map_err(LawError::Book)?;
        Ok(Self { book, calendar: calendar()? })
    }

    /// Reads the calendar only, for programs whose capabilities declare no parameters.
    ///
    /// # Errors
    /// [`LawError::Calendar`].
    pub fn calendar_only() -> Result<Self, LawError> {
        let book = PolicyBook::build([], [], []).map_err(LawError::Book)?;
        Ok(Self { book, calendar: calendar()? })
    }
}

/// The law in force; a signed circular replaces it as a whole.
#[derive(Debug)]
pub struct LawShelf(RwLock<Arc<Law>>);

impl LawShelf {
    /// Returns the shelf with a first law.
    pub fn new(law: Law) -> Self {
        Self(RwLock::new(Arc::new(law)))
    }

    /// Returns the law as it stands now.
    pub fn now(&self) -> Arc<Law> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another law in its place; requests that have begun keep theirs.
    pub fn replace(&self, law: Law) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(law);
    }
}

/// Reads the circulars of all capabilities anew and puts them in force.
///
/// # Errors
/// Of the store; or a broken problem when signed circulars and those of the program contradict each
/// other, as after a new version of the program. The law stays as it was.
pub async fn refresh(app: &App) -> Result<(), Problem> {
    let mut signed = Vec::new();
    for source in &app.contributions.law {
        signed.extend(source(app.clone()).await?);
    }
    if signed.is_empty() && app.contributions.law.is_empty() {
        return Ok(());
    }
    let law = Law::with_documents(&app.contributions, signed).map_err(Problem::broken)?;
    app.law.replace(law);
    Ok(())
}

fn calendar() -> Result<Calendar, CalendarError> {
    Calendar::from_csv(HOLIDAYS)?.with_titles(DECREES)
}

fn lines(findings: &[BookFinding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
