//! The public list as a table. It tells of services, never of people.

use super::told;
use crate::model::ServiceOn;
use crate::rules::hours::OpenSpan;
use siaga_platform::Ctx;
use siaga_platform::files::{Sheet, Value};

/// Names of the columns, for programs; the open table has the same.
pub(crate) const COLUMNS: [&str; 14] = [
    "kode_perangkat_daerah",
    "perangkat_daerah",
    "layanan",
    "keadaan",
    "keadaan_kata",
    "alasan",
    "mulai",
    "sampai",
    "tempat_pengganti",
    "alamat_daring",
    "jam_buka",
    "hari_libur",
    "saluran",
    "kontak",
];

/// Returns services as a sheet.
pub(crate) fn sheet(ctx: &Ctx, all: &[ServiceOn]) -> Sheet {
    Sheet {
        name: "Layanan".to_owned(),
        headers: COLUMNS.map(str::to_owned).to_vec(),
        rows: all.iter().map(|service| row(ctx, service).to_vec()).collect(),
    }
}

/// Returns the values of a service, one a column.
pub(crate) fn row(ctx: &Ctx, service: &ServiceOn) -> [Value; 14] {
    let fact = service.status.fact.as_ref();
    let said = |text: fn(&crate::status::StatusFact) -> &String| match fact {
        Some(fact) => text_or_empty(text(fact)),
        None => Value::Empty,
    };
    let online = &service.plan.channels.online;
    let address = match fact {
        Some(fact) if !fact.address.is_empty() => &fact.address,
        _ => online,
    };
    [
        service.agency_code.as_str().into(),
        service.agency_name.as_str().into(),
        service.plan.name.as_str().into(),
        service.status.status.as_str().into(),
        told::status(ctx, service.status.status).into(),
        said(|fact| &fact.reason),
        fact.map_or(Value::Empty, |fact| Value::Date(fact.from_on)),
        service.status.holds_until.map_or(Value::Empty, Value::Date),
        said(|fact| &fact.place),
        text_or_empty(address),
        text_or_empty(&spans(&service.hours.spans)),
        service.hours.day_off.as_deref().map_or(Value::Empty, Value::from),
        told::channel_names(service).join(" ").into(),
        text_or_empty(&service.plan.contact),
    ]
}

/// Returns hours as programs read them: `08:00-12:00 13:00-15:00`.
fn spans(spans: &[OpenSpan]) -> String {
    let span = |span: &OpenSpan| format!("{}-{}", clock(span.from_minutes), clock(span.until_minutes));
    spans.iter().map(span).collect::<Vec<_>>().join(" ")
}

/// Returns minutes after midnight as programs read them: `08:00`, `24:00`.
pub(crate) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn text_or_empty(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { text.into() }
}
