//! The table of section 7. None of its lines is left out; those with several days stand here once for each.

use super::Example;
use super::Expect::{
    Additional, AttemptsSince, Bucket, Counted, DaysOverdue, Due, Missed, NotOverdue, OverdueSince, Upcoming,
};
use crate::reference::Fate;

const HIGH_FROM_MARCH: &[&str] = &["managed 2025-03-01..", "tier high 2025-03-01", "seen 2025-03-10"];
const WITH_NO_REPLY: &[&str] =
    &["managed 2025-03-01..", "tier high 2025-03-01", "seen 2025-03-10", "no-reply 2025-06-09"];
const VERY_HIGH_SEEN_ON_THE_31ST: &[&str] = &["managed 2025-01-20..", "tier very-high 2025-01-20", "seen 2025-01-31"];
const LOWERED_IN_APRIL: &[&str] =
    &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "tier low 2025-04-10"];
const LOWERED_IN_MARCH: &[&str] =
    &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "tier low 2025-03-01"];
const LOWERED_IN_FEBRUARY: &[&str] =
    &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "tier low 2025-02-10"];
const AND_RAISED_AGAIN: &[&str] = &[
    "managed 2024-12-20..",
    "tier high 2024-12-20",
    "seen 2025-01-01",
    "tier low 2025-02-10",
    "tier high 2025-03-31",
    "tier low 2025-04-01",
    "tier high 2025-04-03",
    "tier low 2025-04-08",
    "tier high 2025-04-13",
];
const CUSTODY_IN_APRIL: &[&str] =
    &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "custody 2025-04-05..2025-05-01"];
const REACTIVE_FROM_APRIL: &[&str] =
    &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "reactive 2025-04-05..", "seen 2025-07-06"];
const REACTIVE_FROM_MARCH: &[&str] = &[
    "managed 2024-12-20..",
    "tier high 2024-12-20",
    "seen 2025-01-01",
    "reactive 2025-03-10..2025-06-10",
    "seen 2025-04-02",
];
const REACTIVE_UNTIL_RAISED: &[&str] = &[
    "managed 2024-12-20..",
    "tier low 2024-12-20",
    "seen 2025-01-01",
    "reactive 2025-03-01..",
    "tier very-high 2025-06-01",
];

pub const EXAMPLES: &[Example] = &[
    Example {
        says: "managed from 1 Mar 2025, high; seen 10 Mar | 9 Jun 2025 | due 10 Jun, bucket due",
        facts: HIGH_FROM_MARCH,
        as_of: "2025-06-09",
        expect: &[Due("2025-06-10"), Bucket("due"), NotOverdue],
    },
    Example {
        says: "the same | 10 Jun | due 10 Jun, bucket due, not overdue",
        facts: HIGH_FROM_MARCH,
        as_of: "2025-06-10",
        expect: &[Due("2025-06-10"), Bucket("due"), NotOverdue],
    },
    Example {
        says: "the same | 11 Jun | overdue, 1 day, missed 0",
        facts: HIGH_FROM_MARCH,
        as_of: "2025-06-11",
        expect: &[Bucket("overdue"), OverdueSince("2025-06-10"), DaysOverdue(1), Missed(0)],
    },
    Example {
        says: "the same; no reply on 9 Jun | 11 Sep | overdue since 10 Jun, 93 days, missed 1, one attempt",
        facts: WITH_NO_REPLY,
        as_of: "2025-09-11",
        expect: &[
            Bucket("overdue"),
            OverdueSince("2025-06-10"),
            DaysOverdue(93),
            Missed(1),
            AttemptsSince(1),
            Counted(Fate::Missed, "2025-06-10"),
            Counted(Fate::Overdue, "2025-09-10"),
        ],
    },
    Example {
        says: "managed from 20 Jan 2025, very high; seen 31 Jan | 1 Feb | due 28 Feb",
        facts: VERY_HIGH_SEEN_ON_THE_31ST,
        as_of: "2025-02-01",
        expect: &[Due("2025-02-28"), NotOverdue],
    },
    Example {
        says: "the same; unseen, the later ones fall due 31 Mar",
        facts: VERY_HIGH_SEEN_ON_THE_31ST,
        as_of: "2025-03-01",
        expect: &[OverdueSince("2025-02-28"), Upcoming("2025-03-31")],
    },
    Example {
        says: "the same; unseen, the later ones fall due 31 Mar, 30 Apr",
        facts: VERY_HIGH_SEEN_ON_THE_31ST,
        as_of: "2025-04-01",
        expect: &[OverdueSince("2025-02-28"), Missed(1), Upcoming("2025-04-30")],
    },
    Example {
        says: "medium, seen 1 Jan 2025 (due 1 Jul); raised to high on 20 May | 19 May",
        facts: &["managed 2024-12-20..", "tier medium 2024-12-20", "seen 2025-01-01", "tier high 2025-05-20"],
        as_of: "2025-05-19",
        expect: &[Due("2025-07-01"), NotOverdue],
    },
    Example {
        says: "medium, seen 1 Jan 2025 (due 1 Jul); raised to high on 20 May | 20 May | due 3 Jun (1 Apr has gone; 14 \
               days to settle)",
        facts: &["managed 2024-12-20..", "tier medium 2024-12-20", "seen 2025-01-01", "tier high 2025-05-20"],
        as_of: "2025-05-20",
        expect: &[Due("2025-06-03"), NotOverdue],
    },
    Example {
        says: "low, seen 1 Jan 2025 (due 1 Jan 2026); raised to high on 1 Feb | 1 Feb | due 1 Apr",
        facts: &["managed 2024-12-20..", "tier low 2024-12-20", "seen 2025-01-01", "tier high 2025-02-01"],
        as_of: "2025-02-01",
        expect: &[Due("2025-04-01"), NotOverdue],
    },
    Example {
        says: "low, seen 1 Jan 2025; own interval of a week from 1 Mar | 1 Mar | due 8 Mar (in a week, not after 28 \
               days to settle)",
        facts: &[
            "managed 2024-12-20..",
            "tier low 2024-12-20",
            "seen 2025-01-01",
            "every FREQ=WEEKLY;INTERVAL=1 2025-03-01..",
        ],
        as_of: "2025-03-01",
        expect: &[Due("2025-03-08"), NotOverdue],
    },
    Example {
        says: "high, seen 1 Jan 2025 (due 1 Apr); lowered to low on 10 Apr | 10 Apr | still overdue since 1 Apr",
        facts: LOWERED_IN_APRIL,
        as_of: "2025-04-10",
        expect: &[Bucket("overdue"), OverdueSince("2025-04-01"), Missed(0)],
    },
    Example {
        says: "the same, lowered to low on 1 Mar instead | 1 Mar | still due 1 Apr (near)",
        facts: LOWERED_IN_MARCH,
        as_of: "2025-03-01",
        expect: &[Due("2025-04-01"), NotOverdue],
    },
    Example {
        says: "the same; unseen, the next falls due 1 Apr 2026",
        facts: LOWERED_IN_MARCH,
        as_of: "2025-04-02",
        expect: &[OverdueSince("2025-04-01"), Upcoming("2026-04-01")],
    },
    Example {
        says: "the same, lowered on 10 Feb | 10 Feb | due 1 Jan 2026",
        facts: LOWERED_IN_FEBRUARY,
        as_of: "2025-02-10",
        expect: &[Due("2026-01-01"), NotOverdue],
    },
    Example {
        says: "the same, and raised to high again on 31 Mar | 31 Mar | due 14 Apr",
        facts: AND_RAISED_AGAIN,
        as_of: "2025-03-31",
        expect: &[Due("2025-04-14"), NotOverdue],
    },
    Example {
        says: "and no later however often that is repeated | lowered on 1 Apr",
        facts: AND_RAISED_AGAIN,
        as_of: "2025-04-01",
        expect: &[Due("2025-04-14"), NotOverdue],
    },
    Example {
        says: "and no later however often that is repeated | raised on 3 Apr, lowered on the 8th",
        facts: AND_RAISED_AGAIN,
        as_of: "2025-04-08",
        expect: &[Due("2025-04-14"), NotOverdue],
    },
    Example {
        says: "and no later however often that is repeated | raised on 13 Apr",
        facts: AND_RAISED_AGAIN,
        as_of: "2025-04-13",
        expect: &[Due("2025-04-14"), NotOverdue],
    },
    Example {
        says: "low, seen 1 Jan 2025; abroad 1 Mar until 11 Mar, raised to high on 5 Mar | 11 Mar | due 1 Apr (the \
               change counts from the return)",
        facts: &[
            "managed 2024-12-20..",
            "tier low 2024-12-20",
            "seen 2025-01-01",
            "abroad 2025-03-01..2025-03-11",
            "tier high 2025-03-05",
        ],
        as_of: "2025-03-11",
        expect: &[Due("2025-04-01"), NotOverdue],
    },
    Example {
        says: "high, seen 1 Jan 2025; custody 10 Jan until 20 Jan | 20 Jan | due 4 Feb (15 days from release; 1 Apr is \
               later)",
        facts: &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "custody 2025-01-10..2025-01-20"],
        as_of: "2025-01-20",
        expect: &[Due("2025-02-04"), NotOverdue, Counted(Fate::Lapsed, "2025-04-01")],
    },
    Example {
        says: "the same, abroad instead of custody | 20 Jan | due 1 Apr, as before",
        facts: &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "abroad 2025-01-10..2025-01-20"],
        as_of: "2025-01-20",
        expect: &[Due("2025-04-01"), NotOverdue],
    },
    Example {
        says: "high, seen 1 Jan 2025; abroad 30 Mar until 4 Apr | 4 Apr | due 6 Apr (1 Apr, and five days' pause)",
        facts: &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "abroad 2025-03-30..2025-04-04"],
        as_of: "2025-04-04",
        expect: &[Due("2025-04-06"), NotOverdue],
    },
    Example {
        says: "high, seen 1 Jan 2025 (due 1 Apr); custody 5 Apr until 1 May | 2 May | overdue since 1 Apr, 5 days (2 to \
               4 Apr, 1 and 2 May); the return visit is due 16 May",
        facts: CUSTODY_IN_APRIL,
        as_of: "2025-05-02",
        expect: &[Bucket("overdue"), OverdueSince("2025-04-01"), DaysOverdue(5), Missed(0), Upcoming("2025-05-16")],
    },
    Example {
        says: "the same; if that passes too, the April one is missed",
        facts: CUSTODY_IN_APRIL,
        as_of: "2025-05-17",
        expect: &[
            OverdueSince("2025-04-01"),
            Missed(1),
            Counted(Fate::Missed, "2025-04-01"),
            Counted(Fate::Overdue, "2025-05-16"),
        ],
    },
    Example {
        says: "high, seen 1 Jan 2025; abroad 6 Mar until 2 Apr | 2 Apr | due 17 Apr (15 days from return, sooner than \
               27 days' pause)",
        facts: &["managed 2024-12-20..", "tier high 2024-12-20", "seen 2025-01-01", "abroad 2025-03-06..2025-04-02"],
        as_of: "2025-04-02",
        expect: &[Due("2025-04-17"), NotOverdue],
    },
    Example {
        says: "high, seen 1 Jan 2025; abroad 10 Jan until 6 Feb, 7 Feb until 6 Mar | 6 Mar | due 21 Mar (54 days in all \
               call for a return visit)",
        facts: &[
            "managed 2024-12-20..",
            "tier high 2024-12-20",
            "seen 2025-01-01",
            "abroad 2025-01-10..2025-02-06",
            "abroad 2025-02-07..2025-03-06",
        ],
        as_of: "2025-03-06",
        expect: &[Due("2025-03-21"), NotOverdue],
    },
    Example {
        says: "high, seen 1 Jan 2025 (due 1 Apr); reactive from 5 Apr | 5 Jul | overdue since 1 Apr, 95 days: the plan \
               takes no effect",
        facts: REACTIVE_FROM_APRIL,
        as_of: "2025-07-05",
        expect: &[Bucket("overdue"), OverdueSince("2025-04-01"), DaysOverdue(95)],
    },
    Example {
        says: "the same; seen 6 Jul, late for 1 Jul (April's is missed)",
        facts: REACTIVE_FROM_APRIL,
        as_of: "2025-07-06",
        expect: &[NotOverdue, Counted(Fate::Late, "2025-07-01"), Counted(Fate::Missed, "2025-04-01")],
    },
    Example {
        says: "the same; it does on the 7th",
        facts: REACTIVE_FROM_APRIL,
        as_of: "2025-07-07",
        expect: &[Bucket("reactive"), NotOverdue],
    },
    Example {
        says: "high, seen 1 Jan 2025 (due 1 Apr); reactive 10 Mar until 10 Jun | 1 Apr | due 1 Apr, bucket due (near \
               when the plan began)",
        facts: REACTIVE_FROM_MARCH,
        as_of: "2025-04-01",
        expect: &[Due("2025-04-01"), Bucket("due"), NotOverdue],
    },
    Example {
        says: "the same; seen 2 Apr, late",
        facts: REACTIVE_FROM_MARCH,
        as_of: "2025-04-02",
        expect: &[NotOverdue, Counted(Fate::Late, "2025-04-01")],
    },
    Example {
        says: "the same; reactive on the 3rd",
        facts: REACTIVE_FROM_MARCH,
        as_of: "2025-04-03",
        expect: &[Bucket("reactive"), NotOverdue],
    },
    Example {
        says: "low, seen 1 Jan 2025; reactive from 1 Mar; raised to very high on 1 Jun | 1 Mar | reactive",
        facts: REACTIVE_UNTIL_RAISED,
        as_of: "2025-03-01",
        expect: &[Bucket("reactive"), NotOverdue],
    },
    Example {
        says: "the same | 1 Jun | due 16 Jun, the plan has ended",
        facts: REACTIVE_UNTIL_RAISED,
        as_of: "2025-06-01",
        expect: &[Due("2025-06-16"), NotOverdue],
    },
    Example {
        says: "low, managed since 2014, history from 1 Jan 2025, last seen 10 Mar 2023 | 1 Jan 2025 | overdue since 10 \
               Mar 2024, missed 0; the next falls due 10 Mar 2025",
        facts: &["managed 2014-01-01..", "history 2025-01-01", "tier low 2014-01-01", "seen 2023-03-10"],
        as_of: "2025-01-01",
        expect: &[Bucket("overdue"), OverdueSince("2024-03-10"), Missed(0), Upcoming("2025-03-10")],
    },
    Example {
        says: "low, seen 1 Jan and 1 Mar 2025 | 2 Mar | the March visit is additional; due 1 Mar 2026",
        facts: &["managed 2024-12-20..", "tier low 2024-12-20", "seen 2025-01-01", "seen 2025-03-01"],
        as_of: "2025-03-02",
        expect: &[Additional("2025-03-01"), Due("2026-03-01"), NotOverdue],
    },
];
