//! What officers enter about people and units: answers for choosing, exceptions with a reason, absences.

use super::asker::Asker;
use crate::model::person_fact::{Absence, Criterion, EnteredException, PersonAnswer};
use crate::model::quota::ExceptionKind;
use crate::ops::words::line_within;
use crate::rules::eligible::{Eligibility, Listed, eligibility};
use crate::store::{absences, exceptions, person_facts};
use chrono::{Datelike, NaiveDate};
use siaga_access::{Action, Verdict};
use siaga_directory::{self as directory, Agency, PeopleFilter, Person, Unit};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeMap;
use uuid::Uuid;

const YEARS: std::ops::RangeInclusive<i32> = 1990..=2200;
const REASON_LETTERS: usize = 300;
const REASON_LETTERS_MIN: usize = 5;

/// What is entered of an agency on a day.
#[derive(Debug, Clone)]
pub(crate) struct Entered {
    pub(crate) agency: Agency,
    pub(crate) units: Vec<Unit>,
    pub(crate) people: Vec<Person>,
    /// That hold on the day, in the order of recording.
    pub(crate) answers: Vec<PersonAnswer>,
    pub(crate) exceptions: Vec<EnteredException>,
    pub(crate) absences: Vec<Absence>,
    /// Who works from home first by these answers; people of whom nothing speaks are left out.
    pub(crate) first_home: Vec<(i64, Eligibility)>,
    pub(crate) may_plan: bool,
}

/// Returns what is entered of an agency on a day.
///
/// # Errors
/// `directory.agency_missing`, `platform.forbidden`.
pub(crate) async fn entered(ctx: &Ctx, code: &str, on: NaiveDate) -> Result<Entered, Problem> {
    let agency = directory::agency_by_code(ctx, code).await?;
    let place = ctx.in_agency(&agency.path);
    ctx.require(Action::ArrangementView, &place)?;
    let filter = PeopleFilter { agency_id: Some(agency.id), ..PeopleFilter::default() };
    let people = directory::people_on(ctx, on, filter).await?;
    let is_own = |employee_id: i64| people.iter().any(|person| person.id == employee_id);
    let mut answers = person_facts::between(ctx, on, on).await?;
    answers.retain(|answer| is_own(answer.employee_id));
    let mut absences = absences::between(ctx, on, on + chrono::TimeDelta::days(60)).await?;
    absences.retain(|absence| is_own(absence.employee_id));
    let last = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).expect("a day of the calendar");
    let facts = siaga_directives::facts_on(ctx, on, None).await?.of_agency(&agency.path);
    let listed = Asker::new(ctx, ctx.law()).criteria(on, &agency.code, &facts);
    Ok(Entered {
        first_home: first_home(&listed, &answers),
        units: directory::units(ctx, Some(agency.id)).await?,
        answers,
        exceptions: exceptions::between(ctx, Some(agency.id), on, last).await?,
        absences,
        may_plan: ctx.may(Action::ArrangementPlan, &place).permit,
        people,
        agency,
    })
}

/// Orders people by what speaks for working from home.
fn first_home(listed: &Listed, answers: &[PersonAnswer]) -> Vec<(i64, Eligibility)> {
    let mut by: BTreeMap<i64, BTreeMap<Criterion, bool>> = BTreeMap::new();
    for answer in answers {
        by.entry(answer.employee_id).or_default().insert(answer.criterion, answer.is_yes);
    }
    let weighed = by.into_iter().map(|(employee_id, answers)| {
        let answers: Vec<_> = answers.into_iter().collect();
        (employee_id, eligibility(listed, &answers).value)
    });
    let mut people: Vec<(i64, Eligibility)> =
        weighed.filter(|(_, one)| one.is_fixed || one.score != 0).collect();
    people.sort_by_key(|(employee_id, one)| (one.order(), *employee_id));
    people
}

/// A yes or no about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// Name of the criterion as law lists it.
    pub criterion: String,
    /// The person, placed in the agency on the first day.
    pub employee_id: i64,
    /// The answer.
    pub is_yes: bool,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: Option<NaiveDate>,
}

/// Records an answer. Of two about the same days the newer one holds; for health no reason is asked or kept.
///
/// # Errors
/// `arrangements.criterion_unknown`, `arrangements.days`, `arrangements.person_elsewhere`,
/// `platform.forbidden`.
pub async fn record_answer(ctx: &Ctx, agency_code: &str, new: &NewAnswer) -> Result<(), Problem> {
    let (agency, verdict) = planning(ctx, agency_code).await?;
    let unknown = || Problem::invalid("arrangements.criterion_unknown").on_field("criterion");
    let criterion = Criterion::parse(&new.criterion).ok_or_else(unknown)?;
    check_days(new.from_on, new.until_on)?;
    expect_here(ctx, &agency, new.employee_id, new.from_on).await?;
    let answer = PersonAnswer {
        employee_id: new.employee_id,
        criterion,
        is_yes: new.is_yes,
        from_on: new.from_on,
        until_on: new.until_on,
        made_name: ctx.actor.name.clone(),
        made_at: ctx.now(),
    };
    let tx = ctx.db().begin().await?;
    person_facts::insert(ctx, &tx, &answer).await?;
    // What was answered stays out of the log: it may tell of health.
    let detail = serde_json::json!({ "agency": agency.id, "from": new.from_on, "until": new.until_on });
    let entry = Entry::new("arrangement.answer", format!("employee/{}", new.employee_id));
    audit::write(ctx, &tx, entry.detail(detail).by(&verdict)).await?;
    Ok(tx.commit().await?)
}

/// An exception from the quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuotaException {
    /// The unit.
    pub unit_id: i64,
    /// The person; nothing for the whole unit or its desks.
    pub employee_id: Option<i64>,
    /// `fixed-duty`, `guard`, `direct-service`, `unit` or `other`.
    pub kind: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// Enters an exception with its reason and returns its key.
///
/// # Errors
/// `arrangements.exception_kind` (a duty needs a person, a unit none), `arrangements.unit_missing`,
/// `arrangements.reason`, `arrangements.days`, `arrangements.person_elsewhere`, `platform.forbidden`.
pub async fn enter_exception(ctx: &Ctx, agency_code: &str, new: &NewQuotaException) -> Result<Uuid, Problem> {
    let (agency, verdict) = planning(ctx, agency_code).await?;
    let wrong = || Problem::invalid("arrangements.exception_kind").on_field("kind");
    let kind = ExceptionKind::parse(&new.kind).filter(|kind| ExceptionKind::ENTERED.contains(kind));
    let kind = kind.ok_or_else(wrong)?;
    let needs_person = matches!(kind, ExceptionKind::FixedDuty | ExceptionKind::Guard);
    if (needs_person && new.employee_id.is_none())
        || (kind == ExceptionKind::Unit && new.employee_id.is_some())
    {
        return Err(wrong());
    }
    check_days(new.from_on, new.until_on)?;
    let reason = reason(&new.reason)?;
    let units = directory::units(ctx, Some(agency.id)).await?;
    if !units.iter().any(|unit| unit.id == new.unit_id) {
        return Err(Problem::invalid("arrangements.unit_missing").on_field("unit"));
    }
    if let Some(employee_id) = new.employee_id {
        expect_here(ctx, &agency, employee_id, new.from_on).await?;
    }
    let exception = EnteredException {
        id: ctx.new_id(),
        agency_id: agency.id,
        unit_id: new.unit_id,
        employee_id: new.employee_id,
        kind,
        from_on: new.from_on,
        until_on: new.until_on,
        reason,
        made_name: ctx.actor.name.clone(),
        made_at: ctx.now(),
    };
    let tx = ctx.db().begin().await?;
    exceptions::insert(ctx, &tx, &exception, None, false).await?;
    let detail = serde_json::json!({
        "agency": agency.id, "unit": new.unit_id, "kind": kind.as_str(), "employee": new.employee_id,
        "from": new.from_on, "until": new.until_on,
    });
    let entry = Entry::new("arrangement.except", format!("exception/{}", exception.id));
    audit::write(ctx, &tx, entry.detail(detail).by(&verdict)).await?;
    tx.commit().await?;
    Ok(exception.id)
}

/// Withdraws an exception; the row stays in the history.
///
/// # Errors
/// `arrangements.exception_missing` when it is not there or was withdrawn by somebody else,
/// `arrangements.reason`, `platform.forbidden`.
pub async fn withdraw_exception(ctx: &Ctx, id: Uuid, why: &str) -> Result<(), Problem> {
    let missing = || Problem::conflict("arrangements.exception_missing");
    let seen = exceptions::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let agency = directory::agency(ctx, seen.agency_id).await?;
    let verdict = ctx.require(Action::ArrangementPlan, &ctx.in_agency(&agency.path))?;
    let reason = reason(why)?;
    let tx = ctx.db().begin().await?;
    tx.lock("arrangements.exception").await?;
    let old = exceptions::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
    let end = EnteredException { id: ctx.new_id(), reason, ..old };
    exceptions::insert(ctx, &tx, &end, Some(id), true).await?;
    let entry = Entry::new("arrangement.unexcept", format!("exception/{id}")).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    Ok(tx.commit().await?)
}

/// Days on which somebody is absent, as an officer knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAbsence {
    /// The person, placed in the agency on the first day.
    pub employee_id: i64,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: NaiveDate,
    /// Absent in the morning.
    pub is_morning: bool,
    /// Absent in the afternoon.
    pub is_afternoon: bool,
}

/// Notes an absence. Why somebody is absent is not asked here.
///
/// # Errors
/// `arrangements.days`, `arrangements.absence_half` when neither half is named,
/// `arrangements.person_elsewhere`, `platform.forbidden`.
pub async fn note_absence(ctx: &Ctx, agency_code: &str, new: &NewAbsence) -> Result<(), Problem> {
    let (agency, verdict) = planning(ctx, agency_code).await?;
    check_days(new.from_on, Some(new.until_on))?;
    if !(new.is_morning || new.is_afternoon) {
        return Err(Problem::invalid("arrangements.absence_half").on_field("half"));
    }
    expect_here(ctx, &agency, new.employee_id, new.from_on).await?;
    let id = ctx.new_id();
    let absence = Absence {
        id,
        employee_id: new.employee_id,
        from_on: new.from_on,
        until_on: new.until_on,
        is_morning: new.is_morning,
        is_afternoon: new.is_afternoon,
        source: format!("officer/{id}"),
        made_name: ctx.actor.name.clone(),
    };
    let tx = ctx.db().begin().await?;
    absences::insert(ctx, &tx, &absence, None, false).await?;
    let detail = serde_json::json!({ "agency": agency.id, "from": new.from_on, "until": new.until_on });
    let entry = Entry::new("arrangement.absence", format!("employee/{}", new.employee_id));
    audit::write(ctx, &tx, entry.detail(detail).by(&verdict)).await?;
    Ok(tx.commit().await?)
}

/// Withdraws an absence, of whatever source; the row stays in the history.
///
/// # Errors
/// `arrangements.absence_missing` when it is not there or was withdrawn by somebody else, `platform.forbidden`.
pub async fn withdraw_absence(ctx: &Ctx, agency_code: &str, id: Uuid) -> Result<(), Problem> {
    let (agency, verdict) = planning(ctx, agency_code).await?;
    let tx = ctx.db().begin().await?;
    tx.lock("arrangements.absence").await?;
    let missing = || Problem::conflict("arrangements.absence_missing");
    let old = absences::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
    expect_here(ctx, &agency, old.employee_id, ctx.today().max(old.from_on)).await?;
    let end = Absence { id: ctx.new_id(), source: format!("withdrawn/{id}"), ..old };
    absences::insert(ctx, &tx, &end, Some(id), true).await?;
    audit::write(ctx, &tx, Entry::new("arrangement.unabsence", format!("absence/{id}")).by(&verdict)).await?;
    Ok(tx.commit().await?)
}

/// Keeps an approved absence that attendance told of. Told twice it is the same.
///
/// # Shape
/// News without person and days says nothing here: officers enter such absences by hand.
///
/// # Errors
/// As the store says.
pub(crate) async fn request_decided(ctx: Ctx, payload: serde_json::Value) -> Result<(), Problem> {
    let day = |name: &str| payload[name].as_str().and_then(|day| day.parse::<NaiveDate>().ok());
    let (Some(request), Some(employee_id)) = (payload["request"].as_str(), payload["employee_id"].as_i64())
    else {
        return Ok(());
    };
    let (Some(from_on), Some(until_on)) = (day("from_on"), day("until_on")) else { return Ok(()) };
    // A forgotten scan and hours of the day are no absence of a day.
    let is_absence =
        matches!(payload["kind"].as_str(), Some("leave" | "sick" | "excused" | "official_travel"));
    if payload["state"] != "approved" || !is_absence || until_on < from_on {
        return Ok(());
    }
    let absence = Absence {
        id: ctx.new_id(),
        employee_id,
        from_on,
        until_on,
        is_morning: true,
        is_afternoon: true,
        source: format!("request/{request}"),
        made_name: ctx.actor.name.clone(),
    };
    let tx = ctx.db().begin().await?;
    absences::insert(&ctx, &tx, &absence, None, false).await?;
    Ok(tx.commit().await?)
}

async fn planning(ctx: &Ctx, code: &str) -> Result<(Agency, Verdict), Problem> {
    let agency = directory::agency_by_code(ctx, code).await?;
    let verdict = ctx.require(Action::ArrangementPlan, &ctx.in_agency(&agency.path))?;
    Ok((agency, verdict))
}

async fn expect_here(ctx: &Ctx, agency: &Agency, employee_id: i64, on: NaiveDate) -> Result<(), Problem> {
    let person = directory::person_by_id(ctx, employee_id, on).await?;
    if person.is_some_and(|person| person.agency_id == agency.id) {
        return Ok(());
    }
    Err(Problem::invalid("arrangements.person_elsewhere").on_field("person").with("agency", &agency.name))
}

fn check_days(from_on: NaiveDate, until_on: Option<NaiveDate>) -> Result<(), Problem> {
    let is_sane = YEARS.contains(&from_on.year())
        && until_on.is_none_or(|until_on| until_on >= from_on && YEARS.contains(&until_on.year()));
    if is_sane { Ok(()) } else { Err(Problem::invalid("arrangements.days").on_field("until_on")) }
}

/// Returns a reason that says something.
///
/// # Errors
/// `arrangements.reason`, `arrangements.text_long`.
pub(crate) fn reason(text: &str) -> Result<String, Problem> {
    let reason = line_within(text, REASON_LETTERS, "reason")?;
    if reason.chars().count() < REASON_LETTERS_MIN {
        let problem = Problem::invalid("arrangements.reason").on_field("reason");
        return Err(problem.with("least", REASON_LETTERS_MIN).with("most", REASON_LETTERS));
    }
    Ok(reason)
}
