//! What came of taking in an extract, as plain text in 80 columns. References only; no name, no address.

use super::words::grouped;
use crate::domain::intake::{COMPLAINTS_KEPT, Complaints, FileCount, ImportReport, Listed, Pairs};

const WIDTH: usize = 80;

/// The complaints, one a line, and how many more there are.
pub fn complaints(complaints: &mut Complaints) -> String {
    let (total, more) = (complaints.total(), complaints.more());
    let mut lines: Vec<String> = complaints.first().iter().map(ToString::to_string).collect();
    if more > 0 {
        lines.push(format!("and {} more after these {COMPLAINTS_KEPT}", grouped(more)));
    }
    let faults = if total == 1 { "1 fault".to_owned() } else { format!("{} faults", grouped(total)) };
    lines.push(format!("{faults} found; nothing was taken in, and the register is as it was."));
    lines.join("\n") + "\n"
}

/// What was taken in, and what a careful person would look at.
pub fn report(report: &ImportReport) -> String {
    let mut out = Vec::new();
    out.push(match report.act {
        Some(act) => format!("Taken in, as act {act}, judged on {}.", report.today),
        None if report.conflicts() > 0 => {
            "Nothing was taken in: all of this extract is held already, or in conflict.".to_owned()
        }
        None => "Nothing has changed: everything in this extract is held already.".to_owned(),
    });
    out.push(match report.history_from {
        Some(history_from) => format!("The record is complete from {history_from}."),
        None => "No history_from is stated: the record is taken as complete from the beginning.".to_owned(),
    });
    let rows_gone: u64 = report.files.iter().map(|file| file.gone).sum();
    if rows_gone > 0 {
        let rows = if rows_gone == 1 { "row that is held is" } else { "rows that are held are" };
        out.push(format!("LOOK: {} {rows} not in this extract; see below.", grouped(rows_gone)));
    }
    conflicts(report, &mut out);
    out.push(String::new());
    table(&report.files, &mut out);
    gone(report, &mut out);
    pairs(&report.pairs, &mut out);
    out.push(String::new());
    look_at(report, &mut out);
    out.join("\n") + "\n"
}

/// What a person has to settle, and where it is listed.
fn conflicts(report: &ImportReport, out: &mut Vec<String>) {
    let left_out = report.conflicts() - report.parted;
    if left_out > 0 {
        let (rows, were) = if left_out == 1 { ("row differs", "was") } else { ("rows differ", "were") };
        out.push(format!("CONFLICT: {} {rows} from what was recorded here, and {were} left out.", grouped(left_out)));
    }
    if report.parted > 0 {
        let pairs = if report.parted == 1 { "visit is" } else { "visits are" };
        let with = "no longer the same as the one here it counts as";
        out.push(format!("CONFLICT: {} {pairs} {with}.", grouped(report.parted)));
    }
    if report.conflicts() > 0 {
        out.push("Each, for a person to settle: homevisit import DIR --conflicts".to_owned());
    }
}

/// What became of each file's rows; conflicts have a column where there are any.
pub(super) fn table(files: &[FileCount], out: &mut Vec<String>) {
    let any = files.iter().any(|file| file.conflicts > 0);
    let (columns, width) = if any { (6, 10) } else { (5, 12) };
    let heads = ["rows", "new", "corrected", "unchanged", "gone", "conflicts"];
    let heads = heads.iter().take(columns).map(|head| format!("{head:>width$}"));
    out.push(format!("{:<16}{}", "file", heads.collect::<String>()));
    for file in files.iter().filter(|file| file.present || file.gone > 0) {
        let cells = [file.read, file.new, file.corrected, file.unchanged, file.gone, file.conflicts];
        let read = |at: usize, cell: u64| if at == 0 && !file.present { "none".to_owned() } else { grouped(cell) };
        let cells = cells.into_iter().take(columns).enumerate().map(|(at, cell)| format!("{:>width$}", read(at, cell)));
        out.push(format!("{:<16}{}", file.file.name(), cells.collect::<String>()));
    }
}

/// The visits that are counted once, and how to say otherwise.
pub(super) fn pairs(pairs: &Pairs, out: &mut Vec<String>) {
    if pairs.count == 0 {
        return;
    }
    out.push(String::new());
    let what = if pairs.count == 1 { "visit is" } else { "visits are" };
    out.push(format!(
        "{} {what} presumed the same visit as one recorded here, and counted once.",
        grouped(pairs.count)
    ));
    out.push("Where they are two: homevisit visit two VISIT RECORDED --because REASON".to_owned());
    let items = pairs.references.iter().map(|(brought, recorded)| format!("{brought} is {recorded}")).collect();
    folded(items, pairs.count - pairs.references.len() as u64, out);
}

fn gone(report: &ImportReport, out: &mut Vec<String>) {
    let rows: u64 = report.files.iter().map(|FileCount { gone, .. }| gone).sum();
    if rows > 0 {
        out.push(String::new());
        let what = if rows == 1 { "row is".to_owned() } else { "rows are".to_owned() };
        out.push(format!("{} {what} held and not in this extract; nothing was deleted.", grouped(rows)));
        listed("offenders not in this extract", &report.offenders_gone, out);
    }
}

fn look_at(report: &ImportReport, out: &mut Vec<String>) {
    let worries = &report.worries;
    out.push(format!("Managed on {}: {}. To look at:", report.today, grouped(worries.managed)));
    let before = out.len();
    listed("on file and never managed, so on no list", &worries.never_managed, out);
    listed("no risk level", &worries.no_tier, out);
    listed("no responsible officer", &worries.no_owner, out);
    listed("no address", &worries.no_address, out);
    listed("never visited since management began", &worries.never_visited, out);
    listed("visits that count for nothing: premises not recorded", &worries.premises_not_recorded, out);
    listed("officers known from visits alone, taken as having left", &worries.officers_from_visits, out);
    if worries.alike_count > 0 {
        let references = worries.alike.iter().map(|(one, other)| format!("{one} and {other}")).collect();
        let pairs = Listed { count: worries.alike_count, references };
        listed("pairs of records that look like one person", &pairs, out);
    }
    if out.len() == before {
        out.push("  nothing".to_owned());
    }
}

/// A count and what it counts, with the references below, folded to the width.
pub(super) fn listed(what: &str, list: &Listed, out: &mut Vec<String>) {
    if list.count == 0 {
        return;
    }
    out.push(format!("{:>8}  {what}", grouped(list.count)));
    folded(list.references.clone(), list.count - list.references.len() as u64, out);
}

/// References and how many more there are, folded to the width.
fn folded(mut items: Vec<String>, more: u64, out: &mut Vec<String>) {
    if more > 0 {
        items.push(format!("and {} more", grouped(more)));
    }
    let mut line = String::new();
    for item in items {
        if !line.is_empty() && 10 + line.len() + 3 + item.len() > WIDTH {
            out.push(format!("{:10}{line},", ""));
            line.clear();
        }
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(&item);
    }
    out.push(format!("{:10}{line}", ""));
}
