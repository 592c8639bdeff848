//! The inspection from the plan to the last note, as the leader and the other moderator lead it.

use super::watcher::Watcher;
use super::{Browser, Story, absentees};
use crate::stories::reading::{all_between, attended, escaped, hidden};

pub(super) const FINDING: &str = "35 dari 237 desa belum menyalurkan BLT Dana Desa.";
pub(super) const INSTRUCTION: &str = "Tuntaskan penyaluran BLT Dana Desa di 35 desa.";

pub(super) async fn nobody_looks_in_from_outside(story: &Story) {
    let mut stranger = Browser::anonymous(story.at);
    let answer = stranger.get("/sidak").await;
    assert_eq!((answer.status, answer.location().starts_with("/masuk")), (303, true));
}

pub(super) async fn is_planned(story: &mut Story, leader: &mut Browser) {
    let desk = &story.built.desk;
    let number = desk.number(desk.staff.heads[desk.agency("SETDA").unwrap()]).unwrap();
    let form = leader.page("/sidak/baru").await;
    assert!(form.contains("name=\"leader\""));
    let plan = [
        ("title", "Sidak hari pertama"),
        ("held_on", "26-05-2020"),
        ("start", "10.00"),
        ("leader", number.as_str()),
        ("meeting_link", "https://rapat.contoh.go.id/sidak"),
        ("which", "all"),
    ];
    let wrong = [&plan[..3], &[("leader", "tidak ada orang ini"), ("which", "all")]].concat();
    assert_eq!(leader.post("/sidak/baru", &wrong).await.status, 422, "a leader that nobody is");
    let location = leader.done("/sidak/baru", &plan).await;
    story.room = location.strip_suffix("/rencana").expect("the plan comes next").to_owned();
    for (question, kind, agency) in [
        ("BLT Dana Desa: desa tersalur / jumlah desa", "share", "DPMD"),
        ("Data JPS sudah diverifikasi?", "yes-no", "DINSOS"),
    ] {
        let asked = story.id(story.agency(agency));
        let version = hidden(&leader.page(&story.path("rencana")).await, "version");
        let fields = [
            ("version", version.as_str()),
            ("question", question),
            ("kind", kind),
            ("asked", asked.as_str()),
        ];
        leader.done(&story.path("pertanyaan"), &fields).await;
    }
    let keys = all_between(&leader.page(&story.path("rencana")).await, "name=\"question_id\" value=\"", "\"");
    story.questions = (keys[0].clone(), keys[1].clone());
}

/// An inspection of one agency: heads of others, people without a part in it and strangers stay outside.
pub(super) async fn is_not_for_those_who_are_not_invited(story: &Story, leader: &mut Browser) {
    let number = {
        let desk = &story.built.desk;
        desk.number(desk.staff.heads[desk.agency("SETDA").unwrap()]).unwrap()
    };
    let location = leader
        .done(
            "/sidak/baru",
            &[
                ("title", "Sidak satu dinas"),
                ("held_on", "2020-05-26"),
                ("start", "13:00"),
                ("leader", &number),
                ("which", "some"),
                ("agency", "DPMD"),
            ],
        )
        .await;
    let small = location.strip_suffix("/rencana").unwrap().to_owned();
    let mut other = story.browser(&story.head(story.agency("DINSOS"))).await;
    assert_eq!(other.get(&small).await.status, 403);
    assert_eq!(other.get(&format!("{small}/langsung")).await.status, 403);
    assert!(!other.page("/sidak").await.contains("Sidak satu dinas"));
    let mut employee = story.browser("pegawai").await;
    for path in ["", "/langsung", "/berita-acara"] {
        assert_eq!(employee.get(&format!("{}{path}", story.room)).await.status, 403, "{path}");
        let anonymous = Browser::anonymous(story.at).get(&format!("{}{path}", story.room)).await;
        assert_eq!(anonymous.status, 303, "{path}");
    }
}

/// The open pages that are watched from the beginning.
pub(super) struct Watchers {
    leader: Watcher,
    /// Heads with their agencies.
    heads: Vec<(usize, Watcher)>,
}

pub(super) async fn begins(story: &Story, leader: &mut Browser) -> Watchers {
    let version = hidden(&leader.page(&story.room).await, "version");
    leader.done(&story.path("mulai"), &[("version", &version)]).await;
    story.at_minute(1);
    two_moderators_act_on_one_version(story, leader).await;
    let mut heads = Vec::new();
    for agency in [story.agency("SETDA"), story.agency("DPMD"), story.wrong.0, story.late] {
        let head = story.browser(&story.head(agency)).await;
        heads.push((agency, Watcher::open(&head, &story.room).await));
    }
    Watchers { leader: Watcher::open(leader, &story.room).await, heads }
}

async fn two_moderators_act_on_one_version(story: &Story, leader: &mut Browser) {
    let mut other = story.browser("bkd").await;
    let version = hidden(&leader.page(&story.room).await, "version");
    assert_eq!(hidden(&other.page(&story.room).await, "version"), version);
    let (path, dpmd, dinsos) =
        (story.path("panggil"), story.id(story.agency("DPMD")), story.id(story.agency("DINSOS")));
    let (first, second) = (
        [("version", version.as_str()), ("agency", &dpmd)],
        [("version", version.as_str()), ("agency", &dinsos)],
    );
    let (one, two) = tokio::join!(leader.post(&path, &first), other.post(&path, &second));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409], "one of two acts on the same version is done");
}

/// Marks everybody without explanation, then notes a finding and an instruction.
pub(super) async fn is_noted(story: &Story, leader: &mut Browser) {
    let mut marked = 0;
    let codes: std::collections::BTreeSet<String> =
        absentees(&story.built).await.into_iter().map(|(code, _)| code).collect();
    for code in codes {
        let id = story.id(story.agency(&code));
        let version = hidden(&leader.page(&story.room).await, "version");
        leader.done(&story.path("panggil"), &[("version", &version), ("agency", &id)]).await;
        let room = leader.page(&story.room).await;
        let people = all_between(&room, "name=\"absentee\" value=\"", "\"");
        let version = hidden(&room, "version");
        let mut fields = vec![("version", version.as_str()), ("agency", id.as_str())];
        fields.extend(people.iter().map(|person| ("absentee", person.as_str())));
        leader.done(&story.path("disiplin"), &fields).await;
        marked += people.len();
    }
    assert_eq!(marked, absentees(&story.built).await.len());
    let id = story.id(story.agency("DPMD"));
    let version = hidden(&leader.page(&story.room).await, "version");
    leader.done(&story.path("temuan"), &[("version", &version), ("agency", &id), ("finding", FINDING)]).await;
    let version = hidden(&leader.page(&story.room).await, "version");
    let order = [
        ("version", version.as_str()),
        ("agency", id.as_str()),
        ("instruction", INSTRUCTION),
        ("due_on", "2020-06-02"),
    ];
    let past = [&order[..3], &[("due_on", "2020-05-25")]].concat();
    assert_eq!(leader.post(&story.path("instruksi"), &past).await.status, 422, "due before today");
    leader.done(&story.path("instruksi"), &order).await;
    let absent = story.id(story.absent);
    let version = hidden(&leader.page(&story.room).await, "version");
    leader
        .done(&story.path("kehadiran"), &[("version", &version), ("agency", &absent), ("joined", "no")])
        .await;
}

impl Watchers {
    /// The rate grew before the eyes of all; people of other agencies were named to the leader only.
    pub(super) async fn saw_what_they_may(self, story: &Story) {
        let names = absentees(&story.built).await;
        let shows = |parts: &[(String, String)], name: &str| {
            parts.iter().any(|(_, html)| html.contains(&escaped(name)) || html.contains(name))
        };
        for (agency, watcher) in self.heads {
            watcher.until("98,39").await;
            let own = &story.built.desk.plans[agency].code;
            let seen = watcher.end();
            let grown = attended(&seen);
            assert!(grown.is_sorted(), "{own}: {grown:?}");
            assert_eq!(grown.last(), Some(&story.heard.numerator), "{own}: everybody who reported counts");
            let steps = grown.windows(2).filter(|two| two[0] < two[1]).count();
            assert!(steps >= 5, "the rate grows as agencies report: {grown:?}");
            let others: Vec<&String> =
                names.iter().filter(|(code, _)| code != own).map(|(_, name)| name).collect();
            assert!(!others.is_empty());
            for name in others {
                assert!(!shows(&seen, name), "{name} was sent to the head of {own}");
            }
        }
        self.leader.until(&escaped(FINDING)).await;
        let by_leader = self.leader.end();
        let seen_by_leader = names.iter().filter(|(_, name)| shows(&by_leader, name)).count();
        assert!(seen_by_leader > 0, "whoever leads sees names");
    }
}
