//! Recording visits: what is refused, what is remarked upon, what they did, once and no oftener.

mod kit;
mod paired;
mod refused;
mod remarks;
mod repeated;
mod told;
