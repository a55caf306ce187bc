//! scratch
mod kit;
use kit::lists::{self, From, Known};
use std::time::Instant;
fn cpu() -> f64 { std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9 }
fn main() {
    let store = kit::store("plain", 100_000);
    let known = Known::of(&store);
    let t = cpu(); 
    let theirs = kit::sql::unit(store.connection());
    eprintln!("unit sql cpu {} {:?}", theirs.len(), cpu() - t);
    let t = cpu();
    let theirs = kit::sql::unit(store.connection());
    eprintln!("unit sql cpu {} {:?}", theirs.len(), cpu() - t);
    for f in [From::Facts, From::Cache] {
    let t = cpu(); lists::read(&store, f); eprintln!("read {}", cpu() - t);
    let t = cpu();
    let ours = lists::unit(&store, f, &known);
    eprintln!("ours cpu {:?}", cpu() - t);
    eprintln!("equal {}", kit::sql::lines(&ours) == theirs);
    }
    let t = cpu();
    let theirs = kit::sql::audit(store.connection());
    eprintln!("audit sql {:?}", cpu() - t);
    for f in [From::Facts, From::Cache] {
    let t = cpu();
    let ours = lists::audit(&store, f, &known);
    eprintln!("audit ours {} {:?}", kit::sql::figures(&ours) == theirs, cpu() - t);
    }
    drop(store);
    if std::env::args().nth(1).is_some() {
    let t = cpu(); let w = Instant::now();
    let mut store = homevisit::store::Store::open(&kit::data().join("r100.db")).unwrap();
    store.drop_cache().unwrap();
    eprintln!("drop {} {:?}", cpu() - t, w.elapsed());
    let t = cpu(); let w = Instant::now();
    store.refresh_cache().unwrap();
    eprintln!("refresh {} {:?}", cpu() - t, w.elapsed());
    }
}
