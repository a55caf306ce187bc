//! What is recorded of a person beside the facts that the rules of visiting ask for: what follows from visits, what is
//! planned, what was looked into. None of it moves a due date.

use serde::{Deserialize, Serialize};

use super::day::{Day, Period};
use super::offender::{OfficerKey, Status};
use super::vocabulary::vocabulary;

/// A visit's key in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VisitKey(pub i64);

/// A civil day, and the minutes after midnight where they are recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// The day.
    pub day: Day,
    /// Minutes after midnight, local time.
    pub time: Option<u16>,
}

impl At {
    /// The end of a day: after every time on it.
    pub fn end_of(day: Day) -> At {
        At { day, time: Some(24 * 60) }
    }

    /// Whether this is later than `other`: on a later day, or on the same day and both times say so. Where a time of the
    /// same day is not recorded it is not taken for later.
    pub fn is_after(self, other: At) -> bool {
        let later = matches!((self.time, other.time), (Some(mine), Some(theirs)) if mine > theirs);
        self.day > other.day || (self.day == other.day && later)
    }

    /// The time as `HH:MM`, where it is recorded.
    pub fn clock(self) -> Option<String> {
        self.time.map(|minutes| format!("{:02}:{:02}", minutes / 60, minutes % 60))
    }
}

vocabulary! {
    /// What a supervisor decided after failed attempts.
    Course {
        /// A warrant of entry is to be sought.
        Warrant = "warrant",
        /// The offender is to be arrested.
        Arrest = "arrest",
        /// The offender is to be circulated as wanted.
        Circulate = "circulate",
        /// It is to be tried again.
        Revisit = "revisit",
        /// Nothing further for now.
        Nothing = "none",
    }
}

vocabulary! {
    /// How far a warrant has come, in order; a court grants or refuses.
    Stage {
        /// The application is authorised.
        Authorised = "authorised",
        /// It was made.
        Applied = "applied",
        /// The court granted it.
        Granted = "granted",
        /// The court refused it: the case wants another decision.
        CourtRefused = "court-refused",
        /// It was executed.
        Executed = "executed",
    }
}

impl Stage {
    /// The stages that may come next after one, or first.
    pub fn after(before: Option<Stage>) -> &'static [Stage] {
        match before {
            None => &[Stage::Authorised],
            Some(Stage::Authorised) => &[Stage::Applied],
            Some(Stage::Applied) => &[Stage::Granted, Stage::CourtRefused],
            Some(Stage::Granted) => &[Stage::Executed],
            Some(Stage::CourtRefused | Stage::Executed) => &[],
        }
    }
}

/// What is wrong with how far a warrant is said to have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StageFault {
    /// A stage that does not come after the one before it.
    #[error("{}", out_of_order(*.before, *.stage))]
    Order {
        /// The stage before; none, the decision.
        before: Option<Stage>,
        /// The stage that does not follow.
        stage: Stage,
    },
    /// A stage on a day before the one it follows.
    #[error("{on} comes before {before}, the day of the stage before it")]
    Day {
        /// Its day.
        on: Day,
        /// The day of the stage before, or of the decision.
        before: Day,
    },
}

fn out_of_order(before: Option<Stage>, stage: Stage) -> String {
    let words: Vec<&str> = Stage::after(before).iter().map(|stage| stage.as_str()).collect();
    let next = if words.is_empty() { "nothing".to_owned() } else { words.join(" or ") };
    match before {
        None => format!("a warrant is first {next}; it cannot be {stage} yet"),
        Some(before) => format!("a warrant that is {before} can next be {next}, not {stage}"),
    }
}

/// Whether the stages of a warrant, decided upon on a day, follow each other.
///
/// # Errors
/// The first that does not.
pub fn check_stages(decided: Day, stages: &[(Stage, Day)]) -> Result<(), StageFault> {
    let (mut before, mut since) = (None, decided);
    for (stage, on) in stages {
        if !Stage::after(before).contains(stage) {
            return Err(StageFault::Order { before, stage: *stage });
        }
        if *on < since {
            return Err(StageFault::Day { on: *on, before: since });
        }
        (before, since) = (Some(*stage), *on);
    }
    Ok(())
}

/// A visit on which children were seen or identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildVisit {
    /// Which visit.
    pub visit: VisitKey,
    /// When it was.
    pub at: At,
    /// How many.
    pub children: u16,
}

/// That a referral was made after a visit, or that none is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// After which visit.
    pub visit: VisitKey,
    /// When.
    pub at: At,
}

/// That a status was looked into and still held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Which status.
    pub status: Status,
    /// The day.
    pub day: Day,
}

/// A decision after failed attempts, with its warrant's stages in the order recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When it was taken.
    pub at: At,
    /// What is to be done.
    pub course: Course,
    /// The day by which somebody is to go again.
    pub visit_by: Day,
    /// How far the warrant has come.
    pub stages: Vec<(Stage, Day)>,
}

/// A supervisor's order to visit by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// When it was given.
    pub at: At,
    /// The day by which.
    pub visit_by: Day,
    /// A code of the policy.
    pub cause: String,
}

/// A visit that is meant to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// The day.
    pub day: Day,
    /// Minutes after midnight, local time.
    pub time: u16,
    /// Who is to go, in the order given.
    pub officers: Vec<OfficerKey>,
}

/// A warning beside a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// A code of the policy.
    pub code: String,
    /// When it holds.
    pub period: Period,
}

/// All of that, of one person; each list in the order of its day, then as recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Visits on which children were seen or identified.
    pub children: Vec<ChildVisit>,
    /// What followed from them.
    pub referrals: Vec<Referral>,
    /// Statuses looked into.
    pub confirmations: Vec<Confirmation>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Directions.
    pub directions: Vec<Direction>,
    /// Bookings.
    pub bookings: Vec<Booking>,
    /// Warnings.
    pub markers: Vec<Marker>,
}

impl Work {
    /// The codes of the warnings that hold on a day, each once, in the order of their first day.
    pub fn markers_on(&self, day: Day) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for marker in self.markers.iter().filter(|marker| marker.period.covers(day)) {
            if !codes.contains(&marker.code) {
                codes.push(marker.code.clone());
            }
        }
        codes
    }

    /// What had begun by the end of a day. Bookings made for later days stay: they are what is planned.
    pub fn up_to(&self, day: Day) -> Work {
        let mut work = self.clone();
        work.children.retain(|visit| visit.at.day <= day);
        work.referrals.retain(|referral| referral.at.day <= day);
        work.confirmations.retain(|confirmation| confirmation.day <= day);
        work.decisions.retain(|decision| decision.at.day <= day);
        for decision in &mut work.decisions {
            decision.stages.retain(|(_, on)| *on <= day);
        }
        work.directions.retain(|direction| direction.at.day <= day);
        work.markers.retain(|marker| marker.period.from <= day);
        work
    }
}
