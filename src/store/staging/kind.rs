//! The nine kinds of row, as data; [`super::sql`] makes of it what is the same for all of them but for names of columns.
//!
//! A kind's rows wait in `temp.NAME_row`, in file order until it is sealed and then by whose they are. What of them is
//! new or other than what is held is `temp.NAME_change`; while nothing of the kind is held, every row is new and no
//! such table is filled.

use crate::domain::extract::File;
use crate::domain::fact::FactKind;

/// A text a fact refers to, and keeps apart from itself.
pub(super) struct Text {
    pub table: &'static str,
    /// The fact's column that refers to it.
    pub column: &'static str,
    pub values: &'static [&'static str],
    /// Whether a fact with no text refers to none.
    pub optional: bool,
}

/// One kind of row.
pub(super) struct Kind {
    pub file: File,
    pub name: &'static str,
    pub subject: &'static str,
    /// With subject and rank, what makes it the same fact in a later extract.
    pub key: &'static [&'static str],
    pub ranked: bool,
    pub values: &'static [&'static str],
    /// Values of which an empty cell says nothing: what is held stays.
    pub said: &'static [&'static str],
    /// Columns of the fact that no extract has: a correction keeps them.
    pub kept: &'static [&'static str],
    pub text: Option<Text>,
    /// Columns of the row that are no column of the fact.
    pub beside: &'static [&'static str],
}

const REASON: Text = Text { table: "free_text", column: "reason", values: &["value"], optional: true };

pub(super) const KINDS: [Kind; 9] = [
    Kind {
        file: File::Officers,
        name: "officer",
        subject: "officer_id",
        key: &["from_day"],
        ranked: true,
        values: &["team", "role", "accredited", "fte_hundredths", "active_until"],
        said: &[],
        kept: &[],
        text: Some(Text { table: "officer_text", column: "text_id", values: &["name"], optional: false }),
        beside: &["line", "id"],
    },
    Kind {
        file: File::Offenders,
        name: "person",
        subject: "offender_id",
        key: &[],
        ranked: false,
        values: &[],
        said: &[],
        kept: &[],
        text: Some(Text {
            table: "person_text",
            column: "text_id",
            values: &["family_name", "given_names", "date_of_birth"],
            optional: false,
        }),
        beside: &["line", "ref", "likeness"],
    },
    Kind {
        file: File::Management,
        name: "management",
        subject: "offender_id",
        key: &["from_day"],
        ranked: true,
        values: &["until_day"],
        said: &[],
        kept: &[],
        text: None,
        beside: &["line"],
    },
    Kind {
        file: File::Addresses,
        name: "address",
        subject: "offender_id",
        key: &["from_day"],
        ranked: true,
        values: &["no_fixed_abode"],
        said: &[],
        kept: &[],
        text: Some(Text {
            table: "address_text",
            column: "text_id",
            values: &["address", "postcode"],
            optional: false,
        }),
        beside: &["line"],
    },
    Kind {
        file: File::Tiers,
        name: "tier",
        subject: "offender_id",
        key: &["from_day"],
        ranked: true,
        values: &["tier_id", "set_by"],
        said: &[],
        kept: &[],
        text: Some(REASON),
        beside: &["line"],
    },
    Kind {
        file: File::Owners,
        name: "owner",
        subject: "offender_id",
        key: &["from_day"],
        ranked: true,
        values: &["officer_id"],
        said: &[],
        kept: &[],
        text: None,
        beside: &["line"],
    },
    Kind {
        file: File::Statuses,
        name: "status",
        subject: "offender_id",
        key: &["from_day", "status"],
        ranked: true,
        values: &["until_day"],
        said: &[],
        kept: &[],
        text: None,
        beside: &["line"],
    },
    Kind {
        file: File::Plans,
        name: "plan",
        subject: "offender_id",
        key: &["from_day", "kind"],
        ranked: true,
        values: &["until_day", "every", "authorised_by"],
        said: &["review_by"],
        kept: &[],
        text: Some(REASON),
        beside: &["line"],
    },
    Kind {
        file: File::Visits,
        name: "visit",
        subject: "offender_id",
        key: &["day"],
        ranked: false,
        values: &["time", "outcome", "announced", "premises", "entry_sought", "recorded_on"],
        said: &[],
        kept: &["announced_because", "children", "note", "alone_authorised_by"],
        text: None,
        beside: &["line", "ref", "officer1", "officer2", "more"],
    },
];

/// Which kind a file's rows are.
pub(super) fn of(file: File) -> usize {
    KINDS.iter().position(|kind| kind.file == file).unwrap_or(0)
}

impl Kind {
    /// The kind of fact its rows become.
    pub fn fact_kind(&self) -> FactKind {
        match self.file {
            File::Officers => FactKind::Officer,
            File::Offenders => FactKind::Person,
            File::Management => FactKind::Management,
            File::Addresses => FactKind::Address,
            File::Tiers => FactKind::Tier,
            File::Owners => FactKind::Owner,
            File::Statuses => FactKind::Status,
            File::Plans => FactKind::Plan,
            File::Visits | File::Extract | File::Directory => FactKind::Visit,
        }
    }
}
