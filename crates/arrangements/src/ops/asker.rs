//! Law about quotas, asked once for equal facts.

use crate::model::quota::{Ground, QuotaLaw};
use crate::params;
use crate::rules::eligible::Listed;
use chrono::NaiveDate;
use siaga_civil::RegionCode;
use siaga_platform::{Ctx, Law};
use siaga_policy::{Facts, Provision, Question, Situation, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Asks law for quotas and keeps the answers.
pub(crate) struct Asker<'a> {
    law: &'a Law,
    region: &'a RegionCode,
    /// Nobody plans by a circular that is not written yet.
    today: NaiveDate,
    /// Values that are tried instead of those of law, by parameter.
    tried: &'a [(String, i64)],
    situations: HashMap<Facts, (usize, Situation)>,
    answers: HashMap<(NaiveDate, usize, String), Arc<QuotaLaw>>,
}

impl<'a> Asker<'a> {
    /// Returns an asker about the region of a government, with the knowledge of today.
    pub(crate) fn new(ctx: &'a Ctx, law: &'a Law) -> Self {
        Self::trying(ctx, law, &[])
    }

    /// Returns an asker that answers some parameters with values that are only tried.
    pub(crate) fn trying(ctx: &'a Ctx, law: &'a Law, tried: &'a [(String, i64)]) -> Self {
        let (region, today) = (&ctx.government.region, ctx.today());
        Self { law, region, today, tried, situations: HashMap::new(), answers: HashMap::new() }
    }

    /// Returns what law says about quotas for an agency (its code) on a day with some facts.
    pub(crate) fn quota_law(&mut self, on: NaiveDate, agency: &str, facts: &Facts) -> Arc<QuotaLaw> {
        let (place, situation) = self.situation(facts);
        let key = (on, place, agency.to_owned());
        if let Some(known) = self.answers.get(&key) {
            return Arc::clone(known);
        }
        let question =
            Question { unit: Some(agency), ..Question::on(on).at(self.region).known_on(self.today) };
        let question = question.in_situation(&situation);
        let ask = |parameter| self.tried_value(parameter).or_else(|| ground(self.law, parameter, &question));
        let law = Arc::new(QuotaLaw {
            office_share_max: ask(params::OFFICE_SHARE_MAX),
            home_share_min: ask(params::HOME_SHARE_MIN),
            home_share_max: ask(params::HOME_SHARE_MAX),
            home_allowed: ask(params::HOME_ALLOWED),
            office_closed_days: ask(params::OFFICE_CLOSED_DAYS),
            direct_service_exempt: ask(params::DIRECT_SERVICE_EXEMPT),
            leaders_in_office_min: ask(params::LEADERS_IN_OFFICE_MIN),
        });
        self.answers.insert(key, Arc::clone(&law));
        law
    }

    /// Returns one line of law for an agency on a day with some facts.
    pub(crate) fn line(
        &mut self,
        parameter: &'static str,
        on: NaiveDate,
        agency: &str,
        facts: &Facts,
    ) -> Option<Ground> {
        let (_, situation) = self.situation(facts);
        let question =
            Question { unit: Some(agency), ..Question::on(on).at(self.region).known_on(self.today) };
        ground(self.law, parameter, &question.in_situation(&situation))
    }

    /// Returns the criteria that law lists for choosing who works from home.
    pub(crate) fn criteria(&mut self, on: NaiveDate, agency: &str, facts: &Facts) -> Listed {
        let (_, situation) = self.situation(facts);
        let question =
            Question { unit: Some(agency), ..Question::on(on).at(self.region).known_on(self.today) };
        let question = question.in_situation(&situation);
        let Some(ruling) = self.law.book.ruling(params::ELIGIBILITY_CRITERIA, &question) else {
            return Listed::default();
        };
        Listed {
            names: ruling.value.as_list().unwrap_or_default().to_vec(),
            circular: ruling.provision.circular.to_string(),
            article: ruling.provision.article.to_string(),
        }
    }

    fn tried_value(&self, parameter: &str) -> Option<Ground> {
        let (_, value) = self.tried.iter().find(|(name, _)| name == parameter)?;
        Some(Ground {
            parameter: parameter.to_owned(),
            value: *value,
            circular: String::new(),
            title: String::new(),
            article: String::new(),
            is_default: false,
            is_verified: true,
        })
    }

    fn situation(&mut self, facts: &Facts) -> (usize, Situation) {
        if let Some((place, situation)) = self.situations.get(facts) {
            return (*place, situation.clone());
        }
        let (place, situation) = (self.situations.len(), self.law.book.situation(facts));
        self.situations.insert(facts.clone(), (place, situation.clone()));
        (place, situation)
    }
}

fn ground(law: &Law, parameter: &str, question: &Question<'_>) -> Option<Ground> {
    let ruling = law.book.ruling(parameter, question)?;
    let value = match ruling.value.as_ref() {
        Value::Flag(flag) => i64::from(*flag),
        other => other.as_integer()?,
    };
    Some(Ground { value, ..cited(parameter, ruling.provision) })
}

fn cited(parameter: &str, provision: &Provision) -> Ground {
    Ground {
        parameter: parameter.to_owned(),
        value: 0,
        circular: provision.circular.to_string(),
        title: provision.title.to_string(),
        article: provision.article.to_string(),
        is_default: provision.is_default,
        is_verified: provision.verified,
    }
}
