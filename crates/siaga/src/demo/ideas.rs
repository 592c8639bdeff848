//! Three innovations by employees: one accepted, one that waits, one sent back with a question.

use super::morning::instant;
use super::papers::Desk;
use anyhow::Result;
use chrono::NaiveDate;
use siaga_platform::{Actor, Ctx, SimulatedClock};
use siaga_programmes::{InnovationState, InnovationText, propose_innovation, review_innovation};

/// When all of them were registered and looked at.
const TOLD_ON: (u32, u32) = (5, 19);

/// An innovation and what became of it.
struct Idea {
    agency: &'static str,
    title: &'static str,
    problem: &'static str,
    solution: &'static str,
    benefit: &'static str,
    since: (u32, u32),
    review: Option<(InnovationState, &'static str)>,
}

const IDEAS: [Idea; 3] = [
    Idea {
        agency: "DISDUKCAPIL",
        title: "Antar dokumen lewat kantor desa",
        problem: "Warga desa terjauh menempuh dua jam untuk mengambil kartu keluarga yang sudah selesai.",
        solution: "Dokumen dikirim seminggu dua kali bersama kurir kecamatan dan diambil di kantor desa.",
        benefit: "Dalam empat minggu 412 dokumen diambil di desa; antrean loket turun dari 90 menjadi 55 orang sehari.",
        since: (3, 16),
        review: Some((InnovationState::Accepted, "")),
    },
    Idea {
        agency: "DISTAN",
        title: "Jadwal tanam lewat pesan singkat",
        problem: "Kelompok tani menanam pada pekan yang berlainan, sehingga hama berpindah dari petak ke petak.",
        solution: "Penyuluh mengirim jadwal tanam per hamparan kepada ketua kelompok setiap Senin.",
        benefit: "Kelompok yang ikut menanam serempak.",
        since: (2, 3),
        review: Some((InnovationState::Returned, "Manfaat belum disertai angka sebelum dan sesudah.")),
    },
    Idea {
        agency: "DINKES",
        title: "Kartu pantau isolasi mandiri",
        problem: "Petugas puskesmas mencatat suhu orang dalam pemantauan di kertas yang sering tercecer.",
        solution: "Satu kartu per rumah dengan sepuluh baris suhu, difoto setiap sore dan dikirim ke puskesmas.",
        benefit: "Pantauan lengkap naik dari 61 menjadi 94 persen di tiga puskesmas.",
        since: (4, 6),
        review: None,
    },
];

/// Registers and reviews them, one after the other.
pub(super) async fn play(desk: &Desk, clock: &SimulatedClock) -> Result<()> {
    let zone = desk.ctx.government.zone;
    for (place, idea) in (0..).zip(&IDEAS) {
        let agency = desk.agency(idea.agency)?;
        let minute = 13 * 60 + 40 * place;
        clock.set(instant(zone, day(TOLD_ON), minute, 0));
        let own = employee(desk, desk.staff.officers[agency] + 2);
        let text = InnovationText {
            title: idea.title.to_owned(),
            problem: idea.problem.to_owned(),
            solution: idea.solution.to_owned(),
            benefit: idea.benefit.to_owned(),
            since_on: day(idea.since),
            links: String::new(),
            team: String::new(),
        };
        let employee_id = desk.settled.people[desk.staff.officers[agency] + 2].id;
        let uid = propose_innovation(&own, employee_id, &text, &[]).await?;
        if let Some((decision, reason)) = idea.review {
            clock.set(instant(zone, day(TOLD_ON), minute + 30, 0));
            review_innovation(desk.cast.sample("bkd")?, uid, 1, decision, reason).await?;
        }
    }
    Ok(())
}

fn day((month, day): (u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, month, day).expect("a day of the calendar")
}

/// Returns the context of somebody who has no account of the demonstration.
fn employee(desk: &Desk, person: usize) -> Ctx {
    let employee = Some(desk.settled.people[person].id);
    let name = desk.staff.people[person].name.clone();
    Ctx { actor: Actor { employee, name, ..desk.ctx.actor.clone() }, ..desk.ctx.clone() }
}
