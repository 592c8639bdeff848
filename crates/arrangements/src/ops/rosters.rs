//! Rosters are made by the solver as drafts.

use super::roster_input::{RosterInput, input, inputs, is_unsaid};
use super::words::line_within;
use crate::model::{Mark, Outcome, Roster, RosterRow, RosterState};
use crate::store::rosters as store;
use chrono::NaiveDate;
use serde_json::json;
use siaga_access::{Action, Verdict};
use siaga_directory as directory;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use siaga_roster::{Budget, Contradiction, Solution, Wishes};
use uuid::Uuid;

/// Longest period of a roster.
pub const ROSTER_DAYS_MAX: i64 = 42;
const PLACE_LETTERS: usize = 200;
/// Threads that solve the rosters of all agencies.
const SOLVERS: usize = 2;

/// What a roster is to be made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRoster {
    /// Agency.
    pub agency_id: i64,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: NaiveDate,
    /// Where people work who work elsewhere; empty for nowhere.
    pub elsewhere: String,
    /// Whether fixed teams never meet in the office.
    pub teams_apart: bool,
}

impl NewRoster {
    /// Returns what the solver is to wish for.
    fn wishes(&self) -> Wishes {
        Wishes { teams_apart: self.teams_apart, ..Wishes::default() }
    }
}

/// Makes a draft for one agency and returns its key.
///
/// # Shape
/// Where the rules contradict each other the draft says which, and holds a plan in turns to go on from.
///
/// # Errors
/// `arrangements.dates_reversed`, `arrangements.period_long`, `arrangements.no_working_day`,
/// `arrangements.nobody`, `arrangements.draft_exists`, `arrangements.text_long`, `platform.forbidden`.
pub async fn make_roster(ctx: &Ctx, new: &NewRoster) -> Result<Uuid, Problem> {
    let agency = directory::agency(ctx, new.agency_id).await?;
    let verdict = ctx.require(Action::ArrangementPlan, &ctx.in_agency(&agency.path))?;
    draft(ctx, new, None, &verdict).await
}

/// Makes the draft that belongs to an order; an open draft for the same days is no hindrance.
///
/// # Errors
/// As [`make_roster`].
pub(crate) async fn draft_for_order(ctx: &Ctx, new: &NewRoster, order: Uuid) -> Result<Uuid, Problem> {
    let agency = directory::agency(ctx, new.agency_id).await?;
    let verdict = ctx.require(Action::ArrangementPlan, &ctx.in_agency(&agency.path))?;
    draft(ctx, new, Some(order), &verdict).await
}

async fn draft(ctx: &Ctx, new: &NewRoster, order: Option<Uuid>, verdict: &Verdict) -> Result<Uuid, Problem> {
    check_period(new.from_on, new.until_on)?;
    let elsewhere = line_within(&new.elsewhere, PLACE_LETTERS, "elsewhere")?;
    let period = (new.from_on, new.until_on);
    let input = input(ctx, new.agency_id, period, new.wishes()).await?;
    expect_people(&input)?;
    let (input, solved) = solved(input).await?;
    let tx = ctx.db().begin().await?;
    tx.lock("arrangements.roster").await?;
    match order {
        None => expect_no_draft(ctx, &tx, new.agency_id, period).await?,
        Some(order) => {
            // Two runs of the program may have planned for the same order: it has one draft.
            let open = store::drafts_of(ctx, &*tx, new.agency_id, period.0, period.1).await?;
            if let Some(known) = open.iter().find(|draft| draft.order == Some(order)) {
                return Ok(known.uid);
            }
        }
    }
    let roster = Roster { elsewhere, order, ..planned(ctx, &input, &solved) };
    write(ctx, &tx, &roster, &rows(&input, &solved), verdict).await?;
    tx.commit().await?;
    tell(ctx, roster.uid);
    Ok(roster.uid)
}

/// Returns the days of a new roster when they make sense.
///
/// # Errors
/// `arrangements.dates_reversed`, `arrangements.period_long`.
pub(crate) fn check_period(from_on: NaiveDate, until_on: NaiveDate) -> Result<(), Problem> {
    if until_on < from_on {
        return Err(Problem::invalid("arrangements.dates_reversed").on_field("until_on"));
    }
    if (until_on - from_on).num_days() >= ROSTER_DAYS_MAX {
        return Err(Problem::invalid("arrangements.period_long")
            .on_field("until_on")
            .with("days", ROSTER_DAYS_MAX));
    }
    Ok(())
}

fn expect_people(input: &RosterInput) -> Result<(), Problem> {
    if input.plan.problem.days.is_empty() {
        return Err(Problem::invalid("arrangements.no_working_day").on_field("from_on"));
    }
    if input.plan.problem.members.is_empty() {
        return Err(Problem::invalid("arrangements.nobody").with("agency", &input.agency.name));
    }
    Ok(())
}

async fn expect_no_draft(
    ctx: &Ctx,
    tx: &Tx,
    agency_id: i64,
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<(), Problem> {
    let open = store::drafts_of(ctx, &**tx, agency_id, from_on, until_on).await?;
    match open.iter().find(|draft| draft.order.is_none()) {
        None => Ok(()),
        Some(draft) => Err(Problem::conflict("arrangements.draft_exists")
            .with("from", siaga_civil::date_short(draft.from_on))
            .with("until", siaga_civil::date_short(draft.until_on))
            .with("name", &draft.made.name)),
    }
}

/// What the solver said about the problem as law lets it be filled, or else about the bare problem.
type Solved = Result<Solution, Contradiction>;

/// Solves on the blocking pool: a request never waits behind a solver.
///
/// # Errors
/// When the pool is gone.
pub(crate) async fn solved(input: RosterInput) -> Result<(RosterInput, Solved), Problem> {
    let work = move || {
        let filled = siaga_roster::solve(&input.filled(), Budget::default());
        let solved = filled.or_else(|_| siaga_roster::solve(&input.plan.problem, Budget::default()));
        (input, solved)
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::broken)
}

async fn solved_many(inputs: Vec<RosterInput>) -> Result<Vec<(RosterInput, Solved)>, Problem> {
    let work = move || {
        let filled: Vec<siaga_roster::Problem> = inputs.iter().map(RosterInput::filled).collect();
        let solved = siaga_roster::solve_many(&filled, Budget::default(), SOLVERS);
        let bare = |(input, solved): (RosterInput, Solved)| {
            let solved = solved.or_else(|_| siaga_roster::solve(&input.plan.problem, Budget::default()));
            (input, solved)
        };
        inputs.into_iter().zip(solved).map(bare).collect()
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::broken)
}

/// Returns the draft that an answer of the solver makes.
pub(crate) fn planned(ctx: &Ctx, input: &RosterInput, solved: &Solved) -> Roster {
    let mark = Mark { by: ctx.actor.reference(), name: ctx.actor.name.clone(), at: ctx.now() };
    Roster {
        id: 0,
        uid: ctx.new_id(),
        agency_id: input.agency.id,
        from_on: input.period.0,
        until_on: input.period.1,
        state: RosterState::Draft,
        version: 1,
        order: None,
        elsewhere: String::new(),
        wishes: input.plan.problem.wishes,
        grounds: input.grounds(),
        outcome: outcome(input, solved),
        made: mark.clone(),
        changed: mark,
        signed: None,
        holds_from_on: None,
        document: None,
    }
}

/// Returns what is kept of an answer.
pub(crate) fn outcome(input: &RosterInput, solved: &Solved) -> Outcome {
    let (office, proof, contradiction) = match solved {
        Ok(solution) => (Some(&solution.office), Some(solution.proof), Vec::new()),
        Err(contradiction) => (None, None, contradiction.rules.clone()),
    };
    Outcome {
        objective: office.map(|office| siaga_roster::objective(&input.plan.problem, office)),
        proof,
        contradiction,
        oddities: input.plan.oddities.clone(),
    }
}

/// Returns the rows of an answer; people who are in the agency on no day have none.
pub(crate) fn rows(input: &RosterInput, solved: &Solved) -> Vec<RosterRow> {
    let mut rows = match solved {
        Ok(solution) => input.rows(&solution.office),
        Err(_) => input.rows(&input.in_turns()),
    };
    rows.retain(|row| !is_unsaid(&row.letters));
    rows
}

async fn write(
    ctx: &Ctx,
    tx: &Tx,
    roster: &Roster,
    rows: &[RosterRow],
    verdict: &Verdict,
) -> Result<(), Problem> {
    store::insert(ctx, tx, roster, rows).await?;
    let detail = json!({
        "agency": roster.agency_id, "from_on": roster.from_on, "until_on": roster.until_on, "people": rows.len(),
        "order": roster.order, "contradiction": roster.outcome.contradiction.len(),
    });
    let entry = Entry::new("arrangement.plan", format!("roster/{}", roster.uid));
    audit::write(ctx, tx, entry.detail(detail).by(verdict)).await
}

/// What came of making drafts for all agencies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MadeAll {
    /// Drafts made.
    pub made: Vec<Uuid>,
    /// Of these, how many whose rules contradict each other.
    pub contradictions: usize,
    /// Agencies that have an open draft for some of the days already, by name.
    pub passed_over: Vec<String>,
}

/// Makes drafts for every agency that has people, in one transaction.
///
/// # Shape
/// Agencies with an open draft for some of the days keep it.
///
/// # Errors
/// As [`make_roster`]; `platform.forbidden` for whoever may not plan for the whole government.
pub async fn make_all_rosters(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<MadeAll, Problem> {
    let verdict = ctx.require(Action::ArrangementPlan, &ctx.whole_government())?;
    check_period(from_on, until_on)?;
    let mut all = inputs(ctx, None, (from_on, until_on), Wishes::default()).await?;
    all.retain(|one| !one.plan.problem.members.is_empty());
    if all.first().is_none_or(|one| one.plan.problem.days.is_empty()) {
        return Err(Problem::invalid("arrangements.no_working_day").on_field("from_on"));
    }
    let solved = solved_many(all).await?;
    let tx = ctx.db().begin().await?;
    tx.lock("arrangements.roster").await?;
    let mut done = MadeAll::default();
    for (input, solved) in &solved {
        let open = store::drafts_of(ctx, &*tx, input.agency.id, from_on, until_on).await?;
        if open.iter().any(|draft| draft.order.is_none()) {
            done.passed_over.push(input.agency.name.clone());
            continue;
        }
        let roster = planned(ctx, input, solved);
        write(ctx, &tx, &roster, &rows(input, solved), &verdict).await?;
        done.contradictions += usize::from(solved.is_err());
        done.made.push(roster.uid);
    }
    tx.commit().await?;
    ctx.app.live.tell(LIVE, ctx.government.id);
    Ok(done)
}

/// What open pages listen to.
pub(crate) const LIVE: &str = "roster";

/// Tells open pages after a commit.
pub(crate) fn tell(ctx: &Ctx, uid: Uuid) {
    ctx.app.live.tell(LIVE, ctx.government.id);
    ctx.app.live.tell_of(LIVE, ctx.government.id, uid);
}
