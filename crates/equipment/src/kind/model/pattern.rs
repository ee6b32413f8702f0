//! Patterns of models' names, and the names that they are held against.

/// A pattern over a folded name: letters and spaces stand for themselves, `#` for a digit, `@` for
/// a letter; `^` holds it to the start of the name, `$` to the end of a word.
pub(super) struct NamePattern {
    pub(super) text: String,
    pub(super) letters: Vec<u8>,
    at_start: bool,
    whole_word: bool,
    /// Whether a letter of its end goes on into no other letter.
    pub(super) no_letter_after: bool,
    pub(super) weight: usize,
}

impl NamePattern {
    pub(super) fn new(text: &str) -> Self {
        let inner = text.strip_prefix('^').unwrap_or(text);
        let letters = inner.strip_suffix('$').unwrap_or(inner);
        Self {
            text: text.to_owned(),
            letters: letters.as_bytes().to_vec(),
            at_start: text.starts_with('^'),
            whole_word: inner.ends_with('$'),
            no_letter_after: false,
            weight: letters.bytes().map(|letter| if b"#@".contains(&letter) { 1 } else { 3 }).sum(),
        }
    }

    /// Where it stands in a name, as it stands at the start of one of its words; nothing where it does not.
    pub(super) fn stands(&self, name: &FoldedName<'_>, start: usize) -> Option<WhereHeld> {
        if self.letters.is_empty() {
            return Some(WhereHeld { is_in: true, in_rest: true, ends: true });
        }
        if !self.fits(&name.own[start..]) {
            return None;
        }
        let from = name.rest_from();
        let stands = WhereHeld {
            is_in: !self.at_start || start == 0 || start == from,
            in_rest: if self.at_start { start == from } else { start >= from },
            ends: start >= from && name.is_slight_from(start + self.letters.len()),
        };
        stands.is_held().then_some(stands)
    }

    fn fits(&self, name: &[u8]) -> bool {
        name.len() >= self.letters.len()
            && self.letters.iter().zip(name).all(|(asked, own)| match asked {
                b'#' => own.is_ascii_digit(),
                b'@' => own.is_ascii_lowercase(),
                asked => asked == own,
            })
            && (!self.whole_word || matches!(name.get(self.letters.len()), None | Some(b' ')))
            && !(self.no_letter_after && self.goes_on(name))
    }

    /// Whether a name's word goes on where the pattern ends, letter after letter.
    fn goes_on(&self, name: &[u8]) -> bool {
        self.letters.last().is_some_and(u8::is_ascii_lowercase)
            && name.get(self.letters.len()).is_some_and(u8::is_ascii_lowercase)
    }
}

/// Where a pattern stands in a name.
#[derive(Clone, Copy)]
pub(super) struct WhereHeld {
    /// Where it may.
    pub(super) is_in: bool,
    /// So, in what follows the maker that the name begins with.
    pub(super) in_rest: bool,
    /// At the end of that, but for numbers and short words: a part's name comes last.
    pub(super) ends: bool,
}

impl WhereHeld {
    /// Whether it does anywhere.
    fn is_held(self) -> bool {
        self.is_in || self.in_rest || self.ends
    }

    /// And where it stands once more.
    pub(super) fn join(&mut self, again: Self) {
        self.is_in |= again.is_in;
        self.in_rest |= again.in_rest;
        self.ends |= again.ends;
    }
}

/// A folded name, and what is left of it without the maker it begins with.
pub(super) struct FoldedName<'a> {
    pub(super) own: &'a [u8],
    pub(super) rest: &'a [u8],
    /// Where its words start.
    pub(super) starts: Vec<usize>,
    /// Where the last of them starts that is no number and no short word.
    loud: Option<usize>,
}

impl<'a> FoldedName<'a> {
    /// `rest` is the end of `own`, from the start of a word.
    pub(super) fn new(own: &'a str, rest: &'a str) -> Self {
        let (own, rest) = (own.as_bytes(), rest.as_bytes());
        let starts: Vec<usize> =
            (0..=own.len()).filter(|at| *at == 0 || own[at - 1] == b' ').collect();
        let loud = starts.iter().rev().find(|at| !is_slight(first_word(&own[**at..]))).copied();
        Self { own, rest, starts, loud }
    }

    /// Where what is left without the maker begins.
    fn rest_from(&self) -> usize {
        self.own.len() - self.rest.len()
    }

    /// Whether nothing but numbers and short words stands from a place on.
    fn is_slight_from(&self, at: usize) -> bool {
        self.loud.is_none_or(|loud| at > loud) && is_slight(first_word(&self.own[at..]))
    }
}

/// The letters up to a space.
fn first_word(letters: &[u8]) -> &[u8] {
    letters.split(|letter| *letter == b' ').next().unwrap_or(letters)
}

/// Whether a word is a number or short: it may follow the name of a part.
fn is_slight(word: &[u8]) -> bool {
    word.len() < 4 || word.iter().any(u8::is_ascii_digit)
}

/// A letter as the start of a pattern is looked up by: all digits are one.
pub(super) fn plain(letter: u8) -> u8 {
    if letter == b'#' || letter.is_ascii_digit() { b'#' } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold_digits_letters_starts_and_ends() {
        let is_in = |pattern: &str, name: &str| {
            let (pattern, name) = (NamePattern::new(pattern), FoldedName::new(name, name));
            let stands = |at: &usize| pattern.stands(&name, *at).is_some_and(|held| held.is_in);
            name.starts.iter().any(stands)
        };
        assert!(is_in("^p##@$", "p75f"));
        assert!(!is_in("^p##@$", "p2419h"));
        assert!(is_in("notebook", "250 g8 notebook pc"));
        assert!(!is_in("note", "galaxynote"));
        assert!(is_in("", ""));
    }
}
