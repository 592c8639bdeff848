//! Rules: pure, facts and law in, decisions out.
