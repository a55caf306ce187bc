//! What follows from a visit, and whose day it is: what is refused whoever sends it, who may, and what is answered.

mod alone;
mod booked;
mod corrected;
mod covers;
mod decided;
mod evidence;
mod kit;
mod leaks;
mod marked;
mod placed;
mod referrals;
mod register;
mod repeated;
mod sharing;
