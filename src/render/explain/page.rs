//! An explanation as lines of text.

use crate::domain::day::Day;
use crate::render::words::{known, went_back};
use crate::report::explain::{Ahead, Explanation, IfSeen, Line, date};

/// The width of a screen that does not say its own, in columns.
pub const WIDTH: usize = 80;

/// Facts recorded ahead that the text names; JSON holds all.
const MOST_AHEAD: usize = 10;
const DAY_COLUMN: usize = 13;
const FIELD_COLUMN: usize = 22;

/// Text of lines no longer than `width` columns, ending in a newline. Unless `whole`, see [`Explanation::lines`].
pub fn text(explanation: &Explanation, width: usize, whole: bool) -> String {
    let mut page = Page { out: String::new(), width: width.max(40) };
    let policy = &explanation.policy;
    page.paragraph(&format!(
        "{} on {}, by policy {}, version {}.",
        explanation.reference,
        date(explanation.as_of),
        policy.id,
        policy.version
    ));
    page.out.push_str(&known(explanation.known.as_ref(), page.width));
    page.out.push_str(&went_back(&explanation.went_back, page.width));
    if explanation.row.is_none() {
        page.not_listed(explanation);
    }
    page.steps(&explanation.lines(whole));
    if let Some(row) = &explanation.row {
        page.heading(&format!("The row of {}, as the list shows it [rulebook 5]", date(explanation.as_of)));
        row.told.iter().for_each(|(field, says)| page.hanging(field, FIELD_COLUMN, says));
    }
    page.next(explanation);
    page.ahead(&explanation.ahead, explanation.as_of);
    page.if_seen(explanation);
    page.out
}

struct Page {
    out: String,
    width: usize,
}

impl Page {
    fn paragraph(&mut self, text: &str) {
        self.hanging("", 0, text);
    }

    fn heading(&mut self, text: &str) {
        self.out.push('\n');
        self.paragraph(text);
    }

    /// `text` wrapped, its lines indented by `indent` columns, `label` before the first.
    fn hanging(&mut self, label: &str, indent: usize, text: &str) {
        let mut label = label;
        for line in wrap(text, self.width - indent) {
            self.out.push_str(format!("{label:<indent$}{line}").trim_end());
            self.out.push('\n');
            label = "";
        }
    }

    fn not_listed(&mut self, explanation: &Explanation) {
        let as_of = date(explanation.as_of);
        match explanation.history_from.filter(|_| explanation.managed) {
            Some(from) => self
                .paragraph(&format!("The record is complete only from {}: no list is made for {as_of}.", date(from))),
            None => self.paragraph(&format!("Not managed on {as_of}, so on no list of that day.")),
        }
        for managed in &explanation.managements {
            let from = date(managed.period.from);
            let until =
                managed.period.until.map_or("with no end recorded".to_owned(), |it| format!("until {}", date(it)));
            let owed = match managed.owed_at_end {
                Some(due) => format!("; the visit due {} was owed when it ended", date(due)),
                None if managed.period.until.is_some_and(|until| until <= explanation.as_of) => {
                    "; no visit was overdue when it ended".to_owned()
                }
                None => String::new(),
            };
            self.paragraph(&format!("Managed from {from} {until}{owed}."));
        }
    }

    fn steps(&mut self, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        self.heading("How it came to this, day by day");
        let mut before: Option<Day> = None;
        for line in lines {
            let label = if before == Some(line.day) { String::new() } else { date(line.day) };
            let policy = line.policy.as_ref();
            let policy = policy.map_or(String::new(), |it| format!("; policy {}, version {}", it.id, it.version));
            let text = format!("{} [rulebook {}{policy}]", line.text(), line.section());
            self.hanging(&format!("{label:>11}"), DAY_COLUMN, &text);
            before = Some(line.day);
        }
    }

    fn next(&mut self, explanation: &Explanation) {
        if explanation.row.is_none() {
            return;
        }
        self.heading("What would next change it, if nothing more were recorded");
        for change in &explanation.next {
            self.hanging(&format!("{:>11}", date(change.day)), DAY_COLUMN, &change.text);
        }
        if explanation.next.is_empty() {
            self.paragraph("Nothing that is recorded.");
        }
    }

    fn ahead(&mut self, ahead: &[Ahead], as_of: Day) {
        if ahead.is_empty() {
            return;
        }
        self.heading(&format!("Recorded for days after {}, and no part of the answer", date(as_of)));
        for fact in ahead.iter().take(MOST_AHEAD) {
            self.hanging(&format!("{:>11}", date(fact.day)), DAY_COLUMN, &fact.text);
        }
        if ahead.len() > MOST_AHEAD {
            self.hanging("", DAY_COLUMN, &format!("and {} more", ahead.len() - MOST_AHEAD));
        }
    }

    fn if_seen(&mut self, explanation: &Explanation) {
        let Some(told) = &explanation.row else { return };
        match &explanation.if_seen_today {
            Some(IfSeen { text, .. }) => {
                self.out.push('\n');
                self.paragraph(text);
            }
            None if told.row.last_visit == Some(explanation.as_of) => {
                self.heading("Seen that day already: another visit on it would change nothing.")
            }
            None => (),
        }
    }
}

/// Words of `text` in lines of at most `width` columns; a longer word has a line of its own, and a day is one word.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0;
    for word in words(text) {
        let long = word.chars().count();
        if used > 0 && used + 1 + long > width {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { continue };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(&word);
        used += long;
    }
    lines
}

/// The words, a day such as `10 Jun 2025` being one, and a length such as `2 × 3 months`.
fn words(text: &str) -> Vec<String> {
    const MONTHS: &str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    const UNITS: &[&str] = &["×", "day", "week", "month", "year"];
    let mut words: Vec<String> = Vec::new();
    let (mut after_number, mut holds_on) = (false, false);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let month = after_number && word.len() == 3 && MONTHS.contains(word);
        let unit = after_number && UNITS.iter().any(|unit| word.starts_with(unit));
        match words.last_mut().filter(|_| month || unit || holds_on) {
            Some(last) => last.push_str(&format!(" {word}")),
            None => words.push(word.to_owned()),
        }
        holds_on = month || word == "×" || word == "[rulebook";
        after_number = word.trim_start_matches('(').bytes().all(|byte| byte.is_ascii_digit());
    }
    words
}
