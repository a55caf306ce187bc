//! What officers carry before cases change hands and after.

use serde::Serialize;

use super::lines::paragraph;
use super::words::{counted, short_day};
use crate::act::deed::{Carried, Level};
use crate::domain::day::Day;

/// What officers carry before cases change hands and after; empty where none do.
pub fn text(carried: &[Carried], width: usize) -> String {
    let Some(first) = carried.first() else { return String::new() };
    let mut out = format!("What each carries, before and from {} on:\n", short_day(first.on));
    for one in carried {
        let share = match one.fte_hundredths {
            Some(share) => format!("{} of full time", hundredths(u64::from(share))),
            None => "full time, as none is recorded".to_owned(),
        };
        let (before, after) = (counted(one.before(), "case", "cases"), one.after());
        let (was, is) = (for_full_time(one, one.before()), for_full_time(one, after));
        let said = format!("{} ({share}): {before}, then {after}; at full time {was}, then {is}.", one.officer);
        out.push_str(&paragraph("", &said, width));
        let any = |level: &&Level| level.tier.is_some() || level.before + level.after > 0;
        let levels = one.levels.iter().filter(any);
        let levels: Vec<String> =
            levels.map(|level| format!("{} {}, then {}", level.name, level.before, level.after)).collect();
        out.push_str(&paragraph("  ", &format!("{}.", levels.join("; ")), width));
    }
    out
}

/// Cases for each full-time officer, with one decimal.
fn for_full_time(one: &Carried, cases: u32) -> String {
    let tenths = (u64::from(cases) * 1000 + u64::from(one.share()) / 2) / u64::from(one.share()).max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn hundredths(share: u64) -> String {
    format!("{}.{:02}", share / 100, share % 100)
}

#[derive(Serialize)]
pub(super) struct CarriedJson<'a> {
    officer_id: &'a str,
    on: Day,
    fte_hundredths: Option<u16>,
    before: u32,
    after: u32,
    levels: Vec<LevelJson<'a>>,
}

#[derive(Serialize)]
struct LevelJson<'a> {
    tier: Option<&'a str>,
    before: u32,
    after: u32,
}

impl<'a> From<&'a Carried> for CarriedJson<'a> {
    fn from(one: &'a Carried) -> CarriedJson<'a> {
        let level =
            |level: &'a Level| LevelJson { tier: level.tier.as_deref(), before: level.before, after: level.after };
        CarriedJson {
            officer_id: &one.officer,
            on: one.on,
            fte_hundredths: one.fte_hundredths,
            before: one.before(),
            after: one.after(),
            levels: one.levels.iter().map(level).collect(),
        }
    }
}
