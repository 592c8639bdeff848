//! The official regions, from the files in `data/regions`.

use siaga_civil::{RegionCode, RegionLevel, VillageKind};
use siaga_platform::Problem;
use siaga_platform::db::{self, ConnectionTrait, FromQueryResult, Insert, Value};

/// The files, from large to small; the second column names the region above, except in the first.
const FILES: [&str; 4] = [
    include_str!("../../../../data/regions/provinces.csv"),
    include_str!("../../../../data/regions/regencies.csv"),
    include_str!("../../../../data/regions/districts.csv"),
    include_str!("../../../../data/regions/villages.csv"),
];

/// 38 provinces, 514 regencies and cities, 7,285 districts, 83,762 villages.
const REGIONS: i64 = 38 + 514 + 7_285 + 83_762;

/// Loads every region that is missing and returns how many were written.
pub(crate) async fn load(connection: &impl ConnectionTrait) -> Result<u64, Problem> {
    let stored: i64 =
        db::scalar(connection, "select cast(count(*) as bigint) from directory_region", []).await?;
    if stored == REGIONS {
        return Ok(0);
    }
    let insert = Insert {
        table: "directory_region",
        columns: &["code", "parent_code", "level", "name"],
        tail: "on conflict (code) do update set name = excluded.name",
    };
    let mut written = 0;
    for (level, text) in (1_i16..).zip(FILES) {
        written += db::insert_many(connection, insert, rows(level, text)?).await?;
    }
    Ok(written)
}

/// Says whether the list of regencies and cities has a code.
pub(crate) fn is_regency(code: &RegionCode) -> bool {
    let start = format!("{code},");
    code.level() == RegionLevel::Regency && FILES[1].lines().any(|line| line.starts_with(&start))
}

fn rows(level: i16, text: &'static str) -> Result<Vec<Value>, Problem> {
    let mut values = Vec::with_capacity(text.len() / 6);
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.map_err(Problem::broken)?;
        let (code, name) = (&record[0], &record[record.len() - 1]);
        let parent = (level > 1).then(|| record[1].to_owned());
        values.extend([code.into(), parent.into(), level.into(), name.into()]);
    }
    Ok(values)
}

#[derive(FromQueryResult)]
struct Found {
    code: String,
    name: String,
}

/// A region with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Code.
    pub code: RegionCode,
    /// Name; of regencies with `Kabupaten` or `Kota` before it.
    pub name: String,
}

/// How many regions lie in a regency or city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RegionCounts {
    /// Kecamatan.
    pub districts: usize,
    /// Desa, desa adat among them.
    pub villages: usize,
    /// Kelurahan.
    pub urban_villages: usize,
}

pub(crate) async fn name(
    connection: &impl ConnectionTrait,
    code: &RegionCode,
) -> Result<Option<String>, Problem> {
    let found: Option<Found> = db::maybe(
        connection,
        "select code, name from directory_region where code = $1",
        [code.to_string().into()],
    )
    .await?;
    Ok(found.map(|region| region.name))
}

pub(crate) async fn below(
    connection: &impl ConnectionTrait,
    code: &RegionCode,
) -> Result<Vec<Region>, Problem> {
    let found: Vec<Found> = db::all(
        connection,
        "select code, name from directory_region where parent_code = $1 order by code",
        [code.to_string().into()],
    )
    .await?;
    found.into_iter().map(region).collect()
}

pub(crate) async fn counts(
    connection: &impl ConnectionTrait,
    code: &RegionCode,
) -> Result<RegionCounts, Problem> {
    // A code ends where its regions begin: '12.18.' up to, but without, '12.18/'.
    let found: Vec<Found> = db::all(
        connection,
        "select code, name from directory_region where code >= $1 and code < $2",
        [format!("{code}.").into(), format!("{code}/").into()],
    )
    .await?;
    let mut counts = RegionCounts::default();
    for found in found {
        let code = region(found)?.code;
        match (code.level(), code.village_kind()) {
            (RegionLevel::District, _) => counts.districts += 1,
            (RegionLevel::Village, Some(VillageKind::UrbanVillage)) => counts.urban_villages += 1,
            (RegionLevel::Village, _) => counts.villages += 1,
            _ => {}
        }
    }
    Ok(counts)
}

fn region(found: Found) -> Result<Region, Problem> {
    Ok(Region { code: RegionCode::parse(&found.code).map_err(Problem::broken)?, name: found.name })
}
