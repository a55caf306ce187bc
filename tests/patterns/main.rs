//! Patterns somebody should look at, and visits that could be foreseen: each shown where its rule says, not a unit beside it,
//! by the numbers of the policy; and a whole register counted again by other hands.

mod command;
mod foreseen;
mod kit;
mod near;
mod one_by_one;
mod pages;
mod recount;
mod recounted;
#[path = "../reports_kit/mod.rs"]
mod reports_kit;
mod told;
