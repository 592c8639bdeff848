//! Figures as a table for spreadsheets.

use crate::model::StatusKind;
use crate::ops::figures::{RecapAnswer, RecapRow, total_row};
use siaga_platform::Ctx;
use siaga_platform::files::{Sheet, Value};

const STATUSES: [StatusKind; 8] = [
    StatusKind::Present,
    StatusKind::WorkFromHome,
    StatusKind::OfficialTravel,
    StatusKind::Leave,
    StatusKind::Sick,
    StatusKind::Excused,
    StatusKind::Unexcused,
    StatusKind::NoRecord,
];

/// Returns the rows of an answer as a sheet with titles in the reader's language; the total comes last.
pub fn figure_sheet(ctx: &Ctx, answer: &RecapAnswer) -> Sheet {
    let mut rows: Vec<Vec<Value>> = answer.rows.iter().map(|row| cells(ctx, row)).collect();
    rows.push(cells(ctx, &total_row(ctx, &answer.question, answer.total)));
    Sheet { name: format!("{}", answer.question.period), headers: titles(ctx), rows }
}

/// Returns the titles in the reader's language.
pub(crate) fn titles(ctx: &Ctx) -> Vec<String> {
    let text = |id: &str| ctx.text(id, &[]);
    let mut titles = vec![
        text("figure-agency-code"),
        text("figure-agency"),
        text("figure-unit"),
        text("day-name"),
        text("figure-nip"),
        text("figure-group"),
    ];
    titles.extend(STATUSES.map(|kind| text(&format!("day-status-{}", kind.as_str().replace('_', "-")))));
    titles.extend(
        ["figure-attended", "figure-obliged", "figure-rate", "figure-strict", "figure-late", "figure-early"]
            .map(text),
    );
    titles
}

/// Returns the cells of a row.
pub(crate) fn cells(ctx: &Ctx, row: &RecapRow) -> Vec<Value> {
    let figure = &row.figure;
    let group = |group: crate::model::StaffGroup| {
        ctx.text(&format!("figure-group-{}", group.as_str().replace('_', "-")), &[])
    };
    let mut cells: Vec<Value> = vec![
        row.agency_code.as_str().into(),
        row.agency_name.as_str().into(),
        row.unit_name.clone().into(),
        row.person_name.clone().into(),
        row.nip.clone().into(),
        row.group.map(group).into(),
    ];
    cells.extend(STATUSES.map(|kind| Value::Whole(figure.tally.of(kind))));
    let percent =
        |ratio: siaga_civil::Ratio| ratio.percent_hundredths().map_or(Value::Empty, Value::PercentHundredths);
    cells.extend([
        figure.tally.attended().into(),
        figure.obliged.into(),
        percent(figure.attendance()),
        percent(figure.strict()),
        figure.late_minutes.into(),
        figure.early_minutes.into(),
    ]);
    cells
}
