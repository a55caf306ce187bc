//! What an extract would change as JSON (`homevisit.import-preview/1`): everybody of whom anything changes.

use std::io::{self, Write};

use serde::Serialize;

use crate::domain::day::Day;
use crate::domain::intake::FileCount;
use crate::domain::offender::TierKey;
use crate::domain::preview::{ImportPreview, Move, Moved, Placed};
use crate::domain::row::Bucket;

#[derive(Serialize)]
struct ImportJson<'a> {
    schema: &'static str,
    as_of: Day,
    taken_on: Option<Day>,
    history_from: ChangeJson<Option<Day>>,
    files: Vec<FileJson>,
    appear: Vec<&'a str>,
    gone: &'a [String],
    becomes_overdue: Vec<&'a str>,
    no_longer_overdue: Vec<&'a str>,
    leave_owing: Vec<&'a str>,
    pairs: u64,
    conflicts: u64,
    offenders: Vec<MovedJson<'a>>,
}

#[derive(Serialize)]
struct ChangeJson<T> {
    before: T,
    after: T,
}

#[derive(Serialize)]
struct FileJson {
    file: &'static str,
    present: bool,
    rows: u64,
    new: u64,
    corrected: u64,
    unchanged: u64,
    gone: u64,
    conflicts: u64,
}

impl From<&FileCount> for FileJson {
    fn from(file: &FileCount) -> FileJson {
        FileJson {
            file: file.file.name(),
            present: file.present,
            rows: file.read,
            new: file.new,
            corrected: file.corrected,
            unchanged: file.unchanged,
            gone: file.gone,
            conflicts: file.conflicts,
        }
    }
}

#[derive(Serialize)]
struct MovedJson<'a> {
    offender_ref: &'a str,
    appears: bool,
    changes: Vec<&'static str>,
    before: Option<PlacedJson<'a>>,
    after: Option<PlacedJson<'a>>,
    days_sooner: i64,
}

#[derive(Serialize)]
struct PlacedJson<'a> {
    tier: Option<&'a str>,
    bucket: Bucket,
    due: Option<Day>,
    with_overdue: bool,
}

fn moved_json<'a>(preview: &'a ImportPreview, moved: &'a Moved) -> MovedJson<'a> {
    let tier = |key: TierKey| preview.tier_ids.get(usize::from(key.0)).map_or("?", String::as_str);
    let placed = |placed: Placed| PlacedJson {
        tier: placed.tier.map(tier),
        bucket: placed.bucket,
        due: placed.due,
        with_overdue: placed.with_overdue,
    };
    MovedJson {
        offender_ref: &moved.reference,
        appears: moved.appears,
        changes: moved.changes.iter().map(|file| file.name()).collect(),
        before: moved.before.map(placed),
        after: moved.after.map(placed),
        days_sooner: match moved.due() {
            Move::Sooner(days) => i64::from(days),
            Move::Later(days) => -i64::from(days),
            Move::New | Move::Gone | Move::Same => 0,
        },
    }
}

/// Writes it as JSON, `homevisit.import-preview/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(preview: &ImportPreview, to: impl Write) -> io::Result<()> {
    let (before, after) = preview.history_from;
    let value = ImportJson {
        schema: "homevisit.import-preview/1",
        as_of: preview.as_of,
        taken_on: preview.taken_on,
        history_from: ChangeJson { before, after },
        files: preview.files.iter().map(FileJson::from).collect(),
        appear: preview.who(|moved| moved.appears).collect(),
        gone: &preview.gone,
        becomes_overdue: preview.who(Moved::becomes_overdue).collect(),
        no_longer_overdue: preview.who(Moved::no_longer_overdue).collect(),
        leave_owing: preview.who(Moved::leaves_owing).collect(),
        pairs: preview.pairs.count,
        conflicts: preview.conflicts(),
        offenders: preview.offenders.iter().map(|moved| moved_json(preview, moved)).collect(),
    };
    crate::render::json::write(&value, to)
}
