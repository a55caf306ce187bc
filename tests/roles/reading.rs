//! Every command of the program, by every role, by an account that is bound to nobody and by somebody who has left.

use homevisit::domain::deed::{About, ActKind, Change, Right, Running};
use homevisit::domain::officer::Role;
use homevisit::domain::practice::Practice;

use crate::kit::{Unit, alone, one};

/// What a command line asks for.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    /// To be somebody.
    Nothing,
    /// A right that no deed asks for.
    A(Right),
    /// That of the act, which `everyone` tries.
    Act,
}

type Line = (&'static [&'static str], Needs);

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/unit/register");
const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/policies/uk-ew-baseline.toml");
const AS_OF: &str = "--as-of=2025-06-01";

/// The command lines of a command that opens a database; none of one that opens no database of the unit.
fn lines(command: &str) -> &'static [Line] {
    use Needs::{A, Act, Nothing};
    match command {
        "demo" | "init" | "generate" | "policy check" | "restore" | "doctor" => &[],
        "import" => &[(&["import", FIXTURE, "--dry-run"], A(Right::Import))],
        "policy adopt" => &[(&["policy", "adopt", BASELINE, "--yes"], A(Right::AdoptPolicy))],
        "policy show" => &[(&["policy", "show"], Nothing)],
        "policy list" => &[(&["policy", "list"], Nothing)],
        "worklist" => &[
            (&["worklist", "--all", AS_OF], Nothing),
            (&["worklist", AS_OF], Nothing),
            (&["worklist", "--all", AS_OF, "--format=json"], A(Right::Export)),
            (&["worklist", "--all", AS_OF, "--format=csv"], A(Right::Export)),
        ],
        "audit" => &[
            (&["audit", "--from=2025-01-01", "--to=2025-03-31", AS_OF], Nothing),
            (&["audit", "--from=2025-01-01", "--to=2025-03-31", AS_OF, "--format=json"], A(Right::Export)),
            (&["audit", "--from=2025-01-01", "--to=2025-03-31", AS_OF, "--format=csv"], A(Right::Export)),
            (
                &["audit", "--from=2025-01-01", "--to=2025-03-31", "--compare-known=2", "--format=json"],
                A(Right::Export),
            ),
        ],
        "overview" => &[
            (&["overview", AS_OF], Nothing),
            (&["overview", AS_OF, "--format=json"], A(Right::Export)),
            (&["overview", AS_OF, "--format=csv"], A(Right::Export)),
        ],
        "cases" => &[
            (&["cases", "managed", AS_OF], Nothing),
            (&["cases", "managed", AS_OF, "--format=json"], A(Right::Export)),
            (&["cases", "managed", AS_OF, "--format=csv"], A(Right::Export)),
        ],
        "trend" => &[
            (&["trend", "--measure=owed", "--from=2025-03-01", "--to=2025-06-01"], Nothing),
            (&["trend", "--measure=owed", "--from=2025-03-01", "--to=2025-06-01", "--format=json"], A(Right::Export)),
            (&["trend", "--measure=owed", "--from=2025-03-01", "--to=2025-06-01", "--format=csv"], A(Right::Export)),
        ],
        "unseen" => &[
            (&["unseen", AS_OF], Nothing),
            (&["unseen", AS_OF, "--format=json"], A(Right::Export)),
            (&["unseen", AS_OF, "--format=csv"], A(Right::Export)),
            (&["unseen", AS_OF, "--format=html", "--for=them", "--because=to see"], A(Right::Export)),
        ],
        "officer list" => &[
            (&["officer", "list", AS_OF], Nothing),
            (&["officer", "list", AS_OF, "--format=json"], A(Right::Export)),
            (&["officer", "list", AS_OF, "--format=csv"], A(Right::Export)),
        ],
        "load" => &[
            (&["load", AS_OF], Nothing),
            (&["load", "--team=Moorland", AS_OF, "--format=json"], A(Right::Export)),
            (&["load", AS_OF, "--format=csv"], A(Right::Export)),
        ],
        "forecast" => &[
            (&["forecast", AS_OF], Nothing),
            (&["forecast", "--weeks=4", AS_OF, "--format=json"], A(Right::Export)),
            (&["forecast", "--team=Moorland", AS_OF, "--format=csv"], A(Right::Export)),
        ],
        "integrity" => &[
            (&["integrity", AS_OF], Nothing),
            (&["integrity", AS_OF, "--format=json"], A(Right::Export)),
            (&["integrity", AS_OF, "--pattern=alike", "--format=csv"], A(Right::Export)),
        ],
        "predictability" => &[
            (&["predictability", AS_OF], Nothing),
            (&["predictability", AS_OF, "--format=json"], A(Right::Export)),
            (&["predictability", AS_OF, "--officer=P101", "--format=csv"], A(Right::Export)),
        ],
        "calendar" => {
            &[(&["calendar", "--officer=P101", "--due", AS_OF, "--for=a phone", "--because=to go"], A(Right::Export))]
        }
        "visit flagged" => &[
            (&["visit", "flagged", "--from=2025-01-01"], Nothing),
            (&["visit", "flagged", "--from=2025-01-01", "--format=json"], A(Right::Export)),
        ],
        "trail show" => {
            &[(&["trail", "show"], A(Right::ReadTrail)), (&["trail", "show", "--format=json"], A(Right::ReadTrail))]
        }
        "trail verify" => &[(&["trail", "verify"], Nothing)],
        "trail checkpoint" => &[(&["trail", "checkpoint", "--key=trail.key"], Nothing)],
        "forget" => &[(&["forget", "R001", "--authorised-by=S202", "--because=x"], A(Right::Forget))],
        "backup" => &[(&["backup", "--to=copy.db"], A(Right::Export))],
        "export register" => {
            &[(&["export", "register", "--to=exported", "--for=a system", "--because=to move"], A(Right::Export))]
        }
        "explain" => &[(&["explain", "R001"], Nothing), (&["explain", "R001", "--format=json"], Nothing)],
        "offender show" => &[(&["offender", "show", "R001", "--format=json"], Nothing)],
        "show" => &[(&["show", "R001"], Nothing), (&["show", "R001", "--format=json"], Nothing)],
        "history" => &[
            (&["history", "R001"], Nothing),
            (&["history", "R001", "--format=json"], Nothing),
            (&["history", "--officer=P101", "--format=json"], Nothing),
        ],
        "evidence" => &[(&["evidence", "R001"], Nothing), (&["evidence", "R001", "--format=json"], Nothing)],
        "pending" => &[(&["pending"], Nothing), (&["pending", "--format=json"], Nothing)],
        "authorise" => &[(&["authorise", "1"], Act)],
        "decline" => &[(&["decline", "1", "--because=x"], Act)],
        "visit record" => &[(&["visit", "record", "R001", "--on=2025-03-01", "--outcome=seen", "--yes"], Act)],
        "visit entered" => &[(&["visit", "entered", "V0001"], Act)],
        "visit one" => &[(&["visit", "one", "V0001", "V0002", "--because=x"], Act)],
        "visit two" => &[(&["visit", "two", "V0001", "V0002", "--because=x"], Act)],
        "referral record" => {
            &[(&["referral", "record", "R001", "--visit=V0001", "--to=social-care", "--at=10:00"], Act)]
        }
        "decision record" => {
            &[(&["decision", "record", "R001", "--course=revisit", "--visit-by=2999-01-01", "--because=x"], Act)]
        }
        "decision step" => &[(&["decision", "step", "R001", "authorised"], Act)],
        "direct" => &[(&["direct", "R001", "--visit-by=2999-01-01", "--cause=other", "--because=x"], Act)],
        "book" => &[(&["book", "R001", "--on=2999-01-01", "--at=10:00", "--officers=P101"], Act)],
        "book cancel" => &[(&["book", "cancel", "R001", "--on=2999-01-01"], Act)],
        "cover" => &[(&["cover", "P101", "--with=P102", "--from=2999-01-01", "--until=2999-02-01"], Act)],
        "reassign" => &[(&["reassign", "--from-officer=P101", "--to-officer=P102", "--yes"], Act)],
        "marker add" => &[(&["marker", "add", "R001", "dogs"], Act)],
        "marker end" => &[(&["marker", "end", "R001", "dogs"], Act)],
        "alone authorise" => {
            &[(&["alone", "authorise", "R001", "--officer=P101", "--on=2999-01-01", "--because=x"], Act)]
        }
        "offender add" => &[(&["offender", "add", "R900", "--family=X", "--from=2025-01-01"], Act)],
        "offender move" => &[(&["offender", "move", "R001", "--postcode=ZZ1 1ZZ"], Act)],
        "management start" => &[(&["management", "start", "R006"], Act)],
        "management end" => &[(&["management", "end", "R001"], Act)],
        "tier set" => &[(&["tier", "set", "R001", "high", "--because=x"], Act)],
        "owner set" => &[(&["owner", "set", "R001", "P102"], Act)],
        "status start" => &[(&["status", "start", "R001", "custody"], Act)],
        "status end" => &[(&["status", "end", "R005", "hospital"], Act)],
        "status confirm" => &[(&["status", "confirm", "R005", "hospital"], Act)],
        "plan start" => &[(&["plan", "start", "R001", "reactive", "--review-by=2999-01-01", "--because=x"], Act)],
        "plan end" => &[(&["plan", "end", "R010", "interval"], Act)],
        "officer add" => {
            &[(&["officer", "add", "P900", "--name=X", "--team=Unit", "--role=officer", "--accredited=yes"], Act)]
        }
        "officer change" => &[(&["officer", "change", "P102", "--team=Unit"], Act)],
        "officer leave" => &[(&["officer", "leave", "S202"], Act)],
        "officer bind" => &[(&["officer", "bind", "P101", "--account=1"], Act)],
        "officer unbind" => &[(&["officer", "unbind", "M301", "--account=1003"], Act)],
        "correct" => &[(&["correct", "tier-1", "--set=tier=low", "--because=x"], Act)],
        "withdraw" => &[(&["withdraw", "tier-1", "--because=x"], Act)],
        other => panic!("`homevisit {other}` has no row: who may do it?"),
    }
}

/// Every command of the program that is one by itself.
fn commands(unit: &Unit) -> Vec<String> {
    let mut all = Vec::new();
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let help = unit.answer(&arguments);
        let Some((_, listed)) = help.split_once("\nCommands:\n") else {
            all.push(path.join(" "));
            continue;
        };
        if help.contains("\nArguments:\n") {
            all.push(path.join(" "));
        }
        let listed = listed.split("\n\n").next().unwrap_or_default();
        let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
        open.extend(names.map(|name| [&path[..], &[name.to_owned()]].concat()));
    }
    all
}

fn every_line(unit: &Unit) -> Vec<Line> {
    commands(unit).iter().flat_map(|command| lines(command).iter().copied()).collect()
}

fn own() -> u32 {
    rustix::process::getuid().as_raw()
}

#[test]
fn an_account_bound_to_nobody_neither_reads_nor_records() {
    let mut unit = Unit::under(&alone());
    unit.bind("M301", if own() == 1003 { 1004 } else { 1003 }).unwrap();
    let before = unit.everything();
    for (line, _) in every_line(&unit) {
        let refused = unit.refused(line);
        assert!(refused.contains("is bound to no officer"), "{line:?}: {refused}");
    }
    assert_eq!(unit.everything(), before);
}

#[test]
fn somebody_who_has_left_neither_reads_nor_records() {
    let mut unit = Unit::under(&alone());
    unit.bind("M301", own().wrapping_add(1)).unwrap();
    unit.bind("S202", own()).unwrap();
    let leaves = Change::End(About::Officer("S202".into()), Running::Service, unit.today());
    unit.try_as("M301", None, &one(ActKind::EndService, leaves)).unwrap();
    let before = unit.everything();
    for (line, _) in every_line(&unit) {
        let refused = unit.refused(line);
        assert!(refused.contains("who is not in service today"), "{line:?}: {refused}");
    }
    assert_eq!(unit.everything(), before);
}

#[test]
fn every_role_reads_and_takes_out_what_the_policy_lets_it() {
    let practice = Practice::default();
    for (id, role) in [("P101", Role::Officer), ("S201", Role::Supervisor), ("M301", Role::Manager)] {
        let mut unit = Unit::under(&alone());
        unit.bind("M302", own().wrapping_add(1)).unwrap();
        unit.bind(id, own()).unwrap();
        for (line, needs) in every_line(&unit) {
            match needs {
                Needs::Act => continue,
                Needs::A(right) if !practice.may(role, right) => {
                    let refused = unit.refused(line);
                    let asks = format!("this asks for a {} (the right to `{right}`)", practice.least_role(right));
                    assert!(refused.contains(&asks), "{role}: {line:?}: {refused}");
                }
                Needs::A(Right::AdoptPolicy) => assert!(unit.refused(line).contains("adopted before")),
                Needs::A(Right::Forget) => assert!(!unit.refused(line).contains("the right to"), "{role}"),
                Needs::Nothing | Needs::A(_) => {
                    unit.answer(line);
                }
            }
        }
    }
}

#[test]
fn before_any_account_is_bound_everybody_takes_lists_out() {
    let unit = Unit::under(&alone());
    for (line, needs) in every_line(&unit) {
        if needs == Needs::A(Right::Export) {
            unit.answer(&[&["--actor", "P101"], line].concat());
        }
    }
}
