//! Markup as it is written: what is not escaped is a word of this program, never one from the record.
//!
//! [`Markup::raw`] takes what stands in the program's own text; everything else goes through [`Markup::text`] or
//! [`Markup::attribute`], which escape it.

use std::io::{self, Write};

use crate::render::words::screen_text;

/// A page being written.
pub(super) struct Markup<'w> {
    to: &'w mut dyn Write,
}

impl<'w> Markup<'w> {
    pub(super) fn new(to: &'w mut dyn Write) -> Markup<'w> {
        Markup { to }
    }

    /// Markup of this program.
    pub(super) fn raw(&mut self, markup: &'static str) -> io::Result<()> {
        self.to.write_all(markup.as_bytes())
    }

    /// Words, escaped.
    pub(super) fn text(&mut self, words: &str) -> io::Result<()> {
        escape(words, self.to)
    }

    /// An attribute, after a space, its value escaped and quoted.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) -> io::Result<()> {
        write!(self.to, " {name}=\"")?;
        self.text(value)?;
        self.raw("\"")
    }

    /// Words between the tags of an element without attributes.
    pub(super) fn element(&mut self, tag: &'static str, words: &str) -> io::Result<()> {
        write!(self.to, "<{tag}>")?;
        self.text(words)?;
        write!(self.to, "</{tag}>")
    }

    /// Words as a string within a style sheet, quoted: every character but ASCII letters, digits and spaces as its number.
    pub(super) fn style_string(&mut self, words: &str) -> io::Result<()> {
        self.raw("\"")?;
        for c in screen_text(words).chars() {
            if c.is_ascii_alphanumeric() || c == ' ' {
                write!(self.to, "{c}")?;
            } else {
                // the space ends the number, and is no part of the string
                write!(self.to, "\\{:06x} ", u32::from(c))?;
            }
        }
        self.raw("\"")
    }
}

/// The whole of what makes words safe, between tags and within a quoted attribute alike. What would turn the direction of
/// writing, or is a control character, is replaced, as on a screen.
fn escape(words: &str, to: &mut dyn Write) -> io::Result<()> {
    let words = screen_text(words);
    let mut kept = 0;
    for (at, c) in words.char_indices() {
        let escaped = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ => continue,
        };
        to.write_all(&words.as_bytes()[kept..at])?;
        to.write_all(escaped.as_bytes())?;
        kept = at + 1;
    }
    to.write_all(&words.as_bytes()[kept..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(make: impl FnOnce(&mut Markup<'_>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        make(&mut Markup::new(&mut out)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_never_become_markup() {
        let hostile = "</td><script>alert('1')</script>&amp;\"\u{202e}é\n\u{0}";
        let said = written(|page| page.text(hostile));
        assert_eq!(said, "&lt;/td&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;&quot;\u{fffd}é \u{fffd}");
        let said = written(|page| page.attribute("id", "a\" onclick=\"b"));
        assert_eq!(said, " id=\"a&quot; onclick=&quot;b\"");
        let said = written(|page| page.element("b", "<>"));
        assert_eq!(said, "<b>&lt;&gt;</b>");
    }

    #[test]
    fn words_never_end_a_string_of_a_style_sheet() {
        let said = written(|page| page.style_string("A-B \"</style>\\é\n"));
        assert_eq!(said, "\"A\\00002d B \\000022 \\00003c \\00002f style\\00003e \\00005c \\0000e9  \"");
    }
}
