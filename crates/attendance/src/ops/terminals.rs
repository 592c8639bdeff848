//! What officers do with terminals: accept, settle anew, retire, command.

use super::rebuild::note_rebuild;
use super::replay::{Replayed, replay};
use crate::store::terminals::{self as store, Known, NO_GOVERNMENT, Settlement, Stranger};
use crate::store::{commands, journal};
use crate::terminal::{TerminalCommand, TerminalState, ZoneForm};
use chrono::NaiveDate;
use siaga_access::{Action, Resource};
use siaga_civil::CivilZone;
use siaga_directory::{Agency, agencies, agency_by_code};
use siaga_iclock::Serial;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};

/// Where a terminal stands and how it is told the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalPlace {
    /// Code of the agency at whose door it hangs.
    pub agency_code: String,
    /// Name for people.
    pub name: String,
    /// Zone of the site.
    pub zone: CivilZone,
    /// How the zone is spelled to it.
    pub zone_form: ZoneForm,
    /// Agencies that share PINs; the agency code when nothing is said, `*` for the whole government.
    pub pin_group: Option<String>,
    /// A path of its own before `/iclock/`, where the firmware lets one be typed.
    pub secret_prefix: Option<String>,
}

impl TerminalPlace {
    /// Returns a usual place: PINs of the agency, zone in hours, no path of its own.
    pub fn new(agency_code: impl Into<String>, name: impl Into<String>, zone: CivilZone) -> Self {
        Self {
            agency_code: agency_code.into(),
            name: name.into(),
            zone,
            zone_form: ZoneForm::Hours,
            pin_group: None,
            secret_prefix: None,
        }
    }
}

/// Accepts a terminal for an agency and books what it sent before; an accepted one is settled anew.
///
/// # Shape
/// A serial number that never called yet is registered, so that a terminal can be accepted before
/// it is plugged in. What was booked stays as it is; days are judged anew when it now speaks of other
/// people.
///
/// # Errors
/// `attendance.terminal_serial`, `attendance.terminal_name`, `attendance.terminal_prefix`,
/// `attendance.terminal_agency_missing` for an agency that this government does not have,
/// `attendance.terminal_of_another_government`, `platform.forbidden`.
pub async fn accept_terminal(ctx: &Ctx, serial: &str, place: &TerminalPlace) -> Result<Replayed, Problem> {
    let serial = read_serial(serial)?;
    let agency = agency_by_code(ctx, &place.agency_code).await.map_err(|_| {
        Problem::missing("attendance.terminal_agency_missing")
            .with("code", &place.agency_code)
            .on_field("agency")
    })?;
    let verdict = ctx.require(Action::TerminalAccept, &ctx.in_agency(&agency.path))?;
    let name = required_name(&place.name)?;
    let prefix = checked_prefix(place.secret_prefix.as_deref())?;
    let pin_group = place.pin_group.as_deref().map(str::trim).filter(|group| !group.is_empty());
    let tx = ctx.db().begin().await?;
    // Under this lock no listener books anything: what comes after it is booked when it comes.
    journal::lock(&tx).await?;
    let known = registered(ctx, &tx, serial).await?;
    own(ctx, &known)?;
    let before = store::pins_of(&*tx, known.id).await?;
    let settled = Settlement {
        government_id: ctx.government.id,
        name,
        agency_id: agency.id,
        pin_group: pin_group.unwrap_or(&agency.code),
        offset_minutes: place.zone.offset_minutes(),
        zone_form: place.zone_form,
        secret_prefix: prefix,
        accepted_at: ctx.now(),
        accepted_by: ctx.actor.reference(),
    };
    store::accept(&tx, known.id, &settled).await?;
    if known.state != TerminalState::Accepted {
        store::set_replay_until(&tx, known.id, journal::last_id(&tx).await?).await?;
    }
    store::raise_version(&tx).await?;
    let detail = serde_json::json!({
        "agency": agency.code, "zone": place.zone.iana(), "pin_group": settled.pin_group,
        "before": known.state.as_str(), "has_own_path": prefix.is_some(),
    });
    let object = format!("terminal/{}", known.serial);
    audit::write(ctx, &tx, Entry::new("terminal.accept", object).detail(detail).by(&verdict)).await?;
    if before != store::pins_of(&*tx, known.id).await?
        && let Some(first) = store::first_punched_on(&*tx, known.id).await?
    {
        note_rebuild(ctx, &tx, first).await?;
    }
    tx.commit().await?;
    ctx.app.live.tell("terminals", ctx.government.id);
    replay(ctx, &known.serial).await
}

/// Takes a terminal out of use: what it sends is kept and no longer booked.
///
/// # Errors
/// `attendance.terminal_missing`, `platform.forbidden`.
pub async fn retire_terminal(ctx: &Ctx, serial: &str) -> Result<(), Problem> {
    let known = own_terminal(ctx, serial, Action::TerminalAccept).await?;
    let verdict = ctx.require(Action::TerminalAccept, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    journal::lock(&tx).await?;
    store::retire(&tx, known.id, journal::last_id(&tx).await?).await?;
    store::raise_version(&tx).await?;
    let object = format!("terminal/{}", known.serial);
    audit::write(ctx, &tx, Entry::new("terminal.retire", object).by(&verdict)).await?;
    tx.commit().await?;
    ctx.app.live.tell("terminals", ctx.government.id);
    Ok(())
}

/// Queues a command for a terminal and returns the id under which its result comes back.
///
/// # Errors
/// `attendance.terminal_missing`, `attendance.command_value` for a value that the protocol does not
/// take, `attendance.command_queue_full`, `platform.forbidden`.
pub async fn queue_command(ctx: &Ctx, serial: &str, command: &TerminalCommand) -> Result<String, Problem> {
    let known = own_terminal(ctx, serial, Action::TerminalCommand).await?;
    let verdict = ctx.require(Action::TerminalCommand, &ctx.whole_government())?;
    if known.state != TerminalState::Accepted {
        return Err(Problem::conflict("attendance.command_not_accepted"));
    }
    if command.to_protocol().is_none() {
        return Err(Problem::invalid("attendance.command_value").on_field("command"));
    }
    let text = serde_json::to_string(command).map_err(Problem::broken)?;
    let code = hex::encode(ctx.app.ids.secret::<6>());
    let tx = ctx.db().begin().await?;
    if commands::open_count(&*tx, known.id).await? >= commands::QUEUED {
        return Err(Problem::conflict("attendance.command_queue_full"));
    }
    commands::insert(&tx, known.id, &code, &text, ctx.now(), &ctx.actor.reference()).await?;
    store::raise_version(&tx).await?;
    let detail = serde_json::json!({ "code": code, "command": command });
    let object = format!("terminal/{}", known.serial);
    audit::write(ctx, &tx, Entry::new("terminal.command", object).detail(detail).by(&verdict)).await?;
    tx.commit().await?;
    Ok(code)
}

/// Returns a terminal of the actor's government that the actor may do `action` to.
pub(crate) async fn own_terminal(ctx: &Ctx, serial: &str, action: Action) -> Result<Known, Problem> {
    let missing = || Problem::missing("attendance.terminal_missing");
    let serial: Serial = serial.parse().map_err(|_| missing())?;
    let known = store::known(ctx.db().reader(), &serial).await?.ok_or_else(missing)?;
    if known.government_id != ctx.government.id && known.government_id != NO_GOVERNMENT {
        return Err(missing());
    }
    let agency_id = store::agency_of(ctx.db().reader(), known.id).await?;
    ctx.require(action, &place_of(ctx, &agencies(ctx).await?, agency_id))?;
    Ok(known)
}

/// Returns the resource that a terminal is: of its agency, or of the whole government before it is accepted.
pub(crate) fn place_of(ctx: &Ctx, agencies: &[Agency], agency_id: Option<i64>) -> Resource {
    agency_id
        .and_then(|id| agencies.iter().find(|agency| agency.id == id))
        .map_or_else(|| ctx.whole_government(), |agency| ctx.in_agency(&agency.path))
}

async fn registered(ctx: &Ctx, tx: &Tx, serial: Serial) -> Result<Known, Problem> {
    if let Some(known) = store::known(&**tx, &serial).await? {
        return Ok(known);
    }
    let stranger = Stranger {
        serial,
        government_id: ctx.government.id,
        offset_minutes: ctx.government.zone.offset_minutes(),
        seen_at: ctx.now(),
        address: String::new(),
        push_version: None,
    };
    Ok(store::insert_pending(tx, &stranger).await?)
}

fn own(ctx: &Ctx, known: &Known) -> Result<(), Problem> {
    let is_free = known.government_id == NO_GOVERNMENT || known.state == TerminalState::Pending;
    if is_free || known.government_id == ctx.government.id {
        return Ok(());
    }
    Err(Problem::conflict("attendance.terminal_of_another_government").with("serial", known.serial))
}

fn read_serial(serial: &str) -> Result<Serial, Problem> {
    serial.trim().parse().map_err(|_| Problem::invalid("attendance.terminal_serial").on_field("serial"))
}

fn required_name(name: &str) -> Result<&str, Problem> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(Problem::invalid("attendance.terminal_name").on_field("name"));
    }
    Ok(name)
}

fn checked_prefix(prefix: Option<&str>) -> Result<Option<&str>, Problem> {
    let Some(prefix) = prefix.map(|prefix| prefix.trim().trim_matches('/')).filter(|text| !text.is_empty())
    else {
        return Ok(None);
    };
    let is_plain =
        prefix.len() <= 64 && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_plain {
        return Err(Problem::invalid("attendance.terminal_prefix").on_field("prefix"));
    }
    Ok(Some(prefix))
}

/// Returns the days of a command, refusing a period that ends before it begins or is longer than a year.
pub(crate) fn checked_days(from: NaiveDate, until: NaiveDate) -> Result<(NaiveDate, NaiveDate), Problem> {
    let days = (until - from).num_days();
    if !(0..=366).contains(&days) {
        return Err(Problem::invalid("attendance.command_period").on_field("until"));
    }
    Ok((from, until))
}
