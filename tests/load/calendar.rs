//! An officer's calendar, read back by another hand's parser: changes, withdrawals, summer time, and nothing of anybody.

use std::collections::BTreeMap;

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMethod, ICalendarProperty, ICalendarStatus,
    ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::{Datelike, Duration, NaiveDate, Weekday};
use homevisit::domain::day::Day;
use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::{Fact, FactKind};

use crate::kit::{OFFICER, SUPERVISOR, Unit, about, offender};

/// An event as another calendar has it.
#[derive(Clone, Debug, PartialEq)]
struct Read {
    method: ICalendarMethod,
    sequence: i64,
    cancelled: bool,
    start: Option<String>,
    stamp: String,
    summary: String,
    description: Option<String>,
}

fn calendars(text: &str) -> Vec<ICalendar> {
    let mut parser = Parser::new(text);
    let mut read = Vec::new();
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => read.push(calendar),
            Entry::Eof => return read,
            other => panic!("{other:?}"),
        }
    }
}

fn value(component: &ICalendarComponent, property: ICalendarProperty) -> Option<&ICalendarValue> {
    component.property(&property).and_then(|entry| entry.values.first())
}

fn text(component: &ICalendarComponent, property: ICalendarProperty) -> Option<String> {
    value(component, property).and_then(|value| value.as_text()).map(str::to_owned)
}

/// `2027-07-15 08:30` in UTC, or a day alone.
fn moment(component: &ICalendarComponent, property: ICalendarProperty) -> Option<String> {
    let Some(ICalendarValue::PartialDateTime(at)) = value(component, property) else { return None };
    let day = format!("{:04}-{:02}-{:02}", at.year?, at.month?, at.day?);
    let Some(hour) = at.hour else { return Some(day) };
    assert_eq!((at.tz_hour, at.tz_minute), (Some(0), Some(0)), "a time is in UTC");
    Some(format!("{day} {hour:02}:{:02}", at.minute?))
}

/// Every event by its identifier; each stands once.
fn read(ics: &str) -> BTreeMap<String, Read> {
    assert!(ics.split_inclusive('\n').all(|line| line.ends_with("\r\n") && line.len() <= 77), "{ics}");
    let mut events = BTreeMap::new();
    for calendar in calendars(ics) {
        let head = &calendar.components[0];
        let Some(ICalendarValue::Method(method)) = value(head, ICalendarProperty::Method) else { panic!("a method") };
        let of_events = |component: &&ICalendarComponent| component.component_type == ICalendarComponentType::VEvent;
        for event in calendar.components.iter().filter(of_events) {
            let read = Read {
                method: method.clone(),
                sequence: value(event, ICalendarProperty::Sequence).and_then(ICalendarValue::as_integer).unwrap(),
                cancelled: event.status() == Some(&ICalendarStatus::Cancelled),
                start: moment(event, ICalendarProperty::Dtstart),
                stamp: moment(event, ICalendarProperty::Dtstamp).unwrap(),
                summary: text(event, ICalendarProperty::Summary).unwrap(),
                description: text(event, ICalendarProperty::Description),
            };
            let cancels = *method == ICalendarMethod::Cancel;
            assert_eq!(read.cancelled, cancels, "what is off stands under the method CANCEL, and nothing else");
            assert!(events.insert(event.uid().unwrap().to_owned(), read).is_none());
        }
    }
    events
}

fn ics(unit: &Unit, officer: &str, more: &[&str]) -> String {
    let asked = ["--actor", SUPERVISOR, "calendar", "--officer", officer, "--for", "a phone", "--because", "to go"];
    unit.answer(&[&asked[..], more].concat())
}

fn book(unit: &mut Unit, reference: &str, on: Day, time: &str, officers: &[&str]) -> String {
    let officers = officers.iter().map(|id| (*id).to_owned()).collect();
    let fact = Fact::Booking { day: on, time: time.to_owned(), officers };
    unit.done(OFFICER, ActKind::Book, about(reference, fact));
    let live = unit.store.snapshot(None).unwrap().live(&offender(reference), FactKind::Booking).unwrap();
    live.iter().map(|stored| stored.name).max().unwrap().to_string()
}

/// Corrects a booking, and answers its new name.
fn correct(unit: &mut Unit, fact: &str, set: &[(&str, &str)]) -> String {
    let set = set.iter().map(|(field, value)| ((*field).to_owned(), Some((*value).to_owned()))).collect();
    let done = unit.done(OFFICER, ActKind::Correct, Change::correct(fact.parse().unwrap(), set));
    done.facts.last().unwrap().name.to_string()
}

fn next_year(unit: &Unit, month: u32, day: u32) -> Day {
    Day::from_ymd(unit.today().to_naive().year() + 1, month, day).unwrap()
}

/// The last Sunday of a month of 31 days.
fn last_sunday(unit: &Unit, month: u32) -> Day {
    let mut date: NaiveDate = next_year(unit, month, 31).to_naive();
    while date.weekday() != Weekday::Sun {
        date -= Duration::days(1);
    }
    date.into()
}

#[test]
fn a_booking_is_one_event_through_every_change_and_is_cancelled_when_it_is_withdrawn() {
    let mut unit = Unit::new();
    let (first, moved) = (unit.today().plus_days(3), unit.today().plus_days(4));
    let name = book(&mut unit, "R007", first, "18:30", &["P101", "P102"]);
    let before = read(&ics(&unit, "P101", &[]));
    let (uid, event) = before.iter().next().unwrap();
    assert!(uid.starts_with(&format!("{name}.P101.")) && uid.ends_with("@homevisit"), "{uid}");
    assert_eq!((event.sequence, event.summary.as_str()), (0, "Home visit: R007"));
    assert_eq!(event.description.as_deref(), Some("With P102."));
    let name = correct(&mut unit, &name, &[("day", &moved.to_string())]);
    let name = correct(&mut unit, &name, &[("time", "09:00")]);
    let after = read(&ics(&unit, "P101", &[]));
    assert_eq!(after.keys().collect::<Vec<_>>(), [uid], "no other event came");
    let event = &after[uid];
    assert_eq!((event.sequence, event.cancelled), (2, false));
    assert!(event.start.as_ref().unwrap().starts_with(&moved.to_string()));
    unit.done(OFFICER, ActKind::Withdraw, Change::Withdraw(name));
    let gone = read(&ics(&unit, "P101", &[]));
    let event = &gone[uid];
    assert_eq!((event.sequence, event.cancelled, &event.method), (3, true, &ICalendarMethod::Cancel));
    assert_eq!(gone.len(), 1);
    let theirs = read(&ics(&unit, "P102", &[]));
    assert_eq!(theirs.values().map(|event| event.sequence).collect::<Vec<_>>(), [3], "with whom one went the same");
}

#[test]
fn whoever_is_to_go_no_longer_has_it_cancelled_and_whoever_is_has_it() {
    let mut unit = Unit::new();
    let day = unit.today().plus_days(3);
    let name = book(&mut unit, "R007", day, "18:30", &["P101", "P102"]);
    book(&mut unit, "R002", day, "12:00", &["P102"]);
    correct(&mut unit, &name, &[("officers", "P102")]);
    let (one, other) = (read(&ics(&unit, "P101", &[])), read(&ics(&unit, "P102", &[])));
    assert_eq!((one.len(), other.len()), (1, 2));
    let (uid, event) = one.iter().next().unwrap();
    assert!(event.cancelled && event.sequence == 1);
    assert!(!other.contains_key(uid), "what is off for the one cancels nothing of the other");
    let event = other.iter().find(|(uid, _)| uid.starts_with(&format!("{name}.P102."))).unwrap().1;
    assert!(!event.cancelled && event.sequence == 1);
    assert_eq!(event.description, None, "nobody else goes");
}

#[test]
fn times_are_right_across_summer_time() {
    let mut unit = Unit::new();
    let cases = [
        (next_year(&unit, 1, 15), "09:30", "09:30"),
        (next_year(&unit, 7, 15), "09:30", "08:30"),
        (last_sunday(&unit, 3), "01:30", "01:30"), // the clock goes from 01:00 to 02:00
        (last_sunday(&unit, 3), "02:30", "01:30"),
        (last_sunday(&unit, 10), "01:30", "00:30"), // it comes twice: the first
        (last_sunday(&unit, 10), "02:30", "02:30"),
    ];
    for (at, (day, time, expected)) in cases.iter().enumerate() {
        book(&mut unit, ["R001", "R004", "R007", "R002", "R005", "R008"][at], *day, time, &["P101"]);
        let starts: Vec<Option<String>> =
            read(&ics(&unit, "P101", &[])).into_values().map(|event| event.start).collect();
        assert!(starts.contains(&Some(format!("{day} {expected}"))), "{day} {time}: {starts:?}");
    }
}

#[test]
fn the_same_record_gives_the_same_bytes_and_an_earlier_one_those_it_gave() {
    let mut unit = Unit::new();
    let day = unit.today().plus_days(3);
    let name = book(&mut unit, "R007", day, "18:30", &["P101"]);
    let act = unit.store.snapshot(None).unwrap().act().clone();
    let before = ics(&unit, "P101", &[]);
    assert_eq!(ics(&unit, "P101", &[]), before);
    let stamp = read(&before).into_values().next().unwrap().stamp;
    assert_eq!(stamp, act.moment.utc().format("%Y-%m-%d %H:%M").to_string(), "it is the act's, and no clock's");
    correct(&mut unit, &name, &[("time", "19:30")]);
    assert_ne!(ics(&unit, "P101", &[]), before);
    assert_eq!(ics(&unit, "P101", &["--known-at", &act.number.to_string()]), before);
}

#[test]
fn due_days_are_events_of_a_whole_day_and_go_when_nothing_is_due() {
    let mut unit = Unit::new();
    let due = ["--due", "--as-of", "2025-03-31"];
    let events = read(&ics(&unit, "P101", &due));
    let of = |reference: &str| events.iter().find(|(uid, _)| uid.starts_with(&format!("due-{reference}."))).unwrap();
    let (uid, event) = of("R001");
    assert_eq!(event.start.as_deref(), Some("2025-02-27"));
    assert_eq!(event.summary, "Home visit overdue since 27 Feb 2025: R001");
    let list = unit.answer(&["worklist", "--officer", "P101", "--as-of", "2025-03-31", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(list.as_bytes());
    let header = rows.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    for row in rows.records().map(Result::unwrap) {
        let event = of(&row[at("offender_ref")]).1;
        assert_eq!(event.start.as_deref().unwrap_or_default(), &row[at("due")], "as the worklist says");
    }
    unit.done(
        SUPERVISOR,
        ActKind::SetOwner,
        about("R001", Fact::Owner { from: "2025-03-01".parse().unwrap(), officer: "P102".to_owned() }),
    );
    let later = read(&ics(&unit, "P101", &due));
    assert!(later[uid].cancelled && later[uid].sequence > event.sequence, "it is another's now");
    let theirs = read(&ics(&unit, "P102", &due));
    let theirs = theirs.iter().find(|(uid, _)| uid.starts_with("due-R001.P102.")).unwrap().1;
    assert_eq!(theirs.start.as_deref(), Some("2025-02-27"));
}

#[test]
fn what_a_day_alone_changes_has_a_higher_sequence_too() {
    let unit = Unit::new();
    let on = |as_of: &str| read(&ics(&unit, "P101", &["--due", "--as-of", as_of]));
    let (before, after) = (on("2025-02-27"), on("2025-02-28"));
    let of = |events: &BTreeMap<String, Read>| {
        let event = events.iter().find(|(uid, _)| uid.starts_with("due-R001.")).unwrap().1;
        (event.summary.clone(), event.sequence)
    };
    let ((due, first), (overdue, second)) = (of(&before), of(&after));
    assert!(due.contains("due:") && overdue.contains("overdue since"), "{due}, {overdue}");
    assert!(first < second);
}

#[test]
fn a_calendar_without_an_event_is_none() {
    let mut unit = Unit::new();
    let refused =
        unit.no_answer(&["--actor", SUPERVISOR, "calendar", "--officer", "P101", "--for", "a", "--because", "b"]);
    assert!(refused.contains("nothing was ever booked for this officer"), "{refused}");
    let day = unit.today().plus_days(3);
    let name = book(&mut unit, "R007", day, "18:30", &["P101"]);
    unit.done(OFFICER, ActKind::Withdraw, Change::Withdraw(name.parse().unwrap()));
    let text = ics(&unit, "P101", &[]);
    assert_eq!(text.matches("BEGIN:VCALENDAR").count(), 1, "nothing is published: {text}");
}

#[test]
fn it_names_nobody_and_leaves_an_entry_of_what_was_taken() {
    let mut unit = Unit::new();
    let day = unit.today().plus_days(3);
    book(&mut unit, "R007", day, "18:30", &["P101", "P102"]);
    let text = ics(&unit, "P101", &["--due", "--as-of", "2025-03-31"]);
    let conn = unit.store.connection();
    let sql = "select family_name from person_text union select given_names from person_text
               union select name from officer_text union select address from address_text
               union select postcode from address_text";
    let mut names = conn.prepare(sql).unwrap();
    let names = names.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap().filter_map(Result::unwrap);
    let names: Vec<String> =
        names.flat_map(|name| name.split([' ', ',', '-']).map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(names.len() > 20);
    for name in names.iter().filter(|name| name.len() > 3) {
        assert!(!text.contains(name.as_str()), "{name} stands in it");
    }
    let sql = "select command || ' ' || outcome || ' ' || rows from entry order by entry_id desc limit 1";
    let last: String = conn.query_row(sql, [], |row| row.get(0)).unwrap();
    assert!(last.starts_with("calendar taken "), "{last}");
}
