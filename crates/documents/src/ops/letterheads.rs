//! Letterheads: which one holds on a day, and new ones with their logos.

use super::press;
use crate::letterhead::{LetterheadEntry, NewLetterhead};
use crate::rules::picture::{self, Logo};
use crate::store::letterheads::{self as store, LetterheadRow};
use crate::store::{agency_key, agency_of};
use chrono::NaiveDate;
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::blobs::{self, Blob};
use siaga_platform::{Ctx, Problem};
use siaga_typeset::Letterhead;

/// Largest logo.
pub(crate) const LOGO_BYTES: usize = 1024 * 1024;
/// Longest line of a letterhead.
const LINE_LETTERS: usize = 160;

/// Pictures of a letterhead by their names in templates.
pub type LetterheadFiles = Vec<(&'static str, Vec<u8>)>;

/// A letterhead as a sheet needs it.
pub(crate) struct Head {
    pub(crate) letterhead: Letterhead,
    pub(crate) place: String,
    pub(crate) files: LetterheadFiles,
}

/// Returns the letterhead of an agency, or of the whole government, on a day, with its pictures.
///
/// # Shape
/// An agency without one of its own takes that of the government with its name below; without any, the names of
/// government and agency are all it says. An agency without a logo takes that of the government.
///
/// # Errors
/// As the store says.
pub async fn letterhead(
    ctx: &Ctx,
    agency: Option<i64>,
    on: NaiveDate,
) -> Result<(Letterhead, LetterheadFiles), Problem> {
    let head = head(ctx, agency, on).await?;
    Ok((head.letterhead, head.files))
}

pub(crate) async fn head(ctx: &Ctx, agency: Option<i64>, on: NaiveDate) -> Result<Head, Problem> {
    let whole = store::on(ctx, None, on).await?;
    let own = match agency {
        None => None,
        Some(_) => store::on(ctx, agency, on).await?,
    };
    let agency_name = match agency {
        None => String::new(),
        Some(id) => siaga_directory::agency(ctx, id).await?.name,
    };
    let logo = own.iter().chain(&whole).find_map(|row| row.logo_sha256.clone());
    let row = own.or_else(|| whole.map(|row| LetterheadRow { agency_line: agency_name.clone(), ..row }));
    let (mut letterhead, place) = match row {
        Some(row) => {
            let said = Letterhead {
                government: row.government_line,
                agency: row.agency_line,
                address: row.address,
                contact: row.contact,
                logo: None,
            };
            (said, row.place)
        }
        None => unset(&ctx.government.name, agency_name),
    };
    let mut files = Vec::new();
    if let Some(sha256) = logo {
        let blob = blobs::get(ctx, &sha256).await?;
        let name = file_name(&blob.media_type);
        letterhead.logo = Some(name.to_owned());
        files.push((name, blob.bytes));
    }
    Ok(Head { letterhead, place, files })
}

/// Returns what stands there until somebody sets a letterhead.
fn unset(government: &str, agency: String) -> (Letterhead, String) {
    let bare = government.strip_prefix("Pemerintah ").unwrap_or(government);
    let place = ["Kabupaten ", "Kota ", "Provinsi "].iter().find_map(|word| bare.strip_prefix(word));
    let letterhead = Letterhead {
        government: format!("Pemerintah {bare}"),
        agency,
        address: String::new(),
        contact: String::new(),
        logo: None,
    };
    (letterhead, place.unwrap_or(bare).to_owned())
}

fn file_name(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "logo.png",
        "image/jpeg" => "logo.jpg",
        _ => "logo.svg",
    }
}

/// Returns every letterhead, the whole government first, newest first.
///
/// # Errors
/// `platform.forbidden`.
pub async fn letterheads(ctx: &Ctx) -> Result<Vec<LetterheadEntry>, Problem> {
    ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    let entry = |row: LetterheadRow| LetterheadEntry {
        said: NewLetterhead {
            agency: agency_of(row.agency_key),
            government_line: row.government_line,
            agency_line: row.agency_line,
            address: row.address,
            contact: row.contact,
            place: row.place,
            from_on: row.from_on,
        },
        logo_sha256: row.logo_sha256,
        recorded_at: row.recorded_at,
        recorded_name: row.recorded_name,
    };
    Ok(store::all(ctx).await?.into_iter().map(entry).collect())
}

/// Writes a letterhead that holds from its day on. Without a new logo the one of before stays.
///
/// # Errors
/// `platform.forbidden`; `documents.letterhead_line` on the line; what is wrong with the logo on `logo`:
/// `documents.logo_kind`, `documents.logo_bytes`, `documents.logo_side`, `documents.logo_unreadable`,
/// `documents.logo_svg`.
pub async fn set_letterhead(ctx: &Ctx, new: &NewLetterhead, logo: Option<&[u8]>) -> Result<(), Problem> {
    let verdict = ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    super::resource(ctx, new.agency).await?;
    check_lines(new)?;
    let checked = match logo {
        None => None,
        Some(bytes) => Some(check_logo(bytes).await?),
    };
    let before = store::on(ctx, new.agency, new.from_on).await?.and_then(|row| row.logo_sha256);
    let tx = ctx.db().begin().await?;
    let logo_sha256 = match checked {
        None => before,
        Some(logo) => Some(blobs::put(ctx, &tx, logo.media_type, logo.bytes).await?),
    };
    store::insert(ctx, &tx, new, logo_sha256.as_deref()).await?;
    let detail = json!({ "agency": new.agency, "from_on": new.from_on, "logo": logo_sha256 });
    let entry = Entry::new("letterhead.edit", format!("documents/letterhead/{}", agency_key(new.agency)));
    audit::write(ctx, &tx, entry.by(&verdict).detail(detail)).await?;
    Ok(tx.commit().await?)
}

fn check_lines(new: &NewLetterhead) -> Result<(), Problem> {
    let lines = [
        ("government_line", &new.government_line, true),
        ("agency_line", &new.agency_line, new.agency.is_some()),
        ("address", &new.address, true),
        ("contact", &new.contact, false),
        ("place", &new.place, true),
    ];
    for (field, line, is_needed) in lines {
        let letters = line.trim().chars().count();
        let is_one_line = !line.chars().any(char::is_control);
        if letters > LINE_LETTERS || (is_needed && letters == 0) || !is_one_line {
            let problem = Problem::invalid("documents.letterhead_line").on_field(field);
            return Err(problem.with("maximum", LINE_LETTERS));
        }
    }
    Ok(())
}

/// Looks at a logo, then draws it once as every letter will.
async fn check_logo(bytes: &[u8]) -> Result<Logo, Problem> {
    let on_field = |problem: Problem| problem.on_field("logo");
    if bytes.len() > LOGO_BYTES {
        return Err(on_field(Problem::invalid("documents.logo_bytes").with("megabytes", 1)));
    }
    let logo = picture::logo(bytes).map_err(|fault| {
        on_field(
            Problem::invalid(fault.code()).with("what", fault.what()).with("side", picture::LONGEST_SIDE),
        )
    })?;
    let drawn = logo.clone();
    let trial = press::SHIPPED.run(move || draw(&drawn)).await.map_err(on_field)?;
    trial.map_err(|error| {
        let mut problem = on_field(Problem::invalid("documents.logo_unreadable"));
        problem.source = Some(Box::new(error));
        problem
    })?;
    Ok(logo)
}

fn draw(logo: &Logo) -> Result<siaga_typeset::Set, siaga_typeset::TypesetError> {
    let name = file_name(logo.media_type);
    let template = format!("#set page(width: 40mm, height: 40mm)\n#image(\"/{name}\", width: 20mm)");
    let files = [(name, logo.bytes.clone())];
    siaga_typeset::pdf(&siaga_typeset::Sheet {
        template: &template,
        data: &serde_json::Value::Null,
        files: &files,
        title: "",
        author: "",
        language: siaga_typeset::Language::Id,
        at: NaiveDate::default().and_time(chrono::NaiveTime::MIN),
        library: "",
    })
}

/// Returns a logo of one of our letterheads, to be shown on our pages.
pub(crate) async fn logo(ctx: &Ctx, sha256: &str) -> Result<Blob, Problem> {
    ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    if store::is_logo(ctx, sha256).await? {
        return blobs::get(ctx, sha256).await;
    }
    Err(Problem::missing("platform.not_found"))
}

#[cfg(test)]
mod tests {
    use super::unset;

    #[test]
    fn without_a_letterhead_the_names_are_all() {
        for name in ["Kabupaten Contoh", "Pemerintah Kabupaten Contoh"] {
            let (letterhead, place) = unset(name, "Dinas Kesehatan".to_owned());
            assert_eq!(letterhead.government, "Pemerintah Kabupaten Contoh");
            assert_eq!((letterhead.agency.as_str(), place.as_str()), ("Dinas Kesehatan", "Contoh"));
        }
    }
}
