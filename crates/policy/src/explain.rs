//! Decisions that carry their grounds, and the words that explain an answer of law.

use crate::book::{Answer, Loser};
use crate::combine::WhyLost;
use crate::timeline::Provision;
use crate::value::Value;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::sync::Arc;

/// The result of a rule with the law it rests on and what was odd about the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision<T> {
    /// The result itself.
    pub value: T,
    /// The law and facts it rests on, in the order of thought.
    pub reasons: Vec<Reason>,
    /// What a person should look at.
    pub findings: Vec<Finding>,
}

/// One ground of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Id of the circular; empty when the ground is a fact and no law.
    #[serde(serialize_with = "write_shared", deserialize_with = "read_shared")]
    pub circular: Arc<str>,
    /// Article or number in the circular.
    #[serde(serialize_with = "write_shared", deserialize_with = "read_shared")]
    pub article: Arc<str>,
    /// What follows from it, in words.
    pub words: Cow<'static, str>,
}

/// Something odd or missing in the facts that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Code under which the message for people is found.
    pub code: Cow<'static, str>,
    /// The same in words, for logs and command lines.
    pub words: Cow<'static, str>,
}

/// Language of the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// For the offices.
    Indonesian,
    /// For everyone else.
    English,
}

impl<T> Decision<T> {
    /// Returns a decision without grounds yet.
    pub fn new(value: T) -> Decision<T> {
        Decision { value, reasons: Vec::new(), findings: Vec::new() }
    }

    /// Adds a ground.
    pub fn because(mut self, reason: Reason) -> Decision<T> {
        self.reasons.push(reason);
        self
    }

    /// Adds a ground when there is one.
    pub fn because_of(mut self, reason: Option<Reason>) -> Decision<T> {
        self.reasons.extend(reason);
        self
    }

    /// Adds something odd about the facts.
    pub fn finding(
        mut self,
        code: impl Into<Cow<'static, str>>,
        words: impl Into<Cow<'static, str>>,
    ) -> Decision<T> {
        self.findings.push(Finding { code: code.into(), words: words.into() });
        self
    }

    /// Turns the value into another one and keeps grounds and findings.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Decision<U> {
        Decision { value: change(self.value), reasons: self.reasons, findings: self.findings }
    }

    /// Continues with a decision that builds on this one; grounds and findings follow in order.
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Decision<U>) -> Decision<U> {
        let (mut reasons, mut findings) = (self.reasons, self.findings);
        let next = next(self.value);
        reasons.extend(next.reasons);
        findings.extend(next.findings);
        Decision { value: next.value, reasons, findings }
    }
}

impl Reason {
    /// Cites a provision.
    pub fn of(provision: &Provision, words: impl Into<Cow<'static, str>>) -> Reason {
        Reason {
            circular: provision.circular.clone(),
            article: provision.article.clone(),
            words: words.into(),
        }
    }

    /// States a fact as ground, without law.
    pub fn fact(words: impl Into<Cow<'static, str>>) -> Reason {
        Reason { circular: Arc::from(""), article: Arc::from(""), words: words.into() }
    }
}

/// Returns the lines that explain an answer: value, winner, source, what is unchecked, losers.
pub fn explain(answer: &Answer<'_>, language: Language) -> Vec<String> {
    let say = Words::of(language);
    let winner = answer.winner;
    let mut lines = vec![
        format!("{} = {} ({})", answer.parameter, say.value(&answer.value), answer.unit),
        format!("{}: {}", say.pick("menang", "winner"), say.cite(winner)),
        format!("  {}", winner.title),
        format!("  {}: {}", say.pick("sumber", "source"), winner.source),
        format!("  {} {}", say.pick("diperiksa terakhir", "last checked"), winner.checked_on),
    ];
    lines.extend(
        winner.when.iter().map(|when| format!("  {}: {when}", say.pick("syarat terpenuhi", "condition met"))),
    );
    if winner.is_default {
        lines.push(format!(
            "  {}",
            say.pick(
                "setelan awal, bukan aturan; pemerintah daerah menggantinya",
                "a setting and no law; the government replaces it"
            )
        ));
    }
    if !winner.verified {
        lines.push(format!(
            "  {}",
            say.pick("BELUM dicocokkan dengan naskah resmi", "NOT yet compared with the official text")
        ));
    }
    lines.extend(winner.note.iter().map(|note| format!("  {}: {note}", say.pick("catatan", "note"))));
    lines.push(format!("{}: {}", say.pick("cara menggabung", "combined by"), answer.combine));
    lines.extend(answer.losers.iter().map(|loser| say.loser(say.pick("kalah", "loser"), loser)));
    lines
}

/// Returns the lines that explain why a parameter has no answer: each provision that is silent.
pub fn explain_silence(parameter: &str, silent: &[Loser<'_>], language: Language) -> Vec<String> {
    let say = Words::of(language);
    let none = say.pick("tidak ada ketentuan yang berlaku", "no provision is in force");
    let mut lines = vec![format!("{parameter}: {none}")];
    lines.extend(silent.iter().map(|loser| say.loser(say.pick("tidak berlaku", "silent"), loser)));
    lines
}

/// Words of one language.
struct Words {
    language: Language,
}

impl Words {
    fn of(language: Language) -> Words {
        Words { language }
    }

    fn pick(&self, indonesian: &'static str, english: &'static str) -> &'static str {
        match self.language {
            Language::Indonesian => indonesian,
            Language::English => english,
        }
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Flag(true) => self.pick("ya", "yes").to_owned(),
            Value::Flag(false) => self.pick("tidak", "no").to_owned(),
            other => other.to_string(),
        }
    }

    fn cite(&self, provision: &Provision) -> String {
        let until = match provision.until {
            Some(until) => format!(" {} {until}", self.pick("sampai", "until")),
            None => String::new(),
        };
        let place = match &provision.scope.region {
            Some(region) => format!(", {} {region}", self.pick("wilayah", "region")),
            None => String::new(),
        };
        format!(
            "{} ({}), {}{place}, {} {}{until}",
            provision.circular,
            provision.issuer,
            provision.article,
            self.pick("sejak", "since"),
            provision.from
        )
    }

    fn loser(&self, lead: &str, loser: &Loser<'_>) -> String {
        let (cited, value) = (self.cite(loser.provision), self.value(loser.value));
        let condition = match (&loser.why, &loser.provision.when) {
            (WhyLost::ConditionNotMet | WhyLost::FactUnknown(_), Some(when)) => format!(" ({when})"),
            _ => String::new(),
        };
        format!("{lead}: {cited} = {value}: {}{condition}", self.why(&loser.why))
    }

    fn why(&self, why: &WhyLost) -> Cow<'static, str> {
        Cow::Borrowed(match why {
            WhyLost::RevokedBy(circular) => {
                return Cow::Owned(format!("{} {circular}", self.pick("dicabut oleh", "revoked by")));
            }
            WhyLost::FactUnknown(facts) => {
                let facts = facts.join(", ");
                return Cow::Owned(match self.language {
                    Language::Indonesian => format!("keadaan {facts} belum dicatat; catat lebih dahulu"),
                    Language::English => format!("the fact {facts} is not recorded; record it first"),
                });
            }
            WhyLost::ConditionNotMet => self.pick("syaratnya tidak terpenuhi", "its condition is not met"),
            WhyLost::NotYetKnown => self.pick("belum diketahui pada hari itu", "not yet known on that day"),
            WhyLost::OnlyASetting => self.pick("hanya setelan awal", "only a setting"),
            WhyLost::LessStrict => self.pick("kurang ketat", "less strict"),
            WhyLost::OutsideTemporaryRule => {
                self.pick("ada aturan sementara untuk hari itu", "a temporary rule holds on that day")
            }
            WhyLost::LessSpecific => self.pick("lebih umum", "less specific"),
            WhyLost::Older => self.pick("lebih lama", "older"),
            WhyLost::Joined => self.pick("ikut digabung", "joined with the others"),
        })
    }
}

fn write_shared<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

fn read_shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    String::deserialize(deserializer).map(Arc::from)
}
