//! The patterns counted again by other hands: a day at a time, from the files of the extract and from where each person stands
//! on each day, with no code of the patterns.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::{Facts, PlanKind, TierKey, holding};
use homevisit::domain::requirement::{Mode, Rules, Standing, fold};

use crate::kit::{AS_OF, FROM};
use crate::reports_kit::day;

/// The time of a visit, to whom, and its name.
type Went = (i32, String, String);

/// How many cases, and of how many.
pub type Count = (u64, u64);

pub fn rows(dir: &Path, file: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(dir.join(file)).unwrap().deserialize().map(Result::unwrap).collect()
}

pub struct Register<'a> {
    pub dir: &'a Path,
    pub rules: &'a Rules,
    pub people: &'a [(String, Facts)],
    /// Pairs of records that look like one person, as the import tells them.
    pub alike: &'a [(String, String)],
}

fn days() -> impl Iterator<Item = Day> {
    std::iter::successors(Some(day(FROM)), |on| Some(on.next()).filter(|next| *next <= day(AS_OF)))
}

fn in_time(on: Day) -> bool {
    (day(FROM)..=day(AS_OF)).contains(&on)
}

fn minutes(time: &str) -> Option<i32> {
    let (hour, minute) = time.split_once(':')?;
    Some(hour.parse::<i32>().unwrap() * 60 + minute.parse::<i32>().unwrap())
}

fn effective(visit: &BTreeMap<String, String>) -> bool {
    visit["outcome"] == "seen" && visit["premises"] == "notified"
}

impl Register<'_> {
    fn standing(&self, facts: &Facts, on: Day) -> Option<Standing> {
        fold(facts, self.rules, on, &mut |_| ()).unwrap()
    }

    fn place(&self, tier: TierKey) -> usize {
        self.rules.book.versions()[0].place(tier).unwrap()
    }

    pub fn all(&self) -> BTreeMap<&'static str, Count> {
        [
            ("absence-near-due", self.absence_near_due()),
            ("absences-in-a-row", self.absences_in_a_row()),
            ("lowered-near-due", self.lowered_near_due()),
            ("lowered-and-raised", self.lowered_and_raised()),
            ("recorded-late", self.recorded_late()),
            ("many-in-an-hour", self.many_in_an_hour()),
            ("two-places", self.two_places()),
            ("no-time", self.no_time()),
            ("interval-renewed", self.interval_renewed()),
            ("one-authoriser", self.one_authoriser()),
            ("unseen-too-long", self.unseen_too_long()),
            ("ended-owed", self.ended_owed()),
            ("begun-again", self.begun_again()),
            ("alike", self.alike()),
        ]
        .into()
    }

    fn absence_near_due(&self) -> Count {
        let (mut cases, mut all) = (0, 0);
        for (_, facts) in self.people.iter().filter(|(_, facts)| !(facts.statuses.is_empty() && facts.plans.is_empty()))
        {
            let mut before = self.standing(facts, day(FROM).before());
            for on in days() {
                let now = self.standing(facts, on);
                if let (Some(before), Some(now)) = (&before, &now)
                    && (before.mode == Mode::Required && now.mode != Mode::Required)
                    && before.managed_from == now.managed_from
                {
                    all += 1;
                    let near = now.set_aside.is_some_and(|(upcoming, _)| upcoming.due.days_since(on) <= 14);
                    cases += u64::from(now.oldest.is_some() || near);
                }
                before = now;
            }
        }
        (cases, all)
    }

    fn absences_in_a_row(&self) -> Count {
        let (mut cases, mut all) = (0, 0);
        let begins = self.rules.history_from.unwrap();
        for (_, facts) in self.people.iter().filter(|(_, facts)| !facts.statuses.is_empty()) {
            let mut absences: Vec<(Day, Option<Day>)> = Vec::new();
            let (mut on, mut running) = (begins, None::<(Day, Day)>);
            while on <= day(AS_OF) {
                let now = self.standing(facts, on);
                let away = now.as_ref().filter(|now| now.mode != Mode::Required).map(|now| now.managed_from);
                if let Some((from, managed)) = running.filter(|(_, managed)| away != Some(*managed)) {
                    let _ = managed;
                    absences.push((from, Some(on)));
                    running = None;
                }
                running = running.or(away.map(|managed| (on, managed)));
                on = on.next();
            }
            absences.extend(running.map(|(from, _)| (from, None)));
            let short = |(from, until): &(Day, Option<Day>)| until.is_some_and(|until| until.days_since(*from) <= 28);
            let two = |at: usize| {
                let [(_, Some(until)), next] = absences[at..at + 2] else { return false };
                short(&absences[at]) && short(&next) && next.0.days_since(until) <= 60
            };
            for at in 0..absences.len() {
                // The last of a row is the one that must be in the time.
                let last = short(&absences[at]) && (at + 1 == absences.len() || !two(at));
                all += u64::from(last && in_time(absences[at].0));
                cases += u64::from(last && in_time(absences[at].0) && at >= 2 && two(at - 1) && two(at - 2));
            }
        }
        (cases, all)
    }

    /// The day of each change of level while managed, with the one before and the one set.
    fn changes(&self, facts: &Facts) -> Vec<(Day, TierKey, TierKey)> {
        let on: BTreeSet<Day> = facts.tiers.iter().map(|fact| fact.from).filter(|on| *on <= day(AS_OF)).collect();
        let managed = |on: &Day| facts.managed_on(*on) && facts.managed_on(on.minus_days(1));
        let change = |on: Day| Some((on, holding(&facts.tiers, on.minus_days(1))?, holding(&facts.tiers, on)?));
        on.into_iter().filter(managed).filter_map(change).filter(|(_, from, to)| from != to).collect()
    }

    fn lowered_near_due(&self) -> Count {
        let (mut cases, mut all) = (0, 0);
        for (_, facts) in self.people {
            for (on, from, to) in self.changes(facts) {
                if !in_time(on) || self.place(to) < self.place(from) {
                    continue;
                }
                all += 1;
                let evening = self.standing(facts, on.minus_days(1));
                let open = evening.is_some_and(|evening| {
                    evening.oldest.is_some() || evening.upcoming.is_some_and(|next| next.due <= on.plus_days(14))
                });
                let seen = facts.visits.iter().any(|visit| {
                    visit.day == on && self.rules.book.kind_of(visit) == homevisit::domain::visit::VisitKind::Effective
                });
                cases += u64::from(open && !seen);
            }
        }
        (cases, all)
    }

    fn lowered_and_raised(&self) -> Count {
        let (mut cases, mut all) = (0, 0);
        let months = [1, 3, 6, 12];
        for (_, facts) in self.people {
            let changes = self.changes(facts);
            for (at, (on, from, to)) in changes.iter().enumerate() {
                if !in_time(*on) || self.place(*to) > self.place(*from) {
                    continue;
                }
                all += 1;
                let before = at.checked_sub(1).map(|before| changes[before]);
                cases += u64::from(before.is_some_and(|(lowered, was, low)| {
                    self.place(low) > self.place(was) && *on <= lowered.plus_months(months[self.place(low)])
                }));
            }
        }
        (cases, all)
    }

    fn visits(&self) -> Vec<BTreeMap<String, String>> {
        rows(self.dir, "visits.csv")
    }

    fn recorded_late(&self) -> Count {
        let visits = self.visits();
        let known = visits.iter().filter(|visit| in_time(day(&visit["date"])) && !visit["recorded_on"].is_empty());
        let late = |visit: &&BTreeMap<String, String>| day(&visit["recorded_on"]).days_since(day(&visit["date"])) > 28;
        (known.clone().filter(late).count() as u64, known.count() as u64)
    }

    /// Of each officer and day the times, to whom and which visit, in order.
    fn attended(&self) -> BTreeMap<(String, String), Vec<Went>> {
        let mut attended: BTreeMap<(String, String), Vec<Went>> = BTreeMap::new();
        for visit in self.visits().iter().filter(|visit| in_time(day(&visit["date"]))) {
            let Some(time) = minutes(&visit["time"]) else { continue };
            for officer in visit["officers"].split(';').filter(|officer| !officer.is_empty()) {
                let of = attended.entry((officer.to_owned(), visit["date"].clone())).or_default();
                of.push((time, visit["offender_ref"].clone(), visit["visit_ref"].clone()));
            }
        }
        attended.values_mut().for_each(|visits| visits.sort());
        attended
    }

    /// By the names of the visits: those of each officer's day once, and the first of the fullest hours in them once.
    fn many_in_an_hour(&self) -> Count {
        let (mut days, mut hours) = (BTreeSet::new(), BTreeSet::new());
        for visits in self.attended().values() {
            days.insert(visits.iter().map(|(_, _, name)| name.clone()).collect::<Vec<_>>());
            let hour = |from: i32| -> Vec<String> {
                let within = visits.iter().filter(|(time, ..)| (0..=60).contains(&(time - from)));
                within.map(|(_, _, name)| name.clone()).collect()
            };
            let mut fullest: Vec<String> = Vec::new();
            for (from, ..) in visits {
                fullest = if hour(*from).len() > fullest.len() { hour(*from) } else { fullest };
            }
            if fullest.len() >= 4 {
                hours.insert(fullest);
            }
        }
        (hours.len() as u64, days.len() as u64)
    }

    fn two_places(&self) -> Count {
        let (mut pairs, mut near) = (BTreeSet::new(), BTreeSet::new());
        for visits in self.attended().values() {
            for at in 1..visits.len() {
                let ((from, one, first), (to, other, second)) = (&visits[at - 1], &visits[at]);
                if one == other {
                    continue;
                }
                pairs.insert((first.clone(), second.clone()));
                if to - from < 5 {
                    near.insert((first.clone(), second.clone()));
                }
            }
        }
        (near.len() as u64, pairs.len() as u64)
    }

    fn no_time(&self) -> Count {
        let mut of: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
        for visit in self.visits().iter().filter(|visit| effective(visit)) {
            let seen = of.entry(visit["offender_ref"].clone()).or_default();
            seen.push((visit["date"].clone(), visit["time"].is_empty()));
        }
        of.values_mut().for_each(|visits| visits.sort_by_key(|(date, _)| date.clone()));
        let last = |visits: &&Vec<(String, bool)>| visits.len() >= 3 && in_time(day(&visits.last().unwrap().0));
        let without = |visits: &&Vec<(String, bool)>| visits.iter().rev().take(3).all(|(_, without)| *without);
        let all = of.values().filter(last);
        (all.clone().filter(without).count() as u64, all.count() as u64)
    }

    fn longer(&self, facts: &Facts) -> Vec<Period> {
        let months = [1, 3, 6, 12];
        let of = |plan: &&homevisit::domain::offender::Plan| match plan.kind {
            PlanKind::Interval(every) => {
                let tier = holding(&facts.tiers, plan.period.from).map_or(1, |tier| self.place(tier));
                every.rough_days() > months[tier] * 30
            }
            PlanKind::Reactive => false,
        };
        facts.plans.iter().filter(of).map(|plan| plan.period).collect()
    }

    /// Nobody of these registers has more than one.
    fn interval_renewed(&self) -> Count {
        let begun = self.people.iter().map(|(_, facts)| self.longer(facts));
        let begun: Vec<_> = begun.filter(|plans| plans.last().is_some_and(|last| in_time(last.from))).collect();
        assert!(begun.iter().all(|plans| plans.len() == 1));
        (0, begun.len() as u64)
    }

    fn one_authoriser(&self) -> Count {
        let mut by: BTreeMap<String, u64> = BTreeMap::new();
        for plan in rows(self.dir, "plans.csv").iter().filter(|plan| in_time(day(&plan["from"]))) {
            let (_, facts) = self.people.iter().find(|(reference, _)| *reference == plan["offender_ref"]).unwrap();
            let longer = self.longer(facts).iter().any(|period| period.from == day(&plan["from"]));
            if plan["kind"] == "reactive" || longer {
                *by.entry(plan["authorised_by"].clone()).or_default() += 1;
            }
        }
        let all: u64 = by.values().sum();
        (by.values().filter(|count| all >= 5 && **count * 4 >= all * 3).count() as u64, all)
    }

    fn unseen_too_long(&self) -> Count {
        let (mut cases, mut all) = (0, 0);
        let visits = self.visits();
        let months = [1, 3, 6, 12];
        for (reference, facts) in self.people {
            let Some(managed) = facts.management.iter().find(|period| period.covers(day(AS_OF))) else { continue };
            all += 1;
            let of = visits.iter().filter(|visit| visit["offender_ref"] == *reference && effective(visit));
            let last = of.map(|visit| day(&visit["date"])).max().unwrap_or(managed.from);
            let tier = |on: Day| holding(&facts.tiers, on).map_or(1, |tier| self.place(tier));
            let mut on = std::iter::successors(Some(last), |on| Some(on.next()).filter(|next| *next <= day(AS_OF)));
            cases += u64::from(on.any(|on| last.plus_months(2 * months[tier(on)]) < on));
        }
        (cases, all)
    }

    /// As though management had lasted a day longer: what is then overdue was owed at its end.
    fn ended_owed(&self) -> Count {
        let (mut cases, mut all) = (0, 0);
        for (_, facts) in self.people {
            for (at, period) in facts.management.iter().enumerate() {
                let Some(until) = period.until.filter(|until| in_time(*until)) else { continue };
                all += 1;
                let mut longer = facts.clone();
                longer.management[at].until = Some(until.next());
                cases += u64::from(self.standing(&longer, until).unwrap().oldest.is_some());
            }
        }
        (cases, all)
    }

    fn begun_again(&self) -> Count {
        let (mut cases, mut all) = (0, 0);
        let facts: BTreeMap<&str, &Facts> = self.people.iter().map(|(of, facts)| (of.as_str(), facts)).collect();
        for (reference, own) in self.people {
            let others = self.alike.iter().filter_map(|(one, other)| match reference {
                same if same == one => Some(other),
                same if same == other => Some(one),
                _ => None,
            });
            let records: Vec<&Facts> = others.map(|other| facts[other.as_str()]).chain([own]).collect();
            for began in own.management.iter().map(|period| period.from).filter(|from| in_time(*from)) {
                all += 1;
                let ends = || records.iter().flat_map(|facts| &facts.management).filter_map(|period| period.until);
                cases += u64::from(ends().any(|end| (0..=90).contains(&began.days_since(end))));
            }
        }
        (cases, all)
    }

    /// These registers have no three records of one person: each pair is a case.
    fn alike(&self) -> Count {
        let born = rows(self.dir, "offenders.csv").iter().filter(|row| !row["date_of_birth"].is_empty()).count();
        (self.alike.len() as u64, born as u64)
    }
}
