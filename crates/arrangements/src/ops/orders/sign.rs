//! The signature under an order, by somebody else than who made it.

use super::compose::{About, compose};
use super::letter::{Paper, document};
use super::{Step, found, resource};
use crate::model::Roster;
use crate::model::order::{Order, OrderKind, OrderState};
use crate::ops::roster_letter::issue_letter;
use crate::ops::roster_sign::{expect_kept, sign_within};
use crate::ops::roster_view::hindrance;
use crate::rules::order::OrderWindow;
use crate::store::orders as store;
use crate::store::rosters;
use chrono::{DateTime, Utc};
use siaga_access::Action;
use siaga_directives::facts::CASE_STATE;
use siaga_directives::{FactFilter, FactSubject, end_fact, fact_rows};
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem, ProblemKind, accounts, topics};
use siaga_policy::FactValue;
use uuid::Uuid;

/// News of a signed order: `order`, `kind`, `agency_id`, `unit_id`, `from_on`, `until_on`.
pub const ORDER_SIGNED: &str = "arrangements.order_signed";

/// Signs an order: its letter, the end of the order that it follows, and for a lift the end of the case.
///
/// # Shape
/// The draft is compared with what law, facts and desks say now; a draft that says something else is not
/// signed but composed anew first.
///
/// # Errors
/// `platform.forbidden` (also for the maker), `platform.password_wrong`, `arrangements.order_missing`,
/// `arrangements.order_no_draft`, `arrangements.order_changed`, `arrangements.order_past`,
/// `arrangements.order_outdated`, `arrangements.signer_without_post`.
pub async fn sign_order(ctx: &Ctx, id: Uuid, seen_version: i64, password: String) -> Result<(), Problem> {
    let (order, agency) = found(ctx, id).await?;
    ctx.require(Action::ArrangementSign, &resource(ctx, &order, &agency))?;
    let paper = paper(ctx, &agency).await?;
    if order.state == OrderState::Draft {
        refuse_outdated(ctx, &order, &agency).await?;
    }
    accounts::check_own_password(ctx, password).await?;
    let roster = signable_roster(ctx, &order, &agency).await?;
    let step = Step::begin(ctx, id, seen_version, Action::ArrangementSign, OrderState::Draft).await?;
    let units = directory::units(ctx, Some(agency.id)).await?;
    let unit = units.iter().find(|unit| Some(unit.id) == order.unit_id);
    let letter = document(ctx, &step.order, &agency, unit, paper);
    let document_id = siaga_documents::issue(ctx, &step.tx, &letter, ctx.now()).await?;
    store::set_signed(ctx, &step.tx, id, document_id).await?;
    end_before(ctx, &step).await?;
    match &roster {
        Some(roster) => {
            sign_within(ctx, &step.tx, roster.uid, roster.version, &step.verdict).await?;
            store::add_event(ctx, &step.tx, id, "roster-signed", "").await?;
        }
        None if order.kind == OrderKind::Lift => {}
        None => store::add_event(ctx, &step.tx, id, "roster-open", "").await?,
    }
    let news = serde_json::json!({
        "order": id, "kind": order.kind.as_str(), "agency_id": order.agency_id, "unit_id": order.unit_id,
        "from_on": order.from_on, "until_on": order.until_on,
    });
    topics::publish(ctx, &step.tx, ORDER_SIGNED, &news).await?;
    step.finish(ctx, "signed", "").await?;
    // The deed is done; should setting the file fail now, a job sets it later.
    if let Err(problem) = siaga_documents::seal(ctx, document_id).await {
        tracing::warn!(%problem, "the letter of an order could not be set yet");
    }
    if let Some(roster) = roster
        && let Err(problem) = issue_letter(ctx, roster.uid).await
    {
        tracing::warn!(%problem, "the assignment letter of the roster of an order is made later");
    }
    if order.kind == OrderKind::Lift
        && let Err(problem) = end_case(ctx, &order, ctx.now()).await
    {
        tracing::warn!(%problem, "the case of a lifted order is ended by the next review");
    }
    Ok(())
}

/// Returns the proposed roster when this signature may stand under it as well: still a draft, keeping every
/// rule, and not changed by the signer's own hand. Any other one is signed by itself, later.
async fn signable_roster(ctx: &Ctx, order: &Order, agency: &Agency) -> Result<Option<Roster>, Problem> {
    let Some(uid) = order.roster_id else { return Ok(None) };
    let Some(roster) = rosters::one(ctx, ctx.db().reader(), uid).await? else { return Ok(None) };
    let makers = rosters::makers(ctx.db().reader(), roster.id).await?;
    if hindrance(ctx, agency, &roster, &makers, false).is_some() {
        return Ok(None);
    }
    match expect_kept(ctx, &roster).await {
        Ok(()) => Ok(Some(roster)),
        Err(problem) if problem.kind == ProblemKind::Conflict => Ok(None),
        Err(problem) => Err(problem),
    }
}

async fn paper(ctx: &Ctx, agency: &Agency) -> Result<Paper, Problem> {
    let employee =
        ctx.actor.employee.ok_or_else(|| Problem::forbidden("arrangements.signer_without_post"))?;
    let head = directory::head_of(ctx, agency.id, ctx.today()).await?;
    Ok(match head {
        Some(head) if head.employee_id == employee => Paper::Agency(agency.id),
        _ => Paper::Government(employee),
    })
}

/// A letter must not say what law, cases or desks no longer say.
async fn refuse_outdated(ctx: &Ctx, order: &Order, agency: &Agency) -> Result<(), Problem> {
    if order.kind == OrderKind::Lift {
        return Ok(());
    }
    if order.until_on < ctx.today() {
        return Err(Problem::conflict("arrangements.order_past"));
    }
    let Some(found_on) = order.content.found_on else { return Ok(()) };
    let about = About { agency, unit_id: order.unit_id, found_on };
    let window = OrderWindow { from_on: order.from_on.max(ctx.today()), until_on: order.until_on };
    let is_same = window.from_on == order.from_on && compose(ctx, about, window).await? == order.content;
    if is_same { Ok(()) } else { Err(Problem::conflict("arrangements.order_outdated")) }
}

/// Orders in force about the same people are over; a signed lift is over at once.
async fn end_before(ctx: &Ctx, step: &Step) -> Result<(), Problem> {
    let order = &step.order;
    for before in store::live(ctx, &*step.tx, Some(order.agency_id)).await? {
        let is_same = before.unit_id == order.unit_id && before.id != order.id;
        if is_same && before.state == OrderState::Signed {
            store::set_state(ctx, &step.tx, before.id, OrderState::Ended).await?;
            store::add_event(ctx, &step.tx, before.id, "ended", &order.id.to_string()).await?;
        }
    }
    if order.kind == OrderKind::Lift {
        store::set_state(ctx, &step.tx, order.id, OrderState::Ended).await?;
    }
    Ok(())
}

/// Ends the recorded case that an order answered, as the signed lift says. What was recorded after the signature
/// is another matter.
///
/// # Errors
/// As the store says.
pub(super) async fn end_case(ctx: &Ctx, lift: &Order, signed_at: DateTime<Utc>) -> Result<(), Problem> {
    let program = ctx.app.system_ctx("arrangements.lift_order", &ctx.government);
    let filter =
        FactFilter { on: Some(lift.from_on), name: Some(CASE_STATE.to_owned()), ..FactFilter::default() };
    let subject = lift.unit_id.map_or(FactSubject::Agency(lift.agency_id), FactSubject::Unit);
    let last = lift.from_on.pred_opt().unwrap_or(lift.from_on);
    for row in fact_rows(&program, &filter).await? {
        let is_case = matches!(&row.value, FactValue::Word(word) if word != "none");
        let end_on = last.max(row.from_on);
        let is_open = row.replaced.is_none() && row.until_on.is_none_or(|until_on| until_on > end_on);
        if row.subject == subject && is_open && is_case && row.recorded_at <= signed_at {
            end_fact(&program, row.uid, end_on, &format!("order/{}", lift.id)).await?;
        }
    }
    Ok(())
}
