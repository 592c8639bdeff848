//! What figures and days rest on: region, agencies, units, people, days, raw evidence.

mod ask;
mod day;
mod figure;
mod law;
mod person;

pub(crate) use ask::{Measure, RATE, day_subject, subject_of};

use siaga_platform::explain::Explainer;

const FIGURE_KEYS: &[(&str, &str)] = &[
    ("periode", "attendance-key-period"),
    ("opd", "attendance-key-agency"),
    ("unit", "attendance-key-unit"),
    ("kelompok", "attendance-key-group"),
    ("orang", "attendance-key-person"),
    ("diketahui", "attendance-key-known"),
];

const COUNT_KEYS: &[(&str, &str)] = &[
    ("periode", "attendance-key-period"),
    ("opd", "attendance-key-agency"),
    ("unit", "attendance-key-unit"),
    ("kelompok", "attendance-key-group"),
    ("status", "attendance-key-status"),
    ("orang", "attendance-key-person"),
    ("diketahui", "attendance-key-known"),
];

const DAY_KEYS: &[(&str, &str)] = &[
    ("orang", "attendance-key-person"),
    ("hari", "attendance-key-day"),
    ("diketahui", "attendance-key-known"),
];

/// The explainers of attendance.
pub(crate) const EXPLAINERS: &[Explainer] = &[
    Explainer {
        name: RATE,
        label: "attendance-explain-rate",
        keys: FIGURE_KEYS,
        explain: |ctx, subject| Box::pin(figure::explain(ctx, subject)),
    },
    Explainer {
        name: ask::COUNT,
        label: "attendance-explain-count",
        keys: COUNT_KEYS,
        explain: |ctx, subject| Box::pin(figure::explain(ctx, subject)),
    },
    Explainer {
        name: ask::DAY,
        label: "attendance-explain-day",
        keys: DAY_KEYS,
        explain: |ctx, subject| Box::pin(day::explain(ctx, subject)),
    },
];
