//! What the program does by itself: drafts after a case or cluster, and the end of orders that are over.

use super::compose::{About, compose, facts_of, window};
use super::sign::end_case;
use super::{LIVE, discard_roster};
use crate::model::order::{Order, OrderContent, OrderKind, OrderState};
use crate::ops::quotas::case_state;
use crate::ops::rosters::{NewRoster, ROSTER_DAYS_MAX, draft_for_order};
use crate::rules::order::is_lift_due;
use crate::store::orders as store;
use chrono::NaiveDate;
use siaga_directives::facts::CASE_STATE;
use siaga_directives::{FactFilter, FactSubject, fact_rows};
use siaga_directory::{self as directory, Agency};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem, ProblemKind};
use siaga_policy::FactValue;

/// What happened to a draft whose case was withdrawn.
const WITHDRAWN: &str = "withdrawn";

/// A recorded case or cluster of an agency or of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Flag {
    agency_id: i64,
    unit_id: Option<i64>,
    kind: OrderKind,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
}

impl Flag {
    /// What an order answers: told twice it is the same.
    fn key(&self) -> String {
        let unit = self.unit_id.map_or_else(|| "*".to_owned(), |id| id.to_string());
        format!("{CASE_STATE}/{}/{unit}/{}/{}", self.agency_id, self.kind.as_str(), self.from_on)
    }

    fn is_of(&self, order: &Order) -> bool {
        self.agency_id == order.agency_id && self.unit_id == order.unit_id
    }
}

/// Looks at the recorded cases of one agency or of all, and drafts what is to be ordered or lifted.
///
/// # Shape
/// It may run as often as one likes: a fact makes one draft, an order one lift.
///
/// # Errors
/// As the stores say.
pub(crate) async fn sweep(ctx: &Ctx, agency_id: Option<i64>) -> Result<(), Problem> {
    let mut agencies = directory::agencies(ctx).await?;
    agencies.retain(|agency| agency_id.is_none_or(|id| agency.path.contains(&id)));
    let flags = flags(ctx, &agencies).await?;
    let mut failed = Failed::default();
    for agency in &agencies {
        for flag in flags.iter().filter(|flag| flag.agency_id == agency.id) {
            failed.note(agency, propose(ctx, agency, flag).await);
        }
    }
    let live = store::live(ctx, ctx.db().reader(), None).await?;
    for order in &live {
        if let Some(agency) = agencies.iter().find(|agency| agency.id == order.agency_id) {
            let is_answered = live.iter().any(|draft| draft.follows == Some(order.id));
            failed.note(agency, review(ctx, agency, order, &flags, is_answered).await);
        }
    }
    end_lifted(ctx, &flags).await?;
    failed.first.map_or(Ok(()), Err)
}

/// What went wrong for some agencies: the others have their orders all the same.
#[derive(Default)]
struct Failed {
    first: Option<Problem>,
}

impl Failed {
    fn note(&mut self, agency: &Agency, result: Result<(), Problem>) {
        if let Err(problem) = result {
            tracing::warn!(%problem, agency = agency.id, "the orders of an agency could not be reviewed");
            self.first.get_or_insert(problem);
        }
    }
}

/// Ends the cases of signed lifts where that did not come about with the signature.
async fn end_lifted(ctx: &Ctx, flags: &[Flag]) -> Result<(), Problem> {
    if flags.is_empty() {
        return Ok(());
    }
    for lift in store::signed_lifts(ctx).await? {
        let is_lifted = |flag: &&Flag| flag.is_of(&lift) && lift.content.found_on == Some(flag.from_on);
        if flags.iter().any(|flag| is_lifted(&flag)) {
            end_case(ctx, &lift, lift.signed_at.unwrap_or(lift.made_at)).await?;
        }
    }
    Ok(())
}

/// Returns the recorded cases and clusters that hold today or will, the earliest first.
async fn flags(ctx: &Ctx, agencies: &[Agency]) -> Result<Vec<Flag>, Problem> {
    let filter = FactFilter { name: Some(CASE_STATE.to_owned()), ..FactFilter::default() };
    let units = directory::units(ctx, None).await?;
    let today = ctx.today();
    let mut flags = Vec::new();
    for row in fact_rows(ctx, &filter).await? {
        let FactValue::Word(word) = &row.value else { continue };
        let kind = match word.as_str() {
            "case" => OrderKind::Case,
            "cluster" => OrderKind::Cluster,
            _ => continue,
        };
        if row.replaced.is_some() || row.until_on.is_some_and(|until_on| until_on < today.max(row.from_on)) {
            continue;
        }
        let (from_on, until_on) = (row.from_on, row.until_on);
        let flag = |agency_id, unit_id| Flag { agency_id, unit_id, kind, from_on, until_on };
        match row.subject {
            FactSubject::Government => flags.extend(agencies.iter().map(|agency| flag(agency.id, None))),
            FactSubject::Agency(id) => flags.push(flag(id, None)),
            FactSubject::Unit(id) => {
                let unit = units.iter().find(|unit| unit.id == id);
                flags.extend(unit.map(|unit| flag(unit.agency_id, Some(id))));
            }
        }
    }
    flags.sort_by_cached_key(|flag| (flag.from_on, flag.key()));
    Ok(flags)
}

/// Drafts an order for a case or cluster that no order answers yet.
async fn propose(ctx: &Ctx, agency: &Agency, flag: &Flag) -> Result<(), Problem> {
    let Some(fact_key) = free_key(ctx, flag).await? else { return Ok(()) };
    let about = About { agency, unit_id: flag.unit_id, found_on: flag.from_on };
    if !is_effective(ctx, about, flag.kind).await? {
        return Ok(());
    }
    let Some(window) = window(ctx, about).await? else { return Ok(()) };
    let content = compose(ctx, about, window).await?;
    let new = Order {
        fact_key,
        ..drafted(ctx, flag.kind, (agency.id, flag.unit_id), (window.from_on, window.until_on), content)
    };
    write(ctx, new).await
}

/// Returns the key under which a case can be answered; nothing when it was. A draft that the program itself put
/// away because the case was withdrawn is no answer when the same case is recorded again.
async fn free_key(ctx: &Ctx, flag: &Flag) -> Result<Option<String>, Problem> {
    let mut key = flag.key();
    while let Some(known) = store::of_fact(ctx, ctx.db().reader(), &key).await? {
        let events = store::events(ctx.db().reader(), known.id).await?;
        let is_withdrawn = events.last().is_some_and(|event| event.kind == WITHDRAWN);
        if known.state != OrderState::Dropped || !is_withdrawn {
            return Ok(None);
        }
        key.push_str("/again");
    }
    Ok(Some(key))
}

/// Plans the roster that an order brings. What keeps it from being planned is told in the history of the order,
/// and tried again; people can make a roster by hand all the same.
pub(super) async fn ensure_roster(ctx: &Ctx, order: &Order) -> Result<(), Problem> {
    // The program is its maker, whoever asked for it: so every official may sign it.
    let ctx = &ctx.app.system_ctx("arrangements.review_orders", &ctx.government);
    let longest = order.from_on + chrono::TimeDelta::days(ROSTER_DAYS_MAX - 1);
    let new = NewRoster {
        agency_id: order.agency_id,
        from_on: order.from_on.max(ctx.today()),
        until_on: order.until_on.min(longest),
        elsewhere: String::new(),
        teams_apart: false,
    };
    let now = store::one(ctx, ctx.db().reader(), order.id).await?;
    if new.until_on < new.from_on || now.is_none_or(|now| now.roster_id.is_some()) {
        return Ok(());
    }
    let roster = match draft_for_order(ctx, &new, order.id).await {
        Ok(roster) => roster,
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let known = store::events(ctx.db().reader(), order.id).await?;
            if !known.iter().any(|event| event.kind == "no-roster") {
                let tx = ctx.db().begin().await?;
                store::add_event(ctx, &tx, order.id, "no-roster", &problem.code).await?;
                tx.commit().await?;
            }
            return Ok(());
        }
        Err(problem) => return Err(problem),
    };
    let tx = ctx.db().begin().await?;
    if store::set_roster(&tx, order.id, roster).await? {
        store::add_event(ctx, &tx, order.id, "roster", "").await?;
    } else if store::one(ctx, &*tx, order.id).await?.is_none_or(|now| now.roster_id != Some(roster)) {
        // Somebody signed or dropped the order meanwhile.
        discard_roster(ctx, &tx, &Order { roster_id: Some(roster), ..order.clone() }).await?;
    }
    Ok(tx.commit().await?)
}

/// Whether what counts on the first day that the order could have is really this.
async fn is_effective(ctx: &Ctx, about: About<'_>, kind: OrderKind) -> Result<bool, Problem> {
    let facts = facts_of(ctx, about, about.found_on.max(ctx.today())).await?;
    Ok(case_state(&facts) == kind.as_str())
}

/// Returns a draft made by the actor.
pub(super) fn drafted(
    ctx: &Ctx,
    kind: OrderKind,
    (agency_id, unit_id): (i64, Option<i64>),
    (from_on, until_on): (NaiveDate, NaiveDate),
    content: OrderContent,
) -> Order {
    Order {
        id: ctx.new_id(),
        kind,
        agency_id,
        unit_id,
        fact_key: String::new(),
        state: OrderState::Draft,
        from_on,
        until_on,
        follows: None,
        content,
        roster_id: None,
        document_id: None,
        version: 1,
        note: String::new(),
        made_by: ctx.actor.reference(),
        made_name: ctx.actor.name.clone(),
        made_at: ctx.now(),
        signed_name: None,
        signed_at: None,
    }
}

/// Writes a draft; unsigned ones about the same people give way to it and stay in the history.
pub(super) async fn write(ctx: &Ctx, mut new: Order) -> Result<(), Problem> {
    let tx = ctx.db().begin().await?;
    tx.lock(&format!("arrangements.order/{}", new.agency_id)).await?;
    let mut older = store::live(ctx, &*tx, Some(new.agency_id)).await?;
    older.retain(|order| order.unit_id == new.unit_id);
    let in_force = older.iter().rfind(|order| order.state == OrderState::Signed);
    new.follows = new.follows.or(in_force.map(|order| order.id));
    if !store::insert(ctx, &tx, &new).await? {
        return Ok(());
    }
    store::add_event(ctx, &tx, new.id, "drafted", new.kind.as_str()).await?;
    // A longer window is no answer to a case or cluster that waits for its own order.
    let gives_way = |order: &&Order| {
        let is_case = matches!(order.kind, OrderKind::Case | OrderKind::Cluster);
        order.state == OrderState::Draft && !(new.kind == OrderKind::Extension && is_case)
    };
    for order in older.iter().filter(gives_way) {
        discard_roster(ctx, &tx, order).await?;
        store::set_state(ctx, &tx, order.id, OrderState::Replaced).await?;
        store::add_event(ctx, &tx, order.id, "replaced", &new.id.to_string()).await?;
    }
    let detail = serde_json::json!({
        "kind": new.kind.as_str(), "agency": new.agency_id, "unit": new.unit_id,
        "from": new.from_on, "until": new.until_on, "follows": new.follows,
    });
    let entry = Entry::new("order.draft", format!("order/{}", new.id)).detail(detail);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tracing::info!(agency = new.agency_id, kind = new.kind.as_str(), "an order was drafted");
    ctx.app.live.tell(LIVE, ctx.government.id);
    ctx.app.live.tell("board", ctx.government.id);
    Ok(())
}

/// Drops a draft whose case was withdrawn, and drafts the lift of an order that is over. An order that a draft
/// follows already (a cluster, a longer window) is not lifted beside it.
async fn review(
    ctx: &Ctx,
    agency: &Agency,
    order: &Order,
    flags: &[Flag],
    is_answered: bool,
) -> Result<(), Problem> {
    let Some(found_on) = order.content.found_on else { return Ok(()) };
    if order.kind == OrderKind::Lift {
        return Ok(());
    }
    let about = About { agency, unit_id: order.unit_id, found_on };
    let facts = facts_of(ctx, about, order.from_on.max(ctx.today())).await?;
    let is_flagged = case_state(&facts) != "none";
    match order.state {
        OrderState::Draft if !is_flagged && order.kind != OrderKind::Extension => {
            drop_draft(ctx, order).await
        }
        OrderState::Draft if order.roster_id.is_none() => ensure_roster(ctx, order).await,
        OrderState::Signed => {
            let newest = flags.iter().filter(|flag| flag.is_of(order)).map(|flag| flag.from_on).max();
            if !is_flagged {
                return propose_lift(ctx, order, ctx.today().max(order.from_on)).await;
            }
            if !is_answered && is_lift_due(order.until_on, found_on, newest, ctx.today()) {
                let after = order.until_on.succ_opt().unwrap_or(order.until_on);
                return propose_lift(ctx, order, after.max(ctx.today())).await;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

async fn drop_draft(ctx: &Ctx, order: &Order) -> Result<(), Problem> {
    let tx = ctx.db().begin().await?;
    let Some(now) = store::one(ctx, &*tx, order.id).await? else { return Ok(()) };
    if now.state != OrderState::Draft {
        return Ok(());
    }
    discard_roster(ctx, &tx, order).await?;
    store::set_state(ctx, &tx, order.id, OrderState::Dropped).await?;
    store::add_event(ctx, &tx, order.id, WITHDRAWN, "").await?;
    audit::write(ctx, &tx, Entry::new("order.drop", format!("order/{}", order.id))).await?;
    tx.commit().await?;
    ctx.app.live.tell(LIVE, ctx.government.id);
    Ok(())
}

/// Drafts the lift of an order, once.
async fn propose_lift(ctx: &Ctx, order: &Order, from_on: NaiveDate) -> Result<(), Problem> {
    let fact_key = format!("lift/{}", order.id);
    if store::of_fact(ctx, ctx.db().reader(), &fact_key).await?.is_some() {
        return Ok(());
    }
    let content = OrderContent { found_on: order.content.found_on, ..OrderContent::default() };
    let place = (order.agency_id, order.unit_id);
    let lift = drafted(ctx, OrderKind::Lift, place, (from_on, from_on), content);
    write(ctx, Order { fact_key, follows: Some(order.id), ..lift }).await
}
