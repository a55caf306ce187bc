//! A change of tier or interval in sentences: how the due day was reckoned again.

use super::teller::Teller;
use super::words::{self, date, days, sum, sum_days};
use super::{Kind, Line, section};
use crate::domain::coverage::Pace;
use crate::domain::day::Day;
use crate::domain::requirement::{Moved, Step};

impl Teller<'_> {
    pub(super) fn changed(&mut self, day: Day, step: Step) {
        let Step::Changed { from, to, was, due, since, wish, soonest, moved } = step else { return };
        let mut line = Line::new(day, Kind::Changed, section::CHANGES, self.what_changed(day, from, to, was));
        line.sentences.push(self.wish(day, since, wish, to));
        if !self.first && wish >= was {
            line.sentences.push(self.lengthened(day, was, wish, moved));
        } else {
            line.sentences.extend(self.shortened(day, to, (was, due), (wish, soonest)));
        }
        self.upcoming = Some(due);
        self.push(line.due(Some(was), Some(due)));
    }

    fn what_changed(&self, day: Day, from: Pace, to: Pace, was: Day) -> String {
        let mut what = Vec::new();
        if from.tier != to.tier {
            let (before, now) = (words::tier(self.book, from.tier, day), words::tier(self.book, to.tier, day));
            what.push(format!("the risk level from {before} to {now}"));
        }
        if from.interval != to.interval {
            what.push(format!("the interval from {} to {}", from.interval, to.interval));
        }
        let returned = self.facts.tiers.iter().all(|fact| fact.from != day)
            && self.facts.plans.iter().all(|plan| plan.period.from != day);
        let returned = returned && self.book.changes().all(|change| change != day);
        let since = if returned { ", compared with the last day on which visits were required" } else { "" };
        let what = what.join(", and of ");
        format!("A change of {what}{since}: the visit due {} is reckoned again.", date(was))
    }

    fn wish(&self, day: Day, since: Day, wish: Day, to: Pace) -> String {
        if !self.first {
            return format!(
                "One interval from {}, where its cycle began: {}.",
                date(since),
                sum(since, 1, to.interval, wish)
            );
        }
        let first_visit = self.book.on(day).tier(to.tier).map_or(0, |tier| tier.first_visit_days);
        format!(
            "As a first visit, called for on {}, it would be due {} on ({}) or one interval on ({}), whichever is earlier: {}.",
            date(since),
            days(first_visit),
            sum_days(since, first_visit, since.plus_days(first_visit)),
            sum(since, 1, to.interval, to.interval.after(since, 1)),
            date(wish)
        )
    }

    fn lengthened(&self, day: Day, was: Day, wish: Day, moved: Moved) -> String {
        let near = self.book.on(day).longest_due_soon;
        let until = day.plus_days(near);
        let sum = sum_days(day, near, until);
        if wish == was {
            return format!("That is the same day: it stays due {}.", date(was));
        }
        match moved {
            Moved::ToWish => format!(
                "That is later, and the visit is not about to fall due: {sum}, {} being the longest time ahead that any \
                 risk level lists a visit, and {} is after that. It is now due {}.",
                days(near),
                date(was),
                date(wish)
            ),
            _ => format!(
                "That is later, but the visit is about to fall due: {sum}, {} being the longest time ahead that any risk \
                 level lists a visit, and {} is not after that. Nobody lengthens their way out of it: it stays due {}, \
                 and the next ones are counted from then, by {} each.",
                days(near),
                date(was),
                date(was),
                self.interval_on(day)
            ),
        }
    }

    fn interval_on(&self, day: Day) -> String {
        self.timeline.pace(day).map_or_else(|_| "the interval".to_owned(), |pace| pace.interval.to_string())
    }

    fn shortened(&self, day: Day, to: Pace, (was, due): (Day, Day), (wish, soonest): (Day, Day)) -> Vec<String> {
        let settle = self.book.on(day).tier(to.tier).map_or(0, |tier| tier.settle_days);
        let soon = format!(
            "A change makes nothing due sooner than {} after it ({}) or one interval after it ({}), whichever is earlier: {}.",
            days(settle),
            sum_days(day, settle, day.plus_days(settle)),
            sum(day, 1, to.interval, to.interval.after(day, 1)),
            date(soonest)
        );
        let later = wish.max(soonest);
        let end = if due < was {
            format!(
                "The later of {} and {} is {}: it is now due {}.",
                date(wish),
                date(soonest),
                date(later),
                date(due)
            )
        } else {
            format!(
                "The later of {} and {} is {}; it was due {} in any case, and a change never puts that off: it stays due {}.",
                date(wish),
                date(soonest),
                date(later),
                date(was),
                date(due)
            )
        };
        vec![soon, end]
    }
}
