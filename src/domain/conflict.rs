//! Where an extract says otherwise than what was recorded here, for a person to settle.
//!
//! Nothing here holds a name, an address or any free text, so that all of it may be printed and logged.

use super::day::Day;
use super::deed::ActKind;
use super::extract::File;
use super::fact::FactRef;

/// Everything in which an extract is at odds with what was recorded here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// The day the extract was taken, if it says so.
    pub taken_on: Option<Day>,
    /// In the order of files and lines.
    pub list: Vec<Conflict>,
}

/// A row of an extract that was left out, or a pair of visits that is one no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The file.
    pub file: File,
    /// The line of the row.
    pub line: u64,
    /// What makes the row the same in every extract: columns and cells. A reference that may be a name is left out.
    pub key: Vec<(&'static str, String)>,
    /// The fact recorded here: the one that stays, or the pair.
    pub fact: FactRef,
    /// What is at odds.
    pub clash: Clash,
    /// The act that recorded it here.
    pub act: i64,
    /// What kind of act.
    pub kind: ActKind,
    /// When, as UTC.
    pub moment: String,
    /// Who did it.
    pub actor: String,
}

/// What is at odds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// These columns; never none.
    Differs(Vec<Difference>),
    /// The extract has what was withdrawn here.
    Withdrawn,
    /// The extract's visit was presumed to be one with a visit recorded here, and is not any more.
    Parted {
        /// The reference of the one recorded here, unless it may be a name.
        recorded: Option<String>,
        /// What differs between the two; none where the one recorded here no longer counts.
        differs: Vec<Difference>,
    },
}

/// A column of which the extract and the record here have not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The column.
    pub column: &'static str,
    /// Both; none where they are texts of which no more is said than that they differ.
    pub values: Option<Values>,
}

/// A cell as the extract has it, and as it was recorded here; none: empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// The extract's.
    pub extract: Option<String>,
    /// Ours.
    pub here: Option<String>,
}
