//! Who can serve which desk.

use super::changes::tell;
use super::words::{self, SKILL};
use crate::desk::{NewStaff, Serves, StaffEntry};
use crate::store::desks;
use crate::store::services::Which;
use crate::store::staff::{self as store, NewRow, StoredStaff};
use chrono::NaiveDate;
use serde_json::json;
use siaga_access::Action;
use siaga_directory::{self as directory, Agency, PeopleFilter, Person};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Records that somebody of an agency can serve a desk or has a skill, and returns the key of the entry.
///
/// # Errors
/// `services.person_elsewhere`, `services.person_unplaced` when that person does not work in the agency, or not
/// for the government, on the first day,
/// `services.desk_missing` for a desk of another agency, `services.staff_twice` when an entry for the same
/// speaks of some of the days, `services.until_before_from`, `services.day_unlikely`, `services.text_missing`,
/// `directory.agency_missing`, `platform.forbidden`.
pub async fn add_staff(ctx: &Ctx, agency_id: i64, new: &NewStaff) -> Result<Uuid, Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    let verdict = ctx.require(Action::ServiceEdit, &ctx.in_agency(&agency.path))?;
    words::span(new.from_on, new.until_on)?;
    let serves = match &new.serves {
        Serves::Desk(uid) => Serves::Desk(*uid),
        Serves::Skill(skill) => Serves::Skill(words::line(skill, "skill", SKILL)?),
    };
    let person = directory::person_by_id(ctx, new.employee_id, new.from_on).await?;
    let unplaced = || Problem::invalid("services.person_unplaced").on_field("person");
    let person = person.ok_or_else(unplaced)?;
    if !works_in(&directory::agency(ctx, person.agency_id).await?, agency.id) {
        let problem = Problem::invalid("services.person_elsewhere").on_field("person");
        return Err(problem.with("name", &person.name).with("agency", &agency.name));
    }
    let tx = ctx.db().begin().await?;
    tx.lock(&format!("services.staff/{agency_id}")).await?;
    let (desk_id, skill) = match &serves {
        Serves::Desk(uid) => {
            let heads = desks::heads(ctx, &*tx, Which::Of(Some(agency_id))).await?;
            let desk = heads.iter().find(|head| head.uid == *uid);
            (Some(desk.ok_or_else(|| Problem::missing("services.desk_missing"))?.id), "")
        }
        Serves::Skill(skill) => (None, skill.as_str()),
    };
    let stored = store::all(ctx, &*tx, Some(agency_id)).await?;
    refuse_twice(ctx, &stored, &NewStaff { serves: serves.clone(), ..new.clone() })?;
    let uid = ctx.new_id();
    let (employee_id, from_on, until_on) = (new.employee_id, new.from_on, new.until_on);
    store::insert(ctx, &tx, NewRow { uid, agency_id, employee_id, desk_id, skill, from_on, until_on })
        .await?;
    let detail = json!({ "employee": employee_id, "desk": desk_id, "skill": skill, "from_on": from_on,
        "until_on": until_on });
    let entry = Entry::new("service.add_staff", format!("desk_staff/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(uid)
}

/// Ends an entry of who can serve what with a last day; the entry and earlier ends stay readable.
///
/// # Errors
/// `services.staff_missing`, `services.until_before_from` for a day before the day before the first one (which
/// says that it never held), `services.staff_ended` when it already ends on that day,
/// `services.text_missing` for the reason, `platform.forbidden`.
pub async fn end_staff(ctx: &Ctx, entry: Uuid, until_on: NaiveDate, reason: &str) -> Result<(), Problem> {
    let all = store::all(ctx, ctx.db().reader(), None).await?;
    let missing = || Problem::missing("services.staff_missing");
    let agency_id = all.iter().find(|stored| stored.entry.uid == entry).ok_or_else(missing)?.entry.agency_id;
    let agency = directory::agency(ctx, agency_id).await?;
    let verdict = ctx.require(Action::ServiceEdit, &ctx.in_agency(&agency.path))?;
    let reason = words::line(reason, "reason", words::REASON)?;
    let tx = ctx.db().begin().await?;
    tx.lock(&format!("services.staff/{agency_id}")).await?;
    let all = store::all(ctx, &*tx, Some(agency_id)).await?;
    let stored = all.into_iter().find(|stored| stored.entry.uid == entry).ok_or_else(missing)?;
    let first_end = stored.entry.from_on.pred_opt().unwrap_or(stored.entry.from_on);
    if until_on < first_end {
        return Err(Problem::invalid("services.until_before_from").on_field("until_on"));
    }
    if stored.entry.until_on == Some(until_on) {
        let problem = Problem::conflict("services.staff_ended").with("name", &stored.entry.made_name);
        return Err(problem.with("time", words::moment(ctx, stored.entry.made_at)));
    }
    store::insert_end(ctx, &tx, stored.id, (until_on, &reason)).await?;
    let detail = json!({ "until_on": until_on });
    let told = Entry::new("service.end_staff", format!("desk_staff/{entry}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, told).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(())
}

/// Returns every entry of an agency with the person as placed on a day, the newest first.
///
/// # Errors
/// `directory.agency_missing`, `platform.forbidden`.
pub async fn staff_of(
    ctx: &Ctx,
    agency_id: i64,
    on: NaiveDate,
) -> Result<Vec<(StaffEntry, Option<Person>)>, Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    ctx.require(Action::ServiceView, &ctx.in_agency(&agency.path))?;
    let mut all: Vec<StaffEntry> = store::all(ctx, ctx.db().reader(), Some(agency_id))
        .await?
        .into_iter()
        .map(|stored| stored.entry)
        .collect();
    all.reverse();
    let ids: Vec<i64> = all.iter().map(|entry| entry.employee_id).collect();
    let people = directory::people_by_ids(ctx, &ids, on).await?;
    let with_person = |entry: StaffEntry| {
        let person = people.get(&entry.employee_id).cloned();
        (entry, person)
    };
    Ok(all.into_iter().map(with_person).collect())
}

/// Returns the one person of an agency with this NIP, staff number or full name on a day.
///
/// # Errors
/// `services.person_missing`, `services.person_ambiguous` on `person`, `directory.agency_missing`,
/// `platform.forbidden`.
pub(crate) async fn person_named(
    ctx: &Ctx,
    agency_id: i64,
    text: &str,
    on: NaiveDate,
) -> Result<i64, Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    ctx.require(Action::ServiceEdit, &ctx.in_agency(&agency.path))?;
    let wanted = text.trim().to_lowercase();
    let digits: String = wanted.chars().filter(|letter| !letter.is_whitespace()).collect();
    let filter = PeopleFilter { agency_id: Some(agency_id), unit_id: None, include_below: true };
    let mut people = directory::people_on(ctx, on, filter).await?;
    people.retain(|person| {
        let numbers = [&person.nip, &person.staff_number];
        let has_number = numbers.into_iter().flatten().any(|number| number.to_lowercase() == digits);
        !wanted.is_empty() && (has_number || person.name.to_lowercase() == wanted)
    });
    let problem = |code: &str| {
        let shown: String = text.chars().take(60).collect();
        Err(Problem::invalid(code).on_field("person").with("text", shown).with("agency", &agency.name))
    };
    match people.as_slice() {
        [] => problem("services.person_missing"),
        [person] => Ok(person.id),
        _ => problem("services.person_ambiguous"),
    }
}

/// Tells whether a person of an agency works in another one or below it.
pub(crate) fn works_in(of_person: &Agency, agency_id: i64) -> bool {
    of_person.path.contains(&agency_id)
}

fn refuse_twice(ctx: &Ctx, stored: &[StoredStaff], new: &NewStaff) -> Result<(), Problem> {
    let is_same = |entry: &StaffEntry| {
        let begins_before_end = entry.until_on.is_none_or(|until_on| new.from_on <= until_on);
        let ends_after_begin = new.until_on.is_none_or(|until_on| entry.from_on <= until_on);
        entry.employee_id == new.employee_id
            && same_skill(&entry.serves, &new.serves)
            && begins_before_end
            && ends_after_begin
            // One that was ended before it began never held.
            && entry.until_on.is_none_or(|until_on| entry.from_on <= until_on)
    };
    match stored.iter().map(|stored| &stored.entry).find(|entry| is_same(entry)) {
        None => Ok(()),
        Some(entry) => {
            let problem = Problem::conflict("services.staff_twice").on_field("person");
            Err(problem.with("name", &entry.made_name).with("time", words::moment(ctx, entry.made_at)))
        }
    }
}

fn same_skill(one: &Serves, other: &Serves) -> bool {
    match (one, other) {
        (Serves::Desk(one), Serves::Desk(other)) => one == other,
        (Serves::Skill(one), Serves::Skill(other)) => one.to_lowercase() == other.to_lowercase(),
        _ => false,
    }
}
