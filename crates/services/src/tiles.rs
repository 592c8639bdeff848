//! The tile of services on the boards of leaders: which are limited or closed today, and why.

use crate::explain::count_subject;
use crate::model::{ServiceFilter, ServiceOn};
use crate::ops::reads::seen_to;
use crate::ops::{told, words};
use crate::status::ServiceStatus;
use siaga_access::Role;
use siaga_platform::tile::{Tile, TileFigure, TileItem, TileQuestion, TileView};
use siaga_platform::{Ctx, Problem};

const ROLES: &[Role] = &[Role::RegionalLeader, Role::AgencyHead, Role::PersonnelAgency, Role::Inspectorate];

/// Rows of the list.
const SHOWN: usize = 8;

/// Every tile of services.
pub(crate) const ALL: &[Tile] = &[Tile {
    name: "services.status",
    order: 160,
    roles: ROLES,
    load: |ctx, question| Box::pin(load(ctx, question)),
}];

async fn load(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    let as_of = (question.on, question.known_at);
    let filter = ServiceFilter { known_at: question.known_at, ..ServiceFilter::on(question.on) };
    let Some(all) = seen_to(&ctx, &filter).await? else { return Ok(None) };
    if all.is_empty() {
        return Ok(None);
    }
    let mut other: Vec<&ServiceOn> =
        all.iter().filter(|service| service.status.status != ServiceStatus::Open).collect();
    // The closed ones first, then the limited ones.
    other.sort_by_key(|service| rank(service.status.status));
    let figures = [ServiceStatus::Closed, ServiceStatus::Limited, ServiceStatus::OnlineOnly];
    let figure = |status: ServiceStatus| {
        let count = other.iter().filter(|service| service.status.status == status).count();
        TileFigure {
            value: words::number(&ctx, count),
            label: told::status(&ctx, status),
            tone: if count == 0 { "quiet" } else { told::tone(status) },
            subject: Some(count_subject(Some(status), "", as_of)),
        }
    };
    let counts = [("count", other.len().to_string()), ("all", all.len().to_string())];
    let heading = if other.is_empty() { "services-tile-open" } else { "services-tile-not-open" };
    Ok(Some(TileView {
        heading: ctx.text(heading, &counts),
        figures: figures.map(figure).to_vec(),
        items: other.iter().take(SHOWN).map(|service| item(&ctx, service)).collect(),
        items_unshown: i64::try_from(other.len().saturating_sub(SHOWN)).unwrap_or(i64::MAX),
        definition: ctx.text("services-explain-count-definition", &[]),
        as_of: Some(ctx.now()),
        link: Some(("/pengelolaan/layanan".to_owned(), ctx.text("services-nav", &[]))),
        ..TileView::default()
    }))
}

fn rank(status: ServiceStatus) -> usize {
    let order = [ServiceStatus::Closed, ServiceStatus::Limited, ServiceStatus::Moved];
    order.iter().position(|one| *one == status).unwrap_or(order.len())
}

fn item(ctx: &Ctx, service: &ServiceOn) -> TileItem {
    let reason = service.status.fact.as_ref().map(|fact| fact.reason.clone()).unwrap_or_default();
    let until = told::until(ctx, &service.status);
    let notes = [reason, until];
    TileItem {
        text: format!("{}, {}", service.plan.name, service.agency_name),
        note: notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join(" · "),
        tone: told::tone(service.status.status),
        badge: told::status(ctx, service.status.status),
        link: Some(format!("/pengelolaan/layanan/{}", service.uid)),
    }
}
