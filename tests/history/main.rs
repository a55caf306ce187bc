//! Histories: everything ever recorded of somebody, nothing left out, and what no longer counts marked.

mod facts;
mod kit;
mod page;
mod whole;
mod words;
