//! Official documents on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod browser;
mod composing;
mod keeping;
mod numbering;
mod signing;
mod verifying;
mod world;
