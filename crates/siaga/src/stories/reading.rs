//! What is read off a page: values of forms, numbers, the text of a PDF.

use lopdf::Document;

/// Returns what stands between two texts, everywhere.
pub(crate) fn all_between(page: &str, before: &str, after: &str) -> Vec<String> {
    let found = page.split(before).skip(1).filter_map(|rest| rest.split_once(after));
    found.map(|(inside, _)| inside.to_owned()).collect()
}

/// Returns what stands between two texts, the first time.
#[track_caller]
pub(crate) fn between(page: &str, before: &str, after: &str) -> String {
    all_between(page, before, after).into_iter().next().unwrap_or_else(|| panic!("no {before} in {page}"))
}

/// Returns the value of a hidden field.
#[track_caller]
pub(crate) fn hidden(page: &str, name: &str) -> String {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
}

/// Returns how many attended, as each head of the room says it: the number before `dari`.
pub(crate) fn attended(parts: &[(String, String)]) -> Vec<i64> {
    let heads = parts.iter().filter(|(id, _)| id == "sidak-angka");
    heads
        .map(|(_, html)| {
            let words = between(html, "<p class=\"hint\">", "</p>");
            let digits: String =
                words.chars().take_while(|letter| *letter != ' ').filter(char::is_ascii_digit).collect();
            digits.parse().unwrap()
        })
        .collect()
}

/// Returns the text of a PDF without white space and hyphens, which lines and columns bring in.
pub(crate) fn text_of_pdf(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    squeezed(&document.extract_text(&pages).unwrap())
}

/// Returns a text without white space and hyphens.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '\u{ad}')).collect()
}

/// Returns a text as it stands in HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('\'', "&#39;").replace('"', "&#34;")
}
