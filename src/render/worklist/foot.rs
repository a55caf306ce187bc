//! What stands under the rows: counts that add up, and what else a list must say.

use super::super::lines::{paragraph, right};
use super::super::words::{self, counted, grouped, screen_text, short_day};
use crate::report::ScopeWords;
use crate::report::worklist::{LEFT_WITHIN_DAYS, NotEntered, Worklist};

/// Every bucket's count, adding up to the managed, and what else a list must say.
pub(super) fn counts(list: &Worklist, hidden: usize, width: usize) -> String {
    let mut out = String::new();
    for (bucket, count) in &list.buckets {
        out.push_str(&format!("{}  {}\n", right(&grouped(*count), 9), words::bucket(*bucket)));
    }
    out.push_str(&format!("{}  managed in all\n\n", right(&grouped(list.managed), 9)));
    others(list, hidden).iter().for_each(|said| out.push_str(&paragraph("", said, width)));
    out.push_str(&not_entered(list, width));
    out
}

/// What else the list must say, in sentences.
pub(super) fn others(list: &Worklist, hidden: usize) -> Vec<String> {
    let mut said = Vec::new();
    let mut say = |text: String| said.push(text);
    let covered = list.rows.iter().filter(|listed| listed.row.owner.is_some_and(|owner| !list.own.contains(&owner)));
    let covered = if list.own.is_empty() { 0 } else { covered.count() as u64 };
    if covered > 0 {
        say(format!("Of them for officers who are covered: {}.", grouped(covered)));
    }
    say(format!("With an overdue visit owed, whatever the line above: {}.", grouped(list.with_overdue)));
    if list.has_tolerance {
        say(format!("Past the due day and within the policy's tolerance: {}.", grouped(list.within_tolerance)));
    }
    if hidden > 0 {
        say(format!("Not shown, nothing to act on: {}. To see them too: --everyone", grouped(hidden as u64)));
    }
    if let Some(unattended) = list.unattended {
        match list.scope {
            ScopeWords::All => say(format!(
                "Without an officer: {}; with one who has left: {}.",
                grouped(unattended.no_owner),
                grouped(unattended.owner_left)
            )),
            _ => say(format!(
                "With an officer who has left: {}. Whoever has no officer is in no team: --unowned",
                grouped(unattended.owner_left)
            )),
        }
        if unattended.no_team > 0 {
            say(format!(
                "With an officer of whom no team is known on the day: {}. They are on no team's list, but on --all.",
                grouped(unattended.no_team)
            ));
        }
    }
    say(format!(
        "Left management in the last {LEFT_WITHIN_DAYS} days: {}, with a visit owed: {}.",
        grouped(list.left.left),
        grouped(list.left.with_overdue)
    ));
    said
}

/// Visits recorded here and not yet in the national register: an officer's one by one, a unit's by their number.
fn not_entered(list: &Worklist, width: usize) -> String {
    let open = &list.not_entered;
    let Some(oldest) = open.iter().map(|visit| visit.age_days).max() else { return String::new() };
    let count = grouped(open.len() as u64);
    if list.own.is_empty() {
        let days = counted(oldest, "day", "days");
        let says = format!("Recorded here and not yet in the national register: {count}, the oldest visit {days} ago.");
        return paragraph("", &says, width);
    }
    let mut out = format!("\nNOT YET ENTERED IN THE NATIONAL REGISTER: {count}\n");
    open.iter().for_each(|visit| out.push_str(&paragraph("  ", &one(visit), width)));
    out
}

fn one(visit: &NotEntered) -> String {
    let days = counted(visit.age_days, "day", "days");
    let says = format!("{}, {}, {days} ago", visit.offender_ref, short_day(visit.day));
    screen_text(&format!("{says}: homevisit visit entered {}", visit.visit_ref))
}
