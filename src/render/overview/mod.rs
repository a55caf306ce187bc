//! The overview: on one screen, as JSON (`homevisit.overview/1`) and as CSV.

mod files;
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
    match worst.why {
        Why::Missing => says.push("whereabouts unknown".to_owned()),
        Why::Away(which) => says.push(format!("away, {}", status(which))),
        _ => (),
    }
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
