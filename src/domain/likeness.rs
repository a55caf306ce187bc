//! What two records of one person have in common, whatever the case, the accents and the order of the names: the one
//! definition of two records that look like one person.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Writes the likeness of a person into `out`: the day of birth and the plain words of all names in order.
///
/// Nothing is written, and `false` returned, without a date of birth or without any letter.
pub fn likeness(family: &str, given: &str, date_of_birth: &str, out: &mut String) -> bool {
    out.clear();
    if date_of_birth.is_empty() {
        return false;
    }
    let plain = format!("{} {}", plain(family), plain(given));
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    out.push_str(date_of_birth);
    words.iter().for_each(|word| {
        out.push(' ');
        out.push_str(word);
    });
    !words.is_empty()
}

/// Small letters without accents; what is no letter or digit parts two words, but an apostrophe joins.
fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    if name.is_ascii() {
        name.bytes().for_each(|byte| push(&mut out, byte.into()));
    } else {
        name.nfkd().filter(|letter| !is_combining_mark(*letter)).for_each(|letter| push(&mut out, letter));
    }
    out
}

fn push(out: &mut String, letter: char) {
    match letter {
        '\'' | '\u{2019}' | '\u{2bc}' => {}
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ı' => out.push('i'),
        _ if letter.is_alphanumeric() => out.extend(letter.to_lowercase()),
        _ => out.push(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::likeness;

    fn of(family: &str, given: &str) -> String {
        let mut out = String::new();
        likeness(family, given, "1970-01-02", &mut out);
        out
    }

    #[test]
    fn case_accents_and_order_make_no_difference() {
        assert_eq!(of("Quillfeather", "Zoë Ann"), of("ANN", "zoe QUILLFEATHER"));
        assert_eq!(of("O'Bramble", "Søren"), of("OBramble", "Soren"));
        assert_ne!(of("Quillfeather", "Zoë"), of("Quillfeather", "Zara"));
    }

    #[test]
    fn without_a_date_of_birth_there_is_no_likeness() {
        assert!(!likeness("Quillfeather", "Zoë", "", &mut String::new()));
    }
}
