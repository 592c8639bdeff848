//! The inspection of the day until the middle of it: twenty minutes after ten the room is open, some heads
//! have reported, one corrected, one was found to be behind, and the next has the word.

use super::dice::Dice;
use super::fates::{Away, Filing};
use super::morning::instant;
use super::papers::Desk;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use siaga_attendance::{Exception, PaperStatus, agency_day_summary, fill_rest, sign_recap};
use siaga_inspection::{
    AnswerKind, AnswerValue, Call, NewInspection, NewNote, NewQuestion, Order, add_question,
    answer_questions, call_agency, confirm_recap, inspection_list, join_inspection, note_finding,
    note_instruction, object_to_recap, open_correction, plan_inspection, start_inspection,
};
use siaga_platform::{Ctx, SimulatedClock};
use uuid::Uuid;

/// Minute of the day at which it is to begin, and does.
const BEGINS: u32 = 10 * 60;
/// Seconds that a head needs.
const A_TURN: u32 = 50;
/// Agencies that report although they file a recap only now, because of what they are asked.
const LATE: [&str; 2] = ["DPMD", "DINSOS"];
/// Who of those with a signed recap reports before the middle.
const REPORTING: usize = 20;
/// Who else is in the room already: so many of a thousand.
const HAS_JOINED: u32 = 850;
const SEED: u64 = 1_020;
/// By when the villages are to be paid.
const DUE: NaiveDate = NaiveDate::from_ymd_opt(2020, 6, 2).expect("a day of the calendar");

const VILLAGES: &str = "BLT Dana Desa: desa tersalur / jumlah desa";
const AID_DATA: &str = "Data JPS sudah diverifikasi?";
const PROGRAMMES: &str = "Kemajuan program kerja 2020";

/// The room as the story goes on in it.
struct Room<'a> {
    desk: &'a Desk,
    clock: &'a SimulatedClock,
    /// Who leads it.
    leader: &'a Ctx,
    id: Uuid,
    /// The questions with their keys.
    agenda: Vec<(&'static str, Uuid)>,
    /// Seconds since it began.
    second: u32,
}

/// Plays the inspection until the middle and returns how many agencies reported.
pub(super) async fn play(desk: &Desk, clock: &SimulatedClock) -> Result<usize> {
    let leader = desk.cast.sample("sekda")?;
    clock.set(instant(desk.ctx.government.zone, desk.day, BEGINS, 0));
    let id = plan(desk, leader).await?;
    let mut room = Room { desk, clock, leader, id, agenda: Vec::new(), second: 0 };
    room.ask().await?;
    start_inspection(leader, id, room.version().await?).await?;
    let reporting = reporting(desk)?;
    room.gather(&reporting).await?;
    for agency in LATE {
        room.pass(20);
        desk.file_late(desk.agency(agency)?).await.context("rekap susulan tidak tersimpan")?;
    }
    let corrected = room.who_corrects(&reporting);
    for &agency in &reporting {
        room.turn(agency, corrected).await?;
    }
    room.notes().await?;
    let next = room.who_is_next(&reporting).context("an agency that has not reported")?;
    room.pass(30);
    room.call(next).await?;
    Ok(reporting.len())
}

async fn plan(desk: &Desk, leader: &Ctx) -> Result<Uuid> {
    let of_leader = desk.number(desk.staff.heads[desk.agency("SETDA")?]);
    let new = NewInspection {
        title: "Sidak virtual hari pertama setelah Idulfitri".to_owned(),
        held_on: desk.day,
        start_minute: i32::try_from(BEGINS)?,
        leader: of_leader.context("the secretary has a number")?,
        agencies: desk.plans.iter().map(|plan| plan.code.clone()).collect(),
        meeting_link: "https://rapat.serdangbedagai.example/sidak-26-mei".to_owned(),
    };
    Ok(plan_inspection(leader, &new).await?)
}

/// Returns who reports before the middle, in the order of the list.
fn reporting(desk: &Desk) -> Result<Vec<usize>> {
    let mut reporting: Vec<usize> = (0..desk.plans.len())
        .filter(|&agency| desk.filings[agency] == Filing::Countersigned)
        .take(REPORTING)
        .collect();
    for agency in LATE {
        reporting.push(desk.agency(agency)?);
    }
    reporting.sort_unstable();
    Ok(reporting)
}

impl Room<'_> {
    /// Lets time go by.
    fn pass(&mut self, seconds: u32) {
        self.second += seconds;
        let (minute, second) = (BEGINS + self.second / 60, self.second % 60);
        self.clock.set(instant(self.desk.ctx.government.zone, self.desk.day, minute, second));
    }

    fn id_of(&self, agency: usize) -> i64 {
        self.desk.settled.agencies[agency]
    }

    async fn version(&self) -> Result<i64> {
        let all = inspection_list(self.leader).await?;
        let own = all.into_iter().find(|inspection| inspection.id == self.id);
        Ok(own.context("the inspection of the story")?.version)
    }

    async fn ask(&mut self) -> Result<()> {
        let ids = |codes: &[&str]| -> Result<Vec<i64>> {
            codes.iter().map(|code| Ok(self.id_of(self.desk.agency(code)?))).collect()
        };
        for (text, kind, asked) in [
            (VILLAGES, AnswerKind::Share, ids(&["DPMD"])?),
            (AID_DATA, AnswerKind::YesNo, ids(&["DINSOS"])?),
            (PROGRAMMES, AnswerKind::Programmes, ids(&["DPMD", "DINSOS", "DINKES"])?),
        ] {
            let new = NewQuestion { text: text.to_owned(), kind, agencies: asked };
            let key = add_question(self.leader, self.id, self.version().await?, &new).await?;
            self.agenda.push((text, key));
        }
        Ok(())
    }

    /// Heads open the room: all who will report, and most of the others.
    async fn gather(&mut self, reporting: &[usize]) -> Result<()> {
        let mut dice = Dice::new(SEED);
        for agency in 0..self.desk.plans.len() {
            if reporting.contains(&agency) || dice.happens(HAS_JOINED) {
                self.pass(dice.below(3));
                join_inspection(self.desk.cast.head(agency)?, self.id, &[self.id_of(agency)]).await?;
            }
        }
        Ok(())
    }

    async fn call(&self, agency: usize) -> Result<()> {
        let call = Call::Agency(self.id_of(agency));
        call_agency(self.leader, self.id, self.version().await?, call).await?;
        Ok(())
    }

    async fn turn(&mut self, agency: usize, corrected: Option<usize>) -> Result<()> {
        self.pass(A_TURN / 2);
        self.call(agency).await?;
        if let Some(person) = corrected.filter(|&person| self.desk.staff.people[person].agency == agency) {
            self.correct(agency, person).await?;
        }
        self.answer(agency).await?;
        self.pass(A_TURN / 2);
        let head = self.desk.cast.head(agency)?;
        let summary = agency_day_summary(head, self.id_of(agency), self.desk.day).await?;
        let recap = summary.recap.context("who reports has a signed recap")?;
        confirm_recap(head, self.id, self.id_of(agency), recap.id).await?;
        Ok(())
    }

    /// Returns somebody who is on the recap as without explanation, and whose head knows better.
    fn who_corrects(&self, reporting: &[usize]) -> Option<usize> {
        let people = 0..self.desk.mornings.len();
        people.rev().find(|&person| {
            let agency = self.desk.staff.people[person].agency;
            self.desk.mornings[person].away == Some(Away::Unexcused) && reporting.contains(&agency)
        })
    }

    /// The head says what is wrong, the officer writes and signs the new version. Whoever began it does not
    /// countersign it: confirming it in the room is what the head does.
    async fn correct(&mut self, agency: usize, person: usize) -> Result<()> {
        let (desk, of) = (self.desk, self.desk.recap_of(agency));
        let (head, officer) = (desk.cast.head(agency)?, desk.cast.officer(agency)?);
        let name = &desk.staff.people[person].name;
        let reason = format!("{name} sudah minta izin sejak kemarin; suratnya baru sampai.");
        object_to_recap(head, self.id, self.id_of(agency), &reason).await?;
        // Where the words of the head begin no correction yet, the personnel agency opens it.
        if agency_day_summary(head, self.id_of(agency), desk.day).await?.draft_version.is_none() {
            open_correction(desk.cast.sample("bkd")?, self.id, self.id_of(agency)).await?;
        }
        self.pass(A_TURN / 2);
        let who = desk.number(person).context("whoever is on a recap has a number")?;
        let seal = siaga_attendance::recap_sheet(officer, of).await?.seal;
        let exception = Exception { who, status: PaperStatus::Excused };
        let recap = fill_rest(officer, of, &seal, &[exception]).await?;
        desk.attach_sample(officer, of, agency).await?;
        sign_recap(officer, of, &recap.lines_sha256, desk.password.clone()).await?;
        Ok(())
    }

    async fn answer(&self, agency: usize) -> Result<()> {
        let text = |text: &str| AnswerValue::Text { text: text.to_owned() };
        let answers = match self.desk.plans[agency].code.as_str() {
            "DPMD" => vec![
                (VILLAGES, AnswerValue::Share { part: 202, whole: 237 }),
                (PROGRAMMES, text("35 desa menunggu musyawarah desa khusus; tujuh dijadwalkan minggu ini.")),
            ],
            "DINSOS" => vec![
                (AID_DATA, AnswerValue::YesNo { yes: true }),
                (PROGRAMMES, text("Paket tahap kedua dibagikan mulai Kamis.")),
            ],
            "DINKES" => vec![(PROGRAMMES, text("Alat uji tahap ketiga datang pekan ini."))],
            _ => return Ok(()),
        };
        let key = |asked: &str| self.agenda.iter().find(|(text, _)| *text == asked).map(|(_, key)| *key);
        let given: Vec<(Uuid, AnswerValue)> =
            answers.into_iter().filter_map(|(asked, value)| Some((key(asked)?, value))).collect();
        answer_questions(self.desk.cast.head(agency)?, self.id, self.id_of(agency), &given).await?;
        Ok(())
    }

    /// What the leader notes about the villages.
    async fn notes(&mut self) -> Result<()> {
        let agency_id = Some(self.id_of(self.desk.agency("DPMD")?));
        let text = "35 dari 237 desa belum menyalurkan BLT Dana Desa.".to_owned();
        self.pass(A_TURN / 2);
        note_finding(self.leader, self.id, self.version().await?, &NewNote { agency_id, text }).await?;
        let text =
            "Tuntaskan penyaluran BLT Dana Desa di 35 desa dan laporkan desa yang terhambat.".to_owned();
        let order = Order { person: String::new(), due_on: DUE };
        let new = NewNote { agency_id, text };
        note_instruction(self.leader, self.id, self.version().await?, &new, &order).await?;
        Ok(())
    }

    /// Returns the first with a signed recap that has not reported.
    fn who_is_next(&self, reporting: &[usize]) -> Option<usize> {
        let has_recap =
            |agency: &usize| matches!(self.desk.filings[*agency], Filing::Signed | Filing::Countersigned);
        (0..self.desk.plans.len()).filter(has_recap).find(|agency| !reporting.contains(agency))
    }
}
