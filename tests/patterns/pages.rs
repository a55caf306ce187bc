//! What the pages say of patterns is what the program does.

use homevisit::domain::pattern::{Pattern, Threshold};
use homevisit::domain::policy_file::parse;
use homevisit::domain::practice::Practice;

use crate::reports_kit::BASELINE;

const PATTERNS: &str = include_str!("../../docs/patterns.md");
const POLICY: &str = include_str!("../../docs/policy.md");

fn rows(page: &str, after: &str) -> Vec<String> {
    let part = page.split_once(after).unwrap().1;
    let part = part.split_once("\n## ").map_or(part, |(part, _)| part);
    part.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect()
}

#[test]
fn the_page_tells_of_each_pattern_its_rule_and_what_may_explain_it() {
    for after in ["\n## The patterns\n", "\n## What else may explain it"] {
        let said: Vec<String> =
            rows(PATTERNS, after).iter().map(|row| row.split('`').nth(1).unwrap().to_owned()).collect();
        assert_eq!(said, Pattern::WORDS);
    }
    for (row, pattern) in rows(PATTERNS, "\n## The patterns\n").iter().zip(Pattern::ALL) {
        assert!(row.contains(&format!("| {} |", pattern.about())), "{row}");
        for threshold in pattern.thresholds() {
            let said = format!("`{threshold}` ({})", threshold.default());
            assert!(row.contains(&said), "{pattern}: {said}");
        }
    }
    assert!(PATTERNS.contains("**No case\nsays that anybody did wrong.**"));
}

#[test]
fn the_policy_page_tells_of_each_number_its_bounds_and_what_it_is_where_it_is_not_said() {
    for threshold in Threshold::ALL {
        let (least, most) = threshold.bounds();
        let end = format!("| {least} to {most}; absent, {} |", threshold.default());
        let row = POLICY.lines().find(|line| line.starts_with(&format!("| `{threshold}` |"))).unwrap();
        assert!(row.ends_with(&end), "{row}: {end}");
    }
}

#[test]
fn the_baseline_writes_each_number_and_means_the_same_without() {
    let written = parse(BASELINE).unwrap().practice.integrity;
    assert_eq!(written, Practice::default().integrity);
    for threshold in Threshold::ALL {
        let line = format!("\n{threshold} = {} ", threshold.default());
        assert_eq!(BASELINE.matches(&line).count(), 1, "{line}");
    }
}

#[test]
fn a_number_out_of_bounds_and_a_key_that_is_none_are_refused_with_key_and_line() {
    let line = |text: &str, part: &str| text.lines().position(|line| line.starts_with(part)).unwrap() + 1;
    for threshold in Threshold::ALL {
        let (least, most) = threshold.bounds();
        let key = format!("{threshold} = ");
        let written = format!("{key}{} ", threshold.default());
        for number in [least.checked_sub(1), Some(most + 1)].into_iter().flatten() {
            let text = BASELINE.replace(&written, &format!("{key}{number} "));
            let expected = format!("line {}: {threshold}: expected {least} to {most}", line(&text, &key));
            let said: Vec<String> = parse(&text).unwrap_err().iter().map(ToString::to_string).collect();
            assert_eq!(said, [expected]);
        }
        for number in [least, most] {
            let policy = parse(&BASELINE.replace(&written, &format!("{key}{number} "))).unwrap();
            assert_eq!(policy.practice.integrity.of(*threshold), number);
        }
    }
    let text = BASELINE.replace("short_absences = ", "short_absence = ");
    let said = parse(&text).unwrap_err()[0].to_string();
    let at = line(&text, "short_absence = ");
    assert!(said.starts_with(&format!("line {at}: integrity.short_absence: expected one of absence_before")), "{said}");
}
