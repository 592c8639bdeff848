//! Whether an event may take place as it is planned, and what would make it possible.

use super::law::{Bound, LawOn};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use siaga_policy::{Decision, Reason};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) people: i64,
    /// Whether a village gathers to be informed.
    pub(crate) is_village_gathering: bool,
    /// How many people the place holds; none for a virtual event.
    pub(crate) capacity: Option<i64>,
}

/// A day on which the event could be: law, and whether the place is free at that hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DayFacts {
    pub(crate) on: NaiveDate,
    pub(crate) law: LawOn,
    /// Who has the place then, in words; empty for nobody.
    pub(crate) taken_by: String,
}

/// Another place on the day that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlaceFacts {
    pub(crate) name: String,
    pub(crate) capacity: i64,
    pub(crate) is_free: bool,
}

/// What follows for an event from law, place and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It may take place as planned.
    Allowed,
    /// It may take place with fewer people.
    MustShrink {
        /// How many.
        to: i64,
    },
    /// It may only be online.
    MustBeVirtual,
    /// It may not be there at that time.
    MustBeMoved,
}

/// What one answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundKind {
    /// Law limits the number of people.
    PersonsMax,
    /// Law limits the share of the place that is filled.
    CapacityShare,
    /// The place holds no more.
    Capacity,
    /// Law asks for virtual events.
    VirtualRequired,
    /// Law asks for virtual gatherings of villages.
    VillageVirtual,
    /// Somebody else has the place.
    PlaceTaken,
    /// No circular limits events.
    NoLimit,
    /// Nobody meets at a place.
    Virtual,
}

impl GroundKind {
    /// Returns the name that stands in messages and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PersonsMax => "persons-max",
            Self::CapacityShare => "capacity-share",
            Self::Capacity => "capacity",
            Self::VirtualRequired => "virtual-required",
            Self::VillageVirtual => "village-virtual",
            Self::PlaceTaken => "place-taken",
            Self::NoLimit => "no-limit",
            Self::Virtual => "virtual",
        }
    }

    /// Tells whether a circular says it.
    pub fn is_law(self) -> bool {
        use GroundKind::{CapacityShare, PersonsMax, VillageVirtual, VirtualRequired};
        matches!(self, PersonsMax | CapacityShare | VirtualRequired | VillageVirtual)
    }
}

/// One ground of an answer, with circular and article where law says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// What it is.
    pub kind: GroundKind,
    /// How many people it permits; 0 where it is no number.
    pub people: i64,
    /// Title of the circular, or who has the place.
    pub title: String,
    /// Circular and article.
    pub reason: Reason,
}

/// What follows for an event, and what would make it possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The answer.
    pub answer: Answer,
    /// How many people may come; none where nothing limits them.
    pub ceiling: Option<i64>,
    /// What it rests on, the strictest first.
    pub grounds: Vec<Ground>,
    /// Days on which it could be at the same place and hour as planned.
    pub free_days: Vec<NaiveDate>,
    /// Names of places that are free at that time and large enough.
    pub free_places: Vec<String>,
}

impl Judgement {
    /// Tells whether the event may take place as planned.
    pub fn is_allowed(&self) -> bool {
        self.answer == Answer::Allowed
    }
}

/// So many days and places are named.
const NAMED_MAX: usize = 5;

/// Returns what follows for an event on a day; `later` and `places` are looked at for a way out.
pub(crate) fn judge(
    asked: Asked,
    day: &DayFacts,
    later: &[DayFacts],
    places: &[PlaceFacts],
) -> Decision<Judgement> {
    let (answer, grounds) = on_day(asked, day);
    let is_allowed = answer == Answer::Allowed;
    let limits = grounds.iter().filter(|ground| is_limit(ground.kind)).map(|ground| ground.people);
    let mut judgement =
        Judgement { answer, ceiling: limits.min(), grounds, free_days: Vec::new(), free_places: Vec::new() };
    if !is_allowed {
        let fits = |other: &&DayFacts| on_day(asked, other).0 == Answer::Allowed;
        judgement.free_days = later.iter().filter(fits).map(|other| other.on).take(NAMED_MAX).collect();
        judgement.free_places = fitting_places(asked, day, places);
    }
    let reasons = judgement.grounds.iter().map(|ground| ground.reason.clone()).collect();
    let has_law = judgement.grounds.iter().any(|ground| ground.kind.is_law());
    let is_virtual = asked.capacity.is_none();
    let no_way = !is_allowed && judgement.free_days.is_empty() && !later.is_empty();
    let mut decision = Decision { value: judgement, reasons, findings: Vec::new() };
    if !has_law && !is_virtual {
        decision = decision.finding("events.no_limit", "no circular limits events on that day");
    }
    if no_way {
        decision =
            decision.finding("events.no_free_day", "no day near it permits the event as it is planned");
    }
    decision
}

fn is_limit(kind: GroundKind) -> bool {
    matches!(kind, GroundKind::PersonsMax | GroundKind::CapacityShare | GroundKind::Capacity)
}

fn fitting_places(asked: Asked, day: &DayFacts, places: &[PlaceFacts]) -> Vec<String> {
    let free = DayFacts { taken_by: String::new(), ..day.clone() };
    let fits = |place: &&PlaceFacts| {
        place.is_free && on_day(Asked { capacity: Some(place.capacity), ..asked }, &free).0 == Answer::Allowed
    };
    places.iter().filter(fits).map(|place| place.name.clone()).take(NAMED_MAX).collect()
}

fn on_day(asked: Asked, day: &DayFacts) -> (Answer, Vec<Ground>) {
    let Some(capacity) = asked.capacity else {
        return (Answer::Allowed, vec![fact(GroundKind::Virtual, 0, "nobody meets at a place")]);
    };
    if let Some(bound) = &day.law.virtual_required {
        return (Answer::MustBeVirtual, vec![of_law(GroundKind::VirtualRequired, 0, bound)]);
    }
    if let Some(bound) = day.law.village_gathering_virtual.as_ref().filter(|_| asked.is_village_gathering) {
        return (Answer::MustBeVirtual, vec![of_law(GroundKind::VillageVirtual, 0, bound)]);
    }
    let mut grounds = limits(capacity, &day.law);
    let ceiling = grounds.first().map_or(0, |ground| ground.people);
    if !day.taken_by.is_empty() {
        let mut taken = fact(GroundKind::PlaceTaken, 0, "somebody else has the place at that time");
        taken.title.clone_from(&day.taken_by);
        grounds.insert(0, taken);
        return (Answer::MustBeMoved, grounds);
    }
    if !grounds.iter().any(|ground| ground.kind.is_law()) {
        grounds.push(fact(GroundKind::NoLimit, 0, "no circular limits events on that day"));
    }
    let answer = match ceiling {
        ceiling if asked.people <= ceiling => Answer::Allowed,
        0 => Answer::MustBeMoved,
        to => Answer::MustShrink { to },
    };
    (answer, grounds)
}

/// Returns what limits the people at a place, the strictest first. A share of the place rounds down.
fn limits(capacity: i64, law: &LawOn) -> Vec<Ground> {
    let persons = law.persons_max.as_ref().map(|bound| of_law(GroundKind::PersonsMax, bound.value, bound));
    let share = law.capacity_share_max.as_ref().map(|bound| {
        let people = capacity.saturating_mul(bound.value).div_euclid(1000);
        of_law(GroundKind::CapacityShare, people, bound)
    });
    let place = fact(GroundKind::Capacity, capacity, "the place holds no more");
    let mut limits: Vec<Ground> = persons.into_iter().chain(share).chain([place]).collect();
    limits.sort_by_key(|ground| ground.people);
    limits
}

fn of_law(kind: GroundKind, people: i64, bound: &Bound) -> Ground {
    Ground { kind, people, title: bound.title.clone(), reason: bound.reason.clone() }
}

fn fact(kind: GroundKind, people: i64, words: &'static str) -> Ground {
    Ground { kind, people, title: String::new(), reason: Reason::fact(words) }
}
