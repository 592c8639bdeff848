//! Fields of a form as pairs of texts, and as a typed value.

use serde::de::value::MapDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, SeqAccess, Visitor};
use std::fmt::Display;

/// The fields of a form in the order in which they were sent; a name may come again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormPairs(Vec<(String, String)>);

/// A form that does not fit its type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FormError(String);

impl FormPairs {
    /// Reads `a=1&b=2` with `+` and `%XX`; what is no UTF-8 becomes the replacement letter.
    pub fn parse(bytes: &[u8]) -> Self {
        let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
            let cut = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = cut.map_or((pair, b"".as_slice()), |cut| (&pair[..cut], &pair[cut + 1..]));
            (decoded(name), decoded(value))
        });
        Self(pairs.collect())
    }

    /// Returns pairs that were read elsewhere.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Returns the first value of a field.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.pairs().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Returns the first value of a field without blanks around it, empty when it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.first(name).unwrap_or_default().trim()
    }

    /// Returns every value of a field.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let name = name.to_owned();
        self.0.iter().filter(move |(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// Returns every pair.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the first value of a field as a value; nothing when it is missing or empty.
    ///
    /// # Errors
    /// The text when it cannot be read.
    pub fn read<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, String> {
        match self.text(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| text.to_owned()),
        }
    }

    /// Returns the fields as a value.
    ///
    /// # Shape
    /// A field of a list type takes every pair of its name and none makes it empty (with
    /// `#[serde(default)]`); any other type takes the last one. An empty text is `None` for an
    /// `Option`. `on`, `true` and `1` are true.
    ///
    /// # Errors
    /// [`FormError`] naming the field.
    pub fn to<T: DeserializeOwned>(&self) -> Result<T, FormError> {
        let mut grouped: Vec<(&str, Values<'_>)> = Vec::new();
        for (name, value) in self.pairs() {
            match grouped.iter_mut().find(|(known, _)| *known == name) {
                Some((_, values)) => values.0.push(value),
                None => grouped.push((name, Values(vec![value]))),
            }
        }
        T::deserialize(MapDeserializer::new(grouped.into_iter()))
    }
}

fn decoded(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, rest) {
            (b'+', _) => out.push(b' '),
            (b'%', [high, low, tail @ ..]) => match (hex_digit(*high), hex_digit(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high * 16 + low);
                    rest = tail;
                }
                _ => out.push(b'%'),
            },
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex_digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl de::Error for FormError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// All values of one field name.
struct Values<'a>(Vec<&'a str>);

impl Values<'_> {
    fn last(&self) -> &str {
        self.0.last().copied().unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&self) -> Result<T, FormError>
    where
        T::Err: Display,
    {
        let text = self.last().trim();
        text.parse().map_err(|error| FormError(format!("{error}: {text:?}")))
    }
}

impl<'de, 'a: 'de> IntoDeserializer<'de, FormError> for Values<'a> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! parse_numbers {
    ($($method:ident $visit:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
            visitor.$visit(self.parsed()?)
        })*
    };
}

impl<'de, 'a: 'de> de::Deserializer<'de> for Values<'a> {
    type Error = FormError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_str(self.last())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.last() {
            "on" | "true" | "1" => visitor.visit_bool(true),
            "" | "false" | "0" => visitor.visit_bool(false),
            other => Err(FormError(format!("neither true nor false: {other:?}"))),
        }
    }

    parse_numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        if self.last().trim().is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_seq(Each(self.0.into_iter()))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, FormError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FormError> {
        visitor.visit_enum(self.last().to_owned().into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct
        identifier ignored_any
    }
}

struct Each<'a>(std::vec::IntoIter<&'a str>);

impl<'de, 'a: 'de> SeqAccess<'de> for Each<'a> {
    type Error = FormError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, FormError> {
        self.0.next().map(|value| seed.deserialize(Values(vec![value]))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Choice {
        Sick,
        OnLeave,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Sample {
        name: String,
        #[serde(default)]
        people: Vec<i64>,
        until: Option<chrono::NaiveDate>,
        #[serde(default)]
        confirmed: bool,
        choice: Choice,
    }

    #[test]
    fn a_repeated_field_becomes_a_list() {
        let pairs = FormPairs::parse(
            b"name=Ani+S%C3%A9&people=3&people=17&until=&confirmed=on&choice=on_leave&_csrf=x",
        );
        let sample: Sample = pairs.to().unwrap();
        let expected = Sample {
            name: "Ani Sé".to_owned(),
            people: vec![3, 17],
            until: None,
            confirmed: true,
            choice: Choice::OnLeave,
        };
        assert_eq!(sample, expected);
    }

    #[test]
    fn a_list_without_entries_is_empty_and_a_date_is_read() {
        let sample: Sample = FormPairs::parse(b"name=&until=2020-05-26&choice=sick").to().unwrap();
        assert_eq!(sample.people, Vec::<i64>::new());
        assert_eq!(sample.until.map(|on| on.to_string()).as_deref(), Some("2020-05-26"));
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert!(FormPairs::parse(b"name=a&choice=sick&people=x").to::<Sample>().is_err());
        assert!(FormPairs::parse(b"name=a&choice=dead").to::<Sample>().is_err());
        assert!(FormPairs::parse(b"choice=sick").to::<Sample>().is_err());
    }

    #[test]
    fn broken_escapes_stay_as_they_are() {
        let pairs = FormPairs::parse(b"a=100%&b=%zz&c&=d&%41=%ff");
        assert_eq!(pairs.first("a"), Some("100%"));
        assert_eq!(pairs.first("b"), Some("%zz"));
        assert_eq!(pairs.first("c"), Some(""));
        assert_eq!(pairs.first("A"), Some("\u{fffd}"));
    }

    #[test]
    fn typed_getters_tell_missing_from_wrong() {
        let pairs = FormPairs::parse(b"n=+12+&m=zwei&e=");
        assert_eq!(pairs.read::<i64>("n"), Ok(Some(12)));
        assert_eq!(pairs.read::<i64>("e"), Ok(None));
        assert_eq!(pairs.read::<i64>("m"), Err("zwei".to_owned()));
    }
}
