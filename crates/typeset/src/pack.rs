//! Writes a PDF smaller: objects go together into compressed streams (PDF 1.5 and later).
//!
//! A tagged table has one small object for each cell. Written one by one they are nine tenths of a recap;
//! compressed together they are a tenth of that.

use miniz_oxide::deflate::compress_to_vec_zlib;
use std::collections::BTreeMap;

/// Balance of size and time; more gains nothing here.
const LEVEL: u8 = 6;
/// Objects of one stream: large enough to compress well, small enough to read one page soon.
const OBJECTS_PER_STREAM: usize = 1000;

/// One row of the cross reference: kind, four bytes of offset or stream, two of index.
const ROW_BYTES: usize = 7;

/// Where an object is in the new file.
enum Place {
    Offset(usize),
    InStream { stream: usize, index: usize },
}

/// Returns the same document with compressed objects, or the file as it was when its form is unexpected.
pub(crate) fn packed(pdf: Vec<u8>) -> Vec<u8> {
    pack(&pdf).filter(|small| small.len() < pdf.len()).unwrap_or(pdf)
}

fn pack(pdf: &[u8]) -> Option<Vec<u8>> {
    let old = Old::read(pdf)?;
    let mut out = pdf.get(..old.first_offset()?)?.to_vec();
    let mut places = BTreeMap::new();
    let mut loose = Vec::new();
    for (&number, &(start, end)) in &old.objects {
        let body = body(pdf.get(start..end)?, number)?;
        if body.ends_with(b"endstream") {
            places.insert(number, Place::Offset(out.len()));
            out.extend_from_slice(pdf.get(start..end)?);
        } else {
            loose.push((number, body));
        }
    }
    let mut next = old.objects.keys().max()? + 1;
    for group in loose.chunks(OBJECTS_PER_STREAM) {
        for (index, (number, _)) in group.iter().enumerate() {
            places.insert(*number, Place::InStream { stream: next, index });
        }
        places.insert(next, Place::Offset(out.len()));
        out.extend(object_stream(next, group));
        next += 1;
    }
    let start = out.len();
    places.insert(next, Place::Offset(start));
    out.extend(cross_reference(next, &places, &old.trailer)?);
    out.extend(format!("startxref\n{start}\n%%EOF").into_bytes());
    Some(out)
}

fn object_stream(number: usize, group: &[(usize, &[u8])]) -> Vec<u8> {
    let (mut index, mut content) = (String::new(), Vec::new());
    for (number, body) in group {
        index.push_str(&format!("{number} {} ", content.len()));
        content.extend_from_slice(body);
        content.push(b'\n');
    }
    let entries = format!("/Type/ObjStm/N {}/First {}", group.len(), index.len());
    stream(number, &entries, &[index.into_bytes(), content].concat())
}

/// Returns the table that says where every object is: kind, offset or stream, index in the stream.
fn cross_reference(number: usize, places: &BTreeMap<usize, Place>, trailer: &str) -> Option<Vec<u8>> {
    let mut rows = Vec::new();
    for wanted in 0..=number {
        let (kind, at, index) = match places.get(&wanted) {
            None => (0, 0, 0),
            Some(Place::Offset(offset)) => (1, *offset, 0),
            Some(Place::InStream { stream, index }) => (2, *stream, *index),
        };
        let at = u32::try_from(at).ok()?.to_be_bytes();
        let index = u16::try_from(index).ok()?.to_be_bytes();
        rows.push([kind, at[0], at[1], at[2], at[3], index[0], index[1]]);
    }
    let entries = format!(
        "/Type/XRef/W[1 4 2]/Size {}/DecodeParms<</Predictor 12/Columns {ROW_BYTES}>>{trailer}",
        number + 1
    );
    Some(stream(number, &entries, &differences(&rows)))
}

/// Returns each row as its difference to the row above (PNG filter 2), which compresses to almost nothing.
fn differences(rows: &[[u8; ROW_BYTES]]) -> Vec<u8> {
    const UP: u8 = 2;
    let mut above = [0; ROW_BYTES];
    let mut out = Vec::with_capacity(rows.len() * (ROW_BYTES + 1));
    for row in rows {
        out.push(UP);
        out.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = *row;
    }
    out
}

fn stream(number: usize, entries: &str, content: &[u8]) -> Vec<u8> {
    let small = compress_to_vec_zlib(content, LEVEL);
    let head = format!("{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {}>>\nstream\n", small.len());
    [head.as_bytes(), &small, b"\nendstream\nendobj\n\n"].concat()
}

/// What is read from the file as it was written.
struct Old {
    /// From where to where each object goes.
    objects: BTreeMap<usize, (usize, usize)>,
    /// The entries of the trailer without the size.
    trailer: String,
}

impl Old {
    fn read(pdf: &[u8]) -> Option<Self> {
        let tail = std::str::from_utf8(pdf.get(last(pdf, b"startxref")?..)?).ok()?;
        let table_at: usize = tail.lines().nth(1)?.trim().parse().ok()?;
        let table = String::from_utf8_lossy(pdf.get(table_at..)?).into_owned();
        let (table, rest) = table.split_once("trailer")?;
        let mut lines = table.lines().skip(1);
        lines.next()?.strip_prefix("0 ")?;
        let mut starts = BTreeMap::new();
        for (number, line) in lines.enumerate() {
            let mut parts = line.split_whitespace();
            if let (Some(offset), Some("00000"), Some("n")) = (parts.next(), parts.next(), parts.next()) {
                starts.insert(offset.parse::<usize>().ok()?, number);
            }
        }
        let ends = starts.keys().skip(1).copied().chain([table_at]).collect::<Vec<_>>();
        let objects =
            starts.iter().zip(ends).map(|((start, number), end)| (*number, (*start, end))).collect();
        Some(Self { objects, trailer: trailer(rest)? })
    }

    fn first_offset(&self) -> Option<usize> {
        self.objects.values().map(|(start, _)| *start).min()
    }
}

/// Returns the entries of the trailer without the size.
fn trailer(text: &str) -> Option<String> {
    let inner = text.split_once("<<")?.1.rsplit_once(">>")?.0;
    let (before, after) = inner.split_once("/Size")?;
    let after = after.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    Some(format!("{before}{after}"))
}

/// Returns what stands between `obj` and `endobj`.
fn body(object: &[u8], number: usize) -> Option<&[u8]> {
    let inner = object.strip_prefix(format!("{number} 0 obj").as_bytes())?.trim_ascii_end();
    Some(inner.strip_suffix(b"endobj")?.trim_ascii())
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::packed;

    #[test]
    fn a_file_of_another_form_stays_as_it_is() {
        assert_eq!(packed(b"%PDF-1.7 no table".to_vec()), b"%PDF-1.7 no table");
        assert_eq!(packed(Vec::new()), Vec::<u8>::new());
    }
}
