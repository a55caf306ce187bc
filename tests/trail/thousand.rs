//! A thousand tamperings at random, and of each what docs/trail.md says.
//!
//! `HOMEVISIT_SEED` asks for others.

use std::collections::BTreeMap;
use std::path::Path;

use homevisit::act::checkpoint::Key;
use homevisit::domain::checkpoint::Against;
use homevisit::store::Store;

use crate::kit;
use crate::ways::{Case, WAYS};

const HOW_MANY: usize = 1000;

/// What the table says of each way, in its order.
fn table() -> Vec<(String, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/trail.md");
    let page = std::fs::read_to_string(page).unwrap();
    let table = page.split("| what is done | found |\n|---|---|\n").nth(1).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        (cells[0].to_owned(), cells[1].to_owned())
    };
    table.lines().take_while(|line| line.starts_with('|')).map(row).collect()
}

#[test]
fn a_thousand_tamperings_are_found_as_the_table_says() {
    let table = table();
    assert!(table.iter().map(|(way, _)| way.as_str()).eq(WAYS.iter().map(|(way, _)| *way)), "the table has these ways");
    let seed = std::env::var("HOMEVISIT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(5);
    let mut rng = fastrand::Rng::with_seed(seed);
    let unit = kit::busy();
    let verified = unit.verified();
    assert_eq!(verified.findings.kept, [], "it holds before");
    let keys = unit.beside("trail.key");
    let proposed = kit::Unit::of(crate::proposals::unit().store.connection());
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for at in 0..HOW_MANY {
        let (way, tamper) = WAYS[at % WAYS.len()];
        let key = Key::at(&keys).unwrap().0;
        let checkpoint = key.sign(&verified).unwrap();
        let mut case = Case { unit: unit.copy(), rng: rng.fork(), key, checkpoint, proposed: proposed.path.clone() };
        let said = tamper(&mut case);
        let store = Store::open(&case.unit.path).unwrap();
        let view = store.snapshot(None).unwrap();
        let alone = view.trail().verify().unwrap().findings.total > 0;
        let against = !matches!(view.trail().against(&case.checkpoint).unwrap(), Against::Stands { .. });
        let found = match (alone, against) {
            (true, _) => "alone",
            (false, true) => "with a checkpoint",
            (false, false) => "never",
        };
        let expected = &table[at % WAYS.len()].1;
        if found != expected {
            wrong.entry(way).or_default().push(format!("{said}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
