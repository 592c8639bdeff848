//! Tiles as their templates show them.

use crate::board::LoadedTile;
use crate::web::picture::{Cut, ShownPicture, draw};
use siaga_platform::Problem;
use siaga_platform::tile::{TileFigure, TileItem, TileView, TileWidth};
use siaga_platform::web::Page;

/// A tile ready to be shown.
#[derive(Debug, Default)]
pub(crate) struct ShownTile {
    /// Id of its heading.
    pub(crate) id: String,
    pub(crate) is_wide: bool,
    pub(crate) is_half: bool,
    pub(crate) is_first: bool,
    pub(crate) heading: String,
    pub(crate) figures: Vec<ShownFigure>,
    pub(crate) pictures: Vec<ShownPicture>,
    pub(crate) items: Vec<TileItem>,
    /// Items that are shown when somebody asks for them.
    pub(crate) folded: Vec<TileItem>,
    /// Items that are not shown, empty for none.
    pub(crate) unshown: String,
    pub(crate) empty: String,
    pub(crate) definition: String,
    /// Instant and completeness in words.
    pub(crate) basis: Vec<String>,
    pub(crate) link: Option<(String, String)>,
    /// What went wrong, empty for nothing.
    pub(crate) problem: String,
}

/// A figure with the address of what explains it.
#[derive(Debug)]
pub(crate) struct ShownFigure {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) tone: &'static str,
    pub(crate) path: Option<String>,
}

/// Items of a tile on a wall: what does not fit, nobody can scroll to.
const WALL_ITEMS: usize = 8;

/// Items that are shown at once elsewhere; fewer than three more are not worth a fold.
const ITEMS: usize = 6;
const FOLD_LEAST: usize = 3;

impl ShownTile {
    /// Makes a tile ready; `index` is its place on the page.
    pub(crate) fn of(page: &Page, index: usize, loaded: LoadedTile, is_wall: bool) -> Self {
        match loaded.answer {
            Ok(view) => Self::of_view(page, index, loaded.name, view, is_wall),
            Err(problem) => Self::of_problem(page, index, &problem),
        }
    }

    fn of_view(page: &Page, index: usize, name: &str, mut view: TileView, is_wall: bool) -> Self {
        let mut problem = String::new();
        let mut pictures = Vec::new();
        let mut basis = Vec::new();
        for (place, picture) in view.pictures.iter_mut().enumerate() {
            match draw(picture, &format!("g{index}-{place}"), view.width, is_wall) {
                Ok(shown) => {
                    basis.extend(shown.cut.map(|cut| cut_words(page, cut)));
                    pictures.push(shown);
                }
                Err(error) => {
                    tracing::error!(tile = name, %error, "a picture of the board cannot be drawn");
                    problem = page.problem_text(&Problem::broken(error));
                }
            }
        }
        let shown = if is_wall { view.items.len().min(WALL_ITEMS) } else { view.items.len() };
        let cut = i64::try_from(view.items.len() - shown).unwrap_or(i64::MAX);
        let unshown = view.items_unshown.max(0).saturating_add(cut);
        view.items.truncate(shown);
        let open = if is_wall || shown < ITEMS + FOLD_LEAST { shown } else { ITEMS };
        let folded = view.items.split_off(open);
        let as_of = view.as_of.map(|at| page.t1("board-as-of", "time", page.time(at)));
        let said = as_of.into_iter().chain(Some(view.completeness).filter(|text| !text.is_empty()));
        Self {
            is_wide: view.width == TileWidth::Wide,
            is_half: view.width == TileWidth::Half,
            heading: view.heading,
            figures: view.figures.into_iter().map(ShownFigure::of).collect(),
            empty: if view.items.is_empty() && pictures.is_empty() { view.empty } else { String::new() },
            pictures,
            items: view.items,
            folded,
            unshown: if unshown > 0 {
                page.t1("board-unshown", "count", page.number(unshown))
            } else {
                String::new()
            },
            definition: view.definition,
            basis: said.chain(basis).collect(),
            link: view.link,
            problem,
            ..Self::at(index)
        }
    }

    fn of_problem(page: &Page, index: usize, problem: &Problem) -> Self {
        Self { heading: page.t("board-tile-failed"), problem: page.problem_text(problem), ..Self::at(index) }
    }

    fn at(index: usize) -> Self {
        Self { id: format!("ubin-{index}"), is_first: index == 0, ..Self::default() }
    }
}

/// Says that a picture shows the first of its bars only.
pub(crate) fn cut_words(page: &Page, cut: Cut) -> String {
    page.t2("board-bars", "shown", page.number(cut.shown), "of", page.number(cut.of))
}

impl ShownFigure {
    fn of(figure: TileFigure) -> Self {
        Self {
            value: figure.value,
            label: figure.label,
            // A quiet figure has the colour of the text around it.
            tone: if figure.tone == "quiet" { "" } else { figure.tone },
            path: figure.subject.map(|subject| subject.path()),
        }
    }
}
