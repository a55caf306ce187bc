//! A fact as it is recorded, in words on file: what an act brings, what a correction takes the place of, and what a
//! history shows. Keys and ranks are the store's.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::offender::{PlanKind, Status};
use super::officer::Role;
use super::visit::{Outcome, Premises};
use super::vocabulary::vocabulary;
use super::work::{Course, Stage};

vocabulary! {
    /// A kind of fact: a table of the schema, a word of its encoding, and the first half of a fact's name (`tier-12`).
    FactKind {
        /// Who an offender is.
        Person = "person",
        /// A period of management.
        Management = "management",
        /// A notified address.
        Address = "address",
        /// A tier as set.
        Tier = "tier",
        /// A responsible officer.
        Owner = "owner",
        /// A status over a period.
        Status = "status",
        /// A plan over a period.
        Plan = "plan",
        /// What is known of an officer.
        Officer = "officer",
        /// A visit.
        Visit = "visit",
        /// An adopted policy.
        Policy = "policy",
        /// What an extract says of itself.
        Extract = "extract",
        /// A status looked into.
        Confirmation = "confirmation",
        /// What followed from children seen.
        Referral = "referral",
        /// A decision after failed attempts.
        Decision = "decision",
        /// A stage of a decision's warrant.
        Stage = "stage",
        /// An order to visit by a day.
        Direction = "direction",
        /// A visit meant to be made.
        Booking = "booking",
        /// A warning.
        Marker = "marker",
        /// A visit entered in the national register.
        Entered = "entered",
        /// An officer let go alone.
        Alone = "alone",
        /// Whether two records of a visit are one.
        Pair = "pair",
        /// One officer's cases on another's list.
        Cover = "cover",
        /// Whether an account acts as an officer.
        Account = "account",
    }
}

/// A fact's name: its kind and its number among them, written `tier-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactRef {
    /// The kind.
    pub kind: FactKind,
    /// The number.
    pub number: i64,
}

/// Why a text is no fact's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected the name of a fact such as tier-12, as `homevisit history` shows it")]
pub struct FactRefError;

impl std::str::FromStr for FactRef {
    type Err = FactRefError;

    fn from_str(text: &str) -> Result<FactRef, FactRefError> {
        let (kind, number) = text.rsplit_once('-').ok_or(FactRefError)?;
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let number = number.parse().ok().filter(|_| digits).ok_or(FactRefError)?;
        Ok(FactRef { kind: kind.parse().map_err(|_| FactRefError)?, number })
    }
}

impl std::fmt::Display for FactRef {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(&format!("{}-{}", self.kind, self.number))
    }
}

impl Serialize for FactRef {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

vocabulary! {
    /// What a plan is.
    PlanWord {
        /// This offender's own cadence.
        Interval = "interval",
        /// Desk-based.
        Reactive = "reactive",
    }
}

impl PlanWord {
    /// The word of a plan's kind.
    pub fn of(kind: PlanKind) -> PlanWord {
        match kind {
            PlanKind::Interval(_) => PlanWord::Interval,
            PlanKind::Reactive => PlanWord::Reactive,
        }
    }
}

/// Somebody from another agency: they count for the crew, not for accreditation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyMember {
    /// The agency's word.
    pub agency: String,
    /// Their number there.
    pub number: String,
}

/// A visit as recorded. `None` is *not recorded*, never yes or no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitFact {
    /// Its reference; none while it is not recorded yet, and one is to be made.
    #[serde(default)]
    pub reference: Option<String>,
    /// The day.
    pub day: Day,
    /// `HH:MM`, local time.
    #[serde(default)]
    pub time: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether the offender was told beforehand.
    #[serde(default)]
    pub announced: Option<bool>,
    /// Why.
    #[serde(default)]
    pub announced_because: Option<String>,
    /// Where: `notified` or `other`; none, not recorded.
    #[serde(default)]
    pub premises: Option<Premises>,
    /// Whether entry was sought in order to search the premises and assess risk.
    #[serde(default)]
    pub entry_sought: Option<bool>,
    /// Officers who attended; none, not recorded; empty, nobody.
    #[serde(default)]
    pub officers: Option<Vec<String>>,
    /// Who attended from other agencies.
    #[serde(default)]
    pub agencies: Vec<AgencyMember>,
    /// Children seen or identified there.
    #[serde(default)]
    pub children: Option<u16>,
    /// A short note.
    #[serde(default)]
    pub note: Option<String>,
    /// Who is said to have let the officer go alone.
    #[serde(default)]
    pub alone_authorised_by: Option<String>,
    /// The day on which an extract's source says it was written down.
    #[serde(default)]
    pub recorded_on: Option<Day>,
}

/// A fact of one person, or of one officer; its fields are the columns of `schema.sql`.
#[allow(missing_docs, reason = "the schema says what a column is")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// Who an offender is.
    Person { family: String, given: Option<String>, born: Option<Day> },
    /// A period of management.
    Management { from: Day, until: Option<Day> },
    /// A notified address.
    Address { from: Day, address: Option<String>, postcode: Option<String>, no_fixed_abode: bool },
    /// A tier as set.
    Tier { from: Day, tier: String, set_by: String, reason: Option<String> },
    /// A responsible officer.
    Owner { from: Day, officer: String },
    /// A status over a period.
    Status { status: Status, from: Day, until: Option<Day> },
    /// A plan over a period; `every` is the rule of an interval plan.
    Plan {
        kind: PlanWord,
        from: Day,
        until: Option<Day>,
        every: Option<String>,
        authorised_by: String,
        reason: Option<String>,
        review_by: Option<Day>,
    },
    /// What is known of an officer, from a day or since ever.
    Officer {
        from: Option<Day>,
        name: String,
        team: String,
        role: Role,
        accredited: Option<bool>,
        fte_hundredths: Option<u16>,
        active_until: Option<Day>,
    },
    /// A visit.
    Visit(Box<VisitFact>),
    /// A status looked into and still holding.
    Confirmation { status: Status, day: Day },
    /// A referral after a visit; no agency, none is needed. `time` is `HH:MM` as everywhere here.
    Referral { visit: String, agency: Option<String>, day: Day, time: Option<String> },
    /// A decision after failed attempts.
    Decision { day: Day, time: Option<String>, course: Course, visit_by: Day },
    /// A stage of the warrant of the decision with this number.
    Stage { decision: i64, stage: Stage, day: Day },
    /// An order to visit by a day.
    Direction { day: Day, time: Option<String>, visit_by: Day, cause: String },
    /// A visit meant to be made.
    Booking { day: Day, time: String, officers: Vec<String> },
    /// A warning.
    Marker { code: String, from: Day, until: Option<Day> },
    /// A visit entered in the national register.
    Entered { visit: String, day: Day },
    /// An officer let go alone.
    Alone { officer: String, day: Day, authorised_by: String },
    /// Whether an extract's visit and one recorded here are one.
    Pair { visit: String, recorded: String, one: bool },
    /// The cases of the officer it is about stand on this one's list too.
    Cover { cover: String, from: Day, until: Day },
    /// Whether an account of the operating system, by its number, acts as the officer it is about.
    Account { account: u32, bound: bool },
}

impl Fact {
    /// The day it is about; of a period the first. None: since ever, or no day at all.
    pub fn day(&self) -> Option<Day> {
        match self {
            Fact::Person { .. } | Fact::Pair { .. } | Fact::Account { .. } => None,
            Fact::Officer { from, .. } => *from,
            Fact::Visit(visit) => Some(visit.day),
            Fact::Management { from, .. }
            | Fact::Address { from, .. }
            | Fact::Tier { from, .. }
            | Fact::Owner { from, .. }
            | Fact::Status { from, .. }
            | Fact::Plan { from, .. }
            | Fact::Marker { from, .. }
            | Fact::Cover { from, .. } => Some(*from),
            Fact::Confirmation { day, .. }
            | Fact::Referral { day, .. }
            | Fact::Decision { day, .. }
            | Fact::Stage { day, .. }
            | Fact::Direction { day, .. }
            | Fact::Booking { day, .. }
            | Fact::Entered { day, .. }
            | Fact::Alone { day, .. } => Some(*day),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> FactKind {
        match self {
            Fact::Person { .. } => FactKind::Person,
            Fact::Management { .. } => FactKind::Management,
            Fact::Address { .. } => FactKind::Address,
            Fact::Tier { .. } => FactKind::Tier,
            Fact::Owner { .. } => FactKind::Owner,
            Fact::Status { .. } => FactKind::Status,
            Fact::Plan { .. } => FactKind::Plan,
            Fact::Officer { .. } => FactKind::Officer,
            Fact::Visit(_) => FactKind::Visit,
            Fact::Confirmation { .. } => FactKind::Confirmation,
            Fact::Referral { .. } => FactKind::Referral,
            Fact::Decision { .. } => FactKind::Decision,
            Fact::Stage { .. } => FactKind::Stage,
            Fact::Direction { .. } => FactKind::Direction,
            Fact::Booking { .. } => FactKind::Booking,
            Fact::Marker { .. } => FactKind::Marker,
            Fact::Entered { .. } => FactKind::Entered,
            Fact::Alone { .. } => FactKind::Alone,
            Fact::Pair { .. } => FactKind::Pair,
            Fact::Cover { .. } => FactKind::Cover,
            Fact::Account { .. } => FactKind::Account,
        }
    }
}

impl VisitFact {
    /// The fields by which a visit is written in JSON, in order.
    pub const FIELDS: &'static [&'static str] = &[
        "reference",
        "day",
        "time",
        "outcome",
        "announced",
        "announced_because",
        "premises",
        "entry_sought",
        "officers",
        "agencies",
        "children",
        "note",
        "alone_authorised_by",
        "recorded_on",
    ];

    /// Of JSON's fields; what is wrong names the field and never quotes what stands in it.
    ///
    /// # Errors
    /// Which field, and what is expected there.
    pub fn deserialize_map(mut fields: serde_json::Map<String, serde_json::Value>) -> Result<VisitFact, String> {
        if let Some(other) = fields.keys().find(|key| !VisitFact::FIELDS.contains(&key.as_str())) {
            let shaped = other.len() <= 32 && other.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            let other = if shaped { format!(" `{other}`") } else { String::new() };
            return Err(format!("there is no field{other}; there are {}", VisitFact::FIELDS.join(", ")));
        }
        for needed in ["day", "outcome"] {
            if !fields.contains_key(needed) {
                return Err(format!("the field `{needed}` is missing"));
            }
        }
        for field in VisitFact::FIELDS {
            let Some(value) = fields.get(*field) else { continue };
            let alone = serde_json::json!({ "day": "2000-01-01", "outcome": "seen", *field: value });
            if serde_json::from_value::<VisitFact>(alone).is_err() {
                return Err(format!("{field}: {}", VisitFact::expected(field)));
            }
        }
        fields.retain(|_, value| !value.is_null());
        serde_json::from_value(fields.into()).map_err(|_| "it cannot be read as a visit".to_owned())
    }

    fn expected(field: &str) -> String {
        match field {
            "day" | "recorded_on" => "expected a day such as \"2025-03-31\"".to_owned(),
            "outcome" => format!("expected one of {}", Outcome::WORDS.join(", ")),
            "premises" => "expected \"notified\", \"other\" or null".to_owned(),
            "announced" | "entry_sought" => "expected true, false or null".to_owned(),
            "officers" => "expected a list of officers' ids".to_owned(),
            "agencies" => "expected a list of {\"agency\", \"number\"}".to_owned(),
            "children" => "expected a number".to_owned(),
            _ => "expected a text".to_owned(),
        }
    }
}
