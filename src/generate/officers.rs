//! The unit: officers in teams of about six, a supervisor for each, one manager.

use chrono::NaiveDate;

use super::chance::{Chance, plus};
use super::places::DISTRICTS;
use super::{Shape, Spec, names};

const CASES_EACH: u32 = 50;
const TEAM_OF: usize = 6;
const TEAMS: &[&str] =
    &["Harbour", "Moor", "Lantern", "Orchard", "Quarry", "Beacon", "Mill", "Heron", "Thistle", "Weir"];

pub(super) struct Officer {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) team: String,
    pub(super) role: &'static str,
    pub(super) accredited: bool,
    /// In tenths.
    pub(super) share: Option<i64>,
    pub(super) joined: Option<NaiveDate>,
    pub(super) left: Option<NaiveDate>,
    /// The team they came from, and the day they came to the one they are in.
    pub(super) moved: Option<(String, NaiveDate)>,
}

impl Officer {
    fn serves(&self, day: NaiveDate) -> bool {
        self.joined.is_none_or(|joined| joined <= day) && self.left.is_none_or(|left| day < left)
    }
}

/// Everyone who works in the unit: officers first, then supervisors by team, then the manager.
pub(super) struct Roster {
    pub(super) people: Vec<Officer>,
    officers: usize,
    teams: usize,
}

impl Roster {
    pub(super) fn new(spec: &Spec) -> Self {
        let chance = &mut Chance::new(spec.seed, u64::MAX - 1);
        let officers = spec.offenders.div_ceil(CASES_EACH) as usize;
        let teams = officers.div_ceil(TEAM_OF);
        let mut people: Vec<_> = (0..officers).map(|index| officer(chance, spec, index, teams)).collect();
        people.extend(
            (0..teams).map(|team| senior(chance, format!("SU-{:02}", team + 1), team_name(team), "supervisor")),
        );
        people.push(senior(chance, "MA-01".to_owned(), "Whole unit".to_owned(), "manager"));
        Self { people, officers, teams }
    }

    pub(super) fn id(&self, index: usize) -> &str {
        &self.people[index].id
    }

    /// The team that covers a district, or one of them; `lot` tells them apart.
    pub(super) fn team_of(&self, district: usize, lot: usize) -> usize {
        if self.teams <= DISTRICTS { district * self.teams / DISTRICTS } else { lot % self.teams }
    }

    pub(super) fn supervisor(&self, team: usize) -> &str {
        &self.people[self.officers + team].id
    }

    /// Somebody of the team serving on a day, the full-time more often. Whoever was there first always serves.
    pub(super) fn serving(&self, chance: &mut Chance, team: usize, day: NaiveDate) -> usize {
        let ranks = (self.officers - team).div_ceil(self.teams);
        for _ in 0..12 {
            let rank = usize::try_from(chance.between(0, ranks as i64 - 1)).unwrap_or(0);
            let index = team + rank * self.teams;
            let officer = &self.people[index];
            if officer.serves(day) && chance.between(1, 10) <= officer.share.unwrap_or(10) {
                return index;
            }
        }
        team
    }

    pub(super) fn serves(&self, index: usize, day: NaiveDate) -> bool {
        self.people[index].serves(day)
    }

    /// Whoever has left the team, and the day they did.
    pub(super) fn leaver(&self, team: usize) -> Option<(usize, NaiveDate)> {
        let ranks = (self.officers - team).div_ceil(self.teams);
        (0..ranks).map(|rank| team + rank * self.teams).find_map(|index| Some((index, self.people[index].left?)))
    }

    /// An id that is in no roster of this size.
    pub(super) fn stranger(&self) -> String {
        if self.officers < 999 { "OF-999".to_owned() } else { "OF-999999".to_owned() }
    }
}

fn team_name(team: usize) -> String {
    let name = TEAMS[team % TEAMS.len()];
    match team / TEAMS.len() {
        0 => name.to_owned(),
        round => format!("{name} {}", round + 1),
    }
}

fn officer(chance: &mut Chance, spec: &Spec, index: usize, teams: usize) -> Officer {
    let (team, rank) = (index % teams, index / teams);
    let realistic = spec.shape == Shape::Realistic;
    let joined = plus(spec.last_day, -chance.tail(200, 13 * 365));
    let left = plus(spec.last_day, -chance.between(40, 160));
    let came = plus(spec.last_day, -chance.between(200, 500));
    let leaves = realistic && rank == 3 && team % 3 == 1;
    let moves = realistic && rank == 2 && team % 3 == 2;
    Officer {
        id: format!("OF-{:02}", index + 1),
        name: names::plain_name(chance),
        team: team_name(team),
        role: "officer",
        accredited: rank == 0 || chance.percent(68.0),
        share: Some(chance.weighted(&[(60, 10), (12, 8), (8, 9), (8, 6), (4, 7)])),
        joined: (realistic && rank >= 2 && !leaves && !moves).then_some(joined),
        left: leaves.then_some(left),
        moved: moves.then(|| (team_name((team + 1) % teams), came)),
    }
}

fn senior(chance: &mut Chance, id: String, team: String, role: &'static str) -> Officer {
    let (name, accredited, share) = (names::plain_name(chance), role == "supervisor", None);
    Officer { id, name, team, role, accredited, share, joined: None, left: None, moved: None }
}
