//! States and hours of services in words, the same on every page and in every file.

use super::words;
use crate::model::ServiceOn;
use crate::rules::hours::WeekHours;
use crate::status::{ServiceStatus, StatusOn};
use siaga_platform::Ctx;

/// Returns the tone of a state.
pub(crate) fn tone(status: ServiceStatus) -> &'static str {
    match status {
        ServiceStatus::Open => "good",
        ServiceStatus::Limited => "warn",
        ServiceStatus::OnlineOnly | ServiceStatus::Moved => "info",
        ServiceStatus::Closed => "bad",
    }
}

/// Returns a state in words.
pub(crate) fn status(ctx: &Ctx, status: ServiceStatus) -> String {
    ctx.text(status.message_id(), &[])
}

/// Returns tone and words of a service on its day: an open one that has no hours that day is not called open.
pub(crate) fn today(ctx: &Ctx, service: &ServiceOn) -> (&'static str, String) {
    let is_off = service.hours.spans.is_empty() && !service.plan.hours.is_empty();
    if is_off && service.status.status.needs_desks() {
        return ("quiet", ctx.text("services-not-today", &[]));
    }
    (tone(service.status.status), status(ctx, service.status.status))
}

/// Returns until when a state holds and what follows: `Sampai 30 Mei 2020, sesudah itu buka`. Empty for a
/// service that is open and stays so.
pub(crate) fn until(ctx: &Ctx, on: &StatusOn) -> String {
    match (on.holds_until, on.next) {
        (Some(until), Some(next)) => {
            let values = [("day", words::date(ctx, until)), ("next", status(ctx, next).to_lowercase())];
            ctx.text("services-until", &values)
        }
        _ if on.status == ServiceStatus::Open => String::new(),
        _ => ctx.text("services-until-unknown", &[]),
    }
}

/// Returns the opening hours of the day in words.
pub(crate) fn hours_today(ctx: &Ctx, service: &ServiceOn) -> String {
    let hours = &service.hours;
    if !service.status.status.needs_desks() {
        return ctx.text("services-counter-closed", &[]);
    }
    match (&hours.day_off, hours.spans.is_empty()) {
        (Some(name), _) => ctx.text("services-day-off", &[("name", name.clone())]),
        (None, false) => words::hours(ctx, &hours.spans),
        (None, true) if service.plan.hours.is_empty() => ctx.text("services-hours-none", &[]),
        (None, true) => ctx.text("services-closed-weekday", &[]),
    }
}

/// Returns the opening hours of a week, a row a weekday.
pub(crate) fn week(ctx: &Ctx, hours: &WeekHours) -> Vec<(String, String)> {
    let row = |(day, spans): (usize, &Vec<_>)| {
        let hours = match spans.is_empty() {
            true => ctx.text("services-closed-day", &[]),
            false => words::hours(ctx, spans),
        };
        (words::weekday(ctx, day).to_owned(), hours)
    };
    hours.0.iter().enumerate().map(row).collect()
}

/// Returns where citizens go: the place or address of the state, else the ways of the service.
pub(crate) fn ways(ctx: &Ctx, service: &ServiceOn) -> Vec<Way> {
    let fact = service.status.fact.as_ref();
    let mut ways = Vec::new();
    let mut add = |label: &str, text: &str, link: String| {
        if !text.is_empty() {
            ways.push(Way { label: ctx.text(label, &[]), text: text.to_owned(), link });
        }
    };
    if let Some(fact) = fact {
        add("services-go-to", &fact.place, String::new());
        add("services-go-online", &fact.address, fact.address.clone());
    }
    let channels = &service.plan.channels;
    if matches!(service.status.status, ServiceStatus::Open | ServiceStatus::Limited) {
        add("services-channel-counter", &channels.counter, String::new());
        add("services-channel-mobile", &channels.mobile_unit, String::new());
    }
    let is_said = fact.is_some_and(|fact| fact.address == channels.online);
    if service.status.status != ServiceStatus::Closed && !is_said {
        add("services-channel-online", &channels.online, channels.online.clone());
    }
    add("services-channel-phone", &channels.phone, String::new());
    ways
}

/// A way to a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) label: String,
    pub(crate) text: String,
    /// Address to follow, empty for none.
    pub(crate) link: String,
}

/// Returns the channels of a service by their names in files.
pub(crate) fn channel_names(service: &ServiceOn) -> Vec<&'static str> {
    let channels = &service.plan.channels;
    let all = [
        ("counter", &channels.counter),
        ("phone", &channels.phone),
        ("online", &channels.online),
        ("mobile_unit", &channels.mobile_unit),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, _)| name).collect()
}
