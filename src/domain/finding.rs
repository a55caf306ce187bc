//! What is wrong with a record that was held against its trail, as plain data.

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// An entry, by number.
    Entry(i64),
    /// A row of this table, by number.
    Row(String, i64),
    /// A table, an index or a trigger of the database, by name.
    Guard(String),
}

/// What is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be read.
    Unreadable,
    /// Of an entry: those from this one up to it are not there.
    Missing(i64),
    /// Of an entry: its moment is before that of the entry before it.
    TurnedBack,
    /// Of an entry: its hash is not that of it with the entry before it.
    Hash,
    /// Of an entry: the act it is of is not there.
    NoAct(i64),
    /// Of an entry: it names another actor than what it is of does.
    Actor,
    /// Of an entry: it has another moment than what it is of.
    Moment,
    /// Of an entry: it gives another reason than its act.
    Reason,
    /// Of an entry: it says that so many rows of a kind were written, and these are not what is there.
    Written {
        /// The kind.
        kind: String,
        /// How many it says.
        said: u64,
        /// How many there are; where as many, they are others.
        found: u64,
    },
    /// Of an entry that a restore left: it does not name the entry before it.
    Continues,
    /// There are acts and no entry: all of the trail was taken away.
    NotBegun,
    /// Of a row: no entry vouches for it.
    Unvouched,
    /// Of a row: it stands out of the order of acts.
    Disorder,
    /// Of a text: it is empty, and no act removed it.
    Emptied,
    /// Of a removal: what it removed is there, or is no text.
    Kept,
    /// Of a row that belongs to another: that is not there.
    Stray,
    /// Of a row to which others refer: none does.
    Unused,
    /// Of a part of the database: it is not there.
    Lacking,
    /// Of a part of the database: it is not as it was made.
    Altered,
    /// Of a part of the database: it was not made by this program.
    Foreign,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What.
    pub wrong: Wrong,
}

/// The most findings that are kept; all are counted.
pub const MOST_FINDINGS: usize = 200;

/// All that is wrong: the first of it, and how much it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The first [`MOST_FINDINGS`].
    pub kept: Vec<Finding>,
    /// How many there are.
    pub total: u64,
}

impl Findings {
    /// One more.
    pub fn add(&mut self, place: Place, wrong: Wrong) {
        self.total += 1;
        if self.kept.len() < MOST_FINDINGS {
            self.kept.push(Finding { place, wrong });
        }
    }
}

/// An entry's number, moment and hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub number: i64,
    /// Its moment.
    pub moment: String,
    /// Its hash.
    pub hash: [u8; 32],
}

/// A record that was held against its trail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The hash of the first entry: the identity of the record.
    pub identity: Option<[u8; 32]>,
    /// The last entry.
    pub head: Option<Head>,
    /// How many entries there are.
    pub entries: u64,
    /// How many acts they vouch for.
    pub acts: u64,
    /// How many facts they vouch for.
    pub facts: u64,
    /// The entries of declared restores: each begins a branch.
    pub restores: Vec<i64>,
    /// What is wrong.
    pub findings: Findings,
}
