//! Whether accounts are bound to officers: what every list says.

use super::words::note;

/// Whether accounts are bound to officers. Until one is, a database is its maker's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// None is: whoever opens it acts as whom they say.
    Unbound,
    /// Some are: who acts is known by the account.
    Bound,
}

impl Accounts {
    /// What must be said before a list: nothing where accounts are bound.
    pub fn note(self, width: usize) -> String {
        match self {
            Accounts::Unbound => note("No account is bound to an officer: this database is its maker's own.", width),
            Accounts::Bound => String::new(),
        }
    }
}
