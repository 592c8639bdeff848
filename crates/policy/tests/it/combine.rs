use crate::support::{book, circular, day, place, set};
use siaga_policy::{Decision, Language, PolicyBook, Question, Reason, Value, WhyLost, explain};

fn integer(book: &PolicyBook, parameter: &str, question: Question<'_>) -> Option<i64> {
    book.ruling(parameter, &question).and_then(|ruling| ruling.integer())
}

#[test]
fn both_ends_of_the_period_are_in_force() {
    let book =
        book(vec![circular("a", "", &set("t.specific", "1", "from = 2020-06-08\nuntil = 2020-06-10"))]);
    let on = |text| integer(&book, "t.specific", Question::on(day(text)));
    assert_eq!(on("2020-06-07"), None);
    assert_eq!(on("2020-06-08"), Some(1));
    assert_eq!(on("2020-06-10"), Some(1));
    assert_eq!(on("2020-06-11"), None);
}

#[test]
fn narrower_place_wins_and_the_wider_one_says_why_it_lost() {
    let book = book(vec![
        circular("city", "scope = { region = \"73.73\" }", &set("t.specific", "2", "from = 2020-01-01")),
        circular("province", "scope = { region = \"73\" }", &set("t.specific", "3", "from = 2020-02-01")),
        circular("nation", "", &set("t.specific", "1", "from = 2020-03-01")),
    ]);
    let village = place("73.73.01.1001");
    let question = Question::on(day("2020-06-08")).at(&village);
    let answer = book.in_force("t.specific", &question).unwrap();
    assert_eq!(*answer.value, Value::Integer(2));
    assert_eq!(&*answer.winner.circular, "city");
    assert_eq!(answer.losers.len(), 2);
    assert!(answer.losers.iter().all(|loser| loser.why == WhyLost::LessSpecific));
    let province = place("73");
    assert_eq!(integer(&book, "t.specific", question.at(&province)), Some(3));
    assert_eq!(integer(&book, "t.specific", Question::on(day("2020-06-08"))), Some(1));
}

#[test]
fn a_line_narrows_the_scope_of_its_circular_by_kind_and_unit() {
    let body = set("t.specific", "1", "from = 2020-01-01")
        + &set("t.specific", "2", "from = 2020-01-01\nagency_kind = \"clinic\"")
        + &set("t.specific", "3", "from = 2020-01-01\nunit = \"u-1\"");
    let book = book(vec![circular("a", "", &body)]);
    let nation = Question::on(day("2020-06-08"));
    assert_eq!(integer(&book, "t.specific", nation), Some(1));
    let clinic = Question { agency_kind: Some("clinic"), ..nation };
    assert_eq!(integer(&book, "t.specific", clinic), Some(2));
    assert_eq!(integer(&book, "t.specific", Question { unit: Some("u-1"), ..clinic }), Some(3));
    assert_eq!(integer(&book, "t.specific", Question { unit: Some("u-2"), ..nation }), Some(1));
}

#[test]
fn temporary_national_hours_win_over_the_own_hours_of_a_region() {
    let book = book(vec![
        circular("own", "scope = { region = \"12.18\" }", &set("t.specific", "1", "from = 2020-01-01")),
        circular(
            "ramadan",
            "temporary = true",
            &set("t.specific", "2", "from = 2020-04-24\nuntil = 2020-05-23"),
        ),
    ]);
    let regency = place("12.18");
    let on = |text| integer(&book, "t.specific", Question::on(day(text)).at(&regency));
    assert_eq!(on("2020-04-23"), Some(1));
    assert_eq!(on("2020-04-24"), Some(2));
    assert_eq!(on("2020-05-23"), Some(2));
    assert_eq!(on("2020-05-24"), Some(1));
    let question = Question::on(day("2020-05-01")).at(&regency);
    let answer = book.in_force("t.specific", &question).unwrap();
    assert_eq!(answer.losers[0].why, WhyLost::OutsideTemporaryRule);
}

#[test]
fn a_setting_answers_only_where_no_circular_does() {
    let book = book(vec![
        circular("setting", "default = true", &set("t.cap", "100", "from = 2000-01-01")),
        circular("law", "", &set("t.cap", "500", "from = 2020-06-08\nuntil = 2020-06-08")),
    ]);
    let on = |text| integer(&book, "t.cap", Question::on(day(text)));
    assert_eq!(on("2020-06-07"), Some(100));
    assert_eq!(on("2020-06-08"), Some(500), "a stricter setting is still no law");
    assert_eq!(on("2020-06-09"), Some(100));
    let answer = book.in_force("t.cap", &Question::on(day("2020-06-08"))).unwrap();
    assert_eq!(answer.losers[0].why, WhyLost::OnlyASetting);
}

#[test]
fn the_strictest_value_wins_in_its_direction() {
    let body = |cap: &str, mask: &str| {
        set("t.cap", cap, "from = 2020-01-01") + &set("t.mask", mask, "from = 2020-01-01")
    };
    let book = book(vec![
        circular("a", "", &body("500", "true")),
        circular("b", "scope = { region = \"12\" }", &body("750", "false")),
    ]);
    let regency = place("12.18");
    let question = Question::on(day("2020-06-08")).at(&regency);
    assert_eq!(integer(&book, "t.cap", question), Some(500));
    assert_eq!(book.ruling("t.mask", &question).and_then(|ruling| ruling.flag()), Some(true));
    let answer = book.in_force("t.cap", &question).unwrap();
    assert_eq!(answer.losers[0].why, WhyLost::LessStrict);
}

#[test]
fn latest_ignores_the_place_and_names_the_older() {
    let book = book(vec![
        circular("old", "scope = { region = \"12.18\" }", &set("t.latest", "1", "from = 2020-01-01")),
        circular("new", "", &set("t.latest", "2", "from = 2020-06-08")),
    ]);
    let regency = place("12.18");
    let at = |text| Question::on(day(text)).at(&regency);
    assert_eq!(integer(&book, "t.latest", at("2020-06-07")), Some(1));
    assert_eq!(integer(&book, "t.latest", at("2020-06-08")), Some(2));
    let question = at("2020-06-08");
    let answer = book.in_force("t.latest", &question).unwrap();
    assert_eq!(answer.losers[0].why, WhyLost::Older);
}

#[test]
fn union_joins_lists_once_each() {
    let book = book(vec![
        circular("a", "", &set("t.tools", "[\"mask\", \"soap\"]", "from = 2020-01-01")),
        circular("b", "", &set("t.tools", "[\"soap\", \"gloves\"]", "from = 2020-01-01")),
        circular("c", "default = true", &set("t.tools", "[\"coat\"]", "from = 2020-01-01")),
    ]);
    let question = Question::on(day("2020-06-08"));
    let ruling = book.ruling("t.tools", &question).unwrap();
    assert_eq!(ruling.value.as_list().unwrap(), ["mask", "soap", "gloves"]);
    let answer = book.in_force("t.tools", &question).unwrap();
    let why: Vec<_> = answer.losers.iter().map(|loser| loser.why.clone()).collect();
    assert_eq!(why, [WhyLost::Joined, WhyLost::OnlyASetting]);
}

#[test]
fn a_revocation_ends_a_circular_the_day_before_and_only_for_those_who_know_it() {
    let book = book(vec![
        circular("old", "issued_on = 2019-01-01", &set("t.specific", "1", "from = 2019-01-01")),
        circular(
            "new",
            "issued_on = 2020-06-05",
            "[[revokes]]\ncircular = \"old\"\nfrom = 2020-06-08\narticle = \"9\"",
        ),
    ]);
    let on = |text| Question::on(day(text));
    assert_eq!(integer(&book, "t.specific", on("2020-06-07")), Some(1));
    assert_eq!(integer(&book, "t.specific", on("2020-06-08")), None);
    let known = |text| on("2020-06-08").known_on(day(text));
    assert_eq!(integer(&book, "t.specific", known("2020-06-04")), Some(1));
    assert_eq!(integer(&book, "t.specific", known("2020-06-05")), None);
}

#[test]
fn knowledge_starts_with_entry_then_signature_then_the_line_itself() {
    let line = set("t.specific", "1", "from = 2020-06-01");
    let entered = circular("a", "issued_on = 2020-05-01\nknown_from = 2020-06-12", &line);
    let signed = circular("a", "issued_on = 2020-06-05", &line);
    let unknown = circular("a", "", &line);
    for (document, first) in [(entered, "2020-06-12"), (signed, "2020-06-05"), (unknown, "2020-06-01")] {
        let book = book(vec![document]);
        let known = |known_on| Question::on(day("2020-06-20")).known_on(known_on);
        assert_eq!(integer(&book, "t.specific", known(day(first))), Some(1));
        assert_eq!(integer(&book, "t.specific", known(day(first).pred_opt().unwrap())), None);
    }
}

#[test]
fn a_later_correction_of_the_same_day_wins_once_known() {
    let line = |value| set("t.specific", value, "from = 2020-06-01");
    let book = book(vec![
        circular("first", "issued_on = 2020-06-01", &line("1")),
        circular("correction", "issued_on = 2020-06-10", &line("2")),
    ]);
    let question = Question::on(day("2020-06-05"));
    assert_eq!(integer(&book, "t.specific", question), Some(2));
    assert_eq!(integer(&book, "t.specific", question.known_on(day("2020-06-09"))), Some(1));
    let then = question.known_on(day("2020-06-09"));
    let answer = book.in_force("t.specific", &then).unwrap();
    assert_eq!(answer.losers[0].why, WhyLost::NotYetKnown);
}

#[test]
fn an_explanation_names_winner_source_marks_and_losers() {
    let book = book(vec![
        circular("setting", "default = true", &set("t.specific", "1", "from = 2020-01-01")),
        circular(
            "city",
            "scope = { region = \"73.73\" }",
            &set("t.specific", "2", "from = 2020-06-08\nverified = false\nnote = \"press\""),
        ),
    ]);
    let city = place("73.73");
    let question = Question::on(day("2020-06-08")).at(&city);
    let answer = book.in_force("t.specific", &question).unwrap();
    let english = explain(&answer, Language::English).join("\n");
    assert!(
        english.starts_with("t.specific = 2 (unit)\nwinner: city (I), 1, region 73.73, since 2020-06-08")
    );
    assert!(english.contains("NOT yet compared"));
    assert!(english.contains("note: press"));
    assert!(english.ends_with("loser: setting (I), 1, since 2020-01-01 = 1: only a setting"));
    let indonesian = explain(&answer, Language::Indonesian).join("\n");
    assert!(indonesian.contains("menang: city") && indonesian.contains("hanya setelan awal"));
}

#[test]
fn decisions_keep_grounds_and_findings_in_order() {
    let decision = Decision::new(7)
        .because(Reason::fact("first"))
        .finding("t.odd", "odd")
        .map(|minutes| minutes * 2)
        .and_then(|minutes| Decision::new(minutes > 10).because(Reason::fact("second")));
    assert!(decision.value);
    let words: Vec<_> = decision.reasons.iter().map(|reason| reason.words.as_ref()).collect();
    assert_eq!(words, ["first", "second"]);
    assert_eq!(decision.findings[0].code, "t.odd");
}

#[test]
fn a_decision_survives_json() {
    let reason = Reason { circular: "c".into(), article: "4(7)".into(), words: "w".into() };
    let decision = Decision::new(7_i64).because(reason).finding("t.odd", "odd");
    let text = serde_json::to_string(&decision).unwrap();
    assert_eq!(
        text,
        r#"{"value":7,"reasons":[{"circular":"c","article":"4(7)","words":"w"}],"findings":[{"code":"t.odd","words":"odd"}]}"#
    );
    assert_eq!(serde_json::from_str::<Decision<i64>>(&text).unwrap(), decision);
}
