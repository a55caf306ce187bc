//! One period audited twice: as it was known then, and as it is known now, with every case that makes the difference.
//!
//! Both sides are the audit's own fold; what each offender came to is kept only until the other side has passed by. For
//! every figure of every group the one side and the differences of the cases make the other, or it is an error.

mod differ;

use std::collections::BTreeMap;

use super::fold::Own;
use super::{Audit, Counts, Fold, Group, GroupBy, Spec};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::deed::ActKind;
use crate::domain::fact::Fact;
use crate::domain::offender::OffenderKey;
use crate::domain::officer::Roster;
use crate::domain::recorded::{ActDays, Recorded};
use crate::domain::requirement::{Fate, Rules};
use crate::domain::work::At;
use crate::report::{PolicyName, ReportFault, SpecError, Subject};
use differ::{add_up, differences, in_places, is_same, merged};

/// One of the two while offenders stream past.
pub struct Side<'a> {
    fold: Fold<'a>,
    own: BTreeMap<OffenderKey, (String, Own)>,
}

impl<'a> Side<'a> {
    /// An empty one. Both sides are of one period, one as-of day and one grouping.
    ///
    /// # Errors
    /// As [`Fold::new`].
    pub fn new(spec: Spec, rules: &'a Rules, roster: &Roster, acts: &'a ActDays) -> Result<Side<'a>, SpecError> {
        let fold = Fold::new(Spec { cases: true, ..spec }, rules, roster, acts)?;
        Ok(Side { fold, own: BTreeMap::new() })
    }

    /// Takes in one offender, managed or not; each at most once.
    ///
    /// # Errors
    /// As [`Fold::take`].
    pub fn take(&mut self, subject: &Subject<'_>) -> Result<(), Fault> {
        let own = self.fold.take_own(subject)?;
        if !own.requirements.is_empty() || !own.days.is_empty() {
            self.own.insert(subject.key, (subject.reference.to_owned(), own));
        }
        Ok(())
    }
}

/// A requirement or additional visit as one side counted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The place of its group in [`Comparison::rows`].
    pub row: usize,
    /// The figure it is in.
    pub fate: Fate,
    /// The day it is counted on.
    pub count_day: Day,
    /// Its due day as it now stands.
    pub due: Day,
    /// The visit that met it, or was additional.
    pub visit: Option<Day>,
    /// When that visit was recorded, of one on time.
    pub recorded: Option<Recorded>,
}

impl Told {
    /// What it makes of its group's figures.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        *counts.of(self.fate) += 1;
        self.recorded.into_iter().for_each(|recorded| counts.note(recorded));
        counts
    }
}

/// A requirement that is counted differently: both where one stands for the other, else the one side alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// As counted then.
    pub then: Option<Told>,
    /// As counted now.
    pub now: Option<Told>,
}

/// One person's days in one group that are counted differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysChanged {
    /// The place of the group in [`Comparison::rows`].
    pub row: usize,
    /// As counted then; only days stand in it.
    pub then: Counts,
    /// As counted now.
    pub now: Counts,
}

/// Something recorded between the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Its name, such as `visit-12`; of a policy or an extract, what it is.
    pub name: String,
    /// Whose it is, where it is not the person's whose case it stands by: an offender's or officer's word on file.
    pub of: Option<String>,
    /// The act that recorded it.
    pub act: i64,
    /// What kind of act.
    pub kind: ActKind,
    /// Who.
    pub actor: String,
    /// Who authorised it, where it wanted a second person: then `actor` proposed it.
    pub authorised_by: Option<String>,
    /// When, in UTC, as acts are written.
    pub moment: String,
    /// When, in the time zone of the policy.
    pub at: At,
    /// The day it is about; of a period the first.
    pub day: Option<Day>,
    /// The fact whose place it took.
    pub supersedes: Option<String>,
    /// What it says; none: that the one it took the place of was not so, or it is a policy or an extract.
    pub fact: Option<Fact>,
}

/// One person with whom something is counted differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: String,
    /// Requirements and additional visits.
    pub requirements: Vec<Changed>,
    /// Days.
    pub days: Vec<DaysChanged>,
    /// What was recorded of the person between the two. Whoever reads the register fills it in.
    pub behind: Vec<Behind>,
}

impl Difference {
    /// What it makes of a group's figures then and now: of each, a place in [`Comparison::rows`] and what is counted there.
    pub fn counted(&self) -> [Vec<(usize, Counts)>; 2] {
        let told = |told: &Option<Told>| told.as_ref().map(|told| (told.row, told.counts()));
        let then = self.requirements.iter().filter_map(|changed| told(&changed.then));
        let now = self.requirements.iter().filter_map(|changed| told(&changed.now));
        [
            then.chain(self.days.iter().map(|days| (days.row, days.then))).collect(),
            now.chain(self.days.iter().map(|days| (days.row, days.now))).collect(),
        ]
    }
}

/// What one side says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The policy in force on the as-of day, as known by then, and by which act that was.
    pub policy: PolicyName,
    /// Days of the period of which there are person-days.
    pub days: u32,
    /// The day the record begins, where the period includes days before it.
    pub history_from: Option<Day>,
}

/// One group's figures on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Which group.
    pub group: Group,
    /// As known then.
    pub then: Counts,
    /// As known now.
    pub now: Counts,
}

/// The figures as known then, as known now, and each case that makes the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// As at the end of this day, on both sides.
    pub as_of: Day,
    /// Grouped by.
    pub group_by: GroupBy,
    /// What was known then.
    pub then: View,
    /// What is known now.
    pub now: View,
    /// As the audit has them; those that only the one side has stand among them.
    pub rows: Vec<Compared>,
    /// Everything together.
    pub total: (Counts, Counts),
    /// By reference.
    pub cases: Vec<Difference>,
    /// What was recorded between the two that is nobody's alone: policies, where the record begins, officers' teams.
    /// Whoever reads the register fills it in.
    pub in_common: Vec<Behind>,
}

impl Comparison {
    /// Of two sides.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where a figure as known then and the differences of the cases do not make the figure
    /// as known now.
    pub fn of(then: Side<'_>, now: Side<'_>) -> Result<Comparison, ReportFault> {
        let groups = merged(&then.fold.groups(), &now.fold.groups());
        let places = |side: &Side<'_>| -> BTreeMap<usize, usize> {
            let place = |group: &Group| groups.iter().position(|other| is_same(other, group)).unwrap_or_default();
            side.fold.groups().iter().map(|(number, group)| (*number, place(group))).collect()
        };
        let (then_places, now_places) = (places(&then), places(&now));
        let cases = differences(in_places(then.own, &then_places), in_places(now.own, &now_places));
        let (then, now) = (then.fold.finish()?, now.fold.finish()?);
        let of = |audit: &Audit, group: &Group| {
            audit.rows.iter().find(|row| is_same(&row.group, group)).map(|row| row.counts).unwrap_or_default()
        };
        let row = |group: Group| Compared { then: of(&then, &group), now: of(&now, &group), group };
        let rows: Vec<Compared> = groups.into_iter().map(row).collect();
        add_up(&rows, &cases)?;
        let total = (then.total, now.total);
        let (then_view, now_view) = (view(&then), view(&now));
        let Audit { from, to, as_of, group_by, .. } = now;
        let (then, now) = (then_view, now_view);
        Ok(Comparison { from, to, as_of, group_by, then, now, rows, total, cases, in_common: Vec::new() })
    }

    /// The rows that are worth a line: those with any figure on either side, and those that always stand.
    pub fn rows_to_show(&self) -> impl Iterator<Item = &Compared> {
        let always = |group: &Group| matches!(group, Group::Untiered | Group::Unowned);
        self.rows.iter().filter(move |row| always(&row.group) || !row.then.is_empty() || !row.now.is_empty())
    }
}

fn view(audit: &Audit) -> View {
    View { policy: audit.policy.clone(), days: audit.days, history_from: audit.history_from }
}
