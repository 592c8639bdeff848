//! Who looks at an inspection, and what of it may reach them.

use crate::model::Invited;
use crate::ops::step::missing;
use crate::store::{agencies as invited_store, inspections as store};
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// What a reader sees of the people in the room. Readers with the same form see the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sight {
    /// People of all agencies.
    All,
    /// People of these agencies, by id.
    Agencies(Vec<i64>),
    /// No people.
    Nobody,
}

impl Sight {
    /// Returns the name of the form in which parts are made.
    pub(crate) fn form(&self) -> String {
        match self {
            Self::All => "moderator".to_owned(),
            Self::Agencies(ids) => {
                let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
                format!("agency:{}", ids.join(","))
            }
            Self::Nobody => "watcher".to_owned(),
        }
    }

    /// Returns whether people of an agency may be named.
    pub(crate) fn names(&self, agency_id: i64) -> bool {
        match self {
            Self::All => true,
            Self::Agencies(ids) => ids.contains(&agency_id),
            Self::Nobody => false,
        }
    }
}

/// A reader of an inspection.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    pub(crate) sight: Sight,
    /// Invited agencies for which the reader answers, in their order.
    pub(crate) answers_for: Vec<Agency>,
    pub(crate) may_moderate: bool,
    pub(crate) may_close: bool,
}

/// Returns what the actor is for an inspection.
///
/// # Errors
/// `inspection.missing`; `platform.forbidden` for people of agencies that are not invited.
pub(crate) async fn viewer(ctx: &Ctx, id: Uuid) -> Result<Viewer, Problem> {
    store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let invited = invited_store::of(ctx.db().reader(), id).await?;
    let agencies = invited_agencies(directory::agencies(ctx).await?, &invited);
    let whole = ctx.whole_government();
    let may = |action| ctx.may(action, &whole).permit;
    let within = |action, agency: &Agency| ctx.may(action, &ctx.in_agency(&agency.path)).permit;
    let answers_for: Vec<Agency> =
        agencies.iter().filter(|agency| within(Action::InspectionAnswer, agency)).cloned().collect();
    let sight = if may(Action::InspectionView) {
        if may(Action::RecapView) { Sight::All } else { Sight::Nobody }
    } else {
        let seen = agencies.iter().filter(|agency| within(Action::InspectionView, agency));
        let mut ids: Vec<i64> = seen.map(|agency| agency.id).collect();
        ids.sort_unstable();
        if ids.is_empty() {
            ctx.require(Action::InspectionView, &whole)?;
        }
        Sight::Agencies(ids)
    };
    Ok(Viewer {
        sight,
        answers_for,
        may_moderate: may(Action::InspectionModerate),
        may_close: may(Action::InspectionClose),
    })
}

/// Returns the agencies of a list in the order of their turn.
pub(crate) fn invited_agencies(all: Vec<Agency>, invited: &[Invited]) -> Vec<Agency> {
    let mut agencies: Vec<(i32, Agency)> = all
        .into_iter()
        .filter_map(|agency| {
            let place = invited.iter().find(|one| one.agency_id == agency.id)?.place;
            Some((place, agency))
        })
        .collect();
    agencies.sort_by_key(|(place, _)| *place);
    agencies.into_iter().map(|(_, agency)| agency).collect()
}
