//! What a terminal is told: its settings at the handshake, its commands at a poll.

use crate::store::commands as store;
use crate::store::terminals::Known;
use crate::terminal::TerminalCommand;
use siaga_iclock::CommandId;
use siaga_iclock::reply::{self, HandshakeSettings};
use siaga_iclock::request::PushVersion;
use siaga_platform::App;
use siaga_platform::db::DbError;

/// Returns the settings of a terminal: its zone, and cursors that are not ahead of the journal.
pub(super) async fn settings(
    app: &App,
    known: &Known,
    version: Option<PushVersion>,
) -> Result<HandshakeSettings, DbError> {
    let mut settings = HandshakeSettings::new(known.zone_form.spell(known.offset_minutes), version);
    settings.attlog_stamp = durable_stamp(app, known, "ATTLOG").await?;
    settings.operlog_stamp = durable_stamp(app, known, "OPERLOG").await?;
    Ok(settings)
}

/// Returns the last cursor that came with durable bytes. `9999` is what other servers hand out for
/// "only new" and says nothing about progress; then everything held is asked for.
async fn durable_stamp(app: &App, known: &Known, route: &str) -> Result<Option<String>, DbError> {
    let stamp = store::last_stamp(app.db.reader(), known.id, route).await?;
    Ok(stamp.filter(|stamp| !matches!(stamp.as_str(), "" | "0" | "9999" | "None")))
}

/// Returns the commands that are due, now marked as sent, in the form of the protocol.
pub(super) async fn commands(app: &App, known: &Known) -> Result<String, DbError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let due = store::take_due(&tx, known.id, now).await?;
    if store::open_count(&*tx, known.id).await? == 0 {
        crate::store::terminals::raise_version(&tx).await?;
    }
    tx.commit().await?;
    let mut queue = Vec::with_capacity(due.len());
    for (code, text) in due {
        let command: Option<TerminalCommand> = serde_json::from_str(&text).ok();
        let protocol = command.and_then(|command| command.to_protocol());
        match (CommandId::parse(code.as_bytes()), protocol) {
            (Ok(id), Some(command)) => queue.push((id, command)),
            _ => tracing::error!(command = code, "a stored command cannot be read and is not sent"),
        }
    }
    reply::commands(&queue).map_err(|error| DbError::Corrupt(error.to_string()))
}
