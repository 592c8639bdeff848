//! The solver against an exhaustive one, against its own checker, and at the sizes it is meant for.

mod agencies;
mod contradictions;
mod exhaustive;
mod hand_changes;
mod laws;
mod outlook;
mod random;
mod reference;
mod timing;
mod world;
