//! Which words may be shown in a complaint, and which one was probably meant.
//!
//! A shifted row puts a name where a date or a tier should be. So what was found is shown only if it has the shape of
//! what the column holds; a word that is far from every word of ours only where the rest of its row is sound, and where
//! it can be no free text of the same row.

use strsim::damerau_levenshtein;

/// The likely one of some words: few slips away, or one the beginning of the other.
pub(super) fn likely<'w>(found: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let found = found.trim().to_lowercase().replace([' ', '_'], "-");
    let ranked = words.into_iter().filter_map(|word| {
        let plain = word.replace('_', "-");
        let slips = damerau_levenshtein(&found, &plain);
        let begins = found.len() >= 3 && (plain.starts_with(&found) || found.starts_with(&plain));
        (begins || slips <= allowed(&plain)).then_some((slips, word))
    });
    ranked.min_by_key(|(slips, _)| *slips).map(|(_, word)| word)
}

/// Whether it is a word of ours but for capitals, and blanks or underscores in place of hyphens.
pub(super) fn is_same<'w>(found: &str, words: impl IntoIterator<Item = &'w str>) -> bool {
    let plain = found.to_lowercase().replace([' ', '_'], "-");
    words.into_iter().any(|word| word == plain)
}

/// Whether it is so near to a word of ours that it can be shown: lower-case letters and hyphens, few slips away.
pub(super) fn is_near<'w>(found: &str, words: impl IntoIterator<Item = &'w str>) -> bool {
    is_word(found) && words.into_iter().any(|word| damerau_levenshtein(found, word) <= allowed(word))
}

/// Whether it has the shape of a word on file: lower-case letters and hyphens, and not many.
pub(super) fn is_word(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Whether it has the shape of a date: digits in three parts.
pub(super) fn is_date_shaped(text: &str) -> bool {
    text.len() <= 10
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"-/.".contains(&byte))
        && text.split(['-', '/', '.']).filter(|part| !part.is_empty()).count() == 3
}

/// Whether it has the shape of a time of day: digits in two or three parts joined by colons.
pub(super) fn is_time_shaped(text: &str) -> bool {
    text.len() <= 8
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
        && (2..=3).contains(&text.split(':').count())
}

/// Whether it has the shape of an RFC 5545 rule.
pub(super) fn is_rule_shaped(text: &str) -> bool {
    text.len() <= 64
        && text.contains('=')
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"=;,+-".contains(&byte))
}

/// The column heading that may be shown: one of ours but for capitals and blanks, or few slips away in small letters.
pub(super) fn is_heading_near<'w>(found: &str, columns: impl IntoIterator<Item = &'w str>) -> bool {
    let plain = found.to_lowercase().replace([' ', '-'], "_");
    let small = found.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    columns.into_iter().any(|column| plain == column || small && damerau_levenshtein(found, column) <= allowed(column))
}

fn allowed(word: &str) -> usize {
    if word.len() <= 4 { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likely_word_is_few_slips_away() {
        assert_eq!(likely("no-repyl", ["seen", "no-reply"]), Some("no-reply"));
        assert_eq!(likely("offender", ["officer_id", "offender_ref"]), Some("offender_ref"));
        assert_eq!(likely("Family Name", ["family_name"]), Some("family_name"));
        assert_eq!(likely("colour", ["tier", "reason"]), None);
    }

    #[test]
    fn a_name_is_not_shown() {
        assert!(!is_near("Okonkwo", ["seen", "out"]));
        assert!(!is_date_shaped("Quillfeather"));
        assert!(!is_rule_shaped("Quillfeather"));
        assert!(is_date_shaped("31/03/2025"));
        assert!(is_near("hihg", ["high"]) && is_near("medum", ["medium"]));
    }
}
