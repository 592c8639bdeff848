//! A strict reader of the markup of drawings: what it does not understand is refused.

/// One element as it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// Name without its prefix.
    pub(super) name: String,
    /// Attributes: name without prefix, value with its letters written out.
    pub(super) attributes: Vec<(String, String)>,
    /// The element around it, by place in the list.
    pub(super) parent: Option<usize>,
    /// Text directly inside of it.
    pub(super) text: String,
}

/// Deepest nesting.
const DEEPEST: usize = 64;
/// Most elements of a drawing.
const MOST_ELEMENTS: usize = 20_000;

/// Returns the elements of a document in their order, or what cannot be taken.
pub(super) fn elements(text: &str) -> Result<Vec<Element>, String> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let words = written_out(&rest[..at])?;
        if let Some(inside) = open.last() {
            elements[*inside].text.push_str(&words);
        } else if !words.trim().is_empty() {
            return Err("teks di luar gambar".to_owned());
        }
        rest = &rest[at..];
        rest = if let Some(tail) = rest.strip_prefix("<!--") {
            after(tail, "-->")?
        } else if let Some(tail) = rest.strip_prefix("<?xml ") {
            after(tail, "?>")?
        } else if let Some(tail) = rest.strip_prefix("<![CDATA[") {
            let (words, tail) = tail.split_once("]]>").ok_or_else(damaged)?;
            elements[*open.last().ok_or_else(damaged)?].text.push_str(words);
            tail
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            return Err(rest.chars().take(12).collect());
        } else if let Some(tail) = rest.strip_prefix("</") {
            let (name, tail) = tail.split_once('>').ok_or_else(damaged)?;
            let closed = open.pop().ok_or_else(damaged)?;
            if local(name.trim()) != elements[closed].name {
                return Err(damaged());
            }
            tail
        } else {
            let (element, is_closed, tail) = element(&rest[1..], open.last().copied())?;
            elements.push(element);
            if !is_closed {
                open.push(elements.len() - 1);
            }
            tail
        };
        if elements.len() > MOST_ELEMENTS || open.len() > DEEPEST {
            return Err("terlalu banyak unsur".to_owned());
        }
    }
    if open.is_empty() && rest.trim().is_empty() && !elements.is_empty() {
        Ok(elements)
    } else {
        Err(damaged())
    }
}

fn after<'a>(text: &'a str, end: &str) -> Result<&'a str, String> {
    text.split_once(end).map(|(_, tail)| tail).ok_or_else(damaged)
}

fn damaged() -> String {
    "penulisan yang rusak".to_owned()
}

/// Names count without the prefix of their name space: `svg:script` is a script.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn element(text: &str, parent: Option<usize>) -> Result<(Element, bool, &str), String> {
    let (name, mut rest) = name(text)?;
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(tail) = rest.strip_prefix("/>") {
            return Ok((Element { name, attributes, parent, text: String::new() }, true, tail));
        }
        if let Some(tail) = rest.strip_prefix('>') {
            return Ok((Element { name, attributes, parent, text: String::new() }, false, tail));
        }
        let (key, tail) = self::name(rest)?;
        let tail = tail.trim_start().strip_prefix('=').ok_or_else(damaged)?.trim_start();
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or_else(damaged)?;
        let (value, tail) = tail[1..].split_once(quote).ok_or_else(damaged)?;
        if value.contains('<') {
            return Err(damaged());
        }
        attributes.push((key, written_out(value)?));
        rest = tail;
    }
}

fn name(text: &str) -> Result<(String, &str), String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
    let end = text.find(|c: char| !is_part(c)).ok_or_else(damaged)?;
    if end == 0 {
        return Err(damaged());
    }
    Ok((local(&text[..end]).to_owned(), &text[end..]))
}

/// Returns text with its references written out; only those that every XML has are known.
fn written_out(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, tail) = after.split_once(';').ok_or_else(damaged)?;
        let letter = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => numbered(name),
        };
        out.push(letter.ok_or_else(|| format!("&{};", name.chars().take(20).collect::<String>()))?);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(number)
}
