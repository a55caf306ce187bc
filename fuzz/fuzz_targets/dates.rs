//! Days, moments, cadences and names of facts: what is read is written as it was, and its arithmetic never goes wrong.
#![no_main]

use homevisit::domain::cadence::Interval;
use homevisit::domain::day::Day;
use homevisit::domain::fact::FactRef;
use homevisit::store::{KnownAt, Moment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for word in text.split([' ', '\n']).take(8) {
        one(word);
    }
});

fn one(word: &str) {
    let day = word.parse::<Day>();
    if let Ok(day) = day {
        assert_eq!(day.to_string(), word);
        assert_eq!(day.next().before(), day);
        let leap = day.plus_months(12).days_since(day);
        assert!((365..=366).contains(&leap), "{day}: {leap}");
    }
    if let Ok(interval) = Interval::parse(word) {
        assert_eq!(Interval::parse(&interval.to_rule()), Ok(interval));
        assert!(interval.rough_days() >= 1);
        let base = day.unwrap_or_else(|_| "2024-01-31".parse().expect("a day"));
        for times in [1, 2, 12, 1000, u32::MAX] {
            assert!(interval.after(base, times) > base);
        }
    }
    if let Ok(moment) = word.parse::<Moment>() {
        let written = moment.to_string();
        assert_eq!(written.len(), 27, "{written}");
        assert_eq!(written.parse::<Moment>(), Ok(moment));
    }
    if let Ok(fact) = word.parse::<FactRef>() {
        assert_eq!(fact.to_string().parse::<FactRef>().ok(), Some(fact));
    }
    let _ = word.parse::<KnownAt>();
}
