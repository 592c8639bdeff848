//! How people are numbered at the terminals of an agency.

/// A habit of numbering: those who set up terminals never agreed on one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PinStyle {
    /// `17`.
    Plain,
    /// `00017`.
    LeadingZeros,
    /// `A0017`.
    Letter,
}

impl PinStyle {
    /// Returns the habit of an agency, by its place in the list.
    pub(super) fn of(agency: usize) -> Self {
        match agency % 5 {
            0 | 3 => Self::LeadingZeros,
            4 => Self::Letter,
            _ => Self::Plain,
        }
    }

    /// Returns the number of the n-th person.
    pub(super) fn pin(self, serial: usize) -> String {
        match self {
            Self::Plain => serial.to_string(),
            Self::LeadingZeros => format!("{serial:05}"),
            Self::Letter => format!("A{serial:04}"),
        }
    }
}
