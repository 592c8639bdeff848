//! Signed rosters, work reports and check-ins, put in as their areas store them.

use super::world::{World, day};
use chrono::{Days, NaiveDate};
use serde_json::json;
use siaga_platform::{db, topics};

/// Twenty past seven, in time.
pub(crate) const IN_TIME: i32 = 7 * 3600 + 20 * 60;

impl World {
    /// Writes a signed roster of an agency from a day on: a letter a day for each person, and tells of it.
    pub(crate) async fn sign_roster(&self, agency: usize, from_on: &str, people: &[(usize, &str)]) {
        let from_on = day(from_on);
        let days = people.iter().map(|(_, letters)| letters.len()).max().unwrap_or(1);
        let until_on = from_on + Days::new(days as u64 - 1);
        let ctx = self.ctx();
        let tx = self.program.app.db.begin().await.unwrap();
        let wishes =
            json!({"spread": 1, "team_days": 1, "changes": 1, "preferences": 1, "teams_apart": false});
        let outcome = json!({"objective": null, "proof": null, "contradiction": [], "oddities": []});
        let id: i64 = db::scalar(
            &*tx,
            "insert into arrangements_roster (uid, government_id, agency_id, from_on, until_on, state, version,
                elsewhere, wishes, grounds, outcome, made_by, made_name, made_at, changed_by, changed_name,
                changed_at, signed_by, signed_name, signed_at, holds_from_on)
             values ($1, $2, $3, $4, $5, 'signed', 1, '', $6, '[]', $7, 'tests', 'Petugas', $8, 'tests',
                'Petugas', $8, 'tests', 'Kepala', $8, $4) returning id",
            [
                ctx.new_id().into(),
                self.government.id.into(),
                self.agencies[agency].into(),
                from_on.into(),
                until_on.into(),
                wishes.to_string().into(),
                outcome.to_string().into(),
                self.now().into(),
            ],
        )
        .await
        .unwrap();
        let unit = siaga_directory::units(&ctx, Some(self.agencies[agency])).await.unwrap()[0].id;
        for (person, letters) in people {
            let sql = "insert into arrangements_roster_row (roster_id, employee_id, unit_id, letters)
                values ($1, $2, $3, $4)";
            let values =
                [id.into(), self.people[*person].id.into(), unit.into(), (*letters).to_owned().into()];
            db::exec(&*tx, sql, values).await.unwrap();
        }
        let line =
            |(person, letters): &(usize, &str)| format!("{} {unit} {letters}\n", self.people[*person].id);
        let packed: String = people.iter().map(line).collect();
        let sql = "insert into arrangements_roster_packed_derived (roster_id, people) values ($1, $2)";
        db::exec(&*tx, sql, [id.into(), packed.into()]).await.unwrap();
        let news = json!({"agency_id": self.agencies[agency], "from_on": from_on, "until_on": until_on});
        topics::publish(&ctx, &tx, siaga_arrangements::ROSTER_SIGNED, &news).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Writes the report of a day, decided or not, and tells of it.
    pub(crate) async fn report(&self, person: usize, on: &str, is_accepted: Option<bool>) {
        let (ctx, on) = (self.ctx(), day(on));
        let employee_id = self.people[person].id;
        let tx = self.program.app.db.begin().await.unwrap();
        let agency_id = self.agencies[person / self.people_an_agency];
        let version: i64 = db::scalar(
            &*tx,
            "select count(*) + 1 from arrangements_report where employee_id = $1 and on_day = $2",
            [employee_id.into(), on.into()],
        )
        .await
        .unwrap();
        let report: i64 = db::scalar(
            &*tx,
            "insert into arrangements_report (uid, government_id, employee_id, agency_id, on_day, version,
                text, links, made_by, made_name, made_at)
             values ($1, $2, $3, $4, $5, $6, 'menyusun laporan', '', 'tests', 'Pegawai', $7) returning id",
            [
                ctx.new_id().into(),
                self.government.id.into(),
                employee_id.into(),
                agency_id.into(),
                on.into(),
                i32::try_from(version).unwrap().into(),
                self.now().into(),
            ],
        )
        .await
        .unwrap();
        if let Some(is_accepted) = is_accepted {
            let sql = "insert into arrangements_report_decision (report_id, is_accepted, words, made_by,
                made_name, made_at) values ($1, $2, '', 'tests', 'Kepala', $3)";
            db::exec(&*tx, sql, [report.into(), is_accepted.into(), self.now().into()]).await.unwrap();
        }
        let news = json!({"employee_id": employee_id, "on": on});
        topics::publish(&ctx, &tx, siaga_arrangements::REPORT_CHANGED, &news).await.unwrap();
        tx.commit().await.unwrap();
        siaga_arrangements::rebuild_report_months(&ctx).await.unwrap();
    }

    /// Writes a check-in in the morning; nothing for one that proves no place.
    pub(crate) async fn check_in(&self, person: usize, on: &str, metres: Option<i64>) {
        self.exec(
            "insert into attendance_checkin (id, government_id, employee_id, captured_at, received_at,
                punched_on, second_of_day, distance_metres, flag, note)
             values ($1, $2, $3, $4, $4, $5, $6, $7, null, '')",
            [
                self.ctx().new_id().into(),
                self.government.id.into(),
                self.people[person].id.into(),
                siaga_civil::CivilZone::Wib.instant(day(on).and_hms_opt(7, 20, 0).unwrap()).into(),
                day(on).into(),
                IN_TIME.into(),
                metres.into(),
            ],
        )
        .await;
    }

    /// Returns the day of a person as it is stored.
    pub(crate) async fn stored_day(&self, person: usize, on: &str) -> String {
        let on = day(on);
        let month = on - Days::new(u64::from(chrono::Datelike::day0(&on)));
        let days = self.month(person, &month.to_string()).await;
        days.split(';').nth(chrono::Datelike::day0(&on) as usize).unwrap().to_owned()
    }

    /// Returns the open findings: day, position of the person, code.
    pub(crate) async fn findings(&self) -> Vec<String> {
        let sql = "select cast(day as text) || ' ' || cast(employee_id as text) || ' ' || code as line
            from attendance_finding where resolved_at is null order by day, employee_id, code";
        let first = self.people[0].id;
        let mut found = Vec::new();
        for line in self.lines(sql).await {
            let parts: Vec<&str> = line.split(' ').collect();
            let person = parts[1].parse::<i64>().unwrap() - first;
            found.push(format!("{} {person} {}", parts[0], parts[2]));
        }
        found
    }

    /// Asserts that everything derived is what a rebuild gives, findings too.
    pub(crate) async fn expect_rebuilt(&self, month: NaiveDate) {
        let before = (self.derived().await, self.findings().await);
        siaga_attendance::rebuild_month(&self.ctx(), month).await.unwrap();
        assert_eq!((self.derived().await, self.findings().await), before);
        let report = siaga_attendance::verify_derived(&self.ctx()).await.unwrap();
        assert_eq!(report.differing_months, []);
    }
}
