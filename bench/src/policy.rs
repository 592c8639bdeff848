//! What law is in force: questions a second on the shipped law, beside a plain look-up of the answers.

use crate::times::timed;
use crate::{Scale, line, ratio};
use anyhow::{Context, Result, ensure};
use chrono::{Days, NaiveDate};
use siaga_civil::RegionCode;
use siaga_platform::{Contributions, Law};
use siaga_policy::{FactDecl, FactKind, FactValue, Facts, PolicyBook, Question, Situation, Value};
use std::collections::HashMap;
use std::hint::black_box;

const GOAL_A_SECOND: f64 = 1_000_000.0;
const PLACES: [&str; 8] = ["12", "12.18", "12.18.01.2001", "32.14", "73", "73.73", "73.73.01.1001", "81.71"];
/// From before the first circular on the pandemic until the law of today.
const DAYS: u64 = 2_500;

pub(crate) fn run(scale: Scale) -> Result<()> {
    let (different, rounds) = if scale.is_small() { (1_000, 2) } else { (20_000, 100) };
    println!("policy: {different} different questions, {rounds} times each, on one core");
    let (loading, law) = timed(|| Law::load(&Contributions::of(&siaga::capabilities::all())));
    let book = law?.book;
    line("reading and checking the whole law", format!("{loading:.1?}"));
    let world = World::new(&book)?;
    let asked: Vec<Asked> = (0..different).map(|number| world.asked(number)).collect();
    let questions: Vec<(&'static str, Question<'_>)> =
        asked.iter().map(|asked| world.question(asked)).collect();
    let answered = answers(&book, &asked, &questions);
    let expected = asked.iter().filter(|key| answered.contains_key(key)).count();
    line("questions with an answer", ratio_percent(expected, asked.len()));

    let (time, found) = timed(|| {
        let ask =
            |_| questions.iter().filter(|(name, question)| book.ruling(name, question).is_some()).count();
        (0..rounds).map(|round| black_box(ask(black_box(round)))).sum::<usize>()
    });
    ensure!(found == expected * rounds, "an answer came and went");
    let a_second = rate(different * rounds, time.as_secs_f64());
    line("in force, value and provision", format!("{a_second:.0} a second (goal {GOAL_A_SECOND:.0})"));

    let (time, found) = timed(|| {
        let ask = |_| asked.iter().filter(|key| answered.contains_key(key)).count();
        (0..rounds).map(|round| black_box(ask(black_box(round)))).sum::<usize>()
    });
    ensure!(found == expected * rounds, "an answer came and went");
    let raw_a_second = rate(different * rounds, time.as_secs_f64());
    line("the same answers from a map", format!("{raw_a_second:.0} a second"));
    line("in force beside the map", ratio(a_second, raw_a_second));

    let (time, losers) = timed(|| {
        let answers = questions.iter().filter_map(|(name, question)| book.in_force(name, question));
        answers.map(|answer| answer.losers.len()).sum::<usize>()
    });
    let a_second = rate(different, time.as_secs_f64());
    line("with all losers and why they lost", format!("{a_second:.0} a second, {losers} losers"));

    let (time, situations) = timed(|| {
        let made = world.facts.iter().cycle().take(different).map(|facts| black_box(book.situation(facts)));
        made.fold(0, |count: usize, _| count + 1)
    });
    line("situations made", format!("{:.0} a second", rate(situations, time.as_secs_f64())));
    Ok(())
}

/// Everything that questions differ in.
struct World {
    parameters: Vec<&'static str>,
    first_on: NaiveDate,
    places: Vec<RegionCode>,
    facts: Vec<Facts>,
    situations: Vec<Situation>,
}

/// One question as a key: parameter, day, place and situation by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Asked {
    parameter: &'static str,
    on: NaiveDate,
    place: RegionCode,
    situation: usize,
}

impl World {
    fn new(book: &PolicyBook) -> Result<World> {
        let facts = some_facts(book);
        Ok(World {
            parameters: book.declarations().map(|decl| decl.name).collect(),
            first_on: NaiveDate::from_ymd_opt(2019, 6, 1).context("a day")?,
            places: PLACES.iter().map(|code| RegionCode::parse(code)).collect::<Result<_, _>>()?,
            situations: facts.iter().map(|facts| book.situation(facts)).collect(),
            facts,
        })
    }

    /// Returns a question; the steps share no divisor with the counts, so that everything is mixed.
    fn asked(&self, number: usize) -> Asked {
        let day = (number as u64).wrapping_mul(7_919) % DAYS;
        Asked {
            parameter: self.parameters[number % self.parameters.len()],
            on: self.first_on + Days::new(day),
            place: self.places[number / 3 % self.places.len()],
            situation: number / 7 % self.situations.len(),
        }
    }

    fn question<'a>(&'a self, asked: &'a Asked) -> (&'static str, Question<'a>) {
        let question = Question::on(asked.on).at(&asked.place);
        (asked.parameter, question.in_situation(&self.situations[asked.situation]))
    }
}

/// Returns situations that take every fact through its values, some of them unknown.
fn some_facts(book: &PolicyBook) -> Vec<Facts> {
    let value = |decl: &FactDecl, number: usize| match decl.kind {
        FactKind::Flag => FactValue::Flag(number.is_multiple_of(2)),
        FactKind::Choice(words) => FactValue::from(words[number % words.len()]),
        FactKind::Integer { min, max } => FactValue::Integer((min + number as i64).min(max)),
    };
    let one = |number: usize| {
        let decls = book.fact_declarations().enumerate();
        let known = decls.filter(|(place, _)| !(number + place).is_multiple_of(7));
        known.map(|(place, decl)| (decl.name, value(decl, number + place))).collect()
    };
    (0..64).map(one).collect()
}

fn answers(
    book: &PolicyBook,
    asked: &[Asked],
    questions: &[(&'static str, Question<'_>)],
) -> HashMap<Asked, Value> {
    let answer = |(key, (name, question)): (&Asked, &(&'static str, Question<'_>))| {
        book.ruling(name, question).map(|ruling| (*key, ruling.value.into_owned()))
    };
    asked.iter().zip(questions).filter_map(answer).collect()
}

fn rate(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds
}

fn ratio_percent(part: usize, whole: usize) -> String {
    format!("{:.1} %", 100.0 * part as f64 / whole as f64)
}
