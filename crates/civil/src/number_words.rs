/// Powers of a thousand with their names, largest first.
const SCALES: [(u64, &str); 5] = [
    (1_000_000_000_000_000_000, "kuintiliun"),
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
];
const DIGITS: [&str; 10] =
    ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];

/// Returns a whole number in Indonesian words, as receipts and minutes spell it: `seribu seratus`.
///
/// **Shape.** Small letters; a negative number begins with `minus`.
pub fn terbilang(number: i64) -> String {
    let mut words: Vec<&'static str> = Vec::new();
    if number < 0 {
        words.push("minus");
    }
    spell(number.unsigned_abs(), &mut words);
    words.join(" ")
}

fn spell(number: u64, words: &mut Vec<&'static str>) {
    if let 0..=9 = number {
        words.push(DIGITS[number as usize]);
        return;
    }
    let mut rest = number;
    for (scale, name) in SCALES {
        if rest >= scale {
            spell_below_thousand(rest / scale, words);
            words.push(name);
            rest %= scale;
        }
    }
    if rest >= 1_000 {
        match rest / 1_000 {
            1 => words.push("seribu"),
            thousands => {
                spell_below_thousand(thousands, words);
                words.push("ribu");
            }
        }
        rest %= 1_000;
    }
    spell_below_thousand(rest, words);
}

/// Spells what is left of a group; nothing for 0.
fn spell_below_thousand(number: u64, words: &mut Vec<&'static str>) {
    match number / 100 {
        0 => {}
        1 => words.push("seratus"),
        hundreds => words.extend([DIGITS[hundreds as usize], "ratus"]),
    }
    match number % 100 {
        0 => {}
        unit @ 1..=9 => words.push(DIGITS[unit as usize]),
        10 => words.push("sepuluh"),
        11 => words.push("sebelas"),
        teen @ 12..=19 => words.extend([DIGITS[(teen - 10) as usize], "belas"]),
        tens => {
            words.extend([DIGITS[(tens / 10) as usize], "puluh"]);
            if tens % 10 > 0 {
                words.push(DIGITS[(tens % 10) as usize]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::terbilang;

    #[test]
    fn numbers_are_spelled_as_offices_do() {
        for (number, words) in [
            (0, "nol"),
            (1, "satu"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (21, "dua puluh satu"),
            (99, "sembilan puluh sembilan"),
            (100, "seratus"),
            (101, "seratus satu"),
            (111, "seratus sebelas"),
            (250, "dua ratus lima puluh"),
            (1_000, "seribu"),
            (1_001, "seribu satu"),
            (1_100, "seribu seratus"),
            (2_020, "dua ribu dua puluh"),
            (11_000, "sebelas ribu"),
            (100_000, "seratus ribu"),
            (101_000, "seratus satu ribu"),
            (1_000_000, "satu juta"),
            (1_001_000, "satu juta seribu"),
            (2_000_000, "dua juta"),
            (1_500_250, "satu juta lima ratus ribu dua ratus lima puluh"),
            (1_000_000_000, "satu miliar"),
            (1_000_000_000_000, "satu triliun"),
            (-12, "minus dua belas"),
        ] {
            assert_eq!(terbilang(number), words, "{number}");
        }
    }

    #[test]
    fn the_largest_and_the_smallest_number_have_words() {
        let words = "sembilan kuintiliun dua ratus dua puluh tiga kuadriliun tiga ratus tujuh puluh dua triliun \
                     tiga puluh enam miliar delapan ratus lima puluh empat juta tujuh ratus tujuh puluh lima ribu \
                     delapan ratus";
        assert_eq!(terbilang(i64::MAX), format!("{words} tujuh"));
        assert_eq!(terbilang(i64::MIN), format!("minus {words} delapan"));
    }
}
