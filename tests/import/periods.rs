//! Days, times, periods and the rules of plans.

use homevisit::act::adopt_policy;

use crate::kit::{Case, POLICY, Unit, check};

#[test]
fn a_day_that_is_none_is_named_with_its_column() {
    check(Unit::new, DAYS);
}

#[test]
fn a_period_that_cannot_be_is_named() {
    check(Unit::new, PERIODS);
}

#[test]
fn a_period_is_held_against_what_the_register_holds() {
    check(Unit::filled, HELD);
}

#[test]
fn a_rule_that_no_plan_may_have_is_named() {
    check(Unit::new, RULES);
}

#[test]
fn a_rule_is_held_against_the_tolerance_of_every_version() {
    let strict = POLICY.replace("tolerance_days = 0 ", "tolerance_days = 7 ");
    check(
        || Unit::under(&strict),
        &[Case(
            "no longer than the tolerance",
            |e| e.change("plans.csv", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY"),
            &["plans.csv:2: every: found FREQ=WEEKLY, expected an interval longer than the tolerance of 7 days"],
        )],
    );
}

/// The baseline without its highest tier, in force from the middle of 2025.
fn second() -> String {
    let (head, tiers) = POLICY.split_once("[[tier]]").unwrap();
    let (_, rest) = tiers.split_once("[[tier]]").unwrap();
    let head = head.replace("version = \"1\"", "version = \"2\"").replace("2012-01-01", "2025-06-01");
    format!("{head}[[tier]]{rest}")
}

#[test]
fn a_tier_that_the_version_in_force_lacks_is_named() {
    let under_both = || {
        let mut unit = Unit::new();
        adopt_policy(&mut unit.store, "tester", None, &second(), None).unwrap();
        unit
    };
    check(
        under_both,
        &[
            Case(
                "held while managed, on days of a version without it",
                |_| {},
                &[
                    "tiers.csv:4: tier: found very-high, expected a tier of version 2 of the policy, in force while managed",
                ],
            ),
            Case(
                "held again when management begins again",
                |e| {
                    e.change("management.csv", "R002,2024-02-01,", "R002,2024-02-01,2024-06-01\nR002,2025-07-01,");
                },
                &[
                    "tiers.csv:4: tier: found very-high, expected a tier of version 2 of the policy, in force while managed",
                ],
            ),
        ],
    );
    let ended = || {
        let mut unit = under_both();
        unit.change("management.csv", "R002,2024-02-01,", "R002,2024-02-01,2025-06-01");
        unit.taken();
        unit
    };
    check(
        ended,
        &[Case(
            "held before, and managed again now",
            |e| {
                e.change("management.csv", "R002,2024-02-01,2025-06-01", "R002,2025-07-01,");
                e.change("tiers.csv", "R002,2024-02-01,very-high,S201,\n", "");
            },
            &[
                "management.csv:3: from: found very-high, expected a tier of version 2 of the policy, in force while managed",
            ],
        )],
    );
}

const DAYS: &[Case] = &[
    Case(
        "impossible days",
        |e| {
            e.change("offenders.csv", "1970-02-03", "1970-02-30");
            e.change("visits.csv", "2024-05-02", "2024-13-02");
        },
        &[
            "offenders.csv:2: date_of_birth: found 1970-02-30, expected a day of the calendar",
            "visits.csv:3: date: found 2024-13-02, expected a day of the calendar",
        ],
    ),
    Case(
        "days of another shape",
        |e| {
            e.change("officers.csv", "2025-02-01", "01/02/2025");
            e.change("management.csv", "R001,2024-01-10", "R001,2024-1-10");
            e.change("addresses.csv", "R001,2024-01-10", "R001,10.01.2024");
            e.change("tiers.csv", "R001,2024-01-10", "R001,20240110");
            e.change("owners.csv", "R001,2024-01-10", "R001,2024-01-10T00:00");
            e.change("statuses.csv", "2024-12-01", "1 December");
            e.change("plans.csv", "2024-03-01", "45352");
        },
        &[
            "officers.csv:5: active_until: found 01/02/2025, expected a date such as 2025-03-31",
            "management.csv:2: from: found 2024-1-10, expected a date such as 2025-03-31",
            "addresses.csv:2: from: found 10.01.2024, expected a date such as 2025-03-31",
            "tiers.csv:2: from: found something that is no date, expected a date such as 2025-03-31",
            "owners.csv:2: from: found something that is no date, expected a date such as 2025-03-31",
            "statuses.csv:2: from: found something that is no date, expected a date such as 2025-03-31",
            "plans.csv:2: from: found something that is no date, expected a date such as 2025-03-31",
        ],
    ),
    Case(
        "a slip of the keyboard",
        |e| e.change("offenders.csv", "1970-02-03", "0970-02-03"),
        &["offenders.csv:2: date_of_birth: found 0970-02-03, expected a year from 1800 to 9999"],
    ),
    Case(
        "no day",
        |e| {
            e.change("management.csv", "R001,2024-01-10", "R001,");
            e.change("visits.csv", "R001,2024-01-20", "R001,");
        },
        &[
            "management.csv:2: from: found nothing, expected a date such as 2025-03-31",
            "visits.csv:2: date: found nothing, expected a date such as 2025-03-31",
        ],
    ),
    Case(
        "a visit, and a writing down, after today",
        |e| {
            e.change("visits.csv", "R001,2024-05-02", "R001,2025-04-01");
            e.change("visits.csv", "2024-11-20\n", "2025-04-01\n");
        },
        &[
            "visits.csv:3: date: found 2025-04-01, expected a day no later than today, 2025-03-31",
            "visits.csv:4: recorded_on: found 2025-04-01, expected a day no later than today, 2025-03-31",
        ],
    ),
    Case(
        "times",
        |e| {
            e.change("visits.csv", "10:15", "24:00");
            e.change("visits.csv", "18:40", "9:30");
            e.change("visits.csv", "07:30", "teatime");
        },
        &[
            "visits.csv:2: time: found 24:00, expected a time from 00:00 to 23:59, such as 09:30",
            "visits.csv:4: time: found 9:30, expected a time from 00:00 to 23:59, such as 09:30",
            "visits.csv:5: time: found something that is no time, expected a time from 00:00 to 23:59, such as 09:30",
        ],
    ),
];

const PERIODS: &[Case] = &[
    Case(
        "an end that is not after the beginning",
        |e| {
            e.change("management.csv", "R006,2022-01-01,2025-01-01", "R006,2022-01-01,2022-01-01");
            e.change("statuses.csv", "2024-12-01,2025-01-15", "2024-12-01,2024-01-15");
            e.change("plans.csv", "2024-03-01,2024-09-01", "2024-03-01,2024-02-29");
        },
        &[
            "management.csv:8: until: found 2022-01-01, expected a day after 2022-01-01, on which it begins",
            "statuses.csv:2: until: found 2024-01-15, expected a day after 2024-12-01, on which it begins",
            "plans.csv:2: until: found 2024-02-29, expected a day after 2024-03-01, on which it begins",
        ],
    ),
    Case(
        "management that overlaps",
        |e| e.change("management.csv", "R003,2024-09-02", "R003,2024-05-01"),
        &["management.csv:5: from: found 2024-05-01, expected a day after 2024-06-01, on which the one before ended"],
    ),
    Case(
        "management while the one before still runs, and the same twice",
        |e| {
            e.append("management.csv", "R001,2024-05-01,\n");
            e.append("management.csv", "R002,2024-02-01,\n");
        },
        &[
            "management.csv:15: from: found 2024-05-01, expected the management before to have ended, on an earlier day",
            "management.csv:16: from: found 2024-02-01, expected the management before to have ended, on an earlier day",
        ],
    ),
    Case(
        "management within one that is not the last before",
        |e| {
            e.change(
                "management.csv",
                "R003,2023-06-01,2024-06-01",
                "R003,2023-06-01,2024-12-01\nR003,2023-07-01,2023-08-01",
            );
        },
        &[
            "management.csv:5: from: found 2023-07-01, expected a day after 2024-12-01, on which the one before ended",
            "management.csv:6: from: found 2024-09-02, expected a day after 2024-12-01, on which the one before ended",
        ],
    ),
    Case(
        "management in the other order overlaps just the same",
        |e| {
            e.change("management.csv", "R003,2023-06-01,2024-06-01\n", "");
            e.append("management.csv", "R003,2023-06-01,2024-10-01\n");
        },
        &["management.csv:4: from: found 2024-09-02, expected a day after 2024-10-01, on which the one before ended"],
    ),
];

const HELD: &[Case] = &[
    Case(
        "one that begins while one held still runs",
        |e| e.change("management.csv", "R003,2024-09-02,", "R003,2024-10-01,"),
        &[
            "management.csv:5: from: found 2024-10-01, expected the management held before to have ended, on an earlier day; a row with its own from can end it",
        ],
    ),
    Case(
        "one that begins before one held has ended",
        |e| {
            e.change("management.csv", "R003,2023-06-01,2024-06-01\n", "");
            e.change("management.csv", "R003,2024-09-02,", "R003,2024-03-01,2024-08-01");
        },
        &["management.csv:4: from: found 2024-03-01, expected a day after 2024-06-01, on which the one before ended"],
    ),
    Case(
        "one that ends after one held has begun",
        |e| {
            e.change("management.csv", "R003,2024-09-02,\n", "");
            e.change("management.csv", "R003,2023-06-01,2024-06-01", "R003,2023-06-01,2024-12-01");
        },
        &[
            "management.csv:4: until: found 2024-12-01, expected a day before 2024-09-02, on which one held already begins",
        ],
    ),
    Case(
        "one without an end before one held",
        |e| {
            e.change("management.csv", "R003,2024-09-02,\n", "");
            e.change("management.csv", "R003,2023-06-01,2024-06-01", "R003,2023-06-01,");
        },
        &["management.csv:4: until: found nothing, expected a day before 2024-09-02, on which one held already begins"],
    ),
];

const RULES: &[Case] = &[Case(
    "a rule of hours",
    |e| e.change("plans.csv", "FREQ=WEEKLY;INTERVAL=2", "FREQ=HOURLY;INTERVAL=2"),
    &["plans.csv:2: every: found FREQ=HOURLY;INTERVAL=2, expected another rule: \
           FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY"],
)];
