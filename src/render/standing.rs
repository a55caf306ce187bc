//! A unit's standing in a few lines: its buckets by risk level, adding up.

use crate::domain::row::Bucket;
use crate::report::worklist::{Listed, Worklist};

use super::table;
use super::words::{self, NO_LEVEL, day_in_words};

/// One line a risk level, from the greatest, and the whole; the columns are the buckets and add up to the managed.
pub fn text(list: &Worklist, width: usize) -> String {
    let mut levels: Vec<(Option<_>, &str)> = Vec::new();
    let mut by_place: Vec<&Listed> = list.rows.iter().collect();
    by_place.sort_by_key(|listed| (listed.row.tier.is_none(), listed.row.tier_place));
    for listed in by_place {
        if !levels.iter().any(|(tier, _)| *tier == listed.row.tier) {
            levels.push((listed.row.tier, listed.row.tier.map_or(NO_LEVEL, |tier| list.labels.tier_name(tier))));
        }
    }
    let head: Vec<&str> = std::iter::once("").chain(Bucket::ALL.iter().map(|bucket| short(*bucket))).collect();
    let head: Vec<&str> = head.into_iter().chain(["Managed", "Visit owed"]).collect();
    let line = |name: &str, within: &dyn Fn(&Listed) -> bool| {
        let count = |which: &dyn Fn(&Listed) -> bool| {
            list.rows.iter().filter(|listed| within(listed) && which(listed)).count().to_string()
        };
        let buckets = Bucket::ALL.iter().map(|bucket| count(&|listed: &Listed| listed.row.bucket == *bucket));
        let mut cells: Vec<String> = std::iter::once(name.to_owned()).chain(buckets).collect();
        cells.push(count(&|_| true));
        cells.push(count(&|listed: &Listed| listed.row.with_overdue));
        cells
    };
    let mut rows: Vec<Vec<String>> =
        levels.iter().map(|(tier, name)| line(name, &|listed: &Listed| listed.row.tier == *tier)).collect();
    rows.push(line("All", &|_| true));
    let explained: Vec<String> =
        Bucket::ALL.iter().map(|bucket| format!("{}: {}", short(*bucket), words::bucket(*bucket))).collect();
    format!(
        "As at {}, by policy {}, version {}.\n\n{}\n{}\n",
        day_in_words(list.as_of),
        list.policy.id,
        list.policy.version,
        table::plain(&head, rows, width),
        super::lines::paragraph(
            "",
            &format!("{}. Visit owed: an overdue one, whatever the column, also of those away.", explained.join("; ")),
            width
        )
    )
}

fn short(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Missing => "Missing",
        Bucket::Overdue => "Overdue",
        Bucket::Due => "Due",
        Bucket::OnTrack => "On track",
        Bucket::Suspended => "Away",
        Bucket::Reactive => "Desk",
    }
}
