//! A short ASCII text kept in place: identifiers are made by the hundred thousand and must not allocate.

/// At most `N` ASCII bytes, copied like a number.
#[derive(Clone, Copy)]
pub(crate) struct InlineText<const N: usize> {
    len: u8,
    bytes: [u8; N],
}

impl<const N: usize> InlineText<N> {
    /// Copies `text` when it is not empty, fits, and consists of accepted ASCII bytes only.
    pub(crate) fn new(text: &[u8], accepts: fn(u8) -> bool) -> Option<Self> {
        let len = u8::try_from(text.len()).ok().filter(|&len| len > 0 && usize::from(len) <= N)?;
        if !text.iter().all(|&byte| byte.is_ascii() && accepts(byte)) {
            return None;
        }
        let mut bytes = [0; N];
        bytes[..text.len()].copy_from_slice(text);
        Some(Self { len, bytes })
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("only ASCII bytes are accepted")
    }

    pub(crate) fn to_upper(self) -> Self {
        Self { len: self.len, bytes: self.bytes.map(|byte| byte.to_ascii_uppercase()) }
    }
}
