//! Quotas and grounds in words of the reader's language, the same on pages and in letters.

use crate::model::order::{OrderDesk, OrderUnit};
use crate::model::quota::{Ground, Quota, QuotaFault};
use crate::params;
use chrono::NaiveDate;
use siaga_platform::{Ctx, Locale};

/// Says things to whom a context is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Say<'a>(pub(crate) &'a Ctx);

impl Say<'_> {
    /// Returns a text.
    pub(crate) fn t(self, id: &str, values: &[(&str, String)]) -> String {
        self.0.text(id, values)
    }

    /// Returns a date: `26 Mei 2020`.
    pub(crate) fn date(self, on: NaiveDate) -> String {
        match self.0.locale {
            Locale::Indonesian => siaga_civil::date_short(on),
            Locale::English => siaga_civil::date_short_english(on),
        }
    }

    /// Returns a period in words: one day by its date alone.
    pub(crate) fn days(self, from_on: NaiveDate, until_on: NaiveDate) -> String {
        if from_on == until_on {
            return self.date(from_on);
        }
        self.t("arrangements-period", &[("from", self.date(from_on)), ("until", self.date(until_on))])
    }

    /// Returns a number with separators.
    pub(crate) fn number(self, number: impl Into<i64>) -> String {
        match self.0.locale {
            Locale::Indonesian => siaga_civil::thousands(number.into()),
            Locale::English => siaga_civil::thousands_english(number.into()),
        }
    }

    /// Returns a share in percent, with a decimal only where it has one: `50 %`, `37,5 %`.
    pub(crate) fn percent(self, permille: i64) -> String {
        let (whole, tenth) = (permille / 10, permille % 10);
        let point = if self.0.locale == Locale::English { '.' } else { ',' };
        if tenth == 0 { format!("{whole} %") } else { format!("{whole}{point}{tenth} %") }
    }

    /// Returns what a line of law says: `Paling sedikit dari rumah: 50 %`.
    pub(crate) fn ground(self, ground: &Ground) -> String {
        self.parameter(&ground.parameter, ground.value)
    }

    /// Returns a parameter with its value.
    pub(crate) fn parameter(self, parameter: &str, value: i64) -> String {
        let name = parameter.rsplit('.').next().unwrap_or_default().replace('_', "-");
        let value = match parameter {
            params::OFFICE_SHARE_MAX | params::HOME_SHARE_MIN | params::HOME_SHARE_MAX => self.percent(value),
            params::HOME_ALLOWED | params::DIRECT_SERVICE_EXEMPT => {
                self.t(if value == 0 { "arrangements-no" } else { "arrangements-yes" }, &[])
            }
            _ => self.number(value),
        };
        self.t(&format!("arrangements-param-{name}"), &[("value", value)])
    }

    /// Returns where a line of law stands: title and article.
    pub(crate) fn source(self, ground: &Ground) -> String {
        if ground.circular.is_empty() {
            return self.t("arrangements-tried", &[]);
        }
        let values = [("title", ground.title.clone()), ("article", ground.article.clone())];
        self.t("arrangements-source", &values)
    }

    /// Returns a fault with its numbers.
    pub(crate) fn fault(self, fault: QuotaFault) -> String {
        let values: Vec<(&str, String)> =
            fault.values().into_iter().map(|(name, value)| (name, self.number(value))).collect();
        self.t(&format!("arrangements-fault-{}", fault.name()), &values)
    }

    /// Returns a quota in heads: how many may come of how many.
    pub(crate) fn quota(self, quota: &Quota) -> String {
        let values = [
            ("most", self.number(quota.office_max)),
            ("staff", self.number(quota.staff)),
            ("least", self.number(quota.home_min)),
        ];
        self.t(
            if quota.is_closed { "arrangements-quota-closed" } else { "arrangements-quota-heads" },
            &values,
        )
    }

    /// Returns who may come beyond the share, one sentence each.
    pub(crate) fn exceptions(self, quota: &Quota) -> Vec<String> {
        let exceptions = quota.exceptions.iter();
        exceptions
            .map(|one| {
                let values = [("people", self.number(one.people)), ("beyond", self.number(one.beyond))];
                self.t(&format!("arrangements-beyond-{}", one.kind.as_str()), &values)
            })
            .collect()
    }

    /// Returns a unit of an order in one line.
    pub(crate) fn unit(self, unit: &OrderUnit) -> String {
        let days = self.days(unit.from_on, unit.until_on);
        let mut parts = vec![format!("{}, {days}: {}", unit.name, self.quota(&unit.quota))];
        parts.extend(self.exceptions(&unit.quota));
        parts.join(" ")
    }

    /// Returns a desk of an order in one line.
    pub(crate) fn desk(self, desk: &OrderDesk) -> String {
        let first = desk.short_on.first().map(|on| self.date(*on)).unwrap_or_default();
        let values = [
            ("name", desk.name.clone()),
            ("need", self.number(i64::from(desk.need))),
            ("filled", self.number(i64::from(desk.filled))),
            ("days", self.number(i64::try_from(desk.short_on.len()).unwrap_or(i64::MAX))),
            ("first", first),
        ];
        self.t(
            if desk.short_on.is_empty() { "arrangements-desk-kept" } else { "arrangements-desk-short" },
            &values,
        )
    }
}
