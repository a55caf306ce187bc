//! A fact in words: what an answer to an act says of it, and what a history shows.

use super::recorded::{crew, outcome};
use super::words::{self, short_day};
use crate::domain::cadence::Interval;
use crate::domain::day::Day;
use crate::domain::fact::{Fact, PlanWord, VisitFact};
use crate::domain::visit::Premises;
use crate::domain::work::{Course, Stage};

/// Whether names, addresses and what somebody wrote freely are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// As recorded.
    Shown,
    /// Left out: references and words of closed lists alone.
    Left,
}

impl Texts {
    fn after(self, before: &str, text: Option<&str>) -> String {
        match (self, text) {
            (Texts::Shown, Some(text)) => format!("{before}{text}"),
            _ => String::new(),
        }
    }
}

/// What a fact says, without whom it is about and without a full stop.
pub(super) fn in_words(fact: &Fact, texts: Texts) -> String {
    let on = short_day;
    match fact {
        Fact::Person { family, given, born } => person(family, given.as_deref(), *born, texts),
        Fact::Management { from, until } => format!("managed {}", period(*from, *until)),
        Fact::Address { from, address, postcode, no_fixed_abode } => {
            let place = match (no_fixed_abode, address.is_some()) {
                (true, true) => "no fixed abode; can be found at an address",
                (true, false) => "no fixed abode",
                (false, true) => "address",
                (false, false) => "no address",
            };
            let address = texts.after(": ", address.as_deref());
            let postcode = texts.after(if address.is_empty() { ": " } else { ", " }, postcode.as_deref());
            format!("{place} from {}{address}{postcode}", on(*from))
        }
        Fact::Tier { from, tier, set_by, reason } => {
            format!("risk level {tier} from {}, set by {set_by}{}", on(*from), texts.after(": ", reason.as_deref()))
        }
        Fact::Owner { from, officer } => format!("officer {officer} from {}", on(*from)),
        Fact::Status { status, from, until } => format!("{} {}", words::status(*status), period(*from, *until)),
        Fact::Plan { .. } => plan(fact, texts),
        Fact::Officer { .. } => officer(fact, texts),
        Fact::Visit(visit) => visited(visit, texts),
        Fact::Confirmation { status, day } => {
            format!("looked into on {}: {} still", on(*day), words::status(*status))
        }
        Fact::Referral { visit, agency: Some(agency), day, time } => {
            format!("referral to {agency} on {}, after visit {visit}", at(*day, time.as_deref()))
        }
        Fact::Referral { visit, agency: None, day, time } => {
            format!("no referral needed after visit {visit}, said on {}", at(*day, time.as_deref()))
        }
        Fact::Decision { day, time, course, visit_by } => {
            let (day, by) = (at(*day, time.as_deref()), on(*visit_by));
            format!("decision on {day}: {}; to be visited by {by}", self::course(*course))
        }
        Fact::Stage { decision, stage, day } => {
            format!("warrant of decision-{decision}: {} on {}", self::stage(*stage), on(*day))
        }
        Fact::Direction { day, time, visit_by, cause } => {
            format!("directed on {} to be visited by {}, cause {cause}", at(*day, time.as_deref()), on(*visit_by))
        }
        Fact::Booking { day, time, officers } => {
            format!("visit booked for {} at {time}, {}", on(*day), officers.join(", "))
        }
        Fact::Marker { code, from, until } => format!("warning {code} {}", period(*from, *until)),
        Fact::Entered { visit, day } => format!("visit {visit} entered in the national register on {}", on(*day)),
        Fact::Alone { officer, day, authorised_by } => {
            format!("{officer} may go alone on {}, authorised by {authorised_by}", on(*day))
        }
        Fact::Pair { visit, recorded, one } => {
            format!("visits {visit} and {recorded} are {}", if *one { "one" } else { "two" })
        }
        Fact::Cover { cover, from, until } => format!("covered by {cover} {}", period(*from, Some(*until))),
        Fact::Account { account, bound: true } => format!("account {account} acts as this officer"),
        Fact::Account { account, bound: false } => format!("account {account} acts as this officer no more"),
    }
}

/// `from 1 Mar 2026`, `from 1 Mar 2026 until 2 May 2026`.
fn period(from: Day, until: Option<Day>) -> String {
    let until = until.map_or(String::new(), |until| format!(" until {}", short_day(until)));
    format!("from {}{until}", short_day(from))
}

fn at(day: Day, time: Option<&str>) -> String {
    format!("{}{}", short_day(day), time.map_or(String::new(), |time| format!(" at {time}")))
}

fn person(family: &str, given: Option<&str>, born: Option<Day>, texts: Texts) -> String {
    if texts == Texts::Left {
        return "names and date of birth".to_owned();
    }
    let born = born.map_or(", date of birth not recorded".to_owned(), |day| format!(", born {}", short_day(day)));
    format!("{}{born}", super::name_on_list(family, given))
}

fn plan(fact: &Fact, texts: Texts) -> String {
    let Fact::Plan { kind, from, until, every, authorised_by, reason, review_by } = fact else { return String::new() };
    let what = match (kind, every) {
        (PlanWord::Reactive, _) => "desk-based (reactive)".to_owned(),
        (PlanWord::Interval, None) => "own interval".to_owned(),
        (PlanWord::Interval, Some(rule)) => {
            let every = Interval::parse(rule).map_or_else(|_| rule.clone(), |every| every.to_string());
            format!("own interval, every {every},")
        }
    };
    let review = review_by.map_or(String::new(), |day| format!(", to be reviewed by {}", short_day(day)));
    let why = texts.after(": ", reason.as_deref());
    format!("{what} {}, authorised by {authorised_by}{review}{why}", period(*from, *until))
}

fn officer(fact: &Fact, texts: Texts) -> String {
    let Fact::Officer { from, name, team, role, accredited, fte_hundredths, active_until } = fact else {
        return String::new();
    };
    let mut said = vec![format!("{role} in team {team}")];
    said.push(
        match accredited {
            Some(true) => "accredited",
            Some(false) => "not accredited",
            None => "accreditation not recorded",
        }
        .to_owned(),
    );
    said.extend(fte_hundredths.map(|share| format!("full-time share {}.{:02}", share / 100, share % 100)));
    said.push(from.map_or("since ever".to_owned(), |from| format!("from {}", short_day(from))));
    said.extend(active_until.map(|until| format!("no longer in service from {}", short_day(until))));
    format!("{}{}", if texts == Texts::Shown { format!("{name}: ") } else { String::new() }, said.join(", "))
}

/// What is not recorded is named, never passed over: it is neither yes nor no.
fn visited(visit: &VisitFact, texts: Texts) -> String {
    let yes = |value: Option<bool>, yes: &'static str, no: &'static str| value.map(|is| if is { yes } else { no });
    let reference = visit.reference.as_deref().map_or("visit".to_owned(), |reference| format!("visit {reference}"));
    let mut said = vec![format!("{reference} on {}: {}", at(visit.day, visit.time.as_deref()), outcome(visit.outcome))];
    let mut lacks = Vec::new();
    let mut say = |what: &'static str, words: Option<String>| match words {
        Some(words) => said.push(words),
        None => lacks.push(what),
    };
    say("who attended", crew(visit).map(|crew| format!("attended by {crew}")));
    say("premises", premises(visit.premises).map(str::to_owned));
    say("announced or not", announced(visit, texts));
    say("whether entry was sought", yes(visit.entry_sought, "entry sought", "entry not sought").map(str::to_owned));
    say("children", visit.children.map(|count| format!("children {count}")));
    if visit.time.is_none() {
        lacks.push("time");
    }
    said.extend(visit.alone_authorised_by.as_ref().map(|id| format!("alone, said to be authorised by {id}")));
    said.extend(visit.recorded_on.map(|day| format!("written down on {}", short_day(day))));
    if !lacks.is_empty() {
        said.push(format!("not recorded: {}", lacks.join(", ")));
    }
    format!("{}{}", said.join("; "), texts.after("; note: ", visit.note.as_deref()))
}

fn premises(premises: Option<Premises>) -> Option<&'static str> {
    match premises? {
        Premises::Notified => Some("at the notified premises"),
        Premises::Other => Some("at other premises"),
        Premises::NotRecorded => None,
    }
}

fn announced(visit: &VisitFact, texts: Texts) -> Option<String> {
    let why = texts.after(" because: ", visit.announced_because.as_deref());
    match visit.announced {
        Some(announced) => Some(format!("{}{why}", if announced { "announced" } else { "unannounced" })),
        None => Some(why).filter(|why| !why.is_empty()).map(|why| format!("announced or not is not recorded,{why}")),
    }
}

fn course(course: Course) -> &'static str {
    match course {
        Course::Warrant => "a warrant of entry is sought",
        Course::Arrest => "to be arrested",
        Course::Circulate => "to be circulated as wanted",
        Course::Revisit => "to be tried again",
        Course::Nothing => "nothing further for now",
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Authorised => "authorised",
        Stage::Applied => "applied for",
        Stage::Granted => "granted",
        Stage::CourtRefused => "refused by the court",
        Stage::Executed => "executed",
    }
}
