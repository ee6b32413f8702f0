//! A type phrase cut into words: case, accents, hyphens and joined words no longer matter, what
//! stands between two words does.

use ground::table::fold;

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GapBefore {
    /// A space, a hyphen, an apostrophe: the phrase goes on.
    Within,
    /// A bracket or a comma: what follows says more of it.
    Aside,
    /// A dash, a colon: what follows is finer.
    Finer,
    /// `>` or `\`: a tree, whose last word is the thing.
    Below,
    /// A slash: one or the other.
    Or,
    /// `+` or `&`: what follows comes with it.
    With,
}

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PhraseWord {
    /// It, in lower case without accents.
    pub(super) text: String,
    /// What stands before it.
    pub(super) gap: GapBefore,
}

/// The most words looked at: nobody names a thing in more.
const MOST: usize = 16;

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<PhraseWord> {
    let letters: Vec<char> = text.chars().collect();
    let mut found: Vec<PhraseWord> = Vec::new();
    let mut word = String::new();
    let mut gap = GapBefore::Within;
    for (at, &c) in letters.iter().enumerate() {
        if found.len() >= MOST {
            break;
        }
        if c.is_alphanumeric() || is_mark(c) {
            if joined_here(&letters, at) {
                push(&mut found, &mut word, &mut gap);
            }
            word.push(c);
        } else {
            push(&mut found, &mut word, &mut gap);
            gap = gap.max(gap_of(&letters, at));
        }
    }
    if found.len() < MOST {
        push(&mut found, &mut word, &mut gap);
    }
    found
}

/// A mark of the letter before it, which is part of the word.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn push(found: &mut Vec<PhraseWord>, word: &mut String, gap: &mut GapBefore) {
    if word.is_empty() {
        return;
    }
    let text = if word.is_ascii() {
        fold(word)
    } else {
        fold(&word.replace('œ', "oe").replace('Œ', "Oe").replace('æ', "ae")).replace(' ', "")
    };
    word.clear();
    if text.is_empty() {
        return;
    }
    // « portable ou fixe », « portables et fixes » are one or the other.
    if ["or", "ou", "oder", "and", "et", "und"].contains(&text.as_str()) && !found.is_empty() {
        *gap = GapBefore::Or;
        return;
    }
    found.push(PhraseWord { text, gap: *gap });
    *gap = GapBefore::Within;
}

/// Whether a new word begins at a letter without anything before it: `NetworkDevice`, `SANSwitch`.
fn joined_here(letters: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| letters.get(at)) else { return false };
    let c = letters[at];
    // `iPhone` is one word.
    let first = at.checked_sub(2).and_then(|at| letters.get(at));
    if before.is_lowercase() && first.is_none_or(|first| !first.is_alphanumeric()) {
        return false;
    }
    let next_is_lower = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
    c.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next_is_lower)
}

fn gap_of(letters: &[char], at: usize) -> GapBefore {
    let spaced = |at: Option<usize>| {
        at.and_then(|at| letters.get(at)).is_none_or(|around| around.is_whitespace())
    };
    match letters[at] {
        '>' | '\\' | '»' | '›' => GapBefore::Below,
        '/' => GapBefore::Or,
        '+' | '&' => GapBefore::With,
        ':' | '|' | ';' | '–' | '—' => GapBefore::Finer,
        '(' | '[' | '{' | ',' => GapBefore::Aside,
        '-' if spaced(at.checked_sub(1)) || spaced(Some(at + 1)) => GapBefore::Finer,
        _ => GapBefore::Within,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mark = |gap| match gap {
            GapBefore::Within => "",
            GapBefore::Aside => "(",
            GapBefore::Finer => "- ",
            GapBefore::Below => "> ",
            GapBefore::Or => "/ ",
            GapBefore::With => "+ ",
        };
        let all = words(text);
        all.iter()
            .map(|word| format!("{}{}", mark(word.gap), word.text))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn case_accents_and_hyphens_make_no_other_word() {
        assert_eq!(shown("Écran-PC"), "ecran pc");
        assert_eq!(shown("POINT D'ACCÈS"), "point d acces");
        assert_eq!(shown("cœur de réseau"), "coeur de reseau");
        assert_eq!(shown("ordinateur_portable"), "ordinateur portable");
    }

    #[test]
    fn joined_words_are_taken_apart() {
        assert_eq!(shown("NetworkDevice"), "network device");
        assert_eq!(shown("SANSwitch"), "san switch");
        assert_eq!(shown("LAPTOP"), "laptop");
        assert_eq!(shown("Coque iPhone"), "coque iphone");
    }

    #[test]
    fn what_stands_between_is_kept() {
        assert_eq!(shown("Parc > PC - Tour (neuf)"), "parc > pc - tour (neuf");
        assert_eq!(shown("Imprimante / Copieur"), "imprimante / copieur");
        assert_eq!(shown("Portable ou fixe"), "portable / fixe");
        assert_eq!(shown("Écran + bras"), "ecran + bras");
        assert_eq!(shown(" -- "), "");
    }
}
