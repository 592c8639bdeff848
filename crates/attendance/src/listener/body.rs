//! Raw bodies, whatever their type, under a high limit.

use super::answer::Answer;
use crate::ops::ingest::{Ingest, Refusal};
use axum::body::Body;
use http::{HeaderMap, header};
use http_body_util::BodyExt;
use tokio::sync::OwnedSemaphorePermit;

/// Largest body: more than any terminal holds in one table of lines. A terminal repeats what is too
/// large for ever, so the limit lies where no honest body comes.
const LIMIT: usize = 16 * 1024 * 1024;
/// Room taken for a body that does not say its length; it grows by as much.
const STEP: usize = 64 * 1024;

/// Why no body came.
pub(super) enum Unread {
    TooLarge,
    Broken,
    Refused(Refusal),
}

impl From<Unread> for Answer {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::too_large(),
            Unread::Broken => Self::bad("the body ended early"),
            Unread::Refused(refusal) => refusal.into(),
        }
    }
}

/// Reads a whole body and returns it with the room it takes.
pub(super) async fn read(
    ingest: &Ingest,
    headers: &HeaderMap,
    mut body: Body,
) -> Result<(Vec<u8>, OwnedSemaphorePermit), Unread> {
    let said: Option<usize> =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    if said.is_some_and(|length| length > LIMIT) {
        return Err(Unread::TooLarge);
    }
    let mut held = said.unwrap_or(STEP);
    let mut room = ingest.room(size(held)).await.map_err(Unread::Refused)?;
    let mut bytes = Vec::with_capacity(held.min(STEP));
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Err(Unread::Broken) };
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > LIMIT {
            return Err(Unread::TooLarge);
        }
        if bytes.len() + data.len() > held {
            let more = data.len().max(held);
            room.merge(ingest.room_now(size(more)).map_err(Unread::Refused)?);
            held += more;
        }
        bytes.extend_from_slice(&data);
    }
    Ok((bytes, room))
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
