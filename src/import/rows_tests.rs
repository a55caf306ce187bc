//! The reader of rows beside the csv crate's, which reads what is well written in the same way.

use std::io::{self, Read};

use super::rows::{Broken, Rows};

/// Gives so many bytes at a time.
struct Drops<'b>(&'b [u8], usize);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(self.0.len()).min(into.len());
        into[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

/// A row with its line, or the line and what is broken there.
type Found = Result<(u64, Vec<String>), (u64, Broken)>;

fn read(bytes: &[u8], drop: usize) -> Vec<Found> {
    let mut rows = Rows::new(Drops(bytes, drop)).unwrap();
    let mut out = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        out.push(row.map(|row| (row.line, (0..row.len()).map(|at| row.cell(at).to_owned()).collect())));
    }
    out
}

#[test]
fn what_is_well_written_is_read_as_the_csv_crate_reads_it() {
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..300 {
        let rows: Vec<Vec<String>> = (0..random.usize(1..20))
            .map(|_| {
                let cell = |_| {
                    let letters = 0..random.usize(0..9);
                    letters.map(|_| random.choice(["a", "é", ",", "\"", "\n", "\r\n", " ", ";"]).unwrap()).collect()
                };
                std::iter::once("R1".to_owned()).chain((0..3).map(cell)).collect()
            })
            .collect();
        let terminator = if random.bool() { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = writer.into_inner().unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let ours: Vec<_> = read(&bytes, random.usize(1..40)).into_iter().map(Result::unwrap).collect();
        let mut line = 1;
        for (found, row) in ours.iter().zip(&rows) {
            assert_eq!(found, &(line, row.clone()));
            line += 1 + row.concat().matches('\n').count() as u64;
        }
        assert_eq!(theirs, rows);
        assert_eq!(ours.len(), rows.len());
    }
}

#[test]
fn the_line_after_a_stray_quote_is_the_right_one() {
    let rows = read(b"\"a\nb\",c\"d,e\nf,g\n", 3);
    assert_eq!(rows, [Err((1, Broken::StrayQuote)), Ok((3, vec!["f".to_owned(), "g".to_owned()]))]);
}

#[test]
fn a_row_beyond_the_limit_ends_the_reading_and_no_more_is_kept() {
    for bytes in [vec![b'x'; 1 << 20], [b"\"", vec![b'\n'; 1 << 20].as_slice()].concat()] {
        assert_eq!(read(&bytes, 1000), [Err((1, Broken::TooLong))]);
    }
}

#[test]
fn rows_are_whole_where_the_buffer_ends() {
    let row = format!("{},\"{}\"\n", "x".repeat(700), "y,\"\"z".repeat(90));
    let rows = read(row.repeat(2_000).as_bytes(), usize::MAX);
    assert_eq!(rows.len(), 2_000);
    let cells = vec!["x".repeat(700), "y,\"z".repeat(90)];
    assert!(rows.into_iter().zip(1..).all(|(row, line)| row == Ok((line, cells.clone()))));
}
