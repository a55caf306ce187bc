//! The program held against the worst that a disk, a clock and other programs do to it; docs/reliability.md says what is
//! promised.

mod disk;
mod failing;
mod killed;
mod kit;
mod power;
mod trial;
