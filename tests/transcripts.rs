//! Transcripts of the real program, which are the manual too: every command, good and bad input, in one place each.
//!
//! `TRYCMD=overwrite cargo test --test transcripts` writes them anew; read what changed before you commit it.

#[test]
fn the_program_says_what_the_transcripts_say() {
    let cases = trycmd::TestCases::new();
    cases.env("HOMEVISIT_DB", "unit.db").env("COLUMNS", "80").env("NO_COLOR", "1");
    cases.case("tests/transcripts/*.trycmd");
}
