//! The other facts: what each act records and does, what is refused, who may.

#[path = "../visits/kit.rs"]
mod kit;

mod corrected;
mod ended;
mod fields;
mod held;
mod officers;
mod once;
mod owed;
mod refused;
mod relaxed;
mod rights;
mod say;
mod shown;
