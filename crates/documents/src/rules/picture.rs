//! Logos: what kind of picture it is, how large it becomes, and that nothing hides in it.

use super::svg;

/// Longest side of a picture in pixels; it bounds what unpacking it can cost.
pub(crate) const LONGEST_SIDE: u32 = 4000;
const PNG_MARK: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Parts of a PNG that make up the picture. Others may hold packed texts and profiles, and are left out.
const PNG_PARTS: [&[u8; 4]; 5] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"];

/// A logo that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Logo {
    /// Registered name of its kind.
    pub(crate) media_type: &'static str,
    /// Its content, without what is no part of the picture.
    pub(crate) bytes: Vec<u8>,
}

/// Why a file cannot be a logo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LogoFault {
    /// Neither PNG nor JPEG nor SVG.
    #[error("the file is no picture that is taken")]
    Kind,
    /// A side is 0 or longer than [`LONGEST_SIDE`].
    #[error("the picture has {width} by {height} pixels")]
    Side {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// Its parts do not fit together.
    #[error("the picture is damaged")]
    Damaged,
    /// An SVG with something that is no drawing.
    #[error("the drawing holds {what}")]
    Svg {
        /// The part that is not taken.
        what: String,
    },
}

impl LogoFault {
    /// Returns the problem code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Kind => "documents.logo_kind",
            Self::Side { .. } => "documents.logo_side",
            Self::Damaged => "documents.logo_unreadable",
            Self::Svg { .. } => "documents.logo_svg",
        }
    }

    /// Returns what its text names.
    pub(crate) fn what(&self) -> String {
        match self {
            Self::Kind | Self::Damaged => String::new(),
            Self::Side { width, height } => format!("{width} × {height}"),
            Self::Svg { what } => what.clone(),
        }
    }
}

/// Returns a logo that may be stored, told by its content and never by its name.
pub(crate) fn logo(bytes: &[u8]) -> Result<Logo, LogoFault> {
    if bytes.starts_with(PNG_MARK) {
        return Ok(Logo { media_type: "image/png", bytes: png(bytes)? });
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        jpeg(bytes)?;
        return Ok(Logo { media_type: "image/jpeg", bytes: bytes.to_vec() });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| LogoFault::Kind)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with('<') || !text.contains("<svg") && !text.contains(":svg") {
        return Err(LogoFault::Kind);
    }
    svg::check(text).map_err(|what| LogoFault::Svg { what })?;
    Ok(Logo { media_type: "image/svg+xml", bytes: text.as_bytes().to_vec() })
}

fn check_sides(width: u32, height: u32) -> Result<(), LogoFault> {
    let fits = |side: u32| (1..=LONGEST_SIDE).contains(&side);
    if fits(width) && fits(height) { Ok(()) } else { Err(LogoFault::Side { width, height }) }
}

/// Returns a PNG with the parts of the picture alone.
fn png(bytes: &[u8]) -> Result<Vec<u8>, LogoFault> {
    let mut kept = PNG_MARK.to_vec();
    let mut rest = &bytes[PNG_MARK.len()..];
    let mut is_first = true;
    loop {
        let (length, tail) = rest.split_first_chunk::<4>().ok_or(LogoFault::Damaged)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| LogoFault::Damaged)?;
        let whole = length.checked_add(8).ok_or(LogoFault::Damaged)?;
        let part = tail.get(..whole).ok_or(LogoFault::Damaged)?;
        let name = &part[..4];
        if is_first {
            let (width, height) = png_sides(part).ok_or(LogoFault::Damaged)?;
            check_sides(width, height)?;
            is_first = false;
        }
        if PNG_PARTS.iter().any(|known| known.as_slice() == name) {
            kept.extend_from_slice(&rest[..4 + whole]);
        }
        if name == b"IEND" {
            return Ok(kept);
        }
        rest = &tail[whole..];
    }
}

fn png_sides(part: &[u8]) -> Option<(u32, u32)> {
    let body = part.strip_prefix(b"IHDR")?;
    let (width, rest) = body.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// Checks every frame header of a JPEG; there should be one, but the largest counts.
fn jpeg(bytes: &[u8]) -> Result<(), LogoFault> {
    let mut rest = &bytes[2..];
    let mut has_frame = false;
    loop {
        let (mark, tail) = next_mark(rest).ok_or(LogoFault::Damaged)?;
        match mark {
            // End of picture, or the scan begins: what follows is the picture itself.
            0xd9 | 0xda => return if has_frame { Ok(()) } else { Err(LogoFault::Damaged) },
            0x01 | 0xd0..=0xd8 => {
                rest = tail;
                continue;
            }
            _ => {}
        }
        let (length, _) = tail.split_first_chunk::<2>().ok_or(LogoFault::Damaged)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let segment = tail.get(..length).filter(|_| length >= 2).ok_or(LogoFault::Damaged)?;
        // Frame headers are C0 to CF without the tables DHT, JPG and DAC.
        if (0xc0..=0xcf).contains(&mark) && !matches!(mark, 0xc4 | 0xc8 | 0xcc) {
            let sides = segment.get(3..7).ok_or(LogoFault::Damaged)?;
            let side = |at: usize| u32::from(u16::from_be_bytes([sides[at], sides[at + 1]]));
            check_sides(side(2), side(0))?;
            has_frame = true;
        }
        rest = &tail[length..];
    }
}

fn next_mark(rest: &[u8]) -> Option<(u8, &[u8])> {
    let (first, mut rest) = rest.split_first()?;
    if *first != 0xff {
        return None;
    }
    // Any number of fill bytes may stand before the mark.
    loop {
        let (mark, tail) = rest.split_first()?;
        if *mark != 0xff {
            return Some((*mark, tail));
        }
        rest = tail;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [length.as_slice(), name, body, &[0; 4]].concat()
    }

    fn png_of(width: u32, height: u32, more: &[Vec<u8>]) -> Vec<u8> {
        let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        [PNG_MARK.to_vec(), part(b"IHDR", &head), more.concat(), part(b"IDAT", b"x"), part(b"IEND", b"")]
            .concat()
    }

    fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
        let frame = [
            [0xff, 0xc2, 0, 11, 8].as_slice(),
            &height.to_be_bytes(),
            &width.to_be_bytes(),
            &[1, 1, 0x11, 0],
        ];
        [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff], frame.concat().as_slice(), &[0xff, 0xda, 0, 2, 1]]
            .concat()
    }

    #[test]
    fn a_png_keeps_its_picture_and_loses_packed_texts() {
        let bomb = part(b"zTXt", b"packed");
        let logo = logo(&png_of(4000, 1, &[bomb, part(b"iCCP", b"x")])).unwrap();
        assert_eq!(logo.media_type, "image/png");
        assert_eq!(logo.bytes, png_of(4000, 1, &[]));
    }

    #[test]
    fn pictures_that_unpack_too_large_are_refused() {
        for (width, height) in [(4001, 1), (1, 4001), (0, 5), (u32::MAX, u32::MAX)] {
            assert_eq!(logo(&png_of(width, height, &[])), Err(LogoFault::Side { width, height }));
        }
        assert!(logo(&jpeg_of(4000, 4000)).is_ok());
        assert_eq!(logo(&jpeg_of(1, 65000)), Err(LogoFault::Side { width: 1, height: 65000 }));
    }

    #[test]
    fn damaged_and_foreign_files_are_refused() {
        let png = png_of(10, 10, &[]);
        for cut in 8..png.len() {
            assert_eq!(logo(&png[..cut]), Err(LogoFault::Damaged), "{cut}");
        }
        let jpeg = jpeg_of(10, 10);
        for cut in 3..22 {
            assert_eq!(logo(&jpeg[..cut]), Err(LogoFault::Damaged), "{cut}");
        }
        for foreign in [b"%PDF-1.7".as_slice(), b"GIF89a", b"", b"<html></html>", b"\xff\xfe<\0s\0"] {
            assert_eq!(logo(foreign), Err(LogoFault::Kind));
        }
    }
}
