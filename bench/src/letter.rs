//! Official letters as PDF: one of one page, recaps of 200 people, file sizes, and whether memory grows.

use crate::times::{Times, timed};
use crate::{Scale, line, ratio};
use anyhow::{Context, Result, anyhow, ensure};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use lopdf::Document;
use qrcode::QrCode;
use qrcode::render::svg;
use siaga_typeset::{
    AssignmentLetter, Exception, Language, Letter, LetterKind, MonthPerson, RecapDay, RecapMonth, Set, Sheet,
    StatusCount, pdf, sample, sample_files, template,
};
use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

const LETTERS: usize = 100;
const PEOPLE: usize = 200;
const GOAL_BYTES: usize = 150 * 1000;

pub(crate) fn run(scale: Scale) -> Result<()> {
    let (letters, more, repeats) = if scale.is_small() { (10, 20, 1) } else { (LETTERS, 500, 5) };
    println!("letter: {letters} different letters, recaps of {PEOPLE} people, {more} letters for memory");
    let mut seen = HashSet::new();
    let (first, set) = one_letter(0)?;
    line("first letter of the process", format!("{first:.1?}"));
    check_letter(&set, 0, &mut seen)?;
    let mut times = Vec::new();
    for number in 1..=letters {
        let (time, set) = one_letter(number)?;
        check_letter(&set, number, &mut seen)?;
        times.push(time);
    }
    let times = Times::of(times);
    line("letter of one page, median", format!("{:.1?} (goal 50 ms)", times.median()));
    line(
        "letter of one page, p99 and slowest",
        format!("{:.1?}, {:.1?} (goal 50 ms)", times.at(990), times.longest()),
    );
    print_size("letter of one page", set.bytes.len());
    let empty = empty_pages(letters)?;
    line("empty page, median", format!("{:.1?}", empty.median()));
    line("letter beside an empty page", ratio(times.median().as_secs_f64(), empty.median().as_secs_f64()));
    let copied = copies(&set.bytes, letters)?;
    line("writing and reading the same bytes, median", format!("{:.1?}", copied.median()));
    print_growth(letters, more)?;
    print_recap("recap of a day, all 200 named", "(goal 300 ms)", LetterKind::RecapDay, recap_day, repeats)?;
    print_recap("recap of a month of 200", "(no goal)", LetterKind::RecapMonth, recap_month, repeats)?;
    line("memory after the recaps", format!("{:.1} MiB", memory_mib()?));
    Ok(())
}

/// Sets one letter; its people, number, address and code are those of no other.
fn one_letter(number: usize) -> Result<(Duration, Set)> {
    let mut letter: Letter<AssignmentLetter> = read(LetterKind::AssignmentLetter)?;
    letter.common.number = Some(number_text(number));
    letter.common.recipients = vec![format!("Kepala Dinas Percobaan {number}")];
    letter.common.carbon_copy[0] = format!("Camat Percobaan {number}");
    for (index, person) in letter.body.people.iter_mut().enumerate() {
        person.name = format!("Pegawai Percobaan {}", number * 10 + index);
        person.nip = nip(number * 10 + index);
    }
    letter.body.tasks[0] = format!("Memasang dan menguji mesin presensi nomor {number}");
    letter.body.place = format!("Kantor Camat Percobaan {number}");
    set(LetterKind::AssignmentLetter, letter, number)
}

fn number_text(number: usize) -> String {
    format!("800/{}/BENCH/2021", 1000 + number)
}

fn nip(number: usize) -> String {
    format!("19800101 200501 1 {:03}", number % 1000)
}

fn read<B: serde::de::DeserializeOwned>(kind: LetterKind) -> Result<Letter<B>> {
    Ok(serde_json::from_value(sample(kind))?)
}

/// Returns a letter and the time from its values to its bytes, drawing its code included.
fn set<B: serde::Serialize>(
    kind: LetterKind,
    mut letter: Letter<B>,
    number: usize,
) -> Result<(Duration, Set)> {
    let verification = letter.common.verification.as_mut().context("the sample can be verified")?;
    verification.code = format!("BNCH-{number:04}");
    verification.address = format!("https://siaga.percobaan.example/periksa/BNCH-{number:04}");
    let address = verification.address.clone();
    let (time, set) = timed(|| -> Result<Set> {
        let mut files = sample_files();
        let code = QrCode::new(&address)?.render::<svg::Color>().quiet_zone(false).build();
        files.retain(|(name, _)| *name == "logo.svg");
        files.push(("qr.svg", code.into_bytes()));
        let data = serde_json::to_value(&letter)?;
        let sheet = Sheet {
            template: template(kind),
            data: &data,
            files: &files,
            title: &letter.common.subject,
            author: &letter.common.letterhead.government,
            language: Language::Id,
            at: NaiveDateTime::new(NaiveDate::default(), NaiveTime::default()),
            library: "",
        };
        pdf(&sheet).map_err(|error| anyhow!("{error}"))
    });
    let set = set?;
    ensure!(set.missing_glyphs.is_empty(), "letters without a font: {:?}", set.missing_glyphs);
    Ok((time, set))
}

/// Fails unless the file has one page, tags, its own number as text, and bytes of its own.
fn check_letter(set: &Set, number: usize, seen: &mut HashSet<Vec<u8>>) -> Result<()> {
    let document = check(set)?;
    ensure!(set.pages == 1, "an assignment letter has {} pages", set.pages);
    let text: String = document.extract_text(&[1])?.split_whitespace().collect();
    let wanted = number_text(number);
    ensure!(text.contains(&wanted), "{wanted} is not in the text of its letter: {text}");
    ensure!(seen.insert(set.bytes.clone()), "two letters have the same bytes");
    Ok(())
}

/// Fails unless the file has its pages and a structure for those who cannot see it.
fn check(set: &Set) -> Result<Document> {
    let document = Document::load_mem(&set.bytes)?;
    ensure!(document.get_pages().len() == set.pages, "the file has other pages than were set");
    let catalog = document.catalog()?;
    let marks = document.get_dict_in_dict(catalog, b"MarkInfo")?;
    ensure!(marks.get(b"Marked")?.as_bool()?, "the file says that it has no tags");
    ensure!(catalog.has(b"StructTreeRoot"), "the file has no tags");
    ensure!(catalog.has(b"Lang"), "the file has no language");
    Ok(document)
}

fn print_size(what: &str, bytes: usize) {
    let kilobytes = |bytes: usize| bytes as f64 / 1000.0;
    line(&format!("{what}, file"), format!("{:.1} KB (goal {:.0})", kilobytes(bytes), kilobytes(GOAL_BYTES)));
}

/// Sets an empty page with the same engine, each with a title of its own.
fn empty_pages(count: usize) -> Result<Times> {
    let mut times = Vec::new();
    for number in 0..count {
        let title = format!("Halaman kosong {number}");
        let sheet = Sheet {
            template: "",
            data: &serde_json::Value::Null,
            files: &[],
            title: &title,
            author: "",
            language: Language::Id,
            at: NaiveDateTime::new(NaiveDate::default(), NaiveTime::default()),
            library: "",
        };
        let (time, set) = timed(|| pdf(&sheet));
        let set = set.map_err(|error| anyhow!("{error}"))?;
        ensure!(set.pages == 1, "an empty letter has {} pages", set.pages);
        times.push(time);
    }
    Ok(Times::of(times))
}

/// Writes bytes to a file and reads them again.
fn copies(bytes: &[u8], count: usize) -> Result<Times> {
    let folder = tempfile::tempdir()?;
    let mut times = Vec::new();
    for number in 0..count {
        let path = folder.path().join(format!("{number}.pdf"));
        let (time, read) = timed(|| -> std::io::Result<Vec<u8>> {
            std::fs::write(&path, bytes)?;
            std::fs::read(&path)
        });
        ensure!(read? == bytes, "a file came back with other bytes");
        times.push(time);
    }
    Ok(Times::of(times))
}

/// Returns the recap of a day on which nobody was simply present: every person has a row.
fn recap_day(number: usize) -> Result<(Duration, Set)> {
    let mut letter: Letter<RecapDay> = read(LetterKind::RecapDay)?;
    let people = u32::try_from(PEOPLE)?;
    letter.common.number = Some(number_text(number));
    letter.body.total_people = people;
    letter.body.statuses = vec![StatusCount { label: "Dinas luar".to_owned(), people, note: String::new() }];
    letter.body.exceptions = (0..PEOPLE)
        .map(|index| Exception {
            name: format!("Pegawai Percobaan {}", number * PEOPLE + index),
            nip: nip(index),
            status: "Dinas luar".to_owned(),
            note: format!("Surat Tugas 094/{index}"),
        })
        .collect();
    set(LetterKind::RecapDay, letter, number)
}

fn recap_month(number: usize) -> Result<(Duration, Set)> {
    let mut letter: Letter<RecapMonth> = read(LetterKind::RecapMonth)?;
    letter.common.number = Some(number_text(number));
    let rows = letter.body.people.clone();
    letter.body.people = (0..PEOPLE)
        .map(|index| MonthPerson {
            name: format!("Pegawai Percobaan {}", number * PEOPLE + index),
            nip: nip(index),
            ..rows[index % rows.len()].clone()
        })
        .collect();
    set(LetterKind::RecapMonth, letter, number)
}

fn print_recap(
    what: &str,
    goal: &str,
    kind: LetterKind,
    recap: fn(usize) -> Result<(Duration, Set)>,
    repeats: usize,
) -> Result<()> {
    let mut times = Vec::new();
    let mut last = None;
    for number in 0..=repeats {
        let (time, set) = recap(number)?;
        check_named(&set, kind, number)?;
        // The first brings its template into the memory of the engine.
        if number > 0 {
            times.push(time);
        }
        last = Some(set);
    }
    let set = last.context("it ran")?;
    let times = Times::of(times);
    line(
        &format!("{what}: median and slowest of {repeats}"),
        format!("{:.0?}, {:.0?}, {} pages {goal}", times.median(), times.longest(), set.pages),
    );
    print_size(what, set.bytes.len());
    Ok(())
}

/// Fails unless the last of the people stands in the text.
fn check_named(set: &Set, kind: LetterKind, number: usize) -> Result<()> {
    let document = check(set)?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text: String = document.extract_text(&pages)?.split_whitespace().collect();
    let wanted = format!("PegawaiPercobaan{}", number * PEOPLE + PEOPLE - 1);
    ensure!(text.contains(&wanted), "{wanted} is not in the {}", kind.name());
    Ok(())
}

/// Sets further letters; those before them have filled what the engine remembers.
fn print_growth(before: usize, more: usize) -> Result<()> {
    let first = before + 1;
    let memory = memory_mib()?;
    for number in first..first + more {
        one_letter(number)?;
    }
    let after = memory_mib()?;
    line(
        &format!("memory after these letters, and grown by {more} more"),
        format!("{memory:.1} MiB, {:+.1} MiB", after - memory),
    );
    Ok(())
}

fn memory_mib() -> Result<f64> {
    crate::server::memory_of(Path::new("/proc/self/status"), "VmRSS:")
}
