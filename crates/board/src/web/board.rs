//! The board: its page, its living part, and the same for a wall.

use crate::board::{BoardQuery, BoardQuestion, load, roles_with_tiles};
use crate::web::tile_view::ShownTile;
use askama::Template;
use axum::response::Response;
use siaga_access::Action;
use siaga_platform::web::{Page, Query, render, render_invalid};
use siaga_platform::{Ctx, Permit, Problem, Route};

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::BoardView);
    vec![Route::get("/papan", view, show), Route::get("/papan/isi", view, part)]
}

/// What the page, its living part and the wall show.
struct Board {
    /// The first tiles of half the width, in two columns; both are empty when there is only one.
    left: Vec<ShownTile>,
    right: Vec<ShownTile>,
    /// The other ones, in rows.
    tiles: Vec<ShownTile>,
    /// Said above the tiles: what was known until when, where records begin.
    notes: Vec<String>,
    is_live: bool,
    is_wall: bool,
    /// Address of the living part.
    part_path: String,
}

#[derive(Template)]
#[template(path = "board/board.html")]
struct BoardPage {
    page: Page,
    board: Option<Board>,
    query: BoardQuery,
    roles: Vec<(String, String)>,
    wall_path: String,
    pdf_path: String,
    png_path: String,
}

#[derive(Template)]
#[template(path = "board/wall.html")]
struct WallPage {
    page: Page,
    board: Board,
    board_path: String,
}

#[derive(Template)]
#[template(path = "board/tiles.html")]
struct BoardPart {
    page: Page,
    board: Board,
}

async fn show(ctx: Ctx, Query(query): Query<BoardQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "board-title");
    let question = match BoardQuestion::read(&ctx, &query) {
        Ok(question) => question,
        Err(problem) => return render_invalid(&BoardPage::refused(&ctx, page, query, &problem)),
    };
    let title = page.t1("board-title-day", "day", page.date_long(question.tiles.on));
    let page = page.titled(title);
    let board = Board::load(&ctx, &page, &question).await;
    if question.is_wall {
        return render(&WallPage { board_path: question.address(&ctx, "/papan"), page, board });
    }
    render(&BoardPage {
        query: BoardQuery {
            tanggal: question.tiles.on.to_string(),
            diketahui: question.known_value(&ctx),
            ..query
        },
        roles: role_choices(&ctx, &page),
        wall_path: with_wall(question.address(&ctx, "/papan")),
        pdf_path: question.address(&ctx, "/papan/bagikan.pdf"),
        png_path: question.address(&ctx, "/papan/bagikan.png"),
        board: Some(board),
        page,
    })
}

async fn part(ctx: Ctx, Query(query): Query<BoardQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "board-title");
    let question = BoardQuestion::read(&ctx, &query)?;
    let board = Board::load(&ctx, &page, &question).await;
    render(&BoardPart { page, board })
}

impl BoardPage {
    /// The filter bar with what is wrong with it, and no tiles.
    fn refused(ctx: &Ctx, page: Page, query: BoardQuery, problem: &Problem) -> Self {
        Self {
            roles: role_choices(ctx, &page),
            page: page.with_problem(problem),
            board: None,
            query,
            wall_path: String::new(),
            pdf_path: String::new(),
            png_path: String::new(),
        }
    }
}

impl Board {
    async fn load(ctx: &Ctx, page: &Page, question: &BoardQuestion) -> Self {
        let loaded = load(ctx, &question.tiles, question.role).await;
        let tiles = loaded.into_iter().enumerate();
        let tiles = tiles.map(|(index, tile)| ShownTile::of(page, index, tile, question.is_wall));
        let tiles: Vec<ShownTile> = tiles.collect();
        let [left, right, tiles] = in_columns(tiles);
        let path = question.address(ctx, "/papan/isi");
        Self {
            left,
            right,
            tiles,
            notes: notes(ctx, page, question),
            is_live: question.is_live(),
            is_wall: question.is_wall,
            part_path: if question.is_wall { with_wall(path) } else { path },
        }
    }
}

/// Deals the first tiles of half the width out to two columns; the third part are all the others.
fn in_columns(mut tiles: Vec<ShownTile>) -> [Vec<ShownTile>; 3] {
    let others = tiles.split_off(tiles.iter().take_while(|tile| tile.is_half).count());
    if tiles.len() < 2 {
        return [Vec::new(), Vec::new(), tiles.into_iter().chain(others).collect()];
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (place, tile) in tiles.into_iter().enumerate() {
        if place % 2 == 0 { left.push(tile) } else { right.push(tile) }
    }
    [left, right, others]
}

fn notes(ctx: &Ctx, page: &Page, question: &BoardQuestion) -> Vec<String> {
    let begins_on = ctx.government.begins_on;
    let before =
        (question.tiles.on < begins_on).then(|| page.t1("board-before-records", "day", page.date(begins_on)));
    let known = question.tiles.known_at.map(|at| page.t1("board-known", "time", page.time(at)));
    known.into_iter().chain(before).collect()
}

/// Returns what somebody with several roles can choose from; nothing for everybody else.
fn role_choices(ctx: &Ctx, page: &Page) -> Vec<(String, String)> {
    let roles = roles_with_tiles(ctx);
    if roles.len() < 2 {
        return Vec::new();
    }
    let all = (String::new(), page.t("board-role-all"));
    let one = |role: siaga_access::Role| {
        (role.as_str().to_owned(), page.t(format!("role-{}", role.as_str().replace('_', "-"))))
    };
    std::iter::once(all).chain(roles.into_iter().map(one)).collect()
}

/// The address of a board always has a query: its day.
fn with_wall(path: String) -> String {
    format!("{path}&layar=1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dealt(halves: &[bool]) -> [usize; 3] {
        let tile = |is_half: &bool| ShownTile { is_half: *is_half, ..ShownTile::default() };
        in_columns(halves.iter().map(tile).collect()).map(|part| part.len())
    }

    #[test]
    fn only_the_first_tiles_of_half_the_width_stand_in_columns() {
        assert_eq!(dealt(&[true, true, true, false, true]), [2, 1, 2]);
        assert_eq!(dealt(&[true, false]), [0, 0, 2], "one alone has nothing beside it");
        assert_eq!(dealt(&[false, true, true]), [0, 0, 3]);
        assert_eq!(dealt(&[]), [0, 0, 0]);
    }
}
