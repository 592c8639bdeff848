use std::borrow::Cow;

const ELLIPSIS: char = '…';
/// Fonts of screens run wider than the one of print, so every text is given a tenth more.
const ALLOWANCE_PERCENT: i64 = 110;

/// Returns the room a text takes, in the unit of the letters' height, whatever font is there.
pub(crate) fn text_width(text: &str, height: i64) -> i64 {
    let thousandths: i64 = text.chars().map(advance_thousandths).sum();
    (thousandths * height * ALLOWANCE_PERCENT).div_euclid(100_000) + 1
}

/// Returns the text, or as much of its start as has room, with an ellipsis.
pub(crate) fn fit(text: &str, room: i64, height: i64) -> Cow<'_, str> {
    if text_width(text, height) <= room {
        return Cow::Borrowed(text);
    }
    let mut kept = text;
    while let Some((last, _)) = kept.char_indices().next_back() {
        kept = &kept[..last];
        // A sign that sits upon the letter before it is never parted from that letter.
        let splits_letter = text[last..].chars().next().is_some_and(|cut| advance_thousandths(cut) == 0);
        if splits_letter {
            continue;
        }
        let mut candidate = kept.trim_end().to_owned();
        candidate.push(ELLIPSIS);
        if text_width(&candidate, height) <= room {
            return Cow::Owned(candidate);
        }
    }
    Cow::Owned(String::from(ELLIPSIS))
}

fn advance_thousandths(character: char) -> i64 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' => 222,
        ' ' | '.' | ',' | ':' | ';' | '/' | '\\' | '!' | 'f' | 't' | 'I' | '[' | ']' => 278,
        'r' | '(' | ')' | '-' | '"' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'm' | 'M' => 833,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722,
        'F' | 'T' | 'Z' => 611,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 667,
        'G' | 'O' | 'Q' => 778,
        'W' => 944,
        '%' => 889,
        '@' | '…' | '—' => 1000,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 1000,
        '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{1f000}'..='\u{3ffff}' => 1000,
        _ => 584,
    }
}
