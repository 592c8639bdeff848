/// How large the picture's lettering is compared with its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// A projector of 1366 × 768, read from three metres.
    Wall,
    /// The full width of a page or of a sheet A4.
    Page,
    /// Half a page.
    Small,
    /// A phone of 360 pixels; labels stand above their bars.
    Phone,
}

impl Size {
    /// Width of the picture in tenths of a unit.
    pub(crate) fn width(self) -> i64 {
        match self {
            Self::Wall => 13_000,
            Self::Page => 9_600,
            Self::Small => 4_800,
            Self::Phone => 3_280,
        }
    }

    /// Height of the letters in tenths of a unit.
    pub(crate) fn text(self) -> i64 {
        match self {
            Self::Wall => 280,
            Self::Page => 150,
            Self::Small | Self::Phone => 140,
        }
    }

    /// A tenth of the letters' height, the measure of gaps and strokes.
    pub(crate) fn tenth(self) -> i64 {
        self.text() / 10
    }

    pub(crate) fn is_narrow(self) -> bool {
        matches!(self, Self::Small | Self::Phone)
    }
}
