//! Rows out of a comma-separated file, by RFC 4180 to the letter, and no more of the file in memory than a buffer.
//!
//! Why not the csv crate's reader: it reads on where a quote was left open or text follows a closing one, and joins two
//! rows into one that looks right. A row lost so would be a visit nobody knows of, so here each is a fault with its
//! line. A row also cannot grow beyond a limit. A blank line is no row. The digest is over every byte of the file.

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

use super::limits::ROW_BYTES;

const BUFFER: usize = 4 * ROW_BYTES;

/// One row: its cells without quotes.
#[derive(Clone, Copy)]
pub(super) struct Row<'b> {
    /// The line it begins on, from 1.
    pub line: u64,
    text: &'b str,
    cells: &'b [(u32, u32)],
}

impl<'b> Row<'b> {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell; empty where the row is too short.
    pub fn cell(&self, at: usize) -> &'b str {
        self.cells.get(at).map_or("", |&(from, to)| &self.text[from as usize..to as usize])
    }
}

/// Why some bytes are no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// Not UTF-8, in the cell of this place. The next row can be read.
    NotUtf8(usize),
    /// A quote within a cell that does not begin with one. The next row can be read.
    StrayQuote,
    /// Something between a closing quote and the comma.
    AfterQuote,
    /// The file ends within quotes.
    LeftOpen,
    /// Longer than [`ROW_BYTES`].
    TooLong,
}

impl Broken {
    /// Whether nobody can tell where the next row begins.
    pub fn is_final(self) -> bool {
        matches!(self, Broken::AfterQuote | Broken::LeftOpen | Broken::TooLong)
    }
}

/// A row, or why there is none and the line.
pub(super) type RowResult<'b> = Result<Row<'b>, (u64, Broken)>;

/// The rows of a file, one at a time.
pub(super) struct Rows<R> {
    from: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    given_up: bool,
    line: u64,
    bytes: u64,
    cells: Vec<(u32, u32)>,
    unquoted: Vec<u8>,
    digest: Sha256,
}

/// What a scan of the buffer found.
enum Scan {
    /// A row up to here (its line break included), of so many lines, in the buffer or unquoted.
    Row { next: usize, lines: u64, quoted: bool },
    /// The buffer ends within the row.
    More,
    /// No row.
    Broken(Broken, usize),
}

impl<R: Read> Rows<R> {
    /// Of a file from its beginning; a byte order mark is passed over.
    pub fn new(from: R) -> io::Result<Rows<R>> {
        let mut rows = Rows {
            from,
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            ended: false,
            given_up: false,
            line: 1,
            bytes: 0,
            cells: Vec::new(),
            unquoted: Vec::new(),
            digest: Sha256::new(),
        };
        while rows.end < 3 && !rows.ended {
            rows.fill()?;
        }
        if rows.buffer[..rows.end].starts_with(b"\xEF\xBB\xBF") {
            rows.start = 3;
        }
        Ok(rows)
    }

    /// Bytes of the file read so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The digest of all the file's bytes; what was not read yet is read.
    pub fn digest(mut self) -> io::Result<[u8; 32]> {
        while !self.ended {
            (self.start, self.end) = (0, 0);
            self.fill()?;
        }
        Ok(self.digest.finalize().into())
    }

    /// The next row, or what is broken there; none at the end of the file.
    pub fn next(&mut self) -> io::Result<Option<RowResult<'_>>> {
        loop {
            self.skip_blank_lines();
            if self.given_up || self.start == self.end && self.ended {
                return Ok(None);
            }
            match self.scan() {
                // Beyond the limit even if what comes next is the end of the line.
                Scan::More if self.end - self.start > ROW_BYTES + 1 => return Ok(Some(self.give_up(Broken::TooLong))),
                Scan::More => self.fill()?,
                Scan::Broken(broken, _) if broken.is_final() => return Ok(Some(self.give_up(broken))),
                Scan::Broken(broken, next) => {
                    let line = self.line;
                    self.line += lines_in(&self.buffer[self.start..next]);
                    self.start = next;
                    return Ok(Some(Err((line, broken))));
                }
                Scan::Row { next, .. } if self.length(next) > ROW_BYTES => {
                    return Ok(Some(self.give_up(Broken::TooLong)));
                }
                Scan::Row { next, lines, quoted } => return Ok(Some(self.row(next, lines, quoted))),
            }
        }
    }

    fn row(&mut self, next: usize, lines: u64, quoted: bool) -> RowResult<'_> {
        let line = self.line;
        let bytes = if quoted { &self.unquoted[..] } else { &self.buffer[self.start..next] };
        (self.start, self.line) = (next, line + lines);
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Row { line, text, cells: &self.cells }),
            Err(error) => {
                let at = error.valid_up_to() as u32;
                let cell = self.cells.iter().position(|&(_, to)| at < to).unwrap_or(0);
                Err((line, Broken::NotUtf8(cell)))
            }
        }
    }

    /// The bytes of the row that ends before `next`, without its line break.
    fn length(&self, next: usize) -> usize {
        let row = &self.buffer[self.start..next];
        let row = row.strip_suffix(b"\n").map_or(row, |row| row.strip_suffix(b"\r").unwrap_or(row));
        row.len()
    }

    fn give_up(&mut self, broken: Broken) -> RowResult<'_> {
        self.given_up = true;
        Err((self.line, broken))
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        let read = loop {
            match self.from.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.digest.update(&self.buffer[self.end..self.end + read]);
        self.end += read;
        self.bytes += read as u64;
        self.ended = read == 0;
        Ok(())
    }

    fn skip_blank_lines(&mut self) {
        while self.start < self.end {
            match self.buffer[self.start..self.end] {
                [b'\n', ..] => self.start += 1,
                [b'\r', b'\n', ..] => self.start += 2,
                _ => break,
            }
            self.line += 1;
        }
    }

    fn scan(&mut self) -> Scan {
        self.cells.clear();
        let bytes = &self.buffer[self.start..self.end];
        let mut from = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b',' => {
                    self.cells.push((from as u32, at as u32));
                    from = at + 1;
                }
                b'\n' => {
                    let to = if at > from && bytes[at - 1] == b'\r' { at - 1 } else { at };
                    self.cells.push((from as u32, to as u32));
                    return Scan::Row { next: self.start + at + 1, lines: 1, quoted: false };
                }
                b'"' => return self.scan_quoted(),
                _ => {}
            }
        }
        if !self.ended {
            return Scan::More;
        }
        self.cells.push((from as u32, bytes.len() as u32));
        Scan::Row { next: self.end, lines: 1, quoted: false }
    }

    /// The same for a row with quotes in it, from its beginning.
    fn scan_quoted(&mut self) -> Scan {
        self.cells.clear();
        self.unquoted.clear();
        let mut at = self.start;
        let mut lines = 1;
        loop {
            let from = self.unquoted.len() as u32;
            let after = if at < self.end && self.buffer[at] == b'"' {
                match self.quoted_cell(at + 1, &mut lines) {
                    Ok(after) => after,
                    Err(scan) => return scan,
                }
            } else {
                match self.bare_cell(at) {
                    Ok(after) => after,
                    Err(scan) => return scan,
                }
            };
            self.cells.push((from, self.unquoted.len() as u32));
            match self.buffer[after..self.end] {
                [b',', ..] => at = after + 1,
                [b'\n', ..] => return Scan::Row { next: after + 1, lines, quoted: true },
                [b'\r', b'\n', ..] => return Scan::Row { next: after + 2, lines, quoted: true },
                [] if self.ended => return Scan::Row { next: after, lines, quoted: true },
                [] | [b'\r'] if !self.ended => return Scan::More,
                _ => return Scan::Broken(Broken::AfterQuote, after),
            }
        }
    }

    /// From after an opening quote to after the closing one.
    fn quoted_cell(&mut self, mut at: usize, lines: &mut u64) -> Result<usize, Scan> {
        loop {
            let rest = &self.buffer[at..self.end];
            let Some(length) = rest.iter().position(|&byte| byte == b'"') else {
                return Err(if self.ended { Scan::Broken(Broken::LeftOpen, self.end) } else { Scan::More });
            };
            self.unquoted.extend_from_slice(&rest[..length]);
            *lines += lines_in(&rest[..length]);
            match rest[length + 1..] {
                [b'"', ..] => self.unquoted.push(b'"'),
                [] if !self.ended => return Err(Scan::More),
                _ => return Ok(at + length + 1),
            }
            at += length + 2;
        }
    }

    /// From the beginning of a cell without quotes to its comma or line break.
    fn bare_cell(&mut self, at: usize) -> Result<usize, Scan> {
        let rest = &self.buffer[at..self.end];
        let length = match rest.iter().position(|byte| b",\n\"".contains(byte)) {
            Some(length) if rest[length] == b'"' => {
                let line = rest.iter().position(|&byte| byte == b'\n');
                return Err(match line {
                    None if !self.ended => Scan::More,
                    line => Scan::Broken(Broken::StrayQuote, line.map_or(self.end, |line| at + line + 1)),
                });
            }
            Some(length) if rest[length] == b'\n' && length > 0 && rest[length - 1] == b'\r' => length - 1,
            Some(length) => length,
            None if self.ended => rest.len(),
            None => return Err(Scan::More),
        };
        self.unquoted.extend_from_slice(&rest[..length]);
        Ok(at + length)
    }
}

fn lines_in(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}
