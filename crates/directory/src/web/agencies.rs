//! The tree of agencies, one agency with its units and people, and forms for new ones.

use crate::model::{Agency, Head, NewAgency, NewUnit, PeopleFilter, Person, Unit};
use crate::ops::heads::{head_of, heads_of_units};
use crate::ops::reads::{agencies, agency_by_code, people_on, spans_between, units};
use crate::ops::structure::{add_agency, add_unit};
use crate::rules::import::cells::micro_degrees;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use siaga_access::Action;
use siaga_civil::RegionCode;
use siaga_platform::web::{
    FormPairs, Page, Pagination, Query, Redirection, render, render_invalid, see_other,
};
use siaga_platform::{Ctx, Permit, Problem, Route};
use std::collections::HashMap;

pub(super) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::AgencyView);
    let edit = Permit::May(Action::AgencyEdit);
    vec![
        Route::get("/opd", view, tree),
        Route::get("/opd/baru", edit, new_form),
        Route::post("/opd/baru", edit, create),
        Route::get("/opd/{code}", view, show),
        Route::post("/opd/{code}/unit", edit, create_unit),
    ]
}

/// An agency in the tree, with the number of people in it and below it.
struct TreeRow {
    agency: Agency,
    depth: usize,
    own: usize,
    all: usize,
}

#[derive(Template)]
#[template(path = "directory/agencies.html")]
struct TreePage {
    page: Page,
    rows: Vec<TreeRow>,
    people: usize,
    may_edit: bool,
}

async fn tree(ctx: Ctx) -> Result<Response, Problem> {
    let mut own: HashMap<i64, usize> = HashMap::new();
    for span in spans_between(&ctx, ctx.today(), ctx.today()).await? {
        *own.entry(span.agency_id).or_default() += 1;
    }
    let agencies = agencies(&ctx).await?;
    let count = |id: i64| own.get(&id).copied().unwrap_or(0);
    let mut rows: Vec<TreeRow> = agencies
        .iter()
        .map(|agency| TreeRow {
            depth: agency.path.len() - 1,
            own: count(agency.id),
            all: agencies
                .iter()
                .filter(|below| below.path.contains(&agency.id))
                .map(|below| count(below.id))
                .sum(),
            agency: agency.clone(),
        })
        .collect();
    let code_of: HashMap<i64, &str> =
        agencies.iter().map(|agency| (agency.id, agency.code.as_str())).collect();
    // By the codes on the way down, so that each agency stands below its parent.
    rows.sort_by_cached_key(|row| {
        row.agency
            .path
            .iter()
            .map(|id| code_of.get(id).copied().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    });
    render(&TreePage {
        page: Page::new(&ctx, "directory-agencies-title"),
        people: own.values().sum(),
        rows,
        may_edit: may_edit(&ctx),
    })
}

fn may_edit(ctx: &Ctx) -> bool {
    ctx.may(Action::AgencyEdit, &ctx.whole_government()).permit
}

/// A unit with its head and the number of its people.
struct UnitRow {
    unit: Unit,
    head: Option<Head>,
    people: usize,
}

#[derive(Template)]
#[template(path = "directory/agency.html")]
struct AgencyPage {
    page: Page,
    agency: Agency,
    head: Option<Head>,
    units: Vec<UnitRow>,
    below: Vec<Agency>,
    /// Nothing when the actor may not see the people of the agency.
    people: Option<Vec<Person>>,
    unit_names: HashMap<i64, String>,
    cut: Pagination,
    base: String,
    given: FormPairs,
    may_edit: bool,
}

#[derive(Debug, Deserialize)]
struct ShowQuery {
    page: Option<u32>,
}

async fn show(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(query): Query<ShowQuery>,
) -> Result<Response, Problem> {
    render(&agency_page(&ctx, &code, query.page, FormPairs::default()).await?)
}

async fn agency_page(
    ctx: &Ctx,
    code: &str,
    page: Option<u32>,
    given: FormPairs,
) -> Result<AgencyPage, Problem> {
    let agency = agency_by_code(ctx, code).await?;
    let today = ctx.today();
    let filter = PeopleFilter { agency_id: Some(agency.id), ..PeopleFilter::default() };
    let everybody = people_on(ctx, today, filter).await?;
    let mut heads: HashMap<i64, Head> = heads_of_units(ctx, agency.id, today).await?.into_iter().collect();
    let units = units(ctx, Some(agency.id)).await?;
    let unit_names = units.iter().map(|unit| (unit.id, unit.name.clone())).collect();
    let rows = units
        .into_iter()
        .map(|unit| UnitRow {
            head: heads.remove(&unit.id),
            people: everybody.iter().filter(|person| person.unit_id == unit.id).count(),
            unit,
        })
        .collect();
    let cut = Pagination::new(page, everybody.len() as u64);
    let offset = usize::try_from(cut.offset()).unwrap_or(usize::MAX);
    let may_see = ctx.may(Action::EmployeeView, &ctx.in_agency(&agency.path)).permit;
    let shown = || everybody.into_iter().skip(offset).take(Pagination::ROWS as usize).collect();
    let mut below = agencies(ctx).await?;
    below.retain(|other| other.parent_id == Some(agency.id));
    Ok(AgencyPage {
        page: Page::new(ctx, "directory-agencies-title")
            .titled(&agency.name)
            .under("/opd", ctx.text("directory-agencies-title", &[])),
        head: head_of(ctx, agency.id, today).await?,
        units: rows,
        below,
        people: may_see.then(shown),
        unit_names,
        cut,
        base: format!("/opd/{}?", agency.code),
        given,
        may_edit: may_edit(ctx),
        agency,
    })
}

async fn create_unit(ctx: Ctx, Path(code): Path<String>, given: FormPairs) -> Result<Response, Problem> {
    let agency = agency_by_code(&ctx, &code).await?;
    let new = NewUnit {
        agency_id: agency.id,
        code: given.text("code").to_owned(),
        name: given.text("name").to_owned(),
    };
    match add_unit(&ctx, new).await {
        Ok(_) => Ok(saved(&ctx, &agency.code).into_response()),
        Err(problem) if problem.field.is_some() => {
            let mut shown = agency_page(&ctx, &code, None, given).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
        Err(problem) => Err(problem),
    }
}

fn saved(ctx: &Ctx, code: &str) -> Redirection {
    see_other(format!("/opd/{code}")).saying(ctx.text("directory-saved", &[]))
}

#[derive(Template)]
#[template(path = "directory/agency_new.html")]
struct NewPage {
    page: Page,
    parents: Vec<(String, String)>,
    given: FormPairs,
}

async fn new_page(ctx: &Ctx, given: FormPairs) -> Result<NewPage, Problem> {
    let mut parents = vec![(String::new(), ctx.text("directory-parent-none", &[]))];
    parents.extend(agencies(ctx).await?.into_iter().map(|agency| (agency.code, agency.name)));
    let title = ctx.text("directory-agencies-title", &[]);
    Ok(NewPage { page: Page::new(ctx, "directory-agency-new").under("/opd", title), parents, given })
}

async fn new_form(ctx: Ctx) -> Result<Response, Problem> {
    render(&new_page(&ctx, FormPairs::default()).await?)
}

async fn create(ctx: Ctx, given: FormPairs) -> Result<Response, Problem> {
    let result = match new_agency(&given) {
        Ok(new) => add_agency(&ctx, new).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(_) => Ok(saved(&ctx, given.text("code")).into_response()),
        Err(problem) if problem.field.is_some() => {
            let mut shown = new_page(&ctx, given).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
        Err(problem) => Err(problem),
    }
}

fn new_agency(given: &FormPairs) -> Result<NewAgency, Problem> {
    let degrees = |field: &str| match given.text(field) {
        "" => Ok(None),
        text => micro_degrees(text)
            .map(Some)
            .ok_or_else(|| Problem::invalid("directory.position_incomplete").on_field(field)),
    };
    let region = match given.text("region") {
        "" => None,
        text => Some(RegionCode::parse(text).map_err(|_| {
            Problem::invalid("directory.region_unknown").on_field("region").with("code", text)
        })?),
    };
    let parent = given.text("parent_code");
    Ok(NewAgency {
        code: given.text("code").to_owned(),
        name: given.text("name").to_owned(),
        parent_code: (!parent.is_empty()).then(|| parent.to_owned()),
        latitude_micro: degrees("latitude")?,
        longitude_micro: degrees("longitude")?,
        region,
    })
}
