use crate::ChartError;

/// A line that marks what is aimed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Where it lies, in thousandths of the whole scale of bars, or in the unit of a run chart's axis.
    pub value: u32,
    /// What is written at it, with its number: `Sasaran 95 %`.
    pub label: String,
}

impl Target {
    pub(crate) fn check(&self, most: u32) -> Result<(), ChartError> {
        if self.value > most {
            return Err(ChartError::Outside { what: "target", found: i64::from(self.value) });
        }
        Ok(())
    }
}
