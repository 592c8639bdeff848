//! An explanation as plain text, for the command line.

use crate::explaining::{Sum, Sums};
use siaga_platform::Ctx;
use siaga_platform::explain::{EvidenceItem, ExplainedReason, Explanation};
use siaga_platform::web::Page;
use std::fmt::Write;

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
        out.line(&line);
    }
    if !explanation.reasons.is_empty() {
        out.heading(&page.t("board-explain-reasons"));
        for reason in &explanation.reasons {
            out.line(&format!("- {}", reason_line(reason)));
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
            out.line(&format!("- {finding}"));
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
    let widest = explanation.rows.iter().map(|row| row.label.chars().count()).max().unwrap_or(0);
    for row in &explanation.rows {
        let gap = " ".repeat(widest - row.label.chars().count() + 2);
        let subject = row.subject.as_ref().map(|subject| format!("  [{subject}]")).unwrap_or_default();
        out.line(&format!("  {}{gap}{}{subject}", row.label, row.value));
    }
    let sums = Sums::of(explanation);
    for sum in [sums.number, sums.of].into_iter().flatten() {
        out.line(&format!("  {}", sum_line(page, sum)));
    }
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

    fn line(&mut self, text: &str) {
        let clean = text.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !c.is_control());
        self.0.extend(clean);
        writeln!(self.0).expect("a text takes every line");
    }
}
