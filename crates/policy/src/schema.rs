//! The reference of the law files, written from the declarations.

use crate::facts::FactDecl;
use crate::params::ParamDecl;
use std::fmt::Write;

const HEAD: &str = r#"# Schema of the law files

Generated from the declarations of the capabilities; do not edit. A test of the policy crate fails
when this page is old and says how to write it anew.

One circular is one file, `<folder>/<date>-<slug>.toml`, with its cases beside it in
`<date>-<slug>.cases.toml`. Unknown keys are refused.

## Circular

| Key | Meaning |
|---|---|
| `[circular] id` | unique name; other files revoke it by this name |
| `issuer`, `title` | who signed it, what it is called |
| `scope = { region, agency_kind, unit }` | where and for whom; absent means the nation |
| `issued_on` | day of signature, when known |
| `known_from` | first day on which the government knew it, when later than `issued_on` |
| `source`, `checked_on` | where the text was read, last day of comparison |
| `verified` | `true` when the values were read in the source; `false` needs a `note` |
| `note` | what a reader must know |
| `default = true` | a setting of the program: answers only where no circular does |
| `temporary = true` | wins over ordinary circulars in its time, whatever their place; needs `until` |
| `when` | condition for all lines, see below |
| `silent_where` | facts for which the circular says nothing on purpose, as a condition |
| `basis = [ids]` | the circulars that this one rests on; when one is revoked, a warning names the lines left |
| `[[set]] parameter`, `value` | what is set, from the table below |
| `from`, `until` | first and last day in force, both inside |
| `article` | article or number in the text; never empty |
| `place`, `agency_kind`, `unit` | narrows the scope for this line |
| `verified`, `note` | override those of the circular for this line |
| `when` | condition for this line; that of the circular must hold too |
| `silent_where` | as above, for the parameter of this line only |
| `[[revokes]] circular`, `from`, `article` | the other circular ends; `from` is its first day out of force |

## Conditions

A condition is a text in CEL, the Common Expression Language, over the facts at the end of this page:
`when = "zone == 'red' && !(java_bali || ppkm_level in [1, 2])"`. Of CEL these parts are used:

| Part | Meaning |
|---|---|
| `fact` | a fact of kind true or false that holds |
| `fact == value`, `fact != value` | a value is `true`, `false`, a whole number or a word in quotes |
| `fact < value`, `<=`, `>`, `>=` | for whole numbers |
| `fact in [value, value]` | one of them |
| `!a`, `a && b`, `a \|\| b`, `( )` | not, and, or; and binds closer than or |

No functions, macros, fields or arithmetic; one fact is compared with one fixed value inside its
bounds. A text has at most 500 characters and four brackets inside one another.

A line is in force only where its condition holds. Where a fact that decides is unknown, the line is
not in force, and the explanation names the fact. A fact that nobody recorded has the default of its
declaration, if there is one.

A line with a condition is the exception to a line of the same rank without one. Two lines of the same
rank with different values may not both hold for the same facts; where lists are joined or the
strictest value wins, they may. Where all lines of a circular about a parameter have conditions of
their own, every fact needs an answer, or `silent_where` says that the circular is silent there.

## Cases

| Key | Meaning |
|---|---|
| `[[case]] date`, `why` | the day asked for and the ground of the expectation |
| `parameter` and `expect` | one expected value |
| `expect = { name = value }` | several at once |
| `absent = [names]` | parameters without an answer |
| `given`, `place`, `agency_kind`, `unit`, `known_on` | the rest of the question |
| `facts = { name = value }` | the facts of the asker |

Each `[[set]]` needs a case on the day before, on its first day and, with `until`, on its last day and
on the day after. The facts of these cases meet the condition of the line.

## Ways of combining

| Way | Several circulars in force |
|---|---|
| `strictest` | the strictest value wins |
| `most_specific` | temporary first, then the narrowest scope, then the latest start, then the exception |
| `latest` | the latest start wins |
| `union` | lists are joined |

## Parameters

| Name | Unit | Value | Combined by | Always answered | Meaning |
|---|---|---|---|---|---|
"#;

const FACTS_HEAD: &str = "
## Facts

Facts are recorded with the day from which they hold. A fact of an agency holds for its units and the
agencies below it; the nearest one wins.

| Name | Of | Value | Where nothing is recorded | Meaning |
|---|---|---|---|---|
";

/// Returns the reference page for the given declarations, in the order of their names.
pub fn schema_markdown<'d, 'f>(
    decls: impl IntoIterator<Item = &'d ParamDecl>,
    facts: impl IntoIterator<Item = &'f FactDecl>,
) -> String {
    let mut decls: Vec<&ParamDecl> = decls.into_iter().collect();
    decls.sort_by_key(|decl| decl.name);
    let mut page = String::from(HEAD);
    for decl in decls {
        let always = if decl.continuous { "yes" } else { "no" };
        writeln!(
            page,
            "| `{}` | {} | {} | {} | {always} | {} |",
            decl.name, decl.unit, decl.kind, decl.combine, decl.meaning
        )
        .expect("writing to a string succeeds");
    }
    let mut facts: Vec<&FactDecl> = facts.into_iter().collect();
    facts.sort_by_key(|decl| decl.name);
    page.push_str(FACTS_HEAD);
    for decl in facts {
        let default = decl.default_value().map_or("unknown".to_owned(), |value| value.to_string());
        writeln!(page, "| `{}` | {} | {} | {default} | {} |", decl.name, decl.of, decl.kind, decl.meaning)
            .expect("writing to a string succeeds");
    }
    page
}
