//! Why somebody's visit is due when it is: the due day as a proof, told by the fold that finds it.
//!
//! Pure: facts in, a value out. Every date in it comes from the [`Step`](crate::domain::requirement::Step)s of the one
//! fold, never from a second computation; what is added here are words, and the terms of the sums. No name is in it.

mod ahead;
mod changed;
mod chapter;
mod next;
mod recorded;
mod section;
mod sentences;
mod supposed;
mod teller;
mod told;
mod visited;
mod words;

pub use ahead::Ahead;
pub use next::NextChange;
pub use supposed::IfSeen;
pub use told::RowTold;
pub use words::date;

use crate::domain::coverage::Fault;
use crate::domain::day::{Day, Period};
use crate::domain::offender::Facts;
use crate::domain::officer::Roster;
use crate::domain::policy::{Book, WentBack};
use crate::domain::requirement::{Rules, fold};
use crate::domain::vocabulary::vocabulary;
use crate::report::KnownAct;
use chapter::Chapter;
use teller::Teller;

vocabulary! {
    /// What a line tells of.
    Kind {
        /// Management began.
        Managed = "managed",
        /// The record begins later than management.
        TakenUp = "taken-up",
        /// Another version of the policy takes effect.
        Policy = "policy",
        /// A risk level was set.
        RiskLevel = "risk-level",
        /// A plan begins or ends.
        Plan = "plan",
        /// A status is recorded.
        Status = "status",
        /// Whether visits are required from this day on.
        Mode = "mode",
        /// A first visit is called for.
        FirstVisit = "first-visit",
        /// The visit set aside goes on.
        GoesOn = "goes-on",
        /// The due day is reckoned again.
        Changed = "changed",
        /// A deadline passed unmet.
        Overdue = "overdue",
        /// A visit met what was owed, on time.
        OnTime = "on-time",
        /// A visit met what was owed, late.
        Late = "late",
        /// A visit was additional.
        Additional = "additional",
        /// A visit that counted, while none was required or owed.
        SeenOnly = "seen-only",
        /// A visit that did not count.
        NotCounted = "not-counted",
        /// The upcoming visit is set aside.
        SetAside = "set-aside",
        /// Management ended.
        Ended = "ended",
        /// Several lines in short.
        Summary = "summary",
    }
}

/// Which version of which policy.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PolicyRef {
    /// The policy's id.
    pub id: String,
    /// Its version.
    pub version: String,
}

impl PolicyRef {
    fn on(book: &Book, day: Day) -> PolicyRef {
        let policy = &book.on(day).policy;
        PolicyRef { id: policy.id.clone(), version: policy.version.clone() }
    }
}

/// What a line does to the due day of the visit to be made next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DueMove {
    /// It was due; none where none was upcoming.
    pub before: Option<Day>,
    /// It is due; none where it is met and none follows.
    pub after: Option<Day>,
}

/// One line of the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The day of it; of a summary, the first.
    pub day: Day,
    /// What it tells of.
    pub kind: Kind,
    /// Whole sentences: what happened, the rule applied, its arithmetic.
    pub sentences: Vec<String>,
    /// The sections of the rulebook, as `4, a deadline passes unmet`.
    pub sections: Vec<&'static str>,
    /// Where it sets or moves the due day.
    pub due: Option<DueMove>,
    /// The policy in force on the day, where it is not the one of the as-of day.
    pub policy: Option<PolicyRef>,
    /// Whether it says that a visit owed is missed.
    missed: bool,
    /// Of a fact, the first day it no longer holds.
    holds_until: Option<Day>,
}

impl Line {
    fn new(day: Day, kind: Kind, section: &'static str, text: impl Into<String>) -> Line {
        let (sentences, sections) = (vec![text.into()], vec![section]);
        Line { day, kind, sentences, sections, due: None, policy: None, missed: false, holds_until: None }
    }

    fn due(self, before: Option<Day>, after: Option<Day>) -> Line {
        Line { due: Some(DueMove { before, after }), ..self }
    }

    fn holding(self, until: Option<Day>) -> Line {
        Line { holds_until: Some(until.unwrap_or(Day::MAX)), ..self }
    }

    /// The sentences, one after the other.
    pub fn text(&self) -> String {
        self.sentences.join(" ")
    }

    /// The sections, as one text.
    pub fn section(&self) -> String {
        self.sections.join("; ")
    }
}

/// A period of management, and how it ended where it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Managed {
    /// When.
    pub period: Period,
    /// The due day of the visit that was owed, overdue, when it ended.
    pub owed_at_end: Option<Day>,
}

/// Why one offender's row on a day is what it is.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The offender's reference.
    pub reference: String,
    /// The day it is told for.
    pub as_of: Day,
    /// The policy in force on that day.
    pub policy: PolicyRef,
    /// Versions that bear on the answer and took effect before the day after their adoption.
    pub went_back: Vec<WentBack>,
    /// By which act all of it was known, where that was asked for: whoever reads the register fills it in.
    pub known: Option<KnownAct>,
    /// Whether managed on that day.
    pub managed: bool,
    /// The day from which the record is complete, where one is set.
    pub history_from: Option<Day>,
    /// The managements that began by then, in order.
    pub managements: Vec<Managed>,
    chapters: Vec<Chapter>,
    /// The row, as the list shows it; none where not managed, or where the record begins later.
    pub row: Option<RowTold>,
    /// What would next change it, in order of days; at most [`NextChange::MOST`].
    pub next: Vec<NextChange>,
    /// What is recorded for later days and has no part in the answer, in order.
    pub ahead: Vec<Ahead>,
    /// What a visit that counts would do on the as-of day; none where one was made, or without a row.
    pub if_seen_today: Option<IfSeen>,
}

impl Explanation {
    /// The proof. Unless `whole`, what no longer bears on the answer is told in short: earlier managements, all before
    /// the visit from which the present due day runs (but for facts that still held then), and the middle of a long
    /// row of deadlines and attempts.
    pub fn lines(&self, whole: bool) -> Vec<Line> {
        let last = |at: usize| at + 1 == self.chapters.len();
        let told = |(at, chapter): (usize, &Chapter)| match (whole, last(at)) {
            (true, _) => chapter.lines.clone(),
            (false, true) => chapter.in_short(),
            (false, false) => vec![chapter.in_one_line()],
        };
        self.chapters.iter().enumerate().flat_map(told).collect()
    }
}

/// Explains an offender's row on a day: `reference` is what the text calls the offender. Of a day before the record
/// begins there is no row; the caller refuses such a day.
///
/// # Errors
/// The [`Fault`]s of the fold.
pub fn explain(
    reference: &str,
    facts: &Facts,
    rules: &Rules,
    roster: &Roster,
    as_of: Day,
) -> Result<Explanation, Fault> {
    let known = facts.up_to(as_of);
    let mut teller = Teller::new(&known, rules, as_of);
    let standing = fold(&known, rules, as_of, &mut |event| teller.hear(event))?;
    let chapters = teller.finish();
    let row = standing.as_ref().map(|standing| {
        let counted = chapters.last().map_or(&[][..], |chapter| &chapter.days);
        RowTold::of(&known, rules, roster, standing, counted, as_of)
    });
    let (next, if_seen_today) = match &row {
        Some(told) => {
            (next::changes(&known, rules, roster, as_of)?, supposed::if_seen(&known, rules, &told.row, as_of)?)
        }
        None => (Vec::new(), None),
    };
    let owed = |period: &Period| chapters.iter().find(|chapter| chapter.period == *period);
    let managed =
        |period: &Period| Managed { period: *period, owed_at_end: owed(period).and_then(|it| it.owed_at_end) };
    Ok(Explanation {
        reference: reference.to_owned(),
        as_of,
        policy: PolicyRef::on(&rules.book, as_of),
        went_back: rules.book.went_back_by(as_of),
        known: None,
        managed: known.managed_on(as_of),
        history_from: rules.history_from,
        managements: known.management.iter().map(managed).collect(),
        chapters,
        row,
        next,
        ahead: ahead::recorded(facts, rules, roster, as_of),
        if_seen_today,
    })
}
