//! What a file really is, from its first bytes; names and headers of uploads prove nothing.

/// A kind of file that the program takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// PDF document.
    Pdf,
    /// JPEG photo.
    Jpeg,
    /// PNG picture.
    Png,
    /// Excel workbook of the present form.
    Xlsx,
    /// Text table.
    Csv,
}

impl MediaType {
    /// Returns the registered name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
        }
    }

    /// Returns the usual ending of file names, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// Returns what a file is, or nothing for a kind that is not taken.
///
/// # Shape
/// A text table has no mark of its own: text without control letters and with a separator in it
/// passes as one.
pub fn sniff(bytes: &[u8]) -> Option<MediaType> {
    let marks: [(&[u8], MediaType); 3] = [
        (b"%PDF-", MediaType::Pdf),
        (&[0xff, 0xd8, 0xff], MediaType::Jpeg),
        (b"\x89PNG\r\n\x1a\n", MediaType::Png),
    ];
    if let Some((_, found)) = marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(*found);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return contains(bytes, b"xl/workbook.xml").then_some(MediaType::Xlsx);
    }
    looks_like_table(bytes).then_some(MediaType::Csv)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn looks_like_table(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let is_text = head.iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\r' | b'\n'));
    let is_markup = head.trim_ascii_start().starts_with(b"<") || head.trim_ascii_start().starts_with(b"{");
    is_text && !is_markup && head.iter().any(|byte| matches!(byte, b',' | b';' | b'\t' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(sniff(b"%PDF-1.7\n"), Some(MediaType::Pdf));
        assert_eq!(sniff(&[0xff, 0xd8, 0xff, 0xe0]), Some(MediaType::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n...."), Some(MediaType::Png));
        assert_eq!(sniff(b"PK\x03\x04....xl/workbook.xml...."), Some(MediaType::Xlsx));
        assert_eq!(sniff(b"NIP;Nama\n1;Ani\n"), Some(MediaType::Csv));
        assert_eq!(sniff(b"\xff\xfeN\0I\0P\0"), Some(MediaType::Csv));
    }

    #[test]
    fn other_files_are_nothing_that_is_taken() {
        assert_eq!(sniff(b""), None);
        assert_eq!(sniff(b"PK\x03\x04word/document.xml"), None);
        assert_eq!(sniff(b"MZ\x90\0\x03"), None);
        assert_eq!(sniff(b"<html><body>a,b</body></html>"), None);
        assert_eq!(sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), None, "the old Excel form");
    }
}
