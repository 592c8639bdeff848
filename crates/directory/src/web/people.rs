//! Finding people, and the record of one.

use crate::model::{Agency, Capacity, Person, Unit};
use crate::ops::heads::superior_of;
use crate::ops::reads::{agencies, units};
use crate::ops::record::{self, Record, RecordPost};
use crate::rules::placement::covers;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Query, render};
use siaga_platform::{Ctx, Permit, Problem, Route};
use std::collections::HashMap;
use uuid::Uuid;

/// People that a search shows; whoever searches for more types more letters.
const FOUND_MAX: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/pegawai", Permit::May(Action::EmployeeView), search),
        Route::get("/pegawai/{uid}", Permit::SignedIn, show),
    ]
}

#[derive(Template)]
#[template(path = "directory/people.html")]
struct SearchPage {
    page: Page,
    search: String,
    people: Vec<Person>,
    agency_names: HashMap<i64, String>,
    is_cut: bool,
}

#[derive(Debug, Deserialize)]
struct SearchQuery {
    #[serde(default)]
    cari: String,
}

async fn search(ctx: Ctx, Query(query): Query<SearchQuery>) -> Result<Response, Problem> {
    let people = record::find(&ctx, &query.cari, ctx.today(), FOUND_MAX).await?;
    render(&SearchPage {
        page: Page::new(&ctx, "directory-people-title"),
        search: query.cari.trim().to_owned(),
        is_cut: people.len() == FOUND_MAX,
        people,
        agency_names: agencies(&ctx).await?.into_iter().map(|agency| (agency.id, agency.name)).collect(),
    })
}

#[derive(Template)]
#[template(path = "directory/person.html")]
pub(super) struct PersonPage {
    pub(super) page: Page,
    record: Record,
    today: NaiveDate,
    agencies: Vec<Agency>,
    units: Vec<Unit>,
    superior: Option<String>,
    places: Vec<(String, String)>,
    capacities: Vec<(String, String)>,
    groups: Vec<(String, String)>,
    given: FormPairs,
    may_posts: bool,
    may_pins: bool,
}

impl PersonPage {
    fn agency_name(&self, id: &i64) -> &str {
        self.agencies.iter().find(|agency| agency.id == *id).map_or("", |agency| &agency.name)
    }

    fn agency_code(&self, id: &i64) -> &str {
        self.agencies.iter().find(|agency| agency.id == *id).map_or("", |agency| &agency.code)
    }

    fn unit_name(&self, id: &i64) -> &str {
        self.units.iter().find(|unit| unit.id == *id).map_or("", |unit| &unit.name)
    }

    fn dates(&self, from_on: &NaiveDate, until_on: &Option<NaiveDate>) -> String {
        let until = until_on.map_or_else(|| self.page.t("directory-ongoing"), |until| self.page.date(until));
        format!("{} – {until}", self.page.date(*from_on))
    }

    fn is_live(&self, from_on: &NaiveDate, until_on: &Option<NaiveDate>) -> bool {
        covers(*from_on, *until_on, self.today)
    }

    fn is_current(&self, post: &RecordPost) -> bool {
        let is_held = self.is_live(&post.of.from_on, &post.of.until_on);
        let is_newest =
            |other: &RecordPost| other.of.capacity == Capacity::Definitive && other.of.from_on <= self.today;
        let newest = self.record.posts.iter().find(|other| is_newest(other)).map(|other| other.id);
        is_held && (post.of.capacity != Capacity::Definitive || newest == Some(post.id))
    }
}

async fn show(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    render(&person_page(&ctx, uid, FormPairs::default()).await?)
}

pub(super) async fn person_page(ctx: &Ctx, uid: Uuid, given: FormPairs) -> Result<PersonPage, Problem> {
    let today = ctx.today();
    let record = record::record(ctx, uid, today).await?;
    let (agencies, units) = (agencies(ctx).await?, units(ctx, None).await?);
    let superior = superior_of(ctx, record.identity.id, today)
        .await?
        .map(|head| format!("{} {}, {}", head.capacity.prefix(), head.name, head.title).trim().to_owned());
    let may = |action: Action| ctx.may(action, &record.resource).permit;
    Ok(PersonPage {
        page: Page::new(ctx, "directory-people-title")
            .titled(&record.identity.name)
            .under("/pegawai", ctx.text("directory-people-title", &[])),
        places: places(&agencies, &units),
        capacities: Capacity::ALL
            .into_iter()
            .map(|capacity| (capacity.as_str().to_owned(), ctx.text(capacity.message_id(), &[])))
            .collect(),
        groups: groups(ctx, &agencies),
        may_posts: may(Action::PostEdit),
        may_pins: may(Action::PinEdit),
        record,
        today,
        agencies,
        units,
        superior,
        given,
    })
}

/// Returns every unit as a choice, `agency / unit`.
fn places(agencies: &[Agency], units: &[Unit]) -> Vec<(String, String)> {
    let mut places: Vec<(String, String)> = units
        .iter()
        .filter_map(|unit| {
            let agency = agencies.iter().find(|agency| agency.id == unit.agency_id)?;
            let text =
                if unit.is_main { agency.name.clone() } else { format!("{} / {}", agency.name, unit.name) };
            Some((unit.id.to_string(), text))
        })
        .collect();
    places.sort_by(|a, b| a.1.cmp(&b.1));
    places
}

/// Returns the groups of agencies that share PINs.
fn groups(ctx: &Ctx, agencies: &[Agency]) -> Vec<(String, String)> {
    let mut groups = vec![("*".to_owned(), ctx.text("directory-pin-everywhere", &[]))];
    groups.extend(agencies.iter().map(|agency| (agency.code.clone(), agency.name.clone())));
    groups
}
