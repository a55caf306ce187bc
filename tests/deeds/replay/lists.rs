//! The lists and audits of a register, in words, so that two registers can be held against each other.

use std::collections::BTreeSet;

use homevisit::domain::coverage::Fault;
use homevisit::domain::day::Day;
use homevisit::domain::requirement::Rules;
use homevisit::domain::row::{Bucket, Flag};
use homevisit::render;
use homevisit::report::audit::{self, GroupBy};
use homevisit::report::worklist::{self, Listed};
use homevisit::report::{Scope, Subject};
use homevisit::store::{self, Store, StoreError};

fn each(store: &Store, mut take: impl FnMut(&Subject<'_>) -> Result<(), Fault>) {
    let view = store.snapshot(None).unwrap();
    view.each_offender(store::Scope::All, |key, reference, facts| {
        take(&Subject { key, reference, facts }).unwrap();
        Ok::<_, StoreError>(())
    })
    .unwrap();
}

fn rules(store: &Store) -> Rules {
    let view = store.snapshot(None).unwrap();
    Rules { book: view.book().unwrap(), history_from: view.history_from().unwrap() }
}

/// Every managed offender's row on a day, in order: the fields and flags of the rulebook.
pub fn rows(store: &Store, as_of: Day) -> Vec<String> {
    let (rules, roster) = (rules(store), store.snapshot(None).unwrap().roster().unwrap());
    let spec = worklist::Spec::at_end_of(as_of, Scope::All);
    let mut fold = worklist::Fold::new(spec, &rules, &roster).unwrap();
    each(store, |subject| fold.take(subject));
    let said = |listed: &Listed| {
        let row = &listed.row;
        let tier = row.tier.map_or("none", |tier| rules.book.tier_id(tier));
        let owner = row.owner.map_or("nobody", |owner| roster.id(owner));
        let flags: Vec<&str> = row.flags.iter().map(|flag| flag.as_str()).collect();
        format!(
            "{} {} {tier} {owner} due {:?} {} overdue {} missed {} last {:?} tried {} again {:?} within {} [{}]",
            listed.reference,
            row.bucket,
            row.due,
            row.with_overdue,
            row.days_overdue,
            row.missed,
            row.last_visit,
            row.attempts_since,
            row.retry_by,
            row.within_tolerance,
            flags.join(" ")
        )
    };
    fold.finish().unwrap().rows.iter().map(said).collect()
}

/// The audits of a period by tier, officer and team, with what is behind every figure.
pub fn audits(store: &Store, from: Day, to: Day) -> Vec<String> {
    let (rules, roster) = (rules(store), store.snapshot(None).unwrap().roster().unwrap());
    let audit = |group_by: &GroupBy| {
        let spec = audit::Spec { from, to, as_of: to, group_by: *group_by, cases: true };
        let mut fold = audit::Fold::new(spec, &rules, &roster).unwrap();
        each(store, |subject| fold.take(subject));
        let mut json = Vec::new();
        render::audit::json(&fold.finish().unwrap(), &mut json).unwrap();
        String::from_utf8(json).unwrap()
    };
    GroupBy::ALL.iter().map(audit).collect()
}

/// What was met with on the lists, so that none of it was left to chance.
#[derive(Default)]
pub struct Seen(BTreeSet<String>);

impl Seen {
    pub fn note(&mut self, rows: &[String]) {
        let words = rows.iter().flat_map(|row| row.split([' ', '[', ']']));
        self.0.extend(words.map(str::to_owned));
    }

    pub fn everything(&self) {
        // That an owner has left is what nobody may bring about by these acts.
        let flags = Flag::ALL.iter().filter(|flag| **flag != Flag::OwnerInactive).map(|flag| flag.as_str());
        for word in Bucket::WORDS.iter().copied().chain(flags) {
            assert!(self.0.contains(word), "nobody was {word} on any of the days");
        }
    }
}
