//! How large a drawing becomes once everything that it repeats is written out.

use super::svg_scan::Element;
use std::collections::HashMap;

/// Most elements of a drawing with all repetitions.
const MOST_DRAWN: u64 = 50_000;

/// Says that a drawing repeats itself too often or within itself.
pub(super) fn check(elements: &[Element]) -> Result<(), String> {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for (place, element) in elements.iter().enumerate() {
        if let Some((_, id)) = element.attributes.iter().find(|(key, _)| key == "id") {
            ids.entry(id.as_str()).or_insert(place);
        }
    }
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); elements.len()];
    for (place, element) in elements.iter().enumerate() {
        if let Some(parent) = element.parent {
            below[parent].push(place);
        }
        below[place].extend(references(element).filter_map(|id| ids.get(id.as_str())));
    }
    cost(&below)
        .filter(|drawn| *drawn <= MOST_DRAWN)
        .map(|_| ())
        .ok_or_else(|| "pengulangan tanpa akhir".to_owned())
}

fn references(element: &Element) -> impl Iterator<Item = String> {
    element.attributes.iter().flat_map(|(key, value)| {
        let whole = (key == "href").then(|| value.trim().trim_start_matches('#').to_owned());
        let inside = value.split("url(").skip(1).map(|rest| {
            let id = rest.split(')').next().unwrap_or_default();
            id.trim().trim_matches(['"', '\'']).trim_start_matches('#').to_owned()
        });
        whole.into_iter().chain(inside)
    })
}

/// Returns the number of elements that the first one draws; nothing when one draws itself.
fn cost(below: &[Vec<usize>]) -> Option<u64> {
    let mut known: Vec<Option<u64>> = vec![None; below.len()];
    let mut is_open = vec![false; below.len()];
    let mut way = vec![0_usize];
    while let Some(&place) = way.last() {
        is_open[place] = true;
        match below[place].iter().find(|next| known[**next].is_none()) {
            Some(next) if is_open[*next] => return None,
            Some(next) => way.push(*next),
            None => {
                let sum = below[place]
                    .iter()
                    .fold(1_u64, |sum, next| sum.saturating_add(known[*next].unwrap_or(0)));
                known[place] = Some(sum);
                is_open[place] = false;
                way.pop();
            }
        }
    }
    known[0]
}
