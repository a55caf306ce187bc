//! An explanation as text for a screen, and as `homevisit.explain/1`.

use serde::Serialize;

use crate::domain::day::Day;
use crate::report::explain::{Ahead, DueMove, Explanation, IfSeen, Kind, Line, NextChange, PolicyRef, RowTold, date};

/// The width of a screen that does not say its own, in columns.
pub const WIDTH: usize = 80;

const SCHEMA: &str = "homevisit.explain/1";
/// Facts recorded ahead that the text names; JSON holds all.
const MOST_AHEAD: usize = 10;
const DAY_COLUMN: usize = 13;
const FIELD_COLUMN: usize = 22;

/// Text of lines no longer than `width` columns, ending in a newline. Unless `whole`, see [`Explanation::lines`].
pub fn text(explanation: &Explanation, width: usize, whole: bool) -> String {
    let mut page = Page { out: String::new(), width: width.max(40) };
    let policy = &explanation.policy;
    page.paragraph(&format!(
        "{} on {}, by policy {}, version {}. In brackets stands the section of the rulebook.",
        explanation.reference,
        date(explanation.as_of),
        policy.id,
        policy.version
    ));
    if explanation.row.is_none() {
        page.not_listed(explanation);
    }
    page.steps(&explanation.lines(whole));
    if let Some(row) = &explanation.row {
        page.heading(&format!("The row of {}", date(explanation.as_of)));
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
            let text = format!("{} [{}{policy}]", line.text(), line.section());
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

/// Words of `text` in lines of at most `width` columns; a longer word has a line of its own. A sum's day is not torn.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
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
        line.push_str(word);
        used += long;
    }
    lines
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    offender_ref: &'a str,
    as_of: Day,
    policy: &'a PolicyRef,
    managed: bool,
    managements: Vec<ManagementJson>,
    steps: Vec<StepJson<'a>>,
    row: Option<RowJson<'a>>,
    next: &'a [NextChange],
    ahead: &'a [Ahead],
    if_seen_today: Option<IfSeenJson<'a>>,
}

#[derive(Serialize)]
struct ManagementJson {
    from: Day,
    until: Option<Day>,
    owed_at_end: Option<Day>,
}

#[derive(Serialize)]
struct StepJson<'a> {
    day: Day,
    kind: Kind,
    text: String,
    section: String,
    due: Option<DueMove>,
    policy: Option<&'a PolicyRef>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    offender_ref: &'a str,
    tier: Option<&'a str>,
    officer_id: Option<&'a str>,
    bucket: &'static str,
    due: Option<Day>,
    days_overdue: u32,
    missed: u32,
    last_visit: Option<Day>,
    attempts_since: u32,
    retry_by: Option<Day>,
    within_tolerance: bool,
    flags: Vec<&'static str>,
}

#[derive(Serialize)]
struct IfSeenJson<'a> {
    effect: &'static str,
    next_due: Option<Day>,
    text: &'a str,
}

/// `homevisit.explain/1`, ending in a newline; `whole` as for [`text`].
///
/// # Errors
/// None that this shape can cause; serde's, in case.
pub fn json(explanation: &Explanation, whole: bool) -> serde_json::Result<String> {
    let lines = explanation.lines(whole);
    let managements = explanation.managements.iter().map(|managed| ManagementJson {
        from: managed.period.from,
        until: managed.period.until,
        owed_at_end: managed.owed_at_end,
    });
    let document = Document {
        schema: SCHEMA,
        offender_ref: &explanation.reference,
        as_of: explanation.as_of,
        policy: &explanation.policy,
        managed: explanation.managed,
        managements: managements.collect(),
        steps: lines.iter().map(step).collect(),
        row: explanation.row.as_ref().map(|told| row(&explanation.reference, told)),
        next: &explanation.next,
        ahead: &explanation.ahead,
        if_seen_today: explanation.if_seen_today.as_ref().map(|seen| IfSeenJson {
            effect: seen.word(),
            next_due: seen.next_due,
            text: &seen.text,
        }),
    };
    let mut out = serde_json::to_string_pretty(&document)?;
    out.push('\n');
    Ok(out)
}

fn step(line: &Line) -> StepJson<'_> {
    StepJson {
        day: line.day,
        kind: line.kind,
        text: line.text(),
        section: line.section(),
        due: line.due,
        policy: line.policy.as_ref(),
    }
}

fn row<'a>(reference: &'a str, told: &'a RowTold) -> RowJson<'a> {
    let row = &told.row;
    RowJson {
        offender_ref: reference,
        tier: told.tier.as_deref(),
        officer_id: told.officer_id.as_deref(),
        bucket: row.bucket.as_str(),
        due: row.due,
        days_overdue: row.days_overdue,
        missed: row.missed,
        last_visit: row.last_visit,
        attempts_since: row.attempts_since,
        retry_by: row.retry_by,
        within_tolerance: row.within_tolerance,
        flags: row.flags.iter().map(|flag| flag.as_str()).collect(),
    }
}
