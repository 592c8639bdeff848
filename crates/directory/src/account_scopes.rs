//! What the administration of accounts asks the directory: agencies for grants, employees behind accounts.

use crate::model::{Agency, PeopleFilter, Person};
use crate::ops::reads;
use siaga_access::Action;
use siaga_platform::{Answering, Ctx, LinkedPerson, PeopleSource, PersonKey, Problem, ScopeChoice};
use std::collections::HashMap;

/// The answers, as the platform takes them.
pub(crate) const PEOPLE_SOURCE: PeopleSource = PeopleSource {
    scopes: |ctx| boxed(async move { scopes(&ctx).await }),
    person: |ctx, key| boxed(async move { person(&ctx, key).await }),
    people_in: |ctx, agency_id| boxed(async move { people_in(&ctx, agency_id).await }),
};

fn boxed<T>(future: impl Future<Output = Result<T, Problem>> + Send + 'static) -> Answering<T> {
    Box::pin(future)
}

async fn scopes(ctx: &Ctx) -> Result<Vec<ScopeChoice>, Problem> {
    ctx.require(Action::AccountView, &ctx.whole_government())?;
    Ok(in_tree_order(reads::agencies(ctx).await?))
}

/// Returns each agency right below its parent, by code among its sisters.
fn in_tree_order(agencies: Vec<Agency>) -> Vec<ScopeChoice> {
    let codes: HashMap<i64, String> =
        agencies.iter().map(|agency| (agency.id, agency.code.clone())).collect();
    let mut agencies: Vec<(Vec<Option<&String>>, Agency)> = agencies
        .into_iter()
        .map(|agency| (agency.path.iter().map(|id| codes.get(id)).collect(), agency))
        .collect();
    agencies.sort_by(|(one, _), (other, _)| one.cmp(other));
    let choice = |agency: Agency| ScopeChoice { path: agency.path, code: agency.code, name: agency.name };
    agencies.into_iter().map(|(_, agency)| choice(agency)).collect()
}

async fn person(ctx: &Ctx, key: PersonKey) -> Result<Option<LinkedPerson>, Problem> {
    match key {
        PersonKey::Id(id) => {
            ctx.require(Action::AccountView, &ctx.whole_government())?;
            by_id(ctx, id).await
        }
        PersonKey::Number(number) => {
            ctx.require(Action::AccountManage, &ctx.whole_government())?;
            by_number(ctx, &number).await
        }
    }
}

/// Returns an employee by key, without an agency when not placed today.
async fn by_id(ctx: &Ctx, id: i64) -> Result<Option<LinkedPerson>, Problem> {
    if let Some(person) = reads::person_by_id(ctx, id, ctx.today()).await? {
        return Ok(linked(ctx, vec![person]).await?.pop());
    }
    let former = reads::identities(ctx).await?.remove(&id);
    Ok(former.map(|identity| LinkedPerson {
        id: identity.id,
        name: identity.name,
        number: identity.nip.or(identity.staff_number).unwrap_or_default(),
        agency_path: Vec::new(),
    }))
}

/// Returns who has the NIP or staff number, if placed today; a NIP may be typed with blanks.
async fn by_number(ctx: &Ctx, number: &str) -> Result<Option<LinkedPerson>, Problem> {
    let number: String = number.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_it =
        |stored: &Option<String>| stored.as_ref().is_some_and(|stored| stored.eq_ignore_ascii_case(&number));
    let identities = reads::identities(ctx).await?;
    let found = identities.values().find(|identity| is_it(&identity.nip) || is_it(&identity.staff_number));
    let Some(id) = found.map(|identity| identity.id) else { return Ok(None) };
    let person = reads::person_by_id(ctx, id, ctx.today()).await?;
    Ok(linked(ctx, person.into_iter().collect()).await?.pop())
}

async fn people_in(ctx: &Ctx, agency_id: i64) -> Result<Vec<LinkedPerson>, Problem> {
    ctx.require(Action::AccountManage, &ctx.whole_government())?;
    let filter = PeopleFilter { agency_id: Some(agency_id), ..PeopleFilter::default() };
    let mut people = linked(ctx, reads::people_on(ctx, ctx.today(), filter).await?).await?;
    people.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(people)
}

async fn linked(ctx: &Ctx, people: Vec<Person>) -> Result<Vec<LinkedPerson>, Problem> {
    let agencies = reads::agencies(ctx).await?;
    let paths: HashMap<i64, Vec<i64>> = agencies.into_iter().map(|agency| (agency.id, agency.path)).collect();
    let linked = |person: Person| LinkedPerson {
        id: person.id,
        name: person.name,
        number: person.nip.or(person.staff_number).unwrap_or_default(),
        agency_path: paths.get(&person.agency_id).cloned().unwrap_or_default(),
    };
    Ok(people.into_iter().map(linked).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_stands_right_below_its_parent() {
        let agency = |id, code: &str, path: &[i64]| Agency {
            id,
            code: code.to_owned(),
            name: code.to_owned(),
            parent_id: None,
            path: path.to_vec(),
            latitude_micro: None,
            longitude_micro: None,
            region: None,
        };
        let agencies = vec![
            agency(1, "C", &[1]),
            agency(2, "B", &[2]),
            agency(3, "A", &[1, 3]),
            agency(4, "D", &[2, 4]),
            agency(5, "AA", &[2, 5]),
        ];
        let order: Vec<String> = in_tree_order(agencies).into_iter().map(|choice| choice.code).collect();
        assert_eq!(order, ["B", "AA", "D", "C", "A"]);
    }
}
