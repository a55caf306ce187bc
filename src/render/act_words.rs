//! The kinds of acts in words.

use crate::domain::deed::ActKind;

/// What was done, as a heading says it.
pub(super) fn in_words(kind: ActKind) -> &'static str {
    match kind {
        ActKind::AdoptPolicy => "a policy was adopted",
        ActKind::Import => "an extract was taken in",
        ActKind::AddOffender => "an offender came on the register",
        ActKind::MoveOffender => "an address was notified",
        ActKind::StartManagement => "management began",
        ActKind::EndManagement => "management ended",
        ActKind::SetTier => "a risk level was set",
        ActKind::SetOwner => "a responsible officer was set",
        ActKind::StartStatus => "a status began",
        ActKind::EndStatus => "a status ended",
        ActKind::ConfirmStatus => "a status was looked into",
        ActKind::StartPlan => "a plan began",
        ActKind::EndPlan => "a plan ended",
        ActKind::AddOfficer => "an officer came on file",
        ActKind::ChangeOfficer => "what is known of an officer changed",
        ActKind::EndService => "an officer's service ended",
        ActKind::RecordVisit => "visits were recorded",
        ActKind::EnterVisit => "a visit was entered in the national register",
        ActKind::PairVisits => "two records were said to be one visit, or two",
        ActKind::RecordReferral => "what followed from children seen was recorded",
        ActKind::Decide => "a decision was taken after failed attempts",
        ActKind::StepWarrant => "a warrant went on",
        ActKind::Direct => "a visit was ordered",
        ActKind::Book => "a visit was booked",
        ActKind::Cover => "cases were put on another's list too",
        ActKind::Reassign => "cases changed hands",
        ActKind::Mark => "a warning was set",
        ActKind::Unmark => "a warning was lifted",
        ActKind::AuthoriseAlone => "an officer was let go alone",
        ActKind::Correct => "a fact was corrected",
        ActKind::Withdraw => "a fact was withdrawn",
        ActKind::Bind => "an account was bound to an officer, or let go",
        ActKind::Forget => "a person's names and texts were removed by law",
    }
}
