//! What followed from a person's visits, as JSON.

use serde::Serialize;

use crate::domain::day::Day;
use crate::domain::work::{Course, Stage};
use crate::report::person::{Children, Decided, Order, Referred};

#[derive(Serialize)]
pub(super) struct JsonChildren<'a> {
    visit_ref: &'a str,
    date: Day,
    time: Option<String>,
    children: u16,
    referrals: Vec<JsonReferral<'a>>,
}

#[derive(Serialize)]
struct JsonReferral<'a> {
    agency: Option<&'a str>,
    date: Day,
    time: Option<String>,
    by: &'a str,
    because: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct JsonDecision<'a> {
    date: Day,
    time: Option<String>,
    course: Course,
    visit_by: Day,
    stages: Vec<JsonStage>,
    by: &'a str,
    because: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonStage {
    stage: Stage,
    date: Day,
}

#[derive(Serialize)]
pub(super) struct JsonDirection<'a> {
    date: Day,
    time: Option<String>,
    visit_by: Day,
    cause: &'a str,
    by: &'a str,
    because: Option<&'a str>,
}

pub(super) fn json_children(seen: &Children) -> JsonChildren<'_> {
    JsonChildren {
        visit_ref: &seen.visit_ref,
        date: seen.at.day,
        time: seen.at.clock(),
        children: seen.children,
        referrals: seen.referrals.iter().map(json_referral).collect(),
    }
}

fn json_referral(referral: &Referred) -> JsonReferral<'_> {
    JsonReferral {
        agency: referral.agency.as_deref(),
        date: referral.at.day,
        time: referral.at.clock(),
        by: &referral.by,
        because: referral.because.as_deref(),
    }
}

pub(super) fn json_decision(decided: &Decided) -> JsonDecision<'_> {
    JsonDecision {
        date: decided.at.day,
        time: decided.at.clock(),
        course: decided.course,
        visit_by: decided.visit_by,
        stages: decided.stages.iter().map(|(stage, date)| JsonStage { stage: *stage, date: *date }).collect(),
        by: &decided.by,
        because: decided.because.as_deref(),
    }
}

pub(super) fn json_direction(order: &Order) -> JsonDirection<'_> {
    JsonDirection {
        date: order.at.day,
        time: order.at.clock(),
        visit_by: order.visit_by,
        cause: &order.cause,
        by: &order.by,
        because: order.because.as_deref(),
    }
}
