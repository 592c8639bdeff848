//! Whole stories through HTTP on both engines: small invented governments whose days come out as articles told.

pub(crate) mod browser;
mod palopo;
mod purwakarta;
pub(crate) mod reading;
pub(crate) mod world;
