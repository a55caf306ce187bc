//! `homevisit trail checkpoint`, and what a trail is held against.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use clap::Args;

use super::error::{CliError, Kind};
use super::{World, acting, database, screen};
use crate::act::checkpoint::{Key, NoKey, is_signed};
use crate::act::trail::{Left, leave};
use crate::domain::checkpoint::{Checkpoint, grouped};
use crate::domain::trail::Outcome;
use crate::store::StoreError;

/// A few signed lines that say how far the trail has come, to be kept where whoever keeps the record cannot reach
///
/// Mail them, or print them: `trail verify --against FILE` tells later whether the end was cut off, an older copy put back
/// or all of it made anew. The key that signs is made at first use and stands outside the database; give its fingerprint to
/// whoever keeps checkpoints. A trail that does not hold is not signed.
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit trail checkpoint --out 2026-03-31.checkpoint")]
pub struct Taking {
    /// Write them to this file, which must not be there yet
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The file of the key [default: homevisit/trail.key in your configuration directory] [env: HOMEVISIT_KEY]
    #[arg(long, env = "HOMEVISIT_KEY", hide_env = true, value_name = "PATH")]
    key: Option<PathBuf>,
}

pub(super) fn run(asked: &Taking, world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let verified = store.snapshot(None)?.trail().verify()?;
    if verified.findings.total > 0 {
        return Err(CliError::data("the trail does not hold, and is not signed")
            .hint("`homevisit trail verify` says what is wrong"));
    }
    if let Some(out) = asked.out.as_deref().filter(|out| out.exists()) {
        return Err(unwritten(ErrorKind::AlreadyExists, out));
    }
    let path = asked.key.clone().map_or_else(default_key, Ok)?;
    let (key, made) = Key::at(&path).map_err(|error| no_key(&error, &path))?;
    if made {
        let fingerprint = grouped(&key.fingerprint());
        screen::complain(&format!(
            "note: a key was made: {}\nnote: its fingerprint is {fingerprint}\n",
            path.display()
        ));
    }
    let checkpoint = key.sign(&verified).ok_or_else(|| CliError::new(Kind::Fault, "there is no entry to sign"))?;
    leave(&mut store, acting::actor(world).word(), &Left::of(Outcome::Taken))?;
    match &asked.out {
        None => screen::print(&checkpoint.to_text()),
        Some(out) => {
            write(out, &checkpoint.to_text())?;
            screen::print(&written(&checkpoint, out))
        }
    }
}

fn written(checkpoint: &Checkpoint, out: &Path) -> String {
    let Checkpoint { entry, moment, .. } = checkpoint;
    format!(
        "Signed, up to entry {entry} of {moment}: {}\nMail it to somebody who cannot write to the record.\n",
        out.display()
    )
}

fn write(path: &Path, text: &str) -> Result<(), CliError> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let written = made.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(|error| unwritten(error.kind(), path))
}

fn unwritten(kind: ErrorKind, path: &Path) -> CliError {
    let said = match kind {
        ErrorKind::AlreadyExists => CliError::data(StoreError::Exists.to_string()),
        ErrorKind::NotFound => CliError::data("there is no such folder to put a checkpoint in"),
        kind => CliError::new(Kind::Io, format!("the checkpoint could not be written: {kind}")),
    };
    said.hint(format!("the file asked for is {}", path.display()))
}

fn default_key() -> Result<PathBuf, CliError> {
    let given = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = given.or_else(|| std::env::home_dir().map(|home| home.join(".config")));
    let folder = folder.ok_or_else(|| {
        CliError::usage("no key is named, and you have no home directory").hint("say --key PATH, or set HOMEVISIT_KEY")
    })?;
    Ok(folder.join("homevisit").join("trail.key"))
}

fn no_key(error: &NoKey, path: &Path) -> CliError {
    let said = match error {
        NoKey::Io(error) => CliError::new(Kind::Io, format!("the key cannot be read or made: {}", error.kind())),
        error => CliError::data(error.to_string()),
    };
    said.hint(format!("the file of the key is {}", path.display()))
}

/// The most that a file with a checkpoint in it may hold.
const MOST_BYTES: u64 = 1 << 20;

/// The checkpoint of a file, signed by its key; by the one of this fingerprint, where one was kept.
pub(super) fn kept(path: &Path, fingerprint: Option<&str>) -> Result<Checkpoint, CliError> {
    let file = || format!("the file asked for is {}", path.display());
    let mut text = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut text));
    read.map_err(|error| {
        let said = match error.kind() {
            ErrorKind::NotFound => CliError::data("there is no such file"),
            kind => CliError::new(Kind::Io, format!("the checkpoint cannot be read: {kind}")),
        };
        said.hint(file())
    })?;
    let parsed = Checkpoint::parse(&String::from_utf8_lossy(&text));
    let checkpoint = parsed.map_err(|error| CliError::data(error.to_string()).hint(file()))?;
    if !is_signed(&checkpoint) {
        return Err(CliError::data("the checkpoint is not signed by the key it names: it was changed").hint(file()));
    }
    if fingerprint.is_some_and(|kept| kept != checkpoint.fingerprint) {
        return Err(CliError::data("the checkpoint is signed by another key than the one of this fingerprint")
            .hint(format!("it is signed by {}", grouped(&checkpoint.fingerprint))));
    }
    Ok(checkpoint)
}

/// A fingerprint as typed: 40 hexadecimal digits, with or without spaces.
pub(super) fn fingerprint(text: &str) -> Result<String, String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != ':').collect::<String>().to_lowercase();
    let whole = digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if whole { Ok(digits) } else { Err("expected the 40 hexadecimal digits of a fingerprint".to_owned()) }
}
