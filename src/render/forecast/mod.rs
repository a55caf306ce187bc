//! What falls due and when the backlog ends, as text, a paper, JSON (`homevisit.forecast/1`) and CSV.

mod files;
mod paper;
mod table;

pub use files::{csv, json};
pub use paper::paper;
pub use table::table;

use super::words::grouped;
use crate::report::forecast::{Forecast, Week};

/// A part of a whole to one decimal, rounded: `23.1`; `n/a` where the whole is 0.
fn decimal((part, whole): (u64, u64)) -> String {
    if whole == 0 {
        return "n/a".to_owned();
    }
    let tenths = (u128::from(part) * 20 + u128::from(whole)) / (u128::from(whole) * 2);
    let tenths = u64::try_from(tenths).unwrap_or(u64::MAX);
    format!("{}.{}", grouped(tenths / 10), tenths % 10)
}

/// A part of a whole to two decimals, rounded: `1.37`.
fn decimals2((part, whole): (u64, u64)) -> String {
    if whole == 0 {
        return "n/a".to_owned();
    }
    let hundredths = (part * 200 + whole) / (whole * 2);
    format!("{}.{:02}", grouped(hundredths / 100), hundredths % 100)
}

/// Visits to be tried for what falls due in each week, at so many tried for so many effective; none where none was effective.
/// What is tried up to the end of a week is rounded up, and a week has what it adds: so that the weeks add up to the whole.
fn tries(forecast: &Forecast) -> Option<Vec<u64>> {
    let made = forecast.made();
    let up_to = |due: u64| (due * made.tried()).div_ceil(made.effective);
    let mut due = 0;
    let week = |week: &Week| {
        let before = up_to(due);
        due += week.due();
        up_to(due) - before
    };
    (made.effective > 0).then(|| forecast.weeks.iter().map(week).collect())
}
