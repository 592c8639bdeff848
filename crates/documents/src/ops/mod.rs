//! Use cases of official documents: one transaction each.

pub(crate) mod drafts;
pub(crate) mod keys;
pub(crate) mod letterheads;
pub(crate) mod press;
pub(crate) mod reads;
pub(crate) mod registers;
pub(crate) mod seal;
pub(crate) mod sheet;
pub(crate) mod sign;
pub(crate) mod signatories;
pub(crate) mod signers;
pub(crate) mod templates;
pub(crate) mod verify;
pub(crate) mod withdraw;

use siaga_access::Resource;
use siaga_platform::settings::SettingDecl;
use siaga_platform::{Ctx, Problem};

/// Published when the file of a document is set and signed: `uid`, `kind`, `reference`, `number`.
pub const DOCUMENT_SIGNED: &str = "documents.signed";

/// Topic of the live news that lists of documents show.
pub(crate) const LIVE: &str = "documents";

/// Address under which everybody reaches this installation; it stands in the QR codes of letters.
pub const PUBLIC_ADDRESS: SettingDecl = SettingDecl {
    name: "documents.public_address",
    label: "documents-public-address",
    default: "http://127.0.0.1:8080",
    check: crate::rules::address::check_public_address,
};

/// Returns what a document belongs to: an agency, or the whole government.
pub(crate) async fn resource(ctx: &Ctx, agency: Option<i64>) -> Result<Resource, Problem> {
    match agency {
        None => Ok(ctx.whole_government()),
        Some(id) => Ok(ctx.in_agency(&siaga_directory::agency(ctx, id).await?.path)),
    }
}
