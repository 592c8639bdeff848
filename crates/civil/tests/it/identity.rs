use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use siaga_civil::{FamilyCardError, FamilyCardNumber, Nik, NikError, Nip, NipError, NipKind, Sex};

use crate::day;

#[test]
fn nik_refusals_name_the_wrong_digits() {
    let birth = |first, last, day, month| NikError::BirthDigits { first, last, day, month };
    let region = |first, last| NikError::RegionDigits { first, last };
    let table = [
        ("", NikError::Length { found: 0 }, "nik_length", None),
        ("321401150580000", NikError::Length { found: 15 }, "nik_length", None),
        ("32140115058000011", NikError::Length { found: 17 }, "nik_length", None),
        ("321401150580O001", NikError::NotADigit { position: 13 }, "nik_not_a_digit", Some((13, 13))),
        ("32 14.01-150580", NikError::NotADigit { position: 7 }, "nik_not_a_digit", Some((7, 7))),
        ("٣214011505800001", NikError::NotADigit { position: 1 }, "nik_not_a_digit", Some((1, 1))),
        ("1014011505800001", region(1, 2), "nik_region_digits", Some((1, 2))),
        ("3200011505800001", region(3, 4), "nik_region_digits", Some((3, 4))),
        ("3214001505800001", region(5, 6), "nik_region_digits", Some((5, 6))),
        ("3214010005800001", birth(7, 8, 0, 5), "nik_birth_digits", Some((7, 8))),
        ("3214013205800001", birth(7, 8, 32, 5), "nik_birth_digits", Some((7, 8))),
        ("3214014005800001", birth(7, 8, 40, 5), "nik_birth_digits", Some((7, 8))),
        ("3214017205800001", birth(7, 8, 72, 5), "nik_birth_digits", Some((7, 8))),
        ("3214011500800001", birth(9, 10, 15, 0), "nik_birth_digits", Some((9, 10))),
        ("3214011513800001", birth(9, 10, 15, 13), "nik_birth_digits", Some((9, 10))),
        ("3214013104800001", birth(7, 10, 31, 4), "nik_birth_digits", Some((7, 10))),
        ("3214017002800001", birth(7, 10, 70, 2), "nik_birth_digits", Some((7, 10))),
        ("3214012902810001", birth(7, 12, 29, 2), "nik_birth_digits", Some((7, 12))),
        ("3214011505800000", NikError::Serial, "nik_serial", Some((13, 16))),
    ];
    for (text, error, code, digits) in table {
        assert_eq!(Nik::parse(text), Err(error.clone()), "{text}");
        assert_eq!((error.code(), error.digits()), (code, digits), "{text}");
    }
}

#[test]
fn each_month_ends_on_its_own_day() {
    for (month, longest) in (1..).zip([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        let is_read = |day| Nik::parse(&format!("321401{day:02}{month:02}800001")).is_ok();
        assert!(is_read(longest) && is_read(longest + 40), "month {month}");
        assert!(!is_read(longest + 1) && !is_read(longest + 41), "month {month}");
    }
}

#[test]
fn nik_on_the_good_side_of_each_boundary() {
    for text in [
        "1101010101010001",
        "3214013105809999",
        "3214013004800001",
        "3214014105800001",
        "3214017105800001",
        "3214012902800001",
        "3214016902000001",
        "9901010101010001",
    ] {
        assert_eq!(Nik::parse(text).expect(text).as_str(), text);
    }
}

#[test]
fn nik_tells_its_district_and_agrees_with_its_person_only() {
    let man = Nik::parse("3214 0115 0580 0001").expect("a man of 15 May 1980");
    let woman = Nik::parse("32.14.01.550580.0001").expect("a woman of 15 May 1980");
    assert_eq!(man.region().to_string(), "32.14.01");
    assert!(man.agrees_with(day("1980-05-15"), Sex::Male));
    assert!(!man.agrees_with(day("1980-05-15"), Sex::Female));
    assert!(!man.agrees_with(day("1980-05-16"), Sex::Male));
    assert!(!man.agrees_with(day("1980-06-15"), Sex::Male));
    assert!(!man.agrees_with(day("1981-05-15"), Sex::Male));
    assert!(woman.agrees_with(day("1980-05-15"), Sex::Female));
    assert!(!woman.agrees_with(day("1980-05-15"), Sex::Male));
}

#[test]
fn family_card_refusals_name_the_wrong_digits() {
    let recorded = |first, last, day, month| FamilyCardError::RecordedDigits { first, last, day, month };
    let table = [
        ("321401", FamilyCardError::Length { found: 6 }, "family_card_length", None),
        ("x", FamilyCardError::NotADigit { position: 1 }, "family_card_not_a_digit", Some((1, 1))),
        (
            "3200011505100001",
            FamilyCardError::RegionDigits { first: 3, last: 4 },
            "family_card_region_digits",
            Some((3, 4)),
        ),
        ("3214015505100001", recorded(7, 8, 55, 5), "family_card_recorded_digits", Some((7, 8))),
        ("3214011515100001", recorded(9, 10, 15, 15), "family_card_recorded_digits", Some((9, 10))),
        ("3214011505100000", FamilyCardError::Serial, "family_card_serial", Some((13, 16))),
    ];
    for (text, error, code, digits) in table {
        assert_eq!(FamilyCardNumber::parse(text), Err(error.clone()), "{text}");
        assert_eq!((error.code(), error.digits()), (code, digits), "{text}");
    }
    let card = FamilyCardNumber::parse("3214011505100001").expect("a card of 15 May 2010");
    assert_eq!(card.region().to_string(), "32.14.01");
}

#[test]
fn nip_refusals_name_the_wrong_digits() {
    let birth = |first, last| NipError::BirthDigits { first, last };
    let appointment = |first, last| NipError::AppointmentDigits { first, last };
    let table = [
        ("19800515200501100", NipError::Length { found: 17 }, "nip_length", None),
        ("1980051520050110011", NipError::Length { found: 19 }, "nip_length", None),
        ("198005152005011OO1", NipError::NotADigit { position: 16 }, "nip_not_a_digit", Some((16, 16))),
        ("189912312005011001", birth(1, 4), "nip_birth_digits", Some((1, 4))),
        ("210001012105011001", birth(1, 4), "nip_birth_digits", Some((1, 4))),
        ("198000152005011001", birth(5, 6), "nip_birth_digits", Some((5, 6))),
        ("198013152005011001", birth(5, 6), "nip_birth_digits", Some((5, 6))),
        ("198005002005011001", birth(7, 8), "nip_birth_digits", Some((7, 8))),
        ("198002312005011001", birth(7, 8), "nip_birth_digits", Some((7, 8))),
        ("198102292005011001", birth(7, 8), "nip_birth_digits", Some((7, 8))),
        ("198005150000011001", appointment(9, 12), "nip_appointment_digits", Some((9, 12))),
        ("198005152005001001", appointment(13, 14), "nip_appointment_digits", Some((13, 14))),
        ("198005152005131001", appointment(13, 14), "nip_appointment_digits", Some((13, 14))),
        ("198005151980041001", NipError::AppointedBeforeBirth, "nip_appointed_before_birth", Some((9, 14))),
        ("198005152005010001", NipError::SexDigit { found: 0 }, "nip_sex_digit", Some((15, 15))),
        ("198005152005013001", NipError::SexDigit { found: 3 }, "nip_sex_digit", Some((15, 15))),
        ("198005152005011000", NipError::Serial, "nip_serial", Some((16, 18))),
    ];
    for (text, error, code, digits) in table {
        assert_eq!(Nip::parse_civil_servant(text), Err(error.clone()), "{text}");
        assert_eq!((error.code(), error.digits()), (code, digits), "{text}");
    }
}

#[test]
fn contract_numbers_are_held_to_length_digits_and_birth_date_only() {
    for text in ["198005152022211000", "198005150000000000", "198002292005019001"] {
        assert_eq!(Nip::parse(NipKind::Contract, text).expect(text).as_str(), text);
        assert!(Nip::parse(NipKind::CivilServant, text).is_err(), "{text}");
    }
    let refused = [
        ("19800515202221100", NipError::Length { found: 17 }),
        ("198002302022211001", NipError::BirthDigits { first: 7, last: 8 }),
        ("19800515202221100a", NipError::NotADigit { position: 18 }),
    ];
    for (text, error) in refused {
        assert_eq!(Nip::parse(NipKind::Contract, text), Err(error), "{text}");
    }
    let contract = Nip::parse_contract("198005152022219001").expect("a contract number");
    assert_eq!((contract.appointed_month(), contract.sex()), (None, None));
    let before_birth = Nip::parse_contract("198005151980041001").expect("a contract number");
    assert_eq!((before_birth.appointed_month(), before_birth.sex()), (None, Some(Sex::Male)));
    assert_eq!(contract.birth_on(), day("1980-05-15"));
}

#[test]
fn appointed_in_the_month_of_birth_is_the_earliest() {
    let nip = Nip::parse_civil_servant("198005151980052001").expect("the boundary itself");
    assert_eq!(nip.appointed_month(), Some((1980, 5)));
    assert_eq!(nip.sex(), Some(Sex::Female));
}

#[test]
fn debug_shows_no_digit_and_the_mask_hides_the_middle() {
    let nik = Nik::parse("3214011505800001").expect("a NIK");
    let nip = Nip::parse_civil_servant("198005152005011001").expect("a NIP");
    let card = FamilyCardNumber::parse("3214011505100007").expect("a card");
    assert_eq!(format!("{nik:?} {nip:?} {card:?}"), "Nik(redacted) Nip(redacted) FamilyCardNumber(redacted)");
    assert_eq!(nik.masked(), "3214••••••••0001");
    assert_eq!(nip.masked(), "1980••••••••••1001");
    assert_eq!(card.masked(), "3214••••••••0007");
}

/// Returns any date from 1900 to 2099.
fn birth() -> impl Strategy<Value = NaiveDate> {
    (0..73_000_u64).prop_map(|days| day("1900-01-01") + chrono::Days::new(days))
}

/// Puts a space or a dot behind some of the digits.
fn spread(digits: &str, gaps: u32) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        text.push(digit);
        match gaps >> index & 3 {
            1 => text.push(' '),
            2 => text.push('.'),
            _ => {}
        }
    }
    text
}

proptest! {
    #[test]
    fn every_well_formed_nik_is_read_however_it_is_spread(
        province in 11..=99_u32, blocks in (1..=99_u32, 1..=99_u32), on in birth(), is_woman: bool,
        serial in 1..=9999_u32, gaps: u32,
    ) {
        let day_written = on.day() + if is_woman { 40 } else { 0 };
        let (month, year) = (on.month(), on.year() % 100);
        let (regency, district) = blocks;
        let digits =
            format!("{province}{regency:02}{district:02}{day_written:02}{month:02}{year:02}{serial:04}");
        let nik = Nik::parse(&spread(&digits, gaps)).expect("well-formed");
        prop_assert_eq!(nik.as_str(), digits);
        let sex = if is_woman { Sex::Female } else { Sex::Male };
        prop_assert!(nik.agrees_with(on, sex));
    }

    #[test]
    fn every_well_formed_nip_is_read_and_tells_its_parts(
        on in birth(), age in 0..600_i32, is_woman: bool, serial in 1..=999_u32, gaps: u32,
    ) {
        let months = on.year() * 12 + on.month0() as i32 + age;
        let (year, month) = (months / 12, months % 12 + 1);
        prop_assume!(year <= 2099);
        let sex = if is_woman { 2 } else { 1 };
        let digits = format!("{}{year:04}{month:02}{sex}{serial:03}", on.format("%Y%m%d"));
        let nip = Nip::parse(NipKind::CivilServant, &spread(&digits, gaps)).expect("well-formed");
        prop_assert_eq!(nip.as_str(), digits);
        prop_assert_eq!(nip.birth_on(), on);
        prop_assert_eq!(nip.appointed_month(), Some((year, month as u32)));
        prop_assert_eq!(nip.sex(), Some(if is_woman { Sex::Female } else { Sex::Male }));
    }

    #[test]
    fn what_a_refusal_points_at_lies_inside_the_number(digits in "[0-9]{16}", longer in "[0-9]{18}") {
        let within = |range: Option<(usize, usize)>, count| {
            range.is_some_and(|(first, last)| 1 <= first && first <= last && last <= count)
        };
        if let Err(error) = Nik::parse(&digits) {
            prop_assert!(within(error.digits(), 16));
        }
        if let Err(error) = FamilyCardNumber::parse(&digits) {
            prop_assert!(within(error.digits(), 16));
        }
        if let Err(error) = Nip::parse_civil_servant(&longer) {
            prop_assert!(within(error.digits(), 18));
        }
    }
}
