//! What the cast is made of.

use homevisit::domain::day::Day;
use homevisit::domain::deed::About;

/// Who does it all: a manager, who never leaves.
pub const MANAGER: &str = "M-0";
pub const OFFENDERS: usize = 12;
pub const OFFICERS: usize = 6;
pub const TEAMS: &[&str] = &["Harbour", "Moorland"];
pub const TIERS: &[&str] = &["very-high", "high", "medium", "low"];
pub const RULES: &[&str] =
    &["FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=6", "FREQ=MONTHLY;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=9", "FREQ=YEARLY"];
pub const ADDRESSES: &[&str] = &["1 Cinder Row\nOtterby", "2 Larch Walk", "The \"Old\" Ferry, upper floor", "  "];
pub const POSTCODES: &[&str] = &["ZZ1 9QQ", "ZZ2 1AA", "ZZ77 3BB"];

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn offender(at: usize) -> String {
    format!("R-{at:02}")
}

pub fn officer(at: usize) -> String {
    format!("P-{at}")
}

pub fn person(reference: &str) -> About {
    About::Offender(reference.to_owned())
}

pub fn colleague(id: &str) -> About {
    About::Officer(id.to_owned())
}
