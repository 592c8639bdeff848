#![doc = include_str!("../README.md")]

mod capability;
mod letterhead;
mod migrations;
mod model;
mod ops;
mod rules;
mod store;
mod web;

pub use capability::capability;
pub use letterhead::{LetterheadEntry, NewLetterhead, Register, SigningKey, TemplateState};
pub use model::{
    Document, DocumentFilter, DocumentKind, DocumentState, IssuedFile, NewDocument, Sealed, Signatory,
    SignedBy, Withdrawal,
};
pub use ops::drafts::{issue, prepare};
pub use ops::keys::{rotate_key, signing_keys};
pub use ops::letterheads::{LetterheadFiles, letterhead, letterheads, set_letterhead};
pub use ops::reads::{by_reference, find, list, pdf};
pub use ops::registers::{registers, set_register};
pub use ops::seal::{seal, seal_left_behind};
pub use ops::sign::sign;
pub use ops::signers::{SealOfFile, Signer, SignerError};
pub use ops::templates::{replace_template, reset_template, template_source, templates};
pub use ops::verify::{FileCheck, Verified, verify_code, verify_file};
pub use ops::withdraw::withdraw;
pub use ops::{DOCUMENT_SIGNED, PUBLIC_ADDRESS};
pub use rules::nip_text::printed_nip;
