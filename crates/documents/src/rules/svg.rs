//! Drawings as logos: only what draws. No script, no foreign content, nothing from elsewhere.

use super::svg_cost;
use super::svg_scan::{Element, elements};

/// Elements that never belong into a logo.
const REFUSED: [&str; 19] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "canvas",
    "handler",
    "listener",
    "link",
    "meta",
    "base",
    "image",
    "feimage",
    "filter",
    "animate",
    "set",
    "html",
];

/// Says what in a drawing cannot be taken, for the person who sent it.
pub(crate) fn check(text: &str) -> Result<(), String> {
    let elements = elements(text)?;
    if elements[0].name != "svg" {
        return Err(format!("<{}>", elements[0].name));
    }
    for element in &elements {
        check_element(element)?;
    }
    svg_cost::check(&elements)
}

fn check_element(element: &Element) -> Result<(), String> {
    let name = element.name.to_lowercase();
    if REFUSED.contains(&name.as_str()) || name.starts_with("animate") {
        return Err(format!("<{}>", element.name));
    }
    for (key, value) in &element.attributes {
        let lower = key.to_lowercase();
        let is_reference = matches!(lower.as_str(), "href" | "src" | "action" | "formaction" | "data");
        let is_code = lower.starts_with("on") || (is_reference && !value.trim().starts_with('#'));
        if is_code || style_from_elsewhere(value) {
            return Err(format!("{key}=\"{}\"", value.chars().take(40).collect::<String>()));
        }
    }
    if name == "style" && style_from_elsewhere(&element.text) {
        return Err("<style>".to_owned());
    }
    Ok(())
}

/// Returns whether a style fetches anything or runs anything.
fn style_from_elsewhere(text: &str) -> bool {
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let words = ["@import", "javascript:", "expression(", "-moz-binding", "data:", "image-set(", "\\", "/*"];
    if words.iter().any(|word| plain.contains(word)) {
        return true;
    }
    plain.split("url(").skip(1).any(|rest| !rest.trim_start_matches(['"', '\'']).starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inside: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<!-- lambang -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 8 8\">{inside}</svg>"
        )
    }

    #[test]
    fn drawings_with_gradients_styles_and_uses_are_taken() {
        let inside = "<title>Lambang &amp; nama</title><defs><linearGradient id='g'><stop offset=\"0\"/>\
            </linearGradient><path id=\"p\" d=\"M0 0h1\"/></defs><style><![CDATA[.a{fill:url(#g)}]]></style>\
            <g class='a' style=\"fill:url('#g')\"><use xlink:href=\"#p\" x=\"2\"/></g>\
            <sodipodi:namedview pagecolor=\"#ffffff\"/>";
        assert_eq!(check(&drawing(inside)), Ok(()));
    }

    #[test]
    fn scripts_foreign_content_and_references_are_refused() {
        for inside in [
            "<script>alert(1)</script>",
            "<svg:script/>",
            "<SCRIPT/>",
            "<foreignObject/>",
            "<g onload=\"x()\"/>",
            "<a href=\"javascript:x()\"/>",
            "<a href=\"&#106;avascript:x()\"/>",
            "<image href=\"#a\"/>",
            "<use xlink:href=\"https://evil.test/a.svg#b\"/>",
            "<use href=\"//evil.test/a.svg#b\"/>",
            "<path style=\"fill:url(https://evil.test/x)\"/>",
            "<path fill=\"url( 'http://evil.test/x' )\"/>",
            "<style>@import 'https://evil.test/x';</style>",
            "<style>.a{background:u\\72l(x)}</style>",
            "<animate attributeName=\"href\"/>",
            "<set to=\"x\"/>",
            "<path d=\"&bomb;\"/>",
            "<filter id=\"f\"/>",
        ] {
            assert!(check(&drawing(inside)).is_err(), "{inside}");
        }
    }

    #[test]
    fn document_types_entities_and_broken_markup_are_refused() {
        for text in [
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>".to_owned(),
            "<?xml-stylesheet href=\"x\"?><svg/>".to_owned(),
            "<html/>".to_owned(),
            "<svg>".to_owned(),
            "<svg></g></svg>".to_owned(),
            "<svg a=b/>".to_owned(),
            "<svg/>text".to_owned(),
            "text<svg/>".to_owned(),
            "<svg/><script/>".to_owned(),
            format!("<svg>{}{}</svg>", "<g>".repeat(70), "</g>".repeat(70)),
            drawing("<!ELEMENT a>"),
            drawing("<a b='<script>'/>"),
        ] {
            assert!(check(&text).is_err(), "{text}");
        }
    }

    #[test]
    fn drawings_that_unfold_without_end_are_refused() {
        let mut inside = "<g id=\"a0\"><path d=\"M0 0\"/></g>".to_owned();
        for level in 1..30 {
            let below = level - 1;
            inside.push_str(&format!(
                "<g id=\"a{level}\"><use href=\"#a{below}\"/><use href=\"#a{below}\"/></g>"
            ));
        }
        assert!(check(&drawing(&inside)).is_err());
        assert!(check(&drawing("<g id=\"a\"><use href=\"#a\"/></g>")).is_err());
        assert!(check(&drawing("<pattern id=\"a\"><path fill=\"url(#a)\"/></pattern>")).is_err());
    }
}
