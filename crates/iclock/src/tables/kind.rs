//! Tells what a line of a mixed body is, and which of its keys hold what must not be kept.
//! The readers and the redaction share this, so that both count the same.

use crate::bytes::{key_value, number, trim};

/// Is the kind of template or picture a line carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Biometric {
    Fingerprint,
    Face,
    Photo,
    Vein,
    Other,
}

/// Is what the first word of a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    Operation,
    User,
    Biometric(Biometric),
    Error,
    Unnamed,
}

/// Returns the first word (up to a blank) when it is no `key=value`, and the rest of the line.
pub(crate) fn first_word(line: &[u8]) -> (&[u8], &[u8]) {
    let line = trim(line);
    let end = line.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    if word.contains(&b'=') { (b"", line) } else { (word, trim(rest)) }
}

/// Returns the kind of a line.
pub(crate) fn line_kind(line: &[u8]) -> LineKind {
    let (word, rest) = first_word(line);
    match word.to_ascii_lowercase().as_slice() {
        b"oplog" => LineKind::Operation,
        b"user" | b"userinfo" => LineKind::User,
        b"errorlog" => LineKind::Error,
        b"fp" | b"fingertmp" | b"templatev10" | b"template" => LineKind::Biometric(Biometric::Fingerprint),
        b"face" | b"facev7" | b"ssrface7" => LineKind::Biometric(Biometric::Face),
        b"fvein" | b"fveintmp" => LineKind::Biometric(Biometric::Vein),
        b"userpic" | b"biophoto" | b"attphoto" | b"userphoto" | b"photo" => {
            LineKind::Biometric(Biometric::Photo)
        }
        b"biodata" => LineKind::Biometric(biodata_type(rest)),
        _ => LineKind::Unnamed,
    }
}

/// Returns the kind of template a line carries, if it carries one under whatever name.
pub(crate) fn biometric_of(line: &[u8]) -> Option<Biometric> {
    match line_kind(line) {
        LineKind::Biometric(biometric) => Some(biometric),
        LineKind::Operation => None,
        LineKind::User | LineKind::Error | LineKind::Unnamed => {
            let keys = || line.split(|&byte| matches!(byte, b'\t' | b' ' | b',')).filter_map(key_value);
            let has_template = keys().any(|(key, _)| secret_of(key) == Some(Secret::Template));
            let has_finger = keys().any(|(key, _)| key.eq_ignore_ascii_case(b"fid"));
            has_template.then_some(if has_finger { Biometric::Fingerprint } else { Biometric::Other })
        }
    }
}

/// Reads `Type=` of a template line: 1 finger, 2 and 9 face, 6 to 8 vein and palm.
fn biodata_type(line: &[u8]) -> Biometric {
    let of_type = |(key, value): (&[u8], &[u8])| {
        if key.eq_ignore_ascii_case(b"type") { number(value) } else { None }
    };
    match line.split(|&byte| byte == b'\t').filter_map(key_value).find_map(of_type) {
        Some(1) => Biometric::Fingerprint,
        Some(2 | 9) => Biometric::Face,
        Some(6..=8) => Biometric::Vein,
        _ => Biometric::Other,
    }
}

/// Is the sort of secret a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secret {
    Password,
    Template,
}

const PASSWORD_ENDINGS: [&[u8]; 6] = [b"passwd", b"password", b"pwd", b"commkey", b"comkey", b"passcode"];
const TEMPLATE_ENDINGS: [&[u8]; 5] = [b"tmp", b"template", b"content", b"tmpdata", b"templatedata"];
const TEMPLATE_NAMES: [&[u8]; 7] =
    [b"photo", b"photodata", b"pic", b"image", b"imagedata", b"feature", b"face"];

/// Returns what kind of secret stands behind a key, whatever its case and prefix.
pub(crate) fn secret_of(key: &[u8]) -> Option<Secret> {
    let ends_with = |ending: &&[u8]| {
        key.len() >= ending.len() && key[key.len() - ending.len()..].eq_ignore_ascii_case(ending)
    };
    if PASSWORD_ENDINGS.iter().any(ends_with) {
        return Some(Secret::Password);
    }
    let is_named = |name: &&[u8]| key.eq_ignore_ascii_case(name);
    (TEMPLATE_ENDINGS.iter().any(ends_with) || TEMPLATE_NAMES.iter().any(is_named))
        .then_some(Secret::Template)
}

/// Can be the next line of a template that was broken into lines: one run of base64.
pub(crate) fn is_base64_only(line: &[u8]) -> bool {
    let line = trim(line);
    line.len() >= 4 && line.iter().all(|&byte| is_base64(byte))
}

/// Is a character of base64 in either alphabet.
pub(crate) fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_the_first_word_in_any_case() {
        assert_eq!(line_kind(b"OPLOG 21\t1"), LineKind::Operation);
        assert_eq!(line_kind(b"user PIN=1"), LineKind::User);
        assert_eq!(line_kind(b"FVEIN\tPin=1"), LineKind::Biometric(Biometric::Vein));
        assert_eq!(line_kind(b"BIODATA Pin=1\tType=9\tTmp=a"), LineKind::Biometric(Biometric::Face));
        assert_eq!(line_kind(b"PIN=1\tName=a"), LineKind::Unnamed);
    }

    #[test]
    fn settings_that_only_count_templates_are_no_secrets() {
        for harmless in ["~MaxUserPhotoCount", "FaceCount", "FPCount", "PhotoFunOn", "PIN", "ConvTemperature"]
        {
            assert_eq!(secret_of(harmless.as_bytes()), None, "{harmless}");
        }
        for password in ["Passwd", "PASSWORD", "~ComPwd", "COMKey", "pushcommkey"] {
            assert_eq!(secret_of(password.as_bytes()), Some(Secret::Password), "{password}");
        }
        for template in ["TMP", "Tmp", "FaceTmp", "Content", "template", "Photo"] {
            assert_eq!(secret_of(template.as_bytes()), Some(Secret::Template), "{template}");
        }
    }
}
