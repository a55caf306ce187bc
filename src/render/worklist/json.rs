//! The worklist as JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::super::json::{self, KnownJson, PolicyJson, ScopeJson};
use super::super::notice::{BookingJson, NoticeJson, Words};
use super::super::words::postcode_district;
use super::notes;
use crate::domain::day::Day;
use crate::domain::officer::Cover;
use crate::domain::row::Bucket;
use crate::domain::work::Booking;
use crate::render::Accounts;
use crate::report::worklist::{Gone, LEFT_WITHIN_DAYS, Listed, NotEntered, Worklist};

#[derive(Serialize)]
struct WorklistJson<'a> {
    schema: &'static str,
    as_of: Day,
    policy: PolicyJson<'a>,
    managed: u64,
    with_overdue: u64,
    buckets: BucketsJson<'a>,
    rows: Vec<RowJson<'a>>,
    scope: ScopeJson<'a>,
    within_tolerance: u64,
    no_owner: Option<u64>,
    owner_left: Option<u64>,
    left_management: LeftJson,
    children_elsewhere: Option<u64>,
    decisions_elsewhere: Option<u64>,
    not_managed: Vec<GoneJson<'a>>,
    booked_elsewhere: Vec<RowJson<'a>>,
    not_entered: Vec<NotEnteredJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct GoneJson<'a> {
    offender_ref: &'a str,
    name: Option<&'a str>,
    officer_id: Option<&'a str>,
    notices: Vec<NoticeJson<'a>>,
}

#[derive(Serialize)]
struct NotEnteredJson<'a> {
    visit_ref: &'a str,
    offender_ref: &'a str,
    date: Day,
    age_days: u32,
}

#[derive(Serialize)]
pub(super) struct BookedJson<'a> {
    #[serde(flatten)]
    booking: BookingJson<'a>,
    after_due: bool,
}

#[derive(Serialize)]
pub(super) struct CoverJson<'a> {
    officer_id: &'a str,
    until: Option<Day>,
}

#[derive(Serialize)]
struct LeftJson {
    within_days: u32,
    left: u64,
    with_overdue: u64,
}

struct BucketsJson<'a>(&'a [(Bucket, u64)]);

impl Serialize for BucketsJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (bucket, count) in self.0 {
            map.serialize_entry(bucket, count)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
pub(super) struct RowJson<'a> {
    pub(super) offender_ref: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) tier: Option<&'a str>,
    pub(super) officer_id: Option<&'a str>,
    pub(super) bucket: Bucket,
    pub(super) due: Option<Day>,
    pub(super) days_overdue: u32,
    pub(super) missed: u32,
    pub(super) last_visit: Option<Day>,
    pub(super) attempts_since: u32,
    pub(super) flags: Vec<&'static str>,
    pub(super) with_overdue: bool,
    pub(super) within_tolerance: bool,
    pub(super) retry_by: Option<Day>,
    pub(super) no_fixed_abode: bool,
    pub(super) postcode_district: Option<String>,
    pub(super) notices: Vec<NoticeJson<'a>>,
    pub(super) markers: &'a [String],
    pub(super) bookings: Vec<BookedJson<'a>>,
    pub(super) covered_by: Vec<CoverJson<'a>>,
}

pub(super) fn row<'a>(list: &'a Worklist, listed: &'a Listed) -> RowJson<'a> {
    let row = &listed.row;
    let words = notes::words_of(list, listed);
    let booked = |booking: &Booking| BookedJson {
        booking: words.booking_json(booking.day, booking.time, &booking.officers),
        after_due: row.due.is_some_and(|due| due < booking.day),
    };
    let cover =
        |cover: &Cover| CoverJson { officer_id: list.labels.officer_id(cover.cover), until: cover.period.until };
    RowJson {
        offender_ref: &listed.reference,
        name: listed.name.as_deref(),
        tier: row.tier.map(|tier| list.labels.tier_id(tier)),
        officer_id: row.owner.map(|owner| list.labels.officer_id(owner)),
        bucket: row.bucket,
        due: row.due,
        days_overdue: row.days_overdue,
        missed: row.missed,
        last_visit: row.last_visit,
        attempts_since: row.attempts_since,
        flags: listed.flag_words(),
        with_overdue: row.with_overdue,
        within_tolerance: row.within_tolerance,
        retry_by: row.retry_by,
        no_fixed_abode: listed.no_fixed_abode,
        postcode_district: listed.postcode.as_deref().and_then(postcode_district),
        notices: listed.notices.iter().map(|told| words.json(told)).collect(),
        markers: &listed.markers,
        bookings: listed.bookings.iter().map(booked).collect(),
        covered_by: listed.covered.iter().map(cover).collect(),
    }
}

fn gone<'a>(list: &'a Worklist, gone: &'a Gone) -> GoneJson<'a> {
    let words = Words { labels: &list.labels, visit_refs: &gone.visit_refs, own: &list.own };
    GoneJson {
        offender_ref: &gone.reference,
        name: gone.name.as_deref(),
        officer_id: gone.owner.map(|owner| list.labels.officer_id(owner)),
        notices: gone.notices.iter().map(|told| words.json(told)).collect(),
    }
}

fn not_entered(visit: &NotEntered) -> NotEnteredJson<'_> {
    NotEnteredJson {
        visit_ref: &visit.visit_ref,
        offender_ref: &visit.offender_ref,
        date: visit.day,
        age_days: visit.age_days,
    }
}

/// Writes the list as JSON, `homevisit.worklist/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(list: &Worklist, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let value = WorklistJson {
        schema: "homevisit.worklist/1",
        as_of: list.as_of,
        policy: (&list.policy).into(),
        managed: list.managed,
        with_overdue: list.with_overdue,
        buckets: BucketsJson(&list.buckets),
        rows: list.rows.iter().map(|listed| row(list, listed)).collect(),
        scope: (&list.scope).into(),
        within_tolerance: list.within_tolerance,
        no_owner: list.unattended.map(|unattended| unattended.no_owner),
        owner_left: list.unattended.map(|unattended| unattended.owner_left),
        left_management: LeftJson {
            within_days: LEFT_WITHIN_DAYS,
            left: list.left.left,
            with_overdue: list.left.with_overdue,
        },
        children_elsewhere: list.unattended.map(|unattended| unattended.children),
        decisions_elsewhere: list.unattended.map(|unattended| unattended.decisions),
        not_managed: list.gone.iter().map(|one| gone(list, one)).collect(),
        booked_elsewhere: list.beside.iter().map(|listed| row(list, listed)).collect(),
        not_entered: list.not_entered.iter().map(not_entered).collect(),
        known_at: KnownJson::of(&list.policy.known),
    };
    json::write_list(&value, accounts, to)
}
