//! The living parts of the room: the same bytes for all readers with the same sight, without forms.

use crate::model::{NoteKind, Question};
use crate::ops::room::{Room, RoomAgency};
use crate::ops::shared::watched_room;
use crate::ops::viewer::Sight;
use crate::web::texts;
use askama::Template;
use siaga_attendance::AgencyDaySummary;
use siaga_civil::Ratio;
use siaga_platform::explain::Subject;
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use siaga_programmes::ProgrammeProgress;
use uuid::Uuid;

/// Id of the part and its content.
pub(crate) type Part = (String, String);

#[derive(Template)]
#[template(path = "inspection/part_head.html")]
struct Head<'a> {
    page: &'a Page,
    rate: String,
    permille: i64,
    rate_link: String,
    attended: String,
    reported: String,
    joined: String,
    tone: &'static str,
    state: String,
    turn: String,
}

#[derive(Template)]
#[template(path = "inspection/part_stage.html")]
struct Stage<'a> {
    page: &'a Page,
    name: String,
    tone: &'static str,
    state: String,
    objection: String,
    recap: Option<RecapView>,
    rate: String,
    rate_note: String,
    seen: Vec<(String, String)>,
    differences: usize,
    /// Whether a terminal saw anybody: where none did, nothing can be compared.
    is_compared: bool,
    named: Vec<(String, String, String)>,
    absentees: Vec<(String, String)>,
    absent_count: usize,
    questions: Vec<(String, String)>,
    programmes: Vec<ProgrammeView>,
}

struct ProgrammeView {
    name: String,
    reached: String,
    real: String,
    real_permille: i64,
    planned: String,
    planned_permille: i64,
    spent: String,
    missing: usize,
}

struct RecapView {
    title: String,
    signed: String,
    late: String,
    counts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "inspection/part_list.html")]
struct List<'a> {
    page: &'a Page,
    rows: Vec<Row>,
    missing: Vec<String>,
}

struct Row {
    place: i32,
    is_current: bool,
    name: String,
    tone: &'static str,
    state: String,
    joined: String,
    late: String,
    differences: usize,
}

#[derive(Template)]
#[template(path = "inspection/part_notes.html")]
struct Notes<'a> {
    page: &'a Page,
    findings: Vec<(String, String)>,
    instructions: Vec<InstructionView>,
    after_close: Vec<(String, String, String)>,
}

struct InstructionView {
    agency: String,
    text: String,
    person: String,
    due: String,
}

/// Makes the parts for readers with a sight.
///
/// # Errors
/// `inspection.missing`.
pub(crate) async fn watched(ctx: Ctx, id: Uuid, sight: Sight) -> Result<Vec<Part>, Problem> {
    let room = watched_room(&ctx, id).await?;
    make(&ctx, &room, &sight)
}

/// Makes the parts of a room.
pub(crate) fn make(ctx: &Ctx, room: &Room, sight: &Sight) -> Result<Vec<Part>, Problem> {
    // Parts are shared: what the page knows about its reader must not get into them.
    let system = ctx.app.system_ctx("inspection.parts", &ctx.government);
    let page = Page::new(&Ctx { locale: ctx.locale, ..system }, "inspection-title");
    let part = |id: &str, html: Result<String, askama::Error>| -> Result<Part, Problem> {
        Ok((id.to_owned(), html.map_err(Problem::broken)?))
    };
    Ok(vec![
        part("sidak-angka", head(&page, room).render())?,
        part("sidak-giliran", stage(&page, room, sight))?,
        part("sidak-daftar", list(&page, room).render())?,
        part("sidak-catatan", notes(&page, room, sight).render())?,
    ])
}

fn head<'a>(page: &'a Page, room: &Room) -> Head<'a> {
    let so_far = &room.so_far;
    let (tone, state) = texts::inspection_badge(page, room.inspection.state, room.inspection.is_reopened());
    let turn = room.current().map(|one| page.t1("inspection-turn", "agency", &one.agency.name));
    Head {
        rate: page.ratio(so_far.rate),
        permille: so_far.rate.percent_hundredths().unwrap_or(0).clamp(0, 10_000) / 10,
        rate_link: Subject::new("inspection.rate").with("sidak", room.inspection.id).path(),
        attended: page.t2(
            "inspection-attended",
            "attended",
            page.number(so_far.rate.numerator),
            "obliged",
            page.number(so_far.rate.denominator),
        ),
        reported: page.t2("inspection-reported", "heard", so_far.heard, "invited", so_far.invited),
        joined: page.t2("inspection-joined-count", "joined", room.joined(), "invited", so_far.invited),
        tone,
        state,
        turn: turn.unwrap_or_default(),
        page,
    }
}

fn stage(page: &Page, room: &Room, sight: &Sight) -> Result<String, askama::Error> {
    let Some(one) = room.current() else { return Ok(String::new()) };
    let summary = room.summary(one.agency.id);
    let sees_names = sight.names(one.agency.id);
    let figure = summary.map(|summary| summary.figure).unwrap_or_default();
    let (tone, state) = texts::agency_badge(page, one.state);
    let objection = one.invited.objection.as_ref().filter(|_| sees_names);
    let questions = room.asked(one.agency.id).map(|question| asked(page, room, question, one)).collect();
    let mut stage = Stage {
        name: one.agency.name.clone(),
        tone,
        state,
        objection: objection.map(|objection| objection.reason.clone()).unwrap_or_default(),
        recap: summary.and_then(|summary| recap_view(page, summary, one)),
        rate: page.ratio(figure.attendance()),
        rate_note: page.t2(
            "inspection-attended",
            "attended",
            page.number(figure.tally.attended()),
            "obliged",
            page.number(figure.obliged),
        ),
        seen: Vec::new(),
        differences: 0,
        is_compared: false,
        named: Vec::new(),
        absentees: Vec::new(),
        absent_count: 0,
        questions,
        programmes: room.programmes.iter().map(|one| programme(page, one)).collect(),
        page,
    };
    if let Some(summary) = summary {
        stage.show_evidence(summary, sees_names);
    }
    stage.render()
}

fn programme(page: &Page, one: &ProgrammeProgress) -> ProgrammeView {
    let standing = &one.standing;
    let share = |permille: Option<i64>| {
        permille.map_or_else(|| "–".to_owned(), |permille| page.ratio(Ratio::new(permille, 1_000)))
    };
    let bar = |permille: Option<i64>| permille.unwrap_or(0).clamp(0, 1_000);
    ProgrammeView {
        name: one.plan.name.clone(),
        reached: format!(
            "{} / {} {}",
            page.number(standing.real),
            page.number(one.plan.target),
            one.plan.unit
        ),
        real: share(standing.real_permille),
        real_permille: bar(standing.real_permille),
        planned: share(standing.planned_permille),
        planned_permille: bar(standing.planned_permille),
        spent: share(standing.spent_permille),
        missing: standing.missing().count(),
    }
}

fn asked(page: &Page, room: &Room, question: &Question, one: &RoomAgency) -> (String, String) {
    let answer = room.answer(question.id, one.agency.id);
    let text = answer.map(|answer| texts::answer(page, &answer.value));
    (question.text.clone(), text.unwrap_or_else(|| page.t("inspection-unanswered")))
}

impl Stage<'_> {
    fn show_evidence(&mut self, summary: &AgencyDaySummary, sees_names: bool) {
        let page = self.page;
        let seen = &summary.seen;
        let rows = [
            ("inspection-seen-terminal", seen.by_terminal),
            ("inspection-seen-near", seen.by_near_checkin),
            ("inspection-seen-far", seen.by_far_checkin),
        ];
        self.seen = rows.map(|(label, people)| (page.t(label), page.number(people))).to_vec();
        self.differences = summary.differences.len();
        self.is_compared = seen.by_terminal > 0;
        self.absent_count = summary.absentees.len();
        if !sees_names {
            return;
        }
        let named = summary.differences.iter().map(|one| {
            (one.name.clone(), texts::paper(page, one.recap), texts::difference(page, one.difference))
        });
        self.named = named.collect();
        let absentees =
            summary.absentees.iter().map(|one| (one.name.clone(), texts::absence(page, one.status)));
        self.absentees = absentees.collect();
    }
}

fn recap_view(page: &Page, summary: &AgencyDaySummary, one: &RoomAgency) -> Option<RecapView> {
    let recap = summary.recap.as_ref()?;
    Some(RecapView {
        title: page.t1("inspection-recap-version", "version", recap.version),
        signed: recap
            .signed_at
            .map(|at| page.t1("inspection-signed", "time", page.time(at)))
            .unwrap_or_default(),
        late: late(page, one),
        counts: recap
            .counts
            .iter()
            .map(|(status, people)| (texts::paper(page, *status), page.number(people)))
            .collect(),
    })
}

fn late(page: &Page, one: &RoomAgency) -> String {
    let late = one.late_signed_at;
    late.map(|at| page.t1("inspection-signed-late", "time", page.clock(at))).unwrap_or_default()
}

fn list<'a>(page: &'a Page, room: &Room) -> List<'a> {
    let row = |one: &RoomAgency| {
        let (tone, state) = texts::agency_badge(page, one.state);
        let joined = one.invited.joined.as_ref().filter(|_| one.invited.is_there());
        Row {
            place: one.invited.place,
            is_current: room.inspection.current_agency_id == Some(one.agency.id),
            name: one.agency.name.clone(),
            tone,
            state,
            joined: joined.map(|(at, _)| page.clock(at)).unwrap_or_default(),
            late: late(page, one),
            differences: room.summary(one.agency.id).map_or(0, |summary| summary.differences.len()),
        }
    };
    let missing = room.agencies.iter().filter(|one| !one.invited.is_there());
    List {
        rows: room.agencies.iter().map(row).collect(),
        missing: missing.map(|one| one.agency.name.clone()).collect(),
        page,
    }
}

/// Heads read what concerns all or their own agency; people are named to those who may see them.
fn notes<'a>(page: &'a Page, room: &Room, sight: &Sight) -> Notes<'a> {
    let name = |id: Option<i64>| {
        let agency = id.and_then(|id| room.agency(id));
        agency.map_or_else(|| page.t("inspection-all-agencies"), |one| one.agency.name.clone())
    };
    let is_visible = |agency: Option<i64>| match sight {
        Sight::Agencies(ids) => agency.is_none_or(|agency| ids.contains(&agency)),
        Sight::All | Sight::Nobody => true,
    };
    let of_kind = |kind: NoteKind| {
        room.notes.iter().filter(move |note| note.kind == kind && is_visible(note.agency_id))
    };
    let instruction = |note: &crate::model::Note| InstructionView {
        agency: name(note.agency_id),
        text: note.text.clone(),
        person: match note.agency_id {
            Some(agency) if sight.names(agency) => note.person_name.clone(),
            None if *sight == Sight::All => note.person_name.clone(),
            _ => String::new(),
        },
        due: note.due_on.map(|on| page.date(on)).unwrap_or_default(),
    };
    let late = room.answers.iter().filter(|one| room.is_after_close(one) && sight.names(one.agency_id));
    let question = |id: Uuid| room.questions.iter().find(|question| question.id == id);
    Notes {
        findings: of_kind(NoteKind::Finding).map(|note| (name(note.agency_id), note.text.clone())).collect(),
        instructions: of_kind(NoteKind::Instruction).map(instruction).collect(),
        after_close: late
            .map(|one| {
                let asked = question(one.question_id).map(|question| question.text.clone());
                (name(Some(one.agency_id)), asked.unwrap_or_default(), texts::answer(page, &one.value))
            })
            .collect(),
        page,
    }
}
