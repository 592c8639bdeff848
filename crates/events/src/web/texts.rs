//! Values of events as people read them.

use crate::model::{EventKind, EventPlan, EventState};
use crate::ops::words;
use crate::rules::limit::{Answer, Ground, GroundKind, Judgement};
use siaga_platform::web::Page;
use siaga_policy::Decision;

/// Returns tone and text of a state.
pub(crate) fn event_badge(page: &Page, state: EventState) -> (&'static str, String) {
    let tone = match state {
        EventState::Requested => "info",
        EventState::NeedsChange => "warn",
        EventState::Allowed | EventState::Held => "good",
        EventState::Refused => "bad",
        EventState::Cancelled => "quiet",
    };
    (tone, page.t(format!("events-state-{}", state.as_str().replace('_', "-"))))
}

/// Returns the name of a kind.
pub(super) fn kind(page: &Page, kind: EventKind) -> String {
    page.t(format!("events-kind-{}", kind.as_str().replace('_', "-")))
}

/// Returns day and hours: `Jumat, 25 Juni 2021, 09.00–11.00`.
pub(super) fn when(page: &Page, plan: &EventPlan) -> String {
    let clock = |minute| words::clock(page.locale, minute);
    format!("{}, {}–{}", page.date_long(plan.held_on), clock(plan.start_minute), clock(plan.end_minute))
}

/// Returns where it is.
pub(super) fn place(page: &Page, plan: &EventPlan) -> String {
    match &plan.place {
        None => page.t("events-virtual"),
        Some(place) if place.address.is_empty() => place.name.clone(),
        Some(place) => format!("{}, {}", place.name, place.address),
    }
}

/// Returns what follows for an event.
pub(crate) fn answer_text(page: &Page, judged: &Judgement) -> String {
    match judged.answer {
        Answer::Allowed => page.t("events-answer-allowed"),
        Answer::MustShrink { to } => page.t1("events-answer-shrink", "people", page.number(to)),
        Answer::MustBeVirtual => page.t("events-answer-virtual"),
        Answer::MustBeMoved => page.t("events-answer-moved"),
    }
}

/// Returns what a ground says.
pub(crate) fn ground_text(page: &Page, ground: &Ground) -> String {
    let id = format!("events-ground-{}", ground.kind.as_str());
    match ground.kind {
        GroundKind::PersonsMax | GroundKind::CapacityShare | GroundKind::Capacity => {
            page.t1(id, "people", page.number(ground.people))
        }
        GroundKind::PlaceTaken => page.t1(id, "by", &ground.title),
        _ => page.t(id),
    }
}

/// Where a ground stands: title of the circular, its key and article; empty for facts.
pub(super) fn ground_source(ground: &Ground) -> String {
    if !ground.kind.is_law() {
        return String::new();
    }
    format!("{} ({}), {}", ground.title, ground.reason.circular, ground.reason.article)
}

/// The answer of law, ready to show.
pub(super) struct ShownLaw {
    pub(super) tone: &'static str,
    pub(super) answer: String,
    pub(super) grounds: Vec<(String, String)>,
    pub(super) findings: Vec<String>,
    pub(super) free_days: Vec<String>,
    pub(super) free_places: Vec<String>,
}

impl ShownLaw {
    pub(super) fn new(page: &Page, decision: &Decision<Judgement>) -> Self {
        let judged = &decision.value;
        let finding = |code: &str| page.t(format!("finding-{}", code.replace(['.', '_'], "-")));
        Self {
            tone: if judged.is_allowed() { "good" } else { "warn" },
            answer: answer_text(page, judged),
            grounds: judged.grounds.iter().map(|one| (ground_text(page, one), ground_source(one))).collect(),
            findings: decision.findings.iter().map(|one| finding(&one.code)).collect(),
            free_days: judged.free_days.iter().map(|on| page.date_long(*on)).collect(),
            free_places: judged.free_places.clone(),
        }
    }
}
