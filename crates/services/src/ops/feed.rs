//! The newest changes of states, for feed readers. It names agencies, never people.

use crate::ops::{told, words};
use crate::rules::versions;
use crate::status::StatusFact;
use crate::store::services::{self, Which};
use crate::store::statuses;
use chrono::{DateTime, SecondsFormat, Utc};
use siaga_directory as directory;
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// Entries of the feed.
const ENTRIES: i64 = 100;

/// A change of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FeedEntry {
    pub(crate) uid: Uuid,
    pub(crate) service: Uuid,
    pub(crate) title: String,
    pub(crate) agency: String,
    pub(crate) status: &'static str,
    pub(crate) summary: String,
    /// When it was recorded, as RFC 3339.
    pub(crate) updated: String,
}

/// Returns the newest changes of services that citizens see today, the newest first. Everybody may know them.
pub(crate) async fn entries(ctx: &Ctx) -> Result<Vec<FeedEntry>, Problem> {
    let (which, reader) = (Which::Of(None), ctx.db().reader());
    let agencies: HashMap<i64, String> =
        directory::agencies(ctx).await?.into_iter().map(|agency| (agency.id, agency.name)).collect();
    let heads = services::heads(ctx, reader, which).await?;
    let heads: HashMap<i64, (Uuid, i64)> =
        heads.into_iter().map(|head| (head.id, (head.uid, head.agency_id))).collect();
    let plans = services::plans(ctx, reader, which).await?;
    let mut entries = Vec::new();
    for (service_id, fact) in statuses::newest(ctx, ENTRIES).await? {
        let Some((service, agency_id)) = heads.get(&service_id) else { continue };
        let plan = plans.get(&service_id).and_then(|plans| versions::on(plans, ctx.today(), None));
        // A link to a service that has not begun or is ended would lead nowhere.
        let Some(plan) = plan.map(|version| &version.plan).filter(|plan| !plan.is_ended) else { continue };
        let agency = agencies.get(agency_id).map(String::as_str).unwrap_or_default();
        entries.push(entry(ctx, (*service, &plan.name), agency, &fact));
    }
    Ok(entries)
}

fn entry(ctx: &Ctx, (service, name): (Uuid, &str), agency: &str, fact: &StatusFact) -> FeedEntry {
    let status = told::status(ctx, fact.status);
    FeedEntry {
        uid: fact.uid,
        service,
        title: for_xml(&format!("{name}: {}", status.to_lowercase())),
        agency: for_xml(agency),
        status: fact.status.as_str(),
        summary: for_xml(&summary(ctx, fact)),
        updated: instant(fact.made_at),
    }
}

fn summary(ctx: &Ctx, fact: &StatusFact) -> String {
    let from = words::date(ctx, fact.from_on);
    let span = match fact.until_on {
        Some(until_on) => {
            ctx.text("services-feed-span", &[("from", from), ("until", words::date(ctx, until_on))])
        }
        None => ctx.text("services-feed-from", &[("from", from)]),
    };
    let texts = [span.as_str(), &fact.reason, &fact.place, &fact.address];
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Returns an instant as feeds write it.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Leaves out letters that no XML 1.0 document may hold, escaped or not.
pub(crate) fn for_xml(text: &str) -> String {
    let may_stand = |letter: &char| {
        matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
            || *letter >= '\u{10000}'
    };
    text.chars().filter(may_stand).collect()
}

#[cfg(test)]
mod tests {
    use super::for_xml;

    #[test]
    fn letters_that_xml_cannot_hold_are_left_out() {
        assert_eq!(for_xml("a\u{0}b\u{b}c\u{fffe}d\u{ffff}e <&>\n😀é"), "abcde <&>\n😀é");
    }
}
