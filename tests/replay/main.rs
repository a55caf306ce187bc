//! A thousand random days of random acts, replayed one by one and as one import, give the same lists.
//!
//! `HOMEVISIT_DAYS` asks for more days than a thousand, `HOMEVISIT_SEED` for others.

mod chance;
mod extract;
mod facts;
mod known;
mod lists;
mod played;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use homevisit::domain::row::{Bucket, Flag};
use homevisit::report::audit::GroupBy;

use lists::{From, List, audits, facts, worklists};
use played::{Imported, Played};

/// How many days of the whole time a list is made for.
const LISTS: u32 = 40;

#[test]
fn a_thousand_random_days_of_random_acts_and_one_import_of_what_counts_in_the_end_give_the_same_lists() {
    let mut played = Played::all();
    let said = played.said();
    if played.as_usual {
        played.is_worth_something();
    }
    println!("{said}");

    let extract = extract::written(&played.store);
    let taken = Imported::of(extract.path());
    same_facts(&facts(&taken.store, From::Facts), &facts(&played.store, From::Facts));

    let days = played.days(LISTS);
    let lists = worklists(&played.store, From::Facts, &days);
    same_lists(&worklists(&taken.store, From::Facts, &days), &lists);
    for by in GroupBy::ALL {
        assert_eq!(audits(&taken.store, *by, played.period()), audits(&played.store, *by, played.period()), "by {by}");
    }
    if played.as_usual {
        lists_are_worth_comparing(&lists);
    }

    assert!(played.store.snapshot(None).unwrap().reads_cache(), "the cache was brought up to every act");
    same_facts(&facts(&played.store, From::Cache), &facts(&played.store, From::Facts));
    same_lists(&worklists(&played.store, From::Cache, &days), &lists);

    let before = played.everything();
    played.send_all_again();
    assert_eq!(played.everything(), before, "what is sent again writes nothing");
}

/// Line by line, so that what differs is seen.
fn same_facts(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) {
    assert!(one.keys().eq(other.keys()));
    for (word, said) in one {
        let differ = said.lines().zip(other[word].lines()).find(|(one, other)| one != other);
        assert_eq!(differ, None, "{word}");
        assert_eq!(said.lines().count(), other[word].lines().count(), "{word}");
    }
}

fn same_lists(one: &[List], other: &[List]) {
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(other) {
        one.rows.iter().zip(&other.rows).for_each(|(one, other)| assert_eq!(one, other));
        assert_eq!(one, other);
    }
}

/// Every bucket comes up, and every flag or all but one of them, so that what differs would be seen.
fn lists_are_worth_comparing(lists: &[List]) {
    let rows = || lists.iter().flat_map(|list| &list.rows);
    let buckets: BTreeSet<&str> = rows().map(|row| row.bucket.as_str()).collect();
    assert_eq!(buckets.len(), Bucket::ALL.len(), "{buckets:?}");
    let flags: BTreeSet<&str> = rows().flat_map(|row| &row.flags).map(|flag| flag.as_str()).collect();
    assert!(flags.len() >= Flag::ALL.len() - 1, "{flags:?}");
    let notices: BTreeSet<&str> =
        rows().flat_map(|row| &row.notices).filter_map(|told| told.split(' ').next()).collect();
    assert!(notices.len() >= 6, "{notices:?}");
    assert!(rows().any(|row| row.missed > 0) && rows().any(|row| row.attempts_since > 0));
}
