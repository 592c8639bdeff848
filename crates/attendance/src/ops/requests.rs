//! Requests: employees make them, superiors decide them.

use crate::ops::rebuild::refresh_days;
use crate::ops::recaps::PaperFile;
use crate::ops::words;
use crate::recap::Paper;
use crate::request::{Request, RequestKind, RequestState, Wish};
use crate::rules::request_dates::{
    BACKWARD_DAYS, FORWARD_DAYS, LONGEST_DAYS, check_dates, decide_by, excludes,
};
use crate::store::requests as store;
use chrono::NaiveDate;
use siaga_access::{Action, Grant, Resource, Role, Verdict};
use siaga_directory::{self as directory, Agency, Identity};
use siaga_platform::audit::{self, Entry};
use siaga_platform::blobs::{self, Blob};
use siaga_platform::db::ConnectionTrait;
use siaga_platform::{Ctx, Problem, topics};
use std::collections::HashMap;
use uuid::Uuid;

/// News of a decided request: `request`, `state`, `employee_id`, `kind`, `from_on`, `until_on`.
///
/// # Shape
/// `kind` is `excused` for an excuse of the whole day, `excuse_hours` for one of some hours, else the kind of
/// the request.
pub const REQUEST_DECIDED: &str = "attendance.request_decided";

const REASON_LETTERS_MIN: usize = 5;
const REASON_LETTERS: usize = 1_000;
/// Rows of lists that a person can still read.
const LIST_ROWS: i64 = 300;

/// A request in the list of who decides.
#[derive(Debug, Clone)]
pub struct RequestToDecide {
    /// The request.
    pub request: Request,
    /// Whose.
    pub identity: Identity,
    /// Agency of the person.
    pub agency: Agency,
    /// By when it should be decided.
    pub decide_by: NaiveDate,
    /// Working days that it is about.
    pub working_days: u32,
}

/// Makes a request for the actor's own person.
///
/// # Errors
/// `attendance.request_no_employee`, `attendance.request_not_employed`, `attendance.request_reason`,
/// `attendance.request_leave_kind`, those of the dates (`attendance.request_reversed` …),
/// `attendance.request_overlap`, `attendance.paper_form`, `attendance.paper_too_large`.
pub async fn make_request(ctx: &Ctx, wish: Wish, paper: Option<PaperFile<'_>>) -> Result<Request, Problem> {
    let (employee_id, agency, verdict) = own_place(ctx, wish.from_on).await?;
    let wish = checked(ctx, wish)?;
    refuse_overlap(ctx, ctx.db().reader(), employee_id, &wish, None).await?;
    let media_type = paper.map(|paper| paper.check()).transpose()?;
    let tx = ctx.db().begin().await?;
    let kept = match (paper, media_type) {
        (Some(paper), Some(media_type)) => {
            let sha256 = blobs::put(ctx, &tx, media_type.as_str(), paper.bytes.to_vec()).await?;
            Some(Paper { sha256, name: paper.name.to_owned() })
        }
        _ => None,
    };
    let request = Request {
        id: ctx.new_id(),
        employee_id,
        agency_id: agency.id,
        wish,
        paper: kept,
        made_by: ctx.actor.reference(),
        made_at: ctx.now(),
        state: RequestState::Open,
        decided_name: None,
        decided_at: None,
        decision_note: None,
    };
    store::insert(ctx, &tx, &request).await?;
    let entry =
        Entry::new("request.make", format!("request/{}", request.id)).detail(facts(&request)).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    ctx.app.live.tell("requests", ctx.government.id);
    Ok(request)
}

async fn own_place(ctx: &Ctx, on: NaiveDate) -> Result<(i64, Agency, Verdict), Problem> {
    let employee = ctx.actor.employee.ok_or_else(|| Problem::forbidden("attendance.request_no_employee"))?;
    let person = directory::person_by_id(ctx, employee, on).await?;
    let person = person.ok_or_else(|| {
        Problem::invalid("attendance.request_not_employed")
            .on_field("from_on")
            .with("day", words::date_long(ctx, on))
    })?;
    let agency = directory::agency(ctx, person.agency_id).await?;
    let resource = Resource { employee: Some(employee), ..ctx.in_agency(&agency.path) };
    let verdict = ctx.require(Action::RequestMakeOwn, &resource)?;
    Ok((employee, agency, verdict))
}

fn checked(ctx: &Ctx, wish: Wish) -> Result<Wish, Problem> {
    check_dates(&wish, ctx.today()).map_err(|fault| {
        let (code, field) = fault.code();
        Problem::invalid(code)
            .on_field(field)
            .with("longest", LONGEST_DAYS)
            .with("backward", BACKWARD_DAYS)
            .with("forward", FORWARD_DAYS)
    })?;
    if (wish.kind == RequestKind::Leave) != wish.leave_kind.is_some() {
        return Err(Problem::invalid("attendance.request_leave_kind").on_field("leave_kind"));
    }
    let reason = words::one_line(&wish.reason, REASON_LETTERS);
    if reason.chars().count() < REASON_LETTERS_MIN {
        let problem = Problem::invalid("attendance.request_reason").on_field("reason");
        return Err(problem.with("letters", REASON_LETTERS_MIN));
    }
    Ok(Wish { reason, ..wish })
}

async fn refuse_overlap(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    employee_id: i64,
    wish: &Wish,
    own_id: Option<Uuid>,
) -> Result<(), Problem> {
    let span = (wish.from_on, wish.until_on);
    let mut approved = store::approved_of(ctx, connection, employee_id, span).await?;
    approved.retain(|other| Some(other.id) != own_id);
    match approved.iter().find(|other| excludes(&other.wish, wish)) {
        None => Ok(()),
        Some(other) => Err(Problem::conflict("attendance.request_overlap")
            .on_field("from_on")
            .with("kind", ctx.text(&format!("request-kind-{}", kind_id(other.wish.kind)), &[]))
            .with("from", words::date_short(ctx, other.wish.from_on))
            .with("until", words::date_short(ctx, other.wish.until_on))),
    }
}

/// Returns the second time of a forgotten punch: one that comes before the first is of the next morning.
pub(crate) fn next_morning(kind: RequestKind, start: Option<i32>, end: Option<i32>) -> Option<i32> {
    let is_night = kind == RequestKind::ForgotPunch && start.zip(end).is_some_and(|(start, end)| end < start);
    if is_night { end.map(|end| end + 1440) } else { end }
}

/// Returns the last part of a message id of a kind.
pub(crate) fn kind_id(kind: RequestKind) -> String {
    kind.as_str().replace('_', "-")
}

fn facts(request: &Request) -> serde_json::Value {
    serde_json::json!({
        "kind": request.wish.kind.as_str(), "from_on": request.wish.from_on, "until_on": request.wish.until_on,
        "employee": request.employee_id,
    })
}

/// Takes back an own request that nobody has decided yet.
///
/// # Errors
/// `platform.not_found`, `attendance.request_closed`.
pub async fn withdraw_request(ctx: &Ctx, id: Uuid) -> Result<(), Problem> {
    let request = found(ctx, id).await?;
    let agency = directory::agency(ctx, request.agency_id).await?;
    let resource = Resource { employee: Some(request.employee_id), ..ctx.in_agency(&agency.path) };
    let verdict = ctx.require(Action::RequestMakeOwn, &resource)?;
    let tx = ctx.db().begin().await?;
    if !store::close(ctx, &tx, id, RequestState::Withdrawn, "").await? {
        drop(tx);
        return Err(closed(ctx, id).await?);
    }
    let entry = Entry::new("request.withdraw", format!("request/{id}")).detail(facts(&request)).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    ctx.app.live.tell("requests", ctx.government.id);
    Ok(())
}

async fn found(ctx: &Ctx, id: Uuid) -> Result<Request, Problem> {
    store::one(ctx, id).await?.ok_or_else(|| Problem::missing("platform.not_found"))
}

async fn closed(ctx: &Ctx, id: Uuid) -> Result<Problem, Problem> {
    let request = found(ctx, id).await?;
    let state = ctx.text(&format!("request-state-{}", request.state.as_str()), &[]);
    Ok(Problem::conflict("attendance.request_closed").with("state", state.to_lowercase()))
}

/// Approves or refuses a request and refreshes the days it is about.
///
/// # Shape
/// Who heads the agency decides, and who is the direct superior: for that person's requests the superior
/// acts as a head of the agency would, under the same policies. Of several decisions at once, one holds.
///
/// # Errors
/// `platform.not_found`, `platform.forbidden`, `attendance.request_note_missing` for a refusal without
/// a note, `attendance.request_closed`, `attendance.request_overlap`.
pub async fn decide_request(ctx: &Ctx, id: Uuid, approve: bool, note: &str) -> Result<(), Problem> {
    let request = found(ctx, id).await?;
    let agency = directory::agency(ctx, request.agency_id).await?;
    let acting = acting(ctx, &request, &agency).await?;
    let verdict = acting.require(Action::RequestDecide, &resource(ctx, &request, &agency))?;
    let note = words::one_line(note, 500);
    if !approve && note.is_empty() {
        return Err(Problem::invalid("attendance.request_note_missing").on_field("note"));
    }
    let state = if approve { RequestState::Approved } else { RequestState::Refused };
    let tx = ctx.db().begin().await?;
    // Two requests of one person must not both pass the check of overlaps.
    tx.lock(&format!("attendance.request/{}", request.employee_id)).await?;
    if !store::close(ctx, &tx, id, state, &note).await? {
        drop(tx);
        return Err(closed(ctx, id).await?);
    }
    if approve {
        refuse_overlap(ctx, &*tx, request.employee_id, &request.wish, Some(id)).await?;
    }
    let news = news(id, &request, state);
    topics::publish(ctx, &tx, REQUEST_DECIDED, &news).await?;
    if approve {
        let (from_on, until_on) = (request.wish.from_on, request.wish.until_on);
        refresh_days(ctx, &tx, Some(&[request.employee_id]), from_on, until_on).await?;
    }
    let action = if approve { "request.approve" } else { "request.refuse" };
    let entry = Entry::new(action, format!("request/{id}")).detail(facts(&request)).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    ctx.app.live.tell("requests", ctx.government.id);
    ctx.app.live.tell("board", ctx.government.id);
    Ok(())
}

fn news(id: Uuid, request: &Request, state: RequestState) -> serde_json::Value {
    let wish = &request.wish;
    let kind = match (wish.kind, wish.is_part_of_day()) {
        (RequestKind::Excuse, false) => "excused",
        (RequestKind::Excuse, true) => "excuse_hours",
        (kind, _) => kind.as_str(),
    };
    serde_json::json!({
        "request": id, "state": state.as_str(), "employee_id": request.employee_id, "kind": kind,
        "from_on": wish.from_on, "until_on": wish.until_on,
    })
}

fn resource(ctx: &Ctx, request: &Request, agency: &Agency) -> Resource {
    Resource {
        employee: Some(request.employee_id),
        made_by: Some(request.made_by.clone()),
        ..ctx.in_agency(&agency.path)
    }
}

/// Returns the context in which the actor acts on a request: as superior, where that is so.
async fn acting(ctx: &Ctx, request: &Request, agency: &Agency) -> Result<Ctx, Problem> {
    let Some(employee) = ctx.actor.employee else { return Ok(ctx.clone()) };
    let superior = directory::superior_of(ctx, request.employee_id, ctx.today()).await?;
    let is_superior = superior.is_some_and(|superior| superior.employee_id == employee);
    let mut acting = ctx.clone();
    if is_superior {
        let today = ctx.today();
        acting.actor.grants.push(Grant {
            role: Role::AgencyHead,
            agency: Some(agency.path.clone()),
            from_on: today,
            until_on: Some(today),
        });
    }
    Ok(acting)
}

/// Returns the open requests that the actor may decide, those that begin first before others.
///
/// # Shape
/// Requests that others decide hide none of them, however many there are.
///
/// # Errors
/// As the store says.
pub async fn requests_to_decide(ctx: &Ctx) -> Result<Vec<RequestToDecide>, Problem> {
    let agencies: HashMap<i64, Agency> =
        directory::agencies(ctx).await?.into_iter().map(|agency| (agency.id, agency)).collect();
    let heads_in = heads_in(ctx).await?;
    let concerned = concerned_agencies(ctx, &agencies, heads_in);
    let identities = directory::identities(ctx).await?;
    let (mut list, mut offset) = (Vec::new(), 0);
    loop {
        let open = store::open(ctx, concerned.as_deref(), (offset, LIST_ROWS)).await?;
        let is_last = (open.len() as i64) < LIST_ROWS;
        for request in open {
            let Some(agency) = agencies.get(&request.agency_id) else { continue };
            let Some(identity) = identities.get(&request.employee_id) else { continue };
            if list.len() < LIST_ROWS as usize
                && may_decide(ctx, &request, agency, heads_in.is_some()).await?
            {
                list.push(to_decide(ctx, request, identity.clone(), agency.clone()));
            }
        }
        if is_last || list.len() >= LIST_ROWS as usize {
            return Ok(list);
        }
        offset += LIST_ROWS;
    }
}

/// Returns the agencies whose requests the roles of the actor decide, with those that a head is above;
/// nothing for the whole government.
fn concerned_agencies(ctx: &Ctx, agencies: &HashMap<i64, Agency>, heads_in: Option<i64>) -> Option<Vec<i64>> {
    if ctx.may(Action::RequestDecide, &ctx.whole_government()).permit {
        return None;
    }
    let is_concerned = |agency: &&Agency| {
        heads_in.is_some_and(|above| agency.path.contains(&above))
            || ctx.may(Action::RequestDecide, &ctx.in_agency(&agency.path)).permit
    };
    Some(agencies.values().filter(is_concerned).map(|agency| agency.id).collect())
}

async fn may_decide(
    ctx: &Ctx,
    request: &Request,
    agency: &Agency,
    heads_a_unit: bool,
) -> Result<bool, Problem> {
    let resource = resource(ctx, request, agency);
    if ctx.may(Action::RequestDecide, &resource).permit {
        return Ok(true);
    }
    Ok(heads_a_unit && acting(ctx, request, agency).await?.may(Action::RequestDecide, &resource).permit)
}

/// Returns the agency in which the actor heads something. Asking for the superior of each request is dear;
/// most people head nothing.
async fn heads_in(ctx: &Ctx) -> Result<Option<i64>, Problem> {
    let Some(employee) = ctx.actor.employee else { return Ok(None) };
    let Some(person) = directory::person_by_id(ctx, employee, ctx.today()).await? else { return Ok(None) };
    let heads = directory::heads_of_units(ctx, person.agency_id, ctx.today()).await?;
    let is_head = person.is_head || heads.iter().any(|(_, head)| head.employee_id == employee);
    Ok(is_head.then_some(person.agency_id))
}

fn to_decide(ctx: &Ctx, request: Request, identity: Identity, agency: Agency) -> RequestToDecide {
    let wish = &request.wish;
    let week = crate::ops::day_law::day_params(ctx.law(), &ctx.government.region, wish.from_on).week;
    let calendar = &ctx.law().calendar;
    RequestToDecide {
        decide_by: decide_by(wish.from_on, ctx.government.zone.local(request.made_at).date()),
        working_days: calendar.working_days_between(wish.from_on, wish.until_on, week, None),
        request,
        identity,
        agency,
    }
}

/// Returns the actor's own requests, newest first.
///
/// # Errors
/// As the store says.
pub async fn own_requests(ctx: &Ctx) -> Result<Vec<Request>, Problem> {
    match ctx.actor.employee {
        Some(employee) => Ok(store::of_employee(ctx, employee, LIST_ROWS).await?),
        None => Ok(Vec::new()),
    }
}

/// Returns the paper of a request.
///
/// # Errors
/// `platform.not_found`, `platform.forbidden`.
pub async fn request_paper(ctx: &Ctx, id: Uuid) -> Result<(String, Blob), Problem> {
    let request = found(ctx, id).await?;
    let agency = directory::agency(ctx, request.agency_id).await?;
    let resource = resource(ctx, &request, &agency);
    let acting = acting(ctx, &request, &agency).await?;
    acting.require(Action::RequestView, &resource)?;
    let paper = request.paper.ok_or_else(|| Problem::missing("platform.not_found"))?;
    Ok((paper.name, blobs::get(ctx, &paper.sha256).await?))
}
