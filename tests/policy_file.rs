//! Policy files: what is shipped is sound, and each bound of the rulebook's section 2 is held with key and line.

use homevisit::domain::deed::Right;
use homevisit::domain::officer::Role;
use homevisit::domain::policy_file::parse;
use homevisit::domain::practice::Practice;

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
    ("record_within_days = 5 ", "record_within_days = 36526 ", "line 52: record_within_days: expected 0 to 36525"),
    ("confirm_days = 28 ", "confirm_days = 36526 ", "line 53: confirm_days: expected 0 to 36525"),
    ("confirm_days = 28 ", "confirm_dais = 28 ", "line 53: confirm_dais: unknown field `confirm_dais`"),
    ("attempts_for_decision = 2 ", "attempts_for_decision = 0 ", "line 54: attempts_for_decision: expected 1 to 20"),
    ("attempts_for_decision = 2 ", "attempts_for_decision = 21 ", "line 54: attempts_for_decision: expected 1 to 20"),
    ("crew_size = 2 ", "crew_size = 0 ", "line 55: crew_size: expected 1 to 10"),
    ("crew_size = 2 ", "crew_size = 11 ", "line 55: crew_size: expected 1 to 10"),
    ("cases_per_fte = 50 ", "cases_per_fte = 0 ", "line 56: cases_per_fte: expected 1 to 1000"),
    ("cases_per_fte = 50 ", "cases_per_fte = 1001 ", "line 56: cases_per_fte: expected 1 to 1000"),
    (
        "reactive_lowest_tier_months = 36 ",
        "reactive_lowest_tier_months = 1201 ",
        "line 57: reactive_lowest_tier_months: expected 0 to 1200",
    ),
    ("\"OFFICIAL-SENSITIVE\"", "\" \"", "line 58: marking: expected 1 to 32 characters"),
    ("\"OFFICIAL-SENSITIVE\"", "\"a\\nb\"", "line 58: marking: expected 1 to 32 characters"),
    ("id = \"change\"", "id = \"intelligence\"", "line 65: id: a direction_cause above has this id already"),
    ("id = \"dogs\"", "id = \"weapons\"", "line 89: id: a marker above has this id already"),
    ("id = \"dogs\"", "id = \"big dogs\"", "line 89: id: expected 1 to 64 letters, digits"),
    ("name = \"Dogs\"", "name = \" \"", "line 90: name: expected 1 to 32 characters"),
    ("name = \"Dogs\"", "name = \"Do\\u0007gs\"", "line 90: name: expected 1 to 32 characters"),
    ("name = \"Dogs\"", "name = \"Dogs, of whatever breed they be....\"", "line 90: name: expected 1 to 32 characters"),
    ("name = \"Dogs\"", "word = \"Dogs\"", "line 90: word: unknown field `word`"),
    ("lower-tier = \"supervisor\"", "lower-teir = \"supervisor\"", "roles.lower-teir: expected one of record, "),
    ("lower-tier = \"supervisor\"", "lower-tier = \"boss\"", "line 127: lower-tier: unknown variant `boss`"),
    ("cadence = \"practice", "cadense = \"practice", "basis.cadense: expected one of cadence"),
];

fn without_a_days_work(text: &str) -> String {
    let (visiting, rest) = text.split_once("[practice]").unwrap();
    let basis = rest.split_once("[basis]").unwrap().1;
    format!("{visiting}[basis]{basis}")
}

#[test]
fn a_file_that_says_nothing_of_a_days_work_means_what_the_baseline_says_of_it() {
    for shipped in [BASELINE, STATE] {
        let mut written = parse(shipped).unwrap();
        // But for a second person and a marking of its own: a file that names no second person wants none.
        written.practice.second_person.clear();
        written.practice.marking = Practice::default().marking;
        assert_eq!(written.practice, Practice::default());
        assert_eq!(parse(&without_a_days_work(shipped)).unwrap(), written);
    }
}

#[test]
fn a_file_says_what_wants_a_second_person() {
    let baseline = parse(BASELINE).unwrap().practice;
    assert_eq!(baseline.second(Right::LowerTier), Some(Role::Supervisor));
    assert_eq!(baseline.second_person.len(), 1);
    assert_eq!(parse(STATE).unwrap().practice.second_person.len(), 0);
    for right in Right::ALL {
        let said = |role: &str| {
            let row = format!("[second_person]\n{right} = \"{role}\"\n[basis]");
            parse(&without_a_days_work(BASELINE).replace("[basis]", &row)).map(|policy| policy.practice.second(*right))
        };
        match (right.may_want_a_second(), said("manager")) {
            (true, said) => assert_eq!(said.unwrap(), Some(Role::Manager)),
            (false, said) => {
                let problems = said.unwrap_err();
                let problem = problems[0].to_string();
                assert!(problem.contains(&format!("second_person.{right}: this right wants nobody else")), "{problem}");
            }
        }
        if *right != Right::Record {
            let problem = said("officer").unwrap_err().pop().unwrap().to_string();
            assert!(problem.contains("must have the right too: at least "), "{problem}");
        }
    }
    let misspelt =
        without_a_days_work(BASELINE).replace("[basis]", "[second_person]\nlower-teir = \"manager\"\n[basis]");
    let problem = parse(&misspelt).unwrap_err()[0].to_string();
    assert!(problem.contains("second_person.lower-teir: expected one of record, "), "{problem}");
}

#[test]
fn what_a_file_says_of_a_days_work_is_what_holds() {
    let own = "[practice]\nrecord_within_days = 0\nconfirm_days = 36525\nattempts_for_decision = 20\ncrew_size = 1\n\
        cases_per_fte = 35\nreactive_lowest_tier_months = 12\nmarking = \"PROTECT & SERVE\"\n[[marker]]\nid = \"stairs\"\nname = \"Eleven flights of stairs\"\n\
        [roles]\ndirect = \"manager\"\nrecord = \"supervisor\"\n";
    let text = without_a_days_work(BASELINE).replace("[basis]", &format!("{own}[basis]"));
    let practice = parse(&text).unwrap().practice;
    let numbers = (practice.record_within_days, practice.confirm_days, practice.attempts_for_decision);
    assert_eq!((numbers, practice.crew_size, practice.reactive_lowest_tier_months), ((0, 36_525, 20), 1, 12));
    assert_eq!(
        (practice.marking.as_str(), Practice::default().marking.as_str()),
        ("PROTECT & SERVE", "OFFICIAL-SENSITIVE")
    );
    assert_eq!(practice.cases_per_fte, 35);
    let markers: Vec<_> = practice.markers.iter().map(|code| (code.id.as_str(), code.name.as_str())).collect();
    assert_eq!(
        markers,
        [("stairs", "Eleven flights of stairs")],
        "a list that is written takes the place of the other"
    );
    assert_eq!(practice.direction_causes, Practice::default().direction_causes);
    assert_eq!(practice.least_role(Right::Direct), Role::Manager);
    assert!(!practice.may(Role::Officer, Right::Record));
    assert!(practice.may(Role::Manager, Right::Record) && practice.may(Role::Supervisor, Right::Decide));
}

#[test]
fn there_may_be_no_warnings_but_not_no_causes() {
    let with = |list: &str| {
        parse(&without_a_days_work(BASELINE).replace("id = \"uk-ew", &format!("{list} = []\nid = \"uk-ew")))
    };
    assert_eq!(with("marker").unwrap().practice.markers, []);
    let problems = with("direction_cause").unwrap_err();
    assert_eq!(problems[0].to_string(), "line 4: direction_cause: without one no visit could be directed");
}

#[test]
fn each_broken_bound_is_named_with_key_and_line() {
    for (good, bad, expected) in BROKEN {
        assert!(BASELINE.contains(good), "{good}");
        let problems = parse(&BASELINE.replacen(good, bad, 1)).expect_err(bad);
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|line| line.contains(expected)), "{bad}: {said:?}");
    }
}
