//! The circulars that were signed here, as law beside the files of the program.

use super::say::Say;
use crate::model::{CircularState, Fault, OwnCircular};
use crate::rules::fault_words;
use crate::store::{changes, circulars};
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_platform::db::ConnectionTrait;
use siaga_platform::{App, Ctx, Law, LawError, Problem, law};
use siaga_policy::{Document, shipped_documents};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// Where a circular comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It comes with the program.
    Shipped,
    /// It was made here.
    Own(Uuid),
    /// It stands for the plain revocation of one that was made here.
    Ending(Uuid),
}

/// A circular that is law, with where it comes from.
#[derive(Debug, Clone)]
pub(crate) struct LawDocument {
    pub(crate) document: Document,
    pub(crate) origin: Origin,
}

/// Returns the circulars that come with the program.
pub(crate) fn shipped() -> &'static [Document] {
    static SHIPPED: OnceLock<Vec<Document>> = OnceLock::new();
    SHIPPED.get_or_init(|| shipped_documents().expect("the tests keep the shipped files free of faults"))
}

/// Returns what was signed here, with revocations, of every government of the database.
///
/// # Errors
/// `platform.broken` when a text that was once accepted cannot be read any more.
pub(crate) async fn signed(connection: &impl ConnectionTrait) -> Result<Vec<LawDocument>, Problem> {
    let mut documents = Vec::new();
    for row in circulars::signed(connection).await? {
        documents.extend(as_law(&row)?);
    }
    Ok(documents)
}

/// Returns everything that is law, the files of the program first.
///
/// # Errors
/// As [`signed`].
pub(crate) async fn everything(ctx: &Ctx) -> Result<Vec<LawDocument>, Problem> {
    let shipped =
        shipped().iter().map(|document| LawDocument { document: document.clone(), origin: Origin::Shipped });
    let mut all: Vec<LawDocument> = shipped.collect();
    all.extend(signed(ctx.db().reader()).await?);
    Ok(all)
}

fn as_law(row: &OwnCircular) -> Result<Vec<LawDocument>, Problem> {
    let known_from = row.signing.as_ref().map(|signing| signing.known_from);
    let document = read(row, known_from).map_err(|error| Problem::broken(error.to_string()))?;
    let mut documents = vec![LawDocument { document, origin: Origin::Own(row.id) }];
    if row.state == CircularState::Revoked {
        documents.push(LawDocument { document: ending_document(row)?, origin: Origin::Ending(row.id) });
    }
    Ok(documents)
}

/// Reads the law text of a circular of the government; it is known from the day of its signature.
pub(crate) fn read(
    row: &OwnCircular,
    known_from: Option<NaiveDate>,
) -> Result<Document, siaga_policy::DocumentError> {
    let mut document = Document::parse(&format!("edaran/{}", row.circular), &row.law)?;
    document.circular.issued_on = Some(row.dated_on);
    document.circular.known_from = known_from;
    Ok(document)
}

/// Returns the document that stands for a plain revocation, so that both times of it are known to the book.
///
/// # Errors
/// `platform.broken`: a circular that was ended must never stay law because its end cannot be read.
fn ending_document(row: &OwnCircular) -> Result<Document, Problem> {
    let broken = |why: &str| Problem::broken(format!("the end of {}: {why}", row.circular));
    let ending = row.ending.as_ref().ok_or_else(|| broken("not recorded"))?;
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let of = Document::parse("scope", &row.law).map_err(|error| broken(&error.to_string()))?;
    let scope = of.circular.scope.region.ok_or_else(|| broken("of no region"))?;
    let text = format!(
        "[circular]\nid = {}\nissuer = {}\ntitle = {}\nscope = {{ region = \"{scope}\" }}\nsource = {}\n\
         checked_on = {known}\nverified = true\nissued_on = {known}\nknown_from = {known}\n\
         [[revokes]]\ncircular = {}\nfrom = {}\narticle = \"keputusan pencabutan\"\n",
        quoted(&format!("{}/pencabutan", row.circular)),
        quoted(&ending.name),
        quoted(&format!("Pencabutan: {}", row.title)),
        quoted(&ending.reason),
        quoted(&row.circular),
        ending.from,
        known = ending.known_from,
    );
    Document::parse(&format!("edaran/{}/pencabutan", row.circular), &text)
        .map_err(|error| broken(&error.to_string()))
}

/// Answers the platform, which asks for law that is kept in the database.
///
/// # Errors
/// As [`signed`].
pub(crate) async fn source(app: App) -> Result<Vec<Document>, Problem> {
    Ok(signed(app.db.reader()).await?.into_iter().map(|one| one.document).collect())
}

/// What is wrong when circulars do not make a law together.
pub(crate) fn faults_of(error: LawError) -> Result<Vec<Fault>, Problem> {
    match error {
        LawError::Book(findings) => Ok(findings.iter().map(fault_words::of_finding).collect()),
        LawError::Document(error) => Ok(vec![fault_words::of_document(&error)]),
        other => Err(Problem::broken(other)),
    }
}

/// Returns the law as it would be if this text were signed today.
///
/// # Errors
/// `directives.draft_has_faults` with the first fault.
pub async fn law_with_text(ctx: &Ctx, toml: &str) -> Result<Law, Problem> {
    let mut document = Document::parse("edaran/usulan", toml)
        .map_err(|error| has_faults(ctx, &[fault_words::of_document(&error)]))?;
    document.circular.known_from = Some(ctx.today());
    with(ctx, document).await
}

/// Returns the law as it would be if this draft were signed today; of a circular that is signed, the law
/// as it is.
///
/// # Errors
/// `directives.circular_missing`, `directives.draft_has_faults` with the first fault, `platform.forbidden`.
pub async fn law_with_draft(ctx: &Ctx, id: Uuid) -> Result<Law, Problem> {
    let row = super::reads::circular(ctx, id).await?;
    if row.state != CircularState::Draft {
        let signed = source(ctx.app.clone()).await?;
        return Law::with_documents(&ctx.app.contributions, signed).map_err(Problem::broken);
    }
    ctx.require(Action::DirectiveDraft, &ctx.whole_government())?;
    let document = read(&row, Some(ctx.today()))
        .map_err(|error| has_faults(ctx, &[fault_words::of_document(&error)]))?;
    with(ctx, document).await
}

async fn with(ctx: &Ctx, document: Document) -> Result<Law, Problem> {
    let mut all = source(ctx.app.clone()).await?;
    all.push(document);
    match Law::with_documents(&ctx.app.contributions, all) {
        Ok(law) => Ok(law),
        Err(error) => Err(has_faults(ctx, &faults_of(error)?)),
    }
}

/// Returns the problem of a circular that cannot become law; its text names the first fault.
pub(crate) fn has_faults(ctx: &Ctx, faults: &[Fault]) -> Problem {
    let first = faults.first().map(|fault| Say(ctx).fault(fault)).unwrap_or_default();
    Problem::conflict("directives.draft_has_faults").with("count", faults.len()).with("first", first)
}

/// Number of the last change of law that this program has read.
fn seen(app: &App) -> std::sync::Arc<AtomicI64> {
    app.live.kept::<AtomicI64>("directives.law", Uuid::nil())
}

/// Puts the law in force anew when somebody signed or revoked since this program read it, also in another
/// process.
///
/// # Errors
/// As [`law::refresh`]; the next run tries again.
pub(crate) async fn follow(app: &App) -> Result<(), Problem> {
    let last = changes::last_of_law(app.db.reader()).await?;
    if seen(app).load(Ordering::Acquire) == last {
        return Ok(());
    }
    law::refresh(app).await?;
    seen(app).store(last, Ordering::Release);
    Ok(())
}
