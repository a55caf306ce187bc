//! The files of an extract: the first byte says which of them the rest is; the others are those of a small sound one.
#![no_main]

use std::io::Read;
use std::sync::LazyLock;

use homevisit::domain::extract::File;
use homevisit::domain::intake::Complaints;
use homevisit::domain::policy::Book;
use homevisit::domain::policy_file;
use homevisit::import::{Known, ReadError, Rules, read_files};
use libfuzzer_sys::fuzz_target;

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let baseline = policy_file::parse(include_str!("../../data/policies/uk-ew-baseline.toml")).expect("the baseline");
    Book::new(vec![baseline]).expect("a book of one")
});

const SOUND: &[(File, &str)] = &[
    (File::Officers, include_str!("../../tests/fixtures/unit/register/officers.csv")),
    (File::Offenders, include_str!("../../tests/fixtures/unit/register/offenders.csv")),
    (File::Management, include_str!("../../tests/fixtures/unit/register/management.csv")),
    (File::Addresses, include_str!("../../tests/fixtures/unit/register/addresses.csv")),
    (File::Tiers, include_str!("../../tests/fixtures/unit/register/tiers.csv")),
    (File::Owners, include_str!("../../tests/fixtures/unit/register/owners.csv")),
    (File::Statuses, include_str!("../../tests/fixtures/unit/register/statuses.csv")),
    (File::Plans, include_str!("../../tests/fixtures/unit/register/plans.csv")),
    (File::Visits, include_str!("../../tests/fixtures/unit/register/visits.csv")),
    (File::Extract, include_str!("../../tests/fixtures/unit/register/extract.toml")),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let changed = SOUND[usize::from(*which) % SOUND.len()].0;
    let mut open = |file: File| {
        let sound = SOUND.iter().find(|(of, _)| *of == file).map(|(_, text)| text.as_bytes());
        let from: Option<Box<dyn Read>> = if file == changed { Some(Box::new(bytes)) } else { sound.map(boxed) };
        Ok::<_, ReadError>(from)
    };
    let (mut known, mut complaints) = (Known::default(), Complaints::default());
    let mut rules = Rules::new("2026-10-01".parse().expect("a day"), &BOOK, None, false);
    let mut rows = 0;
    let read = read_files::<Box<dyn Read>, ReadError>(
        &mut open,
        &mut known,
        &mut rules,
        &mut complaints,
        &mut |_| (),
        &mut |_| {
            rows += 1;
            Ok(())
        },
    );
    let extract = read.expect("memory can be read");
    assert!(rows <= extract.rows.iter().map(|(_, rows)| *rows).sum::<u64>());
    let told: usize = complaints.first().iter().map(|complaint| complaint.to_string().len()).sum();
    assert!(told <= 100 * 2000, "complaints of {told} bytes");
});

fn boxed(bytes: &'static [u8]) -> Box<dyn Read> {
    Box::new(bytes)
}
