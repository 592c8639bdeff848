//! An explanation as plain text, for the command line.

use crate::explaining::{Sum, Sums};
use siaga_platform::Ctx;
use siaga_platform::explain::{EvidenceItem, ExplainedReason, ExplainedRow, Explanation};
use siaga_platform::web::Page;
use std::fmt::Write;

/// Letters of a line of a terminal, and of the name of a row.
const WIDTH: usize = 80;
const LABEL: usize = 44;

/// Returns an explanation as plain text in the language of the context.
///
/// # Shape
/// Title, value, then definition, reasons, rows with their sum, evidence and findings, each part only
/// where there is something to say. Characters that steer a terminal are left out.
pub fn explanation_text(ctx: &Ctx, explanation: &Explanation) -> String {
    let page = Page::new(ctx, "board-explain-title");
    let mut out = Plain::default();
    out.line(&explanation.title);
    out.line(&"=".repeat(explanation.title.chars().count()));
    out.line(&explanation.value);
    for line in about(&page, explanation) {
        out.prose("", &line);
    }
    if !explanation.reasons.is_empty() {
        out.heading(&page.t("board-explain-reasons"));
        for reason in &explanation.reasons {
            out.prose("- ", &reason_line(reason));
        }
    }
    rows(&page, explanation, &mut out);
    if !explanation.evidence.is_empty() {
        out.heading(&page.t("board-explain-evidence"));
        for item in &explanation.evidence {
            evidence(&page, item, &mut out);
        }
    }
    if !explanation.findings.is_empty() {
        out.heading(&page.t("board-explain-findings"));
        for finding in &explanation.findings {
            out.prose("- ", finding);
        }
    }
    out.0
}

/// Returns what is said about the value as a whole: definition, instants, completeness.
pub(crate) fn about(page: &Page, explanation: &Explanation) -> Vec<String> {
    let mut lines = Vec::new();
    if !explanation.definition.is_empty() {
        lines.push(explanation.definition.clone());
    }
    if let Some(at) = explanation.as_of {
        lines.push(page.t1("board-as-of", "time", page.time(at)));
    }
    if let Some(at) = explanation.known_at {
        lines.push(page.t1("board-known", "time", page.time(at)));
    }
    if let Some((reported, of)) = explanation.completeness {
        let (reported, of) = (page.number(reported), page.number(of));
        lines.push(page.t2("board-explain-complete", "reported", reported, "of", of));
    }
    lines
}

/// Returns a reason in one line: what it says, then where it stands.
pub(crate) fn reason_line(reason: &ExplainedReason) -> String {
    let place = [&reason.title, &reason.article, &reason.circular];
    let place: Vec<&str> = place.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    match (reason.words.is_empty(), place.is_empty()) {
        (false, false) => format!("{} ({})", reason.words, place.join(", ")),
        (false, true) => reason.words.clone(),
        (true, _) => place.join(", "),
    }
}

/// Returns what the page says about a sum.
pub(crate) fn sum_line(page: &Page, sum: Sum) -> String {
    let id = if sum.is_equal() { "board-explain-sum-equal" } else { "board-explain-sum-differs" };
    page.t2(id, "sum", page.number(sum.shown()), "number", page.number(sum.number))
}

fn rows(page: &Page, explanation: &Explanation, out: &mut Plain) {
    if explanation.rows.is_empty() {
        return;
    }
    let heading = &explanation.rows_heading;
    out.heading(if heading.is_empty() { page.t("board-explain-rows") } else { heading.clone() }.as_str());
    let cells: Vec<(String, String)> =
        explanation.rows.iter().map(|row| (row.label.clone(), value(page, row))).collect();
    let width = |text: &str| text.chars().count();
    let labels = cells.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(LABEL);
    let values = cells.iter().map(|(_, value)| width(value)).max().unwrap_or(0);
    for (row, (label, value)) in explanation.rows.iter().zip(&cells) {
        let mut lines = wrapped(label, LABEL);
        let first = lines.remove(0);
        let line = format!("  {first:<labels$}  {value:>values$}");
        let subject = row.subject.as_ref().map(|subject| format!("[{subject}]"));
        match subject {
            Some(subject) if lines.is_empty() && width(&line) + 2 + width(&subject) <= WIDTH => {
                out.line(&format!("{line}  {subject}"));
                continue;
            }
            subject => lines.extend(subject),
        }
        out.line(&line);
        lines.iter().for_each(|line| out.line(&format!("    {line}")));
    }
    let sums = Sums::of(explanation);
    for sum in [sums.number, sums.of].into_iter().flatten() {
        out.line(&format!("  {}", sum_line(page, sum)));
    }
}

/// Returns a row's value, with what it was counted from where the value does not say so itself.
fn value(page: &Page, row: &ExplainedRow) -> String {
    match (row.number, row.of) {
        (Some(number), Some(of)) => format!("{}/{}  {}", page.number(number), page.number(of), row.value),
        _ => row.value.clone(),
    }
}

/// Returns a text in lines of at most so many letters, broken between words; there is at least one.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("there is a line");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

fn evidence(page: &Page, item: &EvidenceItem, out: &mut Plain) {
    let received = item.received_at.map(|at| page.t1("board-explain-received", "time", page.time(at)));
    let parts = [Some(item.kind.clone()), Some(item.source.clone()), received];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    out.line(&format!("- {}", parts.join(", ")));
    for line in item.text.lines() {
        out.line(&format!("    {line}"));
    }
    if !item.sha256.is_empty() {
        out.line(&format!("    SHA-256 {}", item.sha256));
    }
}

/// Lines of a terminal.
#[derive(Default)]
struct Plain(String);

impl Plain {
    fn heading(&mut self, text: &str) {
        self.0.push('\n');
        self.line(text);
    }

    /// Writes words in as many lines as they need; what came in as evidence is never broken.
    fn prose(&mut self, mark: &str, text: &str) {
        let indent = " ".repeat(mark.len());
        for (place, line) in wrapped(text, WIDTH - mark.len()).iter().enumerate() {
            self.line(&format!("{}{line}", if place == 0 { mark } else { &indent }));
        }
    }

    fn line(&mut self, text: &str) {
        let clean = text.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !c.is_control());
        self.0.extend(clean);
        writeln!(self.0).expect("a text takes every line");
    }
}
