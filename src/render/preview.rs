//! What an extract would change, to read; and beside it ([`policy`]) what a policy would. References only; no name.

mod json;
pub mod policy;

pub use json::json;

use super::import::{listed, pairs, table};
use super::lines::{beside, left, paragraph, wrap};
use super::words::{self, counted, day_in_words, grouped, screen_text, short_day};
use crate::domain::day::Day;
use crate::domain::extract::File;
use crate::domain::intake::Listed;
use crate::domain::preview::{ImportPreview, Move, Moved, Placed};
use crate::domain::row::Bucket;

/// People listed unless everyone is asked for.
const LISTED: usize = 100;

/// What taking in an extract would change, at `width` columns. Listed are the first hundred whose standing changes, or
/// everybody of whom anything does.
pub fn text(preview: &ImportPreview, width: usize, everyone: bool) -> String {
    let mut out = vec![
        "What taking in this extract would change; nothing was taken in.".to_owned(),
        format!("As at {}.", day_in_words(preview.as_of)),
    ];
    if preview.history_from.0 != preview.history_from.1 {
        let from = |day: Option<Day>| day.map_or("the beginning".to_owned(), |day| day.to_string());
        let (before, after) = (from(preview.history_from.0), from(preview.history_from.1));
        out.push(format!("The record would be complete from {after}, not from {before}."));
    }
    out.push(String::new());
    table(&preview.files, &mut out);
    let told = out.len();
    who(preview, &mut out);
    if out.len() > told {
        out.insert(told, String::new());
    }
    pairs(&preview.pairs, &mut out);
    out.push(String::new());
    let mut text = out.join("\n") + "\n";
    if preview.offenders.is_empty() {
        text.push_str("Nothing of anybody would change.\n");
    } else {
        text.push_str(&due_days(preview, width));
        text.push_str(&people(preview, width, everyone));
    }
    text
}

/// Who appears, who has gone, of how many what changes, who becomes overdue, and what is at odds.
fn who(preview: &ImportPreview, out: &mut Vec<String>) {
    many("on file for the first time", preview.who(|moved| moved.appears), out);
    many("not in this extract; they are still held", preview.gone.iter().map(String::as_str), out);
    for (file, what) in FILES {
        let count = preview.changed(*file);
        if count > 0 {
            out.push(format!("{:>8}  {what}", grouped(count)));
        }
    }
    many("would be overdue, and are not now", preview.who(Moved::becomes_overdue), out);
    many("would not be overdue any more", preview.who(Moved::no_longer_overdue), out);
    many("would leave management with a visit owed, then missed", preview.who(Moved::leaves_owing), out);
    if preview.conflicts() > 0 {
        let what = "at odds with what was recorded here: homevisit import DIR --conflicts";
        out.push(format!("{:>8}  {what}", grouped(preview.conflicts())));
    }
}

/// So many, and the first of their references.
fn many<'a>(what: &str, references: impl Iterator<Item = &'a str>, out: &mut Vec<String>) {
    let mut list = Listed::default();
    references.for_each(|reference| list.add(reference));
    listed(what, &list, out);
}

const FILES: &[(File, &str)] = &[
    (File::Tiers, "of whom the risk level changes"),
    (File::Addresses, "of whom the address changes"),
    (File::Owners, "of whom the officer changes"),
    (File::Statuses, "of whom a status changes"),
    (File::Management, "of whom management changes"),
    (File::Plans, "of whom a plan changes"),
    (File::Visits, "of whom visits are added or corrected"),
    (File::Offenders, "of whom the name or the date of birth changes"),
];

fn due_days(preview: &ImportPreview, width: usize) -> String {
    let count = |is: fn(Move) -> bool| preview.offenders.iter().filter(|moved| is(moved.due())).count() as u64;
    let text = format!(
        "Due days of those of whom anything changes: {} sooner, {} later, {} newly due, {} no longer due, {} as before.",
        grouped(count(|due| matches!(due, Move::Sooner(_)))),
        grouped(count(|due| matches!(due, Move::Later(_)))),
        grouped(count(|due| due == Move::New)),
        grouped(count(|due| due == Move::Gone)),
        grouped(count(|due| due == Move::Same)),
    );
    paragraph("", &text, width)
}

const COLUMNS: [(&str, usize); 4] = [("Offender", 14), ("Due now", 11), ("Due then", 11), ("Moves", 15)];

fn people(preview: &ImportPreview, width: usize, everyone: bool) -> String {
    let moves: Vec<&Moved> = preview.offenders.iter().filter(|moved| everyone || !moved.stands()).collect();
    if moves.is_empty() {
        return String::new();
    }
    let heads = COLUMNS.map(|(head, columns)| left(head, columns)).join("  ");
    let mut out = format!("\n{heads}  What changes\n");
    let most = if everyone { usize::MAX } else { LISTED };
    moves.iter().take(most).for_each(|moved| out.push_str(&person(moved, width)));
    let hidden = preview.offenders.len() - moves.len().min(most);
    if moves.len() > most {
        let more = format!("\nand {} more whose standing changes.", grouped((moves.len() - most) as u64));
        out.push_str(&format!("{more}\n"));
    }
    if hidden > 0 {
        out.push_str("\nEverybody of whom anything changes: --everyone, or --format json\n");
    }
    out
}

fn person(moved: &Moved, width: usize) -> String {
    let used = COLUMNS.iter().map(|(_, columns)| columns + 2).sum::<usize>();
    let cells = [
        screen_text(&moved.reference),
        due(moved.before),
        due(moved.after),
        match moved.due() {
            Move::Sooner(days) => format!("{} sooner", counted(days, "day", "days")),
            Move::Later(days) => format!("{} later", counted(days, "day", "days")),
            Move::New => "newly due".to_owned(),
            Move::Gone => "no longer due".to_owned(),
            Move::Same => "as before".to_owned(),
        },
    ];
    let wrapped: Vec<Vec<String>> = cells.iter().zip(COLUMNS).map(|(cell, (_, columns))| wrap(cell, columns)).collect();
    let what = wrap(&what(moved).join("; "), width.saturating_sub(used).max(12));
    let mut columns: Vec<(&[String], usize)> =
        wrapped.iter().zip(COLUMNS).map(|(lines, (_, columns))| (lines.as_slice(), columns)).collect();
    columns.push((&what, 0));
    beside(&columns)
}

fn due(placed: Option<Placed>) -> String {
    match placed {
        None => "not managed".to_owned(),
        Some(placed) => placed.due.map_or("-".to_owned(), short_day),
    }
}

fn what(moved: &Moved) -> Vec<String> {
    let mut what = Vec::new();
    let mut say = |is: bool, words: &str| what.extend(is.then(|| words.to_owned()));
    say(moved.appears, "new on file");
    say(moved.becomes_overdue(), "becomes overdue");
    say(moved.no_longer_overdue(), "no longer overdue");
    say(moved.leaves_owing(), "leaves with a visit owed");
    if let (Some(before), Some(after)) = (moved.before, moved.after) {
        let told = moved.becomes_overdue() && after.bucket == Bucket::Overdue;
        say(before.bucket != after.bucket && !told, &format!("then {}", bucket(after.bucket)));
    }
    if !moved.appears {
        what.extend(moved.changes.iter().map(|file| short(*file).to_owned()));
    }
    what
}

fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Suspended => "away",
        other => words::bucket(other),
    }
}

fn short(file: File) -> &'static str {
    match file {
        File::Offenders => "name or birth",
        File::Management => "management",
        File::Addresses => "address",
        File::Tiers => "risk level",
        File::Owners => "officer",
        File::Statuses => "status",
        File::Plans => "plan",
        File::Visits => "visits",
        File::Officers | File::Extract | File::Directory => "officers",
    }
}
