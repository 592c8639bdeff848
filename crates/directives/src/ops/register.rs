//! The register of circulars: those of the program, and those that the government made itself.

use super::law::{self, LawDocument, Origin};
use super::reads;
use crate::model::{CircularChange, CircularState, OwnCircular};
use crate::rules::standing::{Standing, standing};
use crate::store::changes;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_civil::RegionCode;
use siaga_platform::{Ctx, Problem};
use siaga_policy::Document;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A circular as a list shows it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// What its address ends with.
    pub(crate) key: String,
    pub(crate) circular: String,
    pub(crate) title: String,
    pub(crate) issuer: String,
    pub(crate) issued_on: Option<NaiveDate>,
    pub(crate) is_own: bool,
    /// State of one of the government; none for those of the program.
    pub(crate) state: Option<CircularState>,
    /// How it stands as law; none for what is no law.
    pub(crate) standing: Option<Standing>,
    pub(crate) parameters: BTreeSet<String>,
    pub(crate) is_default: bool,
    pub(crate) is_verified: bool,
}

/// Another circular that a page names.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) key: String,
    pub(crate) title: String,
    /// From when it ends, or is ended.
    pub(crate) from: Option<NaiveDate>,
}

/// A circular as its page shows it.
#[derive(Debug, Clone)]
pub(crate) struct Detail {
    pub(crate) own: Option<OwnCircular>,
    /// Nothing where the text of a draft has faults.
    pub(crate) document: Option<Document>,
    pub(crate) standing: Option<Standing>,
    pub(crate) ends: Vec<Named>,
    pub(crate) ended_by: Vec<Named>,
    pub(crate) basis: Vec<Named>,
    pub(crate) changes: Vec<CircularChange>,
}

/// Returns the address of a circular by its id; the slash is no part of an address.
pub(crate) fn key_of(circular: &str) -> String {
    circular.replace('/', "~")
}

/// Returns the circulars that concern the region of the government, those made here first, then the
/// newest ones.
///
/// # Errors
/// `platform.forbidden`.
pub(crate) async fn register(
    ctx: &Ctx,
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> Result<Vec<Entry>, Problem> {
    ctx.require(Action::PolicyView, &ctx.whole_government())?;
    let own = reads::circulars(ctx).await?;
    let all = law::everything(ctx).await?;
    let mut entries: Vec<Entry> = own
        .iter()
        .map(|row| {
            let found = all.iter().find(|one| one.origin == Origin::Own(row.id));
            own_entry(row, found.map(|one| (one, &all)), on, known_on)
        })
        .collect();
    let shipped = all
        .iter()
        .filter(|one| one.origin == Origin::Shipped && concerns(&one.document, &ctx.government.region));
    let mut shipped: Vec<Entry> = shipped.map(|one| entry(&one.document, &all, on, known_on)).collect();
    shipped.sort_by_key(|entry| std::cmp::Reverse(entry.issued_on));
    entries.extend(shipped);
    Ok(entries)
}

fn concerns(document: &Document, region: &RegionCode) -> bool {
    document.circular.scope.region.is_none_or(|scope| region.is_within(&scope) || scope.is_within(region))
}

fn entry(document: &Document, all: &[LawDocument], on: NaiveDate, known_on: Option<NaiveDate>) -> Entry {
    let head = &document.circular;
    let documents = all.iter().map(|one| &one.document);
    Entry {
        key: key_of(&head.id),
        circular: head.id.clone(),
        title: head.title.clone(),
        issuer: head.issuer.clone(),
        issued_on: head.issued_on,
        is_own: false,
        state: None,
        standing: Some(standing(document, documents, on, known_on)),
        parameters: document.sets.iter().map(|line| line.parameter.clone()).collect(),
        is_default: head.is_default,
        is_verified: document.sets.iter().all(|line| line.verified),
    }
}

fn own_entry(
    row: &OwnCircular,
    law: Option<(&LawDocument, &Vec<LawDocument>)>,
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> Entry {
    let read = law::read(row, None).ok();
    let base = match law {
        Some((one, all)) => entry(&one.document, all, on, known_on),
        None => Entry {
            issuer: read.as_ref().map(|read| read.circular.issuer.clone()).unwrap_or_default(),
            parameters: read.into_iter().flat_map(|read| read.sets).map(|line| line.parameter).collect(),
            key: String::new(),
            circular: String::new(),
            title: String::new(),
            issued_on: None,
            is_own: true,
            state: None,
            standing: None,
            is_default: false,
            is_verified: true,
        },
    };
    Entry {
        key: row.id.to_string(),
        circular: row.circular.clone(),
        title: row.title.clone(),
        issued_on: Some(row.dated_on),
        is_own: true,
        state: Some(row.state),
        ..base
    }
}

/// Returns a circular by the end of its address: the key of one of the government, or the id of any.
///
/// # Errors
/// `directives.circular_missing`, `platform.forbidden`.
pub(crate) async fn detail(ctx: &Ctx, key: &str, on: NaiveDate) -> Result<Detail, Problem> {
    ctx.require(Action::PolicyView, &ctx.whole_government())?;
    let all = law::everything(ctx).await?;
    let own = match key.parse::<Uuid>() {
        Ok(id) => Some(reads::circular(ctx, id).await?),
        Err(_) => {
            let rows = reads::circulars(ctx).await?;
            rows.into_iter().find(|row| key_of(&row.circular) == key && row.signing.is_some())
        }
    };
    let document = match &own {
        Some(row) => law::read(row, row.signing.as_ref().map(|signing| signing.known_from)).ok(),
        None => {
            let found = all
                .iter()
                .find(|one| one.origin == Origin::Shipped && key_of(&one.document.circular.id) == key);
            Some(found.ok_or_else(reads::missing)?.document.clone())
        }
    };
    let is_law = own.as_ref().is_none_or(|row| row.signing.is_some());
    let mut detail = Detail {
        standing: None,
        ends: Vec::new(),
        ended_by: Vec::new(),
        basis: Vec::new(),
        changes: match &own {
            Some(row) => changes::of(ctx.db().reader(), row.id).await?,
            None => Vec::new(),
        },
        own,
        document: None,
    };
    if let Some(document) = document {
        let documents = all.iter().map(|one| &one.document);
        detail.standing = is_law.then(|| standing(&document, documents, on, None));
        detail.ends = document.revokes.iter().map(|end| named(&all, &end.circular, Some(end.from))).collect();
        detail.basis = document.circular.basis.iter().map(|id| named(&all, id, None)).collect();
        detail.ended_by = enders(&all, &document.circular.id);
        detail.document = Some(document);
    }
    Ok(detail)
}

fn enders(all: &[LawDocument], circular: &str) -> Vec<Named> {
    let ends = all.iter().filter(|one| !matches!(one.origin, Origin::Ending(_))).flat_map(|one| {
        let ends = one.document.revokes.iter().filter(|end| end.circular == circular);
        ends.map(|end| named(all, &one.document.circular.id, Some(end.from)))
    });
    ends.collect()
}

fn named(all: &[LawDocument], circular: &str, from: Option<NaiveDate>) -> Named {
    let found = all.iter().find(|one| one.document.circular.id == circular);
    Named {
        key: key_of(circular),
        title: found.map_or_else(|| circular.to_owned(), |one| one.document.circular.title.clone()),
        from,
    }
}
