use std::fmt::{self, Write};

use crate::ink::{Fill, Ink, Weave, sign_attributes};
use crate::letters::{fit, text_width};
use crate::markup::{Escaped, Unit};
use crate::{About, Palette, Size, Tone};

/// A picture in the making; all lengths are tenths of a unit.
pub(crate) struct Canvas<'a> {
    about: &'a About,
    pub(crate) palette: Palette,
    pub(crate) size: Size,
    body: String,
    fills: Vec<Fill>,
    signs: Vec<Tone>,
    has_links: bool,
}

/// Which end of a text its position means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A box in tenths of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) left: i64,
    pub(crate) top: i64,
    pub(crate) width: i64,
    pub(crate) height: i64,
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(about: &'a About, palette: Palette, size: Size) -> Self {
        let (body, fills, signs) = (String::new(), Vec::new(), Vec::new());
        Self { about, palette, size, body, fills, signs, has_links: false }
    }

    pub(crate) fn put(&mut self, piece: fmt::Arguments<'_>) {
        self.body.write_fmt(piece).expect("a string takes every text");
    }

    /// Writes a text that is known to have room.
    pub(crate) fn text(&mut self, x: i64, y: i64, anchor: Anchor, ink: Ink, text: &str) {
        self.text_with(x, y, anchor, ink.attributes(self.palette), text);
    }

    /// Writes a text with attributes of its own.
    pub(crate) fn text_with(&mut self, x: i64, y: i64, anchor: Anchor, attributes: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let space = if attributes.is_empty() { "" } else { " " };
        self.put(format_args!(
            r#"<text x="{}" y="{}"{anchor}{space}{attributes}>{}</text>"#,
            Unit(x),
            Unit(y),
            Escaped(text)
        ));
    }

    /// Writes as much of a text as has room; what was cut is kept whole in its title.
    pub(crate) fn text_fit(&mut self, x: i64, y: i64, room: i64, ink: Ink, text: &str) {
        let shown = fit(text, room, self.size.text());
        if shown == text {
            return self.text(x, y, Anchor::Start, ink, text);
        }
        let attributes = ink.attributes(self.palette);
        self.put(format_args!(
            r#"<text x="{}" y="{}" {attributes}><title>{}</title>{}</text>"#,
            Unit(x),
            Unit(y),
            Escaped(text),
            Escaped(&shown)
        ));
    }

    pub(crate) fn line(&mut self, from: (i64, i64), to: (i64, i64), ink: Ink, width: i64, dashes: Dashes) {
        let tenth = self.size.tenth();
        let dashes = match dashes {
            Dashes::None => String::new(),
            Dashes::Long => format!(r#" stroke-dasharray="{} {}""#, Unit(tenth * 4), Unit(tenth * 3)),
            Dashes::Short => format!(r#" stroke-dasharray="{} {}""#, Unit(tenth * 3 / 2), Unit(tenth * 2)),
        };
        let shape = if from.0 == to.0 {
            format!("M{} {}V{}", Unit(from.0), Unit(from.1), Unit(to.1))
        } else if from.1 == to.1 {
            format!("M{} {}H{}", Unit(from.0), Unit(from.1), Unit(to.0))
        } else {
            format!("M{} {}L{} {}", Unit(from.0), Unit(from.1), Unit(to.0), Unit(to.1))
        };
        let attributes = ink.attributes(self.palette);
        self.put(format_args!(r#"<path {attributes} stroke-width="{}"{dashes} d="{shape}"/>"#, Unit(width)));
    }

    pub(crate) fn surface(&mut self, area: Area, fill: Fill) {
        let attributes = self.surface_attributes(fill);
        self.put(format_args!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" {attributes}/>"#,
            Unit(area.left),
            Unit(area.top),
            Unit(area.width),
            Unit(area.height)
        ));
    }

    /// Draws several surfaces of one meaning in fewer bytes.
    pub(crate) fn surfaces(&mut self, areas: impl Iterator<Item = Area>, fill: Fill) {
        let attributes = self.surface_attributes(fill);
        self.put(format_args!(r#"<path {attributes} d=""#));
        for Area { left, top, width, height } in areas {
            let (x, y, width, height) = (Unit(left), Unit(top), Unit(width), Unit(height));
            self.put(format_args!("M{x} {y}h{width}v{height}h-{width}z"));
        }
        self.put(format_args!(r#""/>"#));
    }

    fn surface_attributes(&mut self, fill: Fill) -> String {
        let attributes = fill.attributes(self.palette);
        let address = match fill.pattern(self.palette) {
            Some(pattern) => format!(r#" fill="url(#{}-{})""#, self.about.id_prefix, pattern.name),
            None => String::new(),
        };
        if !self.fills.contains(&fill) {
            self.fills.push(fill);
        }
        format!("{attributes}{address}")
    }

    /// Draws the sign of a tone as high as a letter, its upper left corner given.
    pub(crate) fn sign(&mut self, tone: Tone, left: i64, top: i64) {
        if !self.signs.contains(&tone) {
            self.signs.push(tone);
        }
        let (prefix, attributes) = (&self.about.id_prefix, sign_attributes(tone, self.palette));
        let (name, x, y) = (sign_name(tone), Unit(left), Unit(top));
        let piece = format!(r##"<use {attributes} href="#{prefix}-{name}" x="{x}" y="{y}"/>"##);
        self.body.push_str(&piece);
    }

    /// Draws an arrow of a letter's size that points out of the scale, its tip given.
    pub(crate) fn arrow(&mut self, tip: (i64, i64), direction: Direction) {
        let half = self.size.tenth() * 4;
        let (x, y) = tip;
        let (first, second) = match direction {
            Direction::Right => ((x - half, y - half), (x - half, y + half)),
            Direction::Up => ((x - half, y + half), (x + half, y + half)),
            Direction::Down => ((x - half, y - half), (x + half, y - half)),
        };
        let attributes = Ink::Plain.attributes(self.palette);
        self.put(format_args!(
            r#"<path {attributes} d="M{} {}L{} {}L{} {}z"/>"#,
            Unit(x),
            Unit(y),
            Unit(first.0),
            Unit(first.1),
            Unit(second.0),
            Unit(second.1)
        ));
    }

    /// Opens a row: a link over the whole area where there is one, else a group.
    pub(crate) fn open_row(&mut self, link: Option<&str>, title: Option<&str>, area: Area) {
        match link {
            Some(link) => {
                self.has_links = true;
                self.put(format_args!(r#"<a href="{}">"#, Escaped(link)));
            }
            None => self.put(format_args!("<g>")),
        }
        if let Some(title) = title {
            self.put(format_args!("<title>{}</title>", Escaped(title)));
        }
        if link.is_some() {
            self.put(format_args!(
                r#"<path fill="none" pointer-events="all" d="M{} {}h{}v{}h-{}z"/>"#,
                Unit(area.left),
                Unit(area.top),
                Unit(area.width),
                Unit(area.height),
                Unit(area.width)
            ));
        }
    }

    pub(crate) fn close_row(&mut self, link: Option<&str>) {
        self.body.push_str(if link.is_some() { "</a>" } else { "</g>" });
    }

    /// Returns the picture that says there is nothing to draw.
    pub(crate) fn finish_empty(mut self) -> String {
        let (room, text) = (self.size.width() - self.size.text() * 2, self.size.text());
        self.text_fit(text, text * 2, room, Ink::Soft, &self.about.nothing);
        self.finish(text * 3)
    }

    /// Returns the whole picture.
    pub(crate) fn finish(self, height: i64) -> String {
        let About { id_prefix: id, title, description, .. } = self.about;
        // A picture hides what is in it from assistive technology, so one with links is a group instead.
        let role = if self.has_links { "group" } else { "img" };
        let (width, height) = (Unit(self.size.width()), Unit(height));
        let font = match self.palette {
            Palette::Screen => "",
            Palette::Paper => r##" font-family="Liberation Sans" fill="#16202b""##,
        };
        let mut picture = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{id}-title" aria-describedby="{id}-desc" font-size="{}"{font}><title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>"#,
            Unit(self.size.text()),
            Escaped(title),
            Escaped(description)
        );
        self.write_definitions(&mut picture);
        if self.palette == Palette::Paper {
            picture.push_str(&format!(r##"<rect width="{width}" height="{height}" fill="#ffffff"/>"##));
        }
        picture.push_str(&self.body);
        picture.push_str("</svg>");
        picture
    }

    fn write_definitions(&self, picture: &mut String) {
        let patterns: Vec<_> = self.fills.iter().filter_map(|fill| fill.pattern(self.palette)).collect();
        if patterns.is_empty() && self.signs.is_empty() {
            return;
        }
        let id = &self.about.id_prefix;
        picture.push_str("<defs>");
        for pattern in patterns {
            let (pitch, width, shape) = match pattern.weave {
                Weave::Stripes => (8, "3", "M0 4h8"),
                Weave::Lattice => (6, "1.2", "M0 3h6M3 0v6"),
                Weave::Hairlines => (6, "1.2", "M0 3h6"),
            };
            picture.push_str(&format!(
                r#"<pattern id="{id}-{}" width="{pitch}" height="{pitch}" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="{pitch}" height="{pitch}" {}/><path {} stroke-width="{width}" d="{shape}"/></pattern>"#,
                pattern.name, pattern.ground, pattern.line
            ));
        }
        for tone in &self.signs {
            let scale = Unit((self.size.text() + 6) / 12);
            picture.push_str(&format!(
                r#"<path id="{id}-{}" transform="scale({scale})" d="{}"/>"#,
                sign_name(*tone),
                sign_shape(*tone)
            ));
        }
        picture.push_str("</defs>");
    }

    pub(crate) fn widest<'t>(&self, texts: impl Iterator<Item = &'t str>) -> i64 {
        texts.map(|text| text_width(text, self.size.text())).max().unwrap_or(0)
    }
}

/// How a line is broken, so that lines differ without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dashes {
    None,
    Long,
    Short,
}

/// Where an arrow points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Right,
    Up,
    Down,
}

fn sign_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "tick",
        Tone::Warn => "triangle",
        Tone::Bad => "cross",
        Tone::Quiet => "dash",
    }
}

/// Outlines within a square of 12 units.
fn sign_shape(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "M1 6.5 2.5 5 5 7.5 9.8 2 11.3 3.4 5.1 10.5z",
        Tone::Warn => "M6 1 11.5 11H.5z",
        Tone::Bad => "M2.6 1 6 4.4 9.4 1 11 2.6 7.6 6 11 9.4 9.4 11 6 7.6 2.6 11 1 9.4 4.4 6 1 2.6z",
        Tone::Quiet => "M2 5h8v2H2z",
    }
}
