//! The smallest case on which two implementations still differ, and a case and answers as text.

use std::fmt::Write as _;

use homevisit::domain::offender::PlanKind;

use super::random::{Case, lacking};
use super::{Judged, PersonDay};

/// Takes away one fact, version or end at a time, as long as the case still differs.
pub fn smallest(mut case: Case, differs: &dyn Fn(&Case) -> bool) -> Case {
    let allowed = |case: &Case| lacking(&case.facts, &case.book()).is_empty();
    while let Some(smaller) = smaller(&case).into_iter().find(|smaller| allowed(smaller) && differs(smaller)) {
        case = smaller;
    }
    case
}

fn smaller(case: &Case) -> Vec<Case> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut Case)| {
        let mut changed = case.clone();
        change(&mut changed);
        all.push(changed);
    };
    let facts = &case.facts;
    // The first version stays, as the others' tiers are among its own, and tiers are known by their place.
    (1..case.adopted.len()).for_each(|at| with(&|case| _ = case.adopted.remove(at)));
    (0..facts.management.len()).for_each(|at| with(&|case| _ = case.facts.management.remove(at)));
    (0..facts.tiers.len()).for_each(|at| with(&|case| _ = case.facts.tiers.remove(at)));
    (0..facts.owners.len()).for_each(|at| with(&|case| _ = case.facts.owners.remove(at)));
    (0..facts.addresses.len()).for_each(|at| with(&|case| _ = case.facts.addresses.remove(at)));
    (0..facts.statuses.len()).for_each(|at| with(&|case| _ = case.facts.statuses.remove(at)));
    (0..facts.plans.len()).for_each(|at| with(&|case| _ = case.facts.plans.remove(at)));
    (0..facts.visits.len()).for_each(|at| with(&|case| _ = case.facts.visits.remove(at)));
    if case.history_from.is_some() {
        with(&|case| case.history_from = None);
    }
    for at in (0..facts.statuses.len()).filter(|at| facts.statuses[*at].period.until.is_some()) {
        with(&|case| case.facts.statuses[at].period.until = None);
    }
    for at in (0..facts.plans.len()).filter(|at| facts.plans[*at].period.until.is_some()) {
        with(&|case| case.facts.plans[at].period.until = None);
    }
    all
}

/// The case, a fact a line.
pub fn show(case: &Case) -> String {
    let book = case.book();
    let mut out = format!("seed {}, as of {:?}, history from {:?}\n", case.seed, case.as_of, case.history_from);
    for policy in &case.adopted {
        let _ = writeln!(
            out,
            "policy from {}: untiered as {}, tolerance {}, effective {:?} {:?}, attempts {:?}, {:?}",
            policy.effective_from,
            policy.untiered().id,
            policy.tolerance_days,
            policy.effective_outcomes,
            policy.effective_premises,
            policy.attempt_outcomes,
            policy.return_visit_after
        );
        for tier in &policy.tiers {
            let numbers = (tier.first_visit_days, tier.settle_days, tier.due_soon_days, tier.retry_days);
            let _ = writeln!(out, "  {}: {:?}, first, settle, due soon, retry {numbers:?}", tier.id, tier.cadence);
        }
    }
    let facts = &case.facts;
    let period = |period: homevisit::domain::day::Period| {
        format!("{}..{}", period.from, period.until.map(|until| until.to_string()).unwrap_or_default())
    };
    facts.management.iter().for_each(|managed| _ = writeln!(out, "managed {}", period(*managed)));
    facts.tiers.iter().for_each(|tier| _ = writeln!(out, "tier {} {}", book.tier_id(tier.what), tier.from));
    facts.owners.iter().for_each(|owner| _ = writeln!(out, "owner {} {}", owner.what.0, owner.from));
    facts.addresses.iter().for_each(|address| _ = writeln!(out, "{:?} {}", address.what, address.from));
    facts.statuses.iter().for_each(|fact| _ = writeln!(out, "{} {}", fact.status, period(fact.period)));
    for plan in &facts.plans {
        let kind = match plan.kind {
            PlanKind::Interval(interval) => format!("{interval:?}"),
            PlanKind::Reactive => "reactive".into(),
        };
        let _ = writeln!(out, "plan {kind} {}", period(plan.period));
    }
    facts.visits.iter().for_each(|visit| {
        _ = writeln!(out, "{} at {} {}: {:?}", visit.outcome, visit.premises, visit.day, book.kind_of(visit));
    });
    out
}

/// An answer: the row, what was counted, the person-days in runs.
pub fn show_answer(judged: &Judged) -> String {
    let mut out = format!("  row {:?}\n", judged.row);
    judged.counted.iter().for_each(|one| _ = writeln!(out, "  {one:?}"));
    let alike = |one: &PersonDay, next: &PersonDay| one.1 == next.1 && one.2 == next.2 && one.0.next() == next.0;
    for run in judged.days.chunk_by(alike) {
        let overdue = if run[0].2 { ", overdue" } else { "" };
        let _ = writeln!(out, "  {} to {}: {:?}{overdue}", run[0].0, run[run.len() - 1].0, run[0].1);
    }
    out
}
