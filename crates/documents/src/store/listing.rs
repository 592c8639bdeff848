//! Lists of documents.

use super::documents::{COLUMNS, Row};
use crate::model::{Document, DocumentFilter, DocumentKind, DocumentState};
use siaga_platform::db::{self, Value};
use siaga_platform::{Ctx, Problem};

/// Which documents the reader may see: by keys of agencies, 0 for the whole government.
#[derive(Debug, Clone)]
pub(crate) enum Visible {
    /// All of the government.
    All,
    /// Those of some agencies.
    Keys(Vec<i64>),
}

impl Visible {
    /// Returns the condition; keys are numbers of our own, never input.
    fn condition(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Keys(keys) if keys.is_empty() => " and 1 = 0".to_owned(),
            Self::Keys(keys) => {
                let list: Vec<String> = keys.iter().map(i64::to_string).collect();
                format!(" and agency_key in ({})", list.join(", "))
            }
        }
    }
}

/// Empty texts and the key -1 stand for every one.
fn filtered(ctx: &Ctx, filter: &DocumentFilter) -> Vec<Value> {
    vec![
        ctx.government.id.into(),
        filter.kind.map_or("", DocumentKind::as_str).into(),
        filter.state.map_or("", DocumentState::as_str).into(),
        filter.agency.unwrap_or(-1).into(),
        format!("%{}%", literal(&filter.text.trim().to_lowercase())).into(),
    ]
}

const CONDITION: &str = "where government_id = $1 and ($2 = '' or kind = $2) and ($3 = '' or state = $3)
    and ($4 = -1 or agency_key = $4) and lower(about || ' ' || coalesce(number, '')) like $5 escape '!'";

fn literal(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

pub(crate) async fn count(ctx: &Ctx, filter: &DocumentFilter, visible: &Visible) -> Result<u64, Problem> {
    let sql =
        format!("select cast(count(*) as bigint) from documents_document {CONDITION}{}", visible.condition());
    let rows: i64 = db::scalar(ctx.db().reader(), &sql, filtered(ctx, filter)).await?;
    Ok(u64::try_from(rows).unwrap_or(0))
}

/// Returns a cut of the list, newest first.
pub(crate) async fn page(
    ctx: &Ctx,
    filter: &DocumentFilter,
    visible: &Visible,
    offset: u64,
    limit: u32,
) -> Result<Vec<Document>, Problem> {
    let sql = format!(
        "select {COLUMNS} from documents_document {CONDITION}{} order by dated_on desc, made_at desc, id desc
         limit $6 offset $7",
        visible.condition()
    );
    let mut values = filtered(ctx, filter);
    values.push(i64::from(limit).into());
    values.push(i64::try_from(offset).unwrap_or(i64::MAX).into());
    let rows: Vec<Row> = db::all(ctx.db().reader(), &sql, values).await?;
    Ok(rows.into_iter().map(Row::read).collect::<Result<_, _>>()?)
}
