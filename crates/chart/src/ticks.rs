use chrono::{Datelike, NaiveDate};
use siaga_civil::Permille;

use crate::letters::text_width;
use crate::{Axis, Language};

/// At most this many stretches between the lines of an upright axis.
const STRETCHES_MOST: i64 = 5;
const SHARE_STEPS_PERMILLE: [i64; 7] = [10, 20, 50, 100, 200, 250, 500];
/// The widest label of a day.
const WIDEST_DAY: &str = "30 Mmm";
/// The widest label of a month.
const WIDEST_MONTH: &str = "Mmm 2020";

/// Returns the values at which an upright axis has lines, ascending, each with its text.
pub(crate) fn value_ticks(axis: Axis, language: Language) -> Vec<(u32, String)> {
    let (floor, ceiling) = axis.ends();
    let step = match axis {
        Axis::Share { .. } => share_step(ceiling - floor),
        Axis::Count { .. } => count_step(ceiling),
    };
    let first = (floor + step - 1) / step * step;
    let mut values = Vec::new();
    // The floor is always named; a line too near to it gives way.
    if (first - floor) * 2 < step && first != floor {
        values.push(floor);
        values.extend((1..).map(|nth| first + nth * step).take_while(|value| *value <= ceiling));
    } else {
        values.extend((first != floor).then_some(floor));
        values.extend((0..).map(|nth| first + nth * step).take_while(|value| *value <= ceiling));
    }
    let tick = |value: i64| {
        let value = u32::try_from(value).expect("an axis runs over values");
        (value, value_text(value, axis, language))
    };
    values.into_iter().map(tick).collect()
}

/// Returns a value as it is written at an axis.
pub(crate) fn value_text(value: u32, axis: Axis, language: Language) -> String {
    match axis {
        Axis::Share { .. } => {
            let text = Permille::new(value).map_or_else(|_| value.to_string(), |share| share.to_string());
            text.replace(',', &language.decimal_mark().to_string())
        }
        Axis::Count { .. } => language.number(i64::from(value)),
    }
}

/// Returns the days that are named below a plot, as near to each other as there is room.
pub(crate) fn day_ticks(
    (first, last): (NaiveDate, NaiveDate),
    room: i64,
    text: i64,
    language: Language,
) -> Vec<(NaiveDate, String)> {
    let span = i64::from(last.num_days_from_ce() - first.num_days_from_ce()).max(1);
    let gap = text * 8 / 10;
    let needed = text_width(WIDEST_DAY, text) + gap;
    let days = first.iter_days().take_while(|on| *on <= last);
    let step = [1, 2, 7, 14].into_iter().find(|step| i64::from(*step) * room >= needed * span);
    if let Some(step) = step {
        // Weeks are counted from Monday, day one of the calendar.
        let is_named = |on: &NaiveDate| on.num_days_from_ce().rem_euclid(step) == 1 % step;
        return days.filter(is_named).map(|on| (on, language.day_month(on))).collect();
    }
    let needed = text_width(WIDEST_MONTH, text) + gap;
    let months = [1, 2, 3, 4, 6].into_iter().find(|months| i64::from(*months) * 28 * room >= needed * span);
    let months = months.unwrap_or(12);
    let is_named = |on: &NaiveDate| on.day() == 1 && on.month0().is_multiple_of(months);
    days.filter(is_named).map(|on| (on, month_text(on, language))).collect()
}

fn month_text(on: NaiveDate, language: Language) -> String {
    match on.month() {
        1 => format!("{} {}", language.month(on), on.year()),
        _ => language.month(on),
    }
}

fn share_step(range: i64) -> i64 {
    let fits = |step: &i64| range <= step * STRETCHES_MOST;
    SHARE_STEPS_PERMILLE.into_iter().find(fits).unwrap_or(500)
}

fn count_step(ceiling: i64) -> i64 {
    let mut power = 1;
    loop {
        for digit in [1, 2, 5] {
            if ceiling <= digit * power * STRETCHES_MOST {
                return digit * power;
            }
        }
        power *= 10;
    }
}
