#![allow(missing_docs, dead_code, unreachable_pub)]
#[path = "../../arrangements/src/params.rs"]
mod a;
#[path = "../../attendance/src/params.rs"]
mod b;
#[path = "../../events/src/params.rs"]
mod c;
#[path = "../../directives/src/facts.rs"]
mod facts;
#[path = "../../services/src/params.rs"]
mod s;
use siaga_policy::*;
use std::collections::BTreeMap;
fn collect(root: &std::path::Path, dir: &std::path::Path, out: &mut BTreeMap<String, String>) {
    for e in std::fs::read_dir(dir).unwrap() {
        let p = e.unwrap().path();
        if p.is_dir() {
            collect(root, &p, out);
        } else if p.extension().is_some_and(|x| x == "toml") {
            let k = p.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            if k.contains("calendar") {
                continue;
            }
            out.insert(k, std::fs::read_to_string(&p).unwrap());
        }
    }
}
fn main() {
    let mut files = BTreeMap::new();
    for r in ["/work/main/policies", "/tmp/siaga4/a2/policies"] {
        let r = std::path::Path::new(r);
        collect(r, r, &mut files);
    }
    let docs: Vec<Document> = files
        .iter()
        .filter(|(k, _)| !k.ends_with(".cases.toml"))
        .map(|(k, t)| Document::parse(k, t).unwrap_or_else(|e| panic!("{e}")))
        .collect();
    let params = [a::ARRANGEMENTS_PARAMS, b::ATTENDANCE_PARAMS, c::EVENTS_PARAMS, s::SERVICES_PARAMS]
        .into_iter()
        .flatten();
    let book = match PolicyBook::build(docs.clone(), params, facts::FACTS) {
        Ok(b) => b,
        Err(f) => {
            for x in f {
                println!("{x}");
            }
            std::process::exit(1)
        }
    };
    let mut n = 0;
    for d in &docs {
        let ck = d.file.replace(".toml", ".cases.toml");
        let cases = parse_cases(&ck, &files[&ck]).unwrap_or_else(|e| panic!("{e}"));
        n += cases.len();
        for f in check_cases(&book, &cases) {
            println!("{f}");
        }
        for f in check_coverage(&book, d, &cases) {
            println!("{f}");
        }
    }
    println!("{} documents, {n} cases", docs.len());
}
