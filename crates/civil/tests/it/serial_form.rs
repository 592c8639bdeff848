use serde::Serialize;
use serde::de::DeserializeOwned;
use siaga_civil::{
    CivilZone, FamilyCardNumber, Nik, Nip, NipKind, Permille, Ratio, RegionCode, Rupiah, Sex, WorkWeek,
};

/// Writes a value, compares the JSON and reads it back.
fn written_as<T: Serialize + DeserializeOwned + PartialEq>(value: T, json: &str) {
    assert_eq!(serde_json::to_string(&value).expect("serialises"), json);
    assert!(serde_json::from_str::<T>(json).expect(json) == value, "{json}");
}

#[test]
fn values_have_one_stored_form() {
    written_as(Nik::parse("3214 0115 0580 0001").expect("a NIK"), r#""3214011505800001""#);
    written_as(Nip::parse_contract("198005152022211000").expect("a NIP"), r#""198005152022211000""#);
    written_as(FamilyCardNumber::parse("3214011505100007").expect("a card"), r#""3214011505100007""#);
    written_as(RegionCode::parse("1218012001").expect("a village"), r#""12.18.01.2001""#);
    written_as(Sex::Female, r#""female""#);
    written_as(CivilZone::Wita, r#""Asia/Makassar""#);
    written_as(NipKind::CivilServant, r#""civil_servant""#);
    written_as(WorkWeek::FiveDays, r#""five_days""#);
    written_as(Rupiah(-5000), "-5000");
    written_as(Permille::new(125).expect("an eighth"), "125");
    written_as(Ratio::new(9839, 10_000), r#"{"numerator":9839,"denominator":10000}"#);
}

#[test]
fn stored_forms_are_checked_and_the_message_repeats_no_number() {
    let error = serde_json::from_str::<Nik>(r#""3214011505800000""#).expect_err("serial 0000");
    assert!(error.to_string().contains("digits 13 to 16"));
    assert!(!error.to_string().contains("321401"));
    assert!(serde_json::from_str::<Permille>("1001").is_err());
    assert!(serde_json::from_str::<CivilZone>(r#""Asia/Singapore""#).is_err());
    assert!(serde_json::from_str::<RegionCode>("12").is_err());
}

#[test]
fn the_words_of_both_languages_name_the_sex() {
    for (text, sex) in [
        ("L", Sex::Male),
        ("Laki-laki", Sex::Male),
        ("LAKI - LAKI", Sex::Male),
        ("M", Sex::Male),
        ("P", Sex::Female),
        ("perempuan", Sex::Female),
        ("F", Sex::Female),
    ] {
        assert_eq!(Sex::parse(text), Ok(sex), "{text}");
    }
    for text in ["", "x", "1"] {
        assert!(Sex::parse(text).is_err(), "{text}");
    }
}
