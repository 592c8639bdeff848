//! What would be: the form in the address, the answer as a table. Nothing is written.

use super::fields::day_of;
use super::quotas::{OVERVIEW, permille, short_words};
use crate::ops::look::Load;
use crate::ops::orders::reads::visible;
use crate::ops::quotas::Tried;
use crate::ops::say::Say;
use crate::ops::what_if::{AgencyWhatIf, DAYS_MAX, WhatIf, WhatIfAnswer, what_if};
use crate::params;
use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directives::CircularState;
use siaga_directives::facts::{CASE_STATE, FACTS, PPKM_LEVEL, ZONE};
use siaga_platform::web::{FormPairs, Page, render};
use siaga_platform::{Ctx, Problem, ProblemKind};
use siaga_policy::FactKind;

/// Path of the page.
pub(super) const WHAT_IF: &str = "/pengaturan-kerja/andai";

/// Facts that can be tried, with their field names.
const TRIED_FACTS: [&str; 3] = [CASE_STATE, ZONE, PPKM_LEVEL];

/// Shares that can be tried, in percent.
const TRIED_SHARES: [&str; 3] = [params::HOME_SHARE_MIN, params::OFFICE_SHARE_MAX, params::HOME_SHARE_MAX];

/// Units that are named beside a contradiction before they are only counted.
const UNITS_NAMED: usize = 3;

#[derive(Template)]
#[template(path = "arrangements/what_if.html")]
struct WhatIfPage {
    page: Page,
    form: WhatIfForm,
    facts: Vec<FactField>,
    parameters: Vec<(String, String)>,
    circulars: Vec<(String, String)>,
    agencies: Vec<(String, String, bool)>,
    answer: Option<Shown>,
}

/// A fact that can be tried: field, label, choices, what was chosen.
struct FactField {
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    chosen: String,
}

#[derive(Default)]
struct WhatIfForm {
    hari: String,
    days: String,
    parameter: String,
    share: String,
    circular: String,
}

struct Shown {
    heading: String,
    days: Vec<DayRow>,
    rows: Vec<Row>,
    unchanged: usize,
    desks: Vec<(String, String)>,
    over: Vec<String>,
    faults: Vec<(String, String)>,
}

struct DayRow {
    on: NaiveDate,
    now: u32,
    then: u32,
    staff: u32,
}

struct Row {
    name: String,
    now: Load,
    then: Load,
    planned: Option<u32>,
    units_over: usize,
    desks: usize,
}

impl WhatIfPage {
    fn has_chosen(&self) -> bool {
        self.agencies.iter().any(|(_, _, is_chosen)| *is_chosen)
    }

    fn permille(&self, part: &u32, whole: &u32) -> u32 {
        permille(*part, *whole)
    }

    fn people(&self, part: &u32, whole: &u32) -> String {
        self.page.t2(
            "arrangements-of-staff",
            "people",
            self.page.number(*part),
            "staff",
            self.page.number(*whole),
        )
    }
}

pub(super) async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let form = FormPairs::parse(query.unwrap_or_default().as_bytes());
    let mut page =
        Page::new(&ctx, "arrangements-what-if").under(OVERVIEW, ctx.text("arrangements-title", &[]));
    let is_asked = form.pairs().next().is_some();
    let answer = match (is_asked, asked(&ctx, &form).await) {
        (false, _) => None,
        (true, Ok(asked)) => match what_if(&ctx, &asked).await {
            Ok(answer) => Some(shown(&ctx, &page, &answer)),
            Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
                page.add_problem(&problem);
                None
            }
            Err(problem) => return Err(problem),
        },
        (true, Err(problem)) if problem.kind != ProblemKind::Invalid => return Err(problem),
        (true, Err(problem)) => {
            page.add_problem(&problem);
            None
        }
    };
    let agencies = visible(&ctx).await?;
    let chosen: Vec<&str> = form.all("opd").collect();
    let is_wrong = !page.problems.is_empty();
    let shown = WhatIfPage {
        form: WhatIfForm {
            hari: if is_asked { form.text("hari").to_owned() } else { ctx.today().to_string() },
            days: if is_asked { form.text("jumlah").to_owned() } else { "1".to_owned() },
            parameter: form.text("parameter").to_owned(),
            share: form.text("persen").to_owned(),
            circular: form.text("edaran").to_owned(),
        },
        facts: fact_fields(&page, &form),
        parameters: parameters(&page),
        circulars: circulars(&ctx, &page).await?,
        agencies: agencies
            .into_iter()
            .map(|agency| {
                let is_chosen = chosen.contains(&agency.code.as_str());
                (agency.code, agency.name, is_chosen)
            })
            .collect(),
        answer,
        page,
    };
    let mut response = render(&shown)?;
    if is_wrong {
        *response.status_mut() = ProblemKind::Invalid.status();
    }
    Ok(response)
}

fn fact_fields(page: &Page, form: &FormPairs) -> Vec<FactField> {
    let fields = TRIED_FACTS.iter();
    fields
        .map(|name| {
            let mut options = vec![(String::new(), page.t("arrangements-as-recorded"))];
            let words: Vec<String> = match FACTS.iter().find(|fact| fact.name == *name).map(|fact| fact.kind)
            {
                Some(FactKind::Choice(words)) => words.iter().map(|word| (*word).to_owned()).collect(),
                Some(FactKind::Integer { min, max }) => {
                    (min..=max).map(|number| number.to_string()).collect()
                }
                _ => Vec::new(),
            };
            let name_id = name.replace('_', "-");
            options.extend(words.into_iter().map(|word| {
                let text = page.t(format!("arrangements-fact-{name_id}-{word}"));
                (word, text)
            }));
            FactField {
                name,
                label: format!("arrangements-fact-{name_id}"),
                options,
                chosen: form.text(name).to_owned(),
            }
        })
        .collect()
}

fn parameters(page: &Page) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), page.t("arrangements-as-in-law"))];
    options.extend(TRIED_SHARES.iter().map(|name| {
        let id = name.rsplit('.').next().unwrap_or_default().replace('_', "-");
        ((*name).to_owned(), page.t(format!("arrangements-try-{id}")))
    }));
    options
}

/// Drafts of circulars for those who may see them.
async fn circulars(ctx: &Ctx, page: &Page) -> Result<Vec<(String, String)>, Problem> {
    let mut options = vec![(String::new(), page.t("arrangements-no-draft"))];
    if ctx.may(Action::DirectiveDraft, &ctx.whole_government()).permit {
        let drafts = siaga_directives::circulars(ctx).await?.into_iter();
        let drafts = drafts.filter(|one| one.state == CircularState::Draft);
        options.extend(drafts.map(|one| (one.id.to_string(), one.title)));
    }
    Ok(options)
}

/// Reads what is tried from an address.
///
/// # Errors
/// `arrangements.date`, `arrangements.what_if_days`, `arrangements.what_if_share`, `arrangements.form`,
/// `directory.agency_missing`.
pub(super) async fn asked(ctx: &Ctx, form: &FormPairs) -> Result<WhatIf, Problem> {
    let (from_on, problem) = day_of(form.text("hari"), ctx.today());
    if let Some(problem) = problem {
        return Err(problem);
    }
    let days = || Problem::invalid("arrangements.what_if_days").on_field("jumlah").with("most", DAYS_MAX);
    let mut tried = Tried::default();
    for name in TRIED_FACTS.iter().filter(|name| !form.text(name).is_empty()) {
        let kind = FACTS.iter().find(|fact| fact.name == *name).map(|fact| fact.kind);
        let value = kind.and_then(|kind| kind.parse(form.text(name)));
        let value = value.ok_or_else(|| Problem::invalid("arrangements.form").on_field(*name))?;
        tried.facts.push(((*name).to_owned(), value));
    }
    if !form.text("parameter").is_empty() {
        let wrong = || Problem::invalid("arrangements.what_if_share").on_field("persen");
        let name = TRIED_SHARES.iter().find(|name| **name == form.text("parameter")).ok_or_else(wrong)?;
        let percent: i64 = form
            .read("persen")
            .ok()
            .flatten()
            .filter(|percent| (0..=100).contains(percent))
            .ok_or_else(wrong)?;
        tried.values.push(((*name).to_owned(), percent * 10));
    }
    let agencies = siaga_directory::agencies(ctx).await?;
    for code in form.all("opd").filter(|code| !code.is_empty()) {
        let agency = agencies.iter().find(|agency| agency.code == code);
        let agency = agency.ok_or_else(|| Problem::missing("directory.agency_missing").with("code", code))?;
        tried.agencies.push(agency.id);
    }
    Ok(WhatIf {
        from_on,
        days: form.read("jumlah").map_err(|_| days())?.unwrap_or(1),
        circular: form.read("edaran").map_err(|_| Problem::invalid("arrangements.form"))?,
        tried,
    })
}

fn shown(ctx: &Ctx, page: &Page, answer: &WhatIfAnswer) -> Shown {
    let say = Say(ctx);
    let sum = |day: usize, of: fn(&AgencyWhatIf, usize) -> u32| {
        answer.agencies.iter().map(|one| of(one, day)).sum()
    };
    let days: Vec<DayRow> = answer
        .days
        .iter()
        .enumerate()
        .map(|(day, on)| DayRow {
            on: *on,
            now: sum(day, |one, day| one.now.days[day].office),
            then: sum(day, |one, day| one.then.days[day].office),
            staff: sum(day, |one, day| one.then.days[day].staff),
        })
        .collect();
    let changed: Vec<&AgencyWhatIf> =
        answer.agencies.iter().filter(|one| one.is_changed() || !one.over.is_empty()).collect();
    let desks = answer.agencies.iter().flat_map(|one| {
        let short = one.then.short.iter().filter(|short| !one.now.short.contains(short));
        short.map(|short| (one.agency.name.clone(), short_words(page, short)))
    });
    let over = answer.agencies.iter().flat_map(|one| one.over.iter().map(move |over| (one, over)));
    Shown {
        heading: heading(page, &days),
        rows: changed.iter().map(|one| row(one)).collect(),
        unchanged: answer.agencies.len() - changed.len(),
        desks: desks.collect(),
        over: over
            .map(|(one, over)| {
                page.tn(
                    "arrangements-unit-over",
                    &[
                        ("agency", one.agency.name.clone()),
                        ("unit", over.unit.clone()),
                        ("day", page.date(over.on)),
                        ("planned", page.number(over.planned)),
                        ("most", page.number(over.office_max)),
                    ],
                )
            })
            .collect(),
        faults: faults(page, &say, &changed),
        days,
    }
}

/// What does not fit together where something changes: each thing once, with the first units that it is about.
fn faults(page: &Page, say: &Say<'_>, changed: &[&AgencyWhatIf]) -> Vec<(String, String)> {
    let mut units_of: Vec<(String, Vec<String>)> = Vec::new();
    for one in changed {
        for (unit, fault) in &one.then.faults {
            let (words, name) = (say.fault(*fault), format!("{}, {unit}", one.agency.name));
            match units_of.iter_mut().find(|(known, _)| *known == words) {
                Some((_, names)) => names.push(name),
                None => units_of.push((words, vec![name])),
            }
        }
    }
    let named = units_of.into_iter().map(|(words, names)| {
        let more = names.len().saturating_sub(UNITS_NAMED);
        let mut shown = names[..names.len() - more].join("; ");
        if more > 0 {
            shown = page.t2("arrangements-and-more", "names", shown, "count", page.number(more));
        }
        (shown, words)
    });
    named.collect()
}

fn heading(page: &Page, days: &[DayRow]) -> String {
    let Some(fullest) = days.iter().max_by_key(|day| day.now.max(day.then)) else {
        return page.t("arrangements-day-off");
    };
    let id = match fullest.then.cmp(&fullest.now) {
        std::cmp::Ordering::Less => "arrangements-what-if-fewer",
        std::cmp::Ordering::Equal => "arrangements-what-if-same",
        std::cmp::Ordering::Greater => "arrangements-what-if-more",
    };
    let difference = fullest.then.abs_diff(fullest.now);
    let values = [
        ("difference", page.number(difference)),
        ("now", page.number(fullest.now)),
        ("then", page.number(fullest.then)),
        ("day", page.date(fullest.on)),
    ];
    page.tn(id, &values)
}

fn row(one: &AgencyWhatIf) -> Row {
    Row {
        name: one.agency.name.clone(),
        now: one.now.fullest(),
        then: one.then.fullest(),
        planned: one.planned.iter().flatten().max().copied(),
        units_over: one.over.len(),
        desks: one.then.short_desks().len(),
    }
}
