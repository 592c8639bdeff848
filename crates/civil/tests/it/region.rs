use proptest::prelude::*;
use siaga_civil::{RegionCode, RegionCodeError, RegionLevel, VillageKind};

fn region(text: &str) -> RegionCode {
    RegionCode::parse(text).expect(text)
}

#[test]
fn all_four_levels_are_read_with_and_without_dots() {
    let table = [
        ("12", "12", RegionLevel::Province),
        ("12.18", "1218", RegionLevel::Regency),
        (" 12.18.01 ", "121801", RegionLevel::District),
        ("12. 18. 01. 2001", "1218012001", RegionLevel::Village),
    ];
    for (dotted, undotted, level) in table {
        assert_eq!(region(dotted), region(undotted));
        assert_eq!(region(undotted).level(), level);
        assert_eq!(region(undotted).to_string(), dotted.replace(' ', ""));
        assert_eq!(region(dotted).undotted(), undotted);
    }
}

#[test]
fn refusals_name_the_wrong_digits() {
    let table = [
        ("", RegionCodeError::Length { found: 0 }, "region_code_length", None),
        ("1", RegionCodeError::Length { found: 1 }, "region_code_length", None),
        ("12.180.1", RegionCodeError::MisplacedDot { after: 5 }, "region_code_misplaced_dot", None),
        ("12.18.01.200", RegionCodeError::Length { found: 9 }, "region_code_length", None),
        ("12.18.01.20011", RegionCodeError::Length { found: 11 }, "region_code_length", None),
        (".12", RegionCodeError::MisplacedDot { after: 0 }, "region_code_misplaced_dot", None),
        ("12.", RegionCodeError::MisplacedDot { after: 2 }, "region_code_misplaced_dot", None),
        ("12..18", RegionCodeError::MisplacedDot { after: 2 }, "region_code_misplaced_dot", None),
        ("1.218", RegionCodeError::MisplacedDot { after: 1 }, "region_code_misplaced_dot", None),
        ("12,18", RegionCodeError::NotADigit { position: 3 }, "region_code_not_a_digit", Some((3, 3))),
        ("10", RegionCodeError::Block { first: 1, last: 2 }, "region_code_block", Some((1, 2))),
        ("12.00", RegionCodeError::Block { first: 3, last: 4 }, "region_code_block", Some((3, 4))),
        ("12.18.00", RegionCodeError::Block { first: 5, last: 6 }, "region_code_block", Some((5, 6))),
        ("12.18.01.0000", RegionCodeError::Block { first: 7, last: 10 }, "region_code_block", Some((7, 10))),
    ];
    for (text, error, code, digits) in table {
        assert_eq!(RegionCode::parse(text), Err(error.clone()), "{text}");
        assert_eq!((error.code(), error.digits()), (code, digits), "{text}");
    }
}

#[test]
fn seventy_one_is_the_first_city() {
    assert!(!region("73.70").is_city());
    assert!(region("73.71").is_city());
    assert!(region("73.73.01.1001").is_city());
    assert!(!region("73").is_city());
}

#[test]
fn the_first_digit_of_the_last_block_is_the_village_kind() {
    let table = [
        ("12.18.01.0999", None),
        ("12.18.01.1000", Some(VillageKind::UrbanVillage)),
        ("12.18.01.1999", Some(VillageKind::UrbanVillage)),
        ("12.18.01.2000", Some(VillageKind::Village)),
        ("12.18.01.3001", Some(VillageKind::CustomaryVillage)),
        ("12.18.01.4000", None),
        ("12.18.01", None),
        ("12", None),
    ];
    for (code, kind) in table {
        assert_eq!(region(code).village_kind(), kind, "{code}");
    }
}

#[test]
fn a_region_is_within_itself_and_all_above_it() {
    let village = region("12.18.01.2001");
    for (code, is_inside) in [
        ("12.18.01.2001", true),
        ("12.18.01", true),
        ("12.18", true),
        ("12", true),
        ("12.18.01.2002", false),
        ("12.18.02", false),
        ("12.1", false),
        ("13", false),
    ] {
        let Ok(other) = RegionCode::parse(code) else {
            assert!(!is_inside, "{code} is no code at all");
            continue;
        };
        assert_eq!(village.is_within(&other), is_inside, "{code}");
    }
    assert!(!region("12").is_within(&village));
}

#[test]
fn codes_sort_with_each_region_before_what_is_inside() {
    let sorted = ["12", "12.17.09", "12.18", "12.18.01", "12.18.01.1001", "12.18.01.2001", "12.18.02", "13"];
    let mut codes: Vec<_> = sorted.iter().rev().map(|code| region(code)).collect();
    codes.sort();
    assert_eq!(codes.iter().map(RegionCode::to_string).collect::<Vec<_>>(), sorted);
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        province in 11..=99_u32, regency in 1..=99_u32, district in 1..=99_u32, village in 1..=9999_u32,
    ) {
        let text = format!("{province}.{regency:02}.{district:02}.{village:04}");
        let mut at = Some(region(&text));
        let mut lengths = Vec::new();
        while let Some(code) = at {
            prop_assert_eq!(region(&code.to_string()), code);
            prop_assert_eq!(region(&code.undotted()), code);
            prop_assert!(text.starts_with(&code.to_string()));
            prop_assert!(region(&text).is_within(&code));
            lengths.push(code.undotted().len());
            at = code.parent();
        }
        prop_assert_eq!(lengths, [10, 6, 4, 2]);
    }

    #[test]
    fn order_is_the_order_of_the_texts(left in "[1-9]{2}|[1-9]{4}|[1-9]{6}", right in "[1-9]{2}|[1-9]{10}") {
        prop_assert_eq!(region(&left).cmp(&region(&right)), left.cmp(&right));
    }
}
