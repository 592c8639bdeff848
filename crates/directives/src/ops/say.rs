//! Law in words of the reader's language: parameters, values, conditions, and why a provision gives way.

use crate::facts::FACTS;
use crate::model::Fault;
use crate::rules::condition_words::{Piece, pieces};
use crate::rules::law_values::percent;
use chrono::NaiveDate;
use siaga_platform::{Ctx, Locale};
use siaga_policy::{FactKind, FactValue, Facts, ParamDecl, ParamKind, Value, WhyLost};

/// Says law in the language of a context.
pub(crate) struct Say<'c>(pub(crate) &'c Ctx);

impl Say<'_> {
    fn t(&self, id: &str) -> String {
        self.0.text(id, &[])
    }

    fn maybe(&self, id: &str) -> Option<String> {
        self.0.app.texts.maybe(self.0.locale, id, &[])
    }

    /// Returns what a parameter is called; its own name where nobody gave it one.
    pub(crate) fn parameter(&self, name: &str) -> String {
        let id = format!("law-parameter-{}", name.replace(['.', '_'], "-"));
        self.maybe(&id).unwrap_or_else(|| name.to_owned())
    }

    /// Returns what the parameters of a capability are about.
    pub(crate) fn capability(&self, name: &str) -> String {
        self.maybe(&format!("directives-group-{name}")).unwrap_or_else(|| name.to_owned())
    }

    /// Returns a fault or notice; parameters, keys and facts are called by their names for people, and what
    /// would fit is told in the language of the reader.
    pub(crate) fn fault(&self, fault: &Fault) -> String {
        let value =
            |wanted: &str| fault.values.iter().find(|(key, _)| *key == wanted).map(|(_, value)| value);
        let decl = value("parameter").and_then(|name| self.decl(name));
        let told = |(key, text): &(&'static str, String)| {
            let text = match (*key, decl) {
                ("parameter", Some(_)) => self.named_parameter(text),
                ("expected", Some(decl)) if fault.message == "directives-fault-value" => self.kind(decl.kind),
                ("expected", None) => {
                    value("name").and_then(|fact| in_conditions(fact)).unwrap_or(text.clone())
                }
                ("key", _) => self.key(text),
                _ => text.clone(),
            };
            (*key, text)
        };
        let mut values: Vec<(&str, String)> = fault.values.iter().map(told).collect();
        values.push(("facts", self.aside(&fault.facts)));
        self.0.text(fault.message, &values)
    }

    /// Returns facts as something said by the way: ` (zona risiko merah, tingkat PPKM 3)`.
    fn aside(&self, facts: &Facts) -> String {
        let one = |(name, value): (&str, &FactValue)| {
            let colon = if matches!(value, FactValue::Flag(_)) { ":" } else { "" };
            format!("{}{colon} {}", self.fact(name), self.fact_value(name, value))
        };
        let all: Vec<String> = facts.iter().map(one).collect();
        if all.is_empty() { String::new() } else { format!(" ({})", all.join(", ")) }
    }

    /// Returns a key of a law file as the form calls it: `set[1].until` is the last day of provision 1.
    fn key(&self, key: &str) -> String {
        let known = |field: &str| self.maybe(&format!("directives-key-{}", field.replace(['_', '.'], "-")));
        let named = |field: &str| known(field).unwrap_or_else(|| field.to_owned());
        let table = |name: &str, id: &str| {
            let rest = key.strip_prefix(name)?.strip_prefix('[')?;
            let (number, field) = rest.split_once(']')?;
            let line = self.0.text(id, &[("line", number.to_owned())]);
            let field = field.trim_start_matches('.');
            Some(if field.is_empty() { line } else { format!("{line}, {}", named(field)) })
        };
        table("set", "directives-line")
            .or_else(|| table("revokes", "directives-end-line"))
            .or_else(|| known(key.strip_prefix("circular.").unwrap_or(key)).map(|label| capital(&label)))
            .unwrap_or_else(|| key.to_owned())
    }

    /// Returns what a parameter is called together with its name in law files.
    fn named_parameter(&self, name: &str) -> String {
        let label = self.parameter(name);
        if label == name { label } else { format!("{label} ({name})") }
    }

    /// Returns what values a parameter takes.
    pub(crate) fn kind(&self, kind: ParamKind) -> String {
        match kind {
            ParamKind::Flag => self.t("directives-kind-flag"),
            ParamKind::Integer { min, max } => {
                let values = [("min", min.to_string()), ("max", max.to_string())];
                self.0.text("directives-kind-integer", &values)
            }
            ParamKind::Permille => self.t("directives-kind-share"),
            ParamKind::TimeOfDay => self.t("directives-kind-time"),
            ParamKind::Span => self.t("directives-kind-span"),
            ParamKind::Choice(words) => self.0.text("directives-kind-choice", &[("words", words.join(", "))]),
            ParamKind::Text => self.t("directives-kind-text"),
            ParamKind::List => self.t("directives-kind-list"),
        }
    }

    fn decl(&self, parameter: &str) -> Option<ParamDecl> {
        self.0.law().book.declarations().find(|decl| decl.name == parameter).copied()
    }

    /// Returns a value as offices say it: `50 %`, `ya`, `30 orang`.
    pub(crate) fn value(&self, parameter: &str, value: &Value) -> String {
        let decl = self.decl(parameter);
        match (value, decl) {
            (Value::Integer(share), Some(ParamDecl { kind: ParamKind::Permille, .. })) => percent(*share),
            (Value::Flag(true), _) => self.t("directives-yes"),
            (Value::Flag(false), _) => self.t("directives-no"),
            (Value::Integer(number), decl) => {
                let number = match self.0.locale {
                    Locale::Indonesian => siaga_civil::thousands(*number),
                    Locale::English => siaga_civil::thousands_english(*number),
                };
                let unit = decl.and_then(|decl| self.maybe(&format!("law-unit-{}", decl.unit)));
                unit.map_or_else(|| number.clone(), |unit| format!("{number} {unit}"))
            }
            (Value::Minutes(_) | Value::Span { .. }, _) => match self.0.locale {
                Locale::Indonesian => value.to_string().replace(':', ".").replace('-', "–"),
                Locale::English => value.to_string().replace('-', "–"),
            },
            (Value::Text(word), _) => self.word(word),
            (Value::List(items), _) => {
                let words = items.iter().map(|item| self.word(item));
                words.collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Returns a word of a choice or a list as people say it.
    fn word(&self, word: &str) -> String {
        self.maybe(&format!("law-word-{}", word.replace('_', "-"))).unwrap_or_else(|| word.to_owned())
    }

    /// Returns a condition in words; the CEL text itself where it cannot be cut.
    pub(crate) fn condition(&self, cel: &str) -> String {
        let Some(pieces) = pieces(cel) else { return cel.to_owned() };
        let mut words = String::new();
        let mut fact = String::new();
        for piece in pieces {
            let word = match &piece {
                Piece::Fact(name) => {
                    fact.clone_from(name);
                    self.fact(name)
                }
                Piece::Word(word) => self.fact_word(&fact, word),
                Piece::Number(number) => number.clone(),
                Piece::Flag(flag) => self.t(if *flag { "directives-yes" } else { "directives-no" }),
                Piece::Sign(sign) => self.sign(sign),
            };
            let is_tight = matches!(piece, Piece::Sign(")" | "]" | ","));
            if !words.is_empty() && !is_tight && !words.ends_with('(') {
                words.push(' ');
            }
            words.push_str(&word);
        }
        words
    }

    fn sign(&self, sign: &str) -> String {
        match sign {
            "&&" => self.t("directives-sign-and"),
            "||" => self.t("directives-sign-or"),
            "!" => self.t("directives-sign-not"),
            "in" => self.t("directives-sign-in"),
            "==" => "=".to_owned(),
            "!=" => "≠".to_owned(),
            "<=" => "≤".to_owned(),
            ">=" => "≥".to_owned(),
            "[" => "(".to_owned(),
            "]" => ")".to_owned(),
            other => other.to_owned(),
        }
    }

    /// Returns what a fact is called.
    pub(crate) fn fact(&self, name: &str) -> String {
        self.maybe(&format!("directives-fact-{}", name.replace('_', "-"))).unwrap_or_else(|| name.to_owned())
    }

    /// Returns a value of a fact.
    pub(crate) fn fact_value(&self, name: &str, value: &FactValue) -> String {
        match value {
            FactValue::Flag(true) => self.t("directives-yes"),
            FactValue::Flag(false) => self.t("directives-no"),
            FactValue::Integer(number) => number.to_string(),
            FactValue::Word(word) => self.fact_word(name, word),
        }
    }

    pub(crate) fn fact_word(&self, name: &str, word: &str) -> String {
        let id = format!("directives-fact-{}-{}", name, word).replace('_', "-");
        self.maybe(&id).unwrap_or_else(|| word.to_owned())
    }

    /// Returns facts as a list: `zona risiko = merah; tingkat PPKM = 3`.
    pub(crate) fn facts(&self, facts: &Facts) -> String {
        let one = |(name, value): (&str, &FactValue)| {
            format!("{} = {}", self.fact(name), self.fact_value(name, value))
        };
        facts.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    /// Returns why a provision gives way.
    pub(crate) fn why(&self, why: &WhyLost) -> String {
        match why {
            WhyLost::RevokedBy(circular) => {
                self.0.text("directives-why-revoked", &[("circular", circular.to_string())])
            }
            WhyLost::FactUnknown(facts) => {
                let facts: Vec<String> = facts.iter().map(|name| self.fact(name)).collect();
                self.0.text("directives-why-fact-unknown", &[("facts", facts.join(", "))])
            }
            WhyLost::NotYetKnown => self.t("directives-why-not-yet-known"),
            WhyLost::ConditionNotMet => self.t("directives-why-condition"),
            WhyLost::OnlyASetting => self.t("directives-why-setting"),
            WhyLost::LessStrict => self.t("directives-why-less-strict"),
            WhyLost::OutsideTemporaryRule => self.t("directives-why-temporary"),
            WhyLost::LessSpecific => self.t("directives-why-less-specific"),
            WhyLost::Older => self.t("directives-why-older"),
            WhyLost::Joined => self.t("directives-why-joined"),
        }
    }

    /// Returns a date: `26 Mei 2020`.
    pub(crate) fn date(&self, on: NaiveDate) -> String {
        match self.0.locale {
            Locale::Indonesian => siaga_civil::date_short(on),
            Locale::English => siaga_civil::date_short_english(on),
        }
    }

    /// Returns a period: `21 Juni 2021 sampai 4 Juli 2021`, `sejak 21 Juni 2021`.
    pub(crate) fn period(&self, from: NaiveDate, until: Option<NaiveDate>) -> String {
        match until {
            Some(until) if until == from => self.date(from),
            Some(until) => {
                self.0.text("directives-period", &[("from", self.date(from)), ("until", self.date(until))])
            }
            None => self.0.text("directives-period-open", &[("from", self.date(from))]),
        }
    }
}

/// Returns a text that can begin a sentence.
fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// Returns the values of a fact as conditions write them.
pub(crate) fn in_conditions(fact: &str) -> Option<String> {
    let decl = FACTS.iter().find(|decl| decl.name == fact)?;
    Some(match decl.kind {
        FactKind::Flag => "true, false".to_owned(),
        FactKind::Choice(words) => {
            words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ")
        }
        FactKind::Integer { min, max } => format!("{min}–{max}"),
    })
}
