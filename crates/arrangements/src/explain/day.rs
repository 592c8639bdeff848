//! Why somebody works where on a day: the signed roster, its order, the circular.

use crate::model::ArrangedPlace;
use crate::ops::arranged::{Arranged, arranged_of};
use crate::store::rosters as store;
use siaga_access::{Action, Resource};
use siaga_directory as directory;
use siaga_platform::explain::{EvidenceItem, ExplainedReason, Explanation, Subject};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

/// Explains the day of an employee: keys `pegawai` and `hari`.
pub(super) async fn day(ctx: &Ctx, subject: &Subject) -> Result<Explanation, Problem> {
    let missing = || Problem::missing("arrangements.day_missing");
    let uid = subject.key("pegawai").parse().map_err(|_| missing())?;
    let on = super::likely_day(subject.key("hari")).ok_or_else(missing)?;
    let person = directory::person(ctx, uid, on).await?.ok_or_else(missing)?;
    let agency = directory::agency(ctx, person.agency_id).await?;
    let resource = Resource { employee: Some(person.id), ..ctx.in_agency(&agency.path) };
    if !ctx.may(Action::ArrangementViewOwn, &resource).permit
        && !ctx.may(Action::ArrangementView, &resource).permit
    {
        return Err(missing());
    }
    let arranged = arranged_of(ctx, person.id, (on, on)).await?.of(person.id, on);
    let page = Page::new(ctx, "arrangements-explain-day");
    let title = page.t2("arranged-explain-title", "name", &person.name, "day", page.date_long(on));
    let Some(arranged) = arranged else {
        return Ok(Explanation {
            title,
            value: page.t("arranged-none"),
            definition: page.t("arrangements-explain-definition"),
            as_of: Some(ctx.now()),
            ..Explanation::default()
        });
    };
    Ok(Explanation {
        title,
        value: page.t(place_message(arranged.place)),
        definition: page.t("arrangements-explain-definition"),
        as_of: Some(ctx.now()),
        reasons: vec![reason(ctx, &page, &arranged)],
        evidence: evidence(ctx, &page, &arranged).await?,
        ..Explanation::default()
    })
}

/// Returns the id of the message that names a place.
pub(crate) fn place_message(place: ArrangedPlace) -> String {
    format!("arranged-place-{}", place.as_str())
}

fn reason(ctx: &Ctx, page: &Page, arranged: &Arranged) -> ExplainedReason {
    let book = &ctx.law().book;
    let lines = crate::params::ARRANGEMENTS_PARAMS.iter().flat_map(|decl| book.provisions(decl.name));
    let found = lines.map(|(provision, _)| provision).find(|one| *one.circular == *arranged.circular);
    ExplainedReason {
        circular: arranged.circular.to_string(),
        title: match (found, arranged.circular.is_empty()) {
            (Some(provision), _) => provision.title.to_string(),
            (None, true) => page.t("arrangements-explain-roster-decides"),
            (None, false) => arranged.circular.to_string(),
        },
        article: arranged.article.to_string(),
        words: page.t(arranged.message_id()),
    }
}

async fn evidence(ctx: &Ctx, page: &Page, arranged: &Arranged) -> Result<Vec<EvidenceItem>, Problem> {
    let Some(roster) = store::one(ctx, ctx.db().reader(), arranged.roster).await? else {
        return Ok(Vec::new());
    };
    let signed = roster.signed.as_ref();
    let mut items = vec![EvidenceItem {
        kind: page.t("arrangements-explain-roster"),
        text: page.tn(
            "arrangements-explain-roster-text",
            &[
                ("from", page.date(roster.from_on)),
                ("until", page.date(roster.until_on)),
                ("version", roster.version.to_string()),
            ],
        ),
        source: signed.map(|mark| mark.name.clone()).unwrap_or_default(),
        received_at: signed.map(|mark| mark.at),
        sha256: String::new(),
        link: Some(format!("/jadwal-kerja/{}", roster.uid)),
    }];
    if let Some(order) = roster.order {
        items.push(EvidenceItem {
            kind: page.t("arrangements-explain-order"),
            text: order.to_string(),
            ..EvidenceItem::default()
        });
    }
    Ok(items)
}
