//! References and the keys they have: exact, and small enough to hold every offender's at once.
//!
//! A reference costs its own bytes and about sixteen more. Visits, of which there are many times as many, are never
//! held so.

use std::hash::{BuildHasher as _, RandomState};

use crate::domain::extract::Key;

use super::limits::SUBJECTS;

const FREE: u32 = u32::MAX;

/// References by text.
pub struct Refs {
    texts: String,
    entries: Vec<Entry>,
    table: Vec<u32>,
    hasher: RandomState,
    greatest: Key,
    last: Option<u32>,
}

/// What is known of one reference.
#[derive(Clone, Copy)]
struct Entry {
    end: u32,
    key: Key,
    /// The line of this extract that brought it, 0 for none.
    line: u32,
}

/// A place in [`Refs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u32);

impl Default for Refs {
    fn default() -> Refs {
        Refs::new()
    }
}

impl Refs {
    /// None yet.
    pub fn new() -> Refs {
        Refs {
            texts: String::new(),
            entries: Vec::new(),
            table: vec![FREE; 1024],
            hasher: RandomState::new(),
            greatest: 0,
            last: None,
        }
    }

    /// Notes one that the register holds, with its key.
    pub fn hold(&mut self, key: Key, text: &str) {
        self.greatest = self.greatest.max(key);
        self.push(text, key);
    }

    /// The references held and not brought by this extract, in the order they were held.
    pub fn not_brought(&self) -> impl Iterator<Item = (Key, &str)> {
        let entries = self.entries.iter().enumerate().filter(|(_, entry)| entry.line == 0);
        entries.map(|(at, entry)| (entry.key, self.text(at)))
    }

    /// Whether a key is of a reference that this extract brought.
    pub(super) fn brought(&self, place: Place) -> Option<u64> {
        let line = self.entries[place.0 as usize].line;
        (line > 0).then_some(line.into())
    }

    /// Notes the line of this extract that brings a reference.
    pub(super) fn bring(&mut self, place: Place, line: u64) {
        self.entries[place.0 as usize].line = u32::try_from(line).unwrap_or(u32::MAX);
    }

    pub(super) fn key(&self, place: Place) -> Key {
        self.entries[place.0 as usize].key
    }

    /// Where a reference is, if it is known.
    pub(super) fn find(&mut self, text: &str) -> Option<Place> {
        if let Some(last) = self.last
            && self.text(last as usize) == text
        {
            return Some(Place(last));
        }
        let slot = self.slot(text);
        let entry = self.table[slot];
        if entry == FREE {
            return None;
        }
        self.last = Some(entry);
        Some(Place(entry))
    }

    /// Where a reference is; one that is not known yet gets the next key.
    pub(super) fn find_or_add(&mut self, text: &str) -> Place {
        match self.find(text) {
            Some(place) => place,
            None => {
                self.greatest += 1;
                self.push(text, self.greatest)
            }
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.greatest >= SUBJECTS
    }

    fn text(&self, at: usize) -> &str {
        let from = if at == 0 { 0 } else { self.entries[at - 1].end as usize };
        &self.texts[from..self.entries[at].end as usize]
    }

    fn push(&mut self, text: &str, key: Key) -> Place {
        if (self.entries.len() + 1) * 4 > self.table.len() * 3 {
            self.grow();
        }
        let slot = self.slot(text);
        let at = self.entries.len() as u32;
        self.table[slot] = at;
        self.texts.push_str(text);
        self.entries.push(Entry { end: self.texts.len() as u32, key, line: 0 });
        Place(at)
    }

    fn grow(&mut self) {
        self.table = vec![FREE; self.table.len() * 2];
        for at in 0..self.entries.len() {
            let slot = self.slot(self.text(at));
            self.table[slot] = at as u32;
        }
    }

    /// The slot that holds this text, or the free one where it would be.
    fn slot(&self, text: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = self.hasher.hash_one(text) as usize & mask;
        while self.table[slot] != FREE && self.text(self.table[slot] as usize) != text {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::Refs;

    #[test]
    fn every_reference_keeps_its_key_however_many_there_are() {
        let mut refs = Refs::new();
        refs.hold(7, "held");
        for number in 0..5_000 {
            refs.find_or_add(&format!("R{number}"));
        }
        for number in 0..5_000 {
            let place = refs.find(&format!("R{number}")).expect("added");
            assert_eq!(refs.key(place), 8 + number);
        }
        assert!(refs.find("R5000").is_none());
        assert_eq!(refs.not_brought().next(), Some((7, "held")));
    }
}
