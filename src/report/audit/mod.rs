//! Auditing a period (rulebook, section 6): requirements by outcome on their count days, and person-days on their own.
//!
//! It costs little more than the fold of each offender: figures are added up in small arrays, one for each group, and
//! an offender who is of one group throughout is never looked up by day.

mod compare;
mod fold;

pub use compare::{Behind, Changed, Compared, Comparison, DaysChanged, Difference, Side, Told, View};
pub use fold::Fold;

pub use super::groups::{Group, GroupBy};

use super::PolicyName;
use crate::domain::day::Day;
use crate::domain::recorded::Recorded;
use crate::domain::requirement::Fate;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The first day of the period.
    pub from: Day,
    /// The last day of it; may lie after `as_of`, for what is pending.
    pub to: Day,
    /// As at the end of this day.
    pub as_of: Day,
    /// Grouped by.
    pub group_by: GroupBy,
    /// Whether to keep what is behind each figure.
    pub cases: bool,
}

impl Spec {
    /// The last day of which there are person-days.
    fn last_day(&self) -> Day {
        self.to.min(self.as_of)
    }
}

/// The figures of a group or in total. Requirements and visits by outcome, offender-days, then what of those on time was
/// recorded late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Met by their deadline.
    pub on_time: u64,
    /// Met after it.
    pub late: u64,
    /// Missed.
    pub missed: u64,
    /// Overdue still.
    pub overdue: u64,
    /// Additional visits; no requirement.
    pub additional: u64,
    /// Lapsed or set aside.
    pub lapsed: u64,
    /// Upcoming, the deadline not passed.
    pub pending: u64,
    /// Days in mode required.
    pub days_required: u64,
    /// Days in mode suspended.
    pub days_suspended: u64,
    /// Days in mode reactive.
    pub days_reactive: u64,
    /// Of `days_required`, those on which a requirement was overdue.
    pub days_overdue: u64,
    /// Of `on_time`, those whose visit was recorded here late: after the deadline, and more than the policy's
    /// `record_within_days` after the visit.
    pub recorded_late: u64,
    /// Of `on_time`, those of which the source says when the visit was written down there.
    pub source_dated: u64,
    /// Of `source_dated`, those that were late by that day.
    pub source_late: u64,
}

impl Counts {
    /// On time + late + missed + overdue: what the on-time rate is a fraction of.
    pub fn required(&self) -> u64 {
        self.on_time + self.late + self.missed + self.overdue
    }

    /// Days managed, whatever the mode.
    pub fn days_managed(&self) -> u64 {
        self.days_required + self.days_suspended + self.days_reactive
    }

    /// Whether every figure is 0.
    pub fn is_empty(&self) -> bool {
        *self == Counts::default()
    }

    fn of(&mut self, fate: Fate) -> &mut u64 {
        match fate {
            Fate::OnTime => &mut self.on_time,
            Fate::Late => &mut self.late,
            Fate::Missed => &mut self.missed,
            Fate::Overdue => &mut self.overdue,
            Fate::Additional => &mut self.additional,
            Fate::Lapsed => &mut self.lapsed,
            Fate::Pending => &mut self.pending,
        }
    }

    /// Every figure, in the order of the fields.
    pub fn figures(&self) -> [u64; 14] {
        let Counts { on_time, late, missed, overdue, additional, lapsed, pending, .. } = *self;
        let Counts { days_required, days_suspended, days_reactive, days_overdue, .. } = *self;
        let Counts { recorded_late, source_dated, source_late, .. } = *self;
        let [a, b, c, d] = [days_required, days_suspended, days_reactive, days_overdue];
        let [e, f, g] = [recorded_late, source_dated, source_late];
        [on_time, late, missed, overdue, additional, lapsed, pending, a, b, c, d, e, f, g]
    }

    /// Adds every figure of another.
    fn add(&mut self, other: &Counts) {
        let Counts { on_time, late, missed, overdue, additional, lapsed, pending, .. } = *other;
        let Counts { days_required, days_suspended, days_reactive, days_overdue, .. } = *other;
        let Counts { recorded_late, source_dated, source_late, .. } = *other;
        self.on_time += on_time;
        self.late += late;
        self.missed += missed;
        self.overdue += overdue;
        self.additional += additional;
        self.lapsed += lapsed;
        self.pending += pending;
        self.days_required += days_required;
        self.days_suspended += days_suspended;
        self.days_reactive += days_reactive;
        self.days_overdue += days_overdue;
        self.recorded_late += recorded_late;
        self.source_dated += source_dated;
        self.source_late += source_late;
    }

    /// Counts what is known of when a visit that met something in time was recorded.
    fn note(&mut self, recorded: Recorded) {
        self.recorded_late += u64::from(recorded.late);
        self.source_dated += u64::from(recorded.source.is_some());
        self.source_late += u64::from(recorded.source_late);
    }
}

/// One group's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Which group.
    pub group: Group,
    /// Its figures.
    pub counts: Counts,
}

/// A requirement or additional visit behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The place of its group in [`Audit::rows`].
    pub row: usize,
    /// The figure it is in.
    pub fate: Fate,
    /// The day it is counted on.
    pub count_day: Day,
    /// Its due day as it now stands.
    pub due: Day,
    /// The visit that met it, or was additional.
    pub visit: Option<Day>,
    /// When that visit was recorded, of one on time.
    pub recorded: Option<Recorded>,
    /// The offender's word on file.
    pub reference: String,
}

/// One offender's days overdue in one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysCase {
    /// The place of its group in [`Audit::rows`].
    pub row: usize,
    /// The offender's word on file.
    pub reference: String,
    /// Days overdue; never 0.
    pub days: u64,
}

/// What is behind each figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    /// By group, fate, count day, then reference.
    pub requirements: Vec<Case>,
    /// By group, most days first, then reference.
    pub days_overdue: Vec<DaysCase>,
}

/// The audit. Its rows add up to `total`, and the days of the three modes to the days managed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// As at the end of this day.
    pub as_of: Day,
    /// The policy in force on the as-of day.
    pub policy: PolicyName,
    /// Grouped by.
    pub group_by: GroupBy,
    /// The day the record begins, where the period includes days before it: those are not counted.
    pub history_from: Option<Day>,
    /// Days of the period of which there are person-days: up to the as-of day, none before the record begins.
    pub days: u32,
    /// Tiers by the order of the policy in force on the as-of day, officers by id, teams by name; untiered, unowned
    /// last and always.
    pub rows: Vec<AuditRow>,
    /// Everything together.
    pub total: Counts,
    /// What is behind each figure, where it was asked for.
    pub cases: Option<Cases>,
}
