use crate::support::{circular, day, findings, set, text};
use siaga_policy::{
    BookFinding, Combine, Document, DocumentError, Facts, ParamDecl, ParamKind, PolicyBook, StrictDirection,
    check_cases, check_coverage, parse_cases,
};

fn refused(head: &str, body: &str) -> DocumentError {
    Document::parse("f.toml", &text("a", head, body)).expect_err("the file has a fault")
}

#[test]
fn faults_of_a_file_name_file_key_and_way_out() {
    let cases = [
        (refused("colour = 1", ""), "f.toml: circular.colour is not a known key"),
        (refused("", ""), "f.toml: the file sets nothing"),
        (refused("note = 3", ""), "f.toml: circular.note is 3; write a text"),
        (refused("scope = { region = \"7\" }", ""), "f.toml: circular.scope.region is not a region code"),
        (
            refused("", &set("t.specific", "1", "from = \"2020-06-08\"")),
            "f.toml: set[1].from is \"2020-06-08\"; write a date without quotes",
        ),
        (refused("", &set("t.specific", "1", "")), "f.toml: set[1].from is missing"),
        (
            refused("", &set("t.specific", "1", "from = 2020-06-08\nuntil = 2020-06-07")),
            "f.toml: set[1].until ends on 2020-06-07",
        ),
        (
            refused("temporary = true", &set("t.specific", "1", "from = 2020-06-08")),
            "f.toml: set[1].until is temporary and has no last day",
        ),
        (
            refused(
                "scope = { region = \"12.18\" }",
                &set("t.specific", "1", "from = 2020-06-08\nplace = \"73.73\""),
            ),
            "f.toml: set[1].place lies outside",
        ),
        (refused("", &set("t.specific", "1.5", "from = 2020-06-08")), "f.toml: set[1].value is 1.5"),
        (Document::parse("f.toml", "[circular").unwrap_err(), "f.toml: the text is not TOML"),
        (Document::parse("f.toml", "").unwrap_err(), "f.toml: circular is missing"),
    ];
    for (error, start) in cases {
        assert!(error.to_string().starts_with(start), "{error}");
    }
}

#[test]
fn an_unverified_circular_says_what_is_unchecked() {
    let body = set("t.specific", "1", "from = 2020-06-08");
    let unverified = text("a", "", &body).replace("verified = true", "verified = false");
    let error = Document::parse("f.toml", &unverified).unwrap_err();
    assert!(error.to_string().starts_with("f.toml: circular.note is missing"), "{error}");
}

#[test]
fn a_last_day_on_the_first_day_is_one_day_of_law() {
    let body = set("t.specific", "1", "from = 2020-06-08\nuntil = 2020-06-08");
    assert!(Document::parse("f.toml", &text("a", "", &body)).is_ok());
}

#[test]
fn unknown_parameter_bad_value_and_missing_article_come_together() {
    let body = set("t.unknown", "1", "from = 2020-01-01")
        + &set("t.cap", "1001", "from = 2020-01-01")
        + "[[set]]\nparameter = \"t.mask\"\nvalue = true\nfrom = 2020-01-01\n";
    let found = findings(vec![circular("a", "", &body)]);
    assert!(matches!(&found[0], BookFinding::UnknownParameter { parameter, .. } if parameter == "t.unknown"));
    assert!(matches!(&found[1], BookFinding::ValueDoesNotFit { value, .. } if value == "1001"));
    assert!(matches!(&found[2], BookFinding::MissingArticle { parameter, .. } if parameter == "t.mask"));
    assert_eq!(found.len(), 3);
}

#[test]
fn the_same_rank_with_another_value_is_a_contradiction() {
    let line = |value, from: &str| set("t.specific", value, &format!("from = {from}"));
    let issued = "issued_on = 2019-12-01";
    let found = findings(vec![
        circular("a", issued, &line("1", "2020-01-01")),
        circular("b", issued, &line("2", "2020-01-01")),
    ]);
    assert_eq!(
        found,
        [BookFinding::Contradiction {
            parameter: "t.specific".into(),
            first: "a".into(),
            second: "b".into(),
            on: day("2020-01-01"),
            facts: Facts::new(),
        }]
    );
    let agreeing =
        [circular("a", issued, &line("1", "2020-01-01")), circular("b", issued, &line("1", "2020-01-01"))];
    assert!(PolicyBook::build(agreeing, crate::support::DECLS, []).is_ok());
    let one_after_the_other =
        [circular("a", issued, &line("1", "2020-01-01")), circular("b", issued, &line("2", "2020-01-02"))];
    assert!(PolicyBook::build(one_after_the_other, crate::support::DECLS, []).is_ok());
}

#[test]
fn one_circular_sets_a_day_once() {
    let two = |until: &str| {
        set("t.specific", "1", &format!("from = 2020-01-01\nuntil = {until}"))
            + &set("t.specific", "1", "from = 2020-02-01")
    };
    let found = findings(vec![circular("a", "", &two("2020-02-01"))]);
    assert!(matches!(&found[0], BookFinding::SetTwice { on, .. } if *on == day("2020-02-01")));
    assert!(
        PolicyBook::build([circular("a", "", &two("2020-01-31"))], crate::support::DECLS, []).is_ok(),
        "adjoining periods do not overlap"
    );
}

#[test]
fn a_gap_in_the_national_answer_is_found_to_the_day() {
    let hours = "\"07:30-16:00\"";
    let first = |until: &str| {
        circular("a", "", &set("t.always", hours, &format!("from = 2020-01-01\nuntil = {until}")))
    };
    let second = || circular("b", "", &set("t.always", hours, "from = 2020-06-10"));
    let regional =
        || circular("r", "scope = { region = \"12\" }", &set("t.always", hours, "from = 2020-06-01"));
    let gap = |from: &str, until: Option<&str>| {
        vec![BookFinding::Gap { parameter: "t.always".into(), from: day(from), until: until.map(day) }]
    };
    assert_eq!(
        findings(vec![first("2020-06-08"), second(), regional()]),
        gap("2020-06-09", Some("2020-06-09")),
        "a regional answer does not close a national gap"
    );
    assert!(PolicyBook::build([first("2020-06-09"), second()], crate::support::DECLS, []).is_ok());
    assert_eq!(findings(vec![first("2020-06-08")]), gap("2020-06-09", None));
    let revoked = circular("c", "", "[[revokes]]\ncircular = \"b\"\nfrom = 2021-01-01");
    assert_eq!(findings(vec![first("2020-06-09"), second(), revoked]), gap("2021-01-01", None));
}

#[test]
fn ids_are_unique_and_revocations_hit_something() {
    let line = set("t.cap", "1", "from = 2020-01-01");
    let found = findings(vec![
        circular("a", "", &line),
        circular("a", "", &set("t.mask", "true", "from = 2020-01-01")),
        circular("b", "", "[[revokes]]\ncircular = \"nobody\"\nfrom = 2020-01-01"),
    ]);
    assert!(matches!(&found[0], BookFinding::SameId { id, .. } if id == "a"));
    assert!(matches!(&found[1], BookFinding::UnknownRevoked { circular, .. } if circular == "nobody"));
}

#[test]
fn a_boundary_without_a_case_is_found() {
    let document = circular("a", "", &set("t.specific", "1", "from = 2020-06-08\nuntil = 2020-06-10"));
    let case = |date: &str| {
        format!("[[case]]\nparameter = \"t.specific\"\ndate = {date}\nexpect = 1\nwhy = \"w\"\n")
    };
    let days = ["2020-06-07", "2020-06-08", "2020-06-10", "2020-06-11"];
    let all: String = days.iter().copied().map(case).collect();
    assert!(
        check_coverage(
            &crate::support::book(vec![document.clone()]),
            &document,
            &parse_cases("a.cases.toml", &all).unwrap()
        )
        .is_empty()
    );
    for left_out in days {
        let rest: String = days.iter().copied().filter(|date| *date != left_out).map(case).collect();
        let faults = check_coverage(
            &crate::support::book(vec![document.clone()]),
            &document,
            &parse_cases("a.cases.toml", &rest).unwrap(),
        );
        assert_eq!(faults.len(), 1);
        assert!(faults[0].to_string().contains(left_out), "{}", faults[0]);
    }
}

#[test]
fn a_wrong_answer_is_found_with_both_values_and_the_ground() {
    let book = crate::support::book(vec![circular("a", "", &set("t.specific", "1", "from = 2020-06-08"))]);
    let faults = |body: &str| -> Vec<String> {
        let text = format!("[[case]]\nwhy = \"w\"\n{body}");
        let cases = parse_cases("a.cases.toml", &text).unwrap();
        check_cases(&book, &cases).iter().map(ToString::to_string).collect()
    };
    assert!(faults("date = 2020-06-08\nparameter = \"t.specific\"\nexpect = 1").is_empty());
    assert!(faults("date = 2020-06-07\nabsent = [\"t.specific\"]").is_empty());
    assert_eq!(
        faults("date = 2020-06-08\nparameter = \"t.specific\"\nexpect = 2"),
        ["a.cases.toml, case 1: t.specific on 2020-06-08 is 1 by a, expected 2: w"]
    );
    assert_eq!(
        faults("date = 2020-06-07\n[case.expect]\n\"t.specific\" = 1\n\"t.cap\" = 2"),
        [
            "a.cases.toml, case 1: t.cap on 2020-06-07 is absent, expected 2: w",
            "a.cases.toml, case 1: t.specific on 2020-06-07 is absent, expected 1: w",
        ]
    );
    assert_eq!(faults("date = 2020-06-08\nabsent = [\"t.specific\"]").len(), 1);
    assert_eq!(
        faults("date = 2020-06-08\nabsent = [\"t.unknown\"]").len(),
        1,
        "a misspelt name is no answer"
    );
}

#[test]
fn a_case_without_expectation_or_ground_is_refused() {
    for (body, start) in [
        ("", "f.toml: case is missing"),
        ("[[case]]\ndate = 2020-06-08\nwhy = \"w\"", "f.toml: case[1].expect is missing"),
        ("[[case]]\ndate = 2020-06-08\nabsent = [\"t.cap\"]", "f.toml: case[1].why is missing"),
        ("[[case]]\nwhy = \"w\"\nabsent = [\"t.cap\"]", "f.toml: case[1].date is missing"),
        ("[[case]]\nexpect = 1", "f.toml: case[1].parameter is missing"),
    ] {
        let error = parse_cases("f.toml", body).expect_err("the case has a fault");
        assert!(error.to_string().starts_with(start), "{error}");
    }
}

#[test]
fn a_case_with_old_knowledge_covers_no_boundary() {
    let document = circular("a", "", &set("t.specific", "1", "from = 2020-06-08"));
    let case = |date: &str, keys: &str| {
        format!("[[case]]\nparameter = \"t.specific\"\ndate = {date}\nexpect = 1\nwhy = \"w\"\n{keys}\n")
    };
    let text = case("2020-06-07", "") + &case("2020-06-08", "known_on = 2020-06-01");
    assert_eq!(
        check_coverage(
            &crate::support::book(vec![document.clone()]),
            &document,
            &parse_cases("a.cases.toml", &text).unwrap()
        )
        .len(),
        1
    );
}

#[test]
fn declarations_are_unique_and_combine_what_can_be_combined() {
    let decl = |kind, combine| ParamDecl {
        name: "t.same",
        unit: "unit",
        kind,
        combine,
        continuous: false,
        meaning: "for tests",
    };
    let built = |decls: Vec<ParamDecl>| PolicyBook::build([], &decls, []).map(|_| ());
    assert_eq!(built(vec![decl(ParamKind::Flag, Combine::Latest)]), Ok(()));
    let twice = built(vec![decl(ParamKind::Flag, Combine::Latest), decl(ParamKind::Flag, Combine::Latest)]);
    assert!(matches!(twice.unwrap_err()[..], [BookFinding::DeclaredTwice { .. }]));
    let strict = Combine::Strictest(StrictDirection::Higher);
    for (kind, combine) in
        [(ParamKind::Span, strict), (ParamKind::Text, strict), (ParamKind::Flag, Combine::Union)]
    {
        let refused = built(vec![decl(kind, combine)]);
        assert!(matches!(refused.unwrap_err()[..], [BookFinding::CombineDoesNotFit { .. }]));
    }
}
