//! What is asked: the keys of a subject, read and written.

use crate::model::{StaffGroup, StatusKind};
use crate::ops::figures::{self, Figure, RecapBy, RecapPeriod, RecapQuestion, RecapRow, known_text};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::explain::Subject;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

pub(crate) const RATE: &str = "attendance.rate";
pub(crate) const COUNT: &str = "attendance.count";
pub(crate) const DAY: &str = "attendance.day";

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Attended, of obliged.
    Rate,
    /// Everybody who was expected.
    Expected,
    /// People of a status.
    Status(StatusKind),
}

impl Measure {
    /// Returns the number, and of how many where it is a share.
    pub(crate) fn of(self, figure: &Figure) -> (i64, Option<i64>) {
        match self {
            Self::Rate => (figure.tally.attended(), Some(figure.obliged)),
            Self::Expected => (figure.tally.expected(), None),
            Self::Status(kind) => (figure.tally.of(kind), None),
        }
    }

    /// Returns whether a figure has anything to do with it.
    pub(crate) fn is_in(self, figure: &Figure) -> bool {
        let (number, of) = self.of(figure);
        number != 0 || of.is_some_and(|of| of != 0)
    }

    fn subject(self) -> Subject {
        match self {
            Self::Rate => Subject::new(RATE),
            Self::Expected => Subject::new(COUNT),
            Self::Status(kind) => Subject::new(COUNT).with("status", kind.as_str()),
        }
    }
}

/// Returns the subject that explains a measure of a question, of one of its rows when given.
pub(crate) fn subject_of(measure: Measure, question: &RecapQuestion, row: Option<&RecapRow>) -> Subject {
    let agency = row.map(|row| row.agency_code.clone()).filter(|code| !code.is_empty());
    let group = row.and_then(|row| row.group).or(question.group);
    let mut subject = measure
        .subject()
        .with("periode", question.period)
        .with("opd", agency.or_else(|| question.agency.clone()).unwrap_or_default())
        .with("kelompok", group.map_or("", StaffGroup::as_str))
        .with("diketahui", known_text(question.known_at));
    if let Some(row) = row {
        subject = subject.with("unit", row.unit_code.as_deref().unwrap_or_default());
        if let Some(uid) = row.person_uid {
            subject = match question.period {
                RecapPeriod::Day(on) => day_subject(uid, on, question.known_at),
                _ => subject.with("orang", uid),
            };
        }
    }
    subject
}

/// Returns the subject that explains the day of a person.
pub(crate) fn day_subject(uid: Uuid, on: NaiveDate, known_at: Option<DateTime<Utc>>) -> Subject {
    Subject::new(DAY).with("orang", uid).with("hari", on).with("diketahui", known_text(known_at))
}

/// A question about a figure, as its subject says.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) measure: Measure,
    /// By unit below an agency, else by agency.
    pub(crate) question: RecapQuestion,
    pub(crate) unit: Option<String>,
    pub(crate) person: Option<Uuid>,
    pub(crate) subject: Subject,
}

impl Ask {
    /// Reads the keys.
    ///
    /// # Errors
    /// `attendance.explain_question` on the key that cannot be read or does not fit the others.
    pub(crate) fn read(ctx: &Ctx, subject: &Subject) -> Result<Self, Problem> {
        let status = subject.key("status");
        let measure = match (subject.name.as_str(), status) {
            (RATE, "") => Measure::Rate,
            (COUNT, "") => Measure::Expected,
            (COUNT, name) => {
                let kind = StatusKind::parse(name).filter(|kind| *kind != StatusKind::Off);
                Measure::Status(kind.ok_or_else(|| unreadable("status", name))?)
            }
            _ => return Err(unreadable("status", status)),
        };
        let period = match subject.key("periode") {
            "" => RecapPeriod::Day(ctx.today()),
            text => RecapPeriod::parse(text).ok_or_else(|| unreadable("periode", text))?,
        };
        let group = match subject.key("kelompok") {
            "" => None,
            text => Some(StaffGroup::parse(text).ok_or_else(|| unreadable("kelompok", text))?),
        };
        let some = |key: &str| Some(subject.key(key).to_owned()).filter(|text| !text.is_empty());
        let (agency, unit) = (some("opd"), some("unit"));
        let person = match subject.key("orang") {
            "" => None,
            text => Some(text.parse().map_err(|_| unreadable("orang", text))?),
        };
        // A unit is one of an agency; so is a person whose days are counted.
        if agency.is_none() && (unit.is_some() || person.is_some()) {
            return Err(unreadable("opd", ""));
        }
        let by = if agency.is_some() { RecapBy::Unit } else { RecapBy::Agency };
        let known_at = figures::known_at(ctx, subject.key("diketahui"))?;
        let question = RecapQuestion { period, by, agency, group, apart: false, known_at };
        Ok(Self { measure, question, unit, person, subject: subject.clone() })
    }

    /// Returns the same question one level down.
    pub(crate) fn below(&self, key: &str, value: impl std::fmt::Display) -> Subject {
        self.subject.clone().with(key, value)
    }
}

/// Returns the problem of a key.
pub(crate) fn unreadable(key: &'static str, text: &str) -> Problem {
    let text: String = text.chars().take(40).collect();
    Problem::invalid("attendance.explain_question").on_field(key).with("key", key).with("text", text)
}
