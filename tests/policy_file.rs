//! Policy files: what is shipped is sound, and each bound of the rulebook's section 2 is held with key and line.

use homevisit::domain::policy_file::parse;

const BASELINE: &str = include_str!("../data/policies/uk-ew-baseline.toml");
const STATE: &str = include_str!("../data/policies/us-state-example.toml");

#[test]
fn shipped_policies_are_sound() {
    let baseline = parse(BASELINE).unwrap();
    let cadences: Vec<u32> = baseline.tiers.iter().map(|tier| tier.cadence.rough_days()).collect();
    assert_eq!(cadences, [30, 90, 180, 360]);
    assert_eq!(baseline.untiered().id, "high");
    assert_eq!(baseline.longest_due_soon(), 45);
    let state = parse(STATE).unwrap();
    assert_eq!(state.tiers.iter().map(|tier| tier.cadence.rough_days()).collect::<Vec<_>>(), [30, 60, 90]);
}

/// One line of the baseline replaced by another, and what must be said of it.
const BROKEN: &[(&str, &str, &str)] = &[
    ("id = \"uk-ew-baseline\"", "id = \"u k\"", "line 4: id: expected 1 to 64 letters, digits"),
    ("effective_from = 2012-01-01", "effective_from = \"2012-01-01\"", "line 6: effective_from: "),
    ("effective_from = 2012-01-01", "effective_from = 2012-01-01T00:00:00", "line 6: effective_from: expected a date"),
    ("effective_from = 2012-01-01", "effective_from = 2012-02-30", "line 6: effective_from: "),
    ("\"Europe/London\"", "\"Europe/Londn\"", "line 7: time_zone: expected a zone of the IANA database"),
    (
        "untiered_as = \"high\" ",
        "untiered_as = \"highest\" ",
        "line 8: untiered_as: expected one of the tiers very-high",
    ),
    ("tolerance_days = 0 ", "tolerance_days = 30 ", "line 9: tolerance_days: must be fewer days than the shortest"),
    ("tolerance_days = 0 ", "tolerance_days = -1 ", "line 9: tolerance_days: "),
    ("tolerance_days = 0 ", "tolerence_days = 0 ", "line 9: tolerence_days: unknown field `tolerence_days`"),
    ("tolerance_days = 0 ", "# no tolerance ", "tolerance_days: missing field `tolerance_days`"),
    ("[\"seen\"]", "[]", "line 10: effective_outcomes: without one no visit would ever count"),
    ("[\"seen\"]", "[\"seen\", \"refused\"]", "line 10: effective_outcomes: `refused` cannot be effective"),
    ("[\"seen\"]", "[\"sen\"]", "line 10: effective_outcomes: unknown variant `sen`"),
    ("[\"notified\"]", "[\"home\"]", "line 11: effective_premises: unknown variant `home`"),
    ("[\"no-reply\", ", "[\"seen\", ", "line 12: attempt_outcomes: `seen` is effective"),
    (", abroad = 28", "", "line 13: abroad: missing field `abroad`"),
    ("id = \"high\"", "id = \"very-high\"", "id: a tier above has this id already"),
    ("FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=0", "line 27: cadence: INTERVAL must be at least 1"),
    ("FREQ=MONTHLY;INTERVAL=3", "FREQ=HOURLY", "line 27: cadence: FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY"),
    ("FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;COUNT=3", "line 27: cadence: a cadence has FREQ and INTERVAL"),
    ("FREQ=MONTHLY;INTERVAL=3", "quarterly", "line 27: cadence: expected an RFC 5545 rule"),
    ("due_soon_days = 14", "due_soon_days = 13", "line 30: due_soon_days: must not be below settle_days (14)"),
    ("cadence = \"practice", "cadense = \"practice", "basis.cadense: expected one of cadence"),
];

#[test]
fn each_broken_bound_is_named_with_key_and_line() {
    for (good, bad, expected) in BROKEN {
        assert!(BASELINE.contains(good), "{good}");
        let problems = parse(&BASELINE.replacen(good, bad, 1)).expect_err(bad);
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|line| line.contains(expected)), "{bad}: {said:?}");
    }
}
