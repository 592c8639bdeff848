//! Requests, recaps and schedules: written through the operations that the pages use.

use super::agencies::AgencyPlan;
use super::cast::Cast;
use super::fates::{Away, Filing, PersonDay};
use super::sample_paper::sample_paper;
use super::settle::Settled;
use super::staff::Staff;
use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};
use siaga_attendance::{
    Exception, LeaveKind, NewSchedule, PaperFile, PaperStatus, RecapOf, RequestKind, ScheduleOf, Wish,
    add_schedule, attach_paper, countersign_recap, decide_request, fill_rest, make_request, sign_recap,
};
use siaga_platform::web::sniff;
use siaga_platform::{Actor, Ctx};
use std::sync::Arc;
use tokio::task::JoinSet;

/// How many papers are in hands at once.
const AT_ONCE: usize = 6;

/// Everything that papers are about.
pub(super) struct Desk {
    pub(super) ctx: Ctx,
    pub(super) day: NaiveDate,
    pub(super) plans: Vec<AgencyPlan>,
    pub(super) filings: Vec<Filing>,
    pub(super) staff: Staff,
    pub(super) mornings: Vec<PersonDay>,
    pub(super) settled: Settled,
    pub(super) cast: Cast,
    pub(super) password: String,
}

impl Desk {
    /// Returns the place of an agency in the list.
    pub(super) fn agency(&self, code: &str) -> Result<usize> {
        self.plans.iter().position(|plan| plan.code == code).context("an agency of the list")
    }

    /// Records the night shifts.
    pub(super) async fn record_schedules(&self) -> Result<()> {
        let after_night = (0..self.mornings.len()).filter(|&person| self.mornings[person].is_after_night);
        for person in after_night {
            let schedule = NewSchedule {
                is_of: ScheduleOf::Employee(self.settled.people[person].id),
                from_on: self.day - Days::new(1),
                until_on: None,
                // Every second night, Sundays and holidays too.
                weekdays: "1357".to_owned(),
                start_minute: 21 * 60,
                end_minute: 30 * 60 + 30,
                note: "Jaga malam rawat inap".to_owned(),
            };
            add_schedule(&self.ctx, schedule).await?;
        }
        Ok(())
    }

    /// Returns the people for whom an approved request says why they are away.
    pub(super) fn requests(&self, is_leave: bool) -> Vec<usize> {
        let by_request = |person: usize| {
            let files = self.filings[self.staff.people[person].agency] != Filing::Nothing;
            self.mornings[person].away.is_some_and(|away| !files && (away == Away::Leave) == is_leave)
        };
        (0..self.mornings.len()).filter(|&person| by_request(person)).collect()
    }

    /// Makes and approves the requests of these people.
    pub(super) async fn decide(self: &Arc<Self>, people: Vec<usize>) -> Result<usize> {
        let count = people.len();
        let desk = Arc::clone(self);
        each(people, move |person| Arc::clone(&desk).request(person)).await?;
        Ok(count)
    }

    async fn request(self: Arc<Self>, person: usize) -> Result<()> {
        let Some(wish) = self.wish(person) else { return Ok(()) };
        let employee = Some(self.settled.people[person].id);
        let actor = Actor { employee, ..self.ctx.actor.clone() };
        let own = Ctx { actor, ..self.ctx.clone() };
        let request = make_request(&own, wish, None).await?;
        let head = self.cast.head(self.staff.people[person].agency)?;
        Ok(decide_request(head, request.id, true, "").await?)
    }

    fn wish(&self, person: usize) -> Option<Wish> {
        let plan = &self.staff.people[person];
        let (kind, leave_kind, days, reason) = match self.mornings[person].away? {
            Away::Leave if plan.sex == siaga_civil::Sex::Female && person.is_multiple_of(3) => {
                (RequestKind::Leave, Some(LeaveKind::Maternity), 60, "Cuti melahirkan")
            }
            Away::Leave => (RequestKind::Leave, Some(LeaveKind::Annual), 3, "Cuti tahunan setelah lebaran"),
            Away::Travel => (RequestKind::OfficialTravel, None, 1, "Rapat koordinasi di Medan"),
            Away::Sick => (RequestKind::Sick, None, 1, "Demam, surat keterangan dokter menyusul"),
            Away::Excused => (RequestKind::Excuse, None, 0, "Keluarga dirawat di rumah sakit"),
            Away::Unexcused => return None,
        };
        Some(Wish {
            kind,
            leave_kind,
            from_on: self.day,
            until_on: self.day + Days::new(days),
            start_minute: None,
            end_minute: None,
            reason: reason.to_owned(),
        })
    }

    /// Returns the agencies that bring a recap, the drafts last.
    pub(super) fn recaps(&self) -> Vec<usize> {
        let mut agencies: Vec<usize> =
            (0..self.plans.len()).filter(|&agency| self.filings[agency] != Filing::Nothing).collect();
        agencies.sort_by_key(|&agency| self.filings[agency] == Filing::Draft);
        agencies
    }

    /// Fills in the recaps of these agencies and signs them as far as they are signed this morning.
    pub(super) async fn file(self: &Arc<Self>, agencies: Vec<usize>) -> Result<()> {
        let desk = Arc::clone(self);
        each(agencies, move |agency| Arc::clone(&desk).recap(agency)).await
    }

    /// Files the recap of an agency whose terminals and requests have told everything so far. Whoever
    /// they know nothing of is without explanation on paper.
    pub(super) async fn file_late(&self, agency: usize) -> Result<()> {
        let of = self.recap_of(agency);
        let officer = self.cast.officer(agency)?;
        let mut exceptions = self.exceptions(agency);
        let unheard = (0..self.mornings.len()).filter(|&person| self.is_unheard(person));
        exceptions.extend(unheard.filter(|&person| self.staff.people[person].agency == agency).filter_map(
            |person| Some(Exception { who: self.number(person)?, status: PaperStatus::Unexcused }),
        ));
        let recap = fill_rest(officer, of, "", &exceptions).await?;
        self.attach_sample(officer, of, agency).await?;
        sign_recap(officer, of, &recap.lines_sha256, self.password.clone()).await?;
        countersign_recap(self.cast.head(agency)?, of, self.password.clone()).await?;
        Ok(())
    }

    /// Returns the recap of an agency on the day.
    pub(super) fn recap_of(&self, agency: usize) -> RecapOf<'_> {
        RecapOf { agency_code: &self.plans[agency].code, day: self.day }
    }

    /// Returns the number by which somebody is known.
    pub(super) fn number(&self, person: usize) -> Option<String> {
        let plan = &self.staff.people[person];
        plan.nip.map(|nip| nip.as_str().to_owned()).or_else(|| plan.staff_number.clone())
    }

    fn is_unheard(&self, person: usize) -> bool {
        let stands_before_terminals = self.plans[self.staff.people[person].agency].has_terminals;
        stands_before_terminals && self.mornings[person] == PersonDay::default()
    }

    async fn recap(self: Arc<Self>, agency: usize) -> Result<()> {
        let of = self.recap_of(agency);
        let officer = self.cast.officer(agency)?;
        let recap = fill_rest(officer, of, "", &self.exceptions(agency)).await?;
        if self.filings[agency] == Filing::Draft {
            return Ok(());
        }
        self.attach_sample(officer, of, agency).await?;
        sign_recap(officer, of, &recap.lines_sha256, self.password.clone()).await?;
        if self.filings[agency] == Filing::Countersigned {
            countersign_recap(self.cast.head(agency)?, of, self.password.clone()).await?;
        }
        Ok(())
    }

    /// Attaches the sheet that was signed by hand.
    pub(super) async fn attach_sample(&self, officer: &Ctx, of: RecapOf<'_>, agency: usize) -> Result<()> {
        let plan = &self.plans[agency];
        let name = |person: usize| self.staff.people[person].name.clone();
        let bytes = sample_paper(&[
            format!("Rekap kehadiran {}", plan.name),
            siaga_civil::date_long(self.day),
            format!("Pengelola kepegawaian: {}", name(self.staff.officers[agency])),
            format!("{}: {}", plan.head_title, name(self.staff.heads[agency])),
            "Semua nama rekaan. Lembar ini dibuat oleh peragaan.".to_owned(),
        ]);
        let file_name = format!("rekap-{}-{}-contoh.pdf", plan.code.to_lowercase(), self.day);
        let file = PaperFile { name: &file_name, media_type: sniff(&bytes), bytes: &bytes };
        Ok(attach_paper(officer, of, file).await?)
    }

    /// Returns who is not present, as the officer writes it down.
    fn exceptions(&self, agency: usize) -> Vec<Exception> {
        let people = (0..self.mornings.len()).filter(|&person| self.staff.people[person].agency == agency);
        people
            .filter_map(|person| {
                let status = match self.mornings[person].away? {
                    Away::Sick => PaperStatus::Sick,
                    Away::Excused => PaperStatus::Excused,
                    Away::Unexcused => PaperStatus::Unexcused,
                    Away::Travel => PaperStatus::OfficialTravel,
                    Away::Leave => PaperStatus::Leave,
                };
                Some(Exception { who: self.number(person)?, status })
            })
            .collect()
    }
}

/// Works through a list, a few at a time.
async fn each<F, Fut>(list: Vec<usize>, work: F) -> Result<()>
where
    F: Fn(usize) -> Fut,
    Fut: Future<Output = Result<()>> + Send + 'static,
{
    let mut running = JoinSet::new();
    for item in list {
        if running.len() >= AT_ONCE
            && let Some(done) = running.join_next().await
        {
            done??;
        }
        running.spawn(work(item));
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    Ok(())
}
