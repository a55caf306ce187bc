use homevisit::act::deed::Noted;
use homevisit::domain::day::Day;
use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::Fact;
use homevisit::domain::work::{Course, Stage, StageFault, check_stages};

use crate::kit::{OFFICER, SUPERVISOR, Unit, about, day, offender, visit, without_reason};

const DECIDE: ActKind = ActKind::Decide;
const STEP: ActKind = ActKind::StepWarrant;
const DIRECT: ActKind = ActKind::Direct;

fn decision(course: Course, visit_by: Day) -> Change {
    Change::Decide(offender("R001"), course, visit_by)
}

fn step(stage: Stage, on: Option<Day>) -> Change {
    Change::Step(offender("R001"), stage, on)
}

fn direction(visit_by: Day, cause: &str) -> Change {
    Change::Direct(offender("R001"), visit_by, cause.to_owned())
}

#[test]
fn a_decision_is_of_the_moment_of_its_act() {
    let mut unit = Unit::new();
    let by = unit.today().plus_days(7);
    let done = unit.done(SUPERVISOR, DECIDE, decision(Course::Revisit, by));
    let now = done.act.moment.at_in(chrono_tz::Europe::London);
    let expected = Fact::Decision { day: now.day, time: now.clock(), course: Course::Revisit, visit_by: by };
    assert_eq!(done.facts[0].fact, Some(expected));
}

#[test]
fn a_decision_is_a_supervisors_with_a_reason_and_a_day_not_gone_by() {
    let mut unit = Unit::new();
    let today = unit.today();
    let said = unit.refused(OFFICER, DECIDE, decision(Course::Warrant, today));
    assert!(said.contains("this asks for a supervisor (the right to `decide`)"), "{said}");
    let said = unit.refused_deed(SUPERVISOR, &without_reason(DECIDE, decision(Course::Warrant, today)));
    assert!(said.contains("wants a reason"), "{said}");
    // The reason is asked for whatever the act calls itself.
    let said = unit.refused_deed(SUPERVISOR, &without_reason(ActKind::Book, decision(Course::Warrant, today)));
    assert!(said.contains("wants a reason"), "{said}");
    let said = unit.refused(SUPERVISOR, DECIDE, decision(Course::Warrant, today.before()));
    assert!(said.contains("the day of the decision"), "{said}");
    unit.done(SUPERVISOR, DECIDE, decision(Course::Warrant, today));
}

#[test]
fn a_decision_still_to_come_is_refused() {
    let mut unit = Unit::new();
    let tomorrow = unit.today().next();
    let fact = Fact::Decision { day: tomorrow, time: None, course: Course::Revisit, visit_by: tomorrow };
    assert!(unit.refused(SUPERVISOR, DECIDE, about("R001", fact)).contains("still to come"));
}

#[test]
fn a_decision_that_the_case_did_not_want_yet_is_taken_and_noted() {
    let mut unit = Unit::new();
    let by = unit.today().plus_days(7);
    unit.visit("R001", visit("2025-04-01", "no-reply"));
    let done = unit.done(SUPERVISOR, DECIDE, decision(Course::Revisit, by));
    let early = Noted::NotWanted { offender_ref: "R001".to_owned(), attempts: 1, wanted: 2 };
    assert_eq!(done.noted, vec![early]);
}

#[test]
fn a_decision_that_the_case_wanted_is_not_noted() {
    let mut unit = Unit::new();
    let by = unit.today().plus_days(7);
    unit.visit("R001", visit("2025-04-01", "no-reply"));
    unit.visit("R001", visit("2025-04-02", "refused"));
    assert_eq!(unit.done(SUPERVISOR, DECIDE, decision(Course::Warrant, by)).noted, vec![]);
}

#[test]
fn a_warrant_goes_from_stage_to_stage() {
    let mut unit = Unit::new();
    let today = unit.today();
    let said = unit.refused(OFFICER, STEP, step(Stage::Authorised, None));
    assert!(said.contains("no decision for a warrant is recorded"), "{said}");
    unit.done(SUPERVISOR, DECIDE, decision(Course::Revisit, today));
    let said = unit.refused(OFFICER, STEP, step(Stage::Authorised, None));
    assert!(said.contains("no decision for a warrant is recorded"), "{said}");
    unit.done(SUPERVISOR, DECIDE, decision(Course::Warrant, today));
    let done = unit.done(OFFICER, STEP, step(Stage::Authorised, None));
    assert_eq!(done.facts[0].fact, Some(Fact::Stage { decision: 2, stage: Stage::Authorised, day: today }));
    let said = unit.refused(OFFICER, STEP, step(Stage::Granted, None));
    assert!(said.contains("authorised can next be applied, not granted"), "{said}");
    unit.done(OFFICER, STEP, step(Stage::Applied, Some(today)));
    unit.done(OFFICER, STEP, step(Stage::CourtRefused, None));
    let said = unit.refused(OFFICER, STEP, step(Stage::Executed, None));
    assert!(said.contains("court-refused can next be nothing, not executed"), "{said}");
}

#[test]
fn a_stage_is_of_the_latest_decision_for_a_warrant() {
    let mut unit = Unit::new();
    let today = unit.today();
    unit.done(SUPERVISOR, DECIDE, decision(Course::Warrant, today));
    unit.done(OFFICER, STEP, step(Stage::Authorised, None));
    unit.done(SUPERVISOR, DECIDE, decision(Course::Warrant, today));
    let said = unit.refused(OFFICER, STEP, step(Stage::Applied, None));
    assert!(said.contains("a warrant is first authorised"), "{said}");
    unit.done(SUPERVISOR, DECIDE, decision(Course::Arrest, today));
    let done = unit.done(OFFICER, STEP, step(Stage::Authorised, None));
    assert!(matches!(done.facts[0].fact, Some(Fact::Stage { decision: 2, .. })), "{:?}", done.facts);
}

#[test]
fn a_stage_is_neither_before_the_decision_nor_still_to_come() {
    let mut unit = Unit::new();
    let today = unit.today();
    unit.done(SUPERVISOR, DECIDE, decision(Course::Warrant, today));
    let said = unit.refused(OFFICER, STEP, step(Stage::Authorised, Some(today.before())));
    assert!(said.contains("the day of the stage before it"), "{said}");
    assert!(unit.refused(OFFICER, STEP, step(Stage::Authorised, Some(today.next()))).contains("still to come"));
}

#[test]
fn a_stage_names_a_decision_for_a_warrant_of_this_offender() {
    let mut unit = Unit::new();
    let today = unit.today();
    unit.done(SUPERVISOR, DECIDE, decision(Course::Warrant, today));
    unit.done(SUPERVISOR, DECIDE, decision(Course::Arrest, today));
    for (reference, decision) in [("R001", 2), ("R001", 3), ("R002", 1)] {
        let fact = Fact::Stage { decision, stage: Stage::Authorised, day: today };
        let said = unit.refused(OFFICER, STEP, about(reference, fact));
        assert!(said.contains("is no decision for a warrant of this offender"), "{said}");
    }
}

#[test]
fn stages_follow_each_other_in_order_and_in_time() {
    let days = [day("2025-04-01"), day("2025-04-02"), day("2025-04-02"), day("2025-04-05")];
    let all = [Stage::Authorised, Stage::Applied, Stage::Granted, Stage::Executed];
    let stages: Vec<_> = all.into_iter().zip(days).collect();
    assert_eq!(check_stages(days[0], &stages), Ok(()));
    assert_eq!(check_stages(days[0], &stages[1..]), Err(StageFault::Order { before: None, stage: Stage::Applied }));
    let back = [stages[0], stages[1], (Stage::Granted, days[0])];
    assert_eq!(check_stages(days[0], &back), Err(StageFault::Day { on: days[0], before: days[1] }));
    for before in Stage::ALL {
        for stage in Stage::ALL {
            let may = Stage::after(Some(*before)).contains(stage);
            let expected = matches!(
                (before, stage),
                (Stage::Authorised, Stage::Applied)
                    | (Stage::Applied, Stage::Granted | Stage::CourtRefused)
                    | (Stage::Granted, Stage::Executed)
            );
            assert_eq!(may, expected, "{before} then {stage}");
        }
    }
}

#[test]
fn a_direction_is_a_supervisors_with_a_cause_of_the_policy_and_a_day_not_gone_by() {
    let mut unit = Unit::new();
    let today = unit.today();
    let said = unit.refused(OFFICER, DIRECT, direction(today, "concern"));
    assert!(said.contains("this asks for a supervisor (the right to `direct`)"), "{said}");
    let said = unit.refused_deed(SUPERVISOR, &without_reason(ActKind::Book, direction(today, "concern")));
    assert!(said.contains("wants a reason"), "{said}");
    let said = unit.refused(SUPERVISOR, DIRECT, direction(today, "a hunch"));
    assert!(said.ends_with("it has intelligence, change, concern, backlog, other"), "{said}");
    let said = unit.refused(SUPERVISOR, DIRECT, direction(today.before(), "concern"));
    assert!(said.contains("the day of the direction"), "{said}");
    let done = unit.done(SUPERVISOR, DIRECT, direction(today, "concern"));
    let now = done.act.moment.at_in(chrono_tz::Europe::London);
    let expected = Fact::Direction { day: now.day, time: now.clock(), visit_by: today, cause: "concern".to_owned() };
    assert_eq!(done.facts[0].fact, Some(expected));
    assert_eq!(done.moved[0].before, done.moved[0].after, "a direction moves no date");
}
