//! How cases are shared: a pure function, held to its laws.

use homevisit::domain::sharing::{Bearer, Placed, share};
use proptest::collection::vec;
use proptest::prelude::*;

fn bearer(officer: &str, fte_hundredths: u16, cases: u32) -> Bearer<'_> {
    Bearer { officer, fte_hundredths, cases }
}

fn case(tier_place: usize, reference: &str) -> Placed<'_> {
    Placed { tier_place, reference }
}

#[test]
fn the_greatest_risk_is_dealt_first_then_by_reference() {
    let cases = [case(2, "R1"), case(0, "R3"), case(0, "R2"), case(1, "R4")];
    let bearers = [bearer("B", 100, 0), bearer("A", 100, 0)];
    let dealt = share(&cases, &bearers).unwrap();
    let told: Vec<(&str, &str)> = dealt.iter().map(|(case, officer)| (case.reference, *officer)).collect();
    assert_eq!(told, [("R2", "A"), ("R3", "B"), ("R4", "A"), ("R1", "B")]);
}

#[test]
fn what_is_carried_already_and_the_full_time_share_count() {
    let cases: Vec<String> = (0..9).map(|number| format!("R{number}")).collect();
    let cases: Vec<Placed<'_>> = cases.iter().map(|reference| case(0, reference)).collect();
    let got = |bearers: &[Bearer<'_>], officer: &str| {
        share(&cases, bearers).unwrap().iter().filter(|(_, taker)| *taker == officer).count()
    };
    assert_eq!(got(&[bearer("A", 100, 0), bearer("B", 50, 0)], "A"), 6);
    assert_eq!(got(&[bearer("A", 100, 5), bearer("B", 100, 0)], "A"), 2);
    assert_eq!(got(&[bearer("A", 100, 100), bearer("B", 10, 0)], "B"), 9);
}

#[test]
fn without_anybody_there_is_no_sharing() {
    assert_eq!(share(&[case(0, "R1")], &[]), None);
    assert_eq!(share(&[case(0, "R1")], &[bearer("A", 0, 0)]), None);
    assert_eq!(share(&[], &[bearer("A", 100, 0)]), Some(vec![]));
}

prop_compose! {
    fn register()(
        tiers in vec(0usize..4, 0..60),
        bearers in vec((1u16..=100, 0u32..40), 1..7),
    ) -> (Vec<(usize, String)>, Vec<(String, u16, u32)>) {
        let cases = tiers.into_iter().enumerate().map(|(at, tier)| (tier, format!("R{at:03}"))).collect();
        let named = bearers.into_iter().enumerate().map(|(at, (fte, cases))| (format!("P{at}"), fte, cases));
        (cases, named.collect())
    }
}

proptest! {
    #[test]
    fn every_case_is_placed_once_and_none_could_go_elsewhere_and_even_it_out((cases, bearers) in register()) {
        let placed: Vec<Placed<'_>> = cases.iter().map(|(tier, reference)| case(*tier, reference)).collect();
        let given: Vec<Bearer<'_>> = bearers.iter().map(|(id, fte, cases)| bearer(id, *fte, *cases)).collect();
        let dealt = share(&placed, &given).unwrap();
        let mut references: Vec<&str> = dealt.iter().map(|(case, _)| case.reference).collect();
        references.sort_unstable();
        let mut all: Vec<&str> = cases.iter().map(|(_, reference)| reference.as_str()).collect();
        all.sort_unstable();
        prop_assert_eq!(references, all);
        prop_assert!(dealt.windows(2).all(|pair| pair[0].0 <= pair[1].0), "the greatest risk first");
        let laden = |officer: &Bearer<'_>| {
            let new = dealt.iter().filter(|(_, taker)| *taker == officer.officer).count() as u64;
            (new, u64::from(officer.cases) + new)
        };
        for from in &given {
            let (new, carried) = laden(from);
            for to in given.iter().filter(|_| new > 0) {
                let (_, theirs) = laden(to);
                let (mine, share) = (u64::from(from.fte_hundredths), u64::from(to.fte_hundredths));
                prop_assert!(carried * share <= (theirs + 1) * mine || from == to, "{from:?} could give to {to:?}");
            }
        }
    }

    #[test]
    fn the_order_of_what_is_given_does_not_matter((cases, bearers) in register()) {
        let placed: Vec<Placed<'_>> = cases.iter().map(|(tier, reference)| case(*tier, reference)).collect();
        let given: Vec<Bearer<'_>> = bearers.iter().map(|(id, fte, cases)| bearer(id, *fte, *cases)).collect();
        let (mut back, mut others) = (placed.clone(), given.clone());
        back.reverse();
        others.reverse();
        prop_assert_eq!(share(&placed, &given), share(&back, &others));
    }
}
