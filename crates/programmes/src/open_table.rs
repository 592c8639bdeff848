//! Progress of programmes per agency for the public page. It tells of programmes and money, never of people.

use crate::model::{AsOf, ProgrammeProgress};
use crate::ops::{reads, told};
use crate::rules::ProgrammeState;
use chrono::{Datelike, NaiveDate};
use siaga_platform::files::Value;
use siaga_platform::open_data::{OpenField, OpenKind, OpenRows, OpenTable};
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeMap;

const fn field(name: &'static str, title: &'static str, kind: OpenKind) -> OpenField {
    OpenField { name, title, kind }
}

/// The open tables of programmes.
pub(crate) const ALL: &[OpenTable] = &[OpenTable {
    name: "program-perangkat-daerah",
    title: "programmes-open-title",
    fields: &[
        field("tahun", "programmes-open-year", OpenKind::Year),
        field("kode_perangkat_daerah", "programmes-open-code", OpenKind::Text),
        field("perangkat_daerah", "programmes-open-agency", OpenKind::Text),
        field("program", "programmes-open-count", OpenKind::Whole),
        field("tertinggal", "programmes-open-behind", OpenKind::Whole),
        field("belum_melapor", "programmes-open-silent", OpenKind::Whole),
        field("selesai", "programmes-open-finished", OpenKind::Whole),
        field("rencana_persen", "programmes-open-planned", OpenKind::Percent),
        field("realisasi_persen", "programmes-open-real", OpenKind::Percent),
        field("anggaran_rupiah", "programmes-open-budget", OpenKind::Whole),
        field("realisasi_anggaran_rupiah", "programmes-open-spent", OpenKind::Whole),
    ],
    load: |ctx, on| Box::pin(load(ctx, on)),
}];

async fn load(ctx: Ctx, on: NaiveDate) -> Result<OpenRows, Problem> {
    let all = reads::all_unchecked(&ctx, AsOf::day(on)).await?;
    let mut agencies: BTreeMap<&str, Vec<&ProgrammeProgress>> = BTreeMap::new();
    for programme in &all {
        agencies.entry(&programme.agency_code).or_default().push(programme);
    }
    let rows = agencies.values().map(|group| row(on, group)).collect();
    Ok(OpenRows { rows, as_of: ctx.now(), completeness: Some(told::completeness(&all)) })
}

fn row(on: NaiveDate, group: &[&ProgrammeProgress]) -> Vec<Value> {
    let first = group[0];
    let count = |state: ProgrammeState| {
        Value::Whole(group.iter().filter(|one| one.standing.state == state).count() as i64)
    };
    let sum = |amount: fn(&ProgrammeProgress) -> i64| Value::Whole(group.iter().map(|one| amount(one)).sum());
    vec![
        Value::Whole(i64::from(on.year())),
        first.agency_code.as_str().into(),
        first.agency_name.as_str().into(),
        Value::Whole(group.len() as i64),
        count(ProgrammeState::Behind),
        count(ProgrammeState::NotReported),
        count(ProgrammeState::Finished),
        mean(group, |one| one.standing.planned_permille),
        mean(group, |one| one.standing.real_permille),
        sum(|one| one.plan.budget_rupiah),
        sum(|one| one.standing.spent_rupiah),
    ]
}

/// Returns the mean of shares, each at most the whole, so that one programme cannot hide another. Programmes
/// without a target have no share.
fn mean(group: &[&ProgrammeProgress], share: fn(&ProgrammeProgress) -> Option<i64>) -> Value {
    let shares: Vec<i64> = group.iter().filter_map(|one| share(one)).map(|one| one.min(1000)).collect();
    let sum: i64 = shares.iter().sum();
    match i64::try_from(shares.len()) {
        Ok(count) if count > 0 => Value::PercentHundredths(sum * 10 / count),
        _ => Value::Empty,
    }
}
