//! Why the gate cannot be built.

use cedar_policy::{CedarSchemaError, ParseErrors, PolicySetError};

/// Says what is wrong with the schema or with a policy.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// The schema cannot be read.
    #[error("the access schema cannot be read")]
    Schema(#[source] Box<CedarSchemaError>),
    /// A policy file cannot be read.
    #[error("the access policies in {file} cannot be read")]
    Syntax {
        /// Name of the file.
        file: String,
        /// What the parser says.
        #[source]
        source: Box<ParseErrors>,
    },
    /// A policy lacks one of its annotations.
    #[error("a policy in {file} has no @{annotation}")]
    Unnamed {
        /// Name of the file.
        file: String,
        /// The missing annotation.
        annotation: &'static str,
    },
    /// A policy cannot join the others, for instance because its name is taken.
    #[error("the policy {policy} cannot be added")]
    Refused {
        /// The policy.
        policy: String,
        /// Why it was refused.
        #[source]
        source: Box<PolicySetError>,
    },
    /// Policies use words that the schema does not have, or use them wrongly.
    #[error("the access policies do not fit the schema: {}", faults.join("; "))]
    Invalid {
        /// One text per fault.
        faults: Vec<String>,
    },
    /// The schema and the program do not know the same actions.
    #[error("the action {action} is known to the schema or to the program, but not to both")]
    UnknownAction {
        /// The action.
        action: String,
    },
}
