use proptest::prelude::*;
use siaga_civil::{
    Calendar, CivilZone, FamilyCardNumber, Nik, Nip, NipKind, RegionCode, Rupiah, Sex, parse_date,
};

/// Hands a text to every reader; what one of them accepts must be accepted again in its canonical form.
fn read_by_all(text: &str) {
    if let Ok(nik) = Nik::parse(text) {
        assert_eq!(Nik::parse(nik.as_str()), Ok(nik));
        assert_eq!(nik.region().undotted(), nik.as_str()[..6]);
    }
    for kind in [NipKind::CivilServant, NipKind::Contract] {
        if let Ok(nip) = Nip::parse(kind, text) {
            assert_eq!(Nip::parse(kind, nip.as_str()), Ok(nip));
            let told = (nip.appointed_month().is_some(), nip.sex().is_some());
            assert!(kind == NipKind::Contract || told == (true, true));
            assert_eq!(nip.birth_on().format("%Y%m%d").to_string(), nip.as_str()[..8]);
        }
    }
    if let Ok(card) = FamilyCardNumber::parse(text) {
        assert_eq!(FamilyCardNumber::parse(card.as_str()), Ok(card));
    }
    if let Ok(code) = RegionCode::parse(text) {
        assert_eq!(RegionCode::parse(&code.to_string()), Ok(code));
    }
    if let Ok(amount) = Rupiah::parse(text) {
        assert_eq!(Rupiah::parse(&amount.to_string()), Ok(amount));
    }
    if let Ok(on) = parse_date(text) {
        assert_eq!(parse_date(&on.to_string()), Ok(on));
    }
    if let Ok(sex) = Sex::parse(text) {
        assert_eq!(Sex::parse(sex.as_str()), Ok(sex));
    }
    assert!(CivilZone::from_iana(text).is_err());
    assert!(Calendar::from_csv(text).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_answered(text: String) {
        read_by_all(&text);
    }

    #[test]
    fn any_text_of_digits_is_answered(text in "[0-9. /-]{0,24}") {
        read_by_all(&text);
    }

    #[test]
    fn any_number_of_the_right_length_is_answered(sixteen in "[0-9]{16}", nip in "(19|20)[0-9]{6}(19|20)[0-9]{8}") {
        read_by_all(&sixteen);
        read_by_all(&nip);
    }

    #[test]
    fn any_lines_under_the_header_are_answered(
        lines in "((skb|x),2019-0[1-3]-01,2020-01-0[1-3],(public_holiday|collective_leave|x),(add|remove),(A|B)?\n){0,6}",
        tail: String,
    ) {
        let header = "decree_id,issued_on,date,kind,change,name\n";
        for text in [format!("{header}{lines}"), format!("{header}{lines}{tail}")] {
            let count = text.lines().count() as u64;
            if let Err(error) = Calendar::from_csv(&text) {
                prop_assert!(1 <= error.line && error.line <= count + 1, "{}", error);
            }
        }
    }
}
