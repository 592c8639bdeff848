use std::ops::AddAssign;

use super::kind::Biometric;

/// Counts biometric records that were refused: their content is dropped, only the number remains.
///
/// # Source
/// UU 27/2022 article 4(2): biometric data are specific personal data; attendance does not need them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refused {
    /// Fingerprint templates.
    pub fingerprint: u32,
    /// Face templates.
    pub face: u32,
    /// Pictures of persons.
    pub photo: u32,
    /// Finger-vein and palm templates.
    pub vein: u32,
    /// Anything else: identity cards, unknown templates.
    pub other: u32,
}

impl Refused {
    /// Returns the sum of all kinds.
    #[must_use]
    pub fn total(&self) -> u32 {
        [self.fingerprint, self.face, self.photo, self.vein, self.other]
            .into_iter()
            .fold(0, u32::saturating_add)
    }

    pub(crate) fn count(&mut self, biometric: Biometric) {
        let counter = match biometric {
            Biometric::Fingerprint => &mut self.fingerprint,
            Biometric::Face => &mut self.face,
            Biometric::Photo => &mut self.photo,
            Biometric::Vein => &mut self.vein,
            Biometric::Other => &mut self.other,
        };
        *counter = counter.saturating_add(1);
    }
}

impl AddAssign for Refused {
    fn add_assign(&mut self, other: Self) {
        self.fingerprint = self.fingerprint.saturating_add(other.fingerprint);
        self.face = self.face.saturating_add(other.face);
        self.photo = self.photo.saturating_add(other.photo);
        self.vein = self.vein.saturating_add(other.vein);
        self.other = self.other.saturating_add(other.other);
    }
}
