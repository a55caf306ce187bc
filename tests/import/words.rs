//! Words and references that nobody defined.

use crate::kit::{Case, Unit, check};

#[test]
fn an_unknown_word_is_named_with_the_one_that_was_likely_meant() {
    check(Unit::new, CASES);
}

#[test]
fn an_unknown_reference_is_named() {
    check(Unit::new, REFERENCES);
}

#[test]
fn an_officer_known_from_visits_alone_can_set_and_own_nothing() {
    check(
        Unit::filled,
        &[Case(
            "an owner who was only ever seen on visits",
            |e| e.change("owners.csv", "R001,2024-01-10,P101", "R001,2024-01-10,Q900"),
            &[
                "owners.csv:2: officer_id: found an officer known from visits alone, expected an officer of officers.csv",
            ],
        )],
    );
}

const CASES: &[Case] = &[
    Case(
        "a tier, written otherwise",
        |e| e.change("tiers.csv", "2024-02-01,very-high", "2024-02-01,Very High"),
        &["tiers.csv:4: tier: found Very High, expected one of very-high, high, medium, low (likely very-high)"],
    ),
    Case(
        "a reason and a tier in each other's place",
        |e| e.change("tiers.csv", "high,S201,\nR001", "reassessed,S201,high\nR001"),
        &["tiers.csv:2: tier: found something that is no tier, expected one of very-high, high, medium, low"],
    ),
    Case(
        "no tier",
        |e| e.change("tiers.csv", "2025-02-01,medium", "2025-02-01,"),
        &["tiers.csv:3: tier: found nothing, expected a tier of the policy"],
    ),
    Case(
        "a role",
        |e| e.change("officers.csv", "Harbour,supervisor", "Harbour,superviser"),
        &["officers.csv:6: role: found superviser, expected one of officer, supervisor, manager (likely supervisor)"],
    ),
    Case(
        "a name and a role in each other's place",
        |e| e.change("officers.csv", "Barnaby Oakentree,Harbour,supervisor", "supervisor,Harbour,oakentree"),
        &["officers.csv:6: role: found something that is no role, expected one of officer, supervisor, manager"],
    ),
    Case(
        "yes or no in the case of another system",
        |e| e.change("officers.csv", "supervisor,yes", "supervisor,Yes"),
        &["officers.csv:6: accredited: found Yes, expected one of yes, no (likely yes)"],
    ),
    Case(
        "yes or no as a letter",
        |e| e.change("officers.csv", "supervisor,yes", "supervisor,y"),
        &["officers.csv:6: accredited: found something that is no yes or no, expected one of yes, no"],
    ),
    Case(
        "yes or no not said where it must be",
        |e| e.change("addresses.csv", "Gooseberry Park\",,yes", "Gooseberry Park\",,"),
        &["addresses.csv:4: no_fixed_abode: found nothing, expected yes or no"],
    ),
    Case(
        "no fixed abode",
        |e| e.change("addresses.csv", "Gooseberry Park\",,yes", "Gooseberry Park\",,bandstand"),
        &["addresses.csv:4: no_fixed_abode: found something that is no yes or no, expected one of yes, no"],
    ),
    Case(
        "a status nobody defined",
        |e| e.change("statuses.csv", "custody", "on-leave"),
        &["statuses.csv:2: status: found on-leave, expected one of custody, hospital, abroad, elsewhere, missing"],
    ),
    Case(
        "no kind of plan",
        |e| e.change("plans.csv", "R003,reactive", "R003,"),
        &["plans.csv:3: kind: found nothing, expected interval or reactive"],
    ),
    Case(
        "an outcome nobody defined",
        |e| e.change("visits.csv", "18:40,no-reply", "18:40,telephoned"),
        &[
            "visits.csv:4: outcome: found telephoned, expected one of seen, doorstep, no-reply, refused, out, not-resident, \
           abandoned",
        ],
    ),
    Case(
        "no outcome",
        |e| e.change("visits.csv", "18:40,no-reply", "18:40,"),
        &[
            "visits.csv:4: outcome: found nothing, expected one of seen, doorstep, no-reply, refused, out, not-resident, \
           abandoned",
        ],
    ),
    Case(
        "premises not recorded, said in a word",
        |e| e.change("visits.csv", "P101,notified,,\nV0003", "P101,not-recorded,,\nV0003"),
        &["visits.csv:3: premises: found not-recorded, expected one of notified, other"],
    ),
    Case(
        "announced and entry sought",
        |e| e.change("visits.csv", "seen,no,P101;P102,notified,yes", "seen,nno,P101;P102,notified,perhaps"),
        &[
            "visits.csv:2: announced: found nno, expected one of yes, no (likely no)",
            "visits.csv:2: entry_sought: found something that is no yes or no, expected one of yes, no",
        ],
    ),
];

const REFERENCES: &[Case] = &[
    Case(
        "an offender of no other file, in each file that speaks of one",
        |e| {
            e.append("management.csv", "R999,2024-01-01,\n");
            e.append("addresses.csv", "R999,2024-01-01,,,yes\n");
            e.append("tiers.csv", "R999,2024-01-01,low,S201,\n");
            e.append("owners.csv", "R999,2024-01-01,P101\n");
            e.append("statuses.csv", "R999,missing,2024-01-01,\n");
            e.append("plans.csv", "R999,reactive,2024-01-01,,,S201,\n");
            e.append("visits.csv", "V9999,R999,2024-01-01,,seen,,,,,\n");
        },
        &[
            "management.csv:15: offender_ref: found R999, expected an offender of offenders.csv",
            "addresses.csv:15: offender_ref: found R999, expected an offender of offenders.csv",
            "tiers.csv:14: offender_ref: found R999, expected an offender of offenders.csv",
            "owners.csv:12: offender_ref: found R999, expected an offender of offenders.csv",
            "statuses.csv:7: offender_ref: found R999, expected an offender of offenders.csv",
            "plans.csv:5: offender_ref: found R999, expected an offender of offenders.csv",
            "visits.csv:16: offender_ref: found R999, expected an offender of offenders.csv",
        ],
    ),
    Case(
        "an officer of no file but visits, in each that needs one",
        |e| {
            e.change("tiers.csv", "low,S201,\nR004", "low,P999,\nR004");
            e.change("owners.csv", "2024-01-10,P101", "2024-01-10,Q900");
            e.change("plans.csv", "M301", "P999");
        },
        &[
            "tiers.csv:5: set_by: found P999, expected an officer of officers.csv",
            "owners.csv:2: officer_id: found Q900, expected an officer of officers.csv",
            "plans.csv:3: authorised_by: found P999, expected an officer of officers.csv",
        ],
    ),
    Case(
        "a name where a reference should be",
        |e| e.change("owners.csv", "2024-01-10,P101", "2024-01-10,Petronella Marchbanks"),
        &["owners.csv:2: officer_id: found something unknown that does not look like a reference, \
           expected an officer of officers.csv"],
    ),
    Case(
        "an empty reference",
        |e| e.change("owners.csv", "2024-01-10,P101", "2024-01-10,"),
        &["owners.csv:2: officer_id: found nothing, expected a reference"],
    ),
    Case(
        "a semicolon in an officer's id",
        |e| e.append("officers.csv", "P1;P2,Invented Person,Harbour,officer,no,,,\n"),
        &["officers.csv:8: officer_id: found a semicolon in an id, expected none, since it joins the ids of a visit"],
    ),
];
