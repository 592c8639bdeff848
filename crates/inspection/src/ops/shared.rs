//! Rooms as last read, shared by everybody who looks at them: one update is read once, however many watch.

use super::room::{self, DayFacts, Fingerprint, Room};
use super::step::{LIVE, missing};
use crate::model::Inspection;
use crate::store::inspections;
use siaga_platform::{Ctx, Problem};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex as AsyncMutex;
use uuid::Uuid;

/// Terminals and decisions change figures without a new recap; the room is at most this far behind them.
const OLDEST: Duration = Duration::from_secs(3);

#[derive(Debug, Default)]
struct Kept {
    room: Option<(Instant, Arc<Room>)>,
    day: Option<(Instant, Fingerprint, Arc<DayFacts>)>,
}

/// What this program keeps of a room. Whoever finds nothing here reads.
fn kept(ctx: &Ctx, id: Uuid) -> Arc<AsyncMutex<Kept>> {
    ctx.app.live.kept(LIVE, id)
}

/// Returns the room as it is now.
///
/// # Errors
/// `inspection.missing`.
pub(crate) async fn room(ctx: &Ctx, id: Uuid) -> Result<Arc<Room>, Problem> {
    let kept = kept(ctx, id);
    let mut kept = kept.lock().await;
    let inspection = inspections::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    read(ctx, &inspection, &mut kept).await
}

/// Returns the room for those who watch: as last read, unless something was told since. Of many who ask at
/// once, the first reads and the others take what was read.
///
/// # Errors
/// `inspection.missing`.
pub(crate) async fn watched_room(ctx: &Ctx, id: Uuid) -> Result<Arc<Room>, Problem> {
    let kept = kept(ctx, id);
    let mut kept = kept.lock().await;
    let inspection = inspections::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    if let Some((read_at, room)) = &kept.room
        && read_at.elapsed() < OLDEST
        && room.inspection.pulse == inspection.pulse
    {
        return Ok(Arc::clone(room));
    }
    read(ctx, &inspection, &mut kept).await
}

async fn read(ctx: &Ctx, inspection: &Inspection, kept: &mut Kept) -> Result<Arc<Room>, Problem> {
    let versions = room::fingerprint(ctx, inspection).await?;
    let day = match &kept.day {
        Some((read_at, known, day)) if read_at.elapsed() < OLDEST && *known == versions => Arc::clone(day),
        _ => {
            let day = Arc::new(room::day_facts(ctx, inspection.id).await?);
            kept.day = Some((Instant::now(), versions, Arc::clone(&day)));
            day
        }
    };
    let room = Arc::new(room::read(ctx, inspection.id, day).await?);
    kept.room = Some((Instant::now(), Arc::clone(&room)));
    Ok(room)
}
