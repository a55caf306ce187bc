//! Every command leaves one entry and no more, done or refused, and nothing of anybody stands in one.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use homevisit::domain::trail::{Entry, Outcome};
use homevisit::store::{Store, StoreError};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_homevisit");

/// Commands that never open the record, or look at a damaged one too.
const EXEMPT: &[&str] = &["demo", "generate", "policy check", "doctor"];

/// What is done in turn, by whom, and what comes of it. What is in capitals is put in: days from today on, and the names
/// of what was recorded before.
const DAY: &[(&str, &str, Outcome)] = &[
    ("P101", "worklist --officer P101 --as-of 2025-03-31", Outcome::Seen),
    ("S201", "worklist --all --as-of 2025-03-31 --format json", Outcome::Taken),
    ("P101", "explain R001 --as-of 2025-03-31", Outcome::Seen),
    ("P101", "show R001", Outcome::Seen),
    ("P101", "history R001", Outcome::Seen),
    ("P101", "offender show R001", Outcome::Seen),
    ("P101", "evidence R004 --as-of 2025-03-31", Outcome::Seen),
    ("S201", "audit --from 2025-01-01 --to 2025-03-31", Outcome::Seen),
    ("S201", "unseen --as-of 2025-03-31", Outcome::Seen),
    ("S201", "integrity --as-of 2025-03-31 --from 2024-05-01 --team Harbour --pattern two-places", Outcome::Seen),
    ("S201", "predictability --as-of 2025-03-31 --officer P101 --format csv", Outcome::Taken),
    ("S201", "load --as-of 2025-03-31", Outcome::Seen),
    ("S201", "officer list --as-of 2025-03-31", Outcome::Seen),
    ("S201", "officer list --as-of 2025-03-31 --format json", Outcome::Taken),
    ("S201", "load --team Moorland --as-of 2025-03-31 --format csv", Outcome::Taken),
    ("S201", "overview --as-of 2025-03-31", Outcome::Seen),
    ("S201", "cases owed --tier medium --as-of 2025-03-31 --format csv", Outcome::Taken),
    ("S201", "trend --measure owed --from 2025-01-01 --to 2025-03-31 --group-by tier", Outcome::Seen),
    ("S201", "calendar --officer P101 --due --as-of 2025-03-31 --for NAME --because NAME", Outcome::Taken),
    ("S201", "forecast --as-of 2025-03-31 --weeks 4", Outcome::Seen),
    ("S201", "forecast --team Moorland --as-of 2025-03-31 --format json", Outcome::Taken),
    ("S201", "export register --to EXPORTED --for NAME --because NAME", Outcome::Taken),
    ("S201", "unseen --as-of 2025-03-31 --format html --for NAME --because NAME", Outcome::Taken),
    ("S201", "policy show", Outcome::Seen),
    ("S201", "policy list", Outcome::Seen),
    (
        "P101",
        "visit record R001 --on 2025-03-30 --time 10:20 --outcome seen --officers P101,P102 --premises notified \
              --announced no --entry-sought yes --children 2 --note NAME --id one",
        Outcome::Done,
    ),
    (
        "P101",
        "visit record R001 --on 2025-03-30 --time 10:20 --outcome seen --officers P101,P102 --premises notified \
              --announced no --entry-sought yes --children 2 --note NAME --id one",
        Outcome::Repeated,
    ),
    (
        "P101",
        "visit record R004 --on 2025-03-20 --time 10:20 --outcome no-reply --officers P101,P102 --premises notified \
              --announced no --entry-sought yes --because NAME",
        Outcome::Done,
    ),
    (
        "P101",
        "visit record R004 --on 2025-03-27 --time 18:20 --outcome refused --officers P101,P102 --premises notified \
              --announced no --entry-sought yes --dry-run",
        Outcome::Tried,
    ),
    ("P101", "visit entered VISIT", Outcome::Done),
    ("S201", "visit flagged --from 2025-01-01", Outcome::Seen),
    (
        "P101",
        "visit record R001 --on 2024-11-27 --time 07:30 --outcome seen --officers P101 --premises notified \
              --announced no --entry-sought yes --children 0",
        Outcome::Done,
    ),
    ("P101", "visit two V0004 LAST --because NAME", Outcome::Done),
    ("P101", "visit one V0004 LAST --because NAME", Outcome::Done),
    ("P101", "referral record R001 --visit VISIT --to children-services --at 00:01", Outcome::Done),
    ("S201", "decision record R004 --course warrant --visit-by SOON --because NAME", Outcome::Done),
    ("S201", "decision step R004 authorised", Outcome::Done),
    ("S201", "direct R007 --visit-by SOON --cause concern --because NAME", Outcome::Done),
    ("P101", "book R007 --on SOON --at 10:30 --officers P101,P102", Outcome::Done),
    ("P101", "book cancel R007 --on SOON", Outcome::Done),
    ("S201", "cover P101 --with P102 --from SOON --until LATER", Outcome::Done),
    ("P101", "marker add R004 dogs --from 2025-03-01", Outcome::Done),
    ("P101", "marker end R004 dogs", Outcome::Done),
    ("S201", "alone authorise R004 --officer P101 --on SOON --because NAME", Outcome::Done),
    (
        "S201",
        "offender add N1 --family NAME --given NAME --born 1971-02-03 --address NAME --owner P101 --from 2026-01-05",
        Outcome::Done,
    ),
    ("P101", "offender move N1 --address NAME --because NAME", Outcome::Done),
    ("S201", "tier set N1 high --because NAME", Outcome::Done),
    ("S201", "owner set N1 P102", Outcome::Done),
    ("P101", "status start N1 custody --from 2026-02-02 --because NAME", Outcome::Done),
    ("P101", "status confirm N1 custody --on 2026-02-05", Outcome::Done),
    ("P101", "status end N1 custody --on 2026-02-10", Outcome::Done),
    (
        "S201",
        "plan start N1 interval --every FREQ=MONTHLY --from 2026-02-20 --review-by LATER --because NAME",
        Outcome::Done,
    ),
    ("S201", "plan end N1 interval --on 2026-03-01 --because NAME", Outcome::Done),
    ("M301", "officer add P900 --name NAME --team Harbour --role officer --accredited yes", Outcome::Done),
    ("M301", "officer change P900 --team Moorland", Outcome::Done),
    ("S201", "reassign --from-officer P102 --to-officer P900 --yes", Outcome::Done),
    ("S201", "withdraw cover-1 --because NAME", Outcome::Done),
    ("M301", "officer leave P102 --because NAME", Outcome::Done),
    ("S201", "correct address-1 --set address=NAME --because NAME", Outcome::Done),
    ("S201", "tier set R002 low --because NAME --id low", Outcome::Proposed),
    ("S202", "pending", Outcome::Seen),
    ("S202", "authorise 1", Outcome::Done),
    ("S201", "tier set R007 low --because NAME --id lower", Outcome::Proposed),
    ("S202", "decline 2 --because NAME", Outcome::Declined),
    ("M301", "policy adopt SECOND --retroactive --yes --because NAME", Outcome::Done),
    ("S201", "import REGISTER --dry-run", Outcome::Tried),
    ("S201", "import REGISTER --conflicts", Outcome::Tried),
    ("S201", "import REGISTER", Outcome::Repeated),
    ("P900", "management end R006", Outcome::Refused),
    ("S201", "management start R006 --from 2025-06-01", Outcome::Done),
    ("S201", "management end R006 --because NAME", Outcome::Done),
    ("M301", "forget R006 --authorised-by S201 --because NAME", Outcome::Done),
    ("M301", "forget R006 --authorised-by S201 --because NAME", Outcome::Repeated),
    ("S201", "trail show --about R001 --most 5", Outcome::Seen),
    ("P101", "trail show", Outcome::Refused),
    ("P101", "trail verify", Outcome::Seen),
    ("P101", "trail checkpoint", Outcome::Taken),
    ("S201", "backup --to BACKUP", Outcome::Taken),
];

/// From the first binding on the account that runs the program is known.
const BOUND: &[(&str, &str, Outcome)] = &[
    ("M301", "officer bind M301", Outcome::Done),
    ("M301", "officer bind P900 --account 4000000", Outcome::Done),
    ("M301", "officer unbind P900 --account 4000000", Outcome::Done),
];

const NAME: &str = "Wilhelmina Ostrogoth-Pipe";

struct Unit {
    folder: TempDir,
}

impl Unit {
    fn new() -> Unit {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("register");
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register");
        std::fs::create_dir(&register).unwrap();
        for file in std::fs::read_dir(fixture).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), register.join(file.file_name())).unwrap();
        }
        let officers = std::fs::read_to_string(register.join("officers.csv")).unwrap();
        let more = "S202,Marigold Thornapple,Moorland,supervisor,yes,,,\n";
        std::fs::write(register.join("officers.csv"), officers + more).unwrap();
        Unit { folder }
    }

    fn run(&self, actor: &str, words: &[String]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.env_clear().env("HOMEVISIT_DB", self.folder.path().join("unit.db")).stdin(Stdio::null());
        command.env("XDG_CONFIG_HOME", self.folder.path());
        if !actor.is_empty() {
            command.args(["--actor", actor]);
        }
        command.args(words).output().unwrap()
    }

    fn entries(&self) -> Vec<Entry> {
        let store = Store::open(&self.folder.path().join("unit.db")).unwrap();
        let mut entries = Vec::new();
        let keep = &mut |entry: &Entry| {
            entries.push(entry.clone());
            Ok::<_, StoreError>(())
        };
        store.snapshot(None).unwrap().trail().each(1, keep).unwrap();
        entries
    }

    fn word(&self, sql: &str) -> String {
        let store = Store::open(&self.folder.path().join("unit.db")).unwrap();
        store.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn words(&self, line: &str) -> Vec<String> {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit");
        let soon = |days: u64| {
            let today: chrono::NaiveDate = self.entries().pop().unwrap().moment[..10].parse().unwrap();
            (today + chrono::Days::new(days)).to_string()
        };
        let word = |word: &str| match word {
            "NAME" => NAME.to_owned(),
            "SOON" => soon(4),
            "LATER" => soon(9),
            "VISIT" => self.word("select ref from visit join visit_fact using (visit_id) where day = '2025-03-30'"),
            "LAST" => self.word("select ref from visit order by visit_id desc limit 1"),
            "EXPORTED" => self.folder.path().join("exported").display().to_string(),
            "REGISTER" => self.folder.path().join("register").display().to_string(),
            "BACKUP" => self.folder.path().join("backup.db").display().to_string(),
            "SECOND" => fixture.join("second.toml").display().to_string(),
            word => word.replace("NAME", NAME),
        };
        line.split_whitespace().map(word).collect()
    }
}

/// Every command there is, as the program lists them.
fn listed(of: &[String], into: &mut BTreeSet<String>) {
    let help = Command::new(PROGRAM).env_clear().args(of).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.split_once("\nCommands:\n").map(|(_, rest)| rest.split("\n\n").next().unwrap());
    let first = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let names = commands.into_iter().flat_map(|commands| commands.lines().filter(first));
    let names: Vec<String> = names.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect();
    let names: Vec<String> = names.into_iter().filter(|name| name != "help").collect();
    // booking is a command with another under it
    if names.is_empty() || names == ["cancel"] {
        into.insert(of.join(" "));
    }
    for name in names {
        listed(&[of, &[name]].concat(), into);
    }
}

#[test]
fn every_command_leaves_one_entry_and_nothing_of_anybody_stands_in_it() {
    let unit = Unit::new();
    let said =
        |output: &Output| String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned();
    assert!(unit.run("", &unit.words("init")).status.success());
    assert_eq!(unit.entries().len(), 1);
    let register = unit.run("", &unit.words("import REGISTER"));
    assert!(register.status.success(), "{}", said(&register));
    let mut tried: BTreeSet<String> = ["init", "import"].map(str::to_owned).into();
    let mut listing = BTreeSet::new();
    listed(&[], &mut listing);
    let mut count = 2;
    let mut each = |(actor, line, outcome): &(&str, &str, Outcome), count: usize| {
        let words = unit.words(line);
        let output = unit.run(actor, &words);
        let entries = unit.entries();
        let told = said(&output);
        assert_eq!(entries.len(), count + 1, "{line}: {told}");
        let entry = entries.last().unwrap();
        assert_eq!(entry.outcome, *outcome, "{line}: {told}");
        assert_eq!(entry.actor, *actor, "{line}");
        assert!(words.join(" ").starts_with(&entry.spoken.command), "{line}: {}", entry.spoken.command);
        tried.insert(entry.spoken.command.clone());
    };
    for line in DAY {
        each(line, count);
        count += 1;
    }
    // the same, about nobody who is known: refused, and entered as such
    let refusable = DAY.iter().filter(|(_, line, _)| {
        !line.starts_with("officer add") && [" R0", " N1", " P"].iter().any(|known| line.contains(known))
    });
    for (actor, line, _) in refusable {
        let strange = line.replace(" R0", " X9").replace(" N1", " X9").replace(" P", " X9");
        let words = unit.words(&strange);
        let output = unit.run(actor, &words);
        assert_eq!(output.status.code(), Some(1), "{strange}: {}", said(&output));
        let entries = unit.entries();
        assert_eq!((entries.len(), entries.last().unwrap().outcome), (count + 1, Outcome::Refused), "{strange}");
        count += 1;
    }
    let named = unit.run("P101", &["show".to_owned(), "Ostrogoth".to_owned()]);
    assert_eq!(named.status.code(), Some(1));
    count += 1;
    for line in BOUND {
        each(line, count);
        count += 1;
    }
    let restored = Unit { folder: tempfile::tempdir().unwrap() };
    let output = restored.run("S201", &[unit.words("restore BACKUP --because"), vec![NAME.to_owned()]].concat());
    let (entries, of) = (restored.entries(), |entry: &Entry| entry.outcome == Outcome::Restored);
    assert_eq!(entries.iter().filter(|entry| of(entry)).count(), 1, "{}", said(&output));
    assert!(of(entries.last().unwrap()));
    tried.insert("restore".to_owned());
    let untried: Vec<&String> =
        listing.iter().filter(|command| !tried.contains(*command) && !EXEMPT.contains(&command.as_str())).collect();
    assert!(untried.is_empty(), "commands that this test does not try: {untried:?}");
    nothing_of_anybody(&unit);
    let verified = crate::kit::verified(&unit.folder.path().join("unit.db"));
    assert_eq!(verified.findings.kept, []);
}

/// No text of any table stands in a column of an entry, and no part of a name.
fn nothing_of_anybody(unit: &Unit) {
    let store = Store::open(&unit.folder.path().join("unit.db")).unwrap();
    let conn = store.connection();
    let all = |sql: &str| -> Vec<String> {
        let mut statement = conn.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let entries =
        all("select moment || ' ' || actor || ' ' || command || ' ' || asked || ' ' || coalesce(about, '') || ' '
                || coalesce(written, '')
         from entry");
    let texts = all("select family_name from person_text where family_name is not null
         union select given_names from person_text where given_names is not null
         union select date_of_birth from person_text where date_of_birth is not null
         union select address from address_text where address is not null
         union select postcode from address_text where postcode is not null
         union select name from officer_text where name is not null
         union select value from free_text where value is not null");
    let parts = NAME.split([' ', '-']).map(str::to_owned);
    let texts: Vec<String> = texts.into_iter().chain(parts).filter(|text| text.len() > 3).collect();
    assert!(texts.len() > 30 && entries.len() > 80);
    for entry in &entries {
        let stands: Vec<&String> = texts.iter().filter(|text| entry.contains(text.as_str())).collect();
        assert!(stands.is_empty(), "{stands:?} in {entry}");
    }
}
