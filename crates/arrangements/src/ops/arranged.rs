//! Where everybody is to work, as signed rosters say it and law still allows it.

use super::home_law::{HomeEnded, HomeLaw};
use crate::model::{ArrangedPlace, DayGround, Roster, RosterRow};
use crate::store::{rosters as store, signed_rosters};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use uuid::Uuid;

/// Where a person is to work on a day, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arranged {
    /// The place.
    pub place: ArrangedPlace,
    /// What decided, in words; [`Arranged::message_id`] has them in the reader's language.
    pub words: Arc<str>,
    /// Id of the circular; empty where no law speaks.
    pub circular: Arc<str>,
    /// Article in it.
    pub article: Arc<str>,
    /// The signed roster.
    pub roster: Uuid,
}

/// What decided, and the message that says it.
static WORDS: LazyLock<[(Arc<str>, &str); 5]> = LazyLock::new(|| {
    [
        ("arranged in the office", "arranged-why-office"),
        ("arranged from home", "arranged-why-home"),
        ("arranged at another place", "arranged-why-elsewhere"),
        ("arranged off", "arranged-why-off"),
        ("work from home has ended", "arranged-why-ended"),
    ]
    .map(|(words, message)| (Arc::from(words), message))
});
const ENDED: usize = 4;

impl Arranged {
    /// Returns the id of the message that says what decided.
    pub fn message_id(&self) -> &'static str {
        message_of(&self.words).unwrap_or("arranged-why-office")
    }
}

/// Returns the id of the message for words of a reason that comes from here.
pub fn message_of(words: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| **known == *words).map(|(_, message)| *message)
}

/// Where everybody is to work on the days of a period.
#[derive(Debug, Clone, Default)]
pub struct ArrangedDays {
    /// The newest signed roster first.
    people: HashMap<i64, Vec<Piece>>,
    sources: Vec<Source>,
    ended: HashMap<(i64, NaiveDate), HomeEnded>,
}

#[derive(Debug, Clone)]
struct Piece {
    source: usize,
    row: RosterRow,
}

/// A signed roster with its grounds by unit.
#[derive(Debug, Clone)]
struct Source {
    uid: Uuid,
    agency_id: i64,
    from_on: NaiveDate,
    holds_from_on: NaiveDate,
    until_on: NaiveDate,
    grounds: HashMap<i64, Vec<SharedGround>>,
}

#[derive(Debug, Clone)]
struct SharedGround {
    from_on: NaiveDate,
    until_on: NaiveDate,
    circular: Arc<str>,
    article: Arc<str>,
}

impl Source {
    fn of(roster: &Roster) -> Self {
        let mut grounds: HashMap<i64, Vec<SharedGround>> = HashMap::new();
        for DayGround { unit_id, from_on, until_on, circular, article, .. } in &roster.grounds {
            let (circular, article) = (Arc::from(circular.as_str()), Arc::from(article.as_str()));
            let ground = SharedGround { from_on: *from_on, until_on: *until_on, circular, article };
            grounds.entry(*unit_id).or_default().push(ground);
        }
        Self {
            uid: roster.uid,
            agency_id: roster.agency_id,
            from_on: roster.from_on,
            holds_from_on: roster.holds_from_on.unwrap_or(roster.from_on),
            until_on: roster.until_on,
            grounds,
        }
    }

    fn ground(&self, unit_id: i64, on: NaiveDate) -> Option<&SharedGround> {
        self.grounds.get(&unit_id)?.iter().find(|ground| ground.from_on <= on && on <= ground.until_on)
    }
}

impl ArrangedDays {
    /// Returns where a person is to work on a day; nothing where no signed roster says anything.
    pub fn of(&self, employee_id: i64, on: NaiveDate) -> Option<Arranged> {
        let (source, row, place) = self.said(employee_id, on)?;
        if place.is_away_from_office()
            && let Some(ended) = self.ended.get(&(row.unit_id, on))
        {
            return Some(Arranged {
                place: ArrangedPlace::Office,
                words: WORDS[ENDED].0.clone(),
                circular: ended.circular.clone(),
                article: ended.article.clone(),
                roster: source.uid,
            });
        }
        let ground = source.ground(row.unit_id, on);
        let nothing = || Arc::from("");
        Some(Arranged {
            place,
            words: WORDS[place_index(place)].0.clone(),
            circular: ground.map_or_else(nothing, |ground| ground.circular.clone()),
            article: ground.map_or_else(nothing, |ground| ground.article.clone()),
            roster: source.uid,
        })
    }

    /// Returns whether no signed roster speaks about the period.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Returns where a signed roster has a person on a day, whatever law says now.
    pub(crate) fn place_said(&self, employee_id: i64, on: NaiveDate) -> Option<ArrangedPlace> {
        self.said(employee_id, on).map(|(_, _, place)| place)
    }

    /// Counts people of some agencies by place on a day, in the order of [`ArrangedPlace::ALL`].
    pub(crate) fn counts(&self, on: NaiveDate, agencies: &std::collections::HashSet<i64>) -> [usize; 4] {
        let mut counts = [0; 4];
        for employee_id in self.people.keys() {
            let is_seen = self
                .said(*employee_id, on)
                .is_some_and(|(source, _, _)| agencies.contains(&source.agency_id));
            if let Some(day) = self.of(*employee_id, on).filter(|_| is_seen) {
                counts[place_index(day.place)] += 1;
            }
        }
        counts
    }

    /// Returns what the roster itself says, before law.
    fn said(&self, employee_id: i64, on: NaiveDate) -> Option<(&Source, &RosterRow, ArrangedPlace)> {
        self.people.get(&employee_id)?.iter().find_map(|piece| {
            let source = &self.sources[piece.source];
            if on < source.holds_from_on || on > source.until_on {
                return None;
            }
            let day = usize::try_from((on - source.from_on).num_days()).ok()?;
            Some((source, &piece.row, piece.row.place(day)?))
        })
    }
}

fn place_index(place: ArrangedPlace) -> usize {
    match place {
        ArrangedPlace::Office => 0,
        ArrangedPlace::Home => 1,
        ArrangedPlace::Elsewhere => 2,
        ArrangedPlace::Off => 3,
    }
}

/// Returns where everybody is to work in a period, both ends inclusive.
///
/// # Shape
/// Signed rosters only; of several that speak about a day of a person the newest signed one holds. Where
/// law has ended work from home, those days are days in the office, with the circular as the reason. With
/// `known_at`, only what was signed by then counts, under the law known then. It asks no permission: rules
/// read it.
///
/// # Errors
/// As the store says.
pub async fn arranged_between(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<ArrangedDays, Problem> {
    read(ctx, (from_on, until_on), known_at, None).await
}

/// Returns the same for one employee.
///
/// # Errors
/// As the store says.
pub(crate) async fn arranged_of(
    ctx: &Ctx,
    employee_id: i64,
    period: (NaiveDate, NaiveDate),
) -> Result<ArrangedDays, Problem> {
    read(ctx, period, None, Some(employee_id)).await
}

async fn read(
    ctx: &Ctx,
    (from_on, until_on): (NaiveDate, NaiveDate),
    known_at: Option<DateTime<Utc>>,
    employee: Option<i64>,
) -> Result<ArrangedDays, Problem> {
    let rosters = store::signed_between(ctx, from_on, until_on, known_at).await?;
    if rosters.is_empty() {
        return Ok(ArrangedDays::default());
    }
    let place: HashMap<i64, usize> =
        rosters.iter().enumerate().map(|(index, roster)| (roster.id, index)).collect();
    let mut days =
        ArrangedDays { sources: rosters.iter().map(Source::of).collect(), ..ArrangedDays::default() };
    let said = match employee {
        Some(employee_id) => signed_rosters::signed_rows_of(ctx, from_on, until_on, employee_id).await?,
        None => signed_rosters::signed_rows(ctx, from_on, until_on).await?,
    };
    for (roster, rows) in said {
        let Some(source) = place.get(&roster).copied() else { continue };
        for row in rows {
            days.people.entry(row.employee_id).or_default().push(Piece { source, row });
        }
    }
    for pieces in days.people.values_mut() {
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.source));
    }
    days.ended = ended(ctx, &days, (from_on, until_on), known_at).await?;
    Ok(days)
}

/// Asks law about every unit that has somebody in these rosters.
async fn ended(
    ctx: &Ctx,
    days: &ArrangedDays,
    (from_on, until_on): (NaiveDate, NaiveDate),
    known_at: Option<DateTime<Utc>>,
) -> Result<HashMap<(i64, NaiveDate), HomeEnded>, Problem> {
    let mut law = HomeLaw::open(ctx, (from_on, until_on), known_at).await?;
    let agencies = directory::agencies(ctx).await?;
    let by_id: HashMap<i64, &Agency> = agencies.iter().map(|agency| (agency.id, agency)).collect();
    let mut units: HashMap<i64, i64> = HashMap::new();
    for piece in days.people.values().flatten() {
        units.insert(piece.row.unit_id, days.sources[piece.source].agency_id);
    }
    let mut ended = HashMap::new();
    for (unit_id, agency_id) in units {
        let Some(agency) = by_id.get(&agency_id) else { continue };
        for on in from_on.iter_days().take_while(|on| *on <= until_on) {
            if let Some(found) = law.ended(agency, unit_id, on) {
                ended.insert((unit_id, on), found);
            }
        }
    }
    Ok(ended)
}
