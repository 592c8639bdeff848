//! Days and figures derived from facts, on both engines.

mod derived;
mod world;
