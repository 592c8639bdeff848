//! Setting one sheet: template and data in, PDF or picture out.

use crate::error::TypesetError;
use crate::glyphs::missing;
use crate::library::Language;
use crate::pack::packed;
use crate::world::{SheetWorld, datetime};
use chrono::NaiveDateTime;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;

/// Largest virtual file; a letter that holds a larger picture could not be sent.
pub const LARGEST_FILE_BYTES: usize = 1 << 20;

/// Finest picture: enough for print, and a page still fits into memory.
pub const FINEST_DPI: u16 = 600;

/// What is remembered for the next letter is forgotten after so many sheets without use.
const REMEMBERED_SHEETS: usize = 6;

/// A letter of more pages is forgotten at once: its rows never come again, and they fill the memory.
const REMEMBERED_PAGES: usize = 4;

/// Everything that one letter is made from; the same sheet always gives the same bytes.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// Typst source of the letter.
    pub template: &'a str,
    /// What the template reads from `/data.json`.
    pub data: &'a serde_json::Value,
    /// Pictures that the template may show, by bare file name (`logo.png`, `qr.svg`, `chart-1.svg`).
    pub files: &'a [(&'a str, Vec<u8>)],
    /// Title in the properties of the PDF.
    pub title: &'a str,
    /// Author in the properties of the PDF: the office that sends it.
    pub author: &'a str,
    /// Language of the letter.
    pub language: Language,
    /// Civil time of the letter: creation date of the PDF and `datetime.today()`.
    pub at: NaiveDateTime,
    /// Source in place of the shipped `common.typ`; empty for the shipped one.
    pub library: &'a str,
}

/// A letter that was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// The file.
    pub bytes: Vec<u8>,
    /// Pages of the whole letter, also when the file shows only the first.
    pub pages: usize,
    /// Characters that no font has, sorted; each leaves a gap or an empty box.
    pub missing_glyphs: Vec<char>,
}

/// Returns the letter as a tagged PDF.
///
/// # Errors
/// Says where in the template the trouble is.
pub fn pdf(sheet: &Sheet) -> Result<Set, TypesetError> {
    set(sheet, |world, document| {
        let options = PdfOptions { creator: Smart::Custom(Some("Siaga".into())), ..PdfOptions::default() };
        let written = typst_pdf::pdf(document, &options).map_err(|found| TypesetError::of(world, &found))?;
        Ok(packed(written))
    })
}

/// Returns the first page as a PNG of `dpi` dots per inch, at most [`FINEST_DPI`].
///
/// # Errors
/// Says where in the template the trouble is.
pub fn png(sheet: &Sheet, dpi: u16) -> Result<Set, TypesetError> {
    set(sheet, |_, document| {
        let page = document.pages().first().ok_or_else(|| TypesetError::plain("the letter has no page"))?;
        let points_per_inch = 72.0;
        let pixel_per_pt = (f64::from(dpi.clamp(1, FINEST_DPI)) / points_per_inch).into();
        let picture = typst_render::render(page, &RenderOptions { pixel_per_pt, render_bleed: false });
        picture.encode_png().map_err(|error| TypesetError::plain(&error.to_string()))
    })
}

fn set(
    sheet: &Sheet,
    write: impl Fn(&SheetWorld, &PagedDocument) -> Result<Vec<u8>, TypesetError>,
) -> Result<Set, TypesetError> {
    if let Some((name, _)) = sheet.files.iter().find(|(_, bytes)| bytes.len() > LARGEST_FILE_BYTES) {
        return Err(TypesetError::plain(&format!("{name} is larger than {LARGEST_FILE_BYTES} bytes")));
    }
    let world = SheetWorld::of(sheet);
    let set = compile(sheet, &world).and_then(|document| {
        let (pages, missing_glyphs) = (document.pages().len(), missing(&document));
        Ok(Set { bytes: write(&world, &document)?, pages, missing_glyphs })
    });
    let is_long = set.as_ref().is_ok_and(|set| set.pages > REMEMBERED_PAGES);
    comemo::evict(if is_long { 0 } else { REMEMBERED_SHEETS });
    set
}

fn compile(sheet: &Sheet, world: &SheetWorld) -> Result<PagedDocument, TypesetError> {
    let compiled = typst::compile::<PagedDocument>(world);
    let mut document = compiled.output.map_err(|found| TypesetError::of(world, &found))?;
    let info = document.info_mut();
    info.title = Some(sheet.title.into());
    info.author = vec![sheet.author.into()];
    info.date = Smart::Custom(datetime(sheet.at));
    Ok(document)
}
