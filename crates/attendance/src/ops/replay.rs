//! Turns the journal of a terminal into punches after it was accepted.

use super::ingest::{Bookable, book, read};
use crate::store::journal::{self, BodySize, JournalPart};
use crate::store::terminals;
use crate::terminal::TerminalState;
use siaga_iclock::Serial;
use siaga_platform::{Ctx, Problem};

/// Journal rows that one transaction replays, at most so many lines and bytes where rows are long.
const ROWS: i64 = 200;
const LINES: i64 = 20_000;
const BYTES: i64 = 4 * 1024 * 1024;
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
/// Goes on where an earlier replay stopped; running it again changes nothing. What came since the
/// terminal was accepted was booked when it came and is not read again.
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
        let span = terminals::replay_span(&*tx, terminal.id).await?;
        let (after, until) = (span.replayed_to, span.replay_until);
        let part = JournalPart { terminal_id: terminal.id, after, until };
        let Some(last) = last_within(&journal::sizes(&*tx, part, ROWS).await?) else { break };
        let bodies = journal::bodies(&*tx, JournalPart { until: last, ..part }).await?;
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

/// Returns the last row of those that are read at once, at least the first.
pub(crate) fn last_within(rows: &[BodySize]) -> Option<i64> {
    let (mut lines, mut bytes) = (0, 0);
    let fit = rows.iter().take_while(|row| {
        lines += i64::from(row.lines) + 1;
        bytes += row.bytes;
        lines <= LINES && bytes <= BYTES
    });
    fit.last().or(rows.first()).map(|row| row.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_takes_what_fits_and_at_least_one_row() {
        let row = |id, bytes, lines| BodySize { id, bytes, lines };
        assert_eq!(last_within(&[]), None);
        assert_eq!(last_within(&[row(1, BYTES + 1, 1), row(2, 1, 1)]), Some(1));
        assert_eq!(last_within(&[row(1, BYTES - 1, 1), row(2, 1, 1), row(3, 1, 1)]), Some(2));
        assert_eq!(last_within(&[row(1, 10, 9_999), row(2, 10, 9_999), row(3, 10, 0)]), Some(2));
    }
}
