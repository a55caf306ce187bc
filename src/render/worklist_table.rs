//! The worklist on a terminal: what is to be done first, first; then what adds up to the managed.
//!
//! Two columns of lines for each person: who (name and reference, folded and never cut), and beside it one line of
//! facts with the reasons to act under it, in words.

use super::lines::{beside, left, paragraph, right, who, wrap};
use super::words::{self, counted, day_in_words, grouped, postcode_district, screen_text, short_day};
use crate::domain::row::{Bucket, Flag};
use crate::report::ScopeWords;
use crate::report::worklist::{LEFT_WITHIN_DAYS, Listed, Worklist};

const FACTS: [(&str, usize); 5] = [("Risk level", 10), ("District", 8), ("Due", 11), ("Overdue", 9), ("Last seen", 11)];
const FACTS_WIDTH: usize = 10 + 8 + 11 + 9 + 11 + 4 * 2;
const NARROWEST: usize = FACTS_WIDTH + 2 + 12;

/// The list for a terminal of `width` columns (80 is what it is made for; below the narrowest that holds the facts it
/// stays at that). Shown is what is to be done: missing, overdue, due, and anything frozen or flagged; with `everyone`,
/// every row.
pub fn table(list: &Worklist, width: usize, everyone: bool) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(list, width);
    let shown: Vec<&Listed> = list.rows.iter().filter(|listed| everyone || listed.to_do()).collect();
    if shown.is_empty() {
        out.push_str("\nNothing is to be done.\n");
    } else {
        out.push('\n');
        out.push_str(&columns_heading(width));
    }
    for (title, rows) in sections(&shown, everyone) {
        out.push_str(&format!("\n{}: {}\n", title, grouped(rows.len() as u64)));
        rows.iter().for_each(|listed| out.push_str(&person(list, listed, width, !everyone)));
    }
    out.push('\n');
    out.push_str(&counts(list, list.rows.len() - shown.len(), width));
    out
}

fn heading(list: &Worklist, width: usize) -> String {
    let first = format!("Worklist of {}, as at {}", words::scope(&list.scope), day_in_words(list.as_of));
    let second = format!(
        "Policy {}, version {}. Overdue is counted from the oldest visit owed.",
        list.policy.id, list.policy.version
    );
    paragraph("", &first, width) + &paragraph("", &second, width) + &words::went_back(&list.policy.went_back, width)
}

fn who_width(width: usize) -> usize {
    (width - FACTS_WIDTH - 2).min(40)
}

fn columns_heading(width: usize) -> String {
    let facts = FACTS.map(|(head, columns)| left(head, columns)).join("  ");
    format!("{}  {}\n", left("Offender", who_width(width)), facts.trim_end())
}

/// The buckets with something to do, each with its rows, then whoever else is frozen or flagged; or every bucket.
fn sections<'a>(shown: &[&'a Listed], everyone: bool) -> Vec<(&'static str, Vec<&'a Listed>)> {
    let of = |wanted: &[Bucket]| {
        shown.iter().copied().filter(|listed| wanted.contains(&listed.row.bucket)).collect::<Vec<_>>()
    };
    let mut sections = vec![
        ("WHEREABOUTS UNKNOWN", of(&[Bucket::Missing])),
        ("OVERDUE", of(&[Bucket::Overdue])),
        ("DUE", of(&[Bucket::Due])),
    ];
    if everyone {
        sections.push(("ON TRACK", of(&[Bucket::OnTrack])));
        sections.push(("AWAY (CUSTODY, HOSPITAL, ABROAD OR ELSEWHERE)", of(&[Bucket::Suspended])));
        sections.push(("DESK-BASED", of(&[Bucket::Reactive])));
    } else {
        let rest = of(&[Bucket::OnTrack, Bucket::Suspended, Bucket::Reactive]);
        sections.push(("NO VISIT DUE NOW, AND SOMETHING TO ACT ON", rest));
    }
    sections.retain(|(_, rows)| !rows.is_empty());
    sections
}

fn person(list: &Worklist, listed: &Listed, width: usize, say_bucket: bool) -> String {
    let who = who(listed.name.as_deref(), &listed.reference, who_width(width));
    let cells = cells(list, listed);
    let wrapped = cells.iter().zip(FACTS).map(|(cell, (_, columns))| wrap(cell, columns)).collect::<Vec<_>>();
    let facts: Vec<(&[String], usize)> =
        wrapped.iter().zip(FACTS).map(|(lines, (_, columns))| (lines.as_slice(), columns)).collect();
    let mut what: Vec<String> = beside(&facts).lines().map(str::to_owned).collect();
    let notes = notes(list, listed, say_bucket).join("; ");
    if !notes.is_empty() {
        what.extend(wrap(&notes, width - who_width(width) - 2));
    }
    beside(&[(&who, who_width(width)), (&what, 0)])
}

fn cells(list: &Worklist, listed: &Listed) -> [String; 5] {
    let row = &listed.row;
    let tier = row.tier.map_or("not set".to_owned(), |tier| screen_text(list.labels.tier_name(tier)));
    let district = listed.postcode.as_deref().and_then(postcode_district).map(|district| screen_text(&district));
    let overdue = match row.due {
        _ if row.with_overdue => counted(row.days_overdue, "day", "days"),
        Some(due) if due == list.as_of => "due today".to_owned(),
        Some(due) if due > list.as_of && row.bucket == Bucket::Due => in_days(due.days_after(list.as_of)),
        _ => String::new(),
    };
    [
        tier,
        district.unwrap_or_else(|| "-".to_owned()),
        row.due.map_or("-".to_owned(), short_day),
        overdue,
        row.last_visit.map_or("never".to_owned(), short_day),
    ]
}

fn in_days(days: u32) -> String {
    if days < 1000 { format!("in {days} d") } else { String::new() }
}

/// What there is to act on, in words, the most pressing first.
fn notes(list: &Worklist, listed: &Listed, say_bucket: bool) -> Vec<String> {
    let row = &listed.row;
    let mut notes = Vec::new();
    if row.missed > 0 {
        notes.push(format!("whole cycles missed: {}", row.missed));
    }
    if row.attempts_since > 0 {
        let tried = counted(row.attempts_since, "time", "times");
        let since = row.last_visit.map_or(", never seen", |_| " since last seen");
        notes.push(format!("tried {tried}{since}"));
    }
    if let Some(by) = row.retry_by.filter(|by| *by >= list.as_of) {
        notes.push(format!("try again by {}", short_day(by)));
    }
    if row.within_tolerance {
        notes.push("past its due day, within the tolerance".to_owned());
    }
    match row.bucket {
        Bucket::OnTrack if say_bucket => notes.push("on track".to_owned()),
        Bucket::Suspended if say_bucket && !row.with_overdue => notes.push("away".to_owned()),
        Bucket::Reactive if say_bucket => notes.push("desk-based".to_owned()),
        _ => (),
    }
    for flag in &row.flags {
        notes.push(match (flag, row.owner) {
            (Flag::OwnerInactive, Some(owner)) => {
                format!("officer has left ({})", screen_text(list.labels.officer_id(owner)))
            }
            _ => words::flag(*flag).to_owned(),
        });
    }
    if listed.no_fixed_abode {
        notes.push("no fixed abode".to_owned());
    }
    notes
}

/// Every bucket's count, adding up to the managed, and what else a list must say.
fn counts(list: &Worklist, hidden: usize, width: usize) -> String {
    let mut out = String::new();
    for (bucket, count) in &list.buckets {
        out.push_str(&format!("{}  {}\n", right(&grouped(*count), 9), words::bucket(*bucket)));
    }
    out.push_str(&format!("{}  managed in all\n\n", right(&grouped(list.managed), 9)));
    let mut say = |text: String| out.push_str(&paragraph("", &text, width));
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
    out
}
