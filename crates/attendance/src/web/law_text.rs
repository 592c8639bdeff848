//! Grounds of a decision in the reader's language.

use siaga_platform::web::Page;
use siaga_policy::Reason;

/// What the rules say, and the message id under which people read it.
const WORDS: [(&str, &str); 22] = [
    ("nobody was expected", "day-ground-off"),
    ("a finding of the day was resolved", "day-ground-decided"),
    ("a request was approved", "day-ground-request"),
    ("the person was seen", "day-ground-seen"),
    ("the signed recap says so", "day-ground-recap"),
    ("there is a work report of the day", "day-ground-report"),
    ("the signed roster has the person away", "day-ground-roster-off"),
    ("nothing is known", "day-ground-nothing"),
    ("the government did not keep its attendance here yet", "day-ground-before-records"),
    ("own schedule", "day-ground-schedule"),
    ("working days of a week", "day-law-week"),
    ("hours of work", "day-law-hours"),
    ("break", "day-law-break"),
    ("flexible hours", "day-law-flexible"),
    ("grace", "day-law-grace"),
    ("scans count from", "day-law-scan-opens"),
    ("scans count until", "day-law-scan-closes"),
    ("scan required", "day-law-scan-required"),
    ("signed recap accepted", "day-law-recap-accepted"),
    ("double press", "day-law-double-press"),
    ("work report required", "day-law-report"),
    ("work report due", "day-law-report-due"),
];

/// Returns what a ground is about and the circular with its article; names of holidays stay as they are.
pub(crate) fn law_text(page: &Page, reason: &Reason) -> (String, String) {
    let known = WORDS.iter().find(|(words, _)| *words == reason.words);
    let key = known.map(|(_, key)| *key).or_else(|| siaga_arrangements::message_of(&reason.words));
    let label = key.map_or_else(|| reason.words.to_string(), |key| page.t(key));
    let source = match (reason.circular.is_empty(), reason.article.is_empty()) {
        (true, _) => page.t("day-law-fact"),
        (false, true) => reason.circular.to_string(),
        (false, false) => format!("{}, {}", reason.circular, reason.article),
    };
    (label, source)
}
