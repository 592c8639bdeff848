use crate::{Palette, Tone};

/// The colours of paper; the four fills differ from their neighbours by 3:1 and all have a dark outline.
pub(crate) mod paper {
    pub(crate) const INK: &str = "#16202b";
    pub(crate) const GOOD: &str = "#4a86b4";
    pub(crate) const WARN: &str = "#dfe6ec";
    pub(crate) const BAD: &str = "#1b1f24";
    pub(crate) const QUIET: &str = "#ffffff";
    pub(crate) const LEVELS: [&str; 5] = ["#ffffff", "#d3e2ee", "#9cc0dc", "#3f75a3", "#1d4f7c"];
}

/// What a stroke or a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    /// The words of a link that are underlined.
    Link,
    Soft,
    Axis,
    Grid,
    Target,
    Note,
    Halo,
    Day,
    Dot,
    Mean,
    End,
    Plan,
    Cell,
    OnDark,
}

impl Ink {
    pub(crate) fn attributes(self, palette: Palette) -> &'static str {
        match palette {
            Palette::Screen => self.classes(),
            Palette::Paper => self.colours(),
        }
    }

    fn classes(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Link => r#"class="c-link""#,
            Self::Soft => r#"class="c-soft""#,
            Self::Axis => r#"class="c-axis""#,
            Self::Grid => r#"class="c-grid""#,
            Self::Target => r#"class="c-target""#,
            Self::Note => r#"class="c-note""#,
            Self::Halo => r#"class="c-halo""#,
            Self::Day => r#"class="c-day""#,
            Self::Dot => r#"class="c-dot""#,
            Self::Mean => r#"class="c-mean""#,
            Self::End => r#"class="c-end""#,
            Self::Plan => r#"class="c-plan""#,
            Self::Cell => r#"class="c-cell""#,
            Self::OnDark => r#"class="c-on""#,
        }
    }

    fn colours(self) -> &'static str {
        match self {
            Self::Plain | Self::Link => "",
            Self::Soft => r##"fill="#47566a""##,
            Self::Axis | Self::Plan => r##"stroke="#16202b""##,
            Self::Grid | Self::Cell => r##"stroke="#c5ced8""##,
            Self::Target => r##"stroke="#16202b""##,
            Self::Note => r##"stroke="#47566a""##,
            Self::Halo => r##"stroke="#ffffff""##,
            Self::Day => r##"stroke="#6b7a8a""##,
            Self::Dot => r##"fill="#6b7a8a""##,
            Self::Mean => r##"stroke="#24608f""##,
            Self::End => r##"fill="#24608f""##,
            Self::OnDark => r##"fill="#ffffff""##,
        }
    }
}

/// What a surface means; those with a pattern name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    Tone(Tone),
    /// A part of a whole by its place, 0 to 3.
    Part(usize),
    Track,
    /// A shade by its step, 0 to 4.
    Level(usize),
    /// Nothing was expected.
    Gap,
}

/// The lines of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weave {
    Stripes,
    Lattice,
    Hairlines,
}

/// A pattern as it stands in the picture's definitions.
pub(crate) struct Pattern {
    pub(crate) name: &'static str,
    pub(crate) weave: Weave,
    pub(crate) ground: String,
    pub(crate) line: String,
}

impl Fill {
    /// Returns all attributes of a surface but the pattern's address.
    pub(crate) fn attributes(self, palette: Palette) -> String {
        match (palette, self) {
            (Palette::Screen, _) => format!(r#"class="{}""#, self.class()),
            (Palette::Paper, Self::Gap) => String::new(),
            (Palette::Paper, Self::Level(step)) => format!(r#"fill="{}""#, paper::LEVELS[step]),
            (Palette::Paper, _) if self.pattern(palette).is_some() => format!(r#"stroke="{}""#, paper::INK),
            (Palette::Paper, _) => format!(r#"fill="{}" stroke="{}""#, self.paper_colour(), paper::INK),
        }
    }

    /// Returns the pattern of a surface that has one.
    pub(crate) fn pattern(self, palette: Palette) -> Option<Pattern> {
        let (name, weave) = match self {
            Self::Tone(Tone::Warn) => ("warn", Weave::Stripes),
            Self::Tone(Tone::Bad) => ("bad", Weave::Lattice),
            Self::Part(1) => ("part1", Weave::Stripes),
            Self::Part(2) => ("part2", Weave::Lattice),
            Self::Gap => ("gap", Weave::Hairlines),
            _ => return None,
        };
        let (ground, line) = match palette {
            Palette::Screen => (format!(r#"class="c-{name}-ground""#), format!(r#"class="c-{name}-line""#)),
            Palette::Paper => {
                let line = match weave {
                    Weave::Stripes => paper::INK,
                    Weave::Lattice => paper::QUIET,
                    Weave::Hairlines => "#aab5c0",
                };
                (format!(r#"fill="{}""#, self.paper_colour()), format!(r#"stroke="{line}""#))
            }
        };
        Some(Pattern { name, weave, ground, line })
    }

    fn class(self) -> &'static str {
        match self {
            Self::Tone(Tone::Good) => "c-good",
            Self::Tone(Tone::Warn) => "c-warn",
            Self::Tone(Tone::Bad) => "c-bad",
            Self::Tone(Tone::Quiet) => "c-quiet",
            Self::Part(0) => "c-part0",
            Self::Part(1 | 2) => "c-part",
            Self::Part(_) => "c-part3",
            Self::Track => "c-track",
            Self::Level(step) => ["c-l0", "c-l1", "c-l2", "c-l3", "c-l4"][step],
            Self::Gap => "c-gap",
        }
    }

    pub(crate) fn paper_colour(self) -> &'static str {
        match self {
            Self::Tone(Tone::Good) | Self::Part(0) => paper::GOOD,
            Self::Tone(Tone::Warn) | Self::Part(1) => paper::WARN,
            Self::Tone(Tone::Bad) | Self::Part(2) => paper::BAD,
            Self::Level(step) => paper::LEVELS[step],
            Self::Tone(Tone::Quiet) | Self::Part(_) | Self::Track | Self::Gap => paper::QUIET,
        }
    }
}

/// Returns the attributes of a tone's sign.
pub(crate) fn sign_attributes(tone: Tone, palette: Palette) -> &'static str {
    match (palette, tone) {
        (Palette::Screen, Tone::Good) => r#"class="c-sign-good""#,
        (Palette::Screen, Tone::Warn) => r#"class="c-sign-warn""#,
        (Palette::Screen, Tone::Bad) => r#"class="c-sign-bad""#,
        (Palette::Screen, Tone::Quiet) => r#"class="c-sign-quiet""#,
        (Palette::Paper, _) => "",
    }
}
