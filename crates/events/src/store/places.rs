//! Places that the government remembers. A correction is a new row; the newest of a name holds.

use crate::model::PlacePlan;
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};

#[derive(FromQueryResult)]
struct PlaceRow {
    id: i64,
    name: String,
    address: String,
    region_code: String,
    capacity: i64,
}

impl PlaceRow {
    fn read(self) -> (i64, PlacePlan) {
        let region = self.region_code.parse().ok();
        let plan = PlacePlan { name: self.name, address: self.address, region, capacity: self.capacity };
        (self.id, plan)
    }
}

/// Returns the name by which a place is known again.
pub(crate) fn key(name: &str) -> String {
    name.to_lowercase()
}

/// Returns the newest row of every place, by name.
pub(crate) async fn all(ctx: &Ctx, connection: &impl ConnectionTrait) -> Result<Vec<PlacePlan>, DbError> {
    let sql = "select p.id, p.name, p.address, p.region_code, p.capacity from events_place p
         where p.government_id = $1
           and p.id = (select max(n.id) from events_place n
                       where n.government_id = p.government_id and n.name_key = p.name_key)
         order by p.name_key";
    let rows: Vec<PlaceRow> = db::all(connection, sql, [ctx.government.id.into()]).await?;
    Ok(rows.into_iter().map(|row| row.read().1).collect())
}

/// Remembers a place and returns its key; one that is known as it is gets no new row.
pub(crate) async fn remember(ctx: &Ctx, tx: &Tx, place: &PlacePlan) -> Result<i64, DbError> {
    let sql = "select id, name, address, region_code, capacity from events_place
         where government_id = $1 and name_key = $2 order by id desc limit 1";
    let known: Option<PlaceRow> =
        db::maybe(&**tx, sql, [ctx.government.id.into(), key(&place.name).into()]).await?;
    if let Some((id, known)) = known.map(PlaceRow::read)
        && known == *place
    {
        return Ok(id);
    }
    db::scalar(
        &**tx,
        "insert into events_place (government_id, name_key, name, address, region_code, capacity, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
        [
            ctx.government.id.into(),
            key(&place.name).into(),
            place.name.clone().into(),
            place.address.clone().into(),
            place.region.map(|region| region.to_string()).unwrap_or_default().into(),
            place.capacity.into(),
            ctx.actor.reference().into(),
            ctx.now().into(),
        ],
    )
    .await
}
