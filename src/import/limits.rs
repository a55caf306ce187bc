//! Every limit of an extract, in one place; `docs/extract.md` states the same numbers.

/// Characters of a reference: an offender's, an officer's, a visit's.
pub const REFERENCE: usize = 64;
/// Characters of a family name, of given names, of an officer's name.
pub const NAME: usize = 200;
/// Characters of a team.
pub const TEAM: usize = 64;
/// Characters of an address.
pub const ADDRESS: usize = 500;
/// Characters of a postcode.
pub const POSTCODE: usize = 20;
/// Characters of a reason.
pub const REASON: usize = 2_000;
/// Characters of a rule.
pub const RULE: usize = 200;
/// Characters of `source`.
pub const SOURCE: usize = 200;
/// Officers of one visit.
pub const ATTENDING: usize = 20;
/// Bytes of one row, line breaks within quotes included.
pub const ROW_BYTES: usize = 65_536;
/// Columns of a first line.
pub const COLUMNS: usize = 64;
/// Bytes of `extract.toml`.
pub const NOTE_BYTES: u64 = 65_536;
/// Offenders, and officers, of a register.
pub const SUBJECTS: u32 = 10_000_000;
/// Officers of one extract who are known from its visits alone; more are a sign of a wrong column.
pub const FROM_VISITS: usize = 10_000;
