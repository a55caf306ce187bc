//! Who may do what: the roles of the policy, the second person, and the officers that accounts act as.

mod accounts;
mod everyone;
mod extracts;
mod goes_back;
mod kit;
mod reading;
mod rows;
mod second;
mod second_refused;
mod when_proposed;
