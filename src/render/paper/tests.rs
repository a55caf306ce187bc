use super::*;
use crate::render::paper::cell::with_point;

fn policy() -> PolicyName {
    let (id, version, marking) = ("p".to_owned(), "1".to_owned(), "MARKED".to_owned());
    PolicyName { id, version, went_back: Vec::new(), known: None, marking }
}

fn columns() -> Vec<Column> {
    vec![Column::text("Officer"), Column::count("Cases"), Column::fraction("On time"), Column::number("Load", 1)]
}

fn row(cases: u64, part: u64, load: i64) -> Vec<Cell<'static>> {
    vec!["P1".into(), cases.into(), Cell::Fraction { part, of: 10 }, Cell::Number(load)]
}

fn paper<'a>(policy: &'a PolicyName, rows: Vec<Vec<Cell<'a>>>, total: Vec<Total<'a>>) -> Paper<'a> {
    let table = Table::new("Load", "Cases", columns(), Rows::made(rows)).total(total);
    Paper::new("Load", Day::from_ymd(2026, 3, 31).unwrap(), policy).table(table)
}

fn total(cases: u64, part: u64, of: u64, load: i64) -> Vec<Total<'static>> {
    let fraction = Cell::Fraction { part, of };
    vec![Total::Label("All"), Total::sum(cases), Total::Sum(fraction), Total::Sum(Cell::Number(load))]
}

#[test]
fn totals_are_the_sums_of_their_columns() {
    let policy = policy();
    let of = |total| paper(&policy, vec![row(2, 3, -5), row(4, 1, 12)], total).check();
    assert_eq!(of(total(6, 4, 20, 7)), Ok(()));
    for wrong in [total(7, 4, 20, 7), total(6, 5, 20, 7), total(6, 4, 19, 7), total(6, 4, 20, 8)] {
        assert!(of(wrong).is_err());
    }
}

#[test]
fn an_average_is_one_total_over_another() {
    let policy = policy();
    let of = |load: i64, of: Summed, over: usize| {
        let fraction = Cell::Fraction { part: 4, of: 20 };
        let average = Total::Average { figure: Cell::Number(load), of, over };
        let total = vec![Total::Label("All"), Total::sum(6_u64), Total::Sum(fraction), average];
        paper(&policy, vec![row(2, 3, -5), row(4, 1, 12)], total).check()
    };
    assert_eq!(of(7, Summed::Part(2), 1), Ok(()), "4 over 6 is 0.7");
    assert_eq!(of(33, Summed::Whole(2), 1), Ok(()), "20 over 6 is 3.3");
    assert_eq!(of(10, Summed::Part(1), 1), Ok(()));
    assert!(of(6, Summed::Part(2), 1).is_err() && of(34, Summed::Whole(2), 1).is_err());
    assert!(of(7, Summed::Part(2), 0).is_err(), "a name is nothing to divide by");
    let days = |days: u64| {
        let total = vec![Total::Nothing, Total::Same(days.into()), Total::Nothing, Total::Nothing];
        paper(&policy, vec![row(2, 3, 1), row(2, 1, 1)], total).check()
    };
    assert_eq!(days(2), Ok(()));
    assert!(days(4).is_err());
}

#[test]
fn a_row_has_a_cell_of_its_kind_for_each_column() {
    let policy = policy();
    let of = |row: Vec<Cell<'static>>| paper(&policy, vec![row], total(0, 0, 0, 0)).check();
    assert_eq!(of(vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]), Ok(()));
    assert!(of(vec![Cell::Empty, Cell::Empty, Cell::Empty]).is_err());
    assert!(of(vec![Cell::Empty; 5]).is_err());
    assert!(of(vec![Cell::Empty, "six".into(), Cell::Empty, Cell::Empty]).is_err());
    let short = paper(&policy, Vec::new(), vec![Total::Nothing]).check();
    assert!(short.is_err(), "a row of totals too");
}

#[test]
fn numbers_have_their_decimals_exactly() {
    let said = [(0, 0), (7, 0), (0, 1), (5, 1), (-5, 1), (123, 1), (-123, 2), (5, 3), (i64::MIN, 0)];
    let said: Vec<String> = said.iter().map(|(number, decimals)| with_point(*number, *decimals)).collect();
    assert_eq!(said, ["0", "7", "0.0", "0.5", "-0.5", "12.3", "-1.23", "0.005", "-9223372036854775808"]);
}

#[test]
fn the_head_says_day_known_at_policy_scope_filter_and_rows() {
    let policy = policy();
    let paper = paper(&policy, vec![row(2, 3, 1)], total(2, 3, 10, 1)).scope("team North").note("Be careful.");
    let lines: Vec<String> = paper.lines().iter().map(|line| format!("{}: {}", line.label, line.words)).collect();
    let expected = [
        "As at: Tuesday 31 Mar 2026 (2026-03-31)",
        "Known at: all that is recorded",
        "Policy: p, version 1",
        "Scope: team North",
        "Filter: none",
        "Rows: 1 row",
        "Note: Be careful.",
    ];
    assert_eq!(lines, expected);
}
