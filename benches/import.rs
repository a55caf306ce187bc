//! Taking in an extract, all checks on: against `sqlite3 .import` of the same rows, peak memory, growth.

mod kit;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use kit::process::run;
use kit::shell::Shell;
use kit::{Goal, extract, median, number, ratio, row, shown};

const SIZES: [u32; 4] = [850, 4_500, 100_000, 1_000_000];
const MOST_MEMORY: u64 = 512;

fn main() {
    against_sqlite(100_000, 3);
    growth();
}

/// A database with a policy and nothing else.
fn fresh(name: &str) -> PathBuf {
    let path = kit::data().join(format!("{name}.tmp.db"));
    remove(&path);
    run(homevisit(&path).arg("init"));
    path
}

fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
}

fn homevisit(database: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
    command.arg("--db").arg(database);
    command
}

fn import(offenders: u32) -> (PathBuf, Duration, u64) {
    let path = fresh("ours");
    let (time, peak) = run(homevisit(&path).arg("import").arg(extract("realistic", offenders)));
    (path, time, peak)
}

fn against_sqlite(offenders: u32, rounds: usize) {
    let Some(version) = Shell::version() else { return eprintln!("there is no sqlite3: import is not compared") };
    let folder = kit::data().join("rows");
    let shell = Shell::of(&import(offenders).0, &folder);
    let (mut ours, mut theirs, mut peaks) = (Vec::new(), Vec::new(), (0, 0));
    for _ in 0..rounds {
        let (path, time, peak) = import(offenders);
        ours.push(time);
        let other = fresh("theirs");
        let (time, other_peak) = run(&mut shell.command(&other));
        theirs.push(time);
        peaks = (peak, other_peak);
        shell.check(&path, &other);
        remove(&path);
        remove(&other);
    }
    std::fs::remove_dir_all(folder).expect("what was made");
    let (ours, theirs) = (median(ours), median(theirs));
    let detail =
        format!("{} and {} MiB; sqlite3 {version} {} and {} MiB", shown(ours), peaks.0, shown(theirs), peaks.1);
    row("import, 100,000, against sqlite3 .import", Goal::AtMost(1.2), ratio(ours, theirs), &detail);
}

fn growth() {
    let sizes: Vec<u32> = SIZES.into_iter().filter(|size| extract("realistic", *size).exists()).collect();
    let mut found = Vec::new();
    for size in &sizes {
        let rounds = if *size < 100_000 { 5 } else { 1 };
        let runs: Vec<_> = (0..rounds).map(|_| import(*size)).collect();
        let time = median(runs.iter().map(|run| run.1).collect()) / *size;
        let peak = runs.iter().map(|run| run.2).max().unwrap_or(0);
        eprintln!("import, {}: {} an offender, {peak} MiB", number(*size), shown(time));
        found.push((*size, time, peak));
        remove(&runs[0].0);
    }
    let each: Vec<String> =
        found.iter().map(|(size, time, _)| format!("{}: {}", number(*size), shown(*time))).collect();
    let least = found.iter().map(|(_, time, _)| *time).min().expect("a size");
    let last = found.last().expect("a size");
    let detail = format!("time for each offender, {}", each.join("; "));
    row("growth, import", Goal::Told, ratio(last.1, least), &detail);
    memory(&found);
}

fn memory(found: &[(u32, Duration, u64)]) {
    let of = |size: u32| found.iter().find(|(of, ..)| *of == size).map(|(.., peak)| *peak);
    let (Some(less), Some(more)) = (of(100_000), of(1_000_000)) else { return };
    let bound = if more < MOST_MEMORY { "under" } else { "NOT under" };
    let detail = format!("{more} MiB, {bound} {MOST_MEMORY}; at 100,000 {less} MiB");
    row("import's peak memory at 1,000,000 beside 100,000", Goal::AtMost(1.5), more as f64 / less as f64, &detail);
}
