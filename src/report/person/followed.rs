//! What followed from a person's visits, as recorded: who decided and ordered what, and why.

use crate::domain::day::Day;
use crate::domain::work::{At, Course, Stage};

/// A decision after failed attempts.
#[derive(Clone, Debug)]
pub struct Decided {
    /// When.
    pub at: At,
    /// What is to be done.
    pub course: Course,
    /// The day by which somebody is to go again.
    pub visit_by: Day,
    /// How far its warrant has come, in order.
    pub stages: Vec<(Stage, Day)>,
    /// Who recorded it.
    pub by: String,
    /// Why.
    pub because: Option<String>,
}

/// An order to visit.
#[derive(Clone, Debug)]
pub struct Order {
    /// When it was given.
    pub at: At,
    /// The day by which.
    pub visit_by: Day,
    /// A code of the policy.
    pub cause: String,
    /// Who recorded it.
    pub by: String,
    /// Why.
    pub because: Option<String>,
}

/// A visit on which children were seen or identified, and what followed.
#[derive(Clone, Debug)]
pub struct Children {
    /// The visit's reference.
    pub visit_ref: String,
    /// When it was.
    pub at: At,
    /// How many.
    pub children: u16,
    /// The referrals after it; none: nothing is recorded.
    pub referrals: Vec<Referred>,
}

/// A referral, or that none is needed.
#[derive(Clone, Debug)]
pub struct Referred {
    /// To whom; none: none is needed.
    pub agency: Option<String>,
    /// When.
    pub at: At,
    /// Who recorded it.
    pub by: String,
    /// Why.
    pub because: Option<String>,
}
