//! Three explanations as they are read.

use super::cases::Case;
use homevisit::domain::cadence::Interval;
use homevisit::domain::visit::{Outcome, Premises};
use homevisit::render::explain::text;

fn check(case: Case, as_of: &str, expected: &str) {
    let told = text(&case.settled().explain(as_of), 80, false);
    assert_eq!(told.trim_end(), expected.trim(), "\n{told}");
}

#[test]
fn overdue_after_custody_with_attempts_on_return() {
    let case = Case::new("high").seen("2025-01-01").status("custody", "2025-04-05", Some("2025-05-01"));
    check(
        case.no_reply("2025-05-01"),
        "2025-05-09",
        r#"
K-0001 on 9 May 2025, by policy uk-ew-baseline, version 1.

How it came to this, day by day
20 Dec 2024  Management begins. [rulebook 1, facts]
             Risk level High, set from 20 Dec 2024: nobody at it goes unseen for
             more than 3 months (one interval). [rulebook 1, facts]
             A first visit is called for. It is due 15 days on (20 Dec 2024 +
             15 days = 4 Jan 2025), or one interval on (20 Dec 2024 + 3 months =
             20 Mar 2025), whichever is earlier: 4 Jan 2025. [rulebook 4, a
             stretch begins]
 1 Jan 2025  Seen at the notified premises: the visit due 4 Jan 2025 is met, on
             time. The clock restarts: 1 Jan 2025 + 3 months = 1 Apr 2025.
             [rulebook 4, an effective visit]
 2 Apr 2025  No visit that counts was made by 1 Apr 2025: the visit due then is
             overdue. The next in the series falls due: 1 Jan 2025 +
             2 × 3 months = 1 Jul 2025. [rulebook 4, a deadline passes unmet]
 5 Apr 2025  Custody is recorded, from 5 Apr 2025 until 1 May 2025. While in
             custody nobody can visit, and no visit is required. The visit due
             1 Jul 2025 is set aside. The overdue one, due 1 Apr 2025, stays
             owed, frozen. [rulebook 1, facts; 3, when visits are required; 4, a
             stretch ends]
 1 May 2025  The custody is over: visits are required again. The visit due
             1 Jul 2025, set aside on 5 Apr 2025, has lapsed: custody always
             calls for a first visit on return. A first visit is called for. It
             is due 15 days on (1 May 2025 + 15 days = 16 May 2025), one
             interval on (1 May 2025 + 3 months = 1 Aug 2025), or when the visit
             set aside would now be due (1 Jul 2025), whichever is earliest:
             16 May 2025. [rulebook 3, when visits are required; 4, a stretch
             begins]
             Nobody answered: an attempt, which meets nothing and moves no date.
             [rulebook 4, an attempt or a contact]

The row of 9 May 2025, as the list shows it [rulebook 5]
Listed                overdue: a visit owed was not made in time
Risk level            High, set from 20 Dec 2024; seen at least every 3 months
Due                   1 Apr 2025, the oldest visit owed; the next falls due
                      16 May 2025
Overdue               12 days after 1 Apr 2025, up to and including 9 May 2025:
                      only days on which a visit could be made count, 2 Apr 2025
                      to 4 Apr 2025 (3 days) and 1 May 2025 to 9 May 2025
                      (9 days)
Whole cycles missed   none
Last seen             1 Jan 2025
Attempts since        1
To be tried again     by 8 May 2025 (1 May 2025, the latest attempt or contact,
                      + 7 days = 8 May 2025)
Officer               O-07
Flag                  not tried again in time: it was to be tried again by
                      8 May 2025

What would next change it, if nothing more were recorded
17 May 2025  The visit due 16 May 2025 becomes overdue too; the one due
             1 Apr 2025 is then missed.

Supposing only, nothing of it is recorded: if seen at the notified premises on
9 May 2025, that would meet the overdue visit, due 1 Apr 2025, 38 days late; the
next would fall due 9 Aug 2025.
"#,
    );
}

#[test]
fn raised_while_abroad_with_more_recorded_ahead() {
    let case = Case::new("low").seen("2025-01-01").status("abroad", "2025-03-01", Some("2025-03-11"));
    let case = case.tier("2025-03-05", "high").status("hospital", "2025-04-20", None);
    check(
        case.visit("2025-02-03", Outcome::Seen, Premises::NotRecorded),
        "2025-03-11",
        r#"
K-0001 on 11 Mar 2025, by policy uk-ew-baseline, version 1.

How it came to this, day by day
20 Dec 2024  Management begins. [rulebook 1, facts]
             Risk level Low, set from 20 Dec 2024: nobody at it goes unseen for
             more than 12 months (one interval). [rulebook 1, facts]
             A first visit is called for. It is due 15 days on (20 Dec 2024 +
             15 days = 4 Jan 2025), or one interval on (20 Dec 2024 + 12 months
             = 20 Dec 2025), whichever is earlier: 4 Jan 2025. [rulebook 4, a
             stretch begins]
 1 Jan 2025  Seen at the notified premises: the visit due 4 Jan 2025 is met, on
             time. The clock restarts: 1 Jan 2025 + 12 months = 1 Jan 2026.
             [rulebook 4, an effective visit]
 3 Feb 2025  Seen at premises that were not recorded: a contact and not a visit
             that counts, which meets nothing and moves no date. What was not
             recorded is never taken for the notified premises. [rulebook 4, an
             attempt or a contact]
 1 Mar 2025  Time abroad is recorded, from 1 Mar 2025 until 11 Mar 2025. While
             abroad nobody can visit, and no visit is required. The visit due
             1 Jan 2026 is set aside. [rulebook 1, facts; 3, when visits are
             required; 4, a stretch ends]
 5 Mar 2025  Risk level set to High (before: Low). [rulebook 1, facts]
11 Mar 2025  The time abroad is over: visits are required again. The visit set
             aside goes on, due 1 Jan 2026 as before. It was set aside for
             10 days in all; time abroad calls for a first visit on return only
             from 28 days. [rulebook 3, when visits are required; 4, a stretch
             begins]
             A change of the risk level from Low to High, and of the interval
             from 12 months to 3 months, compared with the last day on which
             visits were required: the visit due 1 Jan 2026 is reckoned again.
             One interval from 1 Jan 2025, where its cycle began: 1 Jan 2025 +
             3 months = 1 Apr 2025. A change makes nothing due sooner than
             14 days after it (11 Mar 2025 + 14 days = 25 Mar 2025) or one
             interval after it (11 Mar 2025 + 3 months = 11 Jun 2025), whichever
             is earlier: 25 Mar 2025. The later of 1 Apr 2025 and 25 Mar 2025 is
             1 Apr 2025: it is now due 1 Apr 2025. [rulebook 4, the tier or
             interval changes]

The row of 11 Mar 2025, as the list shows it [rulebook 5]
Listed                on track: listed as due only from 14 days before the due
                      day (1 Apr 2025 − 14 days = 18 Mar 2025)
Risk level            High, set from 5 Mar 2025; seen at least every 3 months
Due                   1 Apr 2025
Overdue               no
Whole cycles missed   none
Last seen             1 Jan 2025
Attempts since        0
To be tried again     by 10 Feb 2025 (3 Feb 2025, the latest attempt or contact,
                      + 7 days = 10 Feb 2025)
Officer               O-07
Flag                  not tried again in time: it was to be tried again by
                      10 Feb 2025

What would next change it, if nothing more were recorded
18 Mar 2025  Listed as due (due 1 Apr 2025).
 2 Apr 2025  The visit due 1 Apr 2025 becomes overdue.

Recorded for days after 11 Mar 2025, and no part of the answer
20 Apr 2025  detention in hospital from 20 Apr 2025, with no end recorded

Supposing only, nothing of it is recorded: if seen at the notified premises on
11 Mar 2025, that would meet the visit due 1 Apr 2025, on time; the next would
fall due 11 Jun 2025.
"#,
    );
}

#[test]
fn years_at_the_desk_and_an_interval_of_their_own() {
    let mut case = Case::new("medium").from("2020-01-06").own(Interval::Months(2), "2024-02-01", Some("2025-02-01"));
    for visit in ["2020-01-15", "2020-07-10", "2021-01-04", "2021-06-28", "2021-12-20", "2022-06-13", "2022-12-06"] {
        case = case.seen(visit);
    }
    case = case.reactive("2023-02-01", Some("2024-01-08")).seen("2024-01-20").seen("2024-03-29").seen("2024-05-02");
    check(
        case.tier("2024-05-20", "high").seen("2024-11-04"),
        "2025-01-10",
        r#"
K-0001 on 10 Jan 2025, by policy uk-ew-baseline, version 1.

How it came to this, day by day
 6 Jan 2020  Management begins. [rulebook 1, facts]
             In short: 8 visits on time, 1 absence and 1 risk level set between
             6 Jan 2020 and 20 Jan 2024; the clock restarted with each visit
             that counted. [rulebook 1, facts; 3, when visits are required; 4, a
             stretch ends; 4, an effective visit]
 1 Feb 2024  An interval of the offender's own, 2 months, is recorded, from
             1 Feb 2024 until 1 Feb 2025. [rulebook 1, facts]
             In short: 1 visit on time, 1 late visit, 1 deadline passed unmet
             and 1 due day reckoned again after a change between 1 Feb 2024 and
             2 May 2024; the clock restarted with each visit that counted.
             [rulebook 4, a deadline passes unmet; 4, an effective visit; 4, the
             tier or interval changes]
20 May 2024  Risk level set to High (before: Medium). [rulebook 1, facts]
 3 Jul 2024  No visit that counts was made by 2 Jul 2024: the visit due then is
             overdue. The next in the series falls due: 2 May 2024 +
             2 × 2 months = 2 Sep 2024. [rulebook 4, a deadline passes unmet]
 3 Sep 2024  No visit that counts was made by 2 Sep 2024: the visit due then is
             overdue. The one due 2 Jul 2024, overdue already, is now missed:
             its whole cycle went by without a visit (missed so far: 1). The
             next in the series falls due: 2 May 2024 + 3 × 2 months =
             2 Nov 2024. [rulebook 4, a deadline passes unmet]
 3 Nov 2024  No visit that counts was made by 2 Nov 2024: the visit due then is
             overdue. The one due 2 Sep 2024, overdue already, is now missed:
             its whole cycle went by without a visit (missed so far: 2). The
             next in the series falls due: 2 May 2024 + 4 × 2 months =
             2 Jan 2025. [rulebook 4, a deadline passes unmet]
 4 Nov 2024  Seen at the notified premises: the overdue visit, due 2 Nov 2024,
             is met, 2 days late. The 2 visits missed before it stay missed. The
             one coming up, due 2 Jan 2025, is withdrawn and never counted. The
             clock restarts: 4 Nov 2024 + 2 months = 4 Jan 2025. [rulebook 4, an
             effective visit]
 5 Jan 2025  No visit that counts was made by 4 Jan 2025: the visit due then is
             overdue. The next in the series falls due: 4 Nov 2024 +
             2 × 2 months = 4 Mar 2025. [rulebook 4, a deadline passes unmet]

The row of 10 Jan 2025, as the list shows it [rulebook 5]
Listed                overdue: a visit owed was not made in time
Risk level            High, set from 20 May 2024; seen at least every 2 months,
                      an own interval
Due                   4 Jan 2025, the oldest visit owed; the next falls due
                      4 Mar 2025
Overdue               6 days after 4 Jan 2025, up to and including 10 Jan 2025
Whole cycles missed   none
Last seen             4 Nov 2024
Attempts since        0
Officer               O-07
Flag                  own interval: every 2 months, instead of the 3 months of
                      the risk level

What would next change it, if nothing more were recorded
 1 Feb 2025  The own interval of 2 months ends by the record: the visit stays
             due 4 Mar 2025; no longer flagged: own interval.
 5 Mar 2025  The visit due 4 Mar 2025 becomes overdue too; the one due
             4 Jan 2025 is then missed.

Supposing only, nothing of it is recorded: if seen at the notified premises on
10 Jan 2025, that would meet the overdue visit, due 4 Jan 2025, 6 days late; the
next would fall due 10 Mar 2025.
"#,
    );
}
