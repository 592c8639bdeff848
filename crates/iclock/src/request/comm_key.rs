use std::fmt;

/// Is the secret that binds a terminal to this server. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct CommKey(Vec<u8>);

impl CommKey {
    pub(super) fn new(text: Vec<u8>) -> Self {
        Self(text)
    }

    /// Is the expected secret. The time taken depends on the lengths only.
    #[must_use]
    pub fn matches(&self, expected: &str) -> bool {
        let expected = expected.as_bytes();
        let difference = self.0.iter().zip(expected).fold(0, |seen, (left, right)| seen | (left ^ right));
        std::hint::black_box(difference) == 0 && self.0.len() == expected.len()
    }
}

impl fmt::Debug for CommKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CommKey(hidden)")
    }
}
