//! What a document looks like: its data for the typesetter, its letterhead, its QR code, its template.

use super::letterheads::{Head, head};
use super::press::{self, Press};
use super::sign::titled;
use super::{PUBLIC_ADDRESS, templates};
use crate::model::{Document, DocumentKind, Signatory};
use crate::rules::code;
use crate::rules::nip_text::printed_nip;
use chrono::NaiveDateTime;
use qrcode::QrCode;
use qrcode::render::svg;
use serde_json::json;
use sha2::{Digest, Sha256};
use siaga_directory::Capacity;
use siaga_platform::{Ctx, Problem, settings};
use siaga_typeset::{Common, Language, Set, Sheet, TypesetError, Verification, template};
use std::sync::Arc;

const QR_FILE: &str = "qr.svg";
/// Side of the QR code in units of its drawing.
const QR_UNITS: u32 = 200;

/// Everything that one file is set from.
#[derive(Clone)]
pub(crate) struct ReadySheet {
    kind: DocumentKind,
    template: String,
    template_sha256: String,
    is_replaced: bool,
    data: serde_json::Value,
    files: Vec<(&'static str, Vec<u8>)>,
    title: String,
    author: String,
    at: NaiveDateTime,
}

impl ReadySheet {
    /// Sets it where its template may be set.
    ///
    /// # Errors
    /// `documents.template_failed` with the line; `documents.setting_slow`; `documents.setting_busy`.
    pub(crate) async fn set(self: &Arc<Self>) -> Result<Set, Problem> {
        let ready = Arc::clone(self);
        let set = self.press().run(move || siaga_typeset::pdf(&ready.sheet())).await?;
        set.map_err(|error| failed(&error))
    }

    /// Draws its first page; errors as [`Self::set`].
    async fn draw(self: &Arc<Self>, dpi: u16) -> Result<Set, Problem> {
        let ready = Arc::clone(self);
        let set = self.press().run(move || siaga_typeset::png(&ready.sheet(), dpi)).await?;
        set.map_err(|error| failed(&error))
    }

    fn press(&self) -> &'static Press {
        if self.is_replaced { &press::REPLACED } else { &press::SHIPPED }
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet {
            template: &self.template,
            data: &self.data,
            files: &self.files,
            title: &self.title,
            author: &self.author,
            language: Language::Id,
            at: self.at,
            library: "",
        }
    }

    /// Returns the same with the template that comes with the program.
    pub(crate) fn with_shipped_template(&self) -> Self {
        let template = template(self.kind.letter_kind()).to_owned();
        Self { template_sha256: sha256(&template), template, is_replaced: false, ..self.clone() }
    }

    pub(crate) fn template_sha256(&self) -> &str {
        &self.template_sha256
    }

    pub(crate) fn is_replaced(&self) -> bool {
        self.is_replaced
    }

    pub(crate) fn kind(&self) -> DocumentKind {
        self.kind
    }
}

fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Sets a draft; errors as [`ReadySheet::set`].
pub(crate) async fn set_draft(ctx: &Ctx, document: &Document) -> Result<Set, Problem> {
    Arc::new(sheet(ctx, document, None).await?).set().await
}

/// Draws the first page of a document as it looks now, as a PNG; errors as [`ReadySheet::set`].
pub(crate) async fn draw(ctx: &Ctx, document: &Document, dpi: u16) -> Result<Vec<u8>, Problem> {
    let ready = match document.number {
        None => sheet(ctx, document, None).await?,
        Some(_) => final_sheet(ctx, document).await?,
    };
    Ok(Arc::new(ready).draw(dpi).await?.bytes)
}

/// Returns the sheet of a document that has its number, with the code for verification.
pub(crate) async fn final_sheet(ctx: &Ctx, document: &Document) -> Result<ReadySheet, Problem> {
    let printed = code::printed(&document.code);
    let address = format!("{}/periksa/{printed}", settings::value(ctx, &PUBLIC_ADDRESS).await?);
    sheet(ctx, document, Some((printed, address))).await
}

fn failed(error: &TypesetError) -> Problem {
    Problem::invalid("documents.template_failed")
        .with("file", &error.file)
        .with("line", error.line)
        .with("detail", error)
}

async fn sheet(
    ctx: &Ctx,
    document: &Document,
    code: Option<(String, String)>,
) -> Result<ReadySheet, Problem> {
    let Head { letterhead, place, mut files } = head(ctx, document.agency, document.dated_on).await?;
    let author = if letterhead.agency.is_empty() { &letterhead.government } else { &letterhead.agency };
    let author = author.clone();
    let verification = code.map(|(code, address)| {
        files.push((QR_FILE, qr(&address)));
        Verification {
            address,
            code,
            note: "Dokumen ini ditandatangani secara elektronik. Keasliannya dapat diperiksa di alamat ini."
                .to_owned(),
            qr: Some(QR_FILE.to_owned()),
        }
    });
    let common = Common {
        letterhead,
        number: document.number.clone(),
        place,
        date_text: siaga_civil::date_short(document.dated_on),
        urgency: None,
        enclosures: None,
        subject: document.about.clone(),
        recipients: document.recipients.clone(),
        recipient_place: (!document.recipients.is_empty()).then(|| "Tempat".to_owned()),
        signatory: printed_signatory(&document.signatory),
        carbon_copy: document.carbon_copies.clone(),
        verification,
    };
    let mut data = serde_json::to_value(common).map_err(Problem::broken)?;
    data["body"] = if document.body.is_null() { json!({}) } else { document.body.clone() };
    let (template, is_replaced) = templates::in_force(ctx, document.kind).await?;
    let at = document.signed_at.unwrap_or_else(|| ctx.now());
    Ok(ReadySheet {
        kind: document.kind,
        template_sha256: sha256(&template),
        template,
        is_replaced,
        data,
        files,
        title: document
            .number
            .clone()
            .map_or_else(|| document.about.clone(), |number| format!("{number} – {}", document.about)),
        author,
        at: ctx.government.zone.local(at),
    })
}

fn printed_signatory(signatory: &Signatory) -> siaga_typeset::Signatory {
    let capacity = signatory.capacity;
    siaga_typeset::Signatory {
        capacity: (capacity != Capacity::Definitive).then(|| capacity.prefix().to_owned()),
        post: signatory.post.clone(),
        name: signatory.name.clone(),
        rank: None,
        nip: signatory.nip.as_deref().map(printed_nip),
    }
}

/// Returns who signs as one line: `Plt. Kepala Dinas, Ani`.
pub(crate) fn signatory_line(signatory: &Signatory) -> String {
    format!("{}, {}", titled(signatory), signatory.name)
}

/// An address of at most 120 letters and a path of ours always fit into a QR code.
fn qr(address: &str) -> Vec<u8> {
    let code = QrCode::new(address).expect("a short address fits into a QR code");
    code.render::<svg::Color<'_>>().min_dimensions(QR_UNITS, QR_UNITS).quiet_zone(true).build().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::qr;

    #[test]
    fn the_longest_address_still_fits_into_the_code() {
        let svg = qr(&format!("https://{}/periksa/ABCD-EFGH-JKMN", "x".repeat(112)));
        assert!(String::from_utf8(svg).unwrap().contains("<svg"));
    }
}
