//! What is done: load facts, ask rules, write, publish, audit.
