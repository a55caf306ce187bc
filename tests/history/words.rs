use homevisit::domain::fact::Fact;
use serde_json::{Value, json};

use crate::facts::every_kind;
use crate::page::in_words;

/// The fact with one field set to something else, wherever that can be read.
fn changed(fact: &Fact) -> Vec<(String, Value, Fact)> {
    let Value::Object(one) = serde_json::to_value(fact).unwrap() else { panic!() };
    let (kind, fields) = one.into_iter().next().unwrap();
    let others = [
        json!(null),
        json!(true),
        json!(false),
        json!(7),
        json!("2001-02-03"),
        json!("07:41"),
        json!("something"),
        json!("interval"),
        json!("reactive"),
        json!("manager"),
        json!("missing"),
        json!("abroad"),
        json!("refused"),
        json!("other"),
        json!("arrest"),
        json!("executed"),
        json!([]),
        json!(["P103"]),
        json!([{ "agency": "housing", "number": "1" }]),
    ];
    let mut changed = Vec::new();
    for key in fields.as_object().unwrap().keys() {
        for other in &others {
            let mut fields = fields.clone();
            fields[key] = other.clone();
            let tried = serde_json::from_value::<Fact>(json!({ kind.as_str(): fields }));
            changed.extend(tried.ok().filter(|tried| tried != fact).map(|tried| (key.clone(), other.clone(), tried)));
        }
    }
    changed
}

#[test]
fn every_field_of_every_kind_of_fact_is_told() {
    for fact in every_kind() {
        let words = in_words(&fact);
        let changed = changed(&fact);
        let Value::Object(one) = serde_json::to_value(&fact).unwrap() else { panic!() };
        for key in one.values().next().unwrap().as_object().unwrap().keys() {
            assert!(changed.iter().any(|(field, ..)| field == key), "{key} of {} was not tried", fact.kind());
        }
        for (key, other, fact) in changed {
            assert_ne!(in_words(&fact), words, "{key} = {other} of {} is not told", fact.kind());
        }
    }
}

#[test]
fn what_is_not_recorded_is_said_and_never_taken_for_no() {
    let visit = json!({ "visit": { "reference": "V1", "day": "2025-03-01", "outcome": "seen" } });
    let visit: Fact = serde_json::from_value(visit).unwrap();
    assert_eq!(
        in_words(&visit),
        "visit V1 on 1 Mar 2025: seen; not recorded: who attended, premises, announced or not, whether entry was sought, \
         children, time"
    );
    let officer = json!({ "officer": { "from": null, "name": "A", "team": "T", "role": "officer", "accredited": null,
        "fte_hundredths": null, "active_until": null } });
    let officer: Fact = serde_json::from_value(officer).unwrap();
    assert_eq!(in_words(&officer), "A: officer in team T, accreditation not recorded, since ever");
}
