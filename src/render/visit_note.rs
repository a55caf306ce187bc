//! The text of a visit that is pasted into the national register, in the unit's own template.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::recorded::{did, outcome};
use super::words::day_in_words;
use crate::act::deed::{Act, VisitAnswer};
use crate::domain::visit::Premises;

/// Fills in a template.
///
/// # Errors
/// What is wrong with the template, with the line; a name that it does not know is one.
pub fn text(template: &str, answer: &VisitAnswer, act: &Act, name: &str) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(false);
    let visit = &answer.visit;
    let values = context! {
        visit_ref => answer.reference,
        offender_ref => answer.offender_ref,
        name => name,
        day => visit.day.to_string(),
        day_in_words => day_in_words(visit.day),
        time => visit.time,
        outcome => visit.outcome.as_str(),
        outcome_in_words => outcome(visit.outcome),
        officers => visit.officers.clone().unwrap_or_default(),
        agencies => visit.agencies,
        premises => visit.premises.map(Premises::as_str),
        premises_in_words => match visit.premises {
            Some(Premises::Notified) => "At the notified premises",
            Some(Premises::Other) => "At other premises",
            _ => "Premises not recorded",
        },
        announced => visit.announced,
        announced_in_words => yes_no(visit.announced, "announced", "unannounced", "announced or not: not recorded"),
        announced_because => visit.announced_because,
        entry_sought => visit.entry_sought,
        entry_sought_in_words => yes_no(
            visit.entry_sought,
            "entry sought to assess risk",
            "entry not sought",
            "entry sought or not: not recorded",
        ),
        children => visit.children.filter(|children| *children > 0),
        note => visit.note,
        did_in_words => did(answer),
        next_due => answer.next_due.map(|day| day.to_string()),
        overdue_since => answer.overdue_since.map(|day| day.to_string()),
        retry_by => answer.retry_by.map(|day| day.to_string()),
        recorded_at => act.moment.to_string(),
        recorded_by => act.actor,
    };
    let filled = environment.render_str(template, values);
    filled.map_err(|error| {
        let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
        format!("{line}{}", error.kind())
    })
}

fn yes_no(value: Option<bool>, yes: &'static str, no: &'static str, none: &'static str) -> &'static str {
    match value {
        Some(true) => yes,
        Some(false) => no,
        None => none,
    }
}
