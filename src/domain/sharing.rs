//! Cases shared among officers so that each carries alike for their full-time share.

/// Somebody who can take cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer<'a> {
    /// The word on file.
    pub officer: &'a str,
    /// Full-time share in hundredths; never 0.
    pub fte_hundredths: u16,
    /// The cases carried already.
    pub cases: u32,
}

/// A case to be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placed<'a> {
    /// The place of the tier, 0 the greatest risk.
    pub tier_place: usize,
    /// The offender's reference.
    pub reference: &'a str,
}

/// Who takes each case, in the order in which they are dealt: the greatest risk first, then by reference. None where there
/// is nobody.
///
/// Each goes to whoever then carries the least for their share, with it; of several the one whose id comes first. So no
/// case could go to another officer and leave the most heavily laden of the two with less. The order in which cases and
/// officers are given does not matter.
pub fn share<'a>(cases: &[Placed<'a>], bearers: &[Bearer<'a>]) -> Option<Vec<(Placed<'a>, &'a str)>> {
    let mut dealt = cases.to_vec();
    dealt.sort();
    let mut bearers: Vec<Bearer<'a>> = bearers.iter().copied().filter(|bearer| bearer.fte_hundredths > 0).collect();
    bearers.sort_by_key(|bearer| bearer.officer);
    let mut placed = Vec::new();
    for case in dealt {
        let least = bearers.iter_mut().min_by(|one, other| {
            let laden = |bearer: &Bearer<'_>| u64::from(bearer.cases) + 1;
            let (mine, theirs) = (u64::from(one.fte_hundredths), u64::from(other.fte_hundredths));
            (laden(one) * theirs).cmp(&(laden(other) * mine))
        })?;
        least.cases += 1;
        placed.push((case, least.officer));
    }
    if bearers.is_empty() { None } else { Some(placed) }
}
