//! Backups that count, putting one back, and looking a database over.

mod cut_off;
mod doctor;
mod kept;
mod kit;
mod made;
mod restored;
mod seen;
mod verified;
mod writers;
