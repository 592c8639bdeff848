/// What a mark means, told by pattern and shape as well as by colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// As it should be: solid, with a tick.
    Good,
    /// Needs attention: wide stripes, with a triangle.
    Warn,
    /// Needs action: dark with a light lattice, with a cross.
    Bad,
    /// Says nothing, or not yet: outline only, with a dash.
    Quiet,
}
