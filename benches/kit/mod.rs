//! What the benchmarks share: the registers, alternating runs and their medians, peak memory, and a row of the table.
//!
//! A ratio is of medians of runs that took turns in one process, so that whatever else the machine was doing fell on
//! both. Each row goes to standard output as a row of the table in `docs/performance.md`.

#![allow(dead_code)]

pub mod lists;
pub mod process;
pub mod shell;
pub mod sql;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use homevisit::domain::day::Day;
use homevisit::store::Store;

/// The day that every register was taken on, and every list is made for.
pub const AS_OF: &str = "2026-03-31";

/// [`AS_OF`].
pub fn as_of() -> Day {
    AS_OF.parse().expect("a day")
}

/// Where `benches/run` keeps the registers.
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-data")
}

/// The extract of a register.
pub fn extract(shape: &str, offenders: u32) -> PathBuf {
    data().join(format!("{shape}-{offenders}"))
}

/// The database of a register, where it was made to the end.
pub fn database(shape: &str, offenders: u32) -> Option<PathBuf> {
    let path = data().join(format!("{shape}-{offenders}.db"));
    path.with_extension("done").exists().then_some(path)
}

/// A register that every run has.
pub fn store(shape: &str, offenders: u32) -> Store {
    let path = database(shape, offenders).expect("benches/run makes the registers first");
    Store::open(&path).expect("a database")
}

/// The greatest register there is: a million, else a hundred thousand.
pub fn greatest(shape: &str) -> u32 {
    if database(shape, 1_000_000).is_some() { 1_000_000 } else { 100_000 }
}

/// What a run is timed by.
#[derive(Clone, Copy)]
pub enum Clock {
    /// Time on the processor: of work in this thread that waits for nothing.
    Cpu,
    /// Time on the wall: of whole processes, and of what waits for the disk.
    Wall,
}

impl Clock {
    /// Since some moment in the past.
    pub fn now(self) -> Duration {
        static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
        match self {
            Clock::Wall => BEGUN.elapsed(),
            Clock::Cpu => {
                let stat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
                let nanos = stat.split(' ').next().and_then(|nanos| nanos.parse().ok());
                Duration::from_nanos(nanos.expect("nanoseconds"))
            }
        }
    }
}

/// The median time of each of `runs`, which take turns for so many rounds after one that is not counted.
pub fn alternate<const N: usize>(clock: Clock, rounds: usize, mut runs: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut times: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
    for round in 0..=rounds {
        for (run, times) in runs.iter_mut().zip(&mut times) {
            let begun = clock.now();
            run();
            if round > 0 {
                times.push(clock.now() - begun);
            }
        }
    }
    times.map(median)
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// How many times longer one took than the other.
pub fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The most memory this process has had, in MiB.
pub fn peak() -> u64 {
    peak_of("self").unwrap_or(0) >> 10
}

/// The most memory a process has had, in KiB; none once it has ended.
pub fn peak_of(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// What a ratio is to be.
#[derive(Clone, Copy)]
pub enum Goal {
    AtMost(f64),
    AtLeast(f64),
    /// Nothing was asked; it is told.
    Told,
}

/// Prints one row of the table.
pub fn row(work: &str, goal: Goal, found: f64, detail: &str) {
    let missed = |wide: f64| format!("missed: {wide:.1} × off");
    let (goal, met) = match goal {
        Goal::AtMost(most) if found <= most => (format!("≤ {most} ×"), "met".to_owned()),
        Goal::AtMost(most) => (format!("≤ {most} ×"), missed(found / most)),
        Goal::AtLeast(least) if found >= least => (format!("≥ {least} ×"), "met".to_owned()),
        Goal::AtLeast(least) => (format!("≥ {least} ×"), missed(least / found)),
        Goal::Told => (String::new(), String::new()),
    };
    println!("| {work} | {goal} | {found:.2} × | {met} | {detail} |");
}

/// A duration with three figures.
pub fn shown(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        _ if micros < 1e3 => format!("{micros:.1} µs"),
        _ if micros < 1e6 => format!("{:.1} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}

/// A thousand by thousand.
pub fn number(of: u32) -> String {
    match of {
        0..=999 => of.to_string(),
        1_000..=999_999 => format!("{},{:03}", of / 1_000, of % 1_000),
        _ => format!("{},{:03},{:03}", of / 1_000_000, of / 1_000 % 1_000, of % 1_000),
    }
}
