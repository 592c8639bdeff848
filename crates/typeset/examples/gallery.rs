//! Sets every sample: `cargo run -p siaga-typeset --example gallery -- <folder>`.
fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let files = siaga_typeset::sample_files();
    for kind in siaga_typeset::LetterKind::ALL {
        for draft in [false, true] {
            let mut data = siaga_typeset::sample(kind);
            if draft {
                data["number"] = serde_json::Value::Null;
            }
            let started = std::time::Instant::now();
            let sheet = siaga_typeset::Sheet {
                template: siaga_typeset::template(kind),
                data: &data,
                files: &files,
                title: kind.name(),
                author: "BKPSDM",
                language: siaga_typeset::Language::Id,
                at: chrono::NaiveDateTime::default(),
                library: "",
            };
            match siaga_typeset::pdf(&sheet) {
                Ok(set) => {
                    println!(
                        "{} {} bytes {} pages {:?} {:?}",
                        kind.name(),
                        set.bytes.len(),
                        set.pages,
                        set.missing_glyphs,
                        started.elapsed()
                    );
                    std::fs::write(
                        format!("{folder}/{}{}.pdf", kind.name(), if draft { "-draft" } else { "" }),
                        set.bytes,
                    )
                    .unwrap();
                }
                Err(error) => println!("{}: {error}", kind.name()),
            }
        }
    }
}
