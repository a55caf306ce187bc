//! Power lost at any moment, by what was written and not synced: see `disk`.

use std::fs;

use super::disk::{Disk, Left, Step, steps};
use super::kit::{self, Outcome, Recorded, Unit, whole};
use super::trial::{self, Trial};

/// What was done to the disk by commands run one after the other, and the database after each.
struct Told {
    disk: Disk,
    steps: Vec<Step>,
    states: Vec<Recorded>,
}

fn told(unit: Unit, commands: &[Vec<&str>]) -> Told {
    let mut states = vec![whole(&unit.path())];
    let disk = Disk::of(unit.folder());
    let elsewhere = Unit::bare();
    let log = elsewhere.folder().join("log");
    let unit = unit.with("WORST_LOG", log.display()).with("WORST_EASY", 1);
    for command in commands {
        unit.done(command);
        let copy = Unit::bare();
        for entry in fs::read_dir(unit.folder()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.folder().join(entry.file_name())).unwrap();
        }
        states.push(whole(&copy.path()));
    }
    let steps = steps(&fs::read(log).unwrap());
    assert_eq!(steps.iter().filter(|step| matches!(step, Step::Answered)).count(), commands.len());
    Told { disk, steps, states }
}

impl Told {
    /// Loses power before each step, and says how often; `each` is told what is left, how many were answered, and where.
    fn lose_power(mut self, rng: &mut fastrand::Rng, mut each: impl FnMut(Unit, usize, &[Recorded], &str)) -> usize {
        let (mut answered, mut lost) = (0, 0);
        for place in 0..=self.steps.len() {
            let step = self.steps.get(place);
            let last = place.checked_sub(1).map(|place| &self.steps[place]);
            let at_sync = [step, last].into_iter().flatten().any(|step| matches!(step, Step::Sync(_) | Step::Answered));
            let some = match (kit::long(), at_sync) {
                (true, _) => 20,
                (false, true) => 2,
                (false, false) => usize::from(rng.u8(..3) == 0),
            };
            let all = [Left::Nothing, Left::Everything].into_iter().filter(|_| at_sync);
            for left in all.chain(std::iter::repeat_n(Left::Some, some)) {
                let unit = Unit::bare();
                self.disk.lose_power(left, rng, unit.folder());
                each(unit, answered, &self.states, &format!("power lost before step {place}, {left:?} left"));
                lost += 1;
            }
            let Some(step) = step else { break };
            answered += usize::from(matches!(step, Step::Answered));
            self.disk.take(step);
        }
        lost
    }
}

fn loses_power(trial: &Trial) {
    let mut rng = kit::chance(trial.name);
    let told = told(trial.unit(), &[trial.arguments()]);
    let lost = told.lose_power(&mut rng, |unit, answered, _, what| {
        let out = Outcome { code: (answered > 0).then_some(0), answer: String::new(), said: String::new() };
        trial.holds(unit, &out, what);
    });
    println!("{}: power lost {lost} times", trial.name);
}

#[test]
fn a_visit_survives_the_loss_of_power_once_it_is_acknowledged() {
    loses_power(&trial::recording());
}

#[test]
fn an_extract_survives_the_loss_of_power_once_it_is_acknowledged() {
    loses_power(&trial::importing());
}

#[test]
fn a_database_that_is_brought_up_to_date_survives_the_loss_of_power() {
    loses_power(&trial::migrating());
}

#[test]
fn of_visits_one_after_the_other_every_acknowledged_one_survives() {
    let mut rng = kit::chance("visits");
    let unit = Unit::of(&kit::prepared().1.path());
    // Somebody else has the database open, so that the log is not taken into it at each command's end.
    let beside = rusqlite::Connection::open(unit.path()).unwrap();
    beside.query_row("select count(*) from act", [], |row| row.get::<_, i64>(0)).unwrap();
    let days: Vec<String> = (1..=3).map(|day| format!("2025-03-{day:02}")).collect();
    let commands: Vec<_> = days.iter().map(|day| kit::recording("R002", day, day)).collect();
    let lost = told(unit, &commands).lose_power(&mut rng, |unit, answered, states, what| {
        let found = whole(&unit.path());
        let may_be = &states[answered..states.len().min(answered + 2)];
        assert!(may_be.contains(&found), "{what}, {answered} acknowledged: {}", kit::differ(&found, &may_be[0]));
    });
    println!("visits: power lost {lost} times");
}

#[test]
fn a_database_whose_making_lost_its_power_is_whole_or_refused_with_what_to_do() {
    let mut rng = kit::chance("init");
    let unit = Unit::bare();
    let disk = Disk::of(unit.folder());
    let elsewhere = Unit::bare();
    let log = elsewhere.folder().join("log");
    let unit = unit.with("WORST_LOG", log.display()).with("WORST_EASY", 1);
    unit.done(&["init"]);
    let states = vec![whole(&unit.path())];
    let told = Told { disk, steps: steps(&fs::read(log).unwrap()), states };
    told.lose_power(&mut rng, |unit, answered, states, what| {
        let out = unit.run(&["policy", "list"]);
        if answered > 0 || out.code == Some(0) {
            assert_eq!(out.code, Some(0), "{what}: {out:?}");
            assert_eq!(whole(&unit.path()), states[0], "{what}");
        } else {
            assert_eq!(out.code, Some(74), "{what}: {out:?}");
            let cut_off = out.said.contains("the making of the database was cut off");
            assert!(cut_off || out.said.contains("there is no database there"), "{what}: {out:?}");
        }
    });
}
