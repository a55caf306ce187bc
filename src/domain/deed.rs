//! What an act asks for, as plain data: one shape for everything that people record.
//!
//! A [`Deed`] names people and officers by their words on file, so that it can be sent, compared and repeated; what it
//! comes to is found out in the transaction that does it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::fact::{Fact, FactRef};
use super::offender::Status;
use super::vocabulary::vocabulary;
use super::work::{Course, Stage};

vocabulary! {
    /// What kind of act.
    ActKind {
        /// A policy was adopted.
        AdoptPolicy = "adopt-policy",
        /// An extract was taken in.
        Import = "import",
        /// Somebody came on the register.
        AddOffender = "add-offender",
        /// An address was notified.
        MoveOffender = "move-offender",
        /// Management began.
        StartManagement = "start-management",
        /// Management ended.
        EndManagement = "end-management",
        /// A tier was set.
        SetTier = "set-tier",
        /// A responsible officer was set.
        SetOwner = "set-owner",
        /// A status began.
        StartStatus = "start-status",
        /// A status ended.
        EndStatus = "end-status",
        /// A status was looked into.
        ConfirmStatus = "confirm-status",
        /// A plan began.
        StartPlan = "start-plan",
        /// A plan ended.
        EndPlan = "end-plan",
        /// An officer came on file.
        AddOfficer = "add-officer",
        /// What is known of an officer changed.
        ChangeOfficer = "change-officer",
        /// An officer's service ended.
        EndService = "end-service",
        /// Visits were recorded.
        RecordVisit = "record-visit",
        /// A visit was entered in the national register.
        EnterVisit = "enter-visit",
        /// Two records of a visit were said to be one, or two.
        PairVisits = "pair-visits",
        /// What followed from children seen.
        RecordReferral = "record-referral",
        /// A decision after failed attempts.
        Decide = "decide",
        /// A stage of a warrant.
        StepWarrant = "step-warrant",
        /// An order to visit by a day.
        Direct = "direct",
        /// A visit was booked, or a booking cancelled.
        Book = "book",
        /// One officer's cases were put on another's list too.
        Cover = "cover",
        /// Cases changed hands.
        Reassign = "reassign",
        /// A warning was set.
        Mark = "mark",
        /// A warning was lifted.
        Unmark = "unmark",
        /// An officer was let go alone.
        AuthoriseAlone = "authorise-alone",
        /// A fact was corrected.
        Correct = "correct",
        /// A fact was withdrawn.
        Withdraw = "withdraw",
        /// An account was bound to an officer, or let go.
        Bind = "bind",
        /// A person's names and texts were removed by law.
        Forget = "forget",
    }
}

/// Whom a fact is about, by the word on file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// An offender.
    Offender(String),
    /// An officer.
    Officer(String),
}

/// What of a person is running and comes to an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Running {
    /// Management.
    Management,
    /// This status.
    Status(Status),
    /// The latest plan of this kind.
    Plan(super::fact::PlanWord),
    /// This warning.
    Marker(String),
    /// An officer's service.
    Service,
}

/// Who takes over cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placing {
    /// All to this officer.
    Officer(String),
    /// Shared among the active officers of this team, so that each carries alike for their full-time share.
    Team(String),
}

/// One thing that an act records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A reference or officer's id that is new. It must not be known.
    Enrol(About),
    /// A new fact.
    Record(About, Fact),
    /// A new fact of the offender whom this visit was to.
    OfVisit(String, Fact),
    /// What runs ends on a day, the first on which it no longer holds.
    End(About, Running, Day),
    /// From a day other things are known of an officer: the fields named are set, the others stay as they hold then.
    Amend(About, Day, BTreeMap<String, Option<String>>),
    /// Every case that this officer owns on a day gets another owner from that day.
    Place(String, Placing, Day),
    /// A decision, taken on the day and at the time of the act, with the day by which somebody is to go again.
    Decide(About, Course, Day),
    /// A stage of the warrant for which the latest such decision is; no day: that of the act.
    Step(About, Stage, Option<Day>),
    /// An order to visit by a day, with its cause, given on the day and at the time of the act.
    Direct(About, Day, String),
    /// What is booked for a day is not so: the booking at this time (`HH:MM`), or the only one there is.
    Cancel(About, Day, Option<String>),
    /// A fact takes the place of another: the fields named are set (none, to *not recorded*), the others stay.
    Correct(String, BTreeMap<String, Option<String>>),
    /// A fact was not so.
    Withdraw(String),
}

/// What an act asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// What kind of act it is.
    pub kind: ActKind,
    /// Why.
    pub because: Option<String>,
    /// What it records, in order; all or nothing.
    pub changes: Vec<Change>,
}

impl Change {
    /// The correction of a fact.
    pub fn correct(fact: FactRef, set: BTreeMap<String, Option<String>>) -> Change {
        Change::Correct(fact.to_string(), set)
    }
}

vocabulary! {
    /// What somebody must be allowed to do.
    Right {
        /// Record what happened: visits, addresses, statuses, bookings, referrals, stages.
        Record = "record",
        /// Let an officer go alone.
        AuthoriseAlone = "authorise-alone",
        /// Set a tier of less risk than the one before.
        LowerTier = "lower-tier",
        /// Begin a plan that is desk-based, or whose interval is longer than the tier's cadence.
        RelaxPlan = "relax-plan",
        /// Decide after failed attempts, and that no referral is needed.
        Decide = "decide",
        /// Order a visit.
        Direct = "direct",
        /// Correct or withdraw what somebody else recorded.
        Correct = "correct",
        /// End management while a visit is owed.
        EndManagement = "end-management",
        /// Place cases: owners of others' cases, covers, reassignments.
        PlaceCases = "place-cases",
        /// Keep the list of officers.
        KeepOfficers = "keep-officers",
        /// Take in an extract.
        Import = "import",
        /// Adopt a policy.
        AdoptPolicy = "adopt-policy",
        /// Take lists out as files.
        Export = "export",
        /// Remove a person's names and texts by law.
        Forget = "forget",
        /// Read the trail: who did and saw what.
        ReadTrail = "read-trail",
    }
}

impl Right {
    /// Whether it can want a second person: it is one that a deed asks for, and not that of recording what happened.
    pub fn may_want_a_second(self) -> bool {
        match self {
            Right::Record | Right::Import | Right::AdoptPolicy | Right::Export | Right::Forget | Right::ReadTrail => {
                false
            }
            Right::AuthoriseAlone
            | Right::LowerTier
            | Right::RelaxPlan
            | Right::Decide
            | Right::Direct
            | Right::Correct
            | Right::EndManagement
            | Right::PlaceCases
            | Right::KeepOfficers => true,
        }
    }
}
