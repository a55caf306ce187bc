//! The overview: on one screen, as JSON (`homevisit.overview/1`) and as CSV.

mod files;
mod matters;
mod paper;
mod screen;
mod tables;

pub use files::{csv, json};
pub use paper::paper;
pub(super) use paper::tenths;
pub use screen::text;

use crate::domain::notice::Notice;
use crate::domain::requirement::Why;
use crate::report::overview::Worst;

use super::words::{counted, short_day, status};

/// Why a case is the most overdue of its risk level, in words.
fn why(worst: &Worst) -> Vec<String> {
    let mut says = vec![format!("owed since {}", short_day(worst.due))];
    says.push(if worst.visitable == worst.days {
        counted(worst.days, "day", "days")
    } else {
        format!("{}, {} of them to visit", counted(worst.days, "day", "days"), worst.visitable)
    });
    says.extend(where_now(worst));
    if worst.missed > 0 {
        says.push(format!("whole cycles missed: {}", worst.missed));
    }
    if worst.attempts > 0 {
        says.push(format!("tried {}", counted(worst.attempts, "time", "times")));
    }
    says.push(match worst.last_visit {
        None => "never visited".to_owned(),
        Some(day) if worst.never_visited => format!("not visited in this management, seen {}", short_day(day)),
        Some(day) => format!("last seen {}", short_day(day)),
    });
    says.push(match worst.direction {
        Some(Notice::DirectionBroken) => "a direction is broken".to_owned(),
        Some(_) => "directed".to_owned(),
        None => "no direction".to_owned(),
    });
    says
}

fn where_now(worst: &Worst) -> Option<String> {
    match worst.why {
        Why::Missing => Some("whereabouts unknown".to_owned()),
        Why::Away(which) => Some(format!("away, {}", status(which))),
        _ => None,
    }
}

/// What the figures of a case do not say.
fn beside(worst: &Worst) -> Vec<String> {
    let mut says: Vec<String> = where_now(worst).into_iter().collect();
    if worst.never_visited && worst.last_visit.is_some() {
        says.push("not visited in this management".to_owned());
    }
    says.extend(worst.direction.map(|notice| match notice {
        Notice::DirectionBroken => "a direction is broken".to_owned(),
        _ => "directed".to_owned(),
    }));
    says
}
