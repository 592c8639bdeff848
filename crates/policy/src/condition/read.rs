//! Reads the text of a condition: a part of CEL without functions, macros and arithmetic.

use super::expr::{Allowed, Expr};
use crate::facts::{FactDecl, FactKind};
use cel::common::ast::{CallExpr, Expr as Cel, IdedExpr, LiteralValue, operators};
use cel::parser::Parser;
use thiserror::Error;

/// Longest text of a condition.
const MAX_CHARACTERS: usize = 500;
/// Deepest nesting of brackets. Without optimisation the parser of the library takes some 200 kB of
/// the stack for each level, and a server thread has two megabytes.
const MAX_DEPTH: u16 = 4;
/// Characters beside letters and digits that the used part of the language needs.
const SIGNS: &str = "_ '\"()[],!=<>&|-\n\t";

/// Why the text of a condition cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the message of each variant names it and its values")]
pub enum ConditionFault {
    #[error("is longer than {MAX_CHARACTERS} characters; write several lines of law instead")]
    TooLong,
    #[error("nests brackets deeper than {MAX_DEPTH}; take some away or write several lines of law")]
    TooDeep,
    #[error("has the character {0:?}, which conditions do not use; see policies/SCHEMA.md")]
    Character(char),
    #[error("is not CEL: {0}; correct the text")]
    Syntax(String),
    #[error("asks for {name}, which is no declared fact; use one of: {known}")]
    UnknownFact { name: String, known: String },
    #[error(
        "uses {found}; a condition is built from facts, true, false, numbers, words, == != < <= > >= in ! && ||"
    )]
    NotSupported { found: String },
    #[error("compares two things without a fact, or two facts; compare one fact with a fixed value")]
    Comparison,
    #[error("compares {fact} with {found}; it is {expected}")]
    WrongValue { fact: String, found: String, expected: String },
    #[error("orders {fact}, which is {kind}; only whole numbers have an order")]
    NotOrdered { fact: String, kind: String },
    #[error("is no yes or no: {found}; compare {found} with a value")]
    NotBoolean { found: String },
}

/// Reads a condition over the declared facts.
pub(crate) fn condition(text: &str, decls: &[FactDecl]) -> Result<Expr, ConditionFault> {
    look_over(text)?;
    let parser = Parser::new().max_recursion_depth(MAX_DEPTH + 1).error_recovery_limit(4);
    let tree = parser.parse(text).map_err(|errors| {
        let first = errors.errors.first().map(|error| error.msg.clone()).unwrap_or_default();
        ConditionFault::Syntax(first)
    })?;
    Reader { decls }.boolean(&tree)
}

/// Refuses what the parser need not see: long, deep or foreign texts.
fn look_over(text: &str) -> Result<(), ConditionFault> {
    if text.chars().count() > MAX_CHARACTERS {
        return Err(ConditionFault::TooLong);
    }
    let mut depth = 0_u16;
    for sign in text.chars() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            sign if sign.is_ascii_alphanumeric() || SIGNS.contains(sign) => {}
            other => return Err(ConditionFault::Character(other)),
        }
        if depth > MAX_DEPTH {
            return Err(ConditionFault::TooDeep);
        }
    }
    Ok(())
}

struct Reader<'d> {
    decls: &'d [FactDecl],
}

/// A fixed value in a condition.
enum Fixed {
    Flag(bool),
    Integer(i64),
    Word(String),
}

/// A comparison of a fact with a fixed value; the fact stands on the left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Compare {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Reader<'_> {
    fn boolean(&self, node: &IdedExpr) -> Result<Expr, ConditionFault> {
        match &node.expr {
            Cel::Ident(name) => self.flag(name),
            Cel::Call(call) => self.call(call),
            Cel::Literal(literal) => {
                let found = fixed(literal).map_or_else(|| "a literal".to_owned(), |fixed| fixed.to_string());
                Err(ConditionFault::NotBoolean { found })
            }
            other => Err(ConditionFault::NotSupported { found: kind_of(other).to_owned() }),
        }
    }

    fn flag(&self, name: &str) -> Result<Expr, ConditionFault> {
        let fact = self.fact(name)?;
        match self.decls[fact].kind {
            FactKind::Flag => Ok(Expr::Test { fact, allowed: Allowed::Flag(true) }),
            _ => Err(ConditionFault::NotBoolean { found: name.to_owned() }),
        }
    }

    fn call(&self, call: &CallExpr) -> Result<Expr, ConditionFault> {
        let not_supported = || ConditionFault::NotSupported { found: call.func_name.clone() };
        if call.target.is_some() {
            return Err(not_supported());
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_AND, parts) => self.parts(parts).map(Expr::All),
            (operators::LOGICAL_OR, parts) => self.parts(parts).map(Expr::Any),
            (operators::LOGICAL_NOT, [part]) => self.boolean(part).map(|part| Expr::Not(Box::new(part))),
            (operators::IN, [fact, list]) => self.one_of(fact, list),
            (name, [left, right]) => {
                let compare = Compare::of(name).ok_or_else(not_supported)?;
                self.comparison(compare, left, right)
            }
            _ => Err(not_supported()),
        }
    }

    fn parts(&self, parts: &[IdedExpr]) -> Result<Vec<Expr>, ConditionFault> {
        parts.iter().map(|part| self.boolean(part)).collect()
    }

    fn comparison(
        &self,
        compare: Compare,
        left: &IdedExpr,
        right: &IdedExpr,
    ) -> Result<Expr, ConditionFault> {
        let (name, compare, value) = match (&left.expr, &right.expr) {
            (Cel::Ident(_), Cel::Ident(_)) => return Err(ConditionFault::Comparison),
            (Cel::Ident(name), other) => (name, compare, value_of(other)?),
            (other, Cel::Ident(name)) => (name, compare.mirrored(), value_of(other)?),
            _ => return Err(ConditionFault::Comparison),
        };
        let fact = self.fact(name)?;
        let allowed = self.allowed(fact, compare, &value)?;
        Ok(Expr::Test { fact, allowed })
    }

    fn one_of(&self, fact: &IdedExpr, list: &IdedExpr) -> Result<Expr, ConditionFault> {
        let (Cel::Ident(name), Cel::List(list)) = (&fact.expr, &list.expr) else {
            return Err(ConditionFault::NotSupported { found: "in without a fact and a list".to_owned() });
        };
        let fact = self.fact(name)?;
        let mut tests = Vec::with_capacity(list.elements.len());
        for element in &list.elements {
            let allowed = self.allowed(fact, Compare::Equal, &value_of(&element.expr)?)?;
            tests.push(Expr::Test { fact, allowed });
        }
        if tests.is_empty() {
            return Err(ConditionFault::NotSupported { found: "an empty list".to_owned() });
        }
        Ok(Expr::Any(tests))
    }

    fn allowed(&self, fact: usize, compare: Compare, value: &Fixed) -> Result<Allowed, ConditionFault> {
        let decl = &self.decls[fact];
        let wrong = || ConditionFault::WrongValue {
            fact: decl.name.to_owned(),
            found: value.to_string(),
            expected: decl.kind.to_string(),
        };
        let is_equal = match compare {
            Compare::Equal => true,
            Compare::NotEqual => false,
            _ if !matches!(decl.kind, FactKind::Integer { .. }) => {
                let (fact, kind) = (decl.name.to_owned(), decl.kind.to_string());
                return Err(ConditionFault::NotOrdered { fact, kind });
            }
            _ => true,
        };
        match (decl.kind, value) {
            (FactKind::Flag, Fixed::Flag(flag)) => Ok(Allowed::Flag(*flag == is_equal)),
            (FactKind::Choice(_), Fixed::Word(word)) => {
                let bit = 1_u64 << decl.kind.word(word).ok_or_else(wrong)?;
                Ok(Allowed::Words(if is_equal { bit } else { !bit }))
            }
            (FactKind::Integer { min, max }, Fixed::Integer(number)) if (min..=max).contains(number) => {
                Ok(Allowed::Ranges(compare.ranges(*number, min, max)))
            }
            _ => Err(wrong()),
        }
    }

    fn fact(&self, name: &str) -> Result<usize, ConditionFault> {
        self.decls.iter().position(|decl| decl.name == name).ok_or_else(|| ConditionFault::UnknownFact {
            name: name.to_owned(),
            known: self.decls.iter().map(|decl| decl.name).collect::<Vec<_>>().join(", "),
        })
    }
}

impl Compare {
    fn of(operator: &str) -> Option<Compare> {
        Some(match operator {
            operators::EQUALS => Compare::Equal,
            operators::NOT_EQUALS => Compare::NotEqual,
            operators::LESS => Compare::Less,
            operators::LESS_EQUALS => Compare::LessOrEqual,
            operators::GREATER => Compare::Greater,
            operators::GREATER_EQUALS => Compare::GreaterOrEqual,
            _ => return None,
        })
    }

    /// Returns the comparison with its sides exchanged.
    fn mirrored(self) -> Compare {
        match self {
            Compare::Less => Compare::Greater,
            Compare::LessOrEqual => Compare::GreaterOrEqual,
            Compare::Greater => Compare::Less,
            Compare::GreaterOrEqual => Compare::LessOrEqual,
            same => same,
        }
    }

    /// Returns the numbers between the bounds that compare so with `number`, which is one of them.
    fn ranges(self, number: i64, min: i64, max: i64) -> Vec<(i64, i64)> {
        let below = (number > min).then(|| (min, number - 1));
        let above = (number < max).then(|| (number + 1, max));
        match self {
            Compare::Equal => vec![(number, number)],
            Compare::NotEqual => below.into_iter().chain(above).collect(),
            Compare::Less => below.into_iter().collect(),
            Compare::LessOrEqual => vec![(min, number)],
            Compare::Greater => above.into_iter().collect(),
            Compare::GreaterOrEqual => vec![(number, max)],
        }
    }
}

fn value_of(node: &Cel) -> Result<Fixed, ConditionFault> {
    let not_supported = || ConditionFault::NotSupported { found: kind_of(node).to_owned() };
    match node {
        Cel::Literal(literal) => fixed(literal).ok_or_else(not_supported),
        _ => Err(not_supported()),
    }
}

fn fixed(literal: &LiteralValue) -> Option<Fixed> {
    match literal {
        LiteralValue::Boolean(flag) => Some(Fixed::Flag(*flag.inner())),
        LiteralValue::Int(number) => Some(Fixed::Integer(*number.inner())),
        LiteralValue::String(word) => Some(Fixed::Word(word.inner().to_owned())),
        _ => None,
    }
}

fn kind_of(node: &Cel) -> &str {
    match node {
        Cel::Unspecified => "nothing",
        Cel::Call(call) => &call.func_name,
        Cel::Comprehension(_) => "a macro",
        Cel::Ident(name) => name,
        Cel::List(_) => "a list outside of in",
        Cel::Literal(_) => "a literal of another kind",
        Cel::Map(_) => "a map",
        Cel::Select(_) => "a field",
        Cel::Struct(_) => "a structure",
    }
}

impl std::fmt::Display for Fixed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fixed::Flag(flag) => flag.fmt(f),
            Fixed::Integer(number) => number.fmt(f),
            Fixed::Word(word) => write!(f, "'{word}'"),
        }
    }
}
