//! The quota of a work unit in heads, from what circulars say in shares.

use crate::model::quota::{ExceptionKind, Ground, Quota, QuotaException, QuotaFault, QuotaLaw, UnitFacts};
use siaga_civil::Permille;
use siaga_policy::{Decision, Reason};

/// Returns how many people of a unit may be in the office and how many are at home.
///
/// # Shape
/// A share from home is rounded up, a share in the office down. People with a duty at the office use the
/// places of the share first and go beyond it only where these do not suffice. A unit without people has
/// a quota of nobody. Rules that cannot hold together are faults; the number that protects more people is kept.
///
/// # Source
/// SE PANRB 67/2020 and its successors (shares), SE PANRB 19/2020 (officials who stay); rounding is a choice of
/// this program.
pub(crate) fn quota(facts: &UnitFacts, law: &QuotaLaw) -> Decision<Quota> {
    let mut quota = Quota { staff: facts.staff, ..Quota::default() };
    if facts.staff > 0 {
        shares(facts, law, &mut quota);
        duties(facts, law, &mut quota);
        desks(facts, law, &mut quota);
        quota.home_min = quota.staff - quota.office_max;
    }
    told(law, quota)
}

/// What the shares say, before anybody's duty.
fn shares(facts: &UnitFacts, law: &QuotaLaw, quota: &mut Quota) {
    let staff = facts.staff;
    quota.is_closed = is_closed(facts, law);
    let asked = home_asked(staff, law);
    let is_forbidden = is_forbidden(law, asked);
    quota.home_max = match &law.home_share_max {
        _ if quota.is_closed => staff,
        _ if is_forbidden => 0,
        Some(most) => share(most).of_rounded_up(staff),
        None => staff,
    };
    let home_min = if quota.is_closed { staff } else { asked };
    quota.office_max = staff - home_min;
    quota.office_min = staff - quota.home_max;
    if home_min > quota.home_max {
        quota.faults.push(if is_forbidden {
            QuotaFault::HomeForbidden { staff, home_min }
        } else {
            QuotaFault::HomeShares { staff, home_min, home_max: quota.home_max }
        });
    }
    if facts.is_exempt && home_min > 0 {
        quota.office_max = staff;
        quota.exceptions.push(QuotaException { kind: ExceptionKind::Unit, people: staff, beyond: home_min });
    }
}

/// How many must stay at home by the stricter of the two shares.
fn home_asked(staff: u32, law: &QuotaLaw) -> u32 {
    let by_home = law.home_share_min.as_ref().map_or(0, |least| share(least).of_rounded_up(staff));
    let by_office =
        law.office_share_max.as_ref().map_or(0, |most| staff - share(most).of_rounded_down(staff));
    by_home.max(by_office)
}

/// Whether nobody may work from home. A mere setting gives way to a circular that asks for it.
fn is_forbidden(law: &QuotaLaw, asked: u32) -> bool {
    law.home_allowed.as_ref().is_some_and(|ground| ground.value == 0 && !(ground.is_default && asked > 0))
}

fn is_closed(facts: &UnitFacts, law: &QuotaLaw) -> bool {
    let days = law.office_closed_days.as_ref().map_or(0, |ground| ground.value);
    facts.flag_days.is_some_and(|since| i64::from(since) < days)
}

/// Officials and fixed duties, who come in any case. A closed office keeps its guards.
fn duties(facts: &UnitFacts, law: &QuotaLaw, quota: &mut Quota) {
    let leaders = if quota.is_closed { 0 } else { leaders(facts, law) };
    if leaders > quota.office_max {
        quota.faults.push(QuotaFault::Leaders { leaders, office_max: quota.office_max });
    }
    raise(quota, ExceptionKind::Leaders, leaders, leaders);
    let together = (leaders + facts.fixed).min(facts.staff);
    raise(quota, ExceptionKind::FixedDuty, facts.fixed, together);
    quota.office_min = quota.office_min.max(together);
}

fn leaders(facts: &UnitFacts, law: &QuotaLaw) -> u32 {
    let levels = law.leaders_in_office_min.as_ref().map_or(0, |ground| ground.value);
    let levels = usize::try_from(levels).unwrap_or(0);
    facts.heads.iter().take(levels).sum::<u32>().min(facts.staff)
}

/// Desks of direct service keep their minimum where law or the office says so; else they are a fault.
fn desks(facts: &UnitFacts, law: &QuotaLaw, quota: &mut Quota) {
    let need = facts.desk_need;
    if need == 0 {
        return;
    }
    if need > facts.staff {
        quota.faults.push(QuotaFault::DeskOverStaff { staff: facts.staff, need });
    }
    let come_anyway =
        if quota.is_closed { facts.fixed } else { facts.fixed + leaders(facts, law) }.min(facts.staff);
    let together = (come_anyway + need).min(facts.staff);
    if together <= quota.office_max {
        return;
    }
    let by_law = law.direct_service_exempt.as_ref().is_some_and(|ground| ground.value != 0);
    if facts.is_desk_exempt || (by_law && !quota.is_closed) {
        raise(quota, ExceptionKind::DirectService, need.min(facts.staff), together);
    } else if quota.is_closed {
        quota.faults.push(QuotaFault::DeskWhileClosed { need });
    } else {
        let (staff, office_max) = (facts.staff, quota.office_max);
        quota.faults.push(QuotaFault::DeskOverQuota {
            staff,
            need,
            office_max,
            home_min: staff - office_max,
        });
    }
}

/// Lets so many come; who is beyond the share stands among the exceptions.
fn raise(quota: &mut Quota, kind: ExceptionKind, people: u32, together: u32) {
    if together > quota.office_max {
        let beyond = together - quota.office_max;
        quota.exceptions.push(QuotaException { kind, people, beyond });
        quota.office_max = together;
    }
}

fn share(ground: &Ground) -> Permille {
    let thousandths = u32::try_from(ground.value.clamp(0, 1000)).expect("clamped");
    Permille::new(thousandths).expect("clamped")
}

fn told(law: &QuotaLaw, quota: Quota) -> Decision<Quota> {
    let faults = quota.faults.clone();
    let mut decision = Decision::new(quota);
    for ground in law.grounds() {
        decision = decision.because(Reason {
            circular: ground.circular.as_str().into(),
            article: ground.article.as_str().into(),
            words: format!("{} = {}", ground.parameter, ground.value).into(),
        });
    }
    for fault in faults {
        decision = decision.finding(fault.code(), fault.words());
    }
    decision
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        name: String,
        why: String,
        staff: u32,
        #[serde(default)]
        heads: [u32; 2],
        #[serde(default)]
        fixed: u32,
        #[serde(default)]
        desks: u32,
        #[serde(default)]
        exempt_unit: bool,
        #[serde(default)]
        exempt_desks: bool,
        flag_days: Option<u32>,
        #[serde(default)]
        law: Law,
        /// office_max, office_min, home_min
        expect: [u32; 3],
        #[serde(default)]
        closed: bool,
        #[serde(default)]
        faults: Vec<String>,
        #[serde(default)]
        exceptions: Vec<String>,
    }

    #[derive(Default, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Law {
        office_max: Option<i64>,
        home_min: Option<i64>,
        home_max: Option<i64>,
        home_allowed: Option<bool>,
        home_allowed_is_setting: Option<bool>,
        closed_days: Option<i64>,
        leaders: Option<i64>,
        exempt: Option<bool>,
    }

    fn ground(parameter: &str, value: Option<i64>, is_default: bool) -> Option<Ground> {
        value.map(|value| Ground {
            parameter: parameter.to_owned(),
            value,
            circular: "uji/1".to_owned(),
            title: "Surat edaran uji".to_owned(),
            article: "huruf a".to_owned(),
            is_default,
            is_verified: true,
        })
    }

    impl Law {
        fn law(&self) -> QuotaLaw {
            let is_setting = self.home_allowed_is_setting.unwrap_or(false);
            QuotaLaw {
                office_share_max: ground("office_share_max", self.office_max, false),
                home_share_min: ground("home_share_min", self.home_min, false),
                home_share_max: ground("home_share_max", self.home_max, false),
                home_allowed: ground("home_allowed", self.home_allowed.map(i64::from), is_setting),
                office_closed_days: ground("office_closed_days", self.closed_days, false),
                leaders_in_office_min: ground("leaders_in_office_min", self.leaders, false),
                direct_service_exempt: ground("direct_service_exempt", self.exempt.map(i64::from), false),
            }
        }
    }

    fn decide(case: &Case) -> Decision<Quota> {
        let facts = UnitFacts {
            staff: case.staff,
            heads: case.heads,
            fixed: case.fixed,
            desk_need: case.desks,
            is_exempt: case.exempt_unit,
            is_desk_exempt: case.exempt_desks,
            flag_days: case.flag_days,
        };
        quota(&facts, &case.law.law())
    }

    #[test]
    fn the_table_of_cases() {
        let cases: Cases = toml::from_str(include_str!("../../tests/cases/quota.toml")).unwrap();
        assert!(cases.case.len() >= 25, "the table is read");
        for case in &cases.case {
            let decision = decide(case);
            let found = &decision.value;
            let name = format!("{}: {}", case.name, case.why);
            assert_eq!([found.office_max, found.office_min, found.home_min], case.expect, "{name}");
            assert_eq!(found.is_closed, case.closed, "{name}");
            let faults: Vec<&str> = found.faults.iter().map(|fault| fault.name()).collect();
            assert_eq!(faults, case.faults, "{name}");
            let exceptions: Vec<String> =
                found.exceptions.iter().map(|one| format!("{} {}", one.kind.as_str(), one.beyond)).collect();
            assert_eq!(exceptions, case.exceptions, "{name}");
            assert_eq!(decision.findings.len(), found.faults.len(), "each fault is a finding: {name}");
        }
    }

    #[test]
    fn every_share_and_staff_keeps_the_quota_within_the_staff() {
        for staff in 0..=12 {
            for least in (0..=1000).step_by(125) {
                for most in (0..=1000).step_by(125) {
                    let law = Law { home_min: Some(least), office_max: Some(most), ..Law::default() };
                    let facts =
                        UnitFacts { staff, desk_need: 2, fixed: 1, heads: [1, 1], ..UnitFacts::default() };
                    let found = quota(&facts, &law.law()).value;
                    assert!(found.office_max <= staff && found.office_min <= staff, "{staff} {least} {most}");
                    assert_eq!(found.office_max + found.home_min, staff);
                    let beyond: u32 = found.exceptions.iter().map(|one| one.beyond).sum();
                    let in_office = i64::from(found.office_max - beyond) * 1000;
                    assert!(in_office <= i64::from(staff) * most, "the share in the office holds");
                    assert!(in_office <= i64::from(staff) * (1000 - least), "the share from home holds");
                }
            }
        }
    }
}
