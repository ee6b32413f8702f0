//! A product's name, taken apart: maker, words, size, year, platform.

use super::maker::{Makers, NamedMaker};
use super::shapes::{
    generation, is_capacity, is_capacity_word, is_inch, is_machine_type, is_memory, platform_of,
    thinkcentre_form, without_identifier,
};
use super::words::{FORMS, NETWORK, NOISE, PHRASES, WHAT_IT_IS};
use ground::table::SmallTable;
use std::collections::HashMap;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// The longest name that is looked into; what is longer names no product.
const LONGEST: usize = 200;

/// A product's name, as far as names can be compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ProductName {
    /// Who made it.
    pub(super) maker: NamedMaker,
    /// Its words, in order of the alphabet; a word may come twice ("M1 Pro", "`MacBook` Pro").
    pub(super) tokens: Vec<String>,
    /// The screen's diagonal, in inches, where it is written as one.
    pub(super) size: Option<f64>,
    /// The year of the model, where it is written.
    pub(super) year: Option<u16>,
    /// The platform of a Lenovo consumer laptop, such as `iil`.
    pub(super) platform: Option<String>,
}

impl ProductName {
    /// Its words as one key.
    pub(super) fn key(&self) -> String {
        self.tokens.join(" ")
    }

    /// Whether it says the form of a desktop.
    pub(super) fn has_form(&self) -> bool {
        self.tokens.iter().any(|token| FORMS.contains(&token.as_str()))
    }

    /// The same name with one word more.
    pub(super) fn with(&self, word: &str) -> Self {
        let mut name = self.clone();
        name.tokens.push(word.to_owned());
        name.tokens.sort();
        name
    }

    /// Whether size, year and platform do not contradict each other.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let size = both(self.size, other.size).is_none_or(|(a, b)| (a - b).abs() < 1.0);
        let year = both(self.year, other.year).is_none_or(|(a, b)| a == b);
        let platform =
            self.platform.is_none() || other.platform.is_none() || self.platform == other.platform;
        size && year && platform
    }

    /// How many of size, year and platform both say.
    pub(super) fn shared(&self, other: &Self) -> usize {
        usize::from(both(self.size, other.size).is_some())
            + usize::from(both(self.year, other.year).is_some())
            + usize::from(self.platform.is_some() && self.platform == other.platform)
    }
}

fn both<T: Copy>(a: Option<T>, b: Option<T>) -> Option<(T, T)> {
    a.zip(b)
}

/// What turns names into [`ProductName`]s: makers, machine types of Lenovo, identifiers of Apple.
#[derive(Debug, Clone)]
pub(super) struct NameReader {
    pub(super) makers: Makers,
    lenovo: HashMap<String, String>,
    apple: HashMap<String, String>,
}

impl Default for NameReader {
    fn default() -> Self {
        let table = |text: &str, of: &str| -> HashMap<String, String> {
            let table = SmallTable::parse(Path::new("names"), text, &[of, "name"])
                .expect("the program's own table is a CSV with these columns");
            let pair = |row: ground::table::TableRow<'_>| {
                (row.get(of).to_lowercase(), row.get("name").to_owned())
            };
            table.rows().map(pair).collect()
        };
        Self {
            makers: Makers::default(),
            lenovo: table(include_str!("lenovo.csv"), "machine_type"),
            apple: table(include_str!("apple.csv"), "identifier"),
        }
    }
}

impl NameReader {
    /// Takes a name apart.
    pub(super) fn read(&self, manufacturer: &str, model: &str) -> ProductName {
        let mut maker = self.makers.read(manufacturer);
        let model: String = model.chars().take(LONGEST).collect();
        let model = without_identifier(&model);
        let known = self.apple.get(&model.trim().to_lowercase());
        let mut words = words_of(known.map_or(model, String::as_str));
        let mut named = None;
        while let Some((front, n)) = self.makers.leading(&words) {
            if named.as_deref().is_some_and(|named| named != front) {
                break;
            }
            named = Some(front.to_owned());
            // "Fairphone 4" is the model's whole name: a number alone would mean nothing.
            let letters = |word: &String| word.chars().any(char::is_alphabetic);
            if !words[n..].iter().any(letters) {
                break;
            }
            words.drain(..n);
        }
        let repeated = self.makers.repeated(&maker, &words);
        words.drain(..repeated);
        maker = match (maker, named) {
            (NamedMaker::Unsaid | NamedMaker::Other, Some(named)) => NamedMaker::Known(named),
            (NamedMaker::Known(said), Some(named)) if said != named => NamedMaker::Other,
            (maker, _) => maker,
        };
        if known.is_some() && maker == NamedMaker::Unsaid {
            maker = NamedMaker::Known("apple".to_owned());
        }
        let of = match &maker {
            NamedMaker::Known(of) => of.clone(),
            NamedMaker::Other | NamedMaker::Unsaid => String::new(),
        };
        if of == "lenovo" {
            words = self.machine_type(words);
        }
        let mut name =
            ProductName { maker, tokens: Vec::new(), size: None, year: None, platform: None };
        collect(&of, &phrases(&words), &mut name);
        name.tokens.sort();
        name
    }

    /// A Lenovo name without its machine type, or the name that the machine type stands for.
    fn machine_type(&self, mut words: Vec<String>) -> Vec<String> {
        let Some(first) = words.first().filter(|word| is_machine_type(word)) else { return words };
        match self.lenovo.get(&first[..4]) {
            Some(name) if words.len() == 1 => words_of(name),
            _ if words.len() > 1 => words.split_off(1),
            _ => words,
        }
    }
}

/// Words in lower case, without accents and punctuation; inch marks become the word `inch`.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let text = text.replace("''", "\"");
    let mut out = String::new();
    let mut before = ' ';
    let letters: Vec<char> = text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    for (i, c) in letters.iter().enumerate() {
        let next_is_digit = letters.get(i + 1).is_some_and(char::is_ascii_digit);
        match c {
            '.' | ',' if before.is_ascii_digit() && next_is_digit && *c == '.' => out.push('.'),
            '"' | '“' | '”' | '″' => out.push_str(" inch "),
            '+' => out.push_str(" plus "),
            '®' | '™' | '©' => {}
            c if c.is_alphanumeric() => out.push(*c),
            _ => out.push(' '),
        }
        before = *c;
    }
    out.split_whitespace().map(str::to_owned).collect()
}

/// Words with each phrase in its one spelling.
fn phrases(words: &[String]) -> Vec<String> {
    let mut text = format!(" {} ", words.join(" "));
    for (from, to) in PHRASES {
        let from = format!(" {from} ");
        if text.contains(&from) {
            let to = if to.is_empty() { " ".to_owned() } else { format!(" {to} ") };
            text = text.replace(&from, &to);
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// Puts the words of a name where they belong.
fn collect(maker: &str, words: &[String], name: &mut ProductName) {
    let has = |word: &str| words.iter().any(|w| w == word);
    let sized = match maker {
        "apple" => has("macbook") || has("imac") || (has("ipad") && has("pro")),
        "microsoft" => has("laptop") || has("book") || has("hub"),
        _ => false,
    };
    let (thinkcentre, ipad, wyse) = (has("thinkcentre"), has("ipad"), has("wyse"));
    let surface = has("surface");
    let mut at = 0;
    while at < words.len() {
        let word = words[at].as_str();
        let next = words.get(at + 1).map_or("", String::as_str);
        let after = |n: usize| at + n;
        let number: Option<f64> = word.parse().ok().filter(|n: &f64| n.is_finite());
        let inches = number.filter(|n| (7.0..100.0).contains(n));
        at = if let (Some(size), true) = (inches, is_inch(next)) {
            name.size = Some(size);
            after(2)
        } else if let (Some(size), true) = (inches, matches!(next, "monitor" | "moniteur")) {
            name.size = Some(size);
            after(2)
        } else if let (Some(size), true) = (inches, word.contains('.')) {
            name.size = Some(size);
            after(1)
        } else if let (Some(size), true) = (inches.filter(|n| *n >= 11.0), sized) {
            name.size = Some(size);
            after(1)
        } else if let Some(generation) = generation(word, next, maker == "apple" && ipad) {
            name.tokens.push(format!("g{}", generation.0));
            after(generation.1)
        } else if number.is_some() && (is_capacity(next) || is_memory(next)) {
            after(2)
        } else if is_capacity_word(word) || is_inch(word) {
            after(1)
        } else if word.len() == 4 && number.is_some_and(|n| (2010.0..2030.0).contains(&n)) {
            name.year = word.parse().ok();
            after(1)
        } else if maker == "lenovo"
            && let Some((inches, platform)) = platform_of(word)
        {
            if !inches.is_empty() {
                name.tokens.push(inches.to_owned());
            }
            name.platform = Some(platform.to_owned());
            after(1)
        } else if thinkcentre && let Some((model, form)) = thinkcentre_form(word) {
            name.tokens.push(model.to_owned());
            name.tokens.push(form.to_owned());
            // "M75s-1" is the first of its line, as "M75s" is.
            after(if next == "1" { 2 } else { 1 })
        } else {
            let noise = NOISE.contains(&word) && !(maker == "apple" && word == "display");
            let noise = noise || (word == "laptop" && !surface);
            let noise = noise || (wyse && word == "tc");
            // "HP 2530-24G Switch", "FortiGate 60F Firewall": what it is, and no part of its name.
            let noise = noise || (NETWORK.contains(&maker) && WHAT_IT_IS.contains(&word));
            let noise = noise || (maker == "hp" && matches!(word, "4k" | "dreamcolor" | "desktop"));
            // "EliteDesk 800 G4 35W": the supply of one desktop, in two strengths.
            let noise = noise || (maker == "hp" && matches!(word, "35w" | "65w" | "95w"));
            let noise = noise || (maker == "apple" && ["4k", "5k", "cpu"].contains(&word));
            if !noise {
                name.tokens.push(word.to_owned());
            }
            after(1)
        };
    }
    // "M75 SFF" and "M75s SFF" say their form once.
    for form in FORMS {
        while name.tokens.iter().filter(|token| *token == form).count() > 1 {
            let at = name.tokens.iter().position(|token| token == form);
            at.map(|at| name.tokens.remove(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn key(manufacturer: &str, model: &str) -> String {
        NameReader::default().read(manufacturer, model).key()
    }

    #[test]
    fn a_notebook_is_the_same_with_its_maker_and_form_or_without() {
        assert_eq!(
            key("HP", "EliteBook 840 G8 Notebook PC"),
            key("Hewlett-Packard", "HP EliteBook 840 G8")
        );
        assert_eq!(key("HP Inc.", "HP ProBook 455 15.6 inch G9"), "455 g9 probook");
        assert_eq!(key("DELL", "LATITUDE 5420 (0A20)"), key("Dell Inc.", "Latitude 5420"));
    }

    #[test]
    fn generations_are_written_in_one_way() {
        for model in ["X1 Carbon 5th", "X1 Carbon Gen 5", "X1 Carbon 5th Gen", "X1 Carbon Gen5"] {
            assert_eq!(key("LENOVO", model), "carbon g5 x1", "{model}");
        }
        assert_eq!(key("Apple", "iPad (9e génération)"), key("Apple", "iPad 9"));
    }

    #[test]
    fn sizes_are_no_words() {
        let name = NameReader::default().read("Apple", "MacBook Pro 13\"");
        assert_eq!((name.key().as_str(), name.size), ("macbook pro", Some(13.0)));
        let name = NameReader::default().read("Dell", "Dell 24 Monitor - P2425H");
        assert_eq!((name.key().as_str(), name.size), ("p2425h", Some(24.0)));
    }

    #[test]
    fn a_machine_type_stands_for_its_name() {
        assert_eq!(key("LENOVO", "20N2CTO1WW"), "t490 thinkpad");
        assert_eq!(key("LENOVO", "10SUSA7H00 ThinkCentre M720S"), "m720 sff thinkcentre");
        // One that is not in the table is left as it is.
        assert_eq!(key("LENOVO", "10A0A024FR"), "10a0a024fr");
    }

    #[test]
    fn an_identifier_of_apple_stands_for_its_name() {
        let name = NameReader::default().read("Apple", "MacBookPro18,3");
        assert_eq!((name.key().as_str(), name.size), ("m1 macbook pro pro", Some(14.0)));
    }

    #[test]
    fn another_maker_in_the_model_is_a_contradiction() {
        let name = NameReader::default().read("LENOVO", "HP EliteBook 845 G8");
        assert_eq!(name.maker, NamedMaker::Other);
    }
}
