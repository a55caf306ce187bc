//! What each officer carries, as text, a paper, JSON (`homevisit.load/1`) and CSV.

mod files;
mod paper;
mod table;

pub use files::{csv, json};
pub use paper::paper;
pub use table::table;

use super::words::grouped;
use crate::report::load::{Holder, Load, PerFte};

/// Who a row is, as files say it: the id, or nothing for nobody.
fn officer_id<'a>(load: &'a Load, holder: &Holder) -> Option<&'a str> {
    holder.officer().map(|key| load.labels.officer_id(key))
}

/// Hundredths of a full-time officer: `0.80`.
pub(super) fn share(hundredths: u64) -> String {
    format!("{}.{:02}", grouped(hundredths / 100), hundredths % 100)
}

/// Cases to one full-time officer: `51.3`.
fn rate(of: PerFte, number: u32) -> String {
    let tenths = of.tenths(number);
    format!("{}.{}", grouped(tenths / 10), tenths % 10)
}
