//! Well-formed numbers, each given once: NIP, NIK, staff numbers.

use chrono::{Datelike, NaiveDate};
use siaga_civil::{Nik, Nip, NipKind, RegionCode, Sex};
use std::collections::HashMap;

/// Gives numbers and remembers how many of each beginning are given.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    given: HashMap<String, u32>,
}

impl Numbers {
    /// Returns the NIP of a permanent or probationary civil servant.
    pub(super) fn civil_servant(&mut self, birth_on: NaiveDate, appointed_on: NaiveDate, sex: Sex) -> Nip {
        let start = format!("{}{}{}", birth_on.format("%Y%m%d"), appointed_on.format("%Y%m"), sex_digit(sex));
        let serial = self.serial(&start);
        Nip::parse(NipKind::CivilServant, &format!("{start}{serial:03}"))
            .expect("the number is built by its rule")
    }

    /// Returns the number of a civil servant on a work agreement.
    pub(super) fn contract_civil_servant(&mut self, birth_on: NaiveDate, year: i32, sex: Sex) -> Nip {
        // Digits 13 and 14 are no month here, so that nobody reads an appointment out of them.
        let start = format!("{}{year:04}21{}", birth_on.format("%Y%m%d"), sex_digit(sex));
        let serial = self.serial(&start);
        Nip::parse(NipKind::Contract, &format!("{start}{serial:03}"))
            .expect("the number is built by its rule")
    }

    /// Returns a NIK first registered in a district.
    pub(super) fn nik(&mut self, district: &RegionCode, birth_on: NaiveDate, sex: Sex) -> Nik {
        let region: String = district.to_string().chars().filter(char::is_ascii_digit).collect();
        let day = birth_on.day() + if sex == Sex::Female { 40 } else { 0 };
        let start = format!("{region}{day:02}{:02}{:02}", birth_on.month(), birth_on.year().rem_euclid(100));
        let serial = self.serial(&start);
        Nik::parse(&format!("{start}{serial:04}")).expect("the number is built by its rule")
    }

    /// Returns the staff number of a contract worker of an agency, given by its place in the list.
    pub(super) fn contract_worker(&mut self, agency: usize) -> String {
        let start = format!("TK{:02}", agency + 1);
        let serial = self.serial(&start);
        format!("{start}{serial:04}")
    }

    fn serial(&mut self, start: &str) -> u32 {
        let count = self.given.entry(start.to_owned()).or_insert(0);
        *count += 1;
        *count
    }
}

fn sex_digit(sex: Sex) -> char {
    match sex {
        Sex::Male => '1',
        Sex::Female => '2',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn people_with_the_same_birthday_get_different_numbers() {
        let mut numbers = Numbers::default();
        let (birth, appointed) = (day("1980-02-29"), day("2005-03-01"));
        let first = numbers.civil_servant(birth, appointed, Sex::Female);
        let second = numbers.civil_servant(birth, appointed, Sex::Female);
        assert_eq!(first.as_str(), "198002292005032001");
        assert_eq!(second.as_str(), "198002292005032002");
        let district = RegionCode::parse("12.18.04").unwrap();
        assert_eq!(numbers.nik(&district, birth, Sex::Female).as_str(), "1218046902800001");
        assert_eq!(numbers.nik(&district, birth, Sex::Female).as_str(), "1218046902800002");
        assert_eq!(numbers.nik(&district, birth, Sex::Male).as_str(), "1218042902800001");
    }

    #[test]
    fn a_work_agreement_tells_no_month_of_appointment() {
        let nip = Numbers::default().contract_civil_servant(day("1988-05-04"), 2019, Sex::Male);
        assert_eq!(nip.as_str(), "198805042019211001");
        assert_eq!(nip.appointed_month(), None);
        assert_eq!(nip.sex(), Some(Sex::Male));
    }
}
