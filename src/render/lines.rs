//! Lines that fit a terminal, whatever the alphabet: widths are those of the screen, not bytes or characters.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::words::screen_text;

/// Columns that a text takes. Never less than its characters one by one, which is how some terminals draw them.
pub(super) fn width(text: &str) -> usize {
    let apart = text.chars().map(|c| c.width().unwrap_or(0)).sum();
    text.width().max(apart)
}

/// Breaks a text into lines no wider than `limit`: between words, and within one only where it is too long for a
/// line. Loses nothing but the spaces at which it breaks.
pub(super) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(2);
    let mut lines = vec![String::new()];
    for word in words(text) {
        let gap = usize::from(lines.last().is_some_and(|line| !line.is_empty()));
        let used = lines.last().map_or(0, |line| width(line));
        if gap == 1 && used + gap + width(word) > limit {
            lines.push(String::new());
        } else if gap == 1 {
            lines.last_mut().into_iter().for_each(|line| line.push(' '));
        }
        push_word(&mut lines, word, limit);
    }
    lines
}

/// The words of a text; a per cent sign goes with its number.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let (from, to) = (at, at + word.len());
        at = to + 1;
        match words.last_mut() {
            Some((_, end)) if word.starts_with('%') => *end = to,
            _ if word.is_empty() => {}
            _ => words.push((from, to)),
        }
    }
    words.into_iter().map(|(from, to)| &text[from..to])
}

fn push_word(lines: &mut Vec<String>, word: &str, limit: usize) {
    for c in word.chars() {
        let full = lines.last().is_some_and(|line| width(line) + c.width().unwrap_or(0) > limit);
        if full && c.width() != Some(0) {
            lines.push(String::new());
        }
        lines.last_mut().into_iter().for_each(|line| line.push(c));
    }
}

/// The same, each line after the first with `indent` spaces before it, the first with `first`.
pub(super) fn paragraph(first: &str, text: &str, limit: usize) -> String {
    let indent = width(first);
    let mut out = String::new();
    for (at, line) in wrap(text, limit.saturating_sub(indent)).iter().enumerate() {
        out.push_str(&if at == 0 { first.to_owned() } else { " ".repeat(indent) });
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// A text of many lines, each that is too long for a terminal broken between words.
pub fn folded(text: &str, limit: usize) -> String {
    let fold = |line: &str| if width(line) > limit { paragraph("", line, limit) } else { format!("{line}\n") };
    text.lines().map(fold).collect()
}

/// A text with spaces after it up to a width.
pub(super) fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A text with spaces before it up to a width.
pub(super) fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Lines side by side: columns of text, each with its width, two spaces between. Shorter columns are filled up.
pub(super) fn beside(columns: &[(&[String], usize)]) -> String {
    let height = columns.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
    let mut out = String::new();
    for at in 0..height {
        let cell = |(lines, columns): &(&[String], usize)| left(lines.get(at).map_or("", String::as_str), *columns);
        let line = columns.iter().map(cell).collect::<Vec<_>>().join("  ");
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Who a row is about: the name, folded and never cut, and under it the reference, a little in.
pub(super) fn who(name: Option<&str>, reference: &str, columns: usize) -> Vec<String> {
    let mut lines = name.map(|name| wrap(&screen_text(name), columns)).unwrap_or_default();
    lines.retain(|line| !line.is_empty());
    let indent = if lines.is_empty() { "" } else { "  " };
    let reference = wrap(&screen_text(reference), columns - indent.len());
    lines.extend(reference.iter().map(|line| format!("{indent}{line}")));
    lines
}

/// The same, with warnings under it.
pub(super) fn who_with(name: Option<&str>, reference: &str, warnings: &[&str], columns: usize) -> Vec<String> {
    let mut lines = who(name, reference, columns);
    if !warnings.is_empty() {
        let warnings = screen_text(&format!("! {}", warnings.join(", ")));
        lines.extend(wrap(&warnings, columns - 2).iter().map(|line| format!("  {line}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_per_cent_sign_stays_with_its_number() {
        assert_eq!(wrap("126/442 (28.5 %).", 14), ["126/442", "(28.5 %)."]);
        assert_eq!(wrap("% of  7  %", 4), ["% of", "7  %"]);
        assert_eq!(wrap("  a  b ", 80), ["a b"]);
    }
}
