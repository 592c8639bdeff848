//! A reader of just as much XML as pictures use; it fails on everything a browser would repair.

/// A picture taken apart.
pub(super) struct Read {
    pub(super) ids: Vec<String>,
    /// Every address of a part of the picture: `url(#…)` and `href="#…"`.
    pub(super) references: Vec<String>,
    /// The text of all `text` and `tspan` elements, titles left out.
    pub(super) texts: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) elements: Vec<String>,
    pub(super) attributes: Vec<(String, String)>,
}

/// Returns what a picture consists of; panics when tags do not balance or marks are not escaped.
pub(super) fn read(picture: &str) -> Read {
    let mut found = Read {
        ids: vec![],
        references: vec![],
        texts: vec![],
        titles: vec![],
        elements: vec![],
        attributes: vec![],
    };
    let mut open: Vec<String> = Vec::new();
    let mut rest = picture;
    while let Some(at) = rest.find('<') {
        take_text(&rest[..at], &open, &mut found);
        let end = rest[at..].find('>').expect("a tag ends") + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "tags balance");
            continue;
        }
        let (tag, is_alone) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.chars().all(|letter| letter.is_ascii_alphabetic()), "{name:?} names an element");
        found.elements.push(name.to_owned());
        take_attributes(attributes, &mut found);
        if !is_alone {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty() && rest.is_empty(), "the picture ends with its root");
    found
}

fn take_text(text: &str, open: &[String], found: &mut Read) {
    if text.is_empty() {
        return;
    }
    let text = plain(text);
    match open.last().map(String::as_str) {
        Some("text" | "tspan") => found.texts.push(text),
        Some("title" | "desc") => found.titles.push(text),
        other => panic!("text {text:?} in {other:?}"),
    }
}

fn take_attributes(attributes: &str, found: &mut Read) {
    let mut rest = attributes.trim_start();
    let mut names: Vec<&str> = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").expect("an attribute has a value");
        assert!(name.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '-'), "{name:?}");
        assert!(!names.contains(&name), "{name} is given twice");
        names.push(name);
        let (value, after) = after.split_once('"').expect("a value ends");
        assert!(!value.contains('<'), "a value has no tags");
        assert!(after.is_empty() || after.starts_with(' '), "attributes are parted");
        let value = plain(value);
        match name {
            "id" => found.ids.push(value.clone()),
            "href" if value.starts_with('#') => found.references.push(value[1..].to_owned()),
            _ => {}
        }
        if let Some(address) = value.strip_prefix("url(#") {
            found.references.push(address.trim_end_matches(')').to_owned());
        }
        found.attributes.push((name.to_owned(), value));
        rest = after.trim_start();
    }
}

fn plain(escaped: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let bare = marks.iter().fold(escaped.to_owned(), |text, (escape, _)| text.replace(escape, ""));
    assert!(!bare.contains(['&', '>', '"']), "{escaped:?} is escaped");
    marks.iter().fold(escaped.to_owned(), |text, (escape, mark)| text.replace(escape, mark))
}
