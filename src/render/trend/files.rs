//! The trend as JSON and CSV.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::super::audit::group_field;
use super::super::csv_file::{CsvList, cell};
use super::super::json::{self, KnownJson, PolicyJson, ScopeJson};
use super::super::words::scope;
use crate::domain::day::Day;
use crate::render::Accounts;
use crate::report::audit::{Group, GroupBy};
use crate::report::measure::{Measure, Unit};
use crate::report::trend::{Trend, Value};

#[derive(Serialize)]
struct TrendJson<'a> {
    schema: &'static str,
    measure: Measure,
    unit: Unit,
    of_measure: Option<Measure>,
    from: Day,
    to: Day,
    policy: PolicyJson<'a>,
    scope: ScopeJson<'a>,
    group_by: Option<GroupBy>,
    points: Vec<PointJson>,
    groups: Vec<GroupJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct PointJson {
    from: Day,
    to: Day,
    days: u32,
    whole_month: bool,
    value: u64,
    of: Option<u64>,
}

struct GroupJson<'a> {
    trend: &'a Trend,
    by: GroupBy,
    group: &'a Group,
    values: &'a [Value],
}

impl Serialize for GroupJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry(group_field(self.by), self.group.word())?;
        let values: Vec<u64> = self.values.iter().map(|value| value.value).collect();
        map.serialize_entry("values", &values)?;
        let whole: Vec<u64> = self.values.iter().map(|value| value.of).collect();
        map.serialize_entry("of", &self.trend.measure.whole().map(|_| whole))?;
        map.end()
    }
}

/// Writes the trend as JSON, `homevisit.trend/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(trend: &Trend, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let points = trend.points.iter().zip(&trend.total).map(|(point, value)| PointJson {
        from: point.from,
        to: point.to,
        days: point.days(),
        whole_month: point.whole,
        value: value.value,
        of: trend.measure.whole().map(|_| value.of),
    });
    let group = |by| move |series| group(trend, by, series);
    let value = TrendJson {
        schema: "homevisit.trend/1",
        measure: trend.measure,
        unit: trend.measure.definition().unit,
        of_measure: trend.measure.whole(),
        from: trend.from,
        to: trend.to,
        policy: (&trend.policy).into(),
        scope: (&trend.scope).into(),
        group_by: trend.group_by,
        points: points.collect(),
        groups: trend.group_by.map(|by| trend.groups.iter().map(group(by)).collect()).unwrap_or_default(),
        known_at: KnownJson::of(&trend.policy.known),
    };
    json::write_list(&value, accounts, to)
}

fn group<'a>(trend: &'a Trend, by: GroupBy, series: &'a crate::report::trend::Series) -> GroupJson<'a> {
    GroupJson { trend, by, group: &series.group, values: &series.values }
}

const HEADER: [&str; 11] =
    ["scope", "measure", "unit", "group_by", "group", "from", "to", "days", "value", "of", "of_measure"];

/// Writes the trend as CSV: for `total`, then for each group, a row for each month.
///
/// # Errors
/// Those of the writer.
pub fn csv(trend: &Trend, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, trend.to, &trend.policy, &HEADER)?;
    let groups = trend.groups.iter().map(|series| (series.group.word(), &series.values));
    for (group, values) in std::iter::once(("total", &trend.total)).chain(groups) {
        for (point, value) in trend.points.iter().zip(values) {
            file.row(&[
                scope(&trend.scope),
                trend.measure.to_string(),
                trend.measure.definition().unit.to_string(),
                cell(trend.group_by),
                group.to_owned(),
                point.from.to_string(),
                point.to.to_string(),
                point.days().to_string(),
                value.value.to_string(),
                cell(trend.measure.whole().map(|_| value.of)),
                cell(trend.measure.whole()),
            ])?;
        }
    }
    file.end()
}
