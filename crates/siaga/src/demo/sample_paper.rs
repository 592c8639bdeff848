//! The signed sheet that an officer attaches to a recap: one page, marked as a sample.

use std::fmt::Write;

/// Returns a PDF of one page with these lines; every page says that it is a sample.
///
/// # Shape
/// Letters that the built-in font does not have become question marks.
pub(super) fn sample_paper(lines: &[String]) -> Vec<u8> {
    let mut words = String::from("BT /F1 20 Tf 72 780 Td (CONTOH - BUKAN DOKUMEN RESMI) Tj /F1 11 Tf");
    for (place, line) in lines.iter().enumerate() {
        let down = if place == 0 { 36 } else { 18 };
        write!(words, " 0 -{down} Td ({}) Tj", escaped(line)).expect("a text can grow");
    }
    words.push_str(" ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{words}\nendstream", words.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    written(&objects)
}

/// Writes the objects with the table of their places.
fn written(objects: &[String]) -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(text.len());
        write!(text, "{number} 0 obj\n{object}\nendobj\n").expect("a text can grow");
    }
    let table = text.len();
    let count = objects.len() + 1;
    write!(text, "xref\n0 {count}\n0000000000 65535 f \n").expect("a text can grow");
    for place in places {
        writeln!(text, "{place:010} 00000 n ").expect("a text can grow");
    }
    write!(text, "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n")
        .expect("a text can grow");
    text.into_bytes()
}

fn escaped(line: &str) -> String {
    line.chars()
        .flat_map(|letter| match letter {
            '(' | ')' | '\\' => vec!['\\', letter],
            ' '..='~' => vec![letter],
            _ => vec!['?'],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_points_at_every_object_and_the_page_says_sample() {
        let bytes = sample_paper(&["Kec. (contoh) – satu".to_owned(), "Kepala".to_owned()]);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("CONTOH - BUKAN DOKUMEN RESMI"));
        assert!(text.contains("(Kec. \\(contoh\\) ? satu) Tj"));
        let table: usize =
            text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        let mut rows = text[table..].lines().skip(3);
        for number in 1..=5 {
            let place: usize = rows.next().unwrap()[..10].parse().unwrap();
            assert!(text[place..].starts_with(&format!("{number} 0 obj\n")));
        }
        let length: usize =
            text.split("/Length ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let (_, from_stream) = text.split_once("stream\n").unwrap();
        let (stream, _) = from_stream.split_once("\nendstream").unwrap();
        assert_eq!(stream.len(), length);
    }
}
