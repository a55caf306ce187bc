//! The evidence of failed attempts: which there are, at which address, who went, what was set right.

use std::collections::BTreeMap;

use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::{AgencyMember, Fact, VisitFact};
use homevisit::domain::work::{Course, Stage};
use serde_json::{Value, json};

use crate::kit::{OFFICER, POLICY, SUPERVISOR, Unit, about, day, deed, offender, visit};

fn evidence(unit: &Unit, reference: &str, as_of: &str) -> Value {
    serde_json::from_str(&unit.answer(&["evidence", reference, "--as-of", as_of, "--format", "json"])).unwrap()
}

/// One field of every one of a list.
fn each(list: &Value, field: &str) -> Vec<Value> {
    list.as_array().unwrap().iter().map(|one| one[field].clone()).collect()
}

#[test]
fn the_attempts_are_those_since_last_seen_up_to_the_day() {
    let mut unit = Unit::new();
    // R001 was not in on 20 Nov 2024 and seen on 27 Nov 2024.
    let first = unit.visit("R001", visit("2025-04-01", "no-reply"));
    unit.visit("R001", visit("2025-04-02", "doorstep"));
    let second = unit.visit("R001", visit("2025-04-03", "out"));
    let told = evidence(&unit, "R001", "2025-04-03");
    assert_eq!(told["last_seen"], "2024-11-27");
    assert_eq!(each(&told["attempts"], "visit_ref"), [json!(first), json!(second)]);
    assert_eq!(each(&told["attempts"], "number"), [json!(1), json!(2)]);
    assert_eq!(each(&evidence(&unit, "R001", "2025-04-02")["attempts"], "visit_ref"), [json!(first)]);
    unit.visit("R001", visit("2025-04-04", "seen"));
    assert_eq!(evidence(&unit, "R001", "2025-04-04")["attempts"], json!([]));
}

#[test]
fn of_somebody_never_seen_all_attempts_are_told() {
    let unit = Unit::new();
    let told = evidence(&unit, "R007", "2025-04-03");
    assert_eq!((&told["last_seen"], each(&told["attempts"], "visit_ref")), (&Value::Null, vec![json!("V0011")]));
    assert_eq!(told["attempts"][0]["recorded"]["by_extract"], true);
    assert_eq!(told["attempts"][0]["entry_sought"], Value::Null);
}

#[test]
fn attempts_with_entry_sought_are_counted_at_each_address_as_notified_then() {
    let mut unit = Unit::new();
    let moved = Fact::Address {
        from: day("2025-04-02"),
        address: Some("1 Imaginary Row".to_owned()),
        postcode: None,
        no_fixed_abode: false,
    };
    unit.done(OFFICER, ActKind::MoveOffender, about("R001", moved));
    unit.visit("R001", visit("2025-04-01", "no-reply"));
    unit.visit("R001", visit("2025-04-02", "no-reply"));
    unit.visit("R001", visit("2025-04-03", "refused"));
    unit.visit("R001", VisitFact { entry_sought: Some(false), ..visit("2025-04-04", "no-reply") });
    unit.visit("R001", VisitFact { entry_sought: None, ..visit("2025-04-05", "no-reply") });
    unit.visit("R001", VisitFact { premises: Some("other".parse().unwrap()), ..visit("2025-04-06", "no-reply") });
    let told = evidence(&unit, "R001", "2025-04-06");
    assert_eq!(each(&told["addresses"], "address"), [json!("7 Candlewick Stairs, Otterby"), json!("1 Imaginary Row")]);
    assert_eq!(each(&told["addresses"], "from"), [json!("2024-11-01"), json!("2025-04-02")]);
    assert_eq!(each(&told["addresses"], "entry_sought"), [json!(1), json!(2)]);
    let places = each(&told["attempts"], "address");
    assert_eq!(places, [json!(0), json!(1), json!(1), json!(1), json!(1), Value::Null]);
}

#[test]
fn an_attempt_where_no_address_is_on_file_is_counted_all_the_same() {
    let mut unit = Unit::new();
    unit.visit("R012", visit("2025-04-03", "no-reply"));
    let told = evidence(&unit, "R012", "2025-04-03");
    assert_eq!(told["addresses"][0]["from"], Value::Null);
    assert_eq!(told["addresses"][0]["entry_sought"], 1);
    let text = unit.answer(&["evidence", "R012", "--as-of", "2025-04-03"]);
    assert!(text.contains("no address is on file for the day"), "{text}");
}

#[test]
fn who_attended_is_told_as_on_the_day() {
    let mut unit = Unit::new();
    // P102 was not accredited until 2025; R005 was never seen at home by the record.
    let agencies = vec![AgencyMember { agency: "social-care".to_owned(), number: "4711".to_owned() }];
    unit.visit("R005", VisitFact { agencies, ..visit("2024-12-31", "no-reply") });
    unit.visit("R005", VisitFact { officers: None, announced: None, ..visit("2025-01-02", "no-reply") });
    let told = evidence(&unit, "R005", "2025-01-02");
    let member = |id: &str, accredited: bool| json!({"officer_id": id, "role": "officer", "accredited": accredited});
    assert_eq!(told["attempts"][0]["officers"], json!([member("P101", true), member("P102", false)]));
    assert_eq!(told["attempts"][0]["agencies"], json!([{"agency": "social-care", "number": "4711"}]));
    assert_eq!((&told["attempts"][1]["officers"], &told["attempts"][1]["announced"]), (&json!([]), &Value::Null));
    let text = unit.answer(&["evidence", "R005", "--as-of", "2025-01-02"]);
    assert!(text.contains("P102 (officer, not accredited)") && text.contains("social-care 4711"), "{text}");
}

#[test]
fn of_two_records_of_one_visit_one_is_told() {
    let mut unit = Unit::new();
    // V0011 is the extract's: R007, 20 May 2024, not in. The same recorded here is presumed the same visit.
    let ours = unit.visit("R007", visit("2024-05-20", "out"));
    assert_eq!(each(&evidence(&unit, "R007", "2025-04-03")["attempts"], "visit_ref"), [json!(ours)]);
    let pair = Fact::Pair { visit: "V0011".to_owned(), recorded: ours.clone(), one: false };
    unit.done(OFFICER, ActKind::PairVisits, about("R007", pair));
    let both = each(&evidence(&unit, "R007", "2025-04-03")["attempts"], "visit_ref");
    assert_eq!(both, [json!("V0011"), json!(ours)]);
}

#[test]
fn what_was_set_right_or_withdrawn_is_told_with_when_and_by_whom_and_why() {
    let mut unit = Unit::new();
    let wrong = unit.visit("R001", visit("2025-04-01", "no-reply"));
    let gone = unit.visit("R001", visit("2025-04-02", "no-reply"));
    let set = BTreeMap::from([("outcome".to_owned(), Some("refused".to_owned()))]);
    unit.done(SUPERVISOR, ActKind::Correct, Change::Correct("visit-15".to_owned(), set));
    unit.done(SUPERVISOR, ActKind::Withdraw, Change::Withdraw("visit-16".to_owned()));
    let told = evidence(&unit, "R001", "2025-04-03");
    assert_eq!(each(&told["attempts"], "visit_ref"), [json!(wrong)]);
    assert_eq!((&told["attempts"][0]["outcome"], &told["attempts"][0]["corrected"]), (&json!("refused"), &json!(true)));
    let superseded = &told["superseded"];
    assert_eq!(each(superseded, "fact"), [json!("visit-15"), json!("visit-16")]);
    assert_eq!(each(superseded, "withdrawn"), [json!(false), json!(true)]);
    assert_eq!(superseded[0]["said"]["outcome"], "no-reply");
    assert_eq!(superseded[1]["said"]["visit_ref"], json!(gone));
    for one in superseded.as_array().unwrap() {
        assert_eq!((&one["recorded"]["by"], &one["then"]["by"]), (&json!(OFFICER), &json!(SUPERVISOR)));
        assert_eq!(one["then"]["because"], "so that a test has one");
    }
    // Seen on a later day, and all that is of an earlier series.
    unit.visit("R001", visit("2025-04-04", "seen"));
    assert_eq!(evidence(&unit, "R001", "2025-04-04")["superseded"], json!([]));
}

#[test]
fn decisions_and_the_stages_of_a_warrant_are_told_from_their_day() {
    let mut unit = Unit::new();
    unit.visit("R001", visit("2025-04-01", "no-reply"));
    let (today, by) = (unit.today(), unit.today().plus_days(9));
    unit.done(SUPERVISOR, ActKind::Decide, Change::Decide(offender("R001"), Course::Warrant, by));
    let stage = |stage| Change::Step(offender("R001"), stage, None);
    unit.done(OFFICER, ActKind::StepWarrant, stage(Stage::Authorised));
    let set = BTreeMap::from([("visit_by".to_owned(), Some(by.next().to_string()))]);
    unit.done(SUPERVISOR, ActKind::Correct, Change::Correct("decision-1".to_owned(), set));
    unit.done(OFFICER, ActKind::StepWarrant, stage(Stage::Applied));
    let told = evidence(&unit, "R001", &today.to_string());
    assert_eq!(each(&told["decisions"], "fact"), [json!("decision-2")]);
    assert_eq!(each(&told["decisions"], "visit_by"), [json!(by.next())]);
    let stages = each(&told["decisions"][0]["stages"], "stage");
    assert_eq!(stages, [json!("authorised"), json!("applied")], "of the decision before it was set right, too");
    assert_eq!(each(&told["superseded"], "fact"), [json!("decision-1")]);
    let before = evidence(&unit, "R001", &today.before().to_string());
    assert_eq!((&before["decisions"], &before["superseded"]), (&json!([]), &json!([])));
}

#[test]
fn the_act_of_england_and_wales_is_cited_there_alone() {
    let ours = Unit::new();
    let text = ours.answer(&["evidence", "R007", "--as-of", "2025-04-03"]);
    assert!(text.contains("section 96B") && text.contains("Sexual Offences Act"), "{text}");
    assert!(text.contains("asks for a supervisor's decision after 2"), "{text}");
    let elsewhere = POLICY.replace("id = \"uk-ew-baseline\"", "id = \"elsewhere\"");
    let elsewhere = Unit::under(&elsewhere.replace("attempts_for_decision = 2", "attempts_for_decision = 3"));
    let text = elsewhere.answer(&["evidence", "R007", "--as-of", "2025-04-03"]);
    assert!(!text.contains("96B") && !text.contains("Wales"), "{text}");
    assert!(text.contains("asks for a supervisor's decision after 3"), "{text}");
    assert_eq!(evidence(&elsewhere, "R007", "2025-04-03")["section_96b"], false);
}

#[test]
fn it_fits_eighty_columns() {
    let mut unit = Unit::new();
    let agencies = vec![AgencyMember { agency: "x".repeat(64), number: "4711".to_owned() }];
    unit.visit("R001", VisitFact { agencies, ..visit("2025-04-01", "no-reply") });
    let because = Some("a long reason, told over and over again. ".repeat(20));
    let by = unit.today().plus_days(9);
    let decision = Change::Decide(offender("R001"), Course::Warrant, by);
    let decision = homevisit::domain::deed::Deed { because, ..deed(ActKind::Decide, decision) };
    unit.apply(SUPERVISOR, None, &decision).unwrap();
    let text = unit.answer(&["evidence", "R001"]);
    let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    assert!(text.contains("told over and over again"), "{text}");
}
