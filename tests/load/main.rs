//! What officers carry, what falls due, and what is booked for them.

#[path = "../follow/kit.rs"]
#[allow(dead_code)]
mod kit;
#[path = "../reference/mod.rs"]
mod reference;
#[path = "../reports_kit/mod.rs"]
mod reports_kit;

mod attended;
mod calendar;
mod forecast;
mod load;
mod officers;
