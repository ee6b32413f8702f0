//! Letters: what the fonts can show, and where a long word may break.

use std::fmt::Write as _;
use typst::text::FontBook;

/// Where a word may break without a hyphen.
pub(crate) const MAY_BREAK: char = '\u{200b}';

/// A word longer than this is given places to break.
const LONG: usize = 16;

/// The letters that the fonts hold.
pub(crate) struct Letters<'a> {
    book: &'a FontBook,
}

impl<'a> Letters<'a> {
    pub(crate) fn of(book: &'a FontBook) -> Self {
        Self { book }
    }

    /// A text whose every letter can be shown: one that no font holds is written by its number
    /// (`[U+1F5A8]`), a sign that only steers others goes, a control character is a space.
    pub(crate) fn shown(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                ' '..='~' | '\u{a0}' | '\u{ad}' | '\u{202f}' => out.push(letter),
                '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}' => {}
                _ if letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}' => {
                    out.push(' ');
                }
                _ if self.holds(letter) => out.push(letter),
                _ => {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "[U+{:04X}]", u32::from(letter));
                }
            }
        }
        out
    }

    fn holds(&self, letter: char) -> bool {
        let private = matches!(
            letter,
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'
        );
        let number = u32::from(letter);
        let mut fonts = (0..).map_while(|index| self.book.info(index));
        !private && fonts.any(|font| font.coverage.contains(number))
    }
}

/// Gives the long words of a text places to break: after a mark, and within what has none.
pub(crate) fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, word) in text.split(' ').enumerate() {
        if 0 < at {
            out.push(' ');
        }
        // A word of letters alone is hyphenated by the rules of its language.
        let plain = word.chars().all(char::is_alphabetic) && word.chars().count() <= 2 * LONG;
        if plain || word.chars().count() <= LONG {
            out.push_str(word);
            continue;
        }
        let mut run = 0;
        let mut letters = word.chars().peekable();
        while let Some(letter) = letters.next() {
            out.push(letter);
            run += 1;
            let mark = !letter.is_alphanumeric() && 1 < run;
            let more = letters.peek().is_some_and(|next| next.is_alphanumeric());
            if more && (mark || run == LONG / 2 + 4) {
                out.push(MAY_BREAK);
                run = 0;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_font_holds_is_written_by_its_number() {
        let fonts = crate::typeset::fonts();
        let letters = Letters::of(fonts.book());
        assert_eq!(letters.shown("Hôtel, 3 € – « œuf »"), "Hôtel, 3 € – « œuf »");
        assert_eq!(letters.shown("imprimante \u{1f5a8}\u{fe0f} A4"), "imprimante [U+1F5A8] A4");
        assert_eq!(letters.shown("\u{e001}\u{10fffd}"), "[U+E001][U+10FFFD]");
        assert_eq!(letters.shown("a\u{0}b\u{202e}c\u{feff}"), "a bc");
        assert_eq!(letters.shown("12\u{202f}500\u{a0}kg"), "12\u{202f}500\u{a0}kg");
    }

    #[test]
    fn long_words_break_after_marks_and_short_ones_do_not() {
        assert_eq!(breakable("ordinateur portable"), "ordinateur portable");
        assert_eq!(breakable("anticonstitutionnellement"), "anticonstitutionnellement");
        assert_eq!(
            breakable("service.paper.FRA.gwp"),
            "service.\u{200b}paper.\u{200b}FRA.\u{200b}gwp"
        );
        let digest = "0123456789abcdef0123456789abcdef";
        let broken = breakable(digest);
        assert!(broken.split(MAY_BREAK).all(|part| part.len() <= 12), "{broken}");
        assert_eq!(broken.replace(MAY_BREAK, ""), digest);
    }
}
