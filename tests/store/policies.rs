use homevisit::act::{self, Performed, PolicyRefused};
use homevisit::store::{KnownAt, Store};

use crate::sample::{self, POLICY};

fn version(name: &str, effective_from: &str) -> String {
    POLICY
        .replace("version = \"1\"", &format!("version = \"{name}\""))
        .replace("effective_from = 2012-01-01", &format!("effective_from = {effective_from}"))
}

fn adopt(store: &mut Store, text: &str, because: Option<&str>) -> Result<Performed<()>, PolicyRefused> {
    act::adopt_policy(store, "tester", None, text, because)
}

#[test]
fn a_new_database_knows_its_first_policy() {
    let (_folder, store) = sample::empty();
    let view = sample::now(&store);
    let policies = view.policies().unwrap();
    assert_eq!(policies.len(), 1);
    assert_eq!((policies[0].text.as_str(), policies[0].act.id.as_str()), (POLICY, "init"));
    assert_eq!(view.book().unwrap().tier_ids(), ["very-high", "high", "medium", "low"]);
}

#[test]
fn before_there_are_facts_a_policy_may_take_effect_on_any_day() {
    let (_folder, mut store) = sample::empty();
    adopt(&mut store, &version("2", "2015-01-01"), None).unwrap();
    assert_eq!(sample::now(&store).policies().unwrap().len(), 2);
}

#[test]
fn with_facts_a_policy_takes_effect_from_tomorrow_unless_it_says_why_it_goes_back() {
    let (_folder, mut store) = sample::filled();
    let past = version("2", "2025-01-01");
    assert!(matches!(adopt(&mut store, &past, None), Err(PolicyRefused::TooSoon { .. })));
    assert!(matches!(adopt(&mut store, &past, Some("  ")), Err(PolicyRefused::NoReason)));
    adopt(&mut store, &past, Some("a court said so")).unwrap();
    adopt(&mut store, &version("3", "2999-01-01"), Some("not needed")).unwrap();
    let reasons: Vec<_> = sample::now(&store).policies().unwrap().into_iter().map(|p| p.retroactive).collect();
    assert_eq!(reasons, [None, Some("a court said so".to_owned()), None]);
}

#[test]
fn whatever_else_is_recorded_is_a_fact_that_a_policy_must_not_go_back_over() {
    let facts = [
        "insert into marker_fact values (1, ?act, null, 0, 1, 'dogs', '2024-01-01', null)",
        "insert into tier_fact values (1, ?act, null, 0, 1, 1, '2024-01-01', 1, 1, null)",
        "insert into cover_fact values (1, ?act, null, 0, 1, 2, '2024-01-01', '2024-02-01')",
        "insert into booking_fact values (1, ?act, null, 0, 1, '2024-01-01', '09:30')",
    ];
    for fact in facts {
        let (_folder, mut store) = sample::empty();
        let anchors = "insert into offender values (1, 'R-1'); insert into officer values (1, 'o1'), (2, 'o2');";
        sample::record(&mut store, "fact", &format!("{anchors} {fact}")).unwrap();
        let refused = adopt(&mut store, &version("2", "2015-01-01"), None);
        assert!(matches!(refused, Err(PolicyRefused::TooSoon { .. })), "{fact}");
    }
}

#[test]
fn the_day_after_adoption_is_the_earliest_in_the_policys_time_zone() {
    let (_folder, mut store) = sample::filled();
    let Err(PolicyRefused::TooSoon { earliest, .. }) = adopt(&mut store, &version("2", "2025-01-01"), None) else {
        panic!("not refused")
    };
    adopt(&mut store, &version("2", &earliest.to_string()), None).unwrap();
    let today = version("3", &earliest.before().to_string());
    assert!(matches!(adopt(&mut store, &today, None), Err(PolicyRefused::TooSoon { .. })));
}

#[test]
fn a_version_is_adopted_once() {
    let (_folder, mut store) = sample::empty();
    assert!(matches!(adopt(&mut store, POLICY, None), Err(PolicyRefused::Adopted)));
}

#[test]
fn an_adoption_repeated_by_its_id_is_done_once() {
    let (_folder, mut store) = sample::empty();
    let text = version("2", "2999-01-01");
    act::adopt_policy(&mut store, "tester", Some("again"), &text, None).unwrap();
    let again = act::adopt_policy(&mut store, "tester", Some("again"), &text, None).unwrap();
    assert!(matches!(again, Performed::Already(_)));
}

#[test]
fn a_policy_that_lacks_a_tier_somebody_managed_has_while_it_is_in_force_is_refused() {
    let (_folder, mut store) = sample::filled();
    let renamed = |from: &str| version("2", from).replace("id = \"medium\"", "id = \"middling\"");
    let Err(PolicyRefused::LacksTiers(tiers)) = adopt(&mut store, &renamed("2999-01-01"), None) else {
        panic!("not refused")
    };
    assert_eq!(tiers, [("medium".to_owned(), 1)]);
    // R-0002 was withdrawn from management, so nobody managed has a tier of `low`
    let without_low = version("2", "2999-01-01").replace("id = \"low\"", "id = \"lowest\"");
    adopt(&mut store, &without_low, None).unwrap();
    let keys = sample::now(&store).book().unwrap();
    assert_eq!(keys.tier_ids(), ["very-high", "high", "medium", "low", "lowest"]);
}

#[test]
fn a_policy_whose_tolerance_swallows_a_plan_is_refused() {
    let (_folder, mut store) = sample::empty();
    sample::record(&mut store, "first", sample::FIRST).unwrap();
    let slack = version("2", "2999-01-01").replace("tolerance_days = 0", "tolerance_days = 14");
    let refused = adopt(&mut store, &slack, None);
    assert!(matches!(refused, Err(PolicyRefused::Tolerance { tolerance_days: 14, plans: 1 })), "{refused:?}");
    let less = slack.replace("tolerance_days = 14", "tolerance_days = 13");
    adopt(&mut store, &less, None).unwrap();
}

#[test]
fn a_file_that_breaks_its_own_bounds_is_refused_and_nothing_recorded() {
    let (_folder, mut store) = sample::empty();
    assert!(matches!(adopt(&mut store, "id = 3", None), Err(PolicyRefused::Unreadable(_))));
    assert_eq!(sample::now(&store).act().number, 1);
}

#[test]
fn a_past_view_knows_the_policies_of_its_time() {
    let (_folder, mut store) = sample::empty();
    adopt(&mut store, &version("2", "2999-01-01"), None).unwrap();
    let past = store.snapshot(Some(KnownAt::Act(1))).unwrap();
    assert_eq!(past.book().unwrap().versions().len(), 1);
}

#[test]
fn a_policy_that_replaces_the_only_long_cadences_is_refused_while_a_plan_is_longer() {
    let (_folder, mut store) = sample::empty();
    sample::record(&mut store, "first", sample::FIRST).unwrap();
    let weekly = |from| {
        let lines = version("2", from);
        let lines = lines.lines().map(|line| match line.starts_with("cadence = \"FREQ") {
            true => "cadence = \"FREQ=WEEKLY\"",
            false => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let refused = adopt(&mut store, &weekly("2012-01-01"), Some("by order"));
    assert!(matches!(refused, Err(PolicyRefused::Plans { plans: 1, .. })), "{refused:?}");
    adopt(&mut store, &weekly("2999-01-01"), None).unwrap();
}
