//! The board as one sheet, because leaders pass pictures on: set with its stamp, as PDF or PNG.

mod body;

pub(crate) use body::ShareWords;

use crate::board::{self, BoardQuestion};
use crate::web::share_words;
use body::{Chart, body};
use chrono::NaiveDateTime;
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Locale, Problem};
use siaga_typeset::{Common, Language, Letter, LetterKind, Letterhead, Set, Sheet, Signatory, TypesetError};

/// Fine enough to be read on a phone after it was passed on.
const PNG_DPI: u16 = 150;

/// Everything that the sheet is set from, ready for the blocking pool.
#[derive(Debug)]
pub(crate) struct BoardSheet {
    data: serde_json::Value,
    files: Vec<(String, Vec<u8>)>,
    title: String,
    author: String,
    language: Language,
    at: NaiveDateTime,
}

/// Loads the tiles that a board question asks and makes them ready for a sheet.
///
/// # Errors
/// Of the letterhead; tiles that fail say so on the sheet.
pub(crate) async fn sheet(ctx: &Ctx, question: &BoardQuestion) -> Result<BoardSheet, Problem> {
    let page = Page::new(ctx, "board-title");
    let loaded = board::load(ctx, &question.tiles, question.role).await;
    let (letterhead, pictures) = siaga_documents::letterhead(ctx, None, question.tiles.on).await?;
    let author = letterhead.government.clone();
    let (body, charts) = body(&page, loaded, share_words(ctx, &page, question));
    let mut files: Vec<(String, Vec<u8>)> =
        pictures.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    files.extend(charts.into_iter().map(|Chart { name, svg }| (name, svg.into_bytes())));
    let title = page.t1("board-title-day", "day", page.date_long(question.tiles.on));
    let letter = Letter { common: common(letterhead, title.clone()), body };
    Ok(BoardSheet {
        data: serde_json::to_value(letter).map_err(Problem::broken)?,
        files,
        title,
        author,
        language: if ctx.locale == Locale::English { Language::En } else { Language::Id },
        at: ctx.government.zone.local(ctx.now()),
    })
}

impl BoardSheet {
    /// Sets the PDF on the blocking pool.
    ///
    /// # Errors
    /// `board.sheet_failed`.
    pub(crate) async fn pdf(self) -> Result<Vec<u8>, Problem> {
        self.set(siaga_typeset::pdf).await
    }

    /// Draws the first page on the blocking pool.
    ///
    /// # Errors
    /// `board.sheet_failed`.
    pub(crate) async fn png(self) -> Result<Vec<u8>, Problem> {
        self.set(|sheet| siaga_typeset::png(sheet, PNG_DPI)).await
    }

    async fn set(self, set: fn(&Sheet) -> Result<Set, TypesetError>) -> Result<Vec<u8>, Problem> {
        let made = tokio::task::spawn_blocking(move || {
            let files: Vec<(&str, Vec<u8>)> =
                self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
            set(&Sheet {
                template: siaga_typeset::template(LetterKind::Board),
                data: &self.data,
                files: &files,
                title: &self.title,
                author: &self.author,
                language: self.language,
                at: self.at,
                library: "",
            })
        });
        let made = made.await.map_err(Problem::broken)?;
        made.map(|made| made.bytes).map_err(|error| {
            let mut problem = Problem::broken(error);
            problem.code = "board.sheet_failed".to_owned();
            problem
        })
    }
}

/// A board is no letter: nobody signs it and no register numbers it. An empty number is not a draft.
fn common(letterhead: Letterhead, subject: String) -> Common {
    let nobody =
        Signatory { capacity: None, post: String::new(), name: String::new(), rank: None, nip: None };
    Common {
        letterhead,
        number: Some(String::new()),
        place: String::new(),
        date_text: String::new(),
        urgency: None,
        enclosures: None,
        subject,
        recipients: Vec::new(),
        recipient_place: None,
        signatory: nobody,
        carbon_copy: Vec::new(),
        verification: None,
    }
}
