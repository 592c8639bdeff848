//! Lists the folder of law, so that a new circular is part of the program without a line of code.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Holidays are read by the calendar of civil types, not as circulars.
const NOT_CIRCULARS: &str = "national/calendar/";

fn main() -> io::Result<()> {
    // Asked when the script runs: a script that was built in another copy of the tree must not look there.
    let manifest = env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the folder of the crate");
    let root = Path::new(&manifest).join("../../policies");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    for part in ["national", "regional"] {
        collect(&root.join(part), &mut files)?;
    }
    let mut listed: Vec<String> = files
        .iter()
        .filter_map(|file| file.strip_prefix(&root).ok())
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .filter(|path| !path.starts_with(NOT_CIRCULARS))
        .collect();
    listed.sort();
    if listed.is_empty() {
        // Without law nobody would be expected on any day, and every figure would be wrong in silence.
        return Err(io::Error::other(format!("no circular below {}", root.display())));
    }
    let mut code = String::from("&[\n");
    for path in listed {
        let text = root.join(&path);
        code.push_str(&format!("LawFile {{ path: {path:?}, text: include_str!({text:?}) }},\n"));
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the output folder"));
    fs::write(out.join("shipped.rs"), code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
