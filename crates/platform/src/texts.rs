//! Texts of the screens by message id, in both languages.

use crate::locale::Locale;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeSet;
use unic_langid::LanguageIdentifier;

/// The texts of the program, read once from the Fluent sources of all capabilities.
pub struct Texts {
    indonesian: Language,
    english: Language,
}

struct Language {
    bundle: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
    faults: Vec<String>,
}

impl Texts {
    /// Reads pairs of Fluent sources, Indonesian first.
    ///
    /// # Shape
    /// What cannot be parsed and what is defined twice is kept in [`Texts::faults`] for the tests;
    /// the texts that can be read are used.
    pub fn new(sources: &[(&str, &str)]) -> Self {
        Self {
            indonesian: Language::read(Locale::Indonesian, sources.iter().map(|pair| pair.0)),
            english: Language::read(Locale::English, sources.iter().map(|pair| pair.1)),
        }
    }

    /// Returns the text of a message; a missing one gives its id in «guillemets».
    ///
    /// # Shape
    /// Values that are plain whole numbers select plural forms; all others are put in as text.
    pub fn text(&self, locale: Locale, id: &str, values: &[(&str, String)]) -> String {
        self.maybe(locale, id, values).unwrap_or_else(|| format!("«{id}»"))
    }

    /// Returns the text of a message, if there is one.
    pub fn maybe(&self, locale: Locale, id: &str, values: &[(&str, String)]) -> Option<String> {
        let bundle = &self.language(locale).bundle;
        let pattern = bundle.get_message(id)?.value()?;
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, fluent_value(value));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        if !errors.is_empty() {
            tracing::warn!(message.id = id, locale = locale.tag(), "a text was shown with a value missing");
        }
        Some(text.into_owned())
    }

    /// Returns the ids of all messages of a language.
    pub fn keys(&self, locale: Locale) -> &BTreeSet<String> {
        &self.language(locale).keys
    }

    /// Returns what is wrong with the sources: lines that cannot be parsed, ids defined twice.
    pub fn faults(&self) -> Vec<&str> {
        self.indonesian.faults.iter().chain(&self.english.faults).map(String::as_str).collect()
    }

    fn language(&self, locale: Locale) -> &Language {
        match locale {
            Locale::Indonesian => &self.indonesian,
            Locale::English => &self.english,
        }
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("messages", &self.indonesian.keys.len()).finish()
    }
}

impl Language {
    fn read<'a>(locale: Locale, sources: impl Iterator<Item = &'a str>) -> Self {
        let tag: LanguageIdentifier =
            locale.tag().parse().expect("the tags of both languages are well-formed");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let mut language = Self { bundle, keys: BTreeSet::new(), faults: Vec::new() };
        for source in sources {
            language.add(locale, source);
        }
        language
    }

    fn add(&mut self, locale: Locale, source: &str) {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                self.faults.extend(errors.iter().map(|error| format!("{}: {error}", locale.tag())));
                resource
            }
        };
        for id in message_ids(source) {
            if !self.keys.insert(id.to_owned()) {
                self.faults.push(format!("{}: {id} is defined twice", locale.tag()));
            }
        }
        if let Err(errors) = self.bundle.add_resource(resource) {
            self.faults.extend(errors.iter().map(|error| format!("{}: {error}", locale.tag())));
        }
    }
}

/// A message begins in the first column with its id and an equals sign; terms begin with a hyphen.
fn message_ids(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let (id, _) = line.split_once('=')?;
        let id = id.trim_end();
        let first = id.chars().next()?;
        (first.is_ascii_alphabetic() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            .then_some(id)
    })
}

/// Digits that could be a count become a number; codes with leading zeros and long ones stay text.
fn fluent_value(value: &str) -> FluentValue<'_> {
    const LONGEST_COUNT: usize = 9;
    match value.parse::<i64>() {
        Ok(number) if value.len() <= LONGEST_COUNT && number.to_string() == value => {
            FluentValue::from(number)
        }
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "greet = Halo { $name }\nrows = { $n } baris\nonly-here = ada\n";
    const EN: &str =
        "greet = Hello { $name }\nrows = { $n ->\n    [one] one row\n   *[other] { $n } rows\n }\n";

    #[test]
    fn a_value_is_put_in_without_isolating_marks() {
        let texts = Texts::new(&[(ID, EN)]);
        assert_eq!(texts.text(Locale::Indonesian, "greet", &[("name", "Ani".to_owned())]), "Halo Ani");
    }

    #[test]
    fn a_count_selects_the_plural_of_the_language() {
        let texts = Texts::new(&[(ID, EN)]);
        let rows = |locale, n: i64| texts.text(locale, "rows", &[("n", n.to_string())]);
        assert_eq!(rows(Locale::English, 1), "one row");
        assert_eq!(rows(Locale::English, 2), "2 rows");
        assert_eq!(rows(Locale::Indonesian, 1), "1 baris");
    }

    #[test]
    fn a_code_with_leading_zeros_keeps_them() {
        let texts = Texts::new(&[(ID, EN)]);
        assert_eq!(texts.text(Locale::English, "greet", &[("name", "007".to_owned())]), "Hello 007");
        let nip = "198001012005011001";
        assert_eq!(texts.text(Locale::English, "greet", &[("name", nip.to_owned())]), format!("Hello {nip}"));
    }

    #[test]
    fn a_missing_message_shows_its_id() {
        let texts = Texts::new(&[(ID, EN)]);
        assert_eq!(texts.text(Locale::English, "only-here", &[]), "«only-here»");
    }

    #[test]
    fn keys_and_faults_tell_what_is_missing_and_doubled() {
        let texts = Texts::new(&[(ID, EN), ("greet = lagi", "")]);
        assert!(texts.keys(Locale::Indonesian).contains("only-here"));
        assert!(!texts.keys(Locale::English).contains("only-here"));
        assert!(texts.faults().iter().any(|fault| fault.contains("greet is defined twice")));
    }
}
