//! Notices in words, and as JSON.

mod json;

pub(super) use json::{BookingJson, NoticeJson, PredictableJson};

use std::collections::BTreeMap;

use super::recorded::clock;
use super::words::{counted, join, screen_text, short_day, status, weekday_in_words};
use crate::domain::day::Day;
use crate::domain::fact::PlanWord;
use crate::domain::notice::{Asks, Condition, Ordered, Told};
use crate::domain::offender::{OfficerKey, Status};
use crate::domain::pattern::Predictable;
use crate::domain::work::{At, Booking, Course, Stage, VisitKey};
use crate::report::Labels;

/// What the words of a notice are taken from.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// The words of officers and causes.
    pub(super) labels: &'a Labels,
    /// The references of visits.
    pub(super) visit_refs: &'a BTreeMap<VisitKey, String>,
    /// Whose list it is: they know that it is they who were to go.
    pub(super) own: &'a [OfficerKey],
}

impl Words<'_> {
    /// A notice, as a screen says it.
    pub(super) fn told(&self, told: &Told) -> String {
        match told {
            Told::ChildNoReferral { visit, at, children, hours } => self.children(*visit, *at, *children, *hours),
            Told::DecisionWanted(asks) => {
                let why: Vec<String> = asks.iter().map(asked).collect();
                format!("a supervisor is to decide: {}", why.join(", "))
            }
            Told::DirectionBroken(ordered) => {
                format!("DIRECTION BROKEN: {}", self.ordered(ordered))
            }
            Told::Directed(ordered) => format!("directed: {}", self.ordered(ordered)),
            Told::Decided { on, course, stage, visit_by } => {
                let stage =
                    stage.map_or(String::new(), |(stage, on)| format!(", {} {}", stage_words(stage), short_day(on)));
                let (on, by) = (short_day(*on), short_day(*visit_by));
                format!("decided {on}: {}{stage}, go again by {by}", course_words(*course))
            }
            Told::BookingPassed { day, time, officers } => {
                let booking = Booking { day: *day, time: *time, officers: officers.clone() };
                format!("{}, and nothing recorded", self.booking(&booking))
            }
            Told::AddressDoubt { since } => format!("found not to live there, {}", short_day(*since)),
            Told::Unconfirmed { status: which, since } => {
                format!("{}, not looked into since {}", status(*which), short_day(*since))
            }
            Told::ReturnsSoon { status, until } => format!("{} {}", back(*status), short_day(*until)),
            Told::EndingSoon { until } => format!("management ends {}", short_day(*until)),
            Told::PlanEnded { kind, from, raised } => {
                let (plan, on) = (plan(*kind, *from), short_day(*raised));
                format!("{plan} ended by the higher risk level of {on}: authorise it again or close it")
            }
            Told::PlanUnmet { from, unmet } => {
                let lacks: Vec<&str> = unmet.iter().map(|condition| lacks(*condition)).collect();
                format!("{}: {}", plan(PlanWord::Reactive, *from), lacks.join(", "))
            }
            Told::ReviewDue { kind, from, review_by } => match review_by {
                Some(by) => format!("{} was to be reviewed by {}", plan(*kind, *from), short_day(*by)),
                None => format!("{} has neither an end nor a review day", plan(*kind, *from)),
            },
            Told::Predictable(predictable) => format!("predictable: the last four visits {}", shared(predictable)),
        }
    }

    fn children(&self, visit: VisitKey, at: At, children: u16, hours: u32) -> String {
        let children = counted(children, "child", "children");
        let up_to = if at.time.is_none() { "up to " } else { "" };
        let time = at.time.map_or(String::new(), |time| format!(" {}", clock(time)));
        let which = self.visit_refs.get(&visit).map_or(String::new(), |visit| format!(" ({})", screen_text(visit)));
        let hours = counted(hours, "hour", "hours");
        format!("NO REFERRAL for {up_to}{hours}: {children} seen {}{time}{which}", short_day(at.day))
    }

    fn ordered(&self, ordered: &Ordered) -> String {
        let cause = screen_text(self.labels.cause(&ordered.cause));
        format!("visit by {} ({cause})", short_day(ordered.visit_by))
    }

    /// `booked 2 Dec 2026 10:00 with P102`; of others alone, `for P102`.
    pub(super) fn booking(&self, booking: &Booking) -> String {
        let day = short_day(booking.day);
        format!("booked {day} {}{}", clock(booking.time), self.going(booking))
    }

    /// ` with P102` where the list's own officer goes too, ` for P102` where others go.
    pub(super) fn going(&self, booking: &Booking) -> String {
        let others = booking.officers.iter().filter(|officer| !self.own.contains(officer));
        let others: Vec<String> = others.map(|officer| screen_text(self.labels.officer_id(*officer))).collect();
        match (others.is_empty(), others.len() == booking.officers.len()) {
            (true, _) => String::new(),
            (false, true) => format!(" for {}", join(&others)),
            (false, false) => format!(" with {}", join(&others)),
        }
    }
}

/// What the last four visits share: `all on a Tuesday; between 09:10 and 11:40; each only when about to fall due`.
pub(super) fn shared(predictable: &Predictable) -> String {
    let weekday = predictable.weekday.map(|day| format!("all on a {}", weekday_in_words(day)));
    let band = predictable.band.shared().map(|(from, to)| format!("all from {} to {}", clock(from), clock(to)));
    let before = predictable.before_due.then(|| "each only when about to fall due".to_owned());
    [weekday, band, before].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn asked(asks: &Asks) -> String {
    match asks {
        Asks::Attempts(count) => format!("{} with entry sought at one address", counted(*count, "attempt", "attempts")),
        Asks::FailedAgain(count) => {
            format!("{} since the decision", counted(*count, "failed attempt", "failed attempts"))
        }
        Asks::DayGone(by) => format!("the decision's day, {}, has gone by", short_day(*by)),
        Asks::CourtRefused(on) => format!("the court refused the warrant {}", short_day(*on)),
    }
}

pub(super) fn course_words(course: Course) -> &'static str {
    match course {
        Course::Warrant => "seek a warrant",
        Course::Arrest => "arrest",
        Course::Circulate => "circulate as wanted",
        Course::Revisit => "try again",
        Course::Nothing => "nothing further for now",
    }
}

pub(super) fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Authorised => "authorised",
        Stage::Applied => "applied for",
        Stage::Granted => "granted",
        Stage::CourtRefused => "refused by the court",
        Stage::Executed => "executed",
    }
}

fn back(from: Status) -> &'static str {
    match from {
        Status::Custody => "leaves custody",
        Status::Hospital => "leaves hospital",
        Status::Abroad => "back from abroad",
        Status::Elsewhere => "back from another force",
        Status::Missing => "no longer missing",
    }
}

fn plan(kind: PlanWord, from: Day) -> String {
    let kind = match kind {
        PlanWord::Interval => "the interval plan",
        PlanWord::Reactive => "the desk-based plan",
    };
    format!("{kind} from {}", short_day(from))
}

fn lacks(condition: Condition) -> &'static str {
    match condition {
        Condition::LowestTier => "not at the least risk level for long enough",
        Condition::NothingOverdue => "a visit is overdue",
        Condition::ReviewDay => "neither an end nor a review day",
    }
}
