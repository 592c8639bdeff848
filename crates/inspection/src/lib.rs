#![doc = include_str!("../README.md")]

mod capability;
mod explain;
mod migrations;
mod model;
mod ops;
mod rules;
mod settings;
mod store;
mod tiles;
mod web;

pub use capability::capability;
pub use model::{
    AgencyState, Answer, AnswerKind, AnswerValue, Inspection, InspectionState, NoteKind, Question, Task,
    TaskState, TaskStep,
};
pub use ops::close::{INSPECTION_CLOSED, close_inspection, reopen_inspection};
pub use ops::minutes::{
    AbsenteeMinutes, AgencyMinutes, AnswerMinutes, FindingMinutes, InstructionMinutes, RecapMinutes, Snapshot,
};
pub use ops::moderate::{Call, call_agency, mark_joined, start_inspection};
pub use ops::notes::{
    ABSENTEE_MARKED, NewNote, Order, evaluate_programme, mark_absentees, note_finding, note_instruction,
};
pub use ops::plan::{
    NewInspection, Reorder, cancel_inspection, plan_inspection, reorder_agencies, replan_inspection,
};
pub use ops::questions::{NewQuestion, add_question, remove_question};
pub use ops::reads::{coming_inspections, inspection_list};
pub use ops::report::{
    Answered, answer_questions, confirm_recap, join_inspection, object_to_recap, open_correction,
};
pub use ops::tasks::{ListedTask, decide_task, report_task, task, task_evidence, task_list};
