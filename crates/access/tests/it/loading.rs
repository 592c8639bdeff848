//! What the gate refuses to be built from, and what the shipped texts must hold.

use std::collections::BTreeSet;

use siaga_access::{Action, Gate, GateError, Resource, Role};

use crate::{GATE, day, grant, record, subject};

fn schema() -> &'static str {
    Gate::texts().next().expect("the schema comes first").1
}

fn compile(text: &str) -> Result<Gate, GateError> {
    Gate::compile(schema(), &[("try.cedar", text)])
}

const GOOD: &str = r#"@id("a") @reason("b") permit (principal in Role::"any", action, resource);"#;

#[test]
fn a_good_text_is_accepted() {
    assert_eq!(compile(GOOD).unwrap().policies(), [("a".to_owned(), "b".to_owned())]);
}

#[test]
fn a_policy_needs_a_name_and_a_reason() {
    let unnamed = compile(&GOOD.replace(r#"@id("a")"#, "")).unwrap_err();
    assert!(matches!(unnamed, GateError::Unnamed { annotation: "id", .. }), "{unnamed}");
    let silent = compile(&GOOD.replace(r#"@reason("b")"#, "")).unwrap_err();
    assert!(matches!(silent, GateError::Unnamed { annotation: "reason", .. }), "{silent}");
}

#[test]
fn a_name_is_given_once() {
    let twice = compile(&format!("{GOOD}{GOOD}")).unwrap_err();
    assert!(matches!(&twice, GateError::Refused { policy, .. } if policy == "a"), "{twice}");
}

#[test]
fn words_outside_the_schema_are_refused() {
    let slips = [
        GOOD.replace("action,", r#"action == Action::"recap.burn","#),
        GOOD.replace("Role", "Rank"),
        GOOD.replace(';', "when { principal.rank > 3 };"),
        // Optional attributes must be asked for before they are used.
        GOOD.replace(';', "when { resource.employee == 3 };"),
        // A condition that is never true is a slip, not a policy.
        GOOD.replace(';', "when { false };"),
    ];
    for text in slips {
        let refused = compile(&text).unwrap_err();
        assert!(matches!(refused, GateError::Invalid { .. }), "{text}: {refused}");
    }
}

#[test]
fn broken_texts_are_refused() {
    assert!(matches!(compile("permit (").unwrap_err(), GateError::Syntax { .. }));
    assert!(matches!(Gate::compile("entity", &[]).unwrap_err(), GateError::Schema(_)));
    let short = schema().replace(r#""board.view","#, "");
    let missing = Gate::compile(&short, &[]).unwrap_err();
    assert!(matches!(&missing, GateError::UnknownAction { action } if action == "board.view"), "{missing}");
}

#[test]
fn a_prohibition_that_cannot_be_evaluated_denies() {
    let overflow = r#"@id("c") @reason("d") forbid (principal, action, resource)
        when { resource has employee && resource.employee + 1 == 0 };"#;
    let gate = compile(&format!("{GOOD}{overflow}")).unwrap();
    let ask = |employee| {
        let resource = Resource { employee: Some(employee), ..record(&[]) };
        gate.decide(&subject(vec![grant(Role::Employee, None)]), Action::DayView, &resource, day(5))
    };
    assert!(ask(3).permit);
    let broken = ask(i64::MAX);
    assert!(!broken.permit);
    assert_eq!(broken.reason, "a policy could not be evaluated");
}

#[test]
fn without_policies_nothing_is_permitted() {
    let empty = Gate::compile(schema(), &[]).unwrap();
    assert!(Action::ALL.iter().all(|action| !empty.may_ever(&Role::ALL, *action)));
}

#[test]
fn every_action_is_named_in_a_policy_and_every_file_is_embedded() {
    let texts: Vec<_> = Gate::texts().filter(|(name, _)| name.ends_with(".cedar")).collect();
    for action in Gate::actions() {
        let name = format!("Action::\"{action}\"");
        assert!(texts.iter().any(|(_, text)| text.contains(&name)), "{action} is in no policy");
        assert!(GATE.may_ever(&Role::ALL, *action), "{action} is open to no role");
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, texts.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn policy_names_begin_with_their_file_and_have_comments_in_both_languages() {
    for (file, text) in Gate::texts().filter(|(name, _)| name.ends_with(".cedar")) {
        let area = file.trim_end_matches(".cedar");
        let names = text.lines().filter_map(|line| line.strip_prefix("@id(\""));
        for name in names {
            assert!(name.starts_with(&format!("{area}.")), "{name} in {file}");
        }
        let blocks = text.split("\n\n").filter(|block| block.contains("@id("));
        for block in blocks {
            let comments = block.lines().filter(|line| line.starts_with("//"));
            let words: String = comments.collect();
            assert!(words.matches(['.', ';']).count() >= 2, "one sentence per language: {block}");
        }
    }
}

#[test]
fn names_read_back() {
    assert!(Role::ALL.iter().all(|role| Role::parse(role.as_str()) == Some(*role)));
    assert!(Action::ALL.iter().all(|action| Action::parse(action.as_str()) == Some(*action)));
    assert_eq!(Role::parse("Employee"), None);
    assert_eq!(Action::parse("board"), None);
    let names: BTreeSet<_> = Action::ALL.iter().map(|action| action.as_str()).collect();
    assert_eq!(names.len(), Action::ALL.len());
}
