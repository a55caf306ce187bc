//! Transcripts of the real program, which are the manual too: every command, good and bad input, in one place each.
//!
//! `TRYCMD=overwrite cargo test --test transcripts` writes them anew; read what changed before you commit it.

#[test]
fn the_program_says_what_the_transcripts_say() {
    let cases = trycmd::TestCases::new();
    cases.env("HOMEVISIT_DB", "unit.db").env("COLUMNS", "80").env("NO_COLOR", "1");
    cases.case("tests/transcripts/*.trycmd");
}

/// A command on one line, and what it says.
type Said = (String, Vec<String>);

/// What stands in the console blocks of a page, or of a transcript.
fn said(page: &str) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    let mut inside = false;
    let mut goes_on = false;
    for line in page.lines() {
        if line.starts_with("```") {
            (inside, goes_on) = (!inside, false);
            continue;
        }
        let Some(words) = Some(line).filter(|_| inside) else { continue };
        match (words.strip_prefix("$ "), all.last_mut()) {
            (Some(command), _) => all.push((command.to_owned(), Vec::new())),
            (None, Some((command, _))) if goes_on => command.push_str(words.trim_start_matches(['>', ' '])),
            (None, Some((_, lines))) => lines.push(words.to_owned()),
            (None, None) => (),
        }
        goes_on = (goes_on || words.starts_with("$ ")) && words.ends_with('\\');
        if let Some((command, _)) = all.last_mut().filter(|_| goes_on) {
            command.truncate(command.len() - 1);
        }
    }
    all
}

fn transcripts() -> Vec<Said> {
    let pages = std::fs::read_dir("tests/transcripts").unwrap().map(|entry| entry.unwrap().path());
    let pages = pages.filter(|path| path.extension().is_some_and(|ending| ending == "trycmd"));
    pages.flat_map(|path| said(&std::fs::read_to_string(path).unwrap())).collect()
}

/// What the README shows of a fixed day is what a transcript has, line by line where it is not left out (`...`).
#[test]
fn the_readme_shows_what_the_program_says() {
    let (readme, transcripts) = (std::fs::read_to_string("README.md").unwrap(), transcripts());
    let fixed = |command: &str| command.contains("--as-of") && !command.contains("--compare-known");
    let shown = said(&readme);
    let shown: Vec<&Said> = shown.iter().filter(|(command, _)| fixed(command)).collect();
    assert!(shown.len() >= 4, "{shown:?}");
    for (command, lines) in shown {
        let is_so = |said: &Said| {
            let mut of = said.1.iter();
            let mut stands = lines.iter().filter(|line| *line != "...");
            said.0 == *command && stands.all(|line| of.any(|other| other == line))
        };
        assert!(transcripts.iter().any(is_so), "no transcript says so of {command}");
    }
}

/// The questions of a manager's Monday are each asked in its transcript.
#[test]
fn each_question_of_the_readme_is_asked() {
    let (readme, transcripts) = (std::fs::read_to_string("README.md").unwrap(), transcripts());
    let asked: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("| ")?.split('`').nth(1)).collect();
    let asked: Vec<&&str> = asked.iter().filter(|command| command.starts_with("homevisit ")).collect();
    assert!(asked.len() >= 6, "{asked:?}");
    for command in asked {
        assert!(transcripts.iter().any(|(other, _)| other == *command), "{command} is in no transcript");
    }
}
