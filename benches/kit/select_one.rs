//! The least a command costs: a process that opens the database and selects 1.

use homevisit::store::Store;

fn main() {
    let path = std::env::args_os().nth(1).expect("a database");
    let store = Store::open(path.as_ref()).expect("a database");
    let one: i64 = store.connection().query_row("select 1", [], |row| row.get(0)).expect("one");
    assert_eq!(one, 1);
}
