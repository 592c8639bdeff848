//! The two languages of the screens.

/// A language. Indonesian is the first one; English is a switch for auditors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Indonesian.
    #[default]
    Indonesian,
    /// English.
    English,
}

impl Locale {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Indonesian, Self::English];

    /// Returns the language tag (`id`, `en`).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }

    /// Reads a language tag; anything unknown is Indonesian.
    pub fn from_tag(tag: &str) -> Self {
        if tag.starts_with("en") { Self::English } else { Self::Indonesian }
    }
}
