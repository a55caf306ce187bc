//! A policy as text: each number with its basis.

use std::fmt::Write;

use crate::domain::officer::Role;
use crate::domain::pattern::Threshold;
use crate::domain::policy::{Policy, Tier};
use crate::domain::practice::{Code, Practice};

use super::table;

const NOT_STATED: &str = "not stated";

/// The whole of one version, to read at `width` columns.
pub fn policy(policy: &Policy, width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}, version {}, in force from {}", policy.id, policy.version, policy.effective_from);
    let _ = writeln!(out, "Days are civil days in {}.\n", policy.time_zone);
    out.push_str("From the greatest risk to the least:\n");
    out.push_str(&tiers(policy, width));
    out.push_str("\nFor everybody:\n");
    out.push_str(&others(policy, width));
    out.push_str("\nFor a day's work:\n");
    out.push_str(&practice(&policy.practice, width));
    out.push_str("\nFor patterns somebody should look at (docs/patterns.md):\n");
    out.push_str(&patterns(&policy.practice, width));
    out.push_str("\nWhere the numbers come from:\n");
    out.push_str(&basis(policy, width));
    out
}

fn tiers(policy: &Policy, width: usize) -> String {
    let days = |days: u32| days.to_string();
    let row = |tier: &Tier| {
        vec![
            format!("{} ({})", tier.name, tier.id),
            tier.cadence.to_string(),
            days(tier.first_visit_days),
            days(tier.settle_days),
            days(tier.due_soon_days),
            days(tier.retry_days),
        ]
    };
    let head = ["Risk level", "Seen every", "First visit, days", "Settle, days", "Due soon, days", "Try again, days"];
    table::plain(&head, policy.tiers.iter().map(row), width)
}

fn others(policy: &Policy, width: usize) -> String {
    let words = |words: Vec<&str>| words.join(", ");
    let after = &policy.return_visit_after;
    let returns = format!(
        "custody {}, hospital {}, elsewhere {}, abroad {} days",
        after.custody, after.hospital, after.elsewhere, after.abroad
    );
    let rows = [
        ("Days after the due day that still count as on time", policy.tolerance_days.to_string()),
        ("Whose numbers apply while no risk level is set", policy.untiered().name.clone()),
        ("Outcomes of a visit that counts", words(policy.effective_outcomes.iter().map(|o| o.as_str()).collect())),
        ("Premises of a visit that counts", words(policy.effective_premises.iter().map(|p| p.as_str()).collect())),
        ("Outcomes of a failed attempt", words(policy.attempt_outcomes.iter().map(|o| o.as_str()).collect())),
        ("A first visit on return, once away for at least", returns),
    ];
    table::plain(&["What", "Value"], rows.into_iter().map(|(what, value)| vec![what.to_owned(), value]), width)
}

fn practice(practice: &Practice, width: usize) -> String {
    let codes = |codes: &[Code]| codes.iter().map(|code| format!("{} ({})", code.name, code.id)).collect::<Vec<_>>();
    let may = |role: Role| {
        let rights = practice.roles.iter().filter(|(_, least)| **least == role);
        rights.map(|(right, _)| right.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut rows = vec![
        ("Days within which a visit is to be recorded", practice.record_within_days.to_string()),
        ("Days within which an absence is to be looked into, and again", practice.confirm_days.to_string()),
        ("Failed attempts after which a supervisor decides", practice.attempts_for_decision.to_string()),
        ("How many go together", practice.crew_size.to_string()),
        ("Cases a full-time officer, at most", practice.cases_per_fte.to_string()),
        ("Months at the least risk before desk-based", practice.reactive_lowest_tier_months.to_string()),
        ("Marking of files and pages", practice.marking.clone()),
        ("Why a visit may be directed", codes(&practice.direction_causes).join(", ")),
        ("Warnings", codes(&practice.markers).join(", ")),
    ];
    let who = [
        ("What an officer may do", Role::Officer),
        ("And a supervisor", Role::Supervisor),
        ("And a manager", Role::Manager),
    ];
    rows.extend(who.map(|(who, role)| (who, may(role))));
    rows.push(("What another must authorise", seconds(practice)));
    table::plain(&["What", "Value"], rows.into_iter().map(|(what, value)| vec![what.to_owned(), value]), width)
}

fn patterns(practice: &Practice, width: usize) -> String {
    let number = |key: &Threshold| vec![key.as_str().to_owned(), practice.integrity.of(*key).to_string()];
    table::plain(&["What", "Value"], Threshold::ALL.iter().map(number), width)
}

/// Each right that wants a second person, with the least role of that person.
fn seconds(practice: &Practice) -> String {
    if practice.second_person.is_empty() {
        return "nothing".to_owned();
    }
    let each = practice.second_person.iter().map(|(right, least)| format!("{right} (at least {least})"));
    each.collect::<Vec<_>>().join(", ")
}

fn basis(policy: &Policy, width: usize) -> String {
    let of = |key: &&str| policy.basis.get(*key).map_or(NOT_STATED, String::as_str).to_owned();
    let rows = crate::domain::policy_file::NUMBERS.iter().map(|key| vec![(*key).to_owned(), of(key)]);
    table::plain(&["Number", "Basis"], rows, width)
}
