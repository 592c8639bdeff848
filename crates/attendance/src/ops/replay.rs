//! Turns the journal of a terminal into punches after it was accepted.

use super::ingest::{Bookable, book, read};
use crate::store::journal::{self, StoredBody};
use crate::store::terminals;
use crate::terminal::TerminalState;
use siaga_iclock::Serial;
use siaga_platform::{Ctx, Problem};

/// Journal rows that one transaction replays, at most this many lines where rows are long.
const ROWS: i64 = 200;
const LINES: i64 = 20_000;
/// Without a law in sight: a replayed upload is old and says nothing about the clock.
const NO_DRIFT_MINUTES: i64 = i64::MAX / 60;

/// What a replay did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Uploads read again.
    pub uploads: u64,
    /// Punches that were not booked before.
    pub new_punches: u64,
}

/// Books what an accepted terminal sent before it was accepted, oldest first.
///
/// # Shape
/// Goes on where an earlier replay stopped; running it again changes nothing.
///
/// # Errors
/// `attendance.terminal_missing`, or as the store says.
pub(crate) async fn replay(ctx: &Ctx, serial: &Serial) -> Result<Replayed, Problem> {
    let mut done = Replayed::default();
    loop {
        let tx = ctx.db().begin().await?;
        // Under this lock no listener books anything, and whoever gets it next sees the new state.
        journal::lock(&tx).await?;
        let terminal = terminals::known(&*tx, serial)
            .await?
            .ok_or_else(|| Problem::missing("attendance.terminal_missing"))?;
        if terminal.state != TerminalState::Accepted {
            return Ok(done);
        }
        let after = terminals::replayed_to(&*tx, terminal.id).await?;
        let bodies = within_lines(journal::bodies_after(&*tx, terminal.id, after, ROWS).await?);
        let Some(last) = bodies.last().map(|body| body.id) else { break };
        let contents: Vec<_> = bodies.iter().map(|body| read(&body.route, &body.body)).collect();
        let uploads: Vec<Bookable<'_>> = bodies
            .iter()
            .zip(&contents)
            .map(|(body, content)| Bookable {
                terminal: &terminal,
                journal_id: body.id,
                received_at: body.received_at,
                lines: u32::try_from(body.lines).unwrap_or(0),
                content,
            })
            .collect();
        let booked = book(&tx, &uploads, NO_DRIFT_MINUTES).await?;
        terminals::set_replayed_to(&tx, terminal.id, last).await?;
        if !booked.held_of.is_empty() {
            terminals::raise_version(&tx).await?;
        }
        tx.commit().await?;
        ctx.app.metrics.punches_stored.inc_by(booked.new_punches);
        done.uploads += u64::try_from(uploads.len()).unwrap_or(0);
        done.new_punches += booked.new_punches;
    }
    Ok(done)
}

/// Keeps the first rows up to the limit of lines, at least one.
fn within_lines(mut bodies: Vec<StoredBody>) -> Vec<StoredBody> {
    let mut lines = 0;
    let keep = bodies
        .iter()
        .take_while(|body| {
            let is_first = lines == 0;
            lines += i64::from(body.lines) + 1;
            is_first || lines <= LINES
        })
        .count();
    bodies.truncate(keep);
    bodies
}
