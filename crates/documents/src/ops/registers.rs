//! Registers: who numbers by which pattern, and the next number.

use crate::letterhead::Register;
use crate::model::NewDocument;
use crate::rules::number::{self, DEFAULT_PATTERN, NumberParts};
use crate::store::registers as store;
use crate::store::{agency_key, agency_of};
use chrono::Datelike;
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};

/// What `{kode}` stands for in the register of the whole government until somebody sets it.
const GOVERNMENT_CODE: &str = "PEMDA";

/// A number that was just taken.
pub(crate) struct Taken {
    pub(crate) register_id: i64,
    pub(crate) year: i32,
    pub(crate) place: i64,
    pub(crate) text: String,
}

/// Takes the next number of the register in the transaction of the signature: a rolled back signature leaves no
/// gap, and two at once wait for each other.
pub(crate) async fn take_number(ctx: &Ctx, tx: &Tx, new: &NewDocument) -> Result<Taken, Problem> {
    tx.lock(&format!("documents.register/{}/{}", ctx.government.id, agency_key(new.agency))).await?;
    let (pattern, code, id) = match store::find(&**tx, ctx.government.id, new.agency).await? {
        Some(row) => (row.pattern, row.code, row.id),
        None => {
            let code = default_code(ctx, new.agency).await?;
            let id = store::set(ctx, tx, new.agency, DEFAULT_PATTERN, &code).await?;
            (DEFAULT_PATTERN.to_owned(), code, id)
        }
    };
    let year = new.dated_on.year();
    let place = store::next_number(tx, id, year).await?;
    let parts = NumberParts { place, kind: new.kind.short_form(), code: &code, on: new.dated_on };
    Ok(Taken { register_id: id, year, place, text: number::number(&pattern, &parts) })
}

async fn default_code(ctx: &Ctx, agency: Option<i64>) -> Result<String, Problem> {
    match agency {
        None => Ok(GOVERNMENT_CODE.to_owned()),
        Some(id) => Ok(siaga_directory::agency(ctx, id).await?.code),
    }
}

/// Returns the registers that were set or used, the whole government first.
///
/// # Errors
/// `platform.forbidden`.
pub async fn registers(ctx: &Ctx) -> Result<Vec<Register>, Problem> {
    ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    let today = ctx.today();
    let last = store::last_numbers(ctx, today.year()).await?;
    let registers = store::all(ctx).await?.into_iter().map(|row| {
        let last_number = last.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, number)| *number);
        let kind = crate::DocumentKind::AssignmentLetter.short_form();
        let parts = NumberParts { place: last_number + 1, kind, code: &row.code, on: today };
        Register {
            agency: agency_of(row.agency_key),
            last_number,
            next: number::number(&row.pattern, &parts),
            pattern: row.pattern,
            code: row.code,
        }
    });
    Ok(registers.collect())
}

/// Sets pattern and code of a register; numbers that were given stay as they are.
///
/// # Errors
/// `platform.forbidden`; `documents.pattern_form`, `documents.pattern_incomplete` on `pattern`;
/// `documents.register_code` on `code`.
pub async fn set_register(ctx: &Ctx, agency: Option<i64>, pattern: &str, code: &str) -> Result<(), Problem> {
    let verdict = ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    super::resource(ctx, agency).await?;
    number::check_pattern(pattern).map_err(|code| Problem::invalid(code).on_field("pattern"))?;
    if !number::is_code(code) {
        return Err(Problem::invalid("documents.register_code").on_field("code"));
    }
    let tx = ctx.db().begin().await?;
    store::set(ctx, &tx, agency, pattern, code).await?;
    let detail = json!({ "agency": agency, "pattern": pattern, "code": code });
    let entry = Entry::new("letterhead.edit", format!("documents/register/{}", agency_key(agency)));
    audit::write(ctx, &tx, entry.by(&verdict).detail(detail)).await?;
    Ok(tx.commit().await?)
}
