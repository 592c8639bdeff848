//! Reading of single values out of raw bytes; nothing here needs UTF-8 and nothing here can fail loudly.

use chrono::{NaiveDate, NaiveDateTime};
use encoding_rs::GB18030;

/// Removes blanks and NULs (padding of fixed-size text in firmware) from both ends.
pub(crate) fn trim(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b'\r' | b'\n' | 0, rest @ ..] = text {
        text = rest;
    }
    while let [rest @ .., b' ' | b'\t' | b'\r' | b'\n' | 0] = text {
        text = rest;
    }
    text
}

/// Splits at the first `=`; the name is trimmed, the value is as sent.
pub(crate) fn key_value(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|&byte| byte == b'=')?;
    Some((trim(&text[..at]), &text[at + 1..]))
}

/// Reads a decimal number with an optional sign; blanks around it are allowed.
pub(crate) fn number(text: &[u8]) -> Option<i64> {
    let text = trim(text);
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let value = all_digits(digits)?;
    Some(if negative { -value } else { value })
}

/// Reads a number that must fit the asked type.
pub(crate) fn number_as<T: TryFrom<i64>>(text: &[u8]) -> Option<T> {
    number(text).and_then(|value| T::try_from(value).ok())
}

fn all_digits(digits: &[u8]) -> Option<i64> {
    digits
        .iter()
        .try_fold(0_i64, |value, &byte| byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0')))
}

/// Says how a wall-clock text fails to be one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum WallFault {
    /// Not of the form `YYYY-MM-DD HH:MM:SS`.
    Shape,
    /// Of the form, but no such day or time of day exists.
    Impossible,
}

/// Reads `YYYY-MM-DD HH:MM:SS`; blanks around it are allowed, anything else is not.
pub(crate) fn wall_time(text: &[u8]) -> Result<NaiveDateTime, WallFault> {
    let text = trim(text);
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b' ', h1, h2, b':', n1, n2, b':', s1, s2] = text else {
        return Err(WallFault::Shape);
    };
    let pair = |tens: &u8, ones: &u8| -> Result<u32, WallFault> {
        if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
            return Err(WallFault::Shape);
        }
        Ok(u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
    };
    let year = i32::try_from(pair(y1, y2)? * 100 + pair(y3, y4)?).expect("four digits fit");
    let (month, day) = (pair(m1, m2)?, pair(d1, d2)?);
    let (hour, minute, second) = (pair(h1, h2)?, pair(n1, n2)?, pair(s1, s2)?);
    NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|date| date.and_hms_opt(hour, minute, second))
        .ok_or(WallFault::Impossible)
}

/// Decodes a text: UTF-8 when it is that, else GB18030 (which contains GB2312 and GBK).
///
/// Control characters are left out, and the text ends at the first NUL.
pub(crate) fn decode(text: &[u8]) -> String {
    let text = trim(text);
    let text = text.split(|&byte| byte == 0).next().unwrap_or_default();
    let decoded = match std::str::from_utf8(text) {
        Ok(utf8) => utf8.into(),
        Err(_) => GB18030.decode_without_bom_handling(text).0,
    };
    decoded.trim().chars().filter(|character| !character.is_control()).collect()
}

/// Decodes `%XX`; a percent sign without two hexadecimal digits stays as it is.
pub(crate) fn percent_decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1).and_then(hex_digit).zip(bytes.get(at + 2).and_then(hex_digit));
        match (bytes[at], pair) {
            (b'%', Some((high, low))) => {
                decoded.push(high * 16 + low);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

/// Returns the value of one hexadecimal digit.
pub(crate) fn hex_digit(byte: &u8) -> Option<u8> {
    char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wall_time_accepts_only_real_instants_of_the_documented_form() {
        for good in
            ["2020-02-29 00:00:00", "1970-01-01 23:59:59", " 2020-06-08 07:28:51 ", "9999-12-31 00:00:00"]
        {
            assert!(wall_time(good.as_bytes()).is_ok(), "{good}");
        }
        for impossible in [
            "2019-02-29 00:00:00",
            "2020-13-01 00:00:00",
            "2020-06-08 24:00:00",
            "2020-06-08 00:60:00",
            "2020-06-08 00:00:60",
            "2020-00-10 00:00:00",
            "2020-06-31 00:00:00",
        ] {
            assert!(wall_time(impossible.as_bytes()) == Err(WallFault::Impossible), "{impossible}");
        }
        for shape in [
            "",
            "2020-06",
            "1971--10--29 -23:-27:-54",
            "2020/06/08 07:28:51",
            "2020-06-08T07:28:51",
            "2020-06-08 07:28:5x",
            "2020-06-08 07:28:511",
        ] {
            assert!(wall_time(shape.as_bytes()) == Err(WallFault::Shape), "{shape}");
        }
    }

    #[test]
    fn names_are_read_as_utf8_first_and_as_gb18030_otherwise() {
        assert_eq!(decode("Siti Ré".as_bytes()), "Siti Ré");
        assert_eq!(decode(&[0xCD, 0xF5, 0xD0, 0xA1]), "王小");
        assert_eq!(decode(b" Budi\0\0rest"), "Budi");
        assert_eq!(decode(b"A\x07B"), "AB");
    }

    #[test]
    fn percent_decoding_leaves_broken_escapes_alone() {
        assert_eq!(percent_decode("middle%20east"), b"middle east");
        assert_eq!(percent_decode("100%"), b"100%");
        assert_eq!(percent_decode("%4"), b"%4");
        assert_eq!(percent_decode("%zz%41"), b"%zzA");
    }

    #[test]
    fn numbers_keep_their_bounds() {
        assert_eq!(number(b" -12 "), Some(-12));
        assert_eq!(number(b"+25200"), Some(25_200));
        assert_eq!(number(b""), None);
        assert_eq!(number(b"1a"), None);
        assert_eq!(number(b"9999999999999999999"), None);
        assert_eq!(number_as::<i16>(b"32768"), None);
        assert_eq!(number_as::<i16>(b"32767"), Some(32_767));
    }
}
