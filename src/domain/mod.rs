//! The rules of visiting, pure: facts in, requirements out. No SQL, no clock, no input or output.
//!
//! # Glossary
//!
//! One word for one thing; the section is the rulebook's.
//!
//! - **offender**: a person under management, known here by a reference.
//! - **tier**: the risk tier in force from a day; "risk level" on screens (section 2).
//! - **owner**: the responsible officer from a day.
//! - **visit**: one recorded going-there. *Effective* if outcome and premises say so, an *attempt* if it failed, else a
//!   *contact*; only an effective one meets anything (section 2).
//! - **requirement**: one visit owed, with a due day; "visit owed" on screens (section 4).
//! - **first requirement**: one that no earlier visit or due day called for; it was called for on a day (section 4).
//! - **due**: the day by which a requirement is to be met. Due today is not overdue.
//! - **deadline**: the due day plus the policy's tolerance.
//! - **overdue**: a requirement whose deadline has passed unmet. At most one at a time.
//! - **missed**: an overdue requirement whose whole next cycle went by too.
//! - **on time**, **late**, **additional**, **lapsed**, **pending**: how else a requirement or a visit ends (sections 4, 6).
//! - **required**, **suspended**, **reactive**: the mode of a managed day (section 3).
//! - **stretch**: a longest run of required days; **absence**: a longest run of managed days that are not (section 3).
//! - **set aside**, **frozen**: an upcoming, an overdue requirement during an absence (section 4).
//! - **run**: the missed and overdue requirements since one was last met or a visit was additional (section 5).
//! - **worklist**: the rows of a scope on a day, in the rulebook's order (section 5).
//! - **caseload**: the offenders an officer owns.
//! - **act**: what somebody did, recorded once with who and why; **deed**: what it asks for, as plain data.
//! - **proposal**: what somebody would do that a second person must authorise; until then it is no act and plays no part.
//! - **recorded here**: the moment of the act that recorded it; what a source says of when it wrote something down is its
//!   claim, and never taken for that.
//! - **known at** an act: with only what had been recorded by then, the policy too.
//! - **booking**: a visit meant to be made; **direction**: a supervisor's order to visit by a day; **decision**: what a
//!   supervisor decided after failed attempts; **referral**: what followed from children seen. None moves a date.
//! - **remark**: what is wrong with a visit that is taken in all the same, and flagged.
//! - **pattern**: what somebody should look at in the record, never an accusation; a **case** of it is one place where it is.
//! - **notice**: what a row is to be acted on for that no rule of visiting knows of, beside the rulebook's flags.
//! - **cover**: one officer's cases stand on another's list too, while the one is on leave.

pub mod backup;
pub mod brought;
pub mod cadence;
pub mod checkpoint;
pub mod conflict;
pub mod coverage;
pub mod day;
pub mod deed;
pub mod diary;
pub mod extract;
pub mod fact;
pub mod finding;
pub mod health;
pub mod hex;
pub mod intake;
pub mod likeness;
pub mod notice;
pub mod offender;
pub mod officer;
pub mod pattern;
pub mod policy;
pub mod policy_file;
pub mod practice;
pub mod preview;
pub mod recorded;
pub mod remark;
pub mod requirement;
pub mod row;
pub mod sharing;
pub mod trail;
pub mod visit;
pub mod vocabulary;
pub mod work;
