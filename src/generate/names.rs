//! People who do not exist, by name. Every part of a name is invented; some are awkward on purpose.

use chrono::NaiveDate;

use super::chance::{Chance, plus};
use super::facts::World;
use super::{Shape, years_before};

const FAMILY_HEADS: &[&str] = &[
    "Quill", "Fenno", "Obrun", "Thrax", "Zwibbe", "Mogga", "Plimbo", "Wozzle", "Yaxi", "Druska", "Glimmer", "Hespa",
    "Inkle", "Jorvo", "Kettri", "Lumba", "Nibbel", "Orrim", "Pundle", "Quavo", "Rumple", "Skerri", "Tindle", "Umbra",
    "Vexa", "Wimble", "Xandri", "Yondel", "Zephra", "Ébri", "Ødri", "Brömme", "Ñandu", "Çilva", "Grimbul", "Harrox",
    "Ixle", "Murgle", "Fizzen", "Dwimmer",
];
const FAMILY_TAILS: &[&str] = &[
    "marrow", "wick", "del", "thwaite", "bottle", "quist", "snap", "fax", "grove", "mire", "wort", "lode", "bracken",
    "skeg", "plume", "whistle", "mantle", "gander", "spoke", "nook", "ferrule", "drizzle", "thatch", "pocket",
    "button", "lantern", "crumb", "hollow", "zane", "vane", "môr", "bröd",
];
const GIVEN_HEADS: &[&str] = &[
    "Tav", "Ossi", "Bri", "Merr", "Pell", "Zan", "Wex", "Ild", "Jorr", "Kes", "Lov", "Nim", "Orb", "Quen", "Rass",
    "Syb", "Thim", "Vell", "Yss", "Dag", "Ebb", "Fosk", "Gwil", "Hob",
];
const GIVEN_TAILS: &[&str] =
    &["vy", "mer", "ble", "wen", "dric", "kin", "osk", "la", "andel", "imo", "ettil", "usk", "oric", "ibald", "umber"];
const ACCENTED_TAILS: &[&str] = &["éa", "ïl", "ôn"];
const NICKNAMES: &[&str] = &["Moth", "Sprocket", "the Owl", "Turnip", "Old Biscuit"];

/// A person's names and date of birth.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) family: String,
    pub(super) given: Vec<String>,
    /// What the register says, if it says.
    pub(super) recorded_birth: Option<NaiveDate>,
    pub(super) birth: NaiveDate,
}

/// The person numbered `index`. In a realistic register the last two are earlier ones written another way.
pub(super) fn person(world: &World, index: u32) -> Person {
    let (many, spec) = (world.spec.offenders, &world.spec);
    if spec.shape == Shape::Plain || many < 100 || index + 2 < many {
        return drawn(world, index);
    }
    let first = if index + 1 == many { many / 3 } else { many / 7 };
    let twin = (first..many).map(|other| drawn(world, other)).find(easily_compared);
    let twin = twin.unwrap_or_else(|| drawn(world, first));
    if index + 1 == many { shouted(twin) } else { accented(twin) }
}

/// A given and a family name, as officers have them.
pub(super) fn plain_name(chance: &mut Chance) -> String {
    format!("{} {}", given(chance), family(chance))
}

fn drawn(world: &World, index: u32) -> Person {
    let chance = &mut Chance::new(world.spec.seed ^ 0x6E61_6D65, index.into());
    let birth = plus(years_before(world.last_day(), 20), -chance.between(0, 64 * 365));
    let mut person = Person {
        family: awkward_family(chance),
        given: (0..chance.weighted(&[(35, 1), (48, 2), (16, 3), (1, 0)])).map(|_| given(chance)).collect(),
        recorded_birth: (!chance.percent(1.5)).then_some(birth),
        birth,
    };
    person.given.dedup();
    if chance.percent(0.8) && !person.given.is_empty() {
        let nickname = chance.pick(NICKNAMES);
        person.given.push(format!("\"{nickname}\""));
    }
    if chance.percent(2.0) {
        person.family = person.family.to_uppercase();
    }
    person
}

fn family(chance: &mut Chance) -> String {
    format!("{}{}", chance.pick(FAMILY_HEADS), chance.pick(FAMILY_TAILS))
}

fn given(chance: &mut Chance) -> String {
    let tails = if chance.percent(6.0) { ACCENTED_TAILS } else { GIVEN_TAILS };
    format!("{}{}", chance.pick(GIVEN_HEADS), chance.pick(tails))
}

fn awkward_family(chance: &mut Chance) -> String {
    let name = family(chance);
    match chance.between(0, 999) {
        0..=39 => format!("{name}-{}", family(chance)),
        40..=54 => format!("O'{name}"),
        55..=64 => format!("d’{name}"),
        65..=71 => format!("{name}, the younger"),
        72..=77 => format!("van der {name}"),
        78..=86 => format!("{name}-{}-{} of the {}", family(chance), family(chance), family(chance)),
        _ => name,
    }
}

fn easily_compared(person: &Person) -> bool {
    person.recorded_birth.is_some()
        && person.given.len() == 2
        && person.given.iter().all(|name| !name.contains('"'))
        && person.family.contains(['e', 'o'])
        && person.family.is_ascii()
        && !person.family.contains(',')
}

fn shouted(mut twin: Person) -> Person {
    twin.family = twin.family.to_uppercase();
    twin.given.reverse();
    twin
}

fn accented(mut twin: Person) -> Person {
    twin.family = twin.family.replacen('e', "é", 1).replacen('o', "ö", 1);
    twin.given[0] = twin.given[0].to_lowercase();
    twin
}
