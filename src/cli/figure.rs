//! Words of a figure: its name and a risk level, as people type them; of a word that is neither, the one most like it.

use super::database::Reading;
use super::error::CliError;
use super::nearest;
use crate::report::cases::Level;
use crate::report::measure::Measure;

/// Where the names are listed.
const LISTED: &str = "`homevisit cases` lists them";

/// A measure by its name; of a word that is none, with the one most like it.
pub(super) fn measure(word: &str) -> Result<Measure, String> {
    word.parse().map_err(|_| match meant(word) {
        Some(measure) => format!("no measure has this name; did you mean {measure}? {LISTED}"),
        None => format!("no measure has this name; {LISTED}"),
    })
}

/// The measure that somebody means who types its heading or title, whatever the case and the blanks; else the one whose
/// name is most like it.
fn meant(word: &str) -> Option<Measure> {
    let asked = squeezed(word);
    let short = asked.strip_prefix("owed").filter(|rest| !rest.is_empty()).unwrap_or(&asked);
    let all = || Measure::ALL.iter().copied();
    let is = |name: &str| squeezed(name) == asked;
    let owed = |measure: &Measure| measure.as_str().strip_prefix("owed-").map(squeezed);
    let known = all().find(|measure| is(measure.as_str()) || is(measure.definition().title));
    let headed = || all().find(|measure| owed(measure).is_some_and(|head| head == short));
    let over = || all().find(|measure| owed(measure).is_some_and(|head| head.strip_prefix("over") == Some(short)));
    let last = || all().find(|measure| owed(measure).is_some_and(|head| head == format!("days{short}")));
    let likely =
        || nearest::likely(&word.trim().to_lowercase().replace([' ', '_'], "-"), Measure::WORDS.iter().copied());
    known.or_else(headed).or_else(over).or_else(last).or_else(|| likely()?.parse().ok())
}

/// In small letters and digits alone.
fn squeezed(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A risk level by its id or by its name on screens, whatever the case and the blanks; `none` where none is set.
pub(super) fn level(reading: &Reading<'_>, word: &str) -> Result<Level, CliError> {
    let (book, asked) = (&reading.rules.book, squeezed(word));
    let tiers = &book.on(reading.as_of).policy.tiers;
    let named = tiers.iter().find(|tier| squeezed(&tier.name) == asked).map(|tier| tier.id.as_str());
    let known = book.tier_ids().iter().map(String::as_str).find(|id| squeezed(id) == asked);
    if let Some(tier) = book.tier_key(word).or_else(|| book.tier_key(known.or(named)?)) {
        return Ok(Level::Set(tier));
    }
    if asked == "none" || asked == "noneset" {
        return Ok(Level::NoneSet);
    }
    let error = CliError::data("the policy has no risk level of this id");
    let ids = book.tier_ids().iter().map(String::as_str).chain(["none"]);
    Err(match nearest::likely(&word.to_lowercase(), ids) {
        Some(likely) => error.hint(format!("did you mean {likely}?")),
        None => error.hint(format!("risk levels: {}, none", book.tier_ids().join(", "))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_of_a_screen_is_the_measure_it_stands_over() {
        let meant = |word: &str| measure(word).map_or_else(|said| said, |measure| measure.to_string());
        let pairs = [
            ("1-7", "owed-1-7"),
            ("8-30", "owed-8-30"),
            ("over-180", "owed-over-180"),
            ("owed180", "owed-over-180"),
            ("never-visited", "owed-never-visited"),
            ("Never visited", "owed-never-visited"),
            ("days", "owed-days"),
            ("visitable", "owed-days-visitable"),
            ("frozen", "owed-frozen"),
            ("Overdue", "overdue"),
            ("On track", "on-track"),
            ("owd", "owed"),
            ("Whereabouts unknown", "missing"),
            ("ON_TRACK", "on-track"),
        ];
        for (word, name) in pairs {
            assert_eq!(meant(word), format!("no measure has this name; did you mean {name}? {LISTED}"), "{word}");
        }
        assert_eq!(meant("owed"), "owed");
        assert_eq!(meant("zzzz"), format!("no measure has this name; {LISTED}"));
    }
}
