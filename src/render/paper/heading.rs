//! What stands at the head of every file: day, known-at, policy, scope, filter, number of rows, and what must be said.

use super::table::Table;
use crate::domain::day::Day;
use crate::render::Accounts;
use crate::render::words::{counted, day_in_words, known_act, short_day};
use crate::report::PolicyName;

/// What the lines at the head of a paper are made from.
#[derive(Debug)]
pub struct Heading<'a> {
    /// As at the end of this day.
    pub as_of: Day,
    /// The period, both days included, where it is of one.
    pub period: Option<(Day, Day)>,
    /// The policy, with what of it went back and by which act all was known.
    pub policy: &'a PolicyName,
    /// Of whom.
    pub scope: String,
    /// What was left out.
    pub filter: String,
    /// Whether accounts are bound; none until the command line says it.
    pub accounts: Option<Accounts>,
    /// What else must be said.
    pub notes: Vec<String>,
}

/// One line at the head: what it says, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says, such as `As at`.
    pub label: &'static str,
    /// The words.
    pub words: String,
}

impl Line {
    /// Whether it is beside day, period, known-at, policy, scope, filter and rows: something that must be said too.
    pub fn is_besides(&self) -> bool {
        ["Retroactive", "Accounts", "Note"].contains(&self.label)
    }
}

impl<'a> Heading<'a> {
    pub(super) fn new(as_of: Day, policy: &'a PolicyName) -> Heading<'a> {
        let (scope, filter) = ("the whole unit".to_owned(), "none".to_owned());
        Heading { as_of, period: None, policy, scope, filter, accounts: None, notes: Vec::new() }
    }

    /// In short, for the head of one table: three lines, with what must be said besides by the number of its lines.
    pub(super) fn short(&self, tables: &[Table<'_>], table: &Table<'_>, besides: &str) -> [String; 3] {
        let mut own = self.lines(tables);
        own.iter_mut().filter(|line| line.label == "Rows").for_each(|line| line.words = count(table));
        let say = |labels: &[&str]| {
            let said = own.iter().filter(|line| labels.contains(&line.label));
            said.map(|line| format!("{}: {}", line.label, line.words)).collect::<Vec<_>>().join("  |  ")
        };
        let rest = own.iter().filter(|line| line.is_besides()).count();
        let more = counted(rest as u64, "more line", "more lines");
        let more = if rest > 0 { format!("  |  {more} on the sheet {besides}") } else { String::new() };
        [say(&["As at", "Period", "Known at"]), say(&["Policy", "Scope"]), say(&["Filter", "Rows"]) + &more]
    }

    /// In order. The lines of the first five labels are always there.
    pub(super) fn lines(&self, tables: &[Table<'_>]) -> Vec<Line> {
        let period = self.period.map(|(from, to)| {
            let words = format!("{} to {} ({from} to {to})", short_day(from), short_day(to));
            Line { label: "Period", words }
        });
        let known = self.policy.known.as_ref().map_or_else(
            || "all that is recorded".to_owned(),
            |known| format!("{}: what was recorded later has no part in it", known_act(known)),
        );
        let policy = format!("{}, version {}", self.policy.id, self.policy.version);
        let mut lines = vec![Line { label: "As at", words: day_in_words(self.as_of) }];
        lines.extend(period);
        lines.push(Line { label: "Known at", words: known });
        lines.push(Line { label: "Policy", words: policy });
        lines.push(Line { label: "Scope", words: self.scope.clone() });
        lines.push(Line { label: "Filter", words: self.filter.clone() });
        lines.push(Line { label: "Rows", words: rows(tables) });
        lines.extend(self.policy.went_back.iter().map(|note| {
            let (from, on) = (short_day(note.effective_from), short_day(note.adopted_on));
            let which = format!("{}, version {}", note.id, note.version);
            let words = format!("{which}, holds from {from} and was adopted on {on}, because: {}", note.because);
            Line { label: "Retroactive", words }
        }));
        if self.accounts == Some(Accounts::Unbound) {
            lines.push(Line { label: "Accounts", words: UNBOUND.to_owned() });
        }
        lines.extend(self.notes.iter().map(|note| Line { label: "Note", words: note.clone() }));
        lines
    }
}

const UNBOUND: &str = "none is bound to an officer: this database is its maker's own";

/// `12 rows`.
fn count(table: &Table<'_>) -> String {
    counted(table.rows.count() as u64, "row", "rows")
}

/// `12 rows`; of several tables, each with its name.
fn rows(tables: &[Table<'_>]) -> String {
    match tables {
        [table] => count(table),
        tables => tables.iter().map(|table| format!("{}: {}", table.name, count(table))).collect::<Vec<_>>().join("; "),
    }
}
