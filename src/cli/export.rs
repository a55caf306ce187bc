//! `homevisit export`: the register as an extract.

mod register;

use std::collections::BTreeMap;
use std::fs::{File as Disk, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::database::{self, Reading};
use super::error::{CliError, Kind};
use super::taken::Unnamed;
use super::{World, screen, shown, taken};
use crate::domain::extract::File;
use crate::render;
use crate::render::extract::Sheet;
use register::{Left, Register};

/// Write the register out, for another system or another database
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Register(RegisterArguments),
}

/// The whole register as an extract, which `homevisit import` reads back unchanged
///
/// What counts now, as the files of docs/extract.md: what was corrected stands as corrected, what was withdrawn is not in
/// it. What an extract has no column for is not in it either, and is counted in the answer. The files hold every name and
/// address, as they are on file: they are for a program, and not to be opened with a spreadsheet.
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit export register --to register-2026-03-31/ --for \"the new database\" \
--because \"the unit is merged\"")]
struct RegisterArguments {
    /// A directory for the files, which must not be there yet; readable by you alone
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// To whom it goes: kept in the trail
    #[arg(long = "for", id = "for", value_name = "WHOM")]
    whom: Option<String>,
    /// Why: kept in the trail
    #[arg(long, value_name = "REASON")]
    because: Option<String>,
}

/// The open files of an extract.
pub(super) type Sheets = BTreeMap<File, Sheet<BufWriter<Unnamed>>>;

/// They, once they are whole.
type Files = Vec<(File, Unnamed)>;

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let Command::Register(asked) = &arguments.command;
    let disclosure = taken::both(asked.whom.as_deref(), asked.because.as_deref())?;
    taken::is_free_folder(&asked.to)?;
    let mut store = database::open(world)?;
    shown::may_take(&store, world, None, true)?;
    let reading = Reading::open(&store, world, None)?;
    let folder = taken::folder_of(&asked.to);
    let files = open(folder).map_err(|error| taken::unwritten(&error, &asked.to))?;
    let mut register = Register::new(&reading, files)?;
    register.write()?;
    let (sheets, left) = register.end();
    let (rows, mut files) = close(sheets)?;
    files.push((File::Extract, note(folder, &reading)?));
    drop(reading);
    let all = rows.iter().map(|(_, rows)| usize::try_from(*rows).unwrap_or(usize::MAX)).sum();
    shown::entered(&mut store, world, (all, None), true, Some(disclosure))?;
    put_in_place(files, folder, &asked.to).map_err(|error| taken::unwritten(&error, &asked.to))?;
    screen::told("the register was written", screen::print(&answer(&rows, &left, &asked.to, world.width)));
    Ok(())
}

fn open(folder: &Path) -> io::Result<Sheets> {
    let one = |file: &File| Ok((*file, Sheet::new(*file, BufWriter::new(Unnamed::new(folder)?))?));
    File::TABLES.iter().map(one).collect()
}

/// How many rows each file has, and the files, on the disk.
fn close(sheets: Sheets) -> Result<(Vec<(File, u64)>, Files), CliError> {
    let (mut rows, mut files) = (Vec::new(), Vec::new());
    for (file, sheet) in sheets {
        rows.push((file, sheet.rows));
        let made = sheet.end()?.into_inner().map_err(|error| io::Error::from(error.error().kind()))?;
        made.sync()?;
        files.push((file, made));
    }
    Ok((rows, files))
}

fn note(folder: &Path, reading: &Reading<'_>) -> Result<Unnamed, CliError> {
    let text = render::extract::note(reading.as_of, reading.snapshot.history_from()?);
    let mut file = Unnamed::new(folder)?;
    file.write_all(text.as_bytes())?;
    file.sync()?;
    Ok(file)
}

/// Puts the files into a directory for their owner alone, and gives it its name, never in the place of anything.
fn put_in_place(files: Files, folder: &Path, to: &Path) -> io::Result<()> {
    let private = Permissions::from_mode(0o700);
    let made = tempfile::Builder::new().prefix(".homevisit-").permissions(private).tempdir_in(folder)?;
    for (file, unnamed) in files {
        unnamed.name(&made.path().join(file.name()))?;
    }
    Disk::open(made.path())?.sync_all()?;
    let (here, none) = (rustix::fs::CWD, rustix::fs::RenameFlags::NOREPLACE);
    rustix::fs::renameat_with(here, made.path(), here, to, none)?;
    let _ = made.keep();
    Ok(())
}

fn answer(rows: &[(File, u64)], left: &Left, to: &Path, width: usize) -> String {
    let mut out = format!("The register, as an extract, readable by you alone: {}\n", to.display());
    for (file, rows) in rows {
        out.push_str(&format!("{rows:>9}  {}\n", file.name()));
    }
    let says = left.sentences();
    if !says.is_empty() {
        out.push_str("What an extract has no place for is not in it, and stays here:\n");
    }
    for (count, what) in says {
        out.push_str(&format!("{count:>9}  {what}\n"));
    }
    let next = "Before it is taken in elsewhere, the same policies are adopted there; moments of recording become \
                that of the import there.";
    out + &render::folded(next, width)
}

impl From<csv::Error> for CliError {
    fn from(error: csv::Error) -> CliError {
        CliError::new(Kind::Io, io::Error::from(error).kind().to_string())
    }
}
