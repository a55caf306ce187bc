//! One officer's list as a whole command, beside a process that opens the database and selects 1. They take turns.

mod kit;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kit::{Clock, Goal, ratio, row, shown};

const OFFENDERS: u32 = 4_500;

fn main() {
    let database = kit::database("realistic", OFFENDERS).expect("benches/run makes the registers first");
    let homevisit = Path::new(env!("CARGO_BIN_EXE_homevisit"));
    let select_one = beside(homevisit);
    let officers: Vec<String> = (1..=80).map(|number| format!("OF-{number:02}")).collect();
    let mut turn = 0;
    let mut list = || {
        turn += 1;
        let officer = &officers[turn % officers.len()];
        let mut command = Command::new(homevisit);
        command.args(["worklist", "--as-of", kit::AS_OF, "--officer", officer, "--db"]).arg(&database);
        run(&mut command);
    };
    let mut least = || run(Command::new(&select_one).arg(&database));
    let [listed, selected] = kit::alternate(Clock::Wall, 400, [&mut list, &mut least]);
    let times = format!("{}; the other {}", shown(listed), shown(selected));
    row(
        "the whole command at 4,500, beside opening and selecting 1",
        Goal::AtMost(2.0),
        ratio(listed, selected),
        &times,
    );
}

fn beside(homevisit: &Path) -> PathBuf {
    let path = homevisit.with_file_name("examples").join("select_one");
    assert!(path.exists(), "benches/run builds it first");
    path
}

fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("a process");
    assert!(status.success(), "{command:?}");
}
