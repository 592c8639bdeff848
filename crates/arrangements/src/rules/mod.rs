//! Rules: pure, facts and law in, decisions out.

pub(crate) mod disinfection;
pub(crate) mod eligible;
pub(crate) mod hand_change;
pub(crate) mod order;
pub(crate) mod quota;
pub(crate) mod report_due;
pub(crate) mod roster_text;
