//! Lines of a recap: their seal, what is still open, what changed.

use crate::model::PaperStatus;
use crate::recap::{LineChange, RecapLine};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Returns the seal of lines: SHA-256, in hexadecimal digits, of their canonical text.
///
/// # Shape
/// The canonical text is the JSON list of `[employee, status, note]` by employee; the order in which
/// the lines are given does not matter.
pub(crate) fn seal(lines: &[RecapLine]) -> String {
    let mut sorted: Vec<_> =
        lines.iter().map(|line| (line.employee_id, line.status.as_str(), line.note.as_str())).collect();
    sorted.sort_unstable();
    let canonical = serde_json::to_vec(&sorted).expect("numbers and texts are always JSON");
    hex::encode(Sha256::digest(&canonical))
}

/// Returns the lines after new ones replaced those of the same people; only people in `on_sheet` stay.
pub(crate) fn merge(before: &[RecapLine], new: &[RecapLine], on_sheet: &[i64]) -> Vec<RecapLine> {
    let mut merged: BTreeMap<i64, &RecapLine> = before.iter().map(|line| (line.employee_id, line)).collect();
    merged.extend(new.iter().map(|line| (line.employee_id, line)));
    let stays = |line: &&&RecapLine| on_sheet.contains(&line.employee_id);
    merged.values().filter(stays).map(|line| (*line).clone()).collect()
}

/// Returns lines for everybody on the sheet: exceptions first, then what is there, then what an
/// approved request says, then present.
pub(crate) fn fill_rest(
    before: &[RecapLine],
    exceptions: &[RecapLine],
    suggested: &[(i64, PaperStatus)],
    on_sheet: &[i64],
) -> Vec<RecapLine> {
    let of = |lines: &[RecapLine], id: i64| lines.iter().find(|line| line.employee_id == id).cloned();
    let asked = |id: i64| suggested.iter().find(|(employee, _)| *employee == id).map(|(_, status)| *status);
    on_sheet
        .iter()
        .map(|&employee_id| {
            of(exceptions, employee_id).or_else(|| of(before, employee_id)).unwrap_or_else(|| RecapLine {
                employee_id,
                status: asked(employee_id).unwrap_or(PaperStatus::Present),
                note: String::new(),
            })
        })
        .collect()
}

/// Returns the people on the sheet without a line, in the order of the sheet.
pub(crate) fn without_line(lines: &[RecapLine], on_sheet: &[i64]) -> Vec<i64> {
    let has = |id: &i64| lines.iter().any(|line| line.employee_id == *id);
    on_sheet.iter().filter(|id| !has(id)).copied().collect()
}

/// Returns what differs between two versions, by employee.
pub(crate) fn compare(before: &[RecapLine], after: &[RecapLine]) -> Vec<LineChange> {
    let words = |line: &RecapLine| (line.status, line.note.clone());
    let mut changes: BTreeMap<i64, LineChange> = BTreeMap::new();
    for line in before {
        let change = LineChange { employee_id: line.employee_id, before: Some(words(line)), after: None };
        changes.insert(line.employee_id, change);
    }
    for line in after {
        let empty = LineChange { employee_id: line.employee_id, before: None, after: None };
        changes.entry(line.employee_id).or_insert(empty).after = Some(words(line));
    }
    changes.into_values().filter(|change| change.before != change.after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(employee_id: i64, status: PaperStatus, note: &str) -> RecapLine {
        RecapLine { employee_id, status, note: note.to_owned() }
    }

    #[test]
    fn the_seal_does_not_depend_on_the_order_of_lines() {
        let (a, b) = (line(1, PaperStatus::Present, ""), line(2, PaperStatus::Sick, "demam"));
        assert_eq!(seal(&[a.clone(), b.clone()]), seal(&[b, a]));
    }

    #[test]
    fn every_part_of_a_line_is_under_the_seal() {
        let sealed = seal(&[line(1, PaperStatus::Present, "")]);
        assert_ne!(sealed, seal(&[line(2, PaperStatus::Present, "")]));
        assert_ne!(sealed, seal(&[line(1, PaperStatus::Sick, "")]));
        assert_ne!(sealed, seal(&[line(1, PaperStatus::Present, "x")]));
        assert_ne!(sealed, seal(&[]));
    }

    #[test]
    fn a_note_cannot_pretend_to_be_another_line() {
        let one = [line(1, PaperStatus::Present, "\"],[2,\"sick\",\"")];
        let two = [line(1, PaperStatus::Present, ""), line(2, PaperStatus::Sick, "")];
        assert_ne!(seal(&one), seal(&two));
    }

    #[test]
    fn all_present_except_keeps_what_was_chosen_and_what_was_approved() {
        let before = [line(2, PaperStatus::Excused, "")];
        let exceptions = [line(3, PaperStatus::Sick, "")];
        let lines = fill_rest(
            &before,
            &exceptions,
            &[(4, PaperStatus::Leave), (3, PaperStatus::Leave)],
            &[1, 2, 3, 4],
        );
        let statuses: Vec<_> = lines.iter().map(|line| line.status).collect();
        let expected = [PaperStatus::Present, PaperStatus::Excused, PaperStatus::Sick, PaperStatus::Leave];
        assert_eq!(statuses, expected);
    }

    #[test]
    fn who_left_the_agency_leaves_the_lines() {
        let before = [line(1, PaperStatus::Present, ""), line(9, PaperStatus::Present, "")];
        let merged = merge(&before, &[line(1, PaperStatus::Sick, "")], &[1, 2]);
        assert_eq!(merged, [line(1, PaperStatus::Sick, "")]);
        assert_eq!(without_line(&merged, &[1, 2]), [2]);
    }

    #[test]
    fn a_comparison_tells_changed_added_and_gone() {
        let before = [
            line(1, PaperStatus::Present, ""),
            line(2, PaperStatus::Sick, ""),
            line(3, PaperStatus::Leave, ""),
        ];
        let after = [
            line(1, PaperStatus::Present, ""),
            line(2, PaperStatus::Excused, ""),
            line(4, PaperStatus::Sick, ""),
        ];
        let changed: Vec<_> = compare(&before, &after).iter().map(|change| change.employee_id).collect();
        assert_eq!(changed, [2, 3, 4]);
        assert_eq!(compare(&before, &before), []);
    }
}
