//! Patterns of families: `latitude 5###`, where `#` is a digit and a last `*` is anything.

use super::name::ProductName;
use super::words::DIVIDERS;

/// The words that a name must hold, in any order, to be of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FamilyPattern {
    words: Vec<String>,
}

impl FamilyPattern {
    /// Reads one pattern; `None` when it is empty.
    pub(super) fn read(text: &str) -> Option<Self> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// How much it asks for: its letters and digits, a `#` for half of one.
    pub(super) fn weight(&self) -> usize {
        let of = |c: char| match c {
            '#' => 1,
            '*' => 0,
            _ => 2,
        };
        self.words.iter().map(|word| word.chars().map(of).sum::<usize>() + 1).sum()
    }

    /// The words of the name that it does not account for; `None` when it does not fit.
    pub(super) fn rest<'a>(&self, name: &'a ProductName) -> Option<Vec<&'a str>> {
        let mut left: Vec<&str> = name.tokens.iter().map(String::as_str).collect();
        for word in &self.words {
            if let Some(inches) = word.strip_suffix("in").and_then(|n| n.parse::<u32>().ok()) {
                let size = name.size?;
                let inches = f64::from(inches);
                if !(inches..inches + 1.0).contains(&size) {
                    return None;
                }
                continue;
            }
            let at = left.iter().position(|token| fits(word, token))?;
            left.remove(at);
        }
        (!left.iter().any(|token| DIVIDERS.contains(token))).then_some(left)
    }

    /// How many words it has.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it names a number of a model; a size in inches is none.
    pub(super) fn numbered(&self) -> bool {
        let size = |word: &str| word.strip_suffix("in").is_some_and(|n| n.parse::<u32>().is_ok());
        let number = |word: &str| word.contains('#') || word.contains(|c: char| c.is_ascii_digit());
        self.words.iter().any(|word| number(word) && !size(word))
    }

    /// The pattern as it is written.
    pub(super) fn text(&self) -> String {
        self.words.join(" ")
    }
}

/// Whether a token is of the shape of a pattern's word.
fn fits(word: &str, token: &str) -> bool {
    let (body, open) = word.strip_suffix('*').map_or((word, false), |body| (body, true));
    let (body, token): (Vec<char>, Vec<char>) = (body.chars().collect(), token.chars().collect());
    (if open { token.len() >= body.len() } else { token.len() == body.len() })
        && body.iter().zip(&token).all(|(b, t)| if *b == '#' { t.is_ascii_digit() } else { b == t })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_as_long_as_its_pattern_unless_it_ends_with_a_star() {
        assert!(fits("5###", "5420") && !fits("5###", "542") && !fits("5###", "54200"));
        assert!(fits("t#*", "t14s") && fits("t#*", "t4") && !fits("t#*", "t"));
        assert!(!fits("x##*", "x1") && fits("x##*", "x13"));
    }

    #[test]
    fn a_longer_pattern_asks_for_more() {
        let weight = |text| FamilyPattern::read(text).expect("a pattern").weight();
        assert!(weight("latitude 5###") > weight("latitude ####"));
        assert!(weight("optiplex sff") > weight("optiplex"));
    }
}
