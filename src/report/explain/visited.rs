//! Visits in sentences: what each met, or why it does not count.

use super::teller::Teller;
use super::words::{self, date, days};
use super::{Kind, Line, section};
use crate::domain::day::Day;
use crate::domain::requirement::Effect;
use crate::domain::visit::{Premises, Visit, VisitKind};

impl Teller<'_> {
    pub(super) fn visit(&mut self, day: Day, effect: Effect) {
        let (kind, section, text) = match effect {
            Effect::Nothing(kind, _) => (Kind::NotCounted, section::NOT_COUNTED, self.not_counted(day, kind)),
            Effect::OnTime(due) => {
                let met = format!("the visit due {} is met, on time.", date(due));
                (Kind::OnTime, section::EFFECTIVE, format!("{}: {met}", self.seen(day)))
            }
            Effect::Late(due) => {
                let (inside, section) = match self.aside_since {
                    None => (self.withdrawn(), section::EFFECTIVE),
                    Some(_) => (String::new(), section::OUTSIDE),
                };
                let late = days(day.days_after(due));
                let met =
                    format!("the overdue visit, due {}, is met, {late} late.{}{inside}", date(due), self.stay_missed());
                (Kind::Late, section, format!("{}: {met}", self.seen(day)))
            }
            Effect::Additional(began, due) => (Kind::Additional, section::EFFECTIVE, self.additional(day, began, due)),
            Effect::OnlySeen => {
                let text = format!(
                    "{}: no visit was required and none owed, so this sets the day last seen and moves no date.",
                    self.seen(day)
                );
                (Kind::SeenOnly, section::OUTSIDE, text)
            }
        };
        if !matches!(effect, Effect::Nothing(..) | Effect::OnlySeen) {
            (self.overdue, self.missed) = (None, 0);
        }
        self.reckon(Line::new(day, kind, section, text));
    }

    fn stay_missed(&self) -> String {
        match self.missed {
            0 => String::new(),
            1 => " The visit missed before it stays missed.".to_owned(),
            missed => format!(" The {missed} visits missed before it stay missed."),
        }
    }

    fn withdrawn(&self) -> String {
        let withdrawn = |due| format!(" The one coming up, due {}, is withdrawn and never counted.", date(due));
        self.upcoming.map(withdrawn).unwrap_or_default()
    }

    fn additional(&self, day: Day, began: Day, due: Day) -> String {
        let (gone, whole) = (day.days_after(began), due.days_after(began));
        format!(
            "{}: an additional visit, in the first half of the cycle from {} to {} ({gone} of {whole} days; twice {gone} \
             is less than {whole}), which meets nothing owed.",
            self.seen(day),
            date(began),
            date(due)
        )
    }

    /// What the visits of a day that count are recorded as.
    fn seen(&self, day: Day) -> String {
        let effective = |visit: &&Visit| visit.day == day && self.book.kind_of(visit) == VisitKind::Effective;
        let visit = self.facts.visits.iter().find(effective);
        words::sentence(&visit.map_or_else(|| "seen".to_owned(), words::visit))
    }

    fn not_counted(&mut self, day: Day, kind: VisitKind) -> String {
        let nth = if self.not_counted.0 == day { self.not_counted.1 } else { 0 };
        self.not_counted = (day, nth + 1);
        let counts = |visit: &&Visit| visit.day == day && self.book.kind_of(visit) != VisitKind::Effective;
        let visit = self.facts.visits.iter().filter(counts).nth(nth);
        let what = visit.map_or_else(String::new, words::visit);
        let why = match kind {
            VisitKind::Attempt => "an attempt, which meets nothing and moves no date",
            _ => "a contact and not a visit that counts, which meets nothing and moves no date",
        };
        let outcomes = &self.book.on(day).policy.effective_outcomes;
        let unrecorded = |visit: &Visit| visit.premises == Premises::NotRecorded && outcomes.contains(&visit.outcome);
        let unrecorded = if visit.is_some_and(unrecorded) {
            " What was not recorded is never taken for the notified premises."
        } else {
            ""
        };
        format!("{}: {why}.{unrecorded}", words::sentence(&what))
    }
}
