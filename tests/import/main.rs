//! Taking in an extract: what is complained of, what is not, and what becomes of the register.

mod complaints;
mod kit;
mod later;
mod leaks;
mod review;
mod ways;
