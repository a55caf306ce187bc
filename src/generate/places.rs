//! Addresses in places that do not exist. A team covers some postcode districts.

use super::chance::Chance;

/// How many postcode districts there are, `ZZ1` to `ZZ24`.
pub(super) const DISTRICTS: usize = 24;

const TOWNS: [&str; DISTRICTS] = [
    "Nowhereby",
    "Fogmere",
    "Umberquay",
    "Lesser Inkling",
    "Much Wandering",
    "Port Figment",
    "Quibbleton",
    "Nether Wisp",
    "Dunmuddle",
    "Saint Nonesuch",
    "Upper Whimsey",
    "Grumbling Parva",
    "Tolling Magna",
    "Mizzleford",
    "Plumbago Cross",
    "Hazeholme",
    "Vagueminster",
    "Bramblenook",
    "Oddwater",
    "Lanternhythe",
    "Yonderby",
    "Driftmarsh",
    "Cobbleshaw",
    "Zennimouth",
];
const ROADS: &[&str] = &[
    "Made-up",
    "Pretend",
    "Imaginary",
    "Fable",
    "Notional",
    "Nonesuch",
    "Supposed",
    "Unwritten",
    "Invented",
    "Phantom",
    "Make-believe",
    "Hearsay",
    "Fancy",
    "Storybook",
    "Unlikely",
    "Feigned",
    "Mirage",
    "Hypothetical",
    "Daydream",
    "Yarn",
];
const KINDS: &[&str] =
    &["Row", "Lane", "Road", "Close", "Terrace", "Street", "Way", "Drive", "Mews", "Gardens", "Crescent", "Court"];
const HOUSES: &[&str] = &["Figment House", "The Old Rumour", "\"Dunfibbing\"", "Chimera Lodge", "O'Fabler's Rest"];
const HAUNTS: &[&str] = &[
    "Bench by the bandstand, Fable Park",
    "Under the arches, Mirage Street",
    "Soup kitchen, Pretend Hall, evenings",
    "White van, lay-by on Hearsay Road",
    "Night shelter, 3 Unlikely Lane",
    "Narrowboat 'Fib', Notional Wharf",
];

/// What an address row says of a place.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) address: String,
    pub(super) postcode: String,
    pub(super) no_fixed_abode: bool,
}

pub(super) fn home(chance: &mut Chance, district: usize) -> Place {
    let (road, kind, town) = (chance.pick(ROADS), chance.pick(KINDS), TOWNS[district]);
    let longest = chance.between(9, 240);
    let number = chance.between(1, longest);
    let address = match chance.between(0, 99) {
        0..=17 => format!("Flat {}, {number} {road} {kind}, {town}", chance.between(1, 30)),
        18..=21 => format!("{}, {road} {kind}, {town}", chance.pick(HOUSES)),
        22..=24 => {
            format!("Room {}, {} Hostel, {number} {road} {kind}, {town}", chance.between(1, 40), chance.pick(ROADS))
        }
        25..=28 => format!("{number}{} {road} {kind}, {town}", chance.pick(&["a", "B", "c"])),
        29 => format!("{number} {} {kind}, {}", road.to_uppercase(), town.to_uppercase()),
        _ => format!("{number} {road} {kind}, {town}"),
    };
    let postcode = if chance.percent(2.0) { String::new() } else { postcode(chance, district) };
    Place { address, postcode, no_fixed_abode: false }
}

/// Where somebody without a home can be found.
pub(super) fn haunt(chance: &mut Chance, district: usize) -> Place {
    let address = format!("{}, {}", chance.pick(HAUNTS), TOWNS[district]);
    let postcode = if chance.percent(60.0) { String::new() } else { postcode(chance, district) };
    Place { address, postcode, no_fixed_abode: true }
}

/// An address nobody wrote down, with or without its postcode.
pub(super) fn blank(chance: &mut Chance, district: usize) -> Place {
    let postcode = if chance.percent(50.0) { String::new() } else { postcode(chance, district) };
    Place { address: String::new(), postcode, no_fixed_abode: false }
}

fn postcode(chance: &mut Chance, district: usize) -> String {
    let letters = b"ABDEFGHJLNPQRSTUWXYZ";
    let mut letter = || char::from(letters[usize::try_from(chance.between(0, 19)).unwrap_or(0)]);
    let (first, second) = (letter(), letter());
    format!("ZZ{} {}{first}{second}", district + 1, chance.between(0, 9))
}
