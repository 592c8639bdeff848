//! The one place where permission is decided.

use std::collections::{BTreeSet, HashMap};
use std::str::FromStr;
use std::sync::OnceLock;

use cedar_policy::{
    ActionConstraint, Authorizer, Decision, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator,
};
use chrono::NaiveDate;

use crate::entities::Vocabulary;
use crate::{Action, GateError, Reach, Resource, Role, Subject};

const SCHEMA: &str = include_str!("../schema.cedarschema");
const POLICIES: [(&str, &str); 13] = [
    ("common.cedar", include_str!("../policies/common.cedar")),
    ("board.cedar", include_str!("../policies/board.cedar")),
    ("recap.cedar", include_str!("../policies/recap.cedar")),
    ("requests.cedar", include_str!("../policies/requests.cedar")),
    ("people.cedar", include_str!("../policies/people.cedar")),
    ("terminals.cedar", include_str!("../policies/terminals.cedar")),
    ("administration.cedar", include_str!("../policies/administration.cedar")),
    ("audit.cedar", include_str!("../policies/audit.cedar")),
    ("documents.cedar", include_str!("../policies/documents.cedar")),
    ("programmes.cedar", include_str!("../policies/programmes.cedar")),
    ("arrangements.cedar", include_str!("../policies/arrangements.cedar")),
    ("directives.cedar", include_str!("../policies/directives.cedar")),
    ("inspection.cedar", include_str!("../policies/inspection.cedar")),
];

const NO_POLICY: &str = "no role in force permits this here";
const BROKEN_POLICY: &str = "a policy could not be evaluated";

/// Is the answer to one question, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it may be done.
    pub permit: bool,
    /// Names of the deciding policies in alphabetical order; none when no policy applies.
    pub policies: Vec<String>,
    /// One English sentence for the audit log and for logs; screens translate the policy name.
    pub reason: String,
}

/// Decides every question of permission; made once and shared.
#[derive(Debug)]
pub struct Gate {
    authorizer: Authorizer,
    vocabulary: Vocabulary,
    /// Policies that can apply to an action, by the place of the action.
    by_action: Vec<PolicySet>,
    reasons: HashMap<PolicyId, String>,
    pub(crate) reach: OnceLock<Vec<(Role, Action, Reach)>>,
}

impl Gate {
    /// Builds the gate from the schema and the policies of this crate.
    ///
    /// # Errors
    /// A text cannot be read, a policy has no name, or a policy does not fit the schema.
    pub fn load() -> Result<Self, GateError> {
        Self::compile(SCHEMA, &POLICIES)
    }

    /// Builds the gate from other texts, to try a change before it is made.
    ///
    /// # Shape
    /// `files` are pairs of file name and text.
    ///
    /// # Errors
    /// As for [`Gate::load`].
    pub fn compile(schema: &str, files: &[(&str, &str)]) -> Result<Self, GateError> {
        let schema = Schema::from_str(schema).map_err(|error| GateError::Schema(Box::new(error)))?;
        check_actions(&schema)?;
        let mut policies = Vec::new();
        for (file, text) in files {
            policies.extend(parse_file(file, text)?);
        }
        validate(schema, &policies)?;
        let vocabulary = Vocabulary::new();
        let of_action = |action: &Action| {
            let applies = |policy: &&Policy| match policy.action_constraint() {
                ActionConstraint::Any => true,
                ActionConstraint::Eq(uid) => uid == *vocabulary.action(*action),
                ActionConstraint::In(uids) => uids.contains(vocabulary.action(*action)),
            };
            collect(policies.iter().filter(applies))
        };
        let by_action = Action::ALL.iter().map(of_action).collect::<Result<_, _>>()?;
        let reason = |policy: &Policy| policy.annotation("reason").unwrap_or_default().to_owned();
        let reasons = policies.iter().map(|policy| (policy.id().clone(), reason(policy))).collect();
        let authorizer = Authorizer::new();
        Ok(Self { authorizer, vocabulary, by_action, reasons, reach: OnceLock::new() })
    }

    /// Returns whether `subject` may do `action` to `resource` on the day, and why.
    ///
    /// # Shape
    /// Nothing is permitted unless a policy permits it; one policy that forbids outweighs all that permit. A
    /// policy that cannot be evaluated denies.
    pub fn decide(&self, subject: &Subject, action: Action, resource: &Resource, on: NaiveDate) -> Verdict {
        let (request, entities) = self.vocabulary.question(subject, action, resource, on);
        let response = self.authorizer.is_authorized(&request, &self.by_action[action.index()], &entities);
        let diagnostics = response.diagnostics();
        if diagnostics.errors().next().is_some() {
            let reason = BROKEN_POLICY.to_owned();
            return Verdict { permit: false, policies: Vec::new(), reason };
        }
        let mut deciding: Vec<&PolicyId> = diagnostics.reason().collect();
        deciding.sort();
        let reason = deciding.first().map_or(NO_POLICY, |id| self.reasons[*id].as_str()).to_owned();
        let policies = deciding.into_iter().map(ToString::to_string).collect();
        Verdict { permit: response.decision() == Decision::Allow, policies, reason }
    }

    /// Returns every action, in the order of the role matrix.
    pub fn actions() -> &'static [Action] {
        Action::ALL
    }

    /// Returns the texts that decide: file name and content, the schema first.
    pub fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
        std::iter::once(("schema.cedarschema", SCHEMA)).chain(POLICIES)
    }

    /// Returns name and reason of every policy in alphabetical order.
    pub fn policies(&self) -> Vec<(String, String)> {
        let mut all: Vec<_> =
            self.reasons.iter().map(|(id, reason)| (id.to_string(), reason.clone())).collect();
        all.sort();
        all
    }
}

/// Refuses a schema whose actions are not exactly those of the program.
fn check_actions(schema: &Schema) -> Result<(), GateError> {
    let told: BTreeSet<String> = schema.actions().map(|uid| uid.id().unescaped().to_owned()).collect();
    let known: BTreeSet<String> = Action::ALL.iter().map(ToString::to_string).collect();
    match told.symmetric_difference(&known).next() {
        Some(action) => Err(GateError::UnknownAction { action: action.clone() }),
        None => Ok(()),
    }
}

/// Reads a file and names each policy by its `@id`.
fn parse_file(file: &str, text: &str) -> Result<Vec<Policy>, GateError> {
    let set = PolicySet::from_str(text)
        .map_err(|source| GateError::Syntax { file: file.to_owned(), source: Box::new(source) })?;
    let missing = |annotation| GateError::Unnamed { file: file.to_owned(), annotation };
    set.policies()
        .map(|policy| {
            let id = policy.annotation("id").filter(|id| !id.is_empty()).ok_or_else(|| missing("id"))?;
            policy.annotation("reason").filter(|why| !why.is_empty()).ok_or_else(|| missing("reason"))?;
            Ok(policy.new_id(PolicyId::new(id)))
        })
        .collect()
}

fn validate(schema: Schema, policies: &[Policy]) -> Result<(), GateError> {
    let result = Validator::new(schema).validate(&collect(policies)?, ValidationMode::Strict);
    // Warnings count as faults: one of them is a policy that can never apply.
    let faults: Vec<String> = result
        .validation_errors()
        .map(ToString::to_string)
        .chain(result.validation_warnings().map(ToString::to_string))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(GateError::Invalid { faults }) }
}

fn collect<'a>(policies: impl IntoIterator<Item = &'a Policy>) -> Result<PolicySet, GateError> {
    let mut set = PolicySet::new();
    for policy in policies {
        let refused =
            |source| GateError::Refused { policy: policy.id().to_string(), source: Box::new(source) };
        set.add(policy.clone()).map_err(refused)?;
    }
    Ok(set)
}
