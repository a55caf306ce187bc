//! What each measure is, in a sentence, with its unit and where that comes from: `docs/measures.md` is written from it.

use super::{Measure, Unit};

/// What a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// A few words, as a heading has them.
    pub title: &'static str,
    /// One sentence: who or what is counted, and when.
    pub sentence: &'static str,
    /// What is counted.
    pub unit: Unit,
    /// A section of the rulebook, a key of the policy, or a page.
    pub source: &'static str,
}

const BUCKET: &str = "rulebook 5, bucket";
const AGE: &str = "rulebook 5, `due`";
const DIRECTED: &str = "docs/notices.md, `directed` and `direction-broken`";
const MODE: &str = "rulebook 3";
const FLAG: &str = "rulebook 5, flags";
const WEEK: &str = "rulebook 4, seven days apart";
const DAYS: &str = "rulebook 6, person-days";
const OUTCOME: &str = "rulebook 6, count day";

const fn is(title: &'static str, unit: Unit, source: &'static str, sentence: &'static str) -> Definition {
    Definition { title, sentence, unit, source }
}

impl Measure {
    /// What it is.
    pub fn definition(self) -> Definition {
        if self.is_flow() { flow(self) } else { register(self).unwrap_or_else(|| matters(self)) }
    }
}

fn register(measure: Measure) -> Option<Definition> {
    use Measure as M;
    use Unit::{Days, People};
    Some(match measure {
        M::Managed => is("Managed", People, "rulebook 1, management", "Everybody managed on the day."),
        M::Missing => is("Whereabouts unknown", People, BUCKET, "Managed, and a `missing` status covers the day."),
        M::Overdue => is(
            "Overdue",
            People,
            BUCKET,
            "Managed, to be visited, whereabouts known, and a visit owed is past its deadline.",
        ),
        M::Due => is(
            "Due",
            People,
            BUCKET,
            "Managed, to be visited, nothing overdue, and the next visit falls due within the risk level's \
             `due_soon_days`.",
        ),
        M::OnTrack => {
            is("On track", People, BUCKET, "Managed, to be visited, nothing overdue and nothing about to fall due.")
        }
        M::Suspended => is(
            "Away",
            People,
            BUCKET,
            "Managed and away: in custody, in hospital, abroad or elsewhere, and whereabouts not unknown.",
        ),
        M::Reactive => {
            is("Desk-based", People, BUCKET, "Managed, not away, and a reactive plan is in effect: no routine visits.")
        }
        M::Owed => is(
            "Visit owed",
            People,
            "rulebook 5, rows with an overdue requirement",
            "Managed, and a visit is owed past its deadline, whatever the bucket: also of those away and of those \
             whose whereabouts are unknown.",
        ),
        M::OwedTo7 => is("Owed 1 to 7 days", People, AGE, "Owed, the oldest visit owed for 1 to 7 calendar days."),
        M::OwedTo30 => is("Owed 8 to 30 days", People, AGE, "Owed, the oldest visit owed for 8 to 30 calendar days."),
        M::OwedTo90 => is("Owed 31 to 90 days", People, AGE, "Owed, the oldest visit owed for 31 to 90 calendar days."),
        M::OwedTo180 => {
            is("Owed 91 to 180 days", People, AGE, "Owed, the oldest visit owed for 91 to 180 calendar days.")
        }
        M::OwedOver180 => {
            is("Owed over 180 days", People, AGE, "Owed, the oldest visit owed for more than 180 calendar days.")
        }
        M::OwedNeverVisited => is(
            "Owed, never visited",
            People,
            "rulebook 5, `never-visited`",
            "Owed, and no visit that counts was made since this management began.",
        ),
        M::OwedFrozen => is(
            "Owed, away or desk-based",
            People,
            "rulebook 5, `overdue-frozen`",
            "Owed by somebody who is away or desk-based: nobody is to go now.",
        ),
        M::OwedMissing => {
            is("Owed, whereabouts unknown", People, BUCKET, "Owed by somebody whose whereabouts are unknown.")
        }
        M::OwedDays => is(
            "Days owed",
            Days,
            AGE,
            "Of everybody owed, the calendar days after the oldest due day unmet, up to and including the day.",
        ),
        M::OwedDaysVisitable => is(
            "Days owed, to visit",
            Days,
            "rulebook 5, `days_overdue`",
            "Of those days, the ones on which somebody could have gone: days away do not count, days before the record \
             begins all do.",
        ),
        M::DirectionBroken => is(
            "Direction broken",
            People,
            DIRECTED,
            "Owed, and a visit was ordered by a day that has gone by without one that counts.",
        ),
        M::Directed => {
            is("Directed", People, DIRECTED, "Owed, a visit is ordered by a day, and no direction is broken.")
        }
        M::NoDirection => is("No direction", People, DIRECTED, "Owed, and no direction stands."),
        M::BrokenNotOwed => {
            is("Direction broken, nothing owed", People, DIRECTED, "Managed, nothing owed, and a direction is broken.")
        }
        M::DirectedNotOwed => is(
            "Directed, nothing owed",
            People,
            DIRECTED,
            "Managed, nothing owed, a visit is ordered by a day, and no direction is broken.",
        ),
        M::MissingUnconfirmed => is(
            "Missing, not looked into",
            People,
            "policy, `confirm_days`",
            "Whereabouts unknown, and nobody has looked into that for longer than the policy allows.",
        ),
        M::AwayCustody => is("In custody", People, MODE, "Away, in custody."),
        M::AwayHospital => is("In hospital", People, MODE, "Away, in hospital and not in custody."),
        M::AwayAbroad => is("Abroad", People, MODE, "Away, abroad, and neither in custody nor in hospital."),
        M::AwayElsewhere => is(
            "Elsewhere",
            People,
            MODE,
            "Away, accepted by another force, and neither in custody nor in hospital nor abroad.",
        ),
        M::AwayUnconfirmed => is(
            "Away, not looked into",
            People,
            "policy, `confirm_days`",
            "Away, and nobody has looked into an absence for longer than the policy allows.",
        ),
        _ => return None,
    })
}

fn matters(measure: Measure) -> Definition {
    use Measure as M;
    use Unit::{People, Visits};
    match measure {
        M::ReviewDue => is(
            "Plan to be reviewed",
            People,
            "docs/notices.md, `review-due`",
            "Managed, and the review day of a plan that covers the day has gone by, or an own interval has neither an end \
             nor a review day.",
        ),
        M::PlanUnmet => is(
            "Conditions not kept",
            People,
            "docs/notices.md, `plan-unmet`; policy, `reactive_lowest_tier_months`",
            "Managed, and a reactive plan covers the day that does not keep the policy's conditions.",
        ),
        M::OwnInterval => is("Own interval", People, FLAG, "Managed, and an interval of their own holds."),
        M::OwnIntervalLonger => is(
            "Own interval, longer",
            People,
            "rulebook 2, which of two intervals is longer",
            "Managed, and an interval of their own holds that is longer than the risk level's.",
        ),
        M::NoTier => is("No risk level", People, FLAG, "Managed, and no risk level was set by the day."),
        M::NoOwner => is("No officer", People, FLAG, "Managed, and no officer was set by the day."),
        M::NoTeam => is(
            "No team",
            People,
            "rulebook 1, officer",
            "Managed, with an officer of whom no team is known on the day: on no team's list.",
        ),
        M::OwnerInactive => is("Officer has left", People, FLAG, "Managed, and the officer's service has ended."),
        M::NoAddress => {
            is("No address", People, FLAG, "Managed, and neither an address nor no fixed abode is on file.")
        }
        M::NewAddress => {
            is("Moved, not yet seen", People, FLAG, "Managed, and the address is another than when last seen.")
        }
        M::AddressDoubt => is(
            "Address in doubt",
            People,
            "docs/notices.md, `address-doubt`",
            "Managed, and a visit found that they do not live there, which nothing has settled since.",
        ),
        M::ChildNoReferral => is(
            "Children, no referral",
            Visits,
            "docs/notices.md, `child-no-referral`",
            "Visits on which children were seen or identified and after which no referral is recorded, of people no longer \
             managed too.",
        ),
        M::DecisionWanted => is(
            "Decision wanted",
            People,
            "docs/notices.md, `decision-wanted`; policy, `attempts_for_decision`",
            "Managed, not away, and failed attempts wait for a supervisor's decision.",
        ),
        M::BookingPassed => is(
            "Booking passed",
            People,
            "docs/notices.md, `booking-passed`",
            "Managed, and the time of a booking has passed with nothing recorded.",
        ),
        M::NotEntered => is(
            "Not yet entered",
            Visits,
            "`visit entered`",
            "Visits made by the day, recorded here, and not yet said to be in the national register; whether it is \
             said is told as it stands now, so that no trend tells of it.",
        ),
        M::OwedWeekBefore => {
            is("Owed a week before", People, WEEK, "A visit was owed past its deadline seven days before the day.")
        }
        M::CameRight => is(
            "Came right: visited since",
            People,
            WEEK,
            "Owed a week before and not on the day, still managed: a visit that counts was made.",
        ),
        M::EndedOwing => is(
            "Ended with it owed",
            People,
            WEEK,
            "Owed a week before, and that management has ended since: unless a visit was made first, the visit counts as \
             missed.",
        ),
        M::OwedStill => is("Owed still", People, WEEK, "Owed a week before and on the day, in one management."),
        M::MissedMore => {
            is("Another cycle missed", People, WEEK, "Owed still, and another whole cycle was missed within the week.")
        }
        M::Slipped => is("Slipped: newly owed", People, WEEK, "Owed on the day and not a week before."),
        _ => is("Managed", People, "rulebook 1, management", "Everybody managed on the day."),
    }
}

fn flow(measure: Measure) -> Definition {
    use Measure as M;
    use Unit::{Days, Visits};
    match measure {
        M::DaysManaged => is("Person-days", Days, DAYS, "The days of the period on which each was managed."),
        M::DaysRequired => {
            is("Person-days to visit", Days, DAYS, "Of the person-days, those on which visits were required.")
        }
        M::DaysSuspended => {
            is("Person-days away", Days, DAYS, "Of the person-days, those on which visits were suspended.")
        }
        M::DaysReactive => {
            is("Person-days desk-based", Days, DAYS, "Of the person-days, those of a reactive plan in effect.")
        }
        M::DaysOverdue => is(
            "Person-days overdue",
            Days,
            DAYS,
            "Of the person-days to visit, those on which a visit was overdue; over the days of the period, the people \
             overdue on an average day.",
        ),
        M::VisitsOnTime => is("On time", Visits, OUTCOME, "Visits owed that were met by their deadline."),
        M::VisitsLate => is("Late", Visits, OUTCOME, "Visits owed that were met after their deadline."),
        M::VisitsMissed => {
            is("Missed", Visits, OUTCOME, "Visits owed whose whole next cycle, or management, went by without one.")
        }
        M::VisitsOverdue => is("Overdue still", Visits, OUTCOME, "Visits owed that are past their deadline and unmet."),
        _ => is("Visits owed", Visits, OUTCOME, "Visits on time, late, missed and overdue, each on its count day."),
    }
}
