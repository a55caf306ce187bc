//! The trail: what holds, what does not, and that nothing of anybody stands in it.

mod anew;
mod chance;
mod checkpoints;
mod commands;
#[path = "../follow/kit.rs"]
#[allow(dead_code, reason = "shared with the tests of what follows")]
mod follow;
mod forgotten;
mod holds;
mod kit;
mod meanings;
mod proposals;
#[path = "../roles/kit.rs"]
#[allow(dead_code, reason = "shared with the tests of roles")]
mod roles;
#[path = "../store/sample.rs"]
#[allow(dead_code, reason = "shared with the tests of the store")]
mod sample;
mod thousand;
mod vectors;
mod ways;
