use proptest::prelude::*;
use siaga_civil::{Permille, PermilleError, Ratio, Rupiah, RupiahError, thousands, thousands_english};

#[test]
fn amounts_are_written_with_dots_and_a_leading_sign() {
    for (amount, text) in [
        (0, "Rp0"),
        (999, "Rp999"),
        (1000, "Rp1.000"),
        (100_000, "Rp100.000"),
        (-5000, "-Rp5.000"),
        (i64::MAX, "Rp9.223.372.036.854.775.807"),
        (i64::MIN, "-Rp9.223.372.036.854.775.808"),
    ] {
        assert_eq!(Rupiah(amount).to_string(), text);
    }
}

#[test]
fn amounts_are_read_in_the_forms_of_lists() {
    for text in ["Rp100.000", "Rp 100.000", "rp100000", "100.000", " 100000 "] {
        assert_eq!(Rupiah::parse(text), Ok(Rupiah(100_000)), "{text}");
    }
    assert_eq!(Rupiah::parse("-Rp5.000"), Ok(Rupiah(-5000)));
    for (text, error, code) in [
        ("", RupiahError::Empty, "rupiah_empty"),
        ("-Rp", RupiahError::Empty, "rupiah_empty"),
        ("100,50", RupiahError::NotADigit { position: 4 }, "rupiah_not_a_digit"),
        ("1.5", RupiahError::Grouping, "rupiah_grouping"),
        ("1000.000", RupiahError::Grouping, "rupiah_grouping"),
        (".100", RupiahError::Grouping, "rupiah_grouping"),
        ("100.", RupiahError::Grouping, "rupiah_grouping"),
        ("9223372036854775808", RupiahError::TooLarge, "rupiah_too_large"),
    ] {
        assert_eq!(Rupiah::parse(text), Err(error.clone()), "{text}");
        assert_eq!(error.code(), code);
    }
}

#[test]
fn sums_that_do_not_fit_are_nothing() {
    assert_eq!(Rupiah(2).checked_add(Rupiah(3)), Some(Rupiah(5)));
    assert_eq!(Rupiah(2).checked_sub(Rupiah(3)), Some(Rupiah(-1)));
    assert_eq!(Rupiah(i64::MAX).checked_add(Rupiah(1)), None);
    assert_eq!(Rupiah(i64::MIN).checked_sub(Rupiah(1)), None);
}

#[test]
fn whole_numbers_are_grouped() {
    assert_eq!([thousands(7600), thousands(600), thousands(-1_234_567)], ["7.600", "600", "-1.234.567"]);
    assert_eq!(thousands_english(83_762), "83,762");
}

#[test]
fn a_share_ends_at_the_whole() {
    assert_eq!(Permille::new(1000), Ok(Permille::WHOLE));
    assert_eq!(Permille::new(1001), Err(PermilleError::AboveWhole { found: 1001 }));
    let half = Permille::new(500).expect("a half");
    assert_eq!((half.of_rounded_up(7), half.of_rounded_down(7)), (4, 3));
    assert_eq!((half.of_rounded_up(8), half.of_rounded_down(8)), (4, 4));
    assert_eq!((half.of_rounded_up(0), Permille::NONE.of_rounded_up(9)), (0, 0));
    assert_eq!(Permille::WHOLE.of_rounded_up(u32::MAX), u32::MAX);
    assert_eq!([half.to_string(), Permille::new(125).expect("an eighth").to_string()], ["50 %", "12,5 %"]);
}

#[test]
fn rates_round_halves_up_and_name_the_uncountable() {
    for (numerator, denominator, hundredths, text, english) in [
        (9839, 10_000, Some(9839), "98,39 %", "98.39 %"),
        (0, 5, Some(0), "0,00 %", "0.00 %"),
        (5, 5, Some(10_000), "100,00 %", "100.00 %"),
        (1, 3, Some(3333), "33,33 %", "33.33 %"),
        (2, 3, Some(6667), "66,67 %", "66.67 %"),
        (1, 20_000, Some(1), "0,01 %", "0.01 %"),
        (1, 20_001, Some(0), "0,00 %", "0.00 %"),
        (-1, 20_000, Some(0), "0,00 %", "0.00 %"),
        (-1, 200, Some(-50), "-0,50 %", "-0.50 %"),
        (1, -200, Some(-50), "-0,50 %", "-0.50 %"),
        (50, 1, Some(500_000), "5.000,00 %", "5,000.00 %"),
        (1, 0, None, "–", "–"),
        (i64::MAX, 1, None, "–", "–"),
    ] {
        let ratio = Ratio::new(numerator, denominator);
        assert_eq!(ratio.percent_hundredths(), hundredths, "{numerator}/{denominator}");
        assert_eq!((ratio.to_string().as_str(), ratio.english().as_str()), (text, english));
    }
}

proptest! {
    #[test]
    fn amounts_survive_being_written(amount: i64) {
        prop_assert_eq!(Rupiah::parse(&Rupiah(amount).to_string()), Ok(Rupiah(amount)));
        prop_assert_eq!(Rupiah::parse(&amount.to_string()), Ok(Rupiah(amount)));
    }

    #[test]
    fn a_least_share_and_its_complement_make_the_count(permille in 0..=1000_u32, count: u32) {
        let share = Permille::new(permille).expect("in range");
        let rest = Permille::new(1000 - permille).expect("in range");
        prop_assert_eq!(share.of_rounded_up(count) + rest.of_rounded_down(count), count);
        prop_assert!(share.of_rounded_up(count) - share.of_rounded_down(count) <= 1);
    }

    #[test]
    fn a_rate_is_the_nearest_hundredth(numerator in 0..1_000_000_i64, denominator in 1..1_000_000_i64) {
        let hundredths = Ratio::new(numerator, denominator).percent_hundredths().expect("countable");
        // The exact value lies in [hundredths - 1/2, hundredths + 1/2).
        let (twice, step) = (2 * numerator * 10_000, 2 * denominator * hundredths);
        prop_assert!(step - denominator <= twice && twice < step + denominator);
    }

    #[test]
    fn rates_at_the_limits_are_total(numerator: i64, denominator: i64) {
        let ratio = Ratio::new(numerator, denominator);
        prop_assert!(ratio.to_string() == "–" || ratio.to_string().ends_with(" %"));
    }
}
