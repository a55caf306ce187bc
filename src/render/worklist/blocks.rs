//! What stands before the rulebook's order: children without a referral on every list; then what is for today, on an
//! officer's, or for a supervisor, on any other. Whoever stands in a block stands in the order below as well.

use super::super::lines::{beside, paragraph, who_with, wrap};
use super::super::notice::Words;
use super::super::words::{counted, grouped, screen_text};
use super::notes::{today, whose, words_of};
use crate::domain::notice::{Notice, Told};
use crate::domain::offender::OfficerKey;
use crate::report::worklist::{Gone, Listed, Worklist};

/// One entry: who, and beside it what there is to say.
struct Entry {
    who: Vec<String>,
    says: Vec<String>,
}

/// The blocks, each with a blank line before it; nothing where there is nothing to say.
pub(super) fn blocks(list: &Worklist, who_width: usize, width: usize) -> String {
    let mut out = children(list, who_width, width);
    if list.own.is_empty() {
        out.push_str(&block("FOR A SUPERVISOR", &supervisor(list, who_width), who_width, width));
    } else {
        out.push_str(&block("TODAY", &for_today(list, who_width), who_width, width));
    }
    out
}

fn block(title: &str, entries: &[Entry], who_width: usize, width: usize) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{title}: {}\n", entries.len());
    for entry in entries {
        let says: Vec<String> = entry.says.iter().flat_map(|says| wrap(says, width - who_width - 2)).collect();
        out.push_str(&beside(&[(&entry.who, who_width), (&says, 0)]));
    }
    out
}

fn entry(list: &Worklist, listed: &Listed, who_width: usize, says: Vec<String>) -> Entry {
    let whose = if list.own.is_empty() { vec![officer(list, listed.row.owner)] } else { whose(list, listed) };
    Entry { who: who_of(list, listed, who_width), says: with_whose(says, whose) }
}

/// Whose case it is, after the last of what there is to say.
fn with_whose(mut says: Vec<String>, whose: Vec<String>) -> Vec<String> {
    let last = says.pop().into_iter().chain(whose).collect::<Vec<_>>();
    says.push(last.join("; "));
    says
}

/// Who a row is about, with the warnings that hold.
pub(super) fn who_of(list: &Worklist, listed: &Listed, who_width: usize) -> Vec<String> {
    let warnings: Vec<&str> = listed.markers.iter().map(|code| list.labels.marker(code)).collect();
    who_with(listed.name.as_deref(), &listed.reference, &warnings, who_width)
}

fn officer(list: &Worklist, owner: Option<OfficerKey>) -> String {
    owner.map_or("no officer".to_owned(), |owner| format!("officer {}", screen_text(list.labels.officer_id(owner))))
}

fn is_child(told: &&Told) -> bool {
    told.notice() == Notice::ChildNoReferral
}

fn hours(told: &[Told]) -> u32 {
    let hours = |told: &Told| if let Told::ChildNoReferral { hours, .. } = told { Some(*hours) } else { None };
    told.iter().filter_map(hours).max().unwrap_or(0)
}

fn children(list: &Worklist, who_width: usize, width: usize) -> String {
    let rows = list.rows.iter().filter(|listed| listed.notices.iter().any(|told| is_child(&told)));
    let row = |listed: &Listed| {
        let words = words_of(list, listed);
        let says = listed.notices.iter().filter(is_child).map(|told| words.told(told)).collect();
        (hours(&listed.notices), entry(list, listed, who_width, says))
    };
    let gone = |gone: &Gone| {
        let words = Words { labels: &list.labels, visit_refs: &gone.visit_refs, own: &list.own };
        let says = gone.notices.iter().map(|told| words.told(told)).collect();
        let says = with_whose(says, vec!["not managed any longer".to_owned(), officer(list, gone.owner)]);
        let who = who_with(gone.name.as_deref(), &gone.reference, &[], who_width);
        (hours(&gone.notices), Entry { who, says })
    };
    let mut entries: Vec<(u32, Entry)> = rows.map(row).chain(list.gone.iter().map(gone)).collect();
    entries.sort_by_key(|(hours, _)| std::cmp::Reverse(*hours));
    let entries: Vec<Entry> = entries.into_iter().map(|(_, entry)| entry).collect();
    let mut out = block("CHILDREN SEEN, NO REFERRAL RECORDED", &entries, who_width, width);
    if !entries.is_empty() {
        let command = "homevisit referral record REF --visit ID --to AGENCY --at TIME";
        out.push_str(&paragraph("", &format!("Record it: {command}"), width));
    }
    let decisions = list.unattended.map_or(0, |unattended| unattended.decisions);
    if decisions > 0 {
        let says = format!(
            "FOR A SUPERVISOR, OF PEOPLE ON NO TEAM'S LIST: {}. To see them: --all, or --unowned",
            grouped(decisions)
        );
        out.push('\n');
        out.push_str(&paragraph("", &says, width));
    }
    let elsewhere = list.unattended.map_or(0, |unattended| unattended.children);
    if elsewhere > 0 {
        let visits = counted(elsewhere, "visit", "visits");
        let says = format!(
            "CHILDREN SEEN, NO REFERRAL RECORDED, OF PEOPLE ON NO TEAM'S LIST: {visits}. To see them: --all, or --unowned"
        );
        out.push('\n');
        out.push_str(&paragraph("", &says, width));
    }
    out
}

/// In the order of the reasons; of one reason, in the rulebook's.
fn for_today(list: &Worklist, who_width: usize) -> Vec<Entry> {
    let rows = list.rows.iter().chain(&list.beside);
    let mut rows: Vec<&Listed> = rows.filter(|listed| !listed.today.is_empty()).collect();
    rows.sort_by_key(|listed| listed.today[0].place());
    rows.into_iter().map(|listed| entry(list, listed, who_width, vec![today(list, listed).join("; ")])).collect()
}

/// Decisions wanted, then directions broken.
fn supervisor(list: &Worklist, who_width: usize) -> Vec<Entry> {
    let for_them = |told: &&Told| matches!(told.notice(), Notice::DecisionWanted | Notice::DirectionBroken);
    let first = |listed: &Listed| listed.notices.iter().filter(for_them).map(Told::notice).next();
    let mut rows: Vec<(Notice, &Listed)> =
        list.rows.iter().filter_map(|listed| Some((first(listed)?, listed))).collect();
    rows.sort_by_key(|(notice, _)| *notice);
    let says = |listed: &Listed| {
        let words = words_of(list, listed);
        listed.notices.iter().filter(for_them).map(|told| words.told(told)).collect()
    };
    rows.into_iter().map(|(_, listed)| entry(list, listed, who_width, says(listed))).collect()
}
