//! Pure rules of official documents: facts in, decision out.

pub(crate) mod address;
pub(crate) mod code;
pub(crate) mod content;
pub(crate) mod nip_text;
pub(crate) mod number;
pub(crate) mod picture;
pub(crate) mod public_key;
pub(crate) mod summons;
pub(crate) mod svg;
pub(crate) mod svg_cost;
pub(crate) mod svg_scan;
