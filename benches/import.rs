//! scratch
mod kit;
use kit::lists::{self, From};
fn cpu() -> f64 { std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9 }
fn main() {
    let store = kit::store("plain", 100_000);
    for q in ["pragma cell_size_check = on", "pragma cell_size_check = off", "pragma mmap_size = 1000000000"] {
        let _ = store.connection().execute_batch(q);
        for _ in 0..2 { let t = cpu(); lists::read(&store, From::Facts); eprintln!("{q}: read {}", cpu() - t); 
        let t = cpu(); kit::sql::unit(store.connection()); eprintln!("   sql {}", cpu() - t); }
    }
}
