//! What each fact asks of whoever records it.

use super::DeedRefused;
use super::doing::{Actor, Doing, Subject, in_service};
use crate::domain::cadence::Interval;
use crate::domain::coverage::Timeline;
use crate::domain::day::Day;
use crate::domain::deed::Right;
use crate::domain::fact::Fact;
use crate::domain::offender::{Facts, Plan, PlanKind, Since, holding};
use crate::domain::officer::{Role, Roster};
use crate::domain::policy::Book;
use crate::store::Snapshot;

/// Refuses whoever may not do what is no deed: take in an extract, adopt a policy, take a list out.
///
/// # Errors
/// [`DeedRefused`], saying which role may.
pub fn may(view: &Snapshot<'_>, actor: &Actor, right: Right, today: Day) -> Result<(), DeedRefused> {
    if let Actor::Account(_) = actor {
        stands_in(view)?;
    }
    let (roster, book) = (view.roster()?, view.book()?);
    judge(&roster, book.on(today).policy.practice.least_role(right), actor, right, today)
}

/// Refuses an account in the place of an officer once accounts are bound to officers.
pub(super) fn stands_in(view: &Snapshot<'_>) -> Result<(), DeedRefused> {
    if view.bindings()?.is_empty() { Ok(()) } else { Err(DeedRefused::Unbound) }
}

/// Refuses whoever has not the role that a right asks for: the one place where that is judged.
///
/// The account that runs the program stands in only while nobody in service has such a role. While no officer is on file,
/// whoever is named may.
pub(super) fn judge(roster: &Roster, needed: Role, actor: &Actor, right: Right, today: Day) -> Result<(), DeedRefused> {
    let Actor::Officer(word) = actor else {
        let mut in_service = roster.iter().filter_map(|(_, officer)| in_service(officer, today));
        let somebody = in_service.any(|record| record.role >= needed);
        return if somebody { Err(DeedRefused::Nobody { needed, right }) } else { Ok(()) };
    };
    if roster.iter().next().is_none() {
        return Ok(());
    }
    let officer = roster.key(word).and_then(|key| roster.get(key)).ok_or(DeedRefused::UnknownActor)?;
    let role = in_service(officer, today).ok_or_else(|| DeedRefused::ActorLeft(word.clone()))?.role;
    if role >= needed { Ok(()) } else { Err(DeedRefused::Role { actor: word.clone(), role, needed, right }) }
}

/// Refuses whoever may not record this fact.
pub(super) fn to_record(doing: &Doing<'_>, subject: &Subject, fact: &Fact) -> Result<(), DeedRefused> {
    doing.needs(right(doing, subject, fact)?)
}

fn right(doing: &Doing<'_>, subject: &Subject, fact: &Fact) -> Result<Right, DeedRefused> {
    Ok(match fact {
        Fact::Tier { from, tier, .. } if lowers(doing, subject, *from, tier)? => Right::LowerTier,
        Fact::Tier { from, tier, .. } if revives(doing, subject, *from, tier)? => Right::RelaxPlan,
        Fact::Plan { from, every, .. } if relaxes(doing, subject, *from, every.as_deref())? => Right::RelaxPlan,
        Fact::Owner { .. } | Fact::Cover { .. } => Right::PlaceCases,
        Fact::Decision { .. } | Fact::Referral { agency: None, .. } => Right::Decide,
        Fact::Direction { .. } => Right::Direct,
        Fact::Alone { .. } => Right::AuthoriseAlone,
        Fact::Officer { .. } | Fact::Account { .. } => Right::KeepOfficers,
        _ => Right::Record,
    })
}

/// Whether the end of a plan on a day lets somebody go unseen for longer than they would have been.
pub(super) fn relaxes_by_ending(
    doing: &Doing<'_>,
    subject: &Subject,
    fact: &Fact,
    day: Day,
) -> Result<bool, DeedRefused> {
    let Fact::Plan { every: Some(every), from, .. } = fact else { return Ok(false) };
    let Ok(every) = Interval::parse(every) else { return Ok(true) };
    let before = doing.facts(subject.offender()?)?;
    let mut after = before.clone();
    let ends = |plan: &&mut Plan| {
        plan.kind == PlanKind::Interval(every)
            && plan.period.from == *from
            && plan.period.until.is_none_or(|until| until > day)
    };
    let Some(plan) = after.plans.iter_mut().rev().find(ends) else { return Ok(true) };
    plan.period.until = Some(day);
    Ok(relaxed(doing, &before, &after))
}

/// Whether the tier is of less risk than what applies before it, by the order of the policy in force on the day.
fn lowers(doing: &Doing<'_>, subject: &Subject, from: Day, tier: &str) -> Result<bool, DeedRefused> {
    let Some(offender) = subject.offender else { return Ok(false) };
    let facts = doing.facts(offender)?;
    let version = doing.rules.book.on(from);
    let Some(before) = holding(&facts.tiers, from) else { return Ok(false) };
    let place = |key| version.place(key).unwrap_or(usize::MAX);
    // A word that is no tier of the day is refused for that, not for what it would do.
    let now = doing.rules.book.tier_key(tier).and_then(|key| version.place(key));
    Ok(now.is_some_and(|now| now > place(before)))
}

/// Whether a plan goes on that a raise had ended, because of a tier set before the raise.
fn revives(doing: &Doing<'_>, subject: &Subject, from: Day, tier: &str) -> Result<bool, DeedRefused> {
    let (Some(offender), Some(what)) = (subject.offender, doing.rules.book.tier_key(tier)) else { return Ok(false) };
    let before = doing.facts(offender)?;
    let mut after = before.clone();
    after.tiers.push(Since { from, what });
    after.sort();
    Ok(relaxed(doing, &before, &after))
}

/// Whether on some day a tier of less risk applies after a change than did before it, by the order of the policy in force
/// then. Where none was set before nothing is lowered.
pub(super) fn lowered(doing: &Doing<'_>, before: &Facts, after: &Facts) -> bool {
    let book = &doing.rules.book;
    let set = before.tiers.iter().chain(&after.tiers).map(|fact| fact.from);
    set.chain(book.changes()).any(|day| is_lower(book, before, after, day))
}

fn is_lower(book: &Book, before: &Facts, after: &Facts, day: Day) -> bool {
    let version = book.on(day);
    let place = |tier| version.place(tier).unwrap_or(usize::MAX);
    let is = holding(&after.tiers, day).unwrap_or(version.untiered());
    holding(&before.tiers, day).is_some_and(|was| place(is) > place(was))
}

/// Whether on some day a longer interval applies after a change than did before it, other than by a lower tier, or routine
/// visits cease that did not. A tier too does that, which comes before another and makes it no raise: the plan that the
/// raise had ended goes on.
pub(super) fn relaxed(doing: &Doing<'_>, before: &Facts, after: &Facts) -> bool {
    let book = &doing.rules.book;
    let (was, is) = (Timeline::new(before, book), Timeline::new(after, book));
    let plans = was.plans().iter().chain(is.plans());
    let plans = plans.flat_map(|plan| [Some(plan.period.from), plan.period.until]).flatten();
    let tiers = before.tiers.iter().chain(&after.tiers).map(|fact| fact.from);
    plans.chain(tiers).chain(book.changes()).any(|day| {
        let interval = |of: &Timeline<'_>| {
            of.own_interval(day).or_else(|| book.on(day).tier(of.tier(day)).map(|tier| tier.cadence))
        };
        // Where no interval is known that would apply, nothing says that it is no longer.
        let longer = interval(&was).is_some_and(|was| interval(&is).is_none_or(|is| is.longer_than(was)));
        longer && !is_lower(book, before, after, day) || is.reactive_plan(day) && !was.reactive_plan(day)
    })
}

/// Whether a plan is desk-based, or lets somebody go unseen for longer than the tier's cadence or the plan that holds.
fn relaxes(doing: &Doing<'_>, subject: &Subject, from: Day, every: Option<&str>) -> Result<bool, DeedRefused> {
    let (Some(every), Some(offender)) = (every.and_then(|rule| Interval::parse(rule).ok()), subject.offender) else {
        return Ok(true);
    };
    let facts = doing.facts(offender)?;
    let version = doing.rules.book.on(from);
    let tier = holding(&facts.tiers, from).unwrap_or(version.untiered());
    let own = Timeline::new(&facts, &doing.rules.book).own_interval(from);
    let longer_than_own = own.is_some_and(|own| every.longer_than(own));
    Ok(longer_than_own || version.tier(tier).is_none_or(|tier| every.longer_than(tier.cadence)))
}
