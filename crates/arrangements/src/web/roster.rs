//! One roster: grid, findings, totals, desks, and the day of one person in it.

use super::roster_text::{self as texts, FindingRow};
use super::rosters::LIST;
use crate::model::ArrangedPlace;
use crate::ops::roster_view::{RosterPerson, RosterView, roster_view};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use chrono::{Datelike, NaiveDate, Weekday};
use siaga_civil::{weekday_name, weekday_name_english};
use siaga_platform::web::{FormPairs, Page, render};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "arrangements/roster.html")]
pub(super) struct RosterPage {
    pub(super) page: Page,
    path: String,
    agency: String,
    agency_code: String,
    version: i64,
    state: (&'static str, String),
    facts: Vec<(String, String)>,
    quality: Vec<(String, String)>,
    contradiction: Vec<(String, String)>,
    findings: Vec<FindingRow>,
    hints: Vec<String>,
    legend: Vec<(&'static str, String, String)>,
    days: Vec<DayHead>,
    units: Vec<UnitRows>,
    desks: Vec<DeskRow>,
    changes: Vec<(String, String)>,
    may_change: bool,
    may_sign: bool,
    hindrance: String,
    is_signed: bool,
    letter: Option<String>,
    elsewhere: String,
    typed_reason: String,
}

struct DayHead {
    weekday: String,
    number: u32,
    text: String,
    is_week: bool,
}

struct UnitRows {
    name: String,
    people: Vec<PersonRow>,
    totals: Vec<TotalCell>,
    staff: usize,
}

struct PersonRow {
    name: String,
    team: String,
    edit: String,
    cells: Vec<Cell>,
}

struct Cell {
    class: String,
    letter: String,
    text: String,
    anchor: String,
    is_week: bool,
}

struct TotalCell {
    text: String,
    label: String,
    is_broken: bool,
    is_week: bool,
}

struct DeskRow {
    name: String,
    cells: Vec<TotalCell>,
}

pub(super) async fn show(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    render(&page_of(&ctx, uid, None, "").await?)
}

/// Returns the page of a roster, with a problem and what was typed.
pub(super) async fn page_of(
    ctx: &Ctx,
    uid: Uuid,
    problem: Option<&Problem>,
    typed_reason: &str,
) -> Result<RosterPage, Problem> {
    let view = roster_view(ctx, uid).await?;
    let mut page = Page::new(ctx, "rosters-one").under(LIST, ctx.text("rosters-title", &[]));
    page.title = texts::period(&page, view.roster.from_on, view.roster.until_on);
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let path = format!("{LIST}/{uid}");
    let is_replaced = view.replaced_days > 0;
    let outcome = &view.roster.outcome;
    let contradiction = outcome.contradiction.iter();
    Ok(RosterPage {
        state: texts::state(&page, view.roster.state, is_replaced),
        facts: facts(&page, &view),
        quality: texts::quality(&page, &view.objective, outcome),
        contradiction: contradiction
            .map(|rule| (texts::rule(&page, rule), texts::advice(&page, rule.kind)))
            .collect(),
        findings: texts::findings(&page, &view.findings),
        hints: hints(&page, &view),
        legend: texts::legend(&page),
        days: view.days.iter().map(|(on, _)| head(&page, *on)).collect(),
        units: units(&page, &view, &path),
        desks: desks(&page, &view),
        changes: changes(&page, &view),
        may_change: view.may_change,
        may_sign: view.may_sign,
        hindrance: view.hindrance.map(|code| hindrance(&page, &view, code)).unwrap_or_default(),
        is_signed: view.roster.signed.is_some(),
        letter: view.roster.document.map(|document| format!("/surat/{document}")),
        elsewhere: view.roster.elsewhere.clone(),
        typed_reason: typed_reason.to_owned(),
        agency: view.agency.name,
        agency_code: view.agency.code,
        version: view.roster.version,
        path,
        page,
    })
}

fn facts(page: &Page, view: &RosterView) -> Vec<(String, String)> {
    let roster = &view.roster;
    let mut facts = vec![
        (page.t("rosters-agency"), view.agency.name.clone()),
        (page.t("rosters-made"), texts::mark(page, &roster.made)),
    ];
    if roster.version > 1 {
        facts.push((page.t("rosters-changed"), texts::mark(page, &roster.changed)));
    }
    if let Some(signed) = &roster.signed {
        facts.push((page.t("rosters-signed"), texts::mark(page, signed)));
    }
    if let Some(from_on) = roster.holds_from_on.filter(|from_on| *from_on > roster.from_on) {
        facts.push((page.t("rosters-holds-from"), page.date_long(from_on)));
    }
    if view.replaced_days > 0 {
        facts.push((page.t("rosters-replaced-days"), page.number(view.replaced_days)));
    }
    if !roster.elsewhere.is_empty() {
        facts.push((page.t("rosters-elsewhere"), roster.elsewhere.clone()));
    }
    let mut circulars: Vec<String> = Vec::new();
    for ground in roster.grounds.iter().filter(|ground| !ground.circular.is_empty()) {
        let name = if ground.words.is_empty() { &ground.circular } else { &ground.words };
        let line = format!("{name} ({}, {})", ground.circular, ground.article);
        if !circulars.contains(&line) {
            circulars.push(line);
        }
    }
    if !circulars.is_empty() {
        facts.push((page.t("rosters-grounds"), circulars.join("; ")));
    }
    facts
}

fn hints(page: &Page, view: &RosterView) -> Vec<String> {
    let mut hints: Vec<String> =
        view.roster.outcome.oddities.iter().map(|oddity| texts::oddity(page, oddity)).collect();
    if !view.unplanned.is_empty() {
        hints.push(page.t1("rosters-unplanned", "names", view.unplanned.join(", ")));
    }
    if !view.gone.is_empty() {
        hints.push(page.t1("rosters-gone", "names", view.gone.join(", ")));
    }
    for (name, on) in &view.off_without_leave {
        hints.push(page.t2("rosters-off-without-leave", "name", name, "day", page.date_long(*on)));
    }
    if view.is_over {
        hints.push(page.t("rosters-period-over"));
    }
    hints
}

fn hindrance(page: &Page, view: &RosterView, code: &'static str) -> String {
    let open = view.findings.iter().filter(|finding| finding.hinders()).count();
    let first = view.findings.iter().find(|finding| finding.hinders()).map(|finding| &finding.violation.rule);
    let day = first.and_then(|rule| rule.on.first()).map(|on| page.date(*on)).unwrap_or_default();
    let problem = Problem::conflict(code)
        .with("until", page.date(view.roster.until_on))
        .with("count", open)
        .with("name", first.map(|rule| rule.name.clone()).unwrap_or_default())
        .with("day", day)
        .with("action", "arrangement.sign");
    page.problem_text(&problem)
}

fn is_week(on: NaiveDate) -> bool {
    on.weekday() == Weekday::Mon
}

fn head(page: &Page, on: NaiveDate) -> DayHead {
    let name = if page.is_english() { weekday_name_english(on) } else { weekday_name(on) };
    DayHead {
        weekday: name.chars().take(3).collect(),
        number: on.day(),
        text: page.date_long(on),
        is_week: is_week(on),
    }
}

fn units(page: &Page, view: &RosterView, path: &str) -> Vec<UnitRows> {
    let mut units: Vec<UnitRows> = Vec::new();
    for person in &view.people {
        if units.last().is_none_or(|unit| unit.name != person.unit) {
            let totals = view.units.iter().find(|unit| unit.name == person.unit);
            units.push(UnitRows {
                name: person.unit.clone(),
                people: Vec::new(),
                totals: totals.map(|unit| total_cells(page, view, unit)).unwrap_or_default(),
                staff: totals.map_or(0, |unit| unit.staff),
            });
        }
        if let Some(unit) = units.last_mut() {
            unit.people.push(person_row(page, view, person, path));
        }
    }
    units
}

fn person_row(page: &Page, view: &RosterView, person: &RosterPerson, path: &str) -> PersonRow {
    let cell = |(index, (on, _)): (usize, &(NaiveDate, bool))| {
        let place = person.letters.chars().nth(index).and_then(ArrangedPlace::of_letter);
        let class = place.map_or("", ArrangedPlace::as_str);
        let broken = if person.broken.contains(on) { " broken" } else { "" };
        let moved = if person.moved.contains(on) { " moved" } else { "" };
        Cell {
            class: format!("place {class}{broken}{moved}"),
            letter: place.map_or_else(String::new, |place| texts::letter(page, place)),
            text: place.map_or_else(|| page.t("rosters-day-unplanned"), |place| texts::place(page, place)),
            anchor: on.to_string(),
            is_week: is_week(*on),
        }
    };
    PersonRow {
        name: person.name.clone(),
        team: person.team.clone(),
        edit: if view.may_change { format!("{path}/pegawai/{}", person.uid) } else { String::new() },
        cells: view.days.iter().enumerate().map(cell).collect(),
    }
}

fn total_cells(page: &Page, view: &RosterView, unit: &crate::UnitTotals) -> Vec<TotalCell> {
    let cell = |(on, _): &(NaiveDate, bool)| {
        let total = unit.days.iter().find(|total| total.on == *on);
        let label = |total: &crate::DayTotal| {
            page.tn(
                "rosters-total-label",
                &[
                    ("office", total.office.to_string()),
                    ("least", total.office_min.to_string()),
                    ("most", total.office_max.to_string()),
                ],
            )
        };
        TotalCell {
            text: total.map(|total| format!("{}/{}", total.office, total.office_max)).unwrap_or_default(),
            label: total.map(label).unwrap_or_default(),
            is_broken: total.is_some_and(|total| !total.is_kept()),
            is_week: is_week(*on),
        }
    };
    view.days.iter().map(cell).collect()
}

fn desks(page: &Page, view: &RosterView) -> Vec<DeskRow> {
    let row = |desk: &crate::DeskCover| {
        let cell = |(on, _): &(NaiveDate, bool)| {
            let halves = desk.days.iter().find(|(day, _)| day == on).map(|(_, halves)| halves);
            let needed = halves.filter(|halves| halves.iter().any(|(need, _)| *need > 0));
            let text = |halves: &[(u16, u16); 2]| {
                halves.iter().map(|(need, filled)| format!("{filled}/{need}")).collect::<Vec<_>>().join(" ")
            };
            TotalCell {
                text: needed.map(text).unwrap_or_default(),
                label: needed.map(|_| page.t("rosters-desk-label")).unwrap_or_default(),
                is_broken: needed.is_some_and(|halves| halves.iter().any(|(need, filled)| filled < need)),
                is_week: is_week(*on),
            }
        };
        DeskRow { name: desk.name.clone(), cells: view.days.iter().map(cell).collect() }
    };
    view.desks.iter().map(row).collect()
}

fn changes(page: &Page, view: &RosterView) -> Vec<(String, String)> {
    let name = |letter: char| {
        ArrangedPlace::of_letter(letter).map(|place| texts::place(page, place)).unwrap_or_default()
    };
    let change = |(change, who): &(crate::HandChange, String)| {
        let values = [
            ("name", who.clone()),
            ("day", page.date_long(change.on)),
            ("before", name(change.before)),
            ("after", name(change.after)),
        ];
        (page.tn("rosters-change", &values), texts::mark(page, &change.made))
    };
    view.changes.iter().map(change).collect()
}

#[derive(Template)]
#[template(path = "arrangements/roster_person.html")]
pub(super) struct PersonPage {
    pub(super) page: Page,
    action: String,
    back: String,
    version: i64,
    unit: String,
    days: Vec<PersonDay>,
    places: Vec<(&'static str, String)>,
    findings: Vec<FindingRow>,
    may_change: bool,
}

struct PersonDay {
    field: String,
    label: String,
    chosen: String,
    note: String,
}

/// Returns the page on which the days of one person are changed; `typed` keeps what was not saved.
pub(super) async fn person_page(
    ctx: &Ctx,
    (uid, person_uid): (Uuid, Uuid),
    problem: Option<&Problem>,
    typed: &FormPairs,
) -> Result<PersonPage, Problem> {
    let view = roster_view(ctx, uid).await?;
    let person = view.people.iter().find(|person| person.uid == person_uid);
    let person = person.ok_or_else(|| Problem::missing("arrangements.roster_missing"))?;
    let back = format!("{LIST}/{uid}");
    let mut page = Page::new(ctx, "rosters-one").titled(&person.name);
    let period = texts::period(&page, view.roster.from_on, view.roster.until_on);
    page = page.under(LIST, ctx.text("rosters-title", &[])).under(back.clone(), period);
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let day = |(index, (on, _)): (usize, &(NaiveDate, bool))| {
        let place = person.letters.chars().nth(index).and_then(ArrangedPlace::of_letter)?;
        let field = format!("d-{on}");
        let chosen = typed.first(&field).unwrap_or(place.as_str()).to_owned();
        let note = match chosen == place.as_str() {
            true => String::new(),
            false => page.t1("rosters-now", "place", texts::place(&page, place)),
        };
        Some(PersonDay { label: page.date_long(*on), field, chosen, note })
    };
    let days = view.days.iter().enumerate().filter_map(day).collect();
    let is_near = |finding: &&crate::RosterFinding| {
        finding.subject_id == person.unit_id || finding.subject_id == person.employee_id
    };
    let mut places: Vec<(&'static str, String)> =
        ArrangedPlace::ALL.iter().map(|place| (place.as_str(), texts::place(&page, *place))).collect();
    places.retain(|(name, _)| *name != "elsewhere" || !view.roster.elsewhere.is_empty());
    Ok(PersonPage {
        action: format!("{back}/pegawai/{person_uid}"),
        version: view.roster.version,
        unit: person.unit.clone(),
        days,
        places,
        findings: texts::findings(&page, view.findings.iter().filter(is_near)),
        may_change: view.may_change,
        back,
        page,
    })
}

pub(super) async fn show_person(ctx: Ctx, Path(key): Path<(Uuid, Uuid)>) -> Result<Response, Problem> {
    render(&person_page(&ctx, key, None, &FormPairs::default()).await?)
}
