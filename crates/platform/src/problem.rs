//! The one error that reaches a person: kind, code, field and the values that its text names.

use crate::db::DbError;

/// What sort of problem it is; decides the HTTP status and the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The input is not acceptable (422, exit 2).
    Invalid,
    /// Nobody is signed in (401).
    SignedOut,
    /// The actor may not do it (403, exit 3).
    Forbidden,
    /// What was asked for does not exist, or not for this actor (404, exit 4).
    Missing,
    /// Somebody else was faster, or the state does not allow it (409, exit 5).
    Conflict,
    /// More was sent than is taken (413, exit 2).
    TooLarge,
    /// Too many tries; later again (429).
    TooMany,
    /// The store is busy or full for the moment (503, exit 6).
    Busy,
    /// A fault of the program (500, exit 1). Nothing of its cause is shown.
    Broken,
}

/// A problem that a person reads. Its text is the message `problem-<code>` with dots as hyphens.
#[derive(Debug)]
pub struct Problem {
    /// Kind.
    pub kind: ProblemKind,
    /// `capability.reason`, for example `directory.nip_length`.
    pub code: String,
    /// The form field or column it belongs to.
    pub field: Option<String>,
    /// Values named in the text.
    pub values: Vec<(&'static str, String)>,
    /// The cause, for the log only.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Problem {
    /// Returns a problem of a kind with a code.
    pub fn new(kind: ProblemKind, code: impl Into<String>) -> Self {
        Self { kind, code: code.into(), field: None, values: Vec::new(), source: None }
    }

    /// Returns an [`ProblemKind::Invalid`] problem.
    pub fn invalid(code: impl Into<String>) -> Self {
        Self::new(ProblemKind::Invalid, code)
    }

    /// Returns a [`ProblemKind::Missing`] problem.
    pub fn missing(code: impl Into<String>) -> Self {
        Self::new(ProblemKind::Missing, code)
    }

    /// Returns a [`ProblemKind::Conflict`] problem.
    pub fn conflict(code: impl Into<String>) -> Self {
        Self::new(ProblemKind::Conflict, code)
    }

    /// Returns a [`ProblemKind::Forbidden`] problem.
    pub fn forbidden(code: impl Into<String>) -> Self {
        Self::new(ProblemKind::Forbidden, code)
    }

    /// Returns a [`ProblemKind::Broken`] problem with its cause.
    pub fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut problem = Self::new(ProblemKind::Broken, "platform.broken");
        problem.source = Some(source.into());
        problem
    }

    /// Names the field it belongs to.
    #[must_use]
    pub fn on_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Adds a value that the text names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Returns the Fluent message id of its text.
    pub fn message_id(&self) -> String {
        format!("problem-{}", self.code.replace(['.', '_'], "-"))
    }

    /// Returns the exit code of a command that ends with it.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            ProblemKind::Broken => 1,
            ProblemKind::Invalid | ProblemKind::TooLarge => 2,
            ProblemKind::Forbidden | ProblemKind::SignedOut => 3,
            ProblemKind::Missing => 4,
            ProblemKind::Conflict => 5,
            ProblemKind::Busy | ProblemKind::TooMany => 6,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code)?;
        for (name, value) in &self.values {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        let (kind, code) = match &error {
            DbError::NotFound => (ProblemKind::Missing, "platform.not_found"),
            DbError::Conflict(_) => (ProblemKind::Conflict, "platform.conflict"),
            DbError::Busy(_) => (ProblemKind::Busy, "platform.busy"),
            DbError::Corrupt(_) | DbError::NotDurable { .. } | DbError::Other(_) => {
                (ProblemKind::Broken, "platform.broken")
            }
        };
        let mut problem = Self::new(kind, code);
        problem.source = Some(Box::new(error));
        problem
    }
}
