//! Files that are damaged, cut short, or of somebody else: a clear error, no panic, no hang, and the file as it was.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::kit::{self, Outcome, Unit};

/// Far longer than any command takes on so small a file.
const HANGS: Duration = Duration::from_secs(60);

/// Runs a command that must end by itself.
fn ends(mut command: Command) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut answer, mut said) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let answer = std::thread::spawn(move || read(&mut answer));
    let said = std::thread::spawn(move || read(&mut said));
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if began.elapsed() > HANGS {
            child.kill().unwrap();
            panic!("it hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let (stdout, stderr) = (answer.join().unwrap(), said.join().unwrap());
    kit::outcome(std::process::Output { status, stdout, stderr })
}

fn read(from: &mut impl std::io::Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    bytes
}

/// Damages a file in one of the ways that files are damaged, and says how.
fn damage(bytes: &mut Vec<u8>, rng: &mut fastrand::Rng) -> String {
    let page = rng.usize(..bytes.len() / 4096) * 4096;
    match rng.u8(..6) {
        0 => {
            let at = rng.usize(..100);
            bytes[at] ^= rng.u8(1..);
            format!("byte {at} of the header")
        }
        1 => {
            let at = page + rng.usize(..12);
            bytes[at] ^= rng.u8(1..);
            format!("byte {at}, in a page's header")
        }
        2 => {
            for _ in 0..rng.usize(1..200) {
                let at = page + rng.usize(..4096);
                bytes[at] = rng.u8(..);
            }
            format!("bytes of the page at {page}")
        }
        3 => {
            bytes[page..page + 4096].fill(0);
            format!("the page at {page} is gone")
        }
        4 => {
            let other = rng.usize(..bytes.len() / 4096) * 4096;
            let copy = bytes[other..other + 4096].to_vec();
            bytes[page..page + 4096].copy_from_slice(&copy);
            format!("the page at {other} stands at {page} too")
        }
        _ => {
            bytes.truncate(rng.usize(..bytes.len()));
            format!("cut after {} bytes", bytes.len())
        }
    }
}

#[test]
fn a_damaged_file_is_never_a_panic_a_hang_or_a_name_told_and_is_left_as_it_was() {
    let mut rng = kit::chance("damaged");
    let sound = fs::read(kit::prepared().1.path()).unwrap();
    let rounds = if kit::long() { 1000 } else { 40 };
    let mut refused = 0;
    for round in 0..rounds {
        let mut bytes = sound.clone();
        let how = damage(&mut bytes, &mut rng);
        let mut unit = Unit::bare();
        unit.calm();
        fs::write(unit.path(), &bytes).unwrap();
        for command in
            [&["worklist", "--all"][..], &["history", "R001"], &["audit", "--from", "2024-01-01", "--to", "2025-03-31"]]
        {
            let before = fs::read(unit.path()).unwrap();
            let out = ends(unit.command(command));
            assert!(matches!(out.code, Some(0 | 1 | 70 | 74)), "round {round}, {how}, {command:?}: {out:?}");
            refused += usize::from(out.code != Some(0));
            if out.code == Some(74) {
                let same = fs::read(unit.path()).unwrap() == before;
                assert!(same, "round {round}, {how}, {command:?}: refused, and written to");
            }
        }
        let out = ends(unit.command(&kit::recording("R001", "2025-03-20", "one")));
        assert!(matches!(out.code, Some(0 | 1 | 70 | 74 | 75)), "round {round}, {how}, recording: {out:?}");
    }
    println!("{refused} of {} were refused", rounds * 3);
    assert!(refused > rounds / 2);
}

#[test]
fn a_file_that_is_cut_short_is_refused_at_once() {
    let sound = fs::read(kit::prepared().1.path()).unwrap();
    for length in [1, 99, 100, 511, 4095, 4096, 8192, sound.len() / 2, sound.len() - 4096, sound.len() - 1] {
        let unit = Unit::bare();
        fs::write(unit.path(), &sound[..length]).unwrap();
        let out = ends(unit.command(&["worklist", "--all"]));
        assert_eq!(out.code, Some(74), "{length} bytes: {out:?}");
        assert!(out.said.contains("not a database, or it is damaged"), "{length} bytes: {out:?}");
        assert_eq!(fs::read(unit.path()).unwrap().len(), length);
    }
}

/// What another program, or nobody, made.
fn foreign(path: &Path, what: &str) {
    match what {
        "text" => fs::write(path, "Dear Sir or Madam\n".repeat(500)).unwrap(),
        "zeros" => fs::write(path, vec![0; 65_536]).unwrap(),
        "folder" => fs::create_dir(path).unwrap(),
        "program" => {
            fs::copy(env!("CARGO_BIN_EXE_homevisit"), path).unwrap();
        }
        "database" => {
            let conn = rusqlite::Connection::open(path).unwrap();
            conn.execute_batch("create table act (id); pragma user_version = 2").unwrap();
        }
        _ => unreachable!("{what}"),
    }
}

#[test]
fn a_file_of_somebody_else_is_refused_by_every_kind_of_command_and_left_as_it_was() {
    for what in ["text", "zeros", "folder", "program", "database"] {
        let unit = Unit::bare();
        foreign(&unit.path(), what);
        let before = fs::read(unit.path()).ok();
        let register = kit::register();
        let import = ["import", register.to_str().unwrap()];
        for command in [&["worklist", "--all"][..], &import, &["policy", "list"], &["init"]] {
            let out = ends(unit.command(command));
            let expected = if command == ["init"] { 1 } else { 74 };
            assert_eq!(out.code, Some(expected), "{what}, {command:?}: {out:?}");
        }
        assert!(fs::read(unit.path()).ok() == before, "{what}");
        assert_eq!(fs::read_dir(unit.folder()).unwrap().count(), 1, "{what}: something was left beside it");
    }
}
