//! An extract changes who is what by the right of whoever keeps the list of officers, and by no other.

use homevisit::act::deed::DeedRefused;
use homevisit::act::import::{ImportError, Request, import, preview};
use homevisit::domain::deed::Right;

use crate::kit::{Unit, alone};

const SUPERVISOR: &str = "S201,Barnaby Oakentree,Harbour,supervisor,yes,,,";
const LAST: &str = "M302,Odo Fernwater,Unit,manager,no,,,";

/// What makes of officers what was not, and of whom.
fn changes() -> Vec<(&'static str, String, &'static str)> {
    let more = |line: &str| format!("{LAST}\n{line}");
    vec![
        (SUPERVISOR, SUPERVISOR.replace("supervisor", "manager"), "S201"),
        (SUPERVISOR, SUPERVISOR.replace("supervisor", "officer"), "S201"),
        (SUPERVISOR, SUPERVISOR.replace("yes,,,", "yes,,2999-01-01,"), "S201"),
        ("0.55,2025-02-01,", "0.55,,".to_owned(), "P103"),
        (LAST, more("S201,Barnaby Oakentree,Harbour,manager,yes,,,2999-01-01"), "S201"),
        (LAST, more("M309,Odo Fernwater,Unit,manager,no,,,"), "M309"),
        (LAST, more("S209,Odo Fernwater,Unit,supervisor,no,,,2999-01-01"), "S209"),
    ]
}

#[test]
fn a_supervisor_changes_no_role_and_no_service_by_an_extract() {
    for (line, changed, whose) in changes() {
        let mut unit = Unit::under(&alone());
        let before = unit.everything();
        for actor in ["S202", "P101", "account 1000", "tester"] {
            let dir = unit.extract_with(line, &changed);
            let request = Request { dir: &dir, actor, today: unit.today(), id: None };
            for refused in [
                preview(&mut unit.store, &request, &mut |_| ()).map(|_| ()),
                import(&mut unit.store, &request, &mut |_| ()).map(|_| ()),
            ] {
                let refused = refused.unwrap_err();
                let ImportError::Officers { refused: why, officers } = &refused else { panic!("{refused}") };
                assert_eq!((officers.count, officers.references.as_slice()), (1, &[whose.to_owned()][..]));
                assert!(
                    refused
                        .to_string()
                        .ends_with(&format!(": of {whose} it changes the role or the service; nothing was taken in"))
                );
                if actor == "S202" {
                    assert!(matches!(why, DeedRefused::Role { right: Right::KeepOfficers, .. }), "{why}");
                }
            }
            assert_eq!(unit.everything(), before, "{changed}");
            std::fs::write(
                dir.join("officers.csv"),
                std::fs::read_to_string(dir.join("officers.csv")).unwrap().replace(&changed, line),
            )
            .unwrap();
        }
        unit.import_with("M301", line, &changed).unwrap();
    }
}

#[test]
fn what_else_an_extract_says_of_officers_is_a_supervisors_to_take_in() {
    let new = format!("{LAST}\nP109,Odo Fernwater,Unit,officer,no,,,");
    let moved = SUPERVISOR.replace("Harbour", "Moorland");
    for (line, changed) in [(SUPERVISOR, moved), (LAST, new)] {
        let mut unit = Unit::new();
        unit.import_with("S201", line, &changed).unwrap();
    }
}

#[test]
fn the_program_says_whose_role_it_is_and_who_could() {
    let unit = Unit::new();
    let dir = unit.extract_with(SUPERVISOR, &SUPERVISOR.replace("supervisor", "manager"));
    let dir = dir.to_str().unwrap();
    for asked in [&["--actor", "S201", "import", dir][..], &["--actor", "S201", "import", dir, "--dry-run"]] {
        let refused = unit.refused(asked);
        for said in
            ["this asks for a manager (the right to `keep-officers`)", "of S201 it changes the role or the service"]
        {
            assert!(refused.contains(said), "{refused}");
        }
        assert!(!refused.contains("Oakentree"), "{refused}");
    }
    assert!(unit.refused(&["--actor", "S201", "officer", "bind", "S201", "--account", "1001"]).contains("a manager"));
    unit.answer(&["--actor", "M301", "import", dir]);
}
