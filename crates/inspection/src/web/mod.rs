//! Pages of inspections: routes with permission, forms, view models.

mod acts;
mod fields;
mod list;
mod minutes;
mod parts;
mod plan;
mod reports;
mod room;
mod tasks;
mod texts;

pub(crate) use texts::{inspection_badge, task_badge};

use siaga_access::Action;
use siaga_platform::{NavEntry, Permit, Route};

const LIST: &str = "/sidak";
const TASKS: &str = "/tugas";

/// Returns the menu entries.
pub(crate) fn nav() -> Vec<NavEntry> {
    let entry = |order, path, label, action| NavEntry { order, path, label, permit: Permit::May(action) };
    vec![
        entry(534, LIST, "inspection-nav", Action::InspectionView),
        entry(118, TASKS, "inspection-task-nav", Action::TaskView),
    ]
}

/// Returns every route.
pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::InspectionView);
    let plan = Permit::May(Action::InspectionPlan);
    let moderate = Permit::May(Action::InspectionModerate);
    let close = Permit::May(Action::InspectionClose);
    let answer = Permit::May(Action::InspectionAnswer);
    let task = Permit::May(Action::TaskView);
    vec![
        Route::get(LIST, view, list::show),
        Route::get("/sidak/baru", plan, plan::new),
        Route::post("/sidak/baru", plan, plan::create),
        Route::get("/sidak/{id}/rencana", moderate, plan::edit),
        Route::post("/sidak/{id}/rencana", plan, plan::replan),
        Route::post("/sidak/{id}/urutan", moderate, plan::reorder),
        Route::post("/sidak/{id}/pertanyaan", moderate, plan::ask),
        Route::post("/sidak/{id}/pertanyaan/hapus", moderate, plan::unask),
        Route::post("/sidak/{id}/batal", plan, plan::cancel),
        Route::get("/sidak/{id}", view, room::show),
        Route::get("/sidak/{id}/langsung", view, room::watched),
        Route::post("/sidak/{id}/mulai", moderate, acts::start),
        Route::post("/sidak/{id}/panggil", moderate, acts::call),
        Route::post("/sidak/{id}/kehadiran", moderate, acts::attend),
        Route::post("/sidak/{id}/temuan", moderate, acts::finding),
        Route::post("/sidak/{id}/instruksi", moderate, acts::instruction),
        Route::post("/sidak/{id}/disiplin", moderate, acts::discipline),
        Route::post("/sidak/{id}/evaluasi", Permit::May(Action::ProgrammeEvaluate), acts::evaluate),
        Route::post("/sidak/{id}/pembetulan/buka", moderate, acts::correction),
        Route::post("/sidak/{id}/tutup", close, acts::close),
        Route::post("/sidak/{id}/buka-kembali", close, acts::reopen),
        Route::post("/sidak/{id}/konfirmasi", answer, reports::confirm),
        Route::post("/sidak/{id}/pembetulan", answer, reports::object),
        Route::post("/sidak/{id}/jawaban", answer, reports::answer),
        Route::get("/sidak/{id}/berita-acara", view, minutes::show),
        Route::get(TASKS, task, tasks::list),
        Route::get("/tugas/{id}", task, tasks::show),
        Route::post("/tugas/{id}/laporan", task, tasks::report).body_limit(tasks::EVIDENCE_LIMIT),
        Route::post("/tugas/{id}/putusan", Permit::May(Action::TaskDecide), tasks::decide),
        Route::get("/tugas/{id}/berkas/{step}", task, tasks::evidence),
    ]
}

/// Returns the address of a room.
fn room_path(id: uuid::Uuid) -> String {
    format!("{LIST}/{id}")
}
