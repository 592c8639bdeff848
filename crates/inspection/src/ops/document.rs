//! The official document of the minutes. It is written in Indonesian, whoever closes.

use super::minutes::{AgencyMinutes, Snapshot};
use crate::model::{AgencyState, AnswerValue};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_attendance::StatusKind;
use siaga_civil::{Ratio, clock, date_long, date_short, thousands};
use siaga_documents::{DocumentKind, NewDocument, SignedBy};
use siaga_platform::{Ctx, Locale};
use siaga_typeset::{
    Absentee, AfterClose, Answer, Finding, InspectionAgency, InspectionMinutes, Instruction, NotJoined,
};

/// Letters of a seal that are printed; the whole one stands in the minutes of the program.
const SEAL_LETTERS: usize = 12;

/// Returns the document of a version of the minutes.
pub(crate) fn document(ctx: &Ctx, held: &Snapshot, leader_id: i64, on: NaiveDate) -> NewDocument {
    let indonesian = Ctx { locale: Locale::Indonesian, ..ctx.clone() };
    let body = serde_json::to_value(body(&Words(&indonesian), held));
    NewDocument {
        kind: DocumentKind::InspectionMinutes,
        agency: None,
        dated_on: on,
        about: held.title.clone(),
        signed_by: SignedBy::Employee(leader_id),
        body: body.expect("texts and numbers are always JSON"),
        carbon_copies: Vec::new(),
        recipients: Vec::new(),
        reference: format!("inspection/{}/{}", held.inspection, held.version),
    }
}

struct Words<'a>(&'a Ctx);

impl Words<'_> {
    fn t(&self, id: &str, values: &[(&str, String)]) -> String {
        self.0.text(id, values)
    }

    fn clock(&self, at: DateTime<Utc>) -> String {
        clock(self.0.government.zone.local(at).time())
    }

    fn held(&self, held: &Snapshot) -> String {
        let zone = self.0.government.zone;
        let values = [
            ("day", date_long(held.held_on)),
            ("from", self.clock(held.started_at.unwrap_or(held.closed_at))),
            ("until", self.clock(held.closed_at)),
            ("zone", zone.abbreviation().to_owned()),
        ];
        let closed_on = zone.local(held.closed_at).date();
        if closed_on == held.held_on {
            self.t("inspection-doc-held", &values)
        } else {
            let mut values = values.to_vec();
            values.push(("closed", date_short(closed_on)));
            self.t("inspection-doc-held-until", &values)
        }
    }
}

fn people(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

fn count<T>(rows: impl Iterator<Item = T>) -> u32 {
    u32::try_from(rows.count()).unwrap_or(u32::MAX)
}

fn rate(attended: i64, obliged: i64) -> String {
    if obliged == 0 { String::new() } else { Ratio::new(attended, obliged).to_string() }
}

fn body(words: &Words<'_>, held: &Snapshot) -> InspectionMinutes {
    let agencies = &held.agencies;
    InspectionMinutes {
        held_text: words.held(held),
        medium: words.t("inspection-doc-medium", &[]),
        leader_name: held.leader_name.clone(),
        leader_post: held.leader_post.clone(),
        invited_agencies: count(agencies.iter()),
        joined_agencies: count(agencies.iter().filter(|one| one.joined_at.is_some())),
        expected_people: people(held.obliged),
        present_people: people(held.attended),
        rate_text: Ratio::new(held.attended, held.obliged).to_string(),
        agencies: agencies.iter().map(|one| agency(words, one)).collect(),
        absentees: agencies.iter().flat_map(|one| absentees(words, one)).collect(),
        findings: held
            .findings
            .iter()
            .map(|one| Finding { agency: one.agency.clone(), text: one.text.clone() })
            .collect(),
        instructions: held
            .instructions
            .iter()
            .map(|one| Instruction {
                text: one.text.clone(),
                person: one.person.clone(),
                due_text: one.due_on.map(date_short).unwrap_or_default(),
            })
            .collect(),
        not_joined: agencies.iter().filter_map(|one| not_joined(words, one)).collect(),
        after_close: agencies.iter().flat_map(|one| after_close(words, one)).collect(),
        closing: held.closing.clone(),
    }
}

fn agency(words: &Words<'_>, one: &AgencyMinutes) -> InspectionAgency {
    let is_heard = AgencyState::parse(&one.state).is_some_and(AgencyState::is_heard);
    InspectionAgency {
        name: one.name.clone(),
        spokesperson: one.spokesperson.clone(),
        recap_state: recap_state(words, one),
        present_people: people(one.attended),
        total_people: people(one.obliged),
        rate_text: if is_heard { rate(one.attended, one.obliged) } else { String::new() },
        terminal_difference: match (one.differences, one.seen_by_terminal) {
            // Without a recap there is nothing that terminals could contradict.
            _ if one.recap.is_none() => "–".to_owned(),
            (0, 0) => words.t("inspection-doc-no-terminal", &[]),
            (0, _) => words.t("inspection-doc-same", &[]),
            (differences, _) => words.t("inspection-doc-differences", &[("count", thousands(differences))]),
        },
        answers: one
            .answers
            .iter()
            .map(|answer| Answer {
                question: answer.question.clone(),
                answer: value(words, answer.value.as_ref()),
            })
            .collect(),
    }
}

fn recap_state(words: &Words<'_>, one: &AgencyMinutes) -> String {
    let Some(recap) = &one.recap else { return words.t("inspection-recap-unsigned", &[]) };
    let values = [
        ("time", recap.signed_at.map(|at| words.clock(at)).unwrap_or_default()),
        ("version", recap.version.to_string()),
        ("seal", recap.sha256.chars().take(SEAL_LETTERS).collect()),
    ];
    let mut parts = vec![words.t("inspection-doc-recap", &values)];
    parts.extend(recap.counts.iter().map(|(status, people)| {
        let label = words.t(&format!("recap-status-{}", status.replace('_', "-")), &[]);
        format!("{label} {}", thousands(*people))
    }));
    if one.state == AgencyState::Correcting.as_str() {
        parts.push(words.t("inspection-agency-correcting", &[]));
    }
    parts.join("; ")
}

fn value(words: &Words<'_>, value: Option<&AnswerValue>) -> String {
    match value {
        None => words.t("inspection-unanswered", &[]),
        Some(AnswerValue::Text { text }) => text.clone(),
        Some(AnswerValue::Number { number }) => thousands(*number),
        Some(AnswerValue::Share { part, whole }) => {
            format!("{} / {} ({})", thousands(*part), thousands(*whole), Ratio::new(*part, *whole))
        }
        Some(AnswerValue::YesNo { yes }) => {
            words.t(if *yes { "inspection-yes" } else { "inspection-no" }, &[])
        }
        Some(AnswerValue::Rupiah { rupiah }) => format!("Rp {}", thousands(*rupiah)),
    }
}

fn absentees<'a>(words: &'a Words<'_>, one: &'a AgencyMinutes) -> impl Iterator<Item = Absentee> + 'a {
    one.absentees.iter().map(|absentee| Absentee {
        name: absentee.name.clone(),
        nip: absentee.number.clone(),
        agency: one.name.clone(),
        status: match StatusKind::parse(&absentee.status) {
            Some(StatusKind::Unexcused) => words.t("inspection-absence-unexcused", &[]),
            _ => words.t("inspection-absence-no-record", &[]),
        },
        note: if absentee.is_marked { words.t("inspection-doc-marked", &[]) } else { String::new() },
    })
}

fn not_joined(words: &Words<'_>, one: &AgencyMinutes) -> Option<NotJoined> {
    let late = one.recap.as_ref().filter(|recap| recap.is_late).and_then(|recap| recap.signed_at);
    let note = match (one.joined_at, late) {
        (None, _) => words.t("inspection-doc-not-joined", &[]),
        (Some(_), Some(at)) => words.t("inspection-doc-late", &[("time", words.clock(at))]),
        (Some(_), None) => return None,
    };
    Some(NotJoined { agency: one.name.clone(), note })
}

fn after_close<'a>(words: &'a Words<'_>, one: &'a AgencyMinutes) -> impl Iterator<Item = AfterClose> + 'a {
    let late = one.answers.iter().filter(|answer| answer.is_after_close);
    late.map(|answer| {
        let local = answer.answered_at.map(|at| words.0.government.zone.local(at));
        let at_text = local.map(|local| format!("{} {}", date_short(local.date()), clock(local.time())));
        AfterClose {
            at_text: at_text.unwrap_or_default(),
            text: format!("{}: {} {}", one.name, answer.question, value(words, answer.value.as_ref())),
        }
    })
}
