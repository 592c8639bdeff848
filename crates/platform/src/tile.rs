//! Tiles of a leader's board: each is contributed by the capability that owns its facts.

mod shared;

pub use shared::Shared;

use crate::ctx::Ctx;
use crate::explain::Subject;
use crate::people_source::Answering;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::Role;
use siaga_chart::{
    Bars, ChartError, DataTable, Heat, Palette, Progress, RunChart, Size, SmallMultiples, Stacked,
};

/// What a board asks its tiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileQuestion {
    /// The day.
    pub on: NaiveDate,
    /// Only what was known by then; nothing means all that is known now.
    pub known_at: Option<DateTime<Utc>>,
    /// What several tiles of this board need.
    pub shared: Shared,
}

impl TileQuestion {
    /// Returns the question of one board.
    pub fn new(on: NaiveDate, known_at: Option<DateTime<Utc>>) -> Self {
        Self { on, known_at, shared: Shared::default() }
    }
}

/// A tile.
#[derive(Clone, Copy)]
pub struct Tile {
    /// `capability.thing`.
    pub name: &'static str,
    /// Position; lower comes first.
    pub order: u16,
    /// On whose board it lies.
    pub roles: &'static [Role],
    /// Answers; it asks itself what the actor may see. Nothing means that the tile has nothing to say to
    /// this actor.
    pub load: fn(Ctx, TileQuestion) -> Answering<Option<TileView>>,
}

/// How much room a tile takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TileWidth {
    /// A third of the row.
    #[default]
    Narrow,
    /// Half of the row; the first tiles of a board that are so stand in two columns.
    Half,
    /// The whole row.
    Wide,
}

/// What a tile shows. All texts are ready in the reader's language.
#[derive(Debug, Default)]
pub struct TileView {
    /// Says the finding in at most ten words: `98,39 % masuk kerja`.
    pub heading: String,
    /// Room it takes.
    pub width: TileWidth,
    /// Figures, the biggest first.
    pub figures: Vec<TileFigure>,
    /// Pictures; each has its data table.
    pub pictures: Vec<Picture>,
    /// Short rows: who is missing, who reports late.
    pub items: Vec<TileItem>,
    /// How many further items are not shown, behind `link`.
    pub items_unshown: i64,
    /// What the tile says when it has no items and no pictures; empty for nothing.
    pub empty: String,
    /// What is counted, in words.
    pub definition: String,
    /// Until when facts were read.
    pub as_of: Option<DateTime<Utc>>,
    /// How many reported of how many, in words: `41 dari 50 perangkat daerah melapor`.
    pub completeness: String,
    /// The page behind the tile and what it is called.
    pub link: Option<(String, String)>,
}

/// A picture of a tile.
#[derive(Debug)]
pub enum Picture {
    /// Horizontal bars.
    Bars(Bars),
    /// A rate over days.
    Run(RunChart),
    /// Planned beside real.
    Progress(Progress),
    /// One bar of parts.
    Stacked(Stacked),
    /// Calendar of numbers.
    Heat(Heat),
    /// Many run charts of one scale.
    Multiples(SmallMultiples),
}

impl Picture {
    /// Returns the picture as SVG text.
    ///
    /// # Errors
    /// As the chart says.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        match self {
            Self::Bars(chart) => chart.svg(palette, size),
            Self::Run(chart) => chart.svg(palette, size),
            Self::Progress(chart) => chart.svg(palette, size),
            Self::Stacked(chart) => chart.svg(palette, size),
            Self::Heat(chart) => chart.svg(palette, size),
            Self::Multiples(chart) => chart.svg(palette, size),
        }
    }

    /// Returns the drawn numbers as a table.
    pub fn table(&self) -> DataTable {
        match self {
            Self::Bars(chart) => chart.table(),
            Self::Run(chart) => chart.table(),
            Self::Progress(chart) => chart.table(),
            Self::Stacked(chart) => chart.table(),
            Self::Heat(chart) => chart.table(),
            Self::Multiples(chart) => chart.table(),
        }
    }
}

/// A figure of a tile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TileFigure {
    /// As shown: `98,39 %`.
    pub value: String,
    /// What it is.
    pub label: String,
    /// good, warn, bad, info or quiet.
    pub tone: &'static str,
    /// What explains it.
    pub subject: Option<Subject>,
}

/// A row of a tile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TileItem {
    /// What or who.
    pub text: String,
    /// What about it.
    pub note: String,
    /// good, warn, bad, info or quiet; empty for no badge.
    pub tone: &'static str,
    /// The badge's text.
    pub badge: String,
    /// Where it leads.
    pub link: Option<String>,
}
