//! Rules of directives: pure, from facts to decisions.

pub(crate) mod condition_words;
pub(crate) mod facts;
pub(crate) mod fault_words;
pub(crate) mod fitness;
pub(crate) mod law_form;
pub(crate) mod law_head;
pub(crate) mod law_values;
pub(crate) mod standing;
pub(crate) mod time_gaps;
