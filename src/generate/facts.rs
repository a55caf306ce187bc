//! What is known of one offender, as it will be written; and the unit they all belong to.

use chrono::{Months, NaiveDate};

use super::chance::{Chance, plus};
use super::names::Person;
use super::officers::Roster;
use super::places::Place;
use super::{Shape, Spec, years_before};

/// What all offenders of a register share.
pub(super) struct World {
    pub(super) spec: Spec,
    pub(super) history_from: NaiveDate,
    pub(super) roster: Roster,
}

impl World {
    pub(super) fn new(spec: &Spec, roster: Roster) -> Self {
        let history_from = years_before(spec.last_day, spec.years);
        Self { spec: *spec, history_from, roster }
    }

    pub(super) fn last_day(&self) -> NaiveDate {
        self.spec.last_day
    }
}

/// `[from, until)`.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) from: NaiveDate,
    pub(super) until: Option<NaiveDate>,
}

impl Span {
    pub(super) fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// The risk tiers of the baseline, from the greatest risk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tier {
    VeryHigh,
    High,
    Medium,
    Low,
}

impl Tier {
    const ALL: [Self; 4] = [Self::VeryHigh, Self::High, Self::Medium, Self::Low];

    pub(super) fn drawn(chance: &mut Chance) -> Self {
        chance.weighted(&[(3, Self::VeryHigh), (12, Self::High), (35, Self::Medium), (50, Self::Low)])
    }

    pub(super) fn id(self) -> &'static str {
        ["very-high", "high", "medium", "low"][self as usize]
    }

    /// The tier so many steps towards less risk, where there is one.
    pub(super) fn step(self, towards_low: isize) -> Option<Self> {
        let index = (self as usize).checked_add_signed(towards_low)?;
        Self::ALL.get(index).copied()
    }

    pub(super) fn cadence(self) -> Every {
        Every::Months([1, 3, 6, 12][self as usize])
    }

    pub(super) fn settle_days(self) -> i64 {
        [7, 14, 28, 28][self as usize]
    }
}

/// A cadence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Every {
    Days(u32),
    Weeks(u32),
    Months(u32),
    Year,
}

impl Every {
    pub(super) fn after(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Days(days) => plus(day, days.into()),
            Self::Weeks(weeks) => plus(day, i64::from(weeks) * 7),
            Self::Months(months) => day.checked_add_months(Months::new(months)).expect("within a year"),
            Self::Year => Self::Months(12).after(day),
        }
    }

    pub(super) fn days(self) -> i64 {
        match self {
            Self::Days(days) => days.into(),
            Self::Weeks(weeks) => i64::from(weeks) * 7,
            Self::Months(months) => i64::from(months) * 30,
            Self::Year => 360,
        }
    }

    pub(super) fn rule(self) -> String {
        match self {
            Self::Days(days) => format!("FREQ=DAILY;INTERVAL={days}"),
            Self::Weeks(weeks) => format!("FREQ=WEEKLY;INTERVAL={weeks}"),
            Self::Months(1) => "FREQ=MONTHLY".to_owned(),
            Self::Months(months) => format!("FREQ=MONTHLY;INTERVAL={months}"),
            Self::Year => "FREQ=YEARLY".to_owned(),
        }
    }
}

pub(super) struct Tiering {
    pub(super) from: NaiveDate,
    pub(super) tier: Tier,
    pub(super) set_by: String,
    pub(super) reason: &'static str,
}

pub(super) struct Owner {
    pub(super) from: NaiveDate,
    /// Where in the roster.
    pub(super) officer: usize,
}

pub(super) struct Address {
    pub(super) from: NaiveDate,
    pub(super) place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Custody,
    Hospital,
    Abroad,
    Elsewhere,
    Missing,
}

impl Status {
    pub(super) fn id(self) -> &'static str {
        ["custody", "hospital", "abroad", "elsewhere", "missing"][self as usize]
    }
}

pub(super) struct Absence {
    pub(super) status: Status,
    pub(super) span: Span,
}

pub(super) struct Plan {
    /// None: desk-based.
    pub(super) every: Option<Every>,
    pub(super) span: Span,
    pub(super) authorised_by: String,
    pub(super) reason: &'static str,
    pub(super) review_by: Option<NaiveDate>,
}

/// A visit as one row: what happened, and how well it was written down.
pub(super) struct Visit {
    pub(super) day: NaiveDate,
    pub(super) time: Option<(i64, i64)>,
    pub(super) outcome: &'static str,
    pub(super) announced: &'static str,
    pub(super) officers: Vec<String>,
    pub(super) premises: &'static str,
    pub(super) entry_sought: &'static str,
    pub(super) recorded_on: Option<NaiveDate>,
}

impl Visit {
    pub(super) fn effective(&self) -> bool {
        self.outcome == "seen" && self.premises == "notified"
    }
}

/// Everything about one offender, each list in order of its days.
pub(super) struct Facts {
    pub(super) index: u32,
    pub(super) person: Person,
    pub(super) managements: Vec<Span>,
    pub(super) addresses: Vec<Address>,
    pub(super) tiers: Vec<Tiering>,
    pub(super) owners: Vec<Owner>,
    pub(super) absences: Vec<Absence>,
    pub(super) plans: Vec<Plan>,
    pub(super) visits: Vec<Visit>,
}

impl Facts {
    pub(super) fn new(index: u32, person: Person) -> Self {
        Self {
            index,
            person,
            managements: Vec::new(),
            addresses: Vec::new(),
            tiers: Vec::new(),
            owners: Vec::new(),
            absences: Vec::new(),
            plans: Vec::new(),
            visits: Vec::new(),
        }
    }

    /// The tier of a day; high while there is none, as the baseline has it.
    pub(super) fn tier_on(&self, day: NaiveDate) -> Tier {
        let set = self.tiers.iter().rev().find(|tiering| tiering.from <= day);
        set.map_or(Tier::High, |tiering| tiering.tier)
    }

    pub(super) fn every_on(&self, day: NaiveDate) -> Every {
        let own = self.plans.iter().rev().filter(|plan| plan.span.covers(day)).find_map(|plan| plan.every);
        own.unwrap_or_else(|| self.tier_on(day).cadence())
    }

    pub(super) fn owner_on(&self, day: NaiveDate) -> Option<usize> {
        self.owners.iter().rev().find(|owner| owner.from <= day).map(|owner| owner.officer)
    }
}

/// Two early visits with an officer whom no other file knows.
pub(super) struct Strangers {
    left: u32,
    from_index: u32,
}

impl Strangers {
    pub(super) fn of(spec: &Spec) -> Self {
        let wanted = spec.shape == Shape::Realistic && spec.offenders >= 100;
        Self { left: if wanted { 2 } else { 0 }, from_index: spec.offenders / 4 }
    }

    pub(super) fn join(&mut self, world: &World, facts: &mut Facts) {
        if self.left == 0 || facts.index < self.from_index {
            return;
        }
        let early = plus(world.history_from, 60);
        let visit = facts.visits.iter_mut().find(|visit| visit.day <= early && visit.officers.len() == 2);
        if let Some(visit) = visit {
            visit.officers[1] = world.roster.stranger();
            self.left -= 1;
            self.from_index = facts.index + 1 + world.spec.offenders / 5;
        }
    }
}
