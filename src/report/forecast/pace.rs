//! A backlog worked off at a pace, week by week.
//!
//! Each week what falls due is visited first, the greatest risk first, then what is owed, the greatest risk first, until
//! the week's visits are used up. What is not visited in its week is owed. Somebody seen from the backlog falls due again one
//! interval after the last day of the week in which they were seen.

use crate::domain::cadence::Interval;
use crate::domain::day::Day;

/// Effective visits, and over how many weeks they were made; with a crew more or fewer, in proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Effective visits made in `weeks`.
    pub visits: u64,
    /// Weeks.
    pub weeks: u64,
    /// Hundredths of full-time officers who could have made them.
    pub fte_hundredths: u64,
    /// Hundredths of full-time officers who are supposed to make them from now on.
    pub supposed_hundredths: u64,
}

impl Pace {
    /// The whole visits of the first `weeks` weeks: what is left over goes to the next.
    pub fn within(self, weeks: u64) -> u64 {
        let (of, over) = self.a_week();
        of * weeks / over
    }

    /// Visits a week, as a fraction.
    pub fn a_week(self) -> (u64, u64) {
        if self.supposed_hundredths == self.fte_hundredths {
            (self.visits, self.weeks)
        } else {
            (self.visits * self.supposed_hundredths, self.weeks * self.fte_hundredths)
        }
    }
}

/// Visits of a kind: by place in the order of risk, and when they come again, once made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visits {
    /// 0 the greatest risk.
    pub place: usize,
    /// Due again so long after being made; none: not at all, or counted already.
    pub again: Option<Interval>,
}

/// Numbers of visits by kind, the greatest risk first.
#[derive(Clone, Debug, Default)]
pub struct Several(Vec<(Visits, u64)>);

impl Several {
    /// Adds so many.
    pub fn add(&mut self, kind: Visits, count: u64) {
        if count == 0 {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, counted)) => *counted += count,
            None => {
                let at = self.0.partition_point(|(known, _)| order(known) <= order(&kind));
                self.0.insert(at, (kind, count));
            }
        }
    }

    /// All of them.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    fn take_in(&mut self, others: Several) {
        others.0.into_iter().for_each(|(kind, count)| self.add(kind, count));
    }

    /// Takes out up to `capacity`, in order.
    fn made(&mut self, capacity: &mut u64) -> Several {
        let mut made = Several::default();
        for (kind, count) in &mut self.0 {
            let now = (*count).min(*capacity);
            made.add(*kind, now);
            *count -= now;
            *capacity -= now;
        }
        self.0.retain(|(_, count)| *count > 0);
        made
    }
}

fn order(kind: &Visits) -> (usize, u32) {
    (kind.place, kind.again.map_or(u32::MAX, Interval::rough_days))
}

/// What there is to visit, by weeks from the first.
#[derive(Clone, Debug)]
pub struct Work {
    /// The first day of the first week.
    pub from: Day,
    /// Owed now, and can be visited.
    pub owed: Several,
    /// Falling due in each week, each on its day, all those after it too.
    pub due: Vec<Several>,
    /// Owed by people away, in the week of their return.
    pub returning: Vec<Several>,
}

/// One week at a pace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtPace {
    /// Falling due again, of those seen from the backlog.
    pub again: u64,
    /// Visits made.
    pub made: u64,
    /// Owed at its end, and can be visited.
    pub owed: u64,
}

/// Each week of the work at a pace.
pub fn worked_off(work: &Work, pace: Pace) -> Vec<AtPace> {
    let weeks = work.due.len();
    let mut again = vec![Several::default(); weeks];
    let mut owed = work.owed.clone();
    let mut all = Vec::with_capacity(weeks);
    for week in 0..weeks {
        let mut capacity = pace.within(week as u64 + 1) - pace.within(week as u64);
        owed.take_in(work.returning[week].clone());
        let of_again = std::mem::take(&mut again[week]);
        let mut at = AtPace { again: of_again.count(), made: capacity, owed: 0 };
        let mut due = work.due[week].clone();
        due.take_in(of_again);
        let mut made = due.made(&mut capacity);
        made.take_in(owed.made(&mut capacity));
        at.made -= capacity;
        let last = work.from.plus_days(week as u32 * 7 + 6);
        for (kind, count) in made.0 {
            let Some(interval) = kind.again else { continue };
            let later = interval.after(last, 1).days_after(work.from) as usize / 7;
            if let Some(week) = again.get_mut(later.max(week + 1)) {
                week.add(kind, count);
            }
        }
        owed.take_in(due);
        at.owed = owed.count();
        all.push(at);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Pace, Several, Visits, Work, worked_off};
    use crate::domain::cadence::Interval;

    fn of(place: usize, again: Option<Interval>, count: u64) -> Several {
        let mut several = Several::default();
        several.add(Visits { place, again }, count);
        several
    }

    fn work(owed: Several, due: &[u64]) -> Work {
        Work {
            from: "2026-04-01".parse().unwrap(),
            owed,
            due: due.iter().map(|count| of(1, None, *count)).collect(),
            returning: vec![Several::default(); due.len()],
        }
    }

    fn pace(visits: u64, weeks: u64) -> Pace {
        Pace { visits, weeks, fte_hundredths: 100, supposed_hundredths: 100 }
    }

    fn owed(work: &Work, pace: Pace) -> Vec<u64> {
        worked_off(work, pace).iter().map(|week| week.owed).collect()
    }

    #[test]
    fn what_is_left_of_a_weeks_visits_goes_to_the_backlog() {
        assert_eq!(owed(&work(of(0, None, 10), &[2, 2, 2, 2]), pace(5, 1)), [7, 4, 1, 0]);
        assert_eq!(owed(&work(of(0, None, 10), &[5, 5, 5]), pace(5, 1)), [10, 10, 10]);
        assert_eq!(owed(&work(of(0, None, 0), &[5, 5, 0]), pace(4, 1)), [1, 2, 0]);
    }

    #[test]
    fn part_of_a_visit_goes_to_the_next_week() {
        let weeks = worked_off(&work(of(0, None, 9), &[0; 6]), pace(7, 3));
        assert_eq!(weeks.iter().map(|week| week.made).collect::<Vec<_>>(), [2, 2, 3, 2, 0, 0]);
    }

    #[test]
    fn whoever_is_seen_from_the_backlog_falls_due_again() {
        let fortnightly = Some(Interval::Days(14));
        let weeks = worked_off(&work(of(0, fortnightly, 3), &[0; 6]), pace(2, 1));
        assert_eq!(weeks.iter().map(|week| week.again).collect::<Vec<_>>(), [0, 0, 2, 1, 2, 1]);
        assert_eq!(weeks.iter().map(|week| week.owed).collect::<Vec<_>>(), [1, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn the_greatest_risk_is_seen_first_and_returns_are_owed_from_their_week() {
        let weekly = Some(Interval::Days(7));
        let mut both = of(3, None, 1);
        both.add(Visits { place: 0, again: weekly }, 1);
        let mut work = work(both, &[0, 0, 0]);
        work.returning[2] = of(0, None, 4);
        let weeks = worked_off(&work, pace(1, 1));
        assert_eq!(weeks[1].again, 1, "the one who comes again was seen in the first week");
        assert_eq!(weeks.iter().map(|week| week.owed).collect::<Vec<_>>(), [1, 1, 5]);
    }

    #[test]
    fn a_crew_more_makes_visits_in_proportion() {
        let more = Pace { visits: 130, weeks: 13, fte_hundredths: 1_000, supposed_hundredths: 1_200 };
        assert_eq!((more.within(1), more.within(13)), (12, 156));
        let nobody = Pace { supposed_hundredths: 0, ..more };
        assert_eq!(nobody.within(13), 0);
    }
}
