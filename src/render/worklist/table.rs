//! The worklist on a terminal: what is to be done first, first; then what adds up to the managed.
//!
//! Two columns of lines for each person: who (name and reference, folded and never cut), and beside it one line of
//! facts with the reasons to act under it, in words.

use super::super::lines::{beside, left, paragraph, wrap};
use super::super::words::{self, NO_LEVEL, counted, day_in_words, grouped, postcode_district, screen_text, short_day};
use super::blocks::{blocks, who_of};
use super::foot::counts;
use super::notes::{SayBucket, notes};
use crate::domain::row::{Bucket, Flag};
use crate::report::worklist::{Listed, Worklist};

const FACTS: [(&str, usize); 5] = [("Risk level", 10), ("District", 8), ("Due", 11), ("Overdue", 9), ("Last seen", 11)];
const FACTS_WIDTH: usize = 10 + 8 + 11 + 9 + 11 + 4 * 2;
const NARROWEST: usize = FACTS_WIDTH + 2 + 12;

/// The list for a terminal of `width` columns (80 is what it is made for; below the narrowest that holds the facts it
/// stays at that). Before the rows stand children without a referral, and what is for today or for a supervisor. Of the
/// rows is shown what is to be done: missing, overdue, due, and anything frozen, flagged or told of; with `everyone`,
/// every row.
pub fn table(list: &Worklist, width: usize, everyone: bool) -> String {
    let shown = shown(list, everyone);
    whole(list, width, &shown, &sections(&shown, everyone))
}

/// The same, the rows grouped by postcode district instead of by bucket; whoever has none comes last.
pub fn by_area(list: &Worklist, width: usize, everyone: bool) -> String {
    let shown = shown(list, everyone);
    whole(list, width, &shown, &areas(&shown))
}

const OWN_INTERVAL: &str =
    "Own interval: an authorised plan says how often somebody is seen, in place of the risk level.";

struct Section<'a> {
    title: String,
    say: SayBucket,
    rows: Vec<&'a Listed>,
}

fn shown(list: &Worklist, everyone: bool) -> Vec<&Listed> {
    list.rows.iter().filter(|listed| everyone || listed.to_do()).collect()
}

fn whole(list: &Worklist, width: usize, shown: &[&Listed], sections: &[Section<'_>]) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(list, width);
    let first = blocks(list, who_width(width), width);
    out.push_str(&first);
    if shown.is_empty() {
        let more = if first.is_empty() { "" } else { " else" };
        out.push_str(&format!("\nNothing{more} is to be done.\n"));
    } else {
        out.push('\n');
        out.push_str(&columns_heading(width));
    }
    for section in sections {
        out.push_str(&format!("\n{}: {}\n", section.title, grouped(section.rows.len() as u64)));
        section.rows.iter().for_each(|listed| out.push_str(&person(list, listed, width, section.say)));
    }
    out.push('\n');
    out.push_str(&counts(list, list.rows.len() - shown.len(), width));
    if shown.iter().any(|listed| listed.row.flags.contains(&Flag::OwnInterval)) {
        out.push_str(&paragraph("", OWN_INTERVAL, width));
    }
    out
}

fn heading(list: &Worklist, width: usize) -> String {
    let first = format!("Worklist of {}, as at {}", words::scope(&list.scope), day_in_words(list.as_of));
    let second = format!(
        "Policy {}, version {}. Overdue is counted from the oldest visit owed.",
        list.policy.id, list.policy.version
    );
    let policy = words::known(list.policy.known.as_ref(), width) + &words::went_back(&list.policy.went_back, width);
    paragraph("", &first, width) + &paragraph("", &second, width) + &policy
}

fn who_width(width: usize) -> usize {
    (width - FACTS_WIDTH - 2).min(40)
}

fn columns_heading(width: usize) -> String {
    let facts = FACTS.map(|(head, columns)| left(head, columns)).join("  ");
    format!("{}  {}\n", left("Offender", who_width(width)), facts.trim_end())
}

/// The buckets with something to do, each with its rows, then whoever else there is something to act on for; or every
/// bucket.
fn sections<'a>(shown: &[&'a Listed], everyone: bool) -> Vec<Section<'a>> {
    let of = |title: &str, say, wanted: &[Bucket]| {
        let rows = shown.iter().copied().filter(|listed| wanted.contains(&listed.row.bucket)).collect();
        Section { title: title.to_owned(), say, rows }
    };
    let say = if everyone { SayBucket::Never } else { SayBucket::NotDue };
    let mut sections = vec![
        of("WHEREABOUTS UNKNOWN", say, &[Bucket::Missing]),
        of("OVERDUE", say, &[Bucket::Overdue]),
        of("DUE", say, &[Bucket::Due]),
    ];
    if everyone {
        sections.push(of("ON TRACK", say, &[Bucket::OnTrack]));
        sections.push(of("AWAY (CUSTODY, HOSPITAL, ABROAD OR ELSEWHERE)", say, &[Bucket::Suspended]));
        sections.push(of("DESK-BASED", say, &[Bucket::Reactive]));
    } else {
        let rest = &[Bucket::OnTrack, Bucket::Suspended, Bucket::Reactive];
        sections.push(of("NO VISIT DUE NOW, AND SOMETHING TO ACT ON", say, rest));
    }
    sections.retain(|section| !section.rows.is_empty());
    sections
}

/// By postcode district: letters by the alphabet, numbers by their size.
fn areas<'a>(shown: &[&'a Listed]) -> Vec<Section<'a>> {
    let mut areas: Vec<(Option<String>, Vec<&Listed>)> = Vec::new();
    for listed in shown {
        let district = listed.postcode.as_deref().and_then(postcode_district);
        match areas.iter_mut().find(|(known, _)| *known == district) {
            Some((_, rows)) => rows.push(listed),
            None => areas.push((district, vec![listed])),
        }
    }
    areas.sort_by_key(|(district, _)| (district.is_none(), district.as_deref().map(by_size)));
    let titled = |(district, rows): (Option<String>, _)| Section {
        title: district.map_or("NO POSTCODE".to_owned(), |district| screen_text(&district)),
        say: SayBucket::Always,
        rows,
    };
    areas.into_iter().map(titled).collect()
}

/// `ZZ9` before `ZZ10`.
fn by_size(district: &str) -> (String, u64, String) {
    let letters: String = district.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let rest = &district[letters.len()..];
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (letters, digits.parse().unwrap_or(u64::MAX), rest[digits.len()..].to_owned())
}

fn person(list: &Worklist, listed: &Listed, width: usize, say: SayBucket) -> String {
    let who = who_of(list, listed, who_width(width));
    let cells = cells(list, listed);
    let wrapped = cells.iter().zip(FACTS).map(|(cell, (_, columns))| wrap(cell, columns)).collect::<Vec<_>>();
    let facts: Vec<(&[String], usize)> =
        wrapped.iter().zip(FACTS).map(|(lines, (_, columns))| (lines.as_slice(), columns)).collect();
    let mut what: Vec<String> = beside(&facts).lines().map(str::to_owned).collect();
    let notes = notes(list, listed, say).join("; ");
    if !notes.is_empty() {
        what.extend(wrap(&notes, width - who_width(width) - 2));
    }
    beside(&[(&who, who_width(width)), (&what, 0)])
}

fn cells(list: &Worklist, listed: &Listed) -> [String; 5] {
    let row = &listed.row;
    let tier = row.tier.map_or(NO_LEVEL.to_owned(), |tier| screen_text(list.labels.tier_name(tier)));
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
