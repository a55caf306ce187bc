//! Taking in an extract: what is complained of, what is not, and what becomes of the register.

mod complaints;
mod document;
mod generated;
mod here;
mod kit;
mod later;
mod leaks;
mod limits;
mod note;
mod pairs;
mod periods;
mod plans;
mod policy;
mod preview;
mod review;
mod rows;
mod swapped;
mod together;
mod ways;
mod words;
