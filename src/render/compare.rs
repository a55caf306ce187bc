//! A period as known then and as known now, as JSON (`homevisit.audit-compared/1`) and CSV.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

pub use super::compare_paper::paper;
pub use super::compare_table::table;

use super::audit::{figures, group_field};
use super::csv_file::{CsvFile, cell};
use super::fact_words::{Texts, in_words};
use super::json::{self, KnownJson, PolicyJson};
use crate::domain::day::Day;
use crate::domain::requirement::Fate;
use crate::render::Accounts;
use crate::report::audit::{Behind, Changed, Comparison, Counts, DaysChanged, Difference, Group, GroupBy, Told, View};

#[derive(Serialize)]
struct ComparedJson<'a> {
    schema: &'static str,
    from: Day,
    to: Day,
    as_of: Day,
    group_by: GroupBy,
    then: ViewJson<'a>,
    now: ViewJson<'a>,
    rows: Vec<RowJson<'a>>,
    total: RowJson<'a>,
    cases: Vec<CaseJson<'a>>,
    in_common: Vec<BehindJson<'a>>,
}

#[derive(Serialize)]
struct ViewJson<'a> {
    known_at: Option<KnownJson<'a>>,
    policy: PolicyJson<'a>,
    days: u32,
    history_from: Option<Day>,
}

impl<'a> ViewJson<'a> {
    fn of(view: &'a View) -> ViewJson<'a> {
        let View { ref policy, days, history_from } = *view;
        ViewJson { known_at: KnownJson::of(&policy.known), policy: policy.into(), days, history_from }
    }
}

/// A group's name, where it is of one, and its figures on both sides.
struct RowJson<'a> {
    group: Option<(GroupBy, &'a Group)>,
    then: &'a Counts,
    now: &'a Counts,
}

impl Serialize for RowJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        if let Some((by, group)) = self.group {
            map.serialize_entry(group_field(by), group.word())?;
        }
        map.serialize_entry("then", &FiguresJson(self.then))?;
        map.serialize_entry("now", &FiguresJson(self.now))?;
        map.end()
    }
}

struct FiguresJson<'a>(&'a Counts);

impl Serialize for FiguresJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(figures(self.0))
    }
}

#[derive(Serialize)]
struct CaseJson<'a> {
    offender_ref: &'a str,
    requirements: Vec<ChangedJson<'a>>,
    days: Vec<DaysJson<'a>>,
    recorded_between: Vec<BehindJson<'a>>,
}

#[derive(Serialize)]
struct ChangedJson<'a> {
    then: Option<ToldJson<'a>>,
    now: Option<ToldJson<'a>>,
}

#[derive(Serialize)]
struct ToldJson<'a> {
    group: &'a str,
    outcome: Fate,
    count_day: Day,
    due: Day,
    visit: Option<Day>,
    recorded: Option<Day>,
    recorded_late: bool,
    source_recorded: Option<Day>,
    source_late: bool,
}

#[derive(Serialize)]
struct DaysJson<'a> {
    group: &'a str,
    then: ModesJson,
    now: ModesJson,
}

#[derive(Serialize)]
struct ModesJson {
    days_required: u64,
    days_suspended: u64,
    days_reactive: u64,
    days_overdue: u64,
}

impl ModesJson {
    fn of(counts: &Counts) -> ModesJson {
        let Counts { days_required, days_suspended, days_reactive, days_overdue, .. } = *counts;
        ModesJson { days_required, days_suspended, days_reactive, days_overdue }
    }
}

#[derive(Serialize)]
struct BehindJson<'a> {
    fact: &'a str,
    of: Option<&'a str>,
    act: i64,
    act_kind: &'static str,
    moment: &'a str,
    actor: &'a str,
    day: Option<Day>,
    supersedes: Option<&'a str>,
    text: Option<String>,
    authorised_by: Option<&'a str>,
}

impl<'a> BehindJson<'a> {
    fn of(behind: &'a Behind) -> BehindJson<'a> {
        BehindJson {
            fact: &behind.name,
            of: behind.of.as_deref(),
            act: behind.act,
            act_kind: behind.kind.as_str(),
            moment: &behind.moment,
            actor: &behind.actor,
            authorised_by: behind.authorised_by.as_deref(),
            day: behind.day,
            supersedes: behind.supersedes.as_deref(),
            text: behind.fact.as_ref().map(|fact| in_words(fact, Texts::Left)),
        }
    }
}

fn word(compared: &Comparison, row: usize) -> &str {
    compared.rows[row].group.word()
}

fn told<'a>(compared: &'a Comparison, told: &Told) -> ToldJson<'a> {
    let Told { row, fate, count_day, due, visit, recorded } = *told;
    ToldJson {
        group: word(compared, row),
        outcome: fate,
        count_day,
        due,
        visit,
        recorded: recorded.map(|recorded| recorded.here),
        recorded_late: recorded.is_some_and(|recorded| recorded.late),
        source_recorded: recorded.and_then(|recorded| recorded.source),
        source_late: recorded.is_some_and(|recorded| recorded.source_late),
    }
}

fn case<'a>(compared: &'a Comparison, case: &'a Difference) -> CaseJson<'a> {
    let changed = |changed: &Changed| ChangedJson {
        then: changed.then.as_ref().map(|one| told(compared, one)),
        now: changed.now.as_ref().map(|one| told(compared, one)),
    };
    let days = |days: &DaysChanged| DaysJson {
        group: word(compared, days.row),
        then: ModesJson::of(&days.then),
        now: ModesJson::of(&days.now),
    };
    CaseJson {
        offender_ref: &case.reference,
        requirements: case.requirements.iter().map(changed).collect(),
        days: case.days.iter().map(days).collect(),
        recorded_between: case.behind.iter().map(BehindJson::of).collect(),
    }
}

/// Writes the comparison as JSON, `homevisit.audit-compared/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(compared: &Comparison, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let (then, now) = (&compared.total.0, &compared.total.1);
    let rows = compared.rows_to_show();
    let value = ComparedJson {
        schema: "homevisit.audit-compared/1",
        from: compared.from,
        to: compared.to,
        as_of: compared.as_of,
        group_by: compared.group_by,
        then: ViewJson::of(&compared.then),
        now: ViewJson::of(&compared.now),
        rows: rows
            .map(|row| RowJson { group: Some((compared.group_by, &row.group)), then: &row.then, now: &row.now })
            .collect(),
        total: RowJson { group: None, then, now },
        cases: compared.cases.iter().map(|one| case(compared, one)).collect(),
        in_common: compared.in_common.iter().map(BehindJson::of).collect(),
    };
    json::write_list(&value, accounts, to)
}

const COLUMNS: [&str; 19] = [
    "as_of",
    "from",
    "to",
    "group_by",
    "then_act",
    "then_at",
    "then_policy",
    "then_policy_version",
    "now_act",
    "now_at",
    "now_policy",
    "now_policy_version",
    "offender_ref",
    "group",
    "figure",
    "then",
    "now",
    "what",
    "recorded_between",
];

/// What every row says of the comparison it is from.
fn says(compared: &Comparison) -> Vec<String> {
    let view = |view: &View| {
        let known = view.policy.known.as_ref();
        let moment = cell(known.map(|known| &known.moment));
        [cell(known.map(|known| known.act)), moment, view.policy.id.clone(), view.policy.version.clone()]
    };
    let period = [compared.as_of.to_string(), compared.from.to_string(), compared.to.to_string()];
    let by = [compared.group_by.to_string()];
    [&period[..], &by[..], &view(&compared.then)[..], &view(&compared.now)[..]].concat()
}

/// Writes the comparison as CSV: a row for each figure of each group and of `total`, `offender_ref` empty; then, for each
/// case, a row for each figure of a group that it makes another: `now` less `then` of all of those makes the same of the
/// figure's own row. (No cell has a sign, which a spreadsheet would take for a formula.)
///
/// # Errors
/// Those of the writer.
pub fn csv(compared: &Comparison, to: impl Write) -> io::Result<()> {
    let says = says(compared);
    let mut file = CsvFile::new(to, &COLUMNS)?;
    let rows = compared.rows_to_show().map(|row| (row.group.word(), &row.then, &row.now));
    for (group, then, now) in rows.chain([("total", &compared.total.0, &compared.total.1)]) {
        for ((figure, then), (_, now)) in figures(then).zip(figures(now)) {
            let cells = [says.clone(), counted("", group, figure, then, now), vec![String::new(); 2]];
            file.row(&cells.concat())?;
        }
    }
    for case in &compared.cases {
        let between = case.behind.iter().map(between).collect::<Vec<_>>().join("; ");
        for (row, what, then, now) in parts(case) {
            let group = word(compared, row);
            for ((figure, then), (_, now)) in figures(&then).zip(figures(&now)).filter(|(then, now)| then != now) {
                let cells = counted(&case.reference, group, figure, then, now);
                file.row(&[says.clone(), cells, vec![what.clone(), between.clone()]].concat())?;
            }
        }
    }
    file.end()
}

fn counted(reference: &str, group: &str, figure: &str, then: u64, now: u64) -> Vec<String> {
    let words = [reference, group, figure].map(str::to_owned);
    [&words[..], &[then.to_string(), now.to_string()]].concat()
}

/// With its sign, but for 0.
pub(super) fn difference(then: u64, now: u64) -> String {
    match now.cmp(&then) {
        std::cmp::Ordering::Less => format!("-{}", then - now),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", now - then),
    }
}

/// What of a case is counted in which group, then and now, with words for what it is.
pub(super) fn parts(case: &Difference) -> Vec<(usize, String, Counts, Counts)> {
    let mut parts = Vec::new();
    for changed in &case.requirements {
        let what = |told: &Told| format!("{} due {} counted on {}", told.fate, told.due, told.count_day);
        let nothing = Counts::default();
        match (&changed.then, &changed.now) {
            (Some(then), Some(now)) if then.row == now.row => {
                let both = format!("{}; now {}", what(then), what(now));
                parts.push((then.row, both, then.counts(), now.counts()));
            }
            (then, now) => {
                parts.extend(then.as_ref().map(|then| (then.row, what(then), then.counts(), nothing)));
                parts.extend(now.as_ref().map(|now| (now.row, what(now), nothing, now.counts())));
            }
        }
    }
    parts.extend(case.days.iter().map(|days| (days.row, "days".to_owned(), days.then, days.now)));
    parts
}

/// Who recorded it, with both where it wanted a second person.
pub(super) fn by(behind: &Behind) -> String {
    match &behind.authorised_by {
        Some(second) => format!("proposed by {}, authorised by {second}", behind.actor),
        None => format!("by {}", behind.actor),
    }
}

pub(super) fn between(behind: &Behind) -> String {
    let of = behind.of.as_ref().map_or(String::new(), |of| format!(" of {of}"));
    let about = behind.day.map_or(String::new(), |day| format!(" about {day}"));
    format!("{}{of}{about}: act {} {} at {}", behind.name, behind.act, by(behind), behind.moment)
}
