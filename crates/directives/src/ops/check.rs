//! The check of a circular before it is signed: what is wrong, what it changes for whom, what gives way.

use super::ask::LawSubject;
use super::effects::{self, Beaten, LawChange, Subjects};
use super::law::{self, LawDocument};
use crate::model::{Fault, OwnCircular};
use crate::rules::fault_words;
use crate::rules::fitness::{self, Retroactive};
use crate::rules::time_gaps::{TimeGap, time_gaps};
use siaga_access::Action;
use siaga_platform::{Ctx, Law, Problem};
use siaga_policy::{BookWarning, CaseFault, Document, Question, check_cases, check_coverage, parse_cases};
use uuid::Uuid;

/// What the check of a circular found.
#[derive(Debug, Clone)]
pub struct Check {
    /// The circular.
    pub circular: OwnCircular,
    /// What is wrong. Nothing with a fault can be signed.
    pub faults: Vec<Fault>,
    /// What a legal officer should look at.
    pub notices: Vec<Fault>,
    /// What changes days before today: the signer confirms it.
    pub retroactive: Vec<Retroactive>,
    /// What changes for whom, and from when.
    pub changes: Vec<LawChange>,
    /// Provisions that give way, of others and of this circular itself.
    pub beaten: Vec<Beaten>,
}

/// Checks a circular as if it were signed today.
///
/// # Errors
/// `directives.circular_missing`, `platform.forbidden`.
pub async fn check_circular(ctx: &Ctx, id: Uuid) -> Result<Check, Problem> {
    let row = super::reads::circular(ctx, id).await?;
    ctx.require(Action::DirectiveDraft, &ctx.whole_government())?;
    let mut others = law::signed(ctx.db().reader()).await?;
    others.retain(|other| other.origin != law::Origin::Own(id) && other.origin != law::Origin::Ending(id));
    let examined = examine(ctx, &row, &others)?;
    let mut check = Check {
        circular: row,
        faults: examined.faults,
        notices: examined.notices,
        retroactive: examined.retroactive,
        changes: Vec::new(),
        beaten: Vec::new(),
    };
    if let Some((document, law)) = examined.becomes {
        let subjects = Subjects::load(ctx, &document).await?;
        let before = Law::with_documents(&ctx.app.contributions, others.into_iter().map(|one| one.document));
        let before = before.map_err(Problem::broken)?;
        check.changes = effects::changes(&before, &law, &subjects);
        check.beaten = effects::beaten(&document, &law, &subjects);
    }
    Ok(check)
}

/// What can be said of a circular without asking for whom it changes anything.
pub(crate) struct Examined {
    pub(crate) faults: Vec<Fault>,
    pub(crate) notices: Vec<Fault>,
    pub(crate) retroactive: Vec<Retroactive>,
    /// The circular and the law that it would make; nothing when that is no law.
    pub(crate) becomes: Option<(Document, Law)>,
}

/// Examines a circular among what was signed before.
///
/// # Errors
/// A broken problem when the law has a fault that is not of this circular.
pub(crate) fn examine(ctx: &Ctx, row: &OwnCircular, others: &[LawDocument]) -> Result<Examined, Problem> {
    let today = ctx.today();
    let mut examined =
        Examined { faults: Vec::new(), notices: Vec::new(), retroactive: Vec::new(), becomes: None };
    let document = match law::read(row, Some(today)) {
        Ok(document) => document,
        Err(error) => {
            examined.faults.push(fault_words::of_document(&error));
            return Ok(examined);
        }
    };
    if row.dated_on > today {
        let dated = siaga_civil::date_short(row.dated_on);
        examined.faults.push(Fault::new("directives-fault-dated-ahead").with("date", dated));
    }
    if row.letter.body.is_empty() {
        examined.faults.push(Fault::new("directives-fault-letter"));
    }
    let known = law::shipped().iter().chain(others.iter().map(|other| &other.document));
    examined.faults.extend(fitness::faults(&document, &ctx.government.region, known));
    examined.retroactive = fitness::retroactive(&document, today);
    examined.notices.extend(unverified(&document));
    let mut all: Vec<Document> = others.iter().map(|other| other.document.clone()).collect();
    all.push(document.clone());
    match Law::with_documents(&ctx.app.contributions, all) {
        Err(error) => examined.faults.extend(law::faults_of(error)?),
        Ok(law) => {
            look_at_basis(&law, &document, &mut examined);
            let gaps = time_gaps(&document);
            examined.notices.extend(gaps.iter().filter_map(|gap| gap_in_time(ctx, &law, &document, gap)));
            look_at_cases(&law, row, &document, &mut examined);
            examined.becomes = Some((document, law));
        }
    }
    Ok(examined)
}

/// A revoked basis is a fault of the circular that is examined, and to be looked at in others.
fn look_at_basis(law: &Law, document: &Document, examined: &mut Examined) {
    for warning in law.book.warnings() {
        let BookWarning::BasisRevoked { circular, basis, revoked_by, from, .. } = warning;
        let is_own = *circular == document.circular.id;
        let ends_it = document.revokes.iter().any(|end| end.circular == *basis);
        let message = if is_own { "directives-fault-basis" } else { "directives-notice-basis" };
        let said = Fault::new(message)
            .with("circular", circular)
            .with("basis", basis)
            .with("by", revoked_by)
            .with("from", siaga_civil::date_short(*from));
        match (is_own, ends_it) {
            (true, _) => examined.faults.push(said),
            (false, true) => examined.notices.push(said),
            // It was so before, and is no matter of this circular.
            (false, false) => {}
        }
    }
}

/// Says who answers on the days for which the circular says nothing between two of its lines: nobody, or the
/// law that was there before. Nothing is said where a wider line of the circular itself goes on.
fn gap_in_time(ctx: &Ctx, law: &Law, document: &Document, gap: &TimeGap) -> Option<Fault> {
    let subject = LawSubject::unrecorded(gap.scope.region.unwrap_or(ctx.government.region));
    let situation = subject.situation(&law.book);
    let question = Question {
        agency_kind: gap.scope.agency_kind.as_deref(),
        unit: gap.scope.unit.as_deref(),
        ..subject.question(&situation, gap.from_on, None)
    };
    let said = match law.book.in_force(&gap.parameter, &question) {
        Some(answer) if *answer.winner.circular == *document.circular.id => return None,
        Some(answer) => Fault::new("directives-notice-gap-other").with("title", &answer.winner.title),
        None => Fault::new("directives-notice-gap"),
    };
    Some(
        said.with("parameter", &gap.parameter)
            .with("from", siaga_civil::date_short(gap.from_on))
            .with("until", siaga_civil::date_short(gap.until_on)),
    )
}

fn look_at_cases(law: &Law, row: &OwnCircular, document: &Document, examined: &mut Examined) {
    if row.cases.trim().is_empty() {
        examined.notices.push(Fault::new("directives-notice-no-cases"));
        return;
    }
    let cases = match parse_cases("kasus", &row.cases) {
        Ok(cases) => cases,
        Err(error) => {
            let said = fault_words::of_document(&error);
            examined.faults.extend([Fault::new("directives-fault-cases"), said]);
            return;
        }
    };
    for fault in check_cases(&law.book, &cases) {
        examined.faults.push(match fault {
            CaseFault::Wrong { number, parameter, date, expected, found, why, .. } => {
                Fault::new("directives-fault-case")
                    .with("number", number)
                    .with("parameter", parameter)
                    .with("date", siaga_civil::date_short(date))
                    .with("expected", expected)
                    .with("found", found)
                    .with("why", why)
            }
            other => Fault::new("directives-fault-other").with("text", other),
        });
    }
    let missing = check_coverage(&law.book, document, &cases).len();
    if missing > 0 {
        examined.notices.push(Fault::new("directives-notice-cases-missing").with("count", missing));
    }
}

fn unverified(document: &Document) -> Vec<Fault> {
    let lines = document.sets.iter().filter(|line| !line.verified);
    lines
        .map(|line| {
            Fault::new("directives-notice-unverified")
                .with("parameter", &line.parameter)
                .with("article", &line.article)
        })
        .collect()
}
