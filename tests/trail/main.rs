//! The trail: what holds, what does not, and that nothing of anybody stands in it.

mod holds;
mod kit;
#[path = "../store/sample.rs"]
#[allow(dead_code, reason = "shared with the tests of the store")]
mod sample;
