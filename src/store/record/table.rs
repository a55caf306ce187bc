//! What the tables of facts about people have in common, and where they differ.

use crate::domain::fact::FactKind;

impl FactKind {
    /// The kinds of facts about offenders and officers, which are all but what a policy and an extract are.
    pub(in crate::store) fn recorded() -> impl Iterator<Item = FactKind> {
        FactKind::ALL.iter().copied().filter(|kind| !matches!(kind, FactKind::Policy | FactKind::Extract))
    }

    /// Whether it is about an officer, and not about an offender.
    pub(in crate::store) fn is_of_officer(self) -> bool {
        matches!(self, FactKind::Officer | FactKind::Cover | FactKind::Account)
    }

    /// The column of whom it is about.
    pub(super) fn subject(self) -> &'static str {
        if self.is_of_officer() { "officer_id" } else { "offender_id" }
    }

    /// The columns within which facts of one person are ranked; none where there is no rank.
    pub(super) fn ranked_within(self) -> Option<&'static [&'static str]> {
        match self {
            FactKind::Management | FactKind::Address | FactKind::Tier | FactKind::Owner | FactKind::Officer => {
                Some(&["from_day"])
            }
            FactKind::Status => Some(&["from_day", "status"]),
            FactKind::Plan => Some(&["from_day", "kind"]),
            _ => None,
        }
    }

    /// The columns, beside whom it is about and its rank, that a withdrawal repeats: those that the schema lets no row
    /// be without.
    pub(super) fn repeated(self) -> &'static [&'static str] {
        match self {
            FactKind::Person | FactKind::Policy | FactKind::Extract => &[],
            FactKind::Visit => &["visit_id"],
            FactKind::Confirmation => &["status", "day"],
            FactKind::Referral | FactKind::Entered => &["visit_id", "day"],
            FactKind::Decision => &["day", "course", "visit_by"],
            FactKind::Stage => &["decision", "stage", "day"],
            FactKind::Direction => &["day", "visit_by", "cause"],
            FactKind::Booking => &["day", "time"],
            FactKind::Marker => &["code", "from_day"],
            FactKind::Alone => &["officer_id", "day", "authorised_by"],
            FactKind::Pair => &["visit_id", "recorded", "one"],
            FactKind::Cover => &["cover_id", "from_day", "until_day"],
            FactKind::Account => &["account", "bound"],
            FactKind::Management
            | FactKind::Address
            | FactKind::Tier
            | FactKind::Owner
            | FactKind::Officer
            | FactKind::Status
            | FactKind::Plan => self.ranked_within().unwrap_or(&[]),
        }
    }

    /// What orders the facts of one person: the first day, then the rank, of visits their first recording, else the place
    /// of the chain, which a correction keeps.
    pub(super) fn order(self) -> &'static str {
        match self {
            _ if self.ranked_within().is_some() => "fact.from_day, fact.rank, fact.fact_id",
            FactKind::Visit => "fact.day, fact.visit_id",
            FactKind::Marker | FactKind::Cover => "fact.from_day, first, fact.fact_id",
            FactKind::Person | FactKind::Pair | FactKind::Account => "first, fact.fact_id",
            _ => "fact.day, first, fact.fact_id",
        }
    }
}
