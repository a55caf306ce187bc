//! The files that people open, and the register as an extract: each holds what the list holds, and the trail who took it.

mod columns;
mod held;
mod kit;
mod pages;
mod papers;
mod register;
mod sheets;
mod taken;
