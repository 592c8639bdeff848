//! What a government aims at.

use siaga_civil::Ratio;
use siaga_platform::settings::{self, SettingDecl};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

/// The rate that a government aims at, in thousandths. No law names one, so the government itself sets it.
pub(crate) const TARGET: SettingDecl = SettingDecl {
    name: "attendance.target_permille",
    label: "attendance-setting-target",
    default: "950",
    check: |text| match text.parse::<u32>() {
        Ok(1..=1000) => Ok(()),
        _ => Err("attendance.setting_target"),
    },
};

/// Every setting of attendance.
pub(crate) const ALL: &[SettingDecl] = &[TARGET];

/// The rate that is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Goal {
    pub(crate) permille: u32,
}

impl Goal {
    /// Returns what the government decided; a stored value that no longer is one gives way to the default.
    pub(crate) async fn read(ctx: &Ctx) -> Result<Self, Problem> {
        let text = settings::value(ctx, &TARGET).await?;
        Ok(Self { permille: text.parse().unwrap_or(950) })
    }

    /// Says whether a rate reaches it; nothing without a rate.
    pub(crate) fn is_reached(self, rate: Ratio) -> Option<bool> {
        Some(rate.percent_hundredths()? >= i64::from(self.permille) * 10)
    }

    /// Returns it as people write it: `95 %`, `97,50 %`.
    pub(crate) fn text(self, page: &Page) -> String {
        page.ratio(Ratio::new(i64::from(self.permille), 1000)).replacen(",00", "", 1).replacen(".00", "", 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_share_and_is_reached_from_its_own_value_on() {
        for (text, is_right) in [("1", true), ("1000", true), ("0", false), ("1001", false), ("95 %", false)]
        {
            assert_eq!((TARGET.check)(text).is_ok(), is_right, "{text}");
        }
        let goal = Goal { permille: 950 };
        let reached = |numerator, denominator| goal.is_reached(Ratio::new(numerator, denominator));
        assert_eq!([reached(95, 100), reached(9_499, 10_000)], [Some(true), Some(false)]);
        assert_eq!(reached(0, 0), None);
    }
}
