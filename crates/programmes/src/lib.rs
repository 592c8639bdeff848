#![doc = include_str!("../README.md")]

mod capability;
mod explain;
mod innovation;
mod migrations;
mod model;
mod open_table;
mod ops;
mod rules;
mod settings;
mod store;
mod tiles;
mod web;

pub use capability::capability;
pub use innovation::{
    Innovation, InnovationFile, InnovationSheet, InnovationState, InnovationText, InnovationVersion, Review,
    TeamMember,
};
pub use model::{
    AsOf, Evaluation, Evidence, LARGEST_AMOUNT, MonthPlan, NewEvaluation, NewProgramme, PlanVersion,
    ProgrammePlan, ProgrammeProgress, ProgrammeSheet, ReportVersion,
};
pub use ops::changes::{change_programme, new_programme};
pub use ops::document::prepare_evaluation;
pub use ops::evaluations::note_evaluation;
pub use ops::files::EvidenceFile;
pub use ops::innovation_reads::{innovation_sheet, innovations};
pub use ops::innovations::{INNOVATION_REVIEWED, propose_innovation, review_innovation, revise_innovation};
pub use ops::reads::{programme, programmes_of, progress_of_all};
pub use ops::reports::{MONTH_REPORTED, NewReport, report_month};
pub use rules::{MonthStanding, ProgrammeState, Reason, Standing, Timing};
pub use settings::{REPORT_DUE_DAY, TOLERANCE};
