//! `homevisit audit --compare-known`: what was known then beside what is known now.

use super::super::database::{Asked, Reading, known_act};
use super::super::error::CliError;
use crate::domain::deed::About;
use crate::domain::fact::Fact;
use crate::report::audit::{Behind, Comparison, GroupBy, Side, Spec};
use crate::store::act::Act;
use crate::store::{KnownAt, Stored};

/// The period as known then and as known in this reading, with what was recorded between the two.
pub(super) fn compared(now: &Reading<'_>, then: &Reading<'_>, spec: Spec) -> Result<Comparison, CliError> {
    let group_by = spec.group_by;
    let (then_acts, now_acts) = (then.snapshot.act_days(&then.rules.book)?, now.snapshot.act_days(&now.rules.book)?);
    let mut then_side = Side::new(spec.clone(), &then.rules, &then.roster, &then_acts)?;
    then.each(Asked::All, |subject| then_side.take(subject))?;
    let mut now_side = Side::new(spec, &now.rules, &now.roster, &now_acts)?;
    now.each(Asked::All, |subject| now_side.take(subject))?;
    let mut compared = Comparison::of(then_side, now_side)?;
    compared.then.policy = then.policy();
    compared.now.policy = now.policy();
    compared.now.policy.known = Some(known_act(now.snapshot.act(), &now.rules.book));
    let since = then.snapshot.act().number;
    for case in &mut compared.cases {
        let recorded = now.snapshot.recorded_since(case.key, since)?;
        let told = recorded.into_iter().map(|stored| behind(now, stored, Some(&case.reference)));
        case.behind = told.collect::<Result<_, _>>()?;
    }
    compared.in_common = in_common(now, then, group_by)?;
    Ok(compared)
}

/// The reading of what was known then. One that knows more than this is refused.
pub(super) fn then<'n>(
    now: &'n Reading<'_>,
    world: &super::super::World,
    known_at: KnownAt,
) -> Result<Reading<'n>, CliError> {
    let then = now.beside(world, known_at)?;
    let (earlier, later) = (then.snapshot.act().number, now.snapshot.act().number);
    if earlier > later {
        return Err(CliError::data(format!("act {earlier} comes after act {later}, with which it is to be compared"))
            .hint("--compare-known is the earlier of the two, --known-at the later"));
    }
    Ok(then)
}

fn behind(reading: &Reading<'_>, stored: Stored, whose: Option<&str>) -> Result<Behind, CliError> {
    let act = reading.snapshot.act_of(&stored)?;
    let (About::Offender(word) | About::Officer(word)) = &stored.about;
    let was = match (stored.supersedes, &stored.fact) {
        (Some(name), None) => reading.snapshot.fact(name)?.and_then(|was| was.fact),
        _ => None,
    };
    let fact = stored.fact.as_ref().or(was.as_ref());
    Ok(Behind {
        day: fact.and_then(Fact::day),
        of: (whose != Some(word.as_str())).then(|| word.clone()),
        supersedes: stored.supersedes.map(|name| name.to_string()),
        fact: stored.fact,
        ..of_act(reading, &act, stored.name.to_string())?
    })
}

fn of_act(reading: &Reading<'_>, act: &Act, name: String) -> Result<Behind, CliError> {
    let known = known_act(act, &reading.rules.book);
    Ok(Behind {
        name,
        of: None,
        act: act.number,
        kind: act.kind,
        actor: act.actor.clone(),
        authorised_by: reading.snapshot.authorised_by(act.number)?,
        moment: known.moment,
        at: known.at,
        day: None,
        supersedes: None,
        fact: None,
    })
}

/// What bears on everybody: policies; extracts, where the record begins on another day since; officers, where it is
/// grouped by them or their teams.
fn in_common(now: &Reading<'_>, then: &Reading<'_>, group_by: GroupBy) -> Result<Vec<Behind>, CliError> {
    let since = then.snapshot.act().number;
    let mut common = Vec::new();
    for adopted in now.snapshot.policies()?.into_iter().filter(|adopted| adopted.act.number > since) {
        let policy = &adopted.policy;
        let name = format!("policy {}, version {}", policy.id, policy.version);
        common.push(Behind { day: Some(policy.effective_from), ..of_act(now, &adopted.act, name)? });
    }
    if then.rules.history_from != now.rules.history_from {
        for extract in now.snapshot.extracts()?.into_iter().filter(|extract| extract.act.number > since) {
            common.push(Behind { day: extract.history_from, ..of_act(now, &extract.act, "extract".to_owned())? });
        }
    }
    if group_by != GroupBy::Tier {
        for stored in now.snapshot.officers_since(since)? {
            common.push(behind(now, stored, None)?);
        }
    }
    common.sort_by_key(|behind| behind.act);
    Ok(common)
}
