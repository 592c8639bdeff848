//! What pages ask about orders.

use super::found;
use super::letter::whom;
use crate::model::order::{Order, OrderEvent};
use crate::store::orders as store;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Rows of a list that a person can still read.
const LIST_ROWS: i64 = 200;

/// An order in a list.
#[derive(Debug, Clone)]
pub(crate) struct ListedOrder {
    pub(crate) order: Order,
    pub(crate) whom: String,
}

/// An order with its history.
#[derive(Debug, Clone)]
pub(crate) struct OrderSheet {
    pub(crate) order: Order,
    pub(crate) whom: String,
    pub(crate) agency_code: String,
    pub(crate) events: Vec<OrderEvent>,
    /// Whether the actor may sign it: has the right, and did not make it.
    pub(crate) may_sign: bool,
    pub(crate) may_plan: bool,
}

/// Returns the orders that the actor may see: those that wait first, then those in force.
///
/// # Errors
/// `platform.forbidden` for actors who may see none.
pub(crate) async fn order_list(ctx: &Ctx) -> Result<Vec<ListedOrder>, Problem> {
    let agencies: HashMap<i64, Agency> =
        visible(ctx).await?.into_iter().map(|agency| (agency.id, agency)).collect();
    let units = directory::units(ctx, None).await?;
    let is_of_all = ctx.may(Action::ArrangementView, &ctx.whole_government()).permit;
    let own: Vec<i64> = agencies.keys().copied().collect();
    let orders = store::newest(ctx, (!is_of_all).then_some(own.as_slice()), LIST_ROWS).await?;
    let listed = |order: Order| {
        let agency = agencies.get(&order.agency_id)?;
        let unit = units.iter().find(|unit| Some(unit.id) == order.unit_id);
        Some(ListedOrder { whom: whom(agency, unit), order })
    };
    Ok(orders.into_iter().filter_map(listed).collect())
}

/// Returns an order with its history.
///
/// # Errors
/// `arrangements.order_missing`, `platform.forbidden`.
pub(crate) async fn order_sheet(ctx: &Ctx, id: Uuid) -> Result<OrderSheet, Problem> {
    let (order, agency) = found(ctx, id).await?;
    let place = ctx.in_agency(&agency.path);
    ctx.require(Action::ArrangementView, &place)?;
    let units = directory::units(ctx, Some(agency.id)).await?;
    let unit = units.iter().find(|unit| Some(unit.id) == order.unit_id);
    let resource = super::resource(ctx, &order, &agency);
    Ok(OrderSheet {
        whom: whom(&agency, unit),
        agency_code: agency.code.clone(),
        events: store::events(ctx.db().reader(), id).await?,
        may_sign: ctx.may(Action::ArrangementSign, &resource).permit,
        may_plan: ctx.may(Action::ArrangementPlan, &place).permit,
        order,
    })
}

/// Returns the agencies whose arrangements the actor may see.
///
/// # Errors
/// `platform.forbidden` for actors who may see none.
pub(crate) async fn visible(ctx: &Ctx) -> Result<Vec<Agency>, Problem> {
    let mut agencies = directory::agencies(ctx).await?;
    if ctx.may(Action::ArrangementView, &ctx.whole_government()).permit {
        return Ok(agencies);
    }
    agencies.retain(|agency| ctx.may(Action::ArrangementView, &ctx.in_agency(&agency.path)).permit);
    if agencies.is_empty() {
        ctx.require(Action::ArrangementView, &ctx.whole_government())?;
    }
    Ok(agencies)
}

/// Returns the agencies with an order in force on a day.
///
/// # Errors
/// As the store says.
pub(crate) async fn ordered_agencies(ctx: &Ctx, on: NaiveDate) -> Result<HashSet<i64>, Problem> {
    Ok(store::signed_on(ctx, on).await?.into_iter().map(|order| order.agency_id).collect())
}
