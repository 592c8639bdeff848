use std::fmt;

/// Is a protocol version, compared by its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PushVersion {
    /// 2 for attendance; 3 needs bits in `TransFlag`.
    pub major: u16,
    /// Second number.
    pub minor: u16,
    /// Third number; 0 when not said.
    pub patch: u16,
}

impl PushVersion {
    /// Is what a terminal speaks that names no version.
    pub const DEFAULT: Self = Self { major: 2, minor: 2, patch: 14 };

    /// Reads `2.4.1`, also behind a word such as `Ver`; what follows the third number is ignored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let start = text.find(|character: char| character.is_ascii_digit())?;
        let mut numbers = text[start..].splitn(3, '.').map(|part| {
            let end = part.find(|character: char| !character.is_ascii_digit()).unwrap_or(part.len());
            part[..end].parse().ok()
        });
        let major = numbers.next()??;
        let minor = numbers.next().flatten().unwrap_or(0);
        let patch = numbers.next().flatten().unwrap_or(0);
        Some(Self { major, minor, patch })
    }
}

impl fmt::Display for PushVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}
