//! The one sentence that says which facts count, as SQL.

/// A `select` of the facts of one table, called `fact`, that count up to the act `?1`; more conditions and the order
/// follow. A fact counts if an act up to then recorded it, it is no withdrawal, and none recorded by then supersedes it.
macro_rules! counting {
    ($columns:literal, $table:literal, $joins:literal, $rest:literal) => {
        concat!(
            "select ",
            $columns,
            " from ",
            $table,
            " fact ",
            $joins,
            " where fact.act_id <= ?1 and fact.withdrawn = 0",
            " and not exists (select 1 from ",
            $table,
            " later",
            " where later.supersedes = fact.fact_id and later.act_id <= ?1) ",
            $rest
        )
    };
}
pub(super) use counting;
