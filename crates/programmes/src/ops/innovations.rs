//! Innovations: registered by employees, improved, reviewed by others.

use super::changes::tell;
use super::files::{self, EvidenceFile};
use super::words::{self, LONG, NAME, TOLD};
use crate::innovation::{InnovationState, InnovationText, Review, TeamMember};
use crate::store::innovations::{self as store, StoredInnovation};
use chrono::Datelike;
use serde_json::json;
use siaga_access::{Action, Resource, Verdict};
use siaga_directory::{self as directory, Identity};
use siaga_platform::audit::{self, Entry};
use siaga_platform::blobs;
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem, topics};
use uuid::Uuid;

/// News of a reviewed innovation: `innovation`, `state`.
pub const INNOVATION_REVIEWED: &str = "programmes.innovation_reviewed";

/// Most members of a team.
const TEAM_MAX: usize = 30;

/// Registers an innovation of an employee and returns its key; it waits for a review.
///
/// # Errors
/// `programmes.innovation_no_agency` when the employee has no place today; `programmes.text_missing`,
/// `programmes.text_too_long`, `programmes.since_in_future`, `programmes.link_form`, `programmes.team_too_large`,
/// those of files; `platform.forbidden` for anybody else's.
pub async fn propose_innovation(
    ctx: &Ctx,
    employee_id: i64,
    text: &InnovationText,
    evidence: &[EvidenceFile<'_>],
) -> Result<Uuid, Problem> {
    let person = directory::person_by_id(ctx, employee_id, ctx.today()).await?;
    let person = person.ok_or_else(|| Problem::invalid("programmes.innovation_no_agency"))?;
    let verdict = may_write(ctx, employee_id, person.agency_id).await?;
    let (text, team) = checked(ctx, employee_id, text).await?;
    let tx = ctx.db().begin().await?;
    let uid = ctx.new_id();
    let id = store::insert(ctx, &tx, (uid, employee_id, person.agency_id)).await?;
    write_version(ctx, &tx, (id, 1), (&text, &team), evidence).await?;
    let detail = json!({ "version": 1, "agency": person.agency_id });
    let entry = Entry::new("innovation.propose", format!("innovation/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(uid)
}

/// Improves an innovation that was returned, or that nobody reviewed yet; it waits for a review again.
///
/// # Errors
/// `programmes.innovation_closed` once it was accepted or rejected; `programmes.changed_meanwhile` when
/// `seen_version` is not the newest; as [`propose_innovation`].
pub async fn revise_innovation(
    ctx: &Ctx,
    uid: Uuid,
    seen_version: i32,
    text: &InnovationText,
    evidence: &[EvidenceFile<'_>],
) -> Result<(), Problem> {
    let found = found(ctx, uid).await?;
    let verdict = may_write(ctx, found.employee_id, found.agency_id).await?;
    if matches!(found.state, InnovationState::Accepted | InnovationState::Rejected) {
        return Err(Problem::conflict("programmes.innovation_closed"));
    }
    let (text, team) = checked(ctx, found.employee_id, text).await?;
    let tx = ctx.db().begin().await?;
    let next = (InnovationState::Waiting, seen_version.saturating_add(1));
    if !store::set_state(&tx, found.id, (found.state, seen_version), next).await? {
        return Err(Problem::conflict("programmes.changed_meanwhile"));
    }
    write_version(ctx, &tx, (found.id, next.1), (&text, &team), evidence).await?;
    let entry = Entry::new("innovation.revise", format!("innovation/{uid}"));
    audit::write(ctx, &tx, entry.detail(json!({ "version": next.1 })).by(&verdict)).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(())
}

/// Reviews a version of an innovation: accepted, returned or rejected. Never by somebody of its team.
///
/// # Errors
/// `programmes.review_own`, `programmes.review_decision`, `programmes.text_missing` for the reason unless it is
/// accepted, `programmes.innovation_reviewed` when it does not wait, `programmes.changed_meanwhile`,
/// `programmes.innovation_missing`, `platform.forbidden`.
pub async fn review_innovation(
    ctx: &Ctx,
    uid: Uuid,
    seen_version: i32,
    decision: InnovationState,
    reason: &str,
) -> Result<(), Problem> {
    let found = found(ctx, uid).await?;
    refuse_own(ctx, &found).await?;
    let agency = directory::agency(ctx, found.agency_id).await?;
    let resource = Resource { employee: Some(found.employee_id), ..ctx.in_agency(&agency.path) };
    let verdict = ctx.require(Action::InnovationReview, &resource)?;
    let least = match decision {
        InnovationState::Waiting => {
            return Err(Problem::invalid("programmes.review_decision").on_field("decision"));
        }
        InnovationState::Accepted => 0,
        InnovationState::Returned | InnovationState::Rejected => words::REASON.least,
    };
    let reason = words::lines(reason, "reason", words::Length { least, ..TOLD })?;
    if found.state != InnovationState::Waiting {
        return Err(Problem::conflict("programmes.innovation_reviewed"));
    }
    let tx = ctx.db().begin().await?;
    let waiting = (InnovationState::Waiting, seen_version);
    if !store::set_state(&tx, found.id, waiting, (decision, seen_version)).await? {
        return Err(Problem::conflict("programmes.changed_meanwhile"));
    }
    let (made_name, made_at) = (ctx.actor.name.clone(), ctx.now());
    let review = Review { version: seen_version, decision, reason, made_name, made_at };
    store::insert_review(ctx, &tx, found.id, &review).await?;
    let detail = json!({ "version": seen_version, "state": decision.as_str() });
    let entry = Entry::new("innovation.review", format!("innovation/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    let news = json!({ "innovation": uid, "state": decision.as_str() });
    topics::publish(ctx, &tx, INNOVATION_REVIEWED, &news).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(())
}

/// Returns an innovation.
///
/// # Errors
/// `programmes.innovation_missing`.
pub(crate) async fn found(ctx: &Ctx, uid: Uuid) -> Result<StoredInnovation, Problem> {
    let found = store::one(ctx, ctx.db().reader(), uid).await?;
    found.ok_or_else(|| Problem::missing("programmes.innovation_missing"))
}

/// The policy knows who registered it; the team is known here.
async fn refuse_own(ctx: &Ctx, found: &StoredInnovation) -> Result<(), Problem> {
    let Some(employee) = ctx.actor.employee else { return Ok(()) };
    let newest = store::texts(ctx, Some(found.id)).await?.into_iter().next();
    let is_member = |member: &TeamMember| member.employee_id == Some(employee);
    let in_team = newest.is_some_and(|text| text.version.team.iter().any(is_member));
    if in_team || found.employee_id == employee {
        return Err(Problem::forbidden("programmes.review_own"));
    }
    Ok(())
}

async fn may_write(ctx: &Ctx, employee_id: i64, agency_id: i64) -> Result<Verdict, Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    let resource = Resource { employee: Some(employee_id), ..ctx.in_agency(&agency.path) };
    ctx.require(Action::InnovationProposeOwn, &resource)
}

async fn write_version(
    ctx: &Ctx,
    tx: &Tx,
    place: (i64, i32),
    (text, team): (&InnovationText, &[TeamMember]),
    evidence: &[EvidenceFile<'_>],
) -> Result<(), Problem> {
    let evidence = files::checked(evidence)?;
    store::insert_text(ctx, tx, place, (text, team)).await?;
    for (file, kind) in evidence {
        let sha256 = blobs::put(ctx, tx, kind.as_str(), file.bytes.to_vec()).await?;
        store::insert_file(ctx, tx, place.0, (sha256, &files::name(file.name))).await?;
    }
    Ok(())
}

async fn checked(
    ctx: &Ctx,
    employee_id: i64,
    text: &InnovationText,
) -> Result<(InnovationText, Vec<TeamMember>), Problem> {
    if text.since_on > ctx.today() || text.since_on.year() < 1945 {
        return Err(Problem::invalid("programmes.since_in_future").on_field("since_on"));
    }
    let links = words::lines(&text.links, "links", LONG)?;
    let is_address = |line: &str| line.starts_with("https://") || line.starts_with("http://");
    if let Some(line) = links.lines().find(|line| !line.is_empty() && !is_address(line)) {
        return Err(Problem::invalid("programmes.link_form").on_field("links").with("link", line));
    }
    let team = words::lines(&text.team, "team", LONG)?;
    let names: Vec<&str> = team.lines().filter(|line| !line.is_empty()).collect();
    if names.len() > TEAM_MAX {
        return Err(Problem::invalid("programmes.team_too_large").on_field("team").with("most", TEAM_MAX));
    }
    let members = members(ctx, employee_id, &names).await?;
    let text = InnovationText {
        title: words::line(&text.title, "title", NAME)?,
        problem: words::lines(&text.problem, "problem", TOLD)?,
        solution: words::lines(&text.solution, "solution", TOLD)?,
        benefit: words::lines(&text.benefit, "benefit", TOLD)?,
        since_on: text.since_on,
        links,
        team,
    };
    Ok((text, members))
}

/// Returns the team: who is known by number, or by a name that only one employee has, and others by name.
async fn members(ctx: &Ctx, employee_id: i64, lines: &[&str]) -> Result<Vec<TeamMember>, Problem> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let identities = directory::identities(ctx).await?;
    let mut members: Vec<TeamMember> = Vec::new();
    for line in lines {
        let member = match identify(identities.values(), line) {
            Some(one) => TeamMember { name: one.name.clone(), employee_id: Some(one.id) },
            None => TeamMember { name: (*line).to_owned(), employee_id: None },
        };
        if member.employee_id != Some(employee_id) && !members.contains(&member) {
            members.push(member);
        }
    }
    Ok(members)
}

fn identify<'a>(all: impl Iterator<Item = &'a Identity>, line: &str) -> Option<&'a Identity> {
    let wanted = line.to_lowercase();
    let has_number = |number: &Option<String>| number.as_deref() == Some(line);
    let mut matches = all.filter(|one| {
        has_number(&one.nip) || has_number(&one.staff_number) || one.name.to_lowercase() == wanted
    });
    let found = matches.next()?;
    matches.next().is_none().then_some(found)
}
