/// A stretch of the picture that stands for a stretch of values; positions are tenths of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// The value at the start.
    pub(crate) from: i64,
    /// The value at the end; more than `from`.
    pub(crate) to: i64,
    /// Where the start lies.
    pub(crate) start: i64,
    /// Where the end lies; before the start where values grow upwards.
    pub(crate) end: i64,
}

/// Where a value lies beside the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Below,
    Within,
    Above,
}

impl Scale {
    /// Returns the position of a value, of the nearer end when it lies beyond.
    pub(crate) fn at(&self, value: i64) -> i64 {
        self.at_share(value - self.from, self.to - self.from)
    }

    /// Returns the position of a share of the whole scale; a share of nothing lies at the start.
    pub(crate) fn at_share(&self, numerator: i64, denominator: i64) -> i64 {
        if denominator <= 0 {
            return self.start;
        }
        let length = i128::from(self.end - self.start);
        let numerator = i128::from(numerator.clamp(0, denominator));
        let doubled = numerator * length * 2 + i128::from(denominator);
        let along = doubled.div_euclid(i128::from(denominator) * 2);
        self.start + i64::try_from(along).expect("a part of the picture is no longer than the picture")
    }

    pub(crate) fn reach(&self, value: i64) -> Reach {
        match value {
            low if low < self.from => Reach::Below,
            high if high > self.to => Reach::Above,
            _ => Reach::Within,
        }
    }
}
