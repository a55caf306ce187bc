//! Draws. One stream for each offender, so that none depends on how many come before.

use chrono::{Days, NaiveDate};

pub(super) struct Chance(fastrand::Rng);

impl Chance {
    /// The stream numbered `stream` of a seed.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        // Neighbouring seeds give neighbouring first draws; a mixed one does not.
        let mut mixed = seed ^ stream.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Self(fastrand::Rng::with_seed(mixed ^ (mixed >> 31)))
    }

    /// True so many times in a hundred.
    pub(super) fn percent(&mut self, share: f64) -> bool {
        self.0.f64() * 100.0 < share
    }

    /// From `least` to `most`, both included; `least` where there is no room.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        if most <= least { least } else { self.0.i64(least..=most) }
    }

    /// From `least` to `most`, mostly near `least`: half are in the first eighth.
    pub(super) fn tail(&mut self, least: i64, most: i64) -> i64 {
        let drawn = self.0.f64();
        least + ((most - least).max(0) as f64 * drawn * drawn * drawn) as i64
    }

    /// A day from `first` to `last`, both included; `first` where there is no room.
    pub(super) fn day(&mut self, first: NaiveDate, last: NaiveDate) -> NaiveDate {
        let room = last.signed_duration_since(first).num_days();
        plus(first, self.between(0, room))
    }

    pub(super) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.0.usize(..from.len())]
    }

    /// One of a list, as often as its weight says.
    pub(super) fn weighted<T: Copy>(&mut self, from: &[(u32, T)]) -> T {
        let total: u32 = from.iter().map(|(weight, _)| weight).sum();
        let mut drawn = self.0.u32(..total);
        for &(weight, item) in from {
            if drawn < weight {
                return item;
            }
            drawn -= weight;
        }
        from[0].1
    }
}

/// `days` after `day`, or before it.
pub(super) fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    let moved = match days {
        0.. => day.checked_add_days(Days::new(days.unsigned_abs())),
        _ => day.checked_sub_days(Days::new(days.unsigned_abs())),
    };
    moved.expect("a day within some decades of the register's last")
}

/// How many days `later` is after `earlier`.
pub(super) fn days_between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    later.signed_duration_since(earlier).num_days()
}
