//! What a visit on the as-of day would do: the same fold, with one visit more.

use super::words::{self, date, days};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::Facts;
use crate::domain::requirement::{Effect, Event, Mode, Rules, Step, fold};
use crate::domain::row::Row;
use crate::domain::visit::Visit;

/// A supposition, never a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfSeen {
    /// What the visit would do.
    pub effect: Effect,
    /// The due day that would follow; none where no visit would be upcoming.
    pub next_due: Option<Day>,
    /// The same in a sentence.
    pub text: String,
}

impl IfSeen {
    /// The effect as a word: `on-time`, `late`, `additional` or `seen-only`.
    pub fn word(&self) -> &'static str {
        match self.effect {
            Effect::OnTime(_) => "on-time",
            Effect::Late(_) => "late",
            Effect::Additional(..) => "additional",
            Effect::OnlySeen | Effect::Nothing(..) => "seen-only",
        }
    }
}

/// None where a visit that counts was made that day already: another would change nothing.
pub(super) fn if_seen(facts: &Facts, rules: &Rules, row: &Row, as_of: Day) -> Result<Option<IfSeen>, Fault> {
    let policy = &rules.book.on(as_of).policy;
    let how = (policy.effective_outcomes.first(), policy.effective_premises.first());
    let (Some(outcome), Some(premises)) = how else { return Ok(None) };
    if row.last_visit == Some(as_of) {
        return Ok(None);
    }
    let visit = Visit {
        day: as_of,
        time: None,
        outcome: *outcome,
        premises: *premises,
        announced: None,
        entry_sought: None,
        act: 0,
        source_days: None,
    };
    let mut facts = facts.clone();
    facts.visits.push(visit);
    let mut effect = None;
    let standing = fold(&facts, rules, as_of, &mut |event| match event {
        Event::Step(day, Step::Visit(met)) if day == as_of && !matches!(met, Effect::Nothing(..)) => effect = Some(met),
        _ => (),
    })?;
    let (Some(effect), Some(standing)) = (effect, standing) else { return Ok(None) };
    let tomorrow = fold(&facts, rules, as_of.next(), &mut |_| ())?;
    let to_desk = standing.mode == Mode::Required && tomorrow.is_some_and(|next| next.mode == Mode::Reactive);
    let next_due = standing.upcoming.map(|upcoming| upcoming.due);
    let missed = match (effect, row.missed) {
        (_, 0) | (Effect::OnlySeen, _) => String::new(),
        (_, 1) => "; the visit missed before it would stay missed".to_owned(),
        (_, missed) => format!("; the {missed} visits missed before it would stay missed"),
    };
    let then = match (next_due, standing.set_aside) {
        (Some(due), _) => format!("; the next would fall due {}", date(due)),
        (None, Some((aside, since))) if since == as_of => {
            format!("; the next, due {}, would be set aside", date(aside.due))
        }
        _ => String::new(),
    };
    let desk = if to_desk { "; the desk-based plan would take effect the day after" } else { "" };
    let text = sentence(&visit, effect, &format!("{missed}{then}{desk}"), as_of);
    Ok(Some(IfSeen { effect, next_due, text }))
}

fn sentence(visit: &Visit, effect: Effect, then: &str, as_of: Day) -> String {
    let would = match effect {
        Effect::OnTime(due) => format!("would meet the visit due {}, on time", date(due)),
        Effect::Late(due) => {
            format!("would meet the overdue visit, due {}, {} late", date(due), days(as_of.days_after(due)))
        }
        Effect::Additional(..) => {
            "would be additional, too early in its cycle to meet anything, and would restart the clock".to_owned()
        }
        Effect::OnlySeen | Effect::Nothing(..) => "would set the day last seen and move no date".to_owned(),
    };
    let how = words::visit(visit);
    format!("Supposing only, nothing of it is recorded: if {how} on {}, that {would}{then}.", date(as_of))
}
