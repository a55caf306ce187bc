//! The sections of the rulebook that lines refer to.

pub(super) const FACTS: &str = "1, facts";
pub(super) const POLICY: &str = "2, policy";
pub(super) const MODES: &str = "3, when visits are required";
pub(super) const RAISE: &str = "3, a raise ends plans";
pub(super) const RECORD_BEGINS: &str = "4, where the record begins";
pub(super) const STRETCH_BEGINS: &str = "4, a stretch begins";
pub(super) const DEADLINE: &str = "4, a deadline passes unmet";
pub(super) const EFFECTIVE: &str = "4, an effective visit";
pub(super) const NOT_COUNTED: &str = "4, an attempt or a contact";
pub(super) const CHANGES: &str = "4, the tier or interval changes";
pub(super) const STRETCH_ENDS: &str = "4, a stretch ends";
pub(super) const OUTSIDE: &str = "4, outside a stretch";
