//! Who belongs on the recap of an agency and a day, with what is already known about them.

use crate::model::{AbsenceKind, Duty, OffReason, PaperStatus, PunchSource};
use crate::ops::day_law::day_params;
use crate::ops::rebuild::{self, Facts, Roster};
use crate::ops::words;
use chrono::NaiveDate;
use siaga_civil::CalendarDay;
use siaga_directory::{self as directory, Agency, PeopleFilter, Person};
use siaga_platform::{Ctx, Problem};

/// What other evidence says about a person, shown beside the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// What the day seems to be.
    pub status: PaperStatus,
    /// Where that comes from.
    pub source: SuggestionSource,
}

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionSource {
    /// An approved request.
    Request,
    /// A scan on a terminal.
    Terminal,
    /// A check-in by phone or web.
    Checkin,
    /// A signed roster that has the person at work away from the office.
    Roster,
}

impl SuggestionSource {
    /// Returns the name that stands in message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Terminal => "terminal",
            Self::Checkin => "checkin",
            Self::Roster => "roster",
        }
    }
}

/// A person who belongs on the recap.
#[derive(Debug, Clone)]
pub(crate) struct OnDuty {
    pub(crate) person: Person,
    pub(crate) suggestion: Option<Suggestion>,
}

/// Returns who of an agency was to be on duty, agencies below not included.
///
/// # Shape
/// Who is away by a signed roster belongs on the sheet only where an approved request says why.
///
/// # Errors
/// `attendance.recap_future`, `attendance.recap_day_off` with the holiday and its decree,
/// `attendance.recap_weekend`, `attendance.recap_nobody`.
pub(crate) async fn on_duty(ctx: &Ctx, agency: &Agency, day: NaiveDate) -> Result<Vec<OnDuty>, Problem> {
    if day > ctx.today() {
        return Err(Problem::invalid("attendance.recap_future").with("day", words::date_long(ctx, day)));
    }
    let filter = PeopleFilter { agency_id: Some(agency.id), unit_id: None, include_below: false };
    let people = directory::people_on(ctx, day, filter).await?;
    let ids: Vec<i64> = people.iter().map(|person| person.id).collect();
    let roster = Roster::read(ctx, Some(&ids), day, day).await?;
    let task = rebuild::gather(ctx, ctx.db().reader(), roster, (day, day)).await?;
    let on_duty = |person: Person| {
        let worker = task.roster.position(person.id)? as usize;
        let duty = task.expected_on(worker, day).0.duty;
        let is_expected = match duty {
            Duty::Off(OffReason::Arranged) => task.facts.absence(worker, day).is_some(),
            Duty::Off(_) => false,
            Duty::Office | Duty::Home | Duty::Elsewhere => true,
        };
        is_expected.then(|| OnDuty { suggestion: suggestion(&task.facts, worker, duty, day), person })
    };
    let expected: Vec<OnDuty> = people.into_iter().filter_map(on_duty).collect();
    if expected.is_empty() { Err(nobody(ctx, agency, day)) } else { Ok(expected) }
}

/// A request says most, then what proves the place of work, then the roster, then a check-in from anywhere.
fn suggestion(facts: &Facts, worker: usize, duty: Duty, day: NaiveDate) -> Option<Suggestion> {
    if let Some(absence) = facts.absence(worker, day) {
        let status = match absence {
            AbsenceKind::Leave => PaperStatus::Leave,
            AbsenceKind::OfficialTravel => PaperStatus::OfficialTravel,
            AbsenceKind::Sick => PaperStatus::Sick,
            AbsenceKind::Excused => PaperStatus::Excused,
        };
        return Some(Suggestion { status, source: SuggestionSource::Request });
    }
    let mut marks = Vec::new();
    facts.marks_of(worker, day, &mut marks);
    let seen = marks.iter().filter(|mark| (0..86_400).contains(&mark.second)).map(|mark| mark.source).min();
    let is_near = seen.is_some_and(|source| source != PunchSource::PhoneFar);
    if duty.is_away_from_office() && !is_near {
        return Some(Suggestion { status: PaperStatus::WorkFromHome, source: SuggestionSource::Roster });
    }
    let (status, source) = match seen? {
        PunchSource::Terminal => (PaperStatus::Present, SuggestionSource::Terminal),
        PunchSource::PhoneNear => (PaperStatus::Present, SuggestionSource::Checkin),
        PunchSource::PhoneFar => (PaperStatus::WorkFromHome, SuggestionSource::Checkin),
        PunchSource::Correction => (PaperStatus::Present, SuggestionSource::Request),
    };
    Some(Suggestion { status, source })
}

fn nobody(ctx: &Ctx, agency: &Agency, day: NaiveDate) -> Problem {
    day_off(ctx, day).unwrap_or_else(|| {
        Problem::invalid("attendance.recap_nobody")
            .with("agency", &agency.name)
            .with("day", words::date_long(ctx, day))
    })
}

/// Returns why offices do not work on a day, as a problem that names holiday and decree; nothing on
/// working days.
pub fn day_off(ctx: &Ctx, day: NaiveDate) -> Option<Problem> {
    let law = day_params(ctx.law(), &ctx.government.region, day);
    day_off_problem(ctx, &ctx.law().calendar.day(day, None, law.week), day)
}

fn day_off_problem(ctx: &Ctx, calendar: &CalendarDay, day: NaiveDate) -> Option<Problem> {
    let day_text = words::date_long(ctx, day);
    match calendar {
        CalendarDay::PublicHoliday { name, decree } | CalendarDay::CollectiveLeave { name, decree } => Some(
            Problem::invalid("attendance.recap_day_off")
                .with("day", day_text)
                .with("name", name)
                .with("decree", decree),
        ),
        CalendarDay::Weekend => Some(Problem::invalid("attendance.recap_weekend").with("day", day_text)),
        CalendarDay::Working => None,
    }
}
