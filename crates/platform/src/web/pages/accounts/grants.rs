//! Roles given and taken back.

use super::show::ShowPage;
use super::{LIST, scopes};
use crate::accounts;
use crate::ctx::Ctx;
use crate::people_source::ScopeChoice;
use crate::problem::Problem;
use crate::web::Redirection;
use crate::web::answer::{render_invalid, see_other};
use crate::web::form_text::FormPairs;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use siaga_access::{Grant, Role};
use uuid::Uuid;

pub(super) async fn add(ctx: Ctx, Path(id): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    match store(&ctx, id, &given).await {
        Ok(()) => {
            let text = ctx.text("accounts-granted", &[]);
            Ok(see_other(format!("{LIST}/{id}")).saying(text).into_response())
        }
        Err(problem) if problem.field.is_some() => {
            let mut page = ShowPage::load(&ctx, id).await?;
            page.page.add_problem(&problem);
            page.given = given;
            render_invalid(&page)
        }
        Err(problem) => Err(problem),
    }
}

async fn store(ctx: &Ctx, id: Uuid, given: &FormPairs) -> Result<(), Problem> {
    let grant = grant_of(given, &scopes(ctx).await?)?;
    let tx = ctx.db().begin().await?;
    accounts::grant(ctx, &tx, id, &grant).await?;
    Ok(tx.commit().await?)
}

fn grant_of(given: &FormPairs, choices: &[ScopeChoice]) -> Result<Grant, Problem> {
    let date = |field: &'static str| {
        given.read::<NaiveDate>(field).map_err(|_| Problem::invalid("platform.date").on_field(field))
    };
    let role = Role::parse(given.text("role"))
        .ok_or_else(|| Problem::invalid("platform.role_unknown").on_field("role"))?;
    Ok(Grant {
        role,
        agency: scope_of(given.text("agency_path"), role, choices)?,
        from_on: date("from_on")?.ok_or_else(|| Problem::invalid("platform.date").on_field("from_on"))?,
        until_on: date("until_on")?,
    })
}

/// Officers and heads belong to one agency: an empty choice must not make them those of all.
fn scope_of(path: &str, role: Role, choices: &[ScopeChoice]) -> Result<Option<Vec<i64>>, Problem> {
    if path.is_empty() {
        let needs_agency = matches!(role, Role::UnitOfficer | Role::AgencyHead);
        let missing = || Problem::invalid("platform.scope_needed").on_field("agency_path");
        return if needs_agency { Err(missing()) } else { Ok(None) };
    }
    let chosen = choices.iter().find(|choice| accounts::path_text(&choice.path) == path);
    let unknown = || Problem::invalid("platform.agency_path").on_field("agency_path");
    Ok(Some(chosen.ok_or_else(unknown)?.path.clone()))
}

pub(super) async fn revoke(ctx: Ctx, Path((id, grant)): Path<(Uuid, i64)>) -> Result<Redirection, Problem> {
    let tx = ctx.db().begin().await?;
    accounts::revoke(&ctx, &tx, id, grant).await?;
    tx.commit().await?;
    Ok(see_other(format!("{LIST}/{id}")).saying(ctx.text("accounts-revoked", &[])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Grant, Problem> {
        let choice =
            ScopeChoice { path: vec![3, 17], code: "DINKES".to_owned(), name: "Kesehatan".to_owned() };
        grant_of(&FormPairs::parse(text.as_bytes()), &[choice])
    }

    #[test]
    fn a_grant_is_read_with_its_scope_and_dates() {
        let grant = read("role=unit_officer&agency_path=3/17&from_on=2020-05-26&until_on=").unwrap();
        assert_eq!(grant.role, Role::UnitOfficer);
        assert_eq!(grant.agency, Some(vec![3, 17]));
        assert_eq!(grant.until_on, None);
    }

    #[test]
    fn a_role_of_the_whole_government_needs_no_agency() {
        assert_eq!(read("role=inspectorate&agency_path=&from_on=2020-05-26").unwrap().agency, None);
    }

    #[test]
    fn each_wrong_field_is_named() {
        let problem = |text: &str| {
            let problem = read(text).unwrap_err();
            (problem.field.unwrap(), problem.code)
        };
        let is = |text: &str, field: &str, code: &str| {
            assert_eq!(problem(text), (field.to_owned(), format!("platform.{code}")), "{text}");
        };
        is("role=king&agency_path=&from_on=2020-05-26", "role", "role_unknown");
        is("role=employee&agency_path=a/b&from_on=2020-05-26", "agency_path", "agency_path");
        is("role=employee&agency_path=3&from_on=2020-05-26", "agency_path", "agency_path");
        is("role=unit_officer&agency_path=&from_on=2020-05-26", "agency_path", "scope_needed");
        is("role=agency_head&from_on=2020-05-26", "agency_path", "scope_needed");
        is("role=employee&agency_path=&from_on=2020-02-31", "from_on", "date");
        is("role=employee&agency_path=&from_on=", "from_on", "date");
    }
}
