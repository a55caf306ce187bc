//! A trend: one measure at the end of each month, or over each month, of everybody and by group as set on the day; all days
//! worked out in one fold of each offender.

mod fold;

pub use fold::Fold;

use super::measure::{Measure, Whose};
use super::{PolicyName, ScopeWords};
use crate::domain::day::Day;
use crate::domain::work::At;
use crate::report::groups::{Group, GroupBy};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Which measure.
    pub measure: Measure,
    /// The first day.
    pub from: Day,
    /// The last day, as at whose end all is told; its time as of a worklist.
    pub to: At,
    /// By what, as set on the day itself.
    pub group_by: Option<GroupBy>,
    /// Whose.
    pub whose: Whose,
}

/// A month, or as much of it as is asked for. A stock is of its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Whether that is the whole of a calendar month.
    pub whole: bool,
}

impl Point {
    /// How many days.
    pub fn days(&self) -> u32 {
        self.to.next().days_after(self.from)
    }
}

/// A figure, and what it is a part of, where the measure is a part of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The figure.
    pub value: u64,
    /// What it is a part of.
    pub of: u64,
}

/// The figures of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Which.
    pub group: Group,
    /// One for each point.
    pub values: Vec<Value>,
}

/// The trend. At each point the groups add up to the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// Which measure.
    pub measure: Measure,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Whose.
    pub scope: ScopeWords,
    /// The policy in force on the last day.
    pub policy: PolicyName,
    /// By what.
    pub group_by: Option<GroupBy>,
    /// The months, in order; never empty.
    pub points: Vec<Point>,
    /// Everybody together.
    pub total: Vec<Value>,
    /// The groups that have any figure, in the order of an audit; empty where none was asked for.
    pub groups: Vec<Series>,
}
