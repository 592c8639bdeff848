//! Rules of directives: pure, from facts to decisions.

pub(crate) mod facts;
