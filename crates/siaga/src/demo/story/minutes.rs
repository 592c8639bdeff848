//! The close, the minutes as everybody gets them, and what follows from them.

use super::inspection::{FINDING, INSTRUCTION};
use super::{Browser, Story, absentees};
use crate::stories::reading::{between, escaped, hidden, squeezed, text_of_pdf};

/// The leader closes while the head of the social office still has the question on the screen.
pub(super) async fn are_closed_while_somebody_writes(story: &Story, leader: &mut Browser) {
    story.at_minute(45);
    let agency = story.agency("DINSOS");
    let mut writing = story.browser(&story.head(agency)).await;
    writing.page(&story.room).await;
    let mut other = story.browser("bkd").await;
    other.page(&story.room).await;
    let version = hidden(&leader.page(&story.room).await, "version");
    let password = &story.built.desk.password;
    let closes = [("version", version.as_str()), ("closing", "Terima kasih."), ("password", password)];
    assert_eq!(other.post(&story.path("tutup"), &closes).await.status, 403, "only the leader closes");
    let wrong = [("version", version.as_str()), ("closing", "Terima kasih."), ("password", "bukan ini")];
    assert!(leader.post(&story.path("tutup"), &wrong).await.status >= 400);
    assert!(leader.page(&story.room).await.contains(&format!("{}/tutup", story.room)), "it is still open");
    let location = leader.done(&story.path("tutup"), &closes).await;
    assert_eq!(location, story.path("berita-acara"));

    story.at_minute(46);
    let (id, question) = (story.id(agency), format!("j_{}_{}", story.id(agency), story.questions.1));
    writing.done(&story.path("jawaban"), &[("agency", &id), (&question, "yes")]).await;
    let late = leader.page(&story.room).await;
    assert!(late.contains("Jawaban setelah sidak ditutup"), "the answer is kept");
    assert!(
        writing.page(&story.room).await.contains("<option value=\"yes\" selected>"),
        "nothing typed is lost"
    );
}

pub(super) async fn hold_what_was_reported(story: &Story, leader: &mut Browser) {
    let page = leader.page(&story.path("berita-acara")).await;
    assert!(page.contains("98,39"));
    let letter = format!("/surat/{}", between(&page, "href=\"/surat/", "\""));
    let key = story.room.rsplit('/').next().unwrap();
    let document =
        siaga_documents::by_reference(&story.built.ctx, &format!("inspection/{key}/1")).await.unwrap();
    let document = document.expect("the minutes are an official document");
    let number = document.number.clone().expect("an issued document has a number");
    assert!(letter.ends_with(&document.uid.to_string()));

    let pdf = leader.get(&format!("{letter}/pdf")).await;
    assert_eq!((pdf.status, pdf.body.starts_with(b"%PDF")), (200, true));
    let text = text_of_pdf(&pdf.body);
    let holds = |wanted: &str| assert!(text.contains(&squeezed(wanted)), "«{wanted}» is not in the minutes");
    holds("98,39");
    holds(&number);
    holds(FINDING);
    holds(INSTRUCTION);
    holds("202 / 237");
    holds(&story.built.desk.plans[story.absent].name);
    let names = absentees(&story.built).await;
    assert!(names.len() >= 12);
    names.iter().for_each(|(_, name)| holds(name));
    let corrected = &story.built.desk.staff.people[story.wrong.1].name;
    assert!(!text.contains(&squeezed(corrected)), "who was excused is not among the absent");

    let code = document.code.clone();
    let mut anybody = Browser::anonymous(story.at);
    let checked = anybody.page(&format!("/periksa/{code}")).await;
    assert!(checked.contains(&escaped(&number)) || checked.contains(&number), "the number can be checked");
    assert!(!names.iter().any(|(_, name)| checked.contains(name)), "whoever checks sees no people");
    assert_eq!(anybody.get("/periksa/AAAA-AAAA-AAAA").await.status, 404);
    assert_eq!(anybody.get(&format!("{letter}/pdf")).await.status, 303, "the letter itself is not public");
}

/// The instruction is a task: the head reports it, the leader accepts it, and not before.
pub(super) async fn lead_to_tasks(story: &Story, leader: &mut Browser) {
    let mut head = story.browser(&story.head(story.agency("DPMD"))).await;
    let list = head.page("/tugas").await;
    assert!(list.contains(&escaped(INSTRUCTION)) || list.contains(INSTRUCTION));
    let task = format!("/tugas/{}", between(&list, "href=\"/tugas/", "\""));
    leader.page(&task).await;
    let decision = [("decision", "done"), ("reason", "")];
    assert_eq!(leader.post(&format!("{task}/putusan"), &decision).await.status, 409, "nothing is reported");
    head.page(&task).await;
    head.done_in_parts(&format!("{task}/laporan"), &[("text", "35 desa tersalur pada 2 Juni.")]).await;
    let mut other = story.browser(&story.head(story.agency("DINSOS"))).await;
    assert_eq!(other.get(&task).await.status, 404, "heads see the tasks of their agency");
    leader.page(&task).await;
    leader.done(&format!("{task}/putusan"), &decision).await;
    let done = leader.page(&task).await;
    assert!(done.contains("35 desa tersalur") && !done.contains("name=\"decision\""), "it is done");
    let again = leader.post(&format!("{task}/putusan"), &decision).await;
    assert_eq!(again.status, 409, "a task is accepted once");
}
