//! Sums of the derived counts, and who reported.

use crate::model::StatusKind;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult};

/// People of one unit and group by status, summed over days: one row in place of one for each status.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct SumRow {
    pub(crate) agency_id: i64,
    pub(crate) unit_id: i64,
    pub(crate) staff_group: String,
    present: i64,
    work_from_home: i64,
    sick: i64,
    excused: i64,
    leave: i64,
    official_travel: i64,
    unexcused: i64,
    no_record: i64,
    off: i64,
    pub(crate) late_people: i64,
    pub(crate) late_minutes: i64,
    pub(crate) early_people: i64,
    pub(crate) early_minutes: i64,
}

impl SumRow {
    /// Returns the people of a status.
    pub(crate) fn people(&self, kind: StatusKind) -> i64 {
        match kind {
            StatusKind::Present => self.present,
            StatusKind::WorkFromHome => self.work_from_home,
            StatusKind::Sick => self.sick,
            StatusKind::Excused => self.excused,
            StatusKind::Leave => self.leave,
            StatusKind::OfficialTravel => self.official_travel,
            StatusKind::Unexcused => self.unexcused,
            StatusKind::NoRecord => self.no_record,
            StatusKind::Off => self.off,
        }
    }
}

/// A day that somebody should look at.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct ExceptionRead {
    pub(crate) employee_id: i64,
    pub(crate) agency_id: i64,
    pub(crate) status: String,
}

/// How an agency signed a day.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct SignedRow {
    pub(crate) agency_id: i64,
    /// Whether the first signed version came after the cut-off.
    pub(crate) is_late: bool,
    /// When the first version was signed.
    pub(crate) signed_at: Option<DateTime<Utc>>,
    /// State of the version in force.
    pub(crate) state: String,
}

/// Returns sums over days; `by_unit` keeps units apart, else `unit_id` is 0.
pub(crate) async fn sums(
    connection: &impl ConnectionTrait,
    (from_on, until_on): (NaiveDate, NaiveDate),
    by_unit: bool,
) -> Result<Vec<SumRow>, DbError> {
    let unit = if by_unit { "unit_id" } else { "cast(0 as bigint)" };
    let group = if by_unit { "agency_id, unit_id" } else { "agency_id" };
    let of_status = |kind: StatusKind| {
        let name = kind.as_str();
        format!("cast(sum(case when status = '{name}' then people else 0 end) as bigint) as {name}")
    };
    let people = StatusKind::ALL.map(of_status).join(", ");
    let sql = format!(
        "select agency_id, {unit} as unit_id, staff_group, {people},
                cast(sum(late_people) as bigint) as late_people,
                cast(sum(late_minutes) as bigint) as late_minutes,
                cast(sum(early_people) as bigint) as early_people,
                cast(sum(early_minutes) as bigint) as early_minutes
         from attendance_count_derived where day between $1 and $2
         group by {group}, staff_group order by {group}, staff_group"
    );
    db::all(connection, &sql, [from_on.into(), until_on.into()]).await
}

/// People of one status on a day.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct DayRow {
    pub(crate) day: NaiveDate,
    pub(crate) status: String,
    pub(crate) people: i64,
}

/// Returns the people of each status day by day, of some agencies or of all.
///
/// The rows of the days lie together in the key of the table, which begins with the day.
pub(crate) async fn by_day(
    connection: &impl ConnectionTrait,
    (from_on, until_on): (NaiveDate, NaiveDate),
    agencies: Option<&[i64]>,
) -> Result<Vec<DayRow>, DbError> {
    db::all(connection, &by_day_sql(agencies), [from_on.into(), until_on.into()]).await
}

fn by_day_sql(agencies: Option<&[i64]>) -> String {
    format!(
        "select day, status, cast(sum(people) as bigint) as people from attendance_count_derived
         where day between $1 and $2{} group by day, status order by day, status",
        super::within("agency_id", agencies)
    )
}

/// Returns the days of people without any record or without explanation, by agency.
pub(crate) async fn unknown(
    connection: &impl ConnectionTrait,
    on: NaiveDate,
    agencies: &[i64],
    limit: i64,
) -> Result<Vec<ExceptionRead>, DbError> {
    let ids: Vec<String> = agencies.iter().map(i64::to_string).collect();
    let sql = format!(
        "select employee_id, agency_id, status from attendance_exception_derived
         where day = $1 and status in ('unexcused', 'no_record') and agency_id in ({})
         order by status desc, agency_id, employee_id limit $2",
        ids.join(",")
    );
    db::all(connection, &sql, [on.into(), limit.into()]).await
}

/// Returns the agencies with a signed recap of a day: lateness by the first signed version, since a
/// correction does not undo a report in time; the signature of the head by the version in force.
pub(crate) async fn signed_recaps(
    connection: &impl ConnectionTrait,
    government_id: i64,
    on: NaiveDate,
) -> Result<Vec<SignedRow>, DbError> {
    let sql = "select f.agency_id as agency_id, f.is_late as is_late, f.signed_at as signed_at,
            r.state as state
         from attendance_recap r join attendance_recap f on f.agency_id = r.agency_id and f.day = r.day
         where r.government_id = $1 and r.day = $2 and r.state in ('signed', 'countersigned')
           and f.version = (select min(version) from attendance_recap
                where agency_id = r.agency_id and day = r.day and state <> 'draft')";
    db::all(connection, sql, [government_id.into(), on.into()]).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use siaga_platform::db::Engine;
    use siaga_testkit::{each_db, program};

    #[derive(FromQueryResult)]
    struct Step {
        detail: String,
    }

    #[tokio::test]
    async fn the_run_of_days_reads_only_its_days() {
        each_db(|db| async move {
            let capabilities = [siaga_platform::web::capability(), crate::capability()];
            let program = program(db, &capabilities, "2020-06-08T00:00:00Z".parse().unwrap()).await;
            if program.app.db.engine() != Engine::Sqlite {
                // PostgreSQL reads an empty table in whole, whatever its keys are.
                return;
            }
            for agencies in [None, Some([1, 2].as_slice())] {
                let sql = format!("explain query plan {}", by_day_sql(agencies));
                let on = NaiveDate::from_ymd_opt(2020, 6, 8).unwrap();
                let steps: Vec<Step> =
                    db::all(program.app.db.reader(), &sql, [on.into(), on.into()]).await.unwrap();
                let is_searched =
                    |step: &Step| step.detail.contains("SEARCH") && step.detail.contains("day>");
                assert!(steps.iter().any(is_searched), "{}", steps[0].detail);
            }
        })
        .await;
    }
}
