//! Every figure of overview and trend counted again: from the cases behind it, and from the lists and audits that know
//! nothing of measures.

mod beside;
mod command;
mod document;
mod fixed;
mod kit;
mod recount;
#[path = "../reports_kit/mod.rs"]
mod reports_kit;
mod screen;
mod trends;
