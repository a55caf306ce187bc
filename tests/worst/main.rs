//! The program held against the worst that a disk, a clock and other programs do to it; docs/reliability.md says what is
//! promised.

mod clock;
mod damaged;
mod disk;
mod failing;
mod full;

mod killed;
mod kit;
mod power;
mod together;
mod trial;
mod versions;
