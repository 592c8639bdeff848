//! Orders after a case or cluster: the list, one of them, and what people do to it.

use super::fields;
use super::quotas::permille;
use super::roster_text as texts;
use crate::model::order::{Order, OrderKind, OrderState, OrderUnit};
use crate::model::quota::QuotaFault;
use crate::ops::orders::LIVE;
use crate::ops::orders::change::{drop_order, extend_order, refresh_order};
use crate::ops::orders::reads::{OrderSheet, order_list, order_sheet};
use crate::ops::orders::sign::sign_order;
use crate::ops::say::Say;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Problem, ProblemKind};
use uuid::Uuid;

/// Path of the list.
pub(super) const ORDERS: &str = "/perintah-kerja";

#[derive(Template)]
#[template(path = "arrangements/orders.html")]
struct ListPage {
    page: Page,
    live: &'static str,
    waiting: usize,
    rows: Vec<Row>,
}

struct Row {
    path: String,
    whom: String,
    kind: String,
    period: String,
    tone: &'static str,
    state: String,
    made: String,
}

pub(super) async fn list(ctx: Ctx) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "arrangements-orders");
    let orders = order_list(&ctx).await?;
    let waiting = orders.iter().filter(|one| one.order.state == OrderState::Draft).count();
    let rows = orders.into_iter().map(|one| {
        let (tone, state) = state_badge(&page, &one.order);
        Row {
            path: format!("{ORDERS}/{}", one.order.id),
            kind: page.t(format!("arrangements-order-{}", one.order.kind.as_str())),
            period: period(&page, &one.order),
            made: page.time(one.order.made_at),
            whom: one.whom,
            tone,
            state,
        }
    });
    let rows = rows.collect();
    render(&ListPage { rows, waiting, live: LIVE, page })
}

/// Returns the days of an order in words.
pub(super) fn period(page: &Page, order: &Order) -> String {
    if order.from_on == order.until_on {
        return page.date(order.from_on);
    }
    page.t2("arrangements-period", "from", page.date(order.from_on), "until", page.date(order.until_on))
}

/// Returns tone and text of the state of an order.
pub(super) fn state_badge(page: &Page, order: &Order) -> (&'static str, String) {
    (order.state.tone(), page.t(format!("arrangements-state-{}", order.state.as_str())))
}

#[derive(Template)]
#[template(path = "arrangements/order.html")]
struct SheetPage {
    page: Page,
    path: String,
    sheet: OrderSheet,
    tone: &'static str,
    state: String,
    why: String,
    period: String,
    units: Vec<UnitRow>,
    desks: Vec<(String, bool)>,
    grounds: Vec<(String, String, bool)>,
    events: Vec<(String, String, String)>,
    maker: String,
    /// Whether no law says how many may come: the order changes nothing.
    has_no_quota: bool,
    may_draft: bool,
    typed_until: String,
    typed_reason: String,
    typed_drop: String,
}

struct UnitRow {
    unit: OrderUnit,
    days: String,
    words: String,
    exceptions: Vec<String>,
    faults: Vec<String>,
}

impl SheetPage {
    fn permille(&self, row: &UnitRow) -> u32 {
        permille(row.unit.quota.office_max, row.unit.quota.staff)
    }

    fn is_draft(&self) -> bool {
        self.sheet.order.state == OrderState::Draft
    }

    fn is_in_force(&self) -> bool {
        self.sheet.order.state == OrderState::Signed
    }

    fn is_lift(&self) -> bool {
        self.sheet.order.kind == OrderKind::Lift
    }
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    render(&sheet_page(&ctx, id, None).await?)
}

async fn sheet_page(
    ctx: &Ctx,
    id: Uuid,
    unsaved: Option<(&Problem, &FormPairs)>,
) -> Result<SheetPage, Problem> {
    let sheet = order_sheet(ctx, id).await?;
    let kind = ctx.text(&format!("arrangements-order-{}", sheet.order.kind.as_str()), &[]);
    let mut page = Page::new(ctx, "arrangements-order-title")
        .titled(format!("{kind}: {}", sheet.whom))
        .under(ORDERS, ctx.text("arrangements-orders", &[]));
    let typed = |name: &str| unsaved.map(|(_, form)| form.text(name).to_owned()).unwrap_or_default();
    let (typed_until, typed_reason, typed_drop) = (typed("until_on"), typed("reason"), typed("drop"));
    if let Some((problem, _)) = unsaved {
        page.add_problem(problem);
    }
    let (tone, state) = state_badge(&page, &sheet.order);
    let say = Say(ctx);
    let content = &sheet.order.content;
    let unit = |unit: &OrderUnit| UnitRow {
        days: say.days(unit.from_on, unit.until_on),
        words: say.quota(&unit.quota),
        exceptions: say.exceptions(&unit.quota),
        faults: unit.quota.faults.iter().map(|fault: &QuotaFault| say.fault(*fault)).collect(),
        unit: unit.clone(),
    };
    Ok(SheetPage {
        path: format!("{ORDERS}/{id}"),
        tone,
        state,
        why: why(&page, &sheet),
        period: period(&page, &sheet.order),
        units: content.units.iter().map(unit).collect(),
        desks: content.desks.iter().map(|desk| (say.desk(desk), !desk.short_on.is_empty())).collect(),
        grounds: content
            .grounds
            .iter()
            .map(|ground| (say.ground(ground), say.source(ground), ground.is_verified))
            .collect(),
        events: events(&page, &sheet),
        maker: texts::maker(&page, &sheet.order.made_name),
        has_no_quota: sheet.order.content.has_no_quota(),
        may_draft: ctx.may(Action::DirectiveDraft, &ctx.whole_government()).permit,
        typed_until,
        typed_reason,
        typed_drop,
        sheet,
        page,
    })
}

fn why(page: &Page, sheet: &OrderSheet) -> String {
    let order = &sheet.order;
    let found = order.content.found_on.map(|on| page.date(on)).unwrap_or_default();
    page.tn(
        format!("arrangements-letter-why-{}", order.kind.as_str()),
        &[
            ("whom", sheet.whom.clone()),
            ("found", found),
            ("from", page.date(order.from_on)),
            ("until", page.date(order.until_on)),
        ],
    )
}

/// What happened, when, by whom.
fn events(page: &Page, sheet: &OrderSheet) -> Vec<(String, String, String)> {
    let rows = sheet.events.iter();
    rows.map(|event| {
        let what = page.t(format!("arrangements-event-{}", event.kind));
        let is_words = matches!(event.kind.as_str(), "dropped");
        let what = if is_words { format!("{what}: {}", event.detail) } else { what };
        (what, page.time(event.made_at), texts::maker(page, &event.made_name))
    })
    .collect()
}

async fn done<T>(
    ctx: &Ctx,
    id: Uuid,
    result: Result<T, Problem>,
    said: &str,
    form: &FormPairs,
) -> Result<Response, Problem> {
    match result {
        Ok(_) => Ok(see_other(format!("{ORDERS}/{id}")).saying(ctx.text(said, &[])).into_response()),
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            let mut response = render(&sheet_page(ctx, id, Some((&problem, form))).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

pub(super) async fn sign(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let password = form.first("password").unwrap_or_default().to_owned();
    let result = match fields::key(&form, "version") {
        Ok(version) => sign_order(&ctx, id, version, password).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, id, result, "arrangements-said-signed", &form).await
}

pub(super) async fn refresh(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let result = match fields::key(&form, "version") {
        Ok(version) => refresh_order(&ctx, id, version).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, id, result, "arrangements-said-refreshed", &form).await
}

pub(super) async fn extend(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let result = match fields::date(&form, "until_on") {
        Ok(until_on) => extend_order(&ctx, id, until_on, form.text("reason")).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(()) => Ok(see_other(ORDERS).saying(ctx.text("arrangements-said-extended", &[])).into_response()),
        failed => done(&ctx, id, failed, "", &form).await,
    }
}

pub(super) async fn withdraw(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let result = match fields::key(&form, "version") {
        Ok(version) => drop_order(&ctx, id, version, form.text("drop")).await.map_err(|problem| {
            if problem.field.as_deref() == Some("reason") { problem.on_field("drop") } else { problem }
        }),
        Err(problem) => Err(problem),
    };
    done(&ctx, id, result, "arrangements-said-dropped", &form).await
}
