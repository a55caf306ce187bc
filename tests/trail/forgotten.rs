//! Who is forgotten: nothing of their names and texts is left in the file, and the trail still holds.

use std::collections::BTreeMap;
use std::path::PathBuf;

use homevisit::act::deed::{Actor, DeedRefused};
use homevisit::act::forget::{Forgetting, Forgot, clean, forget};
use homevisit::act::trail::{Left, leave};
use homevisit::domain::deed::{ActKind, Change, Deed, Running};
use homevisit::domain::fact::{Fact, VisitFact};
use homevisit::domain::trail::Outcome;
use homevisit::store::{KnownAt, StoreError};
use std::time::Duration;

use crate::follow::{SUPERVISOR, Unit, about, day, deed, offender, visit};
use crate::kit;

/// All that there ever was of R001, and of nobody else; some of it was corrected.
const OF_THEM: &[&str] = &[
    "Quillfeather",
    "Quillfether",
    "Zebedee",
    "1970-02-03",
    "1 Inkwell Passage, Otterby",
    "7 Candlewick Stairs, Otterby",
    "8 Candlewick Stairs, Otterby",
    "ZZ1 1AA",
    "ZZ1 2BB",
    "moved in beside a playground",
    "settled employment reviewed by the panel",
    "the brother answered",
    "the sister answered",
    "rang before, the dog is loose",
    "why the spelling was wrong",
    "why the note was wrong",
    "why they were tiered anew",
    "why both were gone to",
    "asked by their solicitor",
    "why it ended",
];

/// What is of others, or the unit's own.
const OF_OTHERS: &[&str] =
    &["Tumbleweed", "Mossgrove", "12 Thimble Yard", "Barnaby Oakentree", "why the other was gone to"];

fn path(unit: &Unit) -> PathBuf {
    unit.store.connection().path().unwrap().into()
}

/// Which of these stand in the files of the database.
fn found(unit: &Unit, words: &[&'static str]) -> Vec<&'static str> {
    let files = ["", "-wal", "-shm"].map(|ending| std::fs::read(format!("{}{ending}", path(unit).display())));
    let files: Vec<Vec<u8>> = files.into_iter().map(Result::unwrap_or_default).collect();
    assert!(files.iter().map(Vec::len).sum::<usize>() > 4096);
    let stands =
        |word: &&&str| files.iter().any(|bytes| bytes.windows(word.len()).any(|window| window == word.as_bytes()));
    words.iter().filter(stands).copied().collect()
}

fn because(kind: ActKind, why: &str, changes: Vec<Change>) -> Deed {
    Deed { kind, because: Some(why.to_owned()), changes }
}

fn set(fact: &str, field: &str, value: &str) -> Change {
    Change::Correct(fact.to_owned(), BTreeMap::from([(field.to_owned(), Some(value.to_owned()))]))
}

/// R001 with corrections, notes and reasons, whose management has ended.
fn full() -> Unit {
    let mut unit = Unit::new();
    let mut store = |actor: &str, deed: Deed| unit.apply(actor, None, &deed).unwrap();
    store(
        "M301",
        because(ActKind::Correct, "why the spelling was wrong", vec![set("person-1", "family", "Quillfether")]),
    );
    let address = "address-2";
    store("M301", because(ActKind::Correct, "a slip", vec![set(address, "address", "8 Candlewick Stairs, Otterby")]));
    let noted = |text: &str| VisitFact {
        note: Some(text.to_owned()),
        announced: Some(true),
        announced_because: Some("rang before, the dog is loose".to_owned()),
        ..visit("2025-03-30", "seen")
    };
    let visited = |reference: &str, fact| about(reference, Fact::Visit(Box::new(fact)));
    let done =
        store("P101", because(ActKind::RecordVisit, "as it was", vec![visited("R001", noted("the brother answered"))]));
    let fact = done.facts[0].name.to_string();
    store("P101", because(ActKind::Correct, "why the note was wrong", vec![set(&fact, "note", "the sister answered")]));
    let tier = Fact::Tier { from: day("2025-03-01"), tier: "high".to_owned(), set_by: "S201".to_owned(), reason: None };
    store(SUPERVISOR, because(ActKind::SetTier, "why they were tiered anew", vec![about("R001", tier)]));
    let both = vec![visited("R001", visit("2025-04-02", "out")), visited("R002", visit("2025-04-02", "out"))];
    store("P101", because(ActKind::RecordVisit, "why both were gone to", both));
    let other = vec![visited("R002", visit("2025-04-03", "out"))];
    store("P101", because(ActKind::RecordVisit, "why the other was gone to", other));
    let ends = Change::End(offender("R001"), Running::Management, unit.today());
    unit.apply(SUPERVISOR, None, &because(ActKind::EndManagement, "why it ended", vec![ends])).unwrap();
    let left = Left { because: Some("asked by their solicitor"), about: Some("R001"), ..Left::of(Outcome::Seen) };
    leave(&mut unit.store, SUPERVISOR, &left).unwrap();
    unit.store.refresh_cache().unwrap();
    unit
}

fn asked(unit: &mut Unit, reference: &str, actor: &str, authorised_by: &str) -> Result<Forgot, DeedRefused> {
    let asked = Forgetting { reference, authorised_by, because: "order 17/2026" };
    let today = unit.today();
    forget(&mut unit.store, asked, &Actor::Officer(actor.to_owned()), today)
}

#[test]
fn nothing_of_a_person_who_was_forgotten_is_left_in_the_file() {
    let mut unit = full();
    assert_eq!(found(&unit, OF_THEM), OF_THEM, "the search finds what is there");
    let before = unit.store.snapshot(None).unwrap().act().number;
    let forgot = asked(&mut unit, "R001", "M301", SUPERVISOR).unwrap();
    assert_eq!((forgot.removed["person"], forgot.removed["address"]), (2, 3));
    clean(&mut unit.store).unwrap();
    assert_eq!(found(&unit, OF_THEM), [""; 0]);
    assert_eq!(found(&unit, OF_OTHERS), OF_OTHERS, "nobody else was forgotten");
    assert_eq!(kit::verified(&path(&unit)).findings.kept, []);
    for known_at in [None, Some(KnownAt::Act(before)), Some(KnownAt::Act(2))] {
        let view = unit.store.snapshot(known_at).unwrap();
        let key = view.offender("R001").unwrap().unwrap();
        assert_eq!(view.person(key).unwrap().family.as_deref(), Some("[removed]"), "{known_at:?}");
    }
    assert!(unit.store.snapshot(None).unwrap().reads_cache());
    let history = unit.answer(&["history", "R001"]);
    assert!(history.contains("[removed]"), "{history}");
}

#[test]
fn a_history_says_by_which_act_its_person_was_forgotten_once_that_was_known() {
    let mut unit = full();
    let act = asked(&mut unit, "R001", "M301", SUPERVISOR).unwrap().act.unwrap();
    let told = |reference: &str, known_at: i64| {
        let words = ["history", reference, "--format", "json", "--known-at", &known_at.to_string()];
        let json: serde_json::Value = serde_json::from_str(&unit.answer(&words)).unwrap();
        json["removed"].as_array().unwrap().clone()
    };
    let of_it = serde_json::json!({
        "act": act.number, "moment": act.moment.to_string(), "actor": "M301", "authorised_by": SUPERVISOR
    });
    assert_eq!(told("R001", act.number), [of_it]);
    assert!(told("R001", act.number - 1).is_empty() && told("R002", act.number).is_empty());
    let page = unit.answer(&["history", "R001"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains(&format!("removed by law in act {}, on ", act.number)), "{page}");
}

#[test]
fn what_was_done_is_entered_with_whom_it_was_about_and_why() {
    let mut unit = full();
    let act = asked(&mut unit, "R001", "M301", SUPERVISOR).unwrap().act.unwrap();
    let mut last = None;
    unit.store
        .snapshot(None)
        .unwrap()
        .trail()
        .each::<StoreError>(1, &mut |entry| {
            last = Some(entry.clone());
            Ok(())
        })
        .unwrap();
    let entry = last.unwrap();
    assert_eq!((entry.outcome, entry.act, entry.about.as_deref()), (Outcome::Done, Some(act.number), Some("R001")));
    assert_eq!(entry.reason.as_deref(), Some("order 17/2026"));
    assert_eq!(entry.written.iter().map(|of| of.kind.as_str()).collect::<Vec<_>>(), ["act", "removal"]);
}

#[test]
fn forgotten_again_nothing_is_left_to_remove_and_why_stays() {
    let mut unit = full();
    asked(&mut unit, "R001", "M301", SUPERVISOR).unwrap();
    let again = asked(&mut unit, "R001", "M301", SUPERVISOR).unwrap();
    assert_eq!((again.act, again.removed.len()), (None, 0));
    clean(&mut unit.store).unwrap();
    assert_eq!(found(&unit, &["order 17/2026"]), ["order 17/2026"]);
    assert_eq!(kit::verified(&path(&unit)).findings.kept, []);
}

#[test]
fn while_others_read_the_file_it_is_not_finished_and_the_same_again_finishes_it() {
    let mut unit = full();
    let other = kit::raw(&path(&unit));
    other.execute_batch("begin; select count(*) from entry;").unwrap();
    unit.store.wait_for(Duration::from_millis(20)).unwrap();
    asked(&mut unit, "R001", "M301", SUPERVISOR).unwrap();
    assert_eq!(clean(&mut unit.store), Err(StoreError::Busy));
    assert!(!found(&unit, OF_THEM).is_empty(), "it is not done, and says so");
    other.execute_batch("commit").unwrap();
    asked(&mut unit, "R001", "M301", SUPERVISOR).unwrap();
    clean(&mut unit.store).unwrap();
    assert_eq!(found(&unit, OF_THEM), [""; 0]);
}

#[test]
fn two_officers_answer_for_it_and_nobody_who_is_managed_is_forgotten() {
    let mut unit = full();
    let everything = unit.everything();
    let mut said =
        |reference: &str, actor: &str, by: &str| asked(&mut unit, reference, actor, by).unwrap_err().to_string();
    let refused = [
        said("R001", "M301", "M301"),
        said("R001", "P101", SUPERVISOR),
        said("R001", SUPERVISOR, "P101"),
        said("R001", SUPERVISOR, "X999"),
        said("R999", SUPERVISOR, "M301"),
        said("R004", SUPERVISOR, "M301"),
    ];
    let told = [
        "another officer does",
        "P101 is an officer, and this asks for a supervisor (the right to `forget`)",
        "P101 is an officer, and this asks for a supervisor (the right to `forget`)",
        "no officer is known by `X999`",
        "no offender is known by `R999`",
        "nobody who is to be visited is forgotten",
    ];
    for (refused, told) in refused.iter().zip(told) {
        assert!(refused.contains(told), "{refused}");
    }
    assert_eq!(unit.everything(), everything, "nothing was removed");
}

#[test]
fn an_act_that_is_sent_again_after_its_salt_is_gone_counts_as_another() {
    let mut unit = Unit::new();
    let fact = Fact::Visit(Box::new(visit("2025-03-30", "seen")));
    let deed = deed(ActKind::RecordVisit, about("R006", fact));
    unit.apply("P101", Some("sent twice"), &deed).unwrap();
    assert!(unit.apply("P101", Some("sent twice"), &deed).unwrap().already);
    asked(&mut unit, "R006", "M301", SUPERVISOR).unwrap();
    let again = unit.apply("P101", Some("sent twice"), &deed).unwrap_err();
    assert!(matches!(again, DeedRefused::Store(StoreError::IdTaken { .. })), "{again:?}");
}
