//! A condition after reading: tests of single facts, joined; answered also where facts are unknown.

use crate::facts::Known;

/// A condition over facts, named by their place among the declarations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expr {
    /// The fact has one of these values.
    Test { fact: usize, allowed: Allowed },
    /// The part does not hold.
    Not(Box<Expr>),
    /// All parts hold.
    All(Vec<Expr>),
    /// Some part holds.
    Any(Vec<Expr>),
}

/// The values of a fact that pass a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Allowed {
    Flag(bool),
    /// One bit for each word of the choice.
    Words(u64),
    /// Ranges with both ends inside, in any order.
    Ranges(Vec<(i64, i64)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    Yes,
    No,
    Unknown,
}

impl Expr {
    /// Returns what follows from the known facts: `Unknown` only where a missing fact could decide.
    pub(crate) fn truth(&self, known: &[Option<Known>]) -> Truth {
        match self {
            Expr::Test { fact, allowed } => match known[*fact] {
                Some(value) => Truth::from(allowed.has(value)),
                None => Truth::Unknown,
            },
            Expr::Not(part) => part.truth(known).opposite(),
            Expr::All(parts) => joined(parts, known, Truth::No),
            Expr::Any(parts) => joined(parts, known, Truth::Yes),
        }
    }

    /// Collects the unknown facts of those parts that are left open.
    pub(crate) fn missing(&self, known: &[Option<Known>], found: &mut Vec<usize>) {
        if self.truth(known) != Truth::Unknown {
            return;
        }
        match self {
            Expr::Test { fact, .. } => found.push(*fact),
            Expr::Not(part) => part.missing(known, found),
            Expr::All(parts) | Expr::Any(parts) => {
                parts.iter().for_each(|part| part.missing(known, found));
            }
        }
    }

    /// Calls `visit` for every test of a fact.
    pub(crate) fn each_test(&self, visit: &mut impl FnMut(usize, &Allowed)) {
        match self {
            Expr::Test { fact, allowed } => visit(*fact, allowed),
            Expr::Not(part) => part.each_test(visit),
            Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| part.each_test(visit)),
        }
    }
}

impl Allowed {
    pub(crate) fn has(&self, value: Known) -> bool {
        match (self, value) {
            (Allowed::Flag(wanted), Known::Flag(flag)) => *wanted == flag,
            (Allowed::Words(words), Known::Word(place)) => words >> place & 1 == 1,
            (Allowed::Ranges(ranges), Known::Integer(number)) => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&number))
            }
            _ => false,
        }
    }
}

impl Truth {
    fn opposite(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(is_so: bool) -> Truth {
        if is_so { Truth::Yes } else { Truth::No }
    }
}

/// Joins parts of which one that is `decisive` settles the whole.
fn joined(parts: &[Expr], known: &[Option<Known>], decisive: Truth) -> Truth {
    let mut whole = decisive.opposite();
    for part in parts {
        match part.truth(known) {
            Truth::Unknown => whole = Truth::Unknown,
            truth if truth == decisive => return decisive,
            _ => {}
        }
    }
    whole
}
