//! The list of everybody by days since last seen as a spreadsheet, at 100,000, against pandas with openpyxl on the same rows.
//!
//! `HOMEVISIT_PANDAS` names a Python that has both; without one the row says so.

mod kit;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use homevisit::render;
use homevisit::report::unseen::{Fold, UnseenList};
use homevisit::store::Scope;
use kit::lists::{self, From, Known};
use kit::{Clock, Goal, as_of, data, median, ratio, row, shown};

const ROUNDS: usize = 3;

fn main() {
    let store = kit::store("realistic", 100_000);
    let known = Known::of(&store);
    let mut fold = Fold::new(as_of(), &known.rules, &known.roster).expect("a day of the record");
    lists::each(&lists::snapshot(&store, From::Cache), Scope::All, |subject| fold.take(subject));
    let list = fold.finish().expect("a list that adds up");
    let before = kit::peak();
    let csv = data().join("unseen.tmp.csv");
    let mut rows = BufWriter::new(File::create(&csv).expect("a file"));
    render::unseen::csv(&list, &mut rows).expect("rows");
    rows.flush().expect("rows");
    let python = std::env::var_os("HOMEVISIT_PANDAS");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(ours_once(&list));
        theirs.extend(python.as_ref().map(|python| theirs_once(python.as_ref(), &csv)));
    }
    let (ours, more) = (median(ours), kit::peak() - before);
    let told = format!("{} rows; ours {}, {more} MiB of memory beside the list", list.rows.len(), shown(ours));
    let work = "pandas with openpyxl against ours, a spreadsheet of everybody (CPU)";
    match python {
        Some(_) => {
            let theirs = median(theirs);
            row(work, Goal::AtLeast(10.0), ratio(theirs, ours), &format!("{told}; theirs {}", shown(theirs)));
        }
        None => println!("| {work} | ≥ 10 × | not run | no Python with pandas | {told} |"),
    }
    fs::remove_file(csv).expect("the rows");
}

fn ours_once(list: &UnseenList) -> Duration {
    let path = data().join("unseen.tmp.xlsx");
    let begun = Clock::Cpu.now();
    let to = BufWriter::new(File::create(&path).expect("a file"));
    render::xlsx::write(&render::unseen::paper(list), &data(), to).expect("a spreadsheet");
    let took = Clock::Cpu.now() - begun;
    fs::remove_file(path).expect("the spreadsheet");
    took
}

fn theirs_once(python: &Path, csv: &Path) -> Duration {
    let path = data().join("theirs.tmp.xlsx");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/kit/to_excel.py");
    let said = Command::new(python).arg(script).arg(csv).arg(&path).output().expect("Python");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    fs::remove_file(path).expect("the spreadsheet");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let seconds = said.split(' ').next().and_then(|seconds| seconds.parse().ok()).expect("seconds");
    Duration::from_secs_f64(seconds)
}
