//! A thousand random ways from a figure of the region down to the terminal's own line.

use super::dice::Dice;
use chrono::NaiveDate;
use siaga_attendance::StatusKind;
use siaga_platform::Ctx;
use siaga_platform::explain::{ExplainedRow, Explanation, Subject, explain};
use std::collections::HashMap;

const WAYS: usize = 1_000;
/// Where chance begins; a failure names it.
const SEED: u64 = 98_39;
/// The last level has no number: it is the day of one person.
const LEAF: &str = "attendance.day";

/// Everything that was explained, by its address: many ways share their first steps.
struct Explained<'a> {
    ctx: &'a Ctx,
    known: HashMap<String, Explanation>,
    leaves: usize,
}

pub(super) async fn down_a_thousand_times(ctx: &Ctx, day: NaiveDate) {
    let mut dice = Dice::new(SEED);
    let mut explained = Explained { ctx, known: HashMap::new(), leaves: 0 };
    let mut starts = vec![
        Subject::new("attendance.rate"),
        Subject::new("attendance.rate"),
        Subject::new("attendance.count"),
    ];
    starts.extend(
        StatusKind::ALL
            .into_iter()
            .filter(|kind| *kind != StatusKind::Off)
            .map(|kind| Subject::new("attendance.count").with("status", kind.as_str())),
    );
    for way in 0..WAYS {
        let start = starts[dice.place(starts.len())].clone().with("periode", day);
        explained.go_down(start, way, &mut dice).await;
    }
    assert!(explained.leaves > WAYS / 2, "most ways end at a person: {}", explained.leaves);
}

impl Explained<'_> {
    async fn go_down(&mut self, start: Subject, way: usize, dice: &mut Dice) {
        let mut subject = start;
        let mut above: Option<ExplainedRow> = None;
        loop {
            let told = format!("seed {SEED}, way {way}, {subject}");
            let explanation = self.explain(&subject, &told).await;
            if subject.name == LEAF {
                let row = above.expect("a day is below a figure");
                assert!(
                    explanation.value.starts_with(&row.value),
                    "{told}: {} is not {}",
                    explanation.value,
                    row.value
                );
                self.leaves += 1;
                return;
            }
            check_sums(&explanation, &told);
            if let Some(row) = above {
                assert_eq!(
                    (explanation.number, explanation.of),
                    (row.number, row.of),
                    "{told}: as the row above"
                );
            }
            let below: Vec<&ExplainedRow> =
                explanation.rows.iter().filter(|row| row.subject.is_some()).collect();
            if below.is_empty() {
                assert_eq!(explanation.number.unwrap_or_default(), 0, "{told}: nothing is below a figure");
                return;
            }
            let row = below[dice.place(below.len())].clone();
            subject = row.subject.clone().expect("rows without a subject were left out");
            above = Some(row);
        }
    }

    async fn explain(&mut self, subject: &Subject, told: &str) -> Explanation {
        let address = subject.to_string();
        if let Some(known) = self.known.get(&address) {
            return known.clone();
        }
        let explanation = explain(self.ctx, subject.clone()).await.unwrap_or_else(|problem| {
            panic!("{told}: {problem}");
        });
        self.known.insert(address, explanation.clone());
        explanation
    }
}

/// The rows add up to the number, and what they are counted out of to the whole.
fn check_sums(explanation: &Explanation, told: &str) {
    let number: i64 = explanation.rows.iter().filter_map(|row| row.number).sum();
    assert_eq!(Some(number), explanation.number, "{told}: the sum of the rows");
    if let Some(of) = explanation.of {
        assert_eq!(explanation.rows.iter().filter_map(|row| row.of).sum::<i64>(), of, "{told}: the whole");
    }
    assert!(explanation.findings.is_empty(), "{told}: {:?}", explanation.findings);
}
