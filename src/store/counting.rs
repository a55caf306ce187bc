//! The one sentence that says which facts count, as SQL.

/// A `select` of the facts of one table, called `fact`, that count up to the act `?1`; more conditions and the order
/// follow. A fact counts if an act up to then recorded it, it is no withdrawal, and none recorded by then supersedes it.
/// (A join, since SQLite opens a subquery's cursor anew for every row, and at most one fact supersedes another.)
macro_rules! counting {
    ($columns:literal, $table:literal, $joins:literal, $rest:literal) => {
        concat!(
            "select ",
            $columns,
            " from ",
            $table,
            " fact ",
            $joins,
            " left join ",
            $table,
            " later on later.supersedes = fact.fact_id and later.act_id <= ?1",
            " where fact.act_id <= ?1 and fact.withdrawn = 0 and later.fact_id is null ",
            $rest
        )
    };
}
pub(super) use counting;
