//! Fuzz target of law files. Under `cargo test` it runs a bounded number of inputs.

use bolero::check;
use siaga_policy::{Document, parse_cases, shipped_files};

const ITERATIONS: usize = 2_000;

#[test]
fn a_damaged_circular_is_read_or_refused() {
    let files = shipped_files();
    check!().with_iterations(ITERATIONS).with_type::<(u8, u16, u8, u16)>().for_each(
        |(which, place, byte, cut)| {
            let file = files[usize::from(*which) % files.len()];
            let mut bytes = file.text.as_bytes().to_vec();
            let place = usize::from(*place) % bytes.len();
            bytes[place] ^= byte;
            bytes.truncate(bytes.len().saturating_sub(usize::from(*cut) % 600));
            let text = String::from_utf8_lossy(&bytes);
            let _ = Document::parse(file.path, &text);
            let _ = parse_cases(file.path, &text);
        },
    );
}
