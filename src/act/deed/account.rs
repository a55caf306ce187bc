//! Accounts bound to officers, and let go.

use super::DeedRefused;
use super::doing::{Doing, Subject, in_service};
use crate::act::who;
use crate::domain::deed::About;
use crate::store::KnownAt;

/// Refuses what cannot be so: an account that acts as this officer already, or does not.
pub(super) fn check(doing: &Doing<'_>, subject: &Subject, account: u32, bound: bool) -> Result<(), DeedRefused> {
    let About::Officer(id) = &subject.about else {
        return Err(DeedRefused::wrong("an account acts as an officer, not as an offender"));
    };
    let bindings = doing.view().bindings()?;
    let acts_as = bindings.get(&account).is_some_and(|officer| officer == id);
    if bound && acts_as {
        return Err(DeedRefused::wrong(format!("account {account} acts as {id} already")));
    }
    if !bound && !acts_as {
        return Err(DeedRefused::wrong(format!("account {account} does not act as {id}")));
    }
    let (_, officer) = doing.officer(id)?;
    if bound && in_service(officer, doing.today).is_none() {
        return Err(DeedRefused::wrong(format!("{id} is not in service today")));
    }
    Ok(())
}

/// Refuses a deed that leaves nobody bound who could bind others, where somebody was.
pub(super) fn keeps_a_keeper(doing: &Doing<'_>) -> Result<(), DeedRefused> {
    let before = doing.view().beside(Some(KnownAt::Act(doing.act_number() - 1)))?;
    who::keeps_a_keeper(&before, doing.view(), doing.today)?.map_err(DeedRefused::Wrong)
}
