//! Reports as text for a terminal, as JSON and as CSV. Knows no SQL and no clock, and decides nothing.
//!
//! Tables are answered as a `String` that fits the width asked for, with no colour. JSON and CSV are written to a
//! writer; their shapes are documented in `docs/json.md`, versioned by `schema`, and hold every row. Text that came
//! from the register is stripped of control characters before it reaches a terminal, and of formulas before it
//! reaches a spreadsheet.

mod accounts;
mod act_words;
mod again;
pub mod audit;
mod audit_paper;
mod audit_table;
pub mod calendar;
pub mod carried;
pub mod cases;
pub mod compare;
mod compare_paper;
mod compare_table;
pub mod conflicts;
mod csv_file;
mod deed_words;
pub mod doctor;
pub mod evidence;
pub mod evidence_json;
mod evidence_paper;
pub mod explain;
mod explain_paper;
pub mod extract;
mod fact_words;
pub mod flagged;
mod flagged_paper;
pub mod forecast;
pub mod history;
mod history_paper;
pub mod html;
pub mod import;
pub mod integrity;
mod json;
mod lines;
pub mod load;
pub mod measures;
mod noted;
mod notice;
pub mod officers;
pub mod overview;
pub mod paper;
pub mod pending;
pub mod person;
pub mod policy;
pub mod predictability;
pub mod preview;
pub mod recorded;
pub mod standing;
mod table;
pub mod trail;
pub mod trend;
pub mod unseen;
mod unseen_paper;
mod unseen_table;
pub mod verified;
pub mod visit_note;
mod words;
pub mod worklist;
pub mod xlsx;

pub use accounts::Accounts;
pub use again::Again;
pub use lines::folded;
pub use recorded::clock;
pub use words::{day_in_words, name_on_list, note, postcode_district, screen_lines, screen_text};
