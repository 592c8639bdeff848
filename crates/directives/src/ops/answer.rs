//! The answer of the law to one question, with what gave way and why.

use super::ask::{LawSubject, law_subject};
use crate::rules::facts::without_unit_facts;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Combine, ParamDecl, Provision, Value, WhyLost};

/// A question as pages, the API and the command line ask it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LawQuestion {
    /// Name of the parameter.
    pub(crate) parameter: String,
    /// Agency, work unit or region; empty for the government.
    pub(crate) unit: String,
    pub(crate) on: NaiveDate,
    pub(crate) known_on: Option<NaiveDate>,
}

/// What the law says.
#[derive(Debug, Clone)]
pub(crate) struct LawAnswer {
    pub(crate) decl: ParamDecl,
    pub(crate) subject: LawSubject,
    /// The value with the line that gives it; nothing when no line is in force.
    pub(crate) winner: Option<(Value, Provision)>,
    pub(crate) losers: Vec<(Value, Provision, WhyLost)>,
    /// Whether the reader may not know of cases: the answer then is the one without any.
    pub(crate) is_hidden: bool,
}

impl LawAnswer {
    pub(crate) fn combine(&self) -> Combine {
        self.decl.combine
    }
}

/// Returns what the law says.
///
/// # Errors
/// `directives.parameter_missing`, `directives.subject_missing`, `platform.forbidden`.
pub(crate) async fn answer(ctx: &Ctx, question: &LawQuestion) -> Result<LawAnswer, Problem> {
    ctx.require(Action::PolicyExplain, &ctx.whole_government())?;
    let (subject, is_hidden) = seen(ctx, &question.unit, question.on, question.known_on).await?;
    let book = &ctx.law().book;
    let decl = book.declarations().find(|decl| decl.name == question.parameter).copied();
    let missing = || Problem::missing("directives.parameter_missing").with("name", &question.parameter);
    let decl = decl.ok_or_else(missing)?;
    Ok(of(ctx, decl, (subject, is_hidden), question.on, question.known_on))
}

/// Returns what the law says about every parameter, in the order of their names, with whose law it is and
/// whether its cases are hidden from the reader.
///
/// # Errors
/// As [`answer`].
pub(crate) async fn answers(
    ctx: &Ctx,
    unit: &str,
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> Result<(LawSubject, bool, Vec<LawAnswer>), Problem> {
    ctx.require(Action::PolicyView, &ctx.whole_government())?;
    let (subject, is_hidden) = seen(ctx, unit, on, known_on).await?;
    let decls: Vec<ParamDecl> = ctx.law().book.declarations().copied().collect();
    let one = |decl| of(ctx, decl, (subject.clone(), is_hidden), on, known_on);
    let all = decls.into_iter().map(one).collect();
    Ok((subject, is_hidden, all))
}

/// Returns whose law is asked for with the facts that the reader may know. Who may not see the facts of an
/// agency must not read from its law that somebody there is ill.
async fn seen(
    ctx: &Ctx,
    unit: &str,
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> Result<(LawSubject, bool), Problem> {
    let mut subject = law_subject(ctx, unit, on, known_on).await?;
    let is_hidden = !ctx.may(Action::FactView, &ctx.in_agency(&subject.agency_path)).permit;
    if is_hidden {
        subject.facts = without_unit_facts(subject.facts);
    }
    Ok((subject, is_hidden))
}

fn of(
    ctx: &Ctx,
    decl: ParamDecl,
    (subject, is_hidden): (LawSubject, bool),
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> LawAnswer {
    let book = &ctx.law().book;
    let situation = subject.situation(book);
    let question = subject.question(&situation, on, known_on);
    let (winner, losers) = match book.in_force(decl.name, &question) {
        Some(answer) => (Some((answer.value.into_owned(), answer.winner.clone())), answer.losers),
        None => (None, book.silent(decl.name, &question)),
    };
    let losers =
        losers.into_iter().map(|loser| (loser.value.clone(), loser.provision.clone(), loser.why)).collect();
    LawAnswer { decl, subject, winner, losers, is_hidden }
}
