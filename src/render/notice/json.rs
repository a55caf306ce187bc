//! Notices as JSON.

use serde::Serialize;

use crate::render::csv_file::yes_no;

use super::Words;
use crate::domain::day::Day;
use crate::domain::fact::PlanWord;
use crate::domain::notice::{Asks, Condition, Notice, Told};
use crate::domain::offender::{OfficerKey, Status};
use crate::domain::pattern::Predictable;
use crate::domain::work::{Course, Stage};
use crate::render::recorded::clock;
use crate::render::words::weekday_in_words;
use crate::report::Labels;

/// A notice as JSON: its word, and the fields of its kind.
#[derive(Serialize)]
pub(in crate::render) struct NoticeJson<'a> {
    notice: Notice,
    #[serde(flatten)]
    detail: DetailJson<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum DetailJson<'a> {
    Children { visit_ref: Option<&'a str>, date: Day, time: Option<String>, children: u16, hours: u32 },
    Asks { asks: Vec<AsksJson> },
    Ordered { given: Day, visit_by: Day, cause: &'a str },
    Decided { decided: Day, course: Course, stage: Option<Stage>, stage_on: Option<Day>, visit_by: Day },
    Booking(BookingJson<'a>),
    Since { since: Day },
    Unconfirmed { status: Status, since: Day },
    Returns { status: Status, until: Day },
    Ends { until: Day },
    PlanEnded { plan: PlanWord, from: Day, raised: Day },
    PlanUnmet { from: Day, unmet: &'a [Condition] },
    Review { plan: PlanWord, from: Day, review_by: Option<Day> },
    Predictable(PredictableJson),
}

/// What the last four visits share.
#[derive(Serialize)]
pub(in crate::render) struct PredictableJson {
    days: [Day; 4],
    weekday: Option<&'static str>,
    band_from: Option<String>,
    band_to: Option<String>,
    before_due: bool,
}

impl PredictableJson {
    /// Its cells in a file, in the order of its fields.
    pub(in crate::render) fn cells(&self) -> [String; 5] {
        let days: Vec<String> = self.days.iter().map(Day::to_string).collect();
        let band = |time: &Option<String>| time.clone().unwrap_or_default();
        let weekday = self.weekday.unwrap_or_default().to_owned();
        [days.join(";"), weekday, band(&self.band_from), band(&self.band_to), yes_no(self.before_due)]
    }

    pub(in crate::render) fn of(predictable: &Predictable) -> PredictableJson {
        let band = predictable.band.shared();
        PredictableJson {
            days: predictable.days,
            weekday: predictable.weekday.map(weekday_in_words),
            band_from: band.map(|(from, _)| clock(from)),
            band_to: band.map(|(_, to)| clock(to)),
            before_due: predictable.before_due,
        }
    }
}

#[derive(Serialize)]
struct AsksJson {
    kind: &'static str,
    count: Option<u32>,
    day: Option<Day>,
}

/// A booking as JSON.
#[derive(Serialize)]
pub(in crate::render) struct BookingJson<'a> {
    date: Day,
    time: String,
    officers: Vec<&'a str>,
}

impl<'a> Words<'a> {
    /// A notice as JSON.
    pub(in crate::render) fn json(&self, told: &'a Told) -> NoticeJson<'a> {
        let detail = match told {
            Told::ChildNoReferral { visit, at, children, hours } => DetailJson::Children {
                visit_ref: self.visit_refs.get(visit).map(String::as_str),
                date: at.day,
                time: at.time.map(clock),
                children: *children,
                hours: *hours,
            },
            Told::DecisionWanted(asks) => DetailJson::Asks { asks: asks.iter().map(asks_json).collect() },
            Told::DirectionBroken(ordered) | Told::Directed(ordered) => {
                DetailJson::Ordered { given: ordered.on, visit_by: ordered.visit_by, cause: &ordered.cause }
            }
            Told::Decided { on, course, stage, visit_by } => DetailJson::Decided {
                decided: *on,
                course: *course,
                stage: stage.map(|(stage, _)| stage),
                stage_on: stage.map(|(_, on)| on),
                visit_by: *visit_by,
            },
            Told::BookingPassed { day, time, officers } => {
                DetailJson::Booking(self.booking_json(*day, *time, officers))
            }
            Told::AddressDoubt { since } => DetailJson::Since { since: *since },
            Told::Unconfirmed { status, since } => DetailJson::Unconfirmed { status: *status, since: *since },
            Told::ReturnsSoon { status, until } => DetailJson::Returns { status: *status, until: *until },
            Told::EndingSoon { until } => DetailJson::Ends { until: *until },
            Told::PlanEnded { kind, from, raised } => {
                DetailJson::PlanEnded { plan: *kind, from: *from, raised: *raised }
            }
            Told::PlanUnmet { from, unmet } => DetailJson::PlanUnmet { from: *from, unmet },
            Told::ReviewDue { kind, from, review_by } => {
                DetailJson::Review { plan: *kind, from: *from, review_by: *review_by }
            }
            Told::Predictable(predictable) => DetailJson::Predictable(PredictableJson::of(predictable)),
        };
        NoticeJson { notice: told.notice(), detail }
    }

    /// A booking as JSON.
    pub(in crate::render) fn booking_json(&self, day: Day, time: u16, officers: &[OfficerKey]) -> BookingJson<'a> {
        let labels: &'a Labels = self.labels;
        let officers = officers.iter().map(|officer| labels.officer_id(*officer)).collect();
        BookingJson { date: day, time: clock(time), officers }
    }
}

fn asks_json(asks: &Asks) -> AsksJson {
    let (kind, count, day) = match asks {
        Asks::Attempts(count) => ("attempts", Some(*count), None),
        Asks::FailedAgain(count) => ("failed-again", Some(*count), None),
        Asks::DayGone(day) => ("day-gone", None, Some(*day)),
        Asks::CourtRefused(day) => ("court-refused", None, Some(*day)),
    };
    AsksJson { kind, count, day }
}
