//! What a policy would change, before it is adopted.

use homevisit::act::{self, PolicyRefused};
use homevisit::domain::day::Day;
use homevisit::domain::policy_file;
use homevisit::domain::preview::{Move, PolicyPreview};
use homevisit::domain::requirement::{Rules, fold};
use homevisit::domain::row::Row;
use homevisit::render;
use homevisit::store::{Scope, StoreError};

use crate::kit::{POLICY, TODAY, Unit};

/// The day the stricter version takes effect: after every act of these tests.
const FROM: &str = "2999-06-01";

/// The baseline with high seen every month, medium every year.
fn other(from: &str) -> String {
    POLICY
        .replace("version = \"1\"", "version = \"2\"")
        .replace("effective_from = 2012-01-01", &format!("effective_from = {from}"))
        .replace("cadence = \"FREQ=MONTHLY;INTERVAL=3\"", "cadence = \"FREQ=MONTHLY;INTERVAL=1\"")
        .replace("cadence = \"FREQ=MONTHLY;INTERVAL=6\"", "cadence = \"FREQ=MONTHLY;INTERVAL=12\"")
}

fn shown(unit: &mut Unit, text: &str, because: Option<&str>) -> Result<PolicyPreview, PolicyRefused> {
    act::preview_policy(&mut unit.store, "tester", text, because, TODAY.parse().unwrap())
}

/// Everybody's due day and whether a visit is overdue, as at a day.
fn stand(unit: &Unit, as_of: Day) -> Vec<(String, Option<String>, Option<Day>, bool)> {
    let view = unit.store.snapshot(None).unwrap();
    let rules = Rules { book: view.book().unwrap(), history_from: view.history_from().unwrap() };
    let roster = view.roster().unwrap();
    let mut stand = Vec::new();
    view.each_offender(Scope::All, |_, reference, facts| {
        if let Some(standing) = fold(facts, &rules, as_of, &mut |_| ()).unwrap() {
            let row = Row::of(facts, &rules, &roster, &standing, as_of);
            let tier = row.tier.map(|tier| rules.book.tier_id(tier).to_owned());
            stand.push((reference.to_owned(), tier, row.due, row.with_overdue));
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    stand
}

#[test]
fn it_says_by_tier_how_due_days_would_move_and_who_becomes_overdue() {
    let mut unit = Unit::filled();
    // Seen of late, so that a month instead of three matters (of whom no tier is set), and a year instead of half of one.
    unit.append("visits.csv", "V0100,R011,2025-02-20,,seen,,,notified,,\nV0101,R008,2025-02-10,,seen,,,notified,,\n");
    unit.taken();
    let text = other("2025-03-01");
    let preview = shown(&mut unit, &text, Some("agreed late")).unwrap();
    let as_of: Day = TODAY.parse().unwrap();
    assert_eq!(preview.as_of, as_of);
    let before = stand(&unit, as_of);
    act::adopt_policy(&mut unit.store, "tester", None, &text, Some("agreed late")).unwrap();
    let after = stand(&unit, as_of);
    assert_ne!(before, after);
    for moves in &preview.tiers {
        let both = || before.iter().zip(&after).filter(|(was, _)| was.1 == moves.tier);
        let moved = |is: fn(Move) -> bool| both().filter(|(was, now)| is(Move::between(was.2, now.2))).count() as u64;
        assert_eq!(moves.managed, both().count() as u64, "{moves:?}");
        assert_eq!(moves.sooner, moved(|due| matches!(due, Move::Sooner(_) | Move::New)), "{moves:?}");
        assert_eq!(moves.later, moved(|due| matches!(due, Move::Later(_) | Move::Gone)), "{moves:?}");
        assert_eq!(moves.becomes_overdue, both().filter(|(was, now)| !was.3 && now.3).count() as u64, "{moves:?}");
        assert_eq!(moves.no_longer_overdue, both().filter(|(was, now)| was.3 && !now.3).count() as u64, "{moves:?}");
    }
    let total = preview.total();
    assert_eq!((total.managed, total.sooner, total.later), (10, 1, 1), "{preview:?}");
}

#[test]
fn one_that_takes_effect_later_is_shown_as_at_that_day_with_what_is_known_today() {
    let mut unit = Unit::filled();
    let preview = shown(&mut unit, &other(FROM), None).unwrap();
    assert_eq!((preview.as_of.to_string().as_str(), preview.version.as_str()), (FROM, "2"));
    let tiers: Vec<&str> = preview.tiers.iter().map(|moves| moves.tier.as_deref().unwrap_or("-")).collect();
    assert_eq!(tiers, ["very-high", "high", "medium", "low", "-"]);
}

#[test]
fn somebody_who_would_become_overdue_is_named() {
    let mut unit = Unit::filled();
    unit.append("visits.csv", "V0100,R008,2025-02-20,,seen,,,notified,,\n");
    unit.taken();
    // A week after a month instead of half a year: by 31 March it has passed.
    let text = POLICY
        .replace("version = \"1\"", "version = \"2\"")
        .replace("effective_from = 2012-01-01", "effective_from = 2025-01-01")
        .replace("cadence = \"FREQ=MONTHLY;INTERVAL=6\"", "cadence = \"FREQ=MONTHLY;INTERVAL=1\"");
    let preview = shown(&mut unit, &text, Some("as agreed")).unwrap();
    assert!(preview.becomes_overdue.contains(&"R008".to_owned()), "{preview:?}");
    assert_eq!(preview.becomes_overdue.len() as u64, preview.total().becomes_overdue);
    let text = render::preview::policy::text(&preview, 80);
    assert!(text.contains("R008") && text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn nothing_is_written() {
    let mut unit = Unit::filled();
    let (everything, bytes) = (unit.everything(), std::fs::read(unit.database()).unwrap());
    let first = shown(&mut unit, &other(FROM), None).unwrap();
    assert_eq!((unit.everything(), std::fs::read(unit.database()).unwrap()), (everything, bytes));
    unit.store.refresh_cache().unwrap();
    assert_eq!(shown(&mut unit, &other(FROM), None).unwrap(), first, "from the cache, the same");
    assert!(unit.store.snapshot(None).unwrap().reads_cache(), "which is whole still");
}

#[test]
fn what_would_be_refused_is_refused() {
    let mut unit = Unit::filled();
    let refused = |unit: &mut Unit, text: &str, because| shown(unit, text, because).unwrap_err();
    assert!(matches!(refused(&mut unit, &other("2024-01-01"), None), PolicyRefused::TooSoon { .. }));
    assert_eq!(refused(&mut unit, &other("2024-01-01"), Some(" ")), PolicyRefused::NoReason);
    assert_eq!(refused(&mut unit, POLICY, Some("again")), PolicyRefused::Adopted);
    let lacking = other(FROM).replace("id = \"low\"", "id = \"lowest\"");
    assert!(policy_file::parse(&lacking).is_ok());
    assert!(matches!(refused(&mut unit, &lacking, None), PolicyRefused::LacksTiers(_)));
}

#[test]
fn as_json_it_holds_the_same() {
    let mut unit = Unit::filled();
    let preview = shown(&mut unit, &other(FROM), None).unwrap();
    let mut json = Vec::new();
    render::preview::policy::json(&preview, &mut json).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&value["schema"], &value["as_of"]), (&"homevisit.policy-preview/1".into(), &FROM.into()));
    assert_eq!(value["policy"], serde_json::json!({"id": "uk-ew-baseline", "version": "2", "effective_from": FROM}));
    let tiers = value["tiers"].as_array().unwrap();
    assert_eq!(tiers.len(), 5);
    let sum: u64 = tiers.iter().map(|tier| tier["managed"].as_u64().unwrap()).sum();
    assert_eq!(value["total"]["managed"].as_u64(), Some(sum));
    assert_eq!(value["becomes_overdue"].as_array().unwrap().len() as u64, preview.total().becomes_overdue);
}
