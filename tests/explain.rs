//! Explanations: the rulebook's worked examples say their day and their sum, three are read whole, and every proof ends
//! in the row.

mod explain {
    pub mod cases;
    pub mod examples;
    pub mod laws;
    pub mod whole;
}
