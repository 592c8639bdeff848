//! Raw bodies, whatever their type, under a high limit.

use super::answer::Answer;
use crate::ops::ingest::{Ingest, Refusal};
use axum::body::Body;
use http::{HeaderMap, header};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout_at};

/// Largest body: more than any terminal holds in one table of lines. A terminal repeats what is too
/// large for ever, so the limit lies where no honest body comes.
const LIMIT: usize = 16 * 1024 * 1024;
/// Room taken before a byte has come, whatever length is announced; it doubles as bytes arrive. Whoever
/// only announces much must not keep the others out.
const FIRST_ROOM: usize = 8 * 1024;
/// A body that does not bring [`PROGRESS`] bytes or its end within this time is cut.
const PATIENCE: Duration = Duration::from_secs(10);
const PROGRESS: usize = 1024;

/// Why no body came.
pub(super) enum Unread {
    TooLarge,
    Broken,
    Stalled,
    Refused(Refusal),
}

impl From<Unread> for Answer {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::too_large(),
            Unread::Broken => Self::bad("the body ended early"),
            Unread::Stalled => Self::bad("the body does not come"),
            Unread::Refused(refusal) => refusal.into(),
        }
    }
}

/// Reads a whole body and returns it with the room it takes.
pub(super) async fn read(
    ingest: &Ingest,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Vec<u8>, OwnedSemaphorePermit), Unread> {
    let said: Option<usize> =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    if said.is_some_and(|length| length > LIMIT) {
        return Err(Unread::TooLarge);
    }
    let first = said.unwrap_or(FIRST_ROOM).min(FIRST_ROOM);
    let mut room = ingest.room(size(first)).await.map_err(Unread::Refused)?;
    let bytes = collect(body, first, |more| {
        room.merge(ingest.room_now(size(more)).map_err(Unread::Refused)?);
        Ok(())
    })
    .await?;
    Ok((bytes, room))
}

/// Collects a body for which there is room for `held` bytes; `grow` takes more before more are kept.
async fn collect(
    mut body: Body,
    mut held: usize,
    mut grow: impl FnMut(usize) -> Result<(), Unread>,
) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::with_capacity(held);
    let mut seen = 0;
    let mut until = Instant::now() + PATIENCE;
    while let Some(frame) = timeout_at(until, body.frame()).await.map_err(|_| Unread::Stalled)? {
        let Ok(frame) = frame else { return Err(Unread::Broken) };
        let Ok(data) = frame.into_data() else { continue };
        let length = bytes.len() + data.len();
        if length > LIMIT {
            return Err(Unread::TooLarge);
        }
        if length > held {
            let more = data.len().max(held).min(LIMIT - held);
            grow(more)?;
            held += more;
        }
        bytes.extend_from_slice(&data);
        if length >= seen + PROGRESS {
            seen = length;
            until = Instant::now() + PATIENCE;
        }
    }
    Ok(bytes)
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn room_grows_with_the_bytes_that_came() {
        let mut taken = Vec::new();
        let body = Body::from(vec![b'x'; 40 * 1024]);
        let bytes = collect(body, FIRST_ROOM, |more| {
            taken.push(more);
            Ok(())
        });
        assert_eq!(bytes.await.ok().unwrap().len(), 40 * 1024);
        assert!(FIRST_ROOM + taken.iter().sum::<usize>() >= 40 * 1024, "{taken:?}");
        let refused = collect(Body::from(vec![b'x'; 40 * 1024]), FIRST_ROOM, |_| Err(Unread::TooLarge));
        assert!(refused.await.is_err(), "no room, no bytes");
        let few = collect(Body::from("17"), 2, |_| Err(Unread::TooLarge)).await;
        assert_eq!(few.ok().unwrap(), b"17");
    }

    #[tokio::test]
    async fn a_body_beyond_the_limit_is_refused() {
        let body = Body::from(vec![b'x'; LIMIT + 1]);
        assert!(matches!(collect(body, FIRST_ROOM, |_| Ok(())).await, Err(Unread::TooLarge)));
        let body = Body::from(vec![b'x'; LIMIT]);
        assert_eq!(collect(body, FIRST_ROOM, |_| Ok(())).await.ok().unwrap().len(), LIMIT);
    }
}
