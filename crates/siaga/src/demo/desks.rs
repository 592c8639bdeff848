//! Public services with their desks, as officers of the agencies write them down a week before the day.

use super::desks_plan::{Open, SERVICES, ServiceRow};
use super::papers::Desk;
use anyhow::Result;
use chrono::NaiveDate;
use siaga_services::{
    Channels, DeskPlan, NewService, NewStaff, NewStatus, OpenSpan, Serves, ServicePlan, WeekHours,
    WeekMinimum, add_desk, add_staff, new_service, set_status,
};

/// Since when the services are offered.
const OFFERED_FROM: NaiveDate = NaiveDate::from_ymd_opt(2020, 1, 6).expect("a day of the calendar");
/// Since when some of them are not had as always, and how long.
const CHANGED: (NaiveDate, NaiveDate) = (
    NaiveDate::from_ymd_opt(2020, 5, 4).expect("a day of the calendar"),
    NaiveDate::from_ymd_opt(2020, 6, 30).expect("a day of the calendar"),
);

/// Writes the services and returns how many there are.
pub(super) async fn play(desk: &Desk) -> Result<usize> {
    let mut given = std::collections::HashMap::new();
    for row in &SERVICES {
        let agency = desk.agency(row.agency)?;
        let first = given.entry(agency).or_insert(desk.staff.officers[agency] + 3);
        write(desk, row, agency, *first).await?;
        *first += row.staff;
    }
    Ok(SERVICES.len())
}

/// Writes one service; the people of its desk stand one after the other in the list of people.
async fn write(desk: &Desk, row: &ServiceRow, agency: usize, first: usize) -> Result<()> {
    let officer = desk.cast.officer(agency)?;
    let agency_id = desk.settled.agencies[agency];
    let plan = ServicePlan {
        name: row.name.to_owned(),
        description: row.description.to_owned(),
        requirements: row.requirements.to_owned(),
        contact: "Telepon 0621 000000 (rekaan)".to_owned(),
        channels: Channels {
            counter: row.counter.to_owned(),
            online: row.online.to_owned(),
            phone: "0621 000000".to_owned(),
            ..Channels::default()
        },
        is_direct: true,
        hours: hours(row.open),
        is_ended: false,
    };
    let uid = new_service(officer, &NewService { agency_id, from_on: OFFERED_FROM, plan }).await?;
    let plan = DeskPlan {
        name: row.desk.to_owned(),
        minimum: WeekMinimum::every_day(row.minimum.0, row.minimum.1),
        ..DeskPlan::default()
    };
    let counter = add_desk(officer, uid, OFFERED_FROM, &plan).await?;
    for person in first..first + row.staff {
        let staff = NewStaff {
            employee_id: desk.settled.people[person].id,
            serves: Serves::Desk(counter),
            from_on: OFFERED_FROM,
            until_on: None,
        };
        add_staff(officer, agency_id, &staff).await?;
    }
    if let Some((status, reason)) = row.state {
        let new = NewStatus {
            status,
            reason: reason.to_owned(),
            place: String::new(),
            address: row.online.to_owned(),
            from_on: CHANGED.0,
            until_on: Some(CHANGED.1),
            seen: None,
        };
        set_status(officer, uid, &new).await?;
    }
    Ok(())
}

fn hours(open: Open) -> WeekHours {
    let span = |from: u16, until: u16| OpenSpan { from_minutes: from * 60, until_minutes: until * 60 };
    match open {
        Open::OfficeHours => WeekHours::every(5, &[span(8, 12), span(13, 15)]),
        Open::Mornings => WeekHours::every(5, &[span(8, 12)]),
        Open::Always => WeekHours::every(7, &[span(0, 24)]),
    }
}
