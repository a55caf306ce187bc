//! The overview on a screen: no line is wider than it, and every figure is on it.

use homevisit::render::{self, Again};
use homevisit::report::audit::Group;
use homevisit::report::measure::{Measure, Whose};
use homevisit::report::overview::Overview;
use unicode_width::UnicodeWidthStr;

use crate::kit::Unit;

/// Of a unit so many times as large.
fn larger(mut overview: Overview, times: u64) -> Overview {
    let months = overview.months.iter_mut().map(|month| &mut month.figures);
    let levels = overview.levels.iter_mut().map(|level| &mut level.figures);
    for figures in months.chain(levels).chain([&mut overview.total]) {
        Measure::ALL.iter().for_each(|measure| figures[*measure] *= times);
    }
    for level in &mut overview.levels {
        for worst in [&mut level.worst, &mut level.worst_to_visit].into_iter().flatten() {
            worst.reference = format!("{}/{times}", worst.reference);
            worst.days += u32::try_from(times).unwrap();
        }
        if let (Group::Tier(_, name), true) = (&mut level.group, times > 1) {
            name.push_str(" of all that there are");
        }
    }
    overview.officers.iter_mut().for_each(|one| one.cases *= times);
    overview
}

#[test]
fn no_line_of_an_overview_is_wider_than_the_screen() {
    let again = Again {
        as_of: "2026-03-31".parse().ok(),
        known_at: Some("2026-03-31T09:30:00Z".to_owned()),
        team: Some("North and East".to_owned()),
    };
    for seed in 0..6 {
        let unit = Unit::random(seed);
        for whose in [Whose::All, Whose::Team("North".to_owned()), Whose::Team("Nowhere".to_owned())] {
            for (times, again) in [(1, &again), (1, &Again::default()), (997, &again), (1_000_000, &again)] {
                let overview = larger(unit.overview(&whose), times);
                for width in [60, 80, 100] {
                    let text = render::overview::text(&overview, again, width);
                    let wide = text.lines().find(|line| line.width() > width.max(80));
                    assert_eq!(wide, None, "{seed}, {whose:?}, {times} times:\n{text}");
                }
            }
        }
    }
}

#[test]
fn every_measure_of_a_day_is_named_on_an_overview() {
    for seed in 0..6 {
        let overview = Unit::random(seed).overview(&Whose::All);
        let text = render::overview::text(&overview, &Again::default(), 80);
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        let in_columns = ["1-7", "8-30", "31-90", "91-180", "over-180", "never-visited", "days", "days-visitable"];
        for measure in Measure::stocks().filter(|measure| overview.figure(*measure).is_some()) {
            let name = measure.as_str();
            let column = name.strip_prefix("owed-").is_some_and(|name| in_columns.contains(&name));
            assert!(column || words.contains(&name), "{name}:\n{text}");
        }
    }
}
