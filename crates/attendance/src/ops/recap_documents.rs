//! Recaps as official documents: of a day once it is signed, of a month as a draft.

use crate::model::{PaperStatus, StatusKind};
use crate::ops::day_law::{self, KnownLaw};
use crate::ops::figures::{Counted, PeopleReader, RecapBy, RecapPeriod, RecapQuestion};
use crate::ops::recaps::{RecapOf, RecapVersion, recap_version};
use crate::ops::summary::{AgencyDaySummary, agency_day_summary};
use crate::ops::words;
use crate::recap::{RecapState, Signature};
use crate::rules::{Tally, rates};
use chrono::{Datelike, NaiveDate};
use siaga_access::Action;
use siaga_civil::CalendarDay;
use siaga_directory::{self as directory, Identity};
use siaga_documents::{self as documents, DocumentKind, NewDocument, SignedBy};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use siaga_typeset::{
    CodeKey, Exception, MonthDay, MonthPerson, RecapDay, RecapMonth, Signatory, StatusCount,
    TerminalDifference,
};
use uuid::Uuid;

/// Codes of a month, in the order of its totals.
const CODES: [(StatusKind, &str); 8] = [
    (StatusKind::Present, "H"),
    (StatusKind::WorkFromHome, "WFH"),
    (StatusKind::OfficialTravel, "DL"),
    (StatusKind::Leave, "C"),
    (StatusKind::Sick, "S"),
    (StatusKind::Excused, "I"),
    (StatusKind::Unexcused, "TK"),
    (StatusKind::NoRecord, "BC"),
];

/// Makes the document of a signed version and returns its key.
///
/// # Shape
/// A version that the head countersigned is signed already: it gets its number at once. One that waits for
/// the head becomes a draft, which the head signs. The same version again is the same document.
///
/// # Errors
/// `attendance.recap_version_missing`, `attendance.recap_not_in_force` for drafts and replaced versions,
/// `platform.forbidden`, those of [`documents::issue`].
pub async fn publish_recap(ctx: &Ctx, of: RecapOf<'_>, version: i32) -> Result<Uuid, Problem> {
    let found = recap_version(ctx, of, version).await?;
    if !found.recap.state.is_in_force() {
        return Err(Problem::conflict("attendance.recap_not_in_force").with("version", version));
    }
    let summary = agency_day_summary(ctx, found.agency.id, of.day).await?;
    let page = Page::new(ctx, "recap-sheet-title");
    let body = recap_day(ctx, &page, &found, &summary);
    let new = NewDocument {
        kind: DocumentKind::RecapDay,
        agency: Some(found.agency.id),
        dated_on: of.day,
        about: page.t1("attendance-document-day", "day", page.date_long(of.day)),
        signed_by: SignedBy::HeadOf(found.agency.id),
        body: serde_json::to_value(body).map_err(Problem::broken)?,
        carbon_copies: Vec::new(),
        recipients: Vec::new(),
        reference: format!("attendance.recap/{}/{}/{version}", found.agency.id, of.day),
    };
    let tx = ctx.db().begin().await?;
    let signed = found.recap.countersigned.filter(|_| found.recap.state == RecapState::Countersigned);
    let uid = match &signed {
        Some(signed) => documents::issue(ctx, &tx, &new, signed.at).await?,
        None => documents::prepare(ctx, &tx, &new).await?,
    };
    tx.commit().await?;
    if signed.is_some() {
        seal(ctx, uid).await;
    }
    Ok(uid)
}

/// A file that cannot be sealed now is sealed by the job: the document has its number already.
async fn seal(ctx: &Ctx, uid: Uuid) {
    if let Err(problem) = documents::seal(ctx, uid).await {
        tracing::warn!(%problem, document = %uid, "the file of a recap is sealed later");
    }
}

fn recap_day(ctx: &Ctx, page: &Page, found: &RecapVersion, summary: &AgencyDaySummary) -> RecapDay {
    let mut tally = Tally::default();
    found.lines.iter().for_each(|(_, line)| tally.add(line.status.kind(), 1));
    let known = KnownLaw { law: ctx.law(), known_on: None };
    let leave_is_obliged = day_law::leave_is_obliged(known, &ctx.government.region, found.recap.day);
    let status = |status: PaperStatus| StatusCount {
        label: status_text(page, status),
        people: count(tally.of(status.kind())),
        note: String::new(),
    };
    let away = found.lines.iter().filter(|(_, line)| line.status != PaperStatus::Present);
    let seal = page.t1("attendance-document-seal", "seal", &found.recap.lines_sha256);
    RecapDay {
        agency: found.agency.name.clone(),
        day_text: words::date_long(ctx, found.recap.day),
        version_text: version_text(page, found),
        statuses: PaperStatus::ALL.map(status).to_vec(),
        total_people: count(i64::try_from(found.lines.len()).unwrap_or(i64::MAX)),
        rate_text: page.ratio(rates(&tally, leave_is_obliged).attendance),
        exceptions: away
            .map(|(who, line)| Exception {
                name: who.name.clone(),
                nip: number(who),
                status: status_text(page, line.status),
                note: line.note.clone(),
            })
            .collect(),
        terminals: terminals(page, summary, tally.of(StatusKind::Present)),
        maker: found.recap.signed.as_ref().map(|signed| maker(page, signed)),
        note: seal,
    }
}

fn version_text(page: &Page, found: &RecapVersion) -> String {
    let by = |key: &str, signature: Option<&Signature>| {
        signature.map(|one| page.t2(key, "name", &one.name, "time", page.time(one.at)))
    };
    let parts = [
        Some(page.t1("recap-version-number", "number", found.recap.version)),
        by("attendance-document-signed", found.recap.signed.as_ref()),
        by("attendance-document-countersigned", found.recap.countersigned.as_ref()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Returns the recap beside the terminals, where they saw anybody of the agency.
fn terminals(page: &Page, summary: &AgencyDaySummary, present: i64) -> Option<TerminalDifference> {
    let seen = summary.seen.by_terminal;
    if seen == 0 {
        return None;
    }
    let difference = present - seen;
    Some(TerminalDifference {
        recap_people: count(present),
        terminal_people: count(seen),
        difference_text: match difference {
            0 => page.t("attendance-document-same"),
            more => format!("{more:+}"),
        },
        note: match summary.differences.len() {
            0 => String::new(),
            people => page.t1("attendance-document-differences", "people", people),
        },
    })
}

fn maker(page: &Page, signed: &Signature) -> Signatory {
    Signatory {
        capacity: None,
        post: page.t("attendance-document-maker"),
        name: signed.name.clone(),
        rank: None,
        nip: None,
    }
}

/// Prepares the recap of a month of an agency as a draft and returns its key; the head signs it.
///
/// # Errors
/// `directory.agency_missing`, `platform.forbidden`, `attendance.recap_nobody_month` when nobody served
/// there, those of [`documents::prepare`].
pub async fn prepare_month_recap(ctx: &Ctx, agency_code: &str, month: NaiveDate) -> Result<Uuid, Problem> {
    let agency = directory::agency_by_code(ctx, agency_code).await?;
    ctx.require(Action::RecapView, &ctx.in_agency(&agency.path))?;
    let question = RecapQuestion {
        period: RecapPeriod::Month(month),
        by: RecapBy::Person,
        agency: Some(agency.code.clone()),
        ..RecapQuestion::day(month)
    };
    let counted = Counted::read(ctx, &question, std::slice::from_ref(&agency)).await?;
    let reader = PeopleReader::open(ctx, counted.span, &counted.source, None).await?;
    let page = Page::new(ctx, "figure-title");
    let days: Vec<NaiveDate> =
        counted.span.from_on.iter_days().take_while(|on| *on <= counted.span.until_on).collect();
    let people = reader.months(ctx, &agency).await?;
    if people.is_empty() {
        return Err(Problem::invalid("attendance.recap_nobody_month").with("agency", &agency.name));
    }
    let code = |kind: StatusKind| CODES.into_iter().find(|(known, _)| *known == kind).map(|(_, code)| code);
    let person = |(who, kinds): (Identity, Vec<Option<StatusKind>>)| MonthPerson {
        totals: CODES
            .map(|(kind, _)| count_usize(kinds.iter().filter(|day| **day == Some(kind)).count()))
            .to_vec(),
        codes: kinds.iter().map(|day| day.and_then(code).unwrap_or_default().to_owned()).collect(),
        nip: number(&who),
        name: who.name,
    };
    let body = RecapMonth {
        agency: agency.name.clone(),
        month_text: page.month(month),
        days: days.iter().map(|on| month_day(ctx, *on)).collect(),
        codes: CODES.map(|(kind, code)| code_key(&page, kind, code)).to_vec(),
        people: people.into_iter().map(person).collect(),
        maker: None,
        note: String::new(),
    };
    let new = NewDocument {
        kind: DocumentKind::RecapMonth,
        agency: Some(agency.id),
        dated_on: ctx.today(),
        about: page.t1("attendance-document-month", "month", page.month(month)),
        signed_by: SignedBy::HeadOf(agency.id),
        body: serde_json::to_value(body).map_err(Problem::broken)?,
        carbon_copies: Vec::new(),
        recipients: Vec::new(),
        reference: format!("attendance.recap_month/{}/{}", agency.id, question.period),
    };
    let tx = ctx.db().begin().await?;
    let uid = documents::prepare(ctx, &tx, &new).await?;
    tx.commit().await?;
    Ok(uid)
}

fn month_day(ctx: &Ctx, on: NaiveDate) -> MonthDay {
    let calendar = day_law::calendar_day(ctx.law(), &ctx.government.region, on);
    MonthDay { number: u8::try_from(on.day()).unwrap_or_default(), is_off: calendar != CalendarDay::Working }
}

fn code_key(page: &Page, kind: StatusKind, code: &str) -> CodeKey {
    CodeKey { code: code.to_owned(), label: page.t(crate::web::status_key(kind)) }
}

fn status_text(page: &Page, status: PaperStatus) -> String {
    page.t(format!("recap-status-{}", status.as_str().replace('_', "-")))
}

fn number(who: &Identity) -> String {
    who.nip.clone().or_else(|| who.staff_number.clone()).unwrap_or_default()
}

fn count(people: i64) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

fn count_usize(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}
