use std::path::Path;
use homevisit::*;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args[1] == "gen" {
        let n: u32 = args[3].parse().unwrap();
        let spec = generate::Spec { offenders: n, seed: 7, last_day: chrono::NaiveDate::from_ymd_opt(2025, 3, 31).unwrap(), years: 5, shape: generate::Shape::Realistic };
        std::fs::create_dir_all(&args[2]).unwrap();
        println!("{:?}", generate::generate(&spec, Path::new(&args[2])).map_err(|_| ()).unwrap());
        return;
    }
    let toml = std::fs::read_to_string("data/policies/uk-ew-baseline.toml").unwrap();
    let policy = domain::policy_file::parse(&toml).unwrap();
    let book = domain::policy::Book::new(vec![policy]).unwrap();
    let fresh = !Path::new(&args[2]).exists();
    let mut conn = rusqlite::Connection::open(&args[2]).unwrap();
    if fresh {
        conn.execute_batch(include_str!("../schema.sql")).unwrap();
        for (k, id) in book.tier_ids().iter().enumerate() { conn.execute("insert into tier values (?1, ?2)", (k as i64, id)).unwrap(); }
    }
    conn.query_row("pragma journal_mode=wal", [], |_| Ok(())).unwrap();
    conn.execute_batch("pragma synchronous = full; pragma foreign_keys = on; pragma recursive_triggers = on; pragma trusted_schema = off; pragma cell_size_check = on; pragma temp_store = file; pragma cache_size = -16384; pragma mmap_size = 134217728;").unwrap();
    if let Ok(extra) = std::env::var("EXTRA") { conn.execute_batch(&extra).unwrap(); }
    let start = std::time::Instant::now();
    let n: i64 = conn.query_row("select count(*) from act", [], |r| r.get(0)).unwrap();
    let id = format!("a{n}");
    let request = act::import::Request { dir: Path::new(&args[1]), actor: "tester", today: "2025-03-31".parse().unwrap(), id: &id, moment: "2025-03-31T12:00:00.000000Z" };
    let mut last = None;
    let result = act::import::import(&mut conn, &request, &book, &mut |p| {
        let stage = match p { import::Progress::Reading { file, .. } => file.name(), import::Progress::Checking => "checking", import::Progress::Writing => "writing" };
        if last != Some(stage) { last = Some(stage); eprintln!("{:>8.2} {stage}", start.elapsed().as_secs_f64()); }
    });
    eprintln!("{:>8.2} done", start.elapsed().as_secs_f64());
    match result {
        Ok(report) => print!("{}", render::import::report(&report)),
        Err(act::import::ImportError::Refused(mut c)) => print!("{}", render::import::complaints(&mut c)),
        Err(e) => println!("{e}"),
    }
    drop(conn);
    eprintln!("{:>8.2} closed", start.elapsed().as_secs_f64());
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    eprintln!("{}", status.lines().find(|l| l.starts_with("VmHWM")).unwrap());
}
