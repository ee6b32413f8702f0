//! How many machines an offer's words say are sold together: `Lot de 10`, `5-pack`, `x10`, `Carton de 5`.
//!
//! Its price is then that of all of them. The words are those of quotations, in the cells that call the
//! thing by its name and in a column of units of sale that nothing else reads.

mod units;

use super::ToldRow;
use super::kind::may_be_several;
use super::makers::maker_answer;
use ground::table::fold;
use inventory::{Field, LOT_WORDS, measures};
pub use units::is_of_units_sold;
use units::{is_of_units, said_of_unit};

/// How many machines words say are sold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pack {
    /// So many, in a lot: `Lot de 10`.
    Lot(u16),
    /// So many, counted: `10 PC portables`, `x10`; a column of quantities may say the same again.
    Counted(u16),
    /// So many, in the unit that the price is of: a column `Unité de vente` = `Carton de 5`.
    Sold(u16),
    /// Several, and nothing says for sure how many, or whether the price is of all.
    Unsure,
}

/// What may stand between such a word and its number.
const OF: [&str; 6] = ["de", "d", "of", "a", "par", "x"];
/// What a pack of is no lot of machines: `Care Pack 3`, `battery pack`.
const OTHER_PACKS: [&str; 8] =
    ["care", "battery", "batterie", "power", "service", "jet", "data", "multi"];
/// Units, behind their number: `(50 unités)`.
const UNITS: [&str; 12] = [
    "unite",
    "unites",
    "unit",
    "units",
    "piece",
    "pieces",
    "pcs",
    "exemplaire",
    "exemplaires",
    "machine",
    "machines",
    "stuck",
];
/// Machines, several of them, behind their number: `20 PC portables`.
const MACHINES: [&str; 34] = [
    "pc",
    "portables",
    "ordinateurs",
    "ecrans",
    "moniteurs",
    "tablettes",
    "smartphones",
    "telephones",
    "imprimantes",
    "serveurs",
    "stations",
    "postes",
    "unites",
    "laptops",
    "notebooks",
    "desktops",
    "computers",
    "monitors",
    "screens",
    "tablets",
    "phones",
    "printers",
    "servers",
    "docks",
    "souris",
    "claviers",
    "casques",
    "webcams",
    "switchs",
    "switches",
    "bornes",
    "onduleurs",
    "videoprojecteurs",
    "chromebooks",
];
/// Product names that an `x` and a figure end: `HP Elite x2`.
const NAMES_WITH_X: [&str; 9] =
    ["elite", "spectre", "pavilion", "envy", "pro", "probook", "elitebook", "thinkpad", "hp"];
/// The most that stands before a name without a word that counts: `99 HP ProBook`.
const FEW: u16 = 99;

/// A word of a cell.
struct CellWord {
    /// Folded.
    word: String,
    /// Whether a mark parts it from the one before.
    is_apart: bool,
    /// Whether it begins with a small `x`, as what multiplies does.
    is_small_x: bool,
}

/// The letters of a cell, in which what multiplies is an `x`: `3 * écran`, `écran *3`.
fn times(text: &str) -> Vec<char> {
    let letters: Vec<char> = text.chars().collect();
    let is_figure = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let is_beside = |at: usize| {
        let before = letters[..at].iter().rev().find(|c| !c.is_whitespace());
        is_figure(letters.get(at + 1)) || is_figure(before)
    };
    let one = |(at, c): (usize, &char)| match c {
        '×' => 'x',
        '*' if is_beside(at) => 'x',
        other => *other,
    };
    letters.iter().enumerate().map(one).collect()
}

/// The words of a cell; a hyphen within a word parts nothing.
fn parts_of(text: &str) -> Vec<CellWord> {
    let mut parts: Vec<CellWord> = Vec::new();
    let mut word = String::new();
    let mut is_apart = false;
    let letters: Vec<char> = times(text);
    let mut end = |word: &mut String, is_apart: &mut bool| {
        if !word.is_empty() {
            let is_small_x = word.starts_with('x');
            parts.push(CellWord { word: fold(word), is_apart: *is_apart, is_small_x });
            word.clear();
            *is_apart = false;
        }
    };
    for (at, letter) in letters.iter().enumerate() {
        let near = |beside: Option<usize>| beside.and_then(|at| letters.get(at)).copied();
        let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let within = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        if letter.is_alphanumeric() || ".,".contains(*letter) && within(|c| c.is_ascii_digit()) {
            word.push(*letter);
        } else {
            end(&mut word, &mut is_apart);
            let joins = "-'’".contains(*letter) && within(char::is_alphanumeric);
            is_apart |= !letter.is_whitespace() && !joins;
        }
    }
    end(&mut word, &mut is_apart);
    parts
}

/// The number of things that a word is, two or more, and no year.
fn number(word: &str) -> Option<u16> {
    const IN_WORDS: [(&str, u16); 19] = [
        ("deux", 2),
        ("trois", 3),
        ("quatre", 4),
        ("cinq", 5),
        ("six", 6),
        ("huit", 8),
        ("dix", 10),
        ("douze", 12),
        ("quinze", 15),
        ("vingt", 20),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("ten", 10),
        ("zwei", 2),
        ("drei", 3),
        ("vier", 4),
        ("zehn", 10),
    ];
    let in_words = || IN_WORDS.iter().find(|(said, _)| *said == word).map(|(_, many)| *many);
    let number: u16 = word.parse().ok().or_else(in_words)?;
    ((2..=9999).contains(&number) && !(1990..=2040).contains(&number)).then_some(number)
}

/// The words of a cell, and what stands around each.
struct PackWords(Vec<CellWord>);

impl PackWords {
    fn word(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |part| &part.word)
    }

    /// Whether nothing of the same phrase stands there.
    fn ends(&self, at: usize) -> bool {
        self.0.get(at).is_none_or(|part| part.is_apart)
    }

    fn number(&self, at: usize) -> Option<u16> {
        number(self.word(at))
    }

    fn is_letters(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_alphabetic)
    }

    /// Whether one of the two words there names several machines, or may.
    fn names_several(&self, at: usize, is: impl Fn(&str) -> bool) -> bool {
        (at..at + 2).any(|at| self.is_letters(at) && is(self.word(at)))
    }

    /// What a word for a lot says, with what stands behind it.
    fn of_a_lot(&self, at: usize) -> Option<Pack> {
        if !LOT_WORDS.contains(&self.word(at)) {
            return None;
        }
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        if OTHER_PACKS.contains(&before) {
            return None;
        }
        let is_of = OF.contains(&self.word(at + 1)) && !self.ends(at + 1);
        let of = at + 1 + usize::from(is_of);
        let times = self.word(of).strip_prefix('x').and_then(number);
        match self.number(of).or(times).filter(|_| is_of || !self.ends(of)) {
            Some(_) if measures(self.word(of + 1)) && !self.ends(of + 1) => None,
            Some(many) if is_of => Some(Pack::Lot(many)),
            // « Lot 2 - Écrans » is the second lot; `Pack 10 PC portables` has ten.
            Some(_) if self.ends(of + 1) => None,
            Some(_) if self.word(at).starts_with("lot") => {
                self.names_several(of + 1, may_be_several).then_some(Pack::Unsure)
            }
            Some(many) if self.names_several(of + 1, |word| MACHINES.contains(&word)) => {
                Some(Pack::Lot(many))
            }
            Some(_) => Some(Pack::Unsure),
            // `le lot`, `par pack`: of how many, nothing says.
            None if ["le", "la", "par", "the", "per"].contains(&before) => {
                self.ends(at + 1).then_some(Pack::Unsure)
            }
            None => (is_of && self.names_several(of, |word| MACHINES.contains(&word)))
                .then_some(Pack::Unsure),
        }
    }

    /// What the number that a cell begins with counts: `20 PC portables`, `10 x PC`.
    fn first(&self) -> Option<Pack> {
        // `10x Dell`, `10xPC`.
        let first = self.word(0);
        if let Some((many, rest)) = first.split_once('x')
            && let Some(many) = number(many)
        {
            let is_thing = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
            let is_so = is_thing(rest) || rest.is_empty() && self.is_letters(1) && !self.ends(1);
            return is_so.then_some(Pack::Counted(many));
        }
        let many = self.number(0)?;
        if self.ends(1) {
            return None;
        }
        if self.word(1) == "x" {
            let is_so = self.is_letters(2) && !measures(self.word(2));
            return is_so.then_some(Pack::Counted(many));
        }
        if !self.is_letters(1) || measures(self.word(1)) {
            return None;
        }
        if self.names_several(1, |word| MACHINES.contains(&word)) {
            return Some(Pack::Counted(many));
        }
        // « 10 HP ProBook 450 »: a number, or inches.
        (many <= FEW && maker_answer(self.word(1)).is_some()).then_some(Pack::Unsure)
    }

    /// What a word says with its number behind or before it: `x10`, `5-pack`, `50 unités`, `par 10`.
    fn beside(&self, at: usize) -> Option<Pack> {
        const WHOLES: [&str; 8] =
            ["classe", "valise", "malle", "mallette", "kit", "ensemble", "flotte", "parc"];
        let part = self.0.get(at)?;
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        let behind_a_figure = before.bytes().all(|byte| byte.is_ascii_digit()) && at > 0;
        if part.is_small_x {
            let (many, next) = match part.word.strip_prefix('x').unwrap_or("") {
                "" if !behind_a_figure || part.is_apart => (self.number(at + 1), at + 2),
                figures => (number(figures), at + 1),
            };
            let is_name = !part.is_apart && NAMES_WITH_X.contains(&before);
            return many
                .filter(|many| *many != 360 && self.ends(next) && !is_name)
                .map(Pack::Counted);
        }
        if ["par", "per", "les"].contains(&part.word.as_str()) {
            return self.number(at + 1).filter(|_| self.ends(at + 2)).map(Pack::Lot);
        }
        if let Some(pair) = self.pair(at) {
            return Some(pair);
        }
        if ["qte", "quantite", "qty", "quantity"].contains(&part.word.as_str()) {
            return self.number(at + 1).map(Pack::Counted);
        }
        // `3er-Pack`, `3-er Set`.
        let is_pack = |at: usize| ["pack", "packs", "set", "sets"].contains(&self.word(at));
        let glued = part.word.strip_suffix("er").and_then(number).filter(|_| is_pack(at + 1));
        let apart = || self.number(at).filter(|_| self.word(at + 1) == "er" && is_pack(at + 2));
        if let Some(many) = glued.or_else(apart) {
            return Some(Pack::Lot(many));
        }
        let many = self.number(at)?;
        let next = self.word(at + 1);
        // « Classe mobile 15 tablettes »: at least as many as what it is called after.
        if MACHINES.contains(&next) && (0..at).any(|at| WHOLES.contains(&self.word(at))) {
            return Some(Pack::Unsure);
        }
        if ["pack", "packs"].contains(&next) && !self.ends(at + 1) {
            return Some(Pack::Lot(many));
        }
        let is_of_units = UNITS.contains(&next) && !self.ends(at + 1) && self.ends(at + 2);
        is_of_units.then_some(Pack::Counted(many))
    }
}

impl PackWords {
    /// What is said of two: `par paire`, `Paire d'écrans`; a cell that begins so, `Double écran`.
    fn pair(&self, at: usize) -> Option<Pack> {
        const BEFORE: [&str; 6] = ["par", "la", "une", "per", "the", "a"];
        let word = self.word(at);
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        if ["paire", "pair"].contains(&word) {
            let is_of = ["de", "d", "of"].contains(&self.word(at + 1));
            return (BEFORE.contains(&before) && self.ends(at + 1)
                || is_of && self.is_letters(at + 2))
            .then_some(Pack::Lot(2));
        }
        let is_many = ["double", "duo", "trio", "dual", "triple"].contains(&word);
        let is_screens =
            ["ecran", "ecrans", "moniteur", "moniteurs", "monitor", "monitors", "d", "de"];
        (at == 0 && is_many && is_screens.contains(&self.word(1))).then_some(Pack::Unsure)
    }
}

/// How many machines the words of a cell say are sold together; `None` where they say one.
fn said_in(text: &str) -> Option<Pack> {
    let words = PackWords(parts_of(text));
    words
        .first()
        .or_else(|| (0..words.0.len()).find_map(|at| words.of_a_lot(at)))
        .or_else(|| (0..words.0.len()).find_map(|at| words.beside(at)))
}

impl ToldRow<'_> {
    /// How many machines its words say are sold together; `None` where they say one.
    pub fn pack(self) -> Option<Pack> {
        const WORDS: [Field; 4] =
            [Field::EquipmentType, Field::Model, Field::Name, Field::EquipmentId];
        let own = WORDS.into_iter().map(|field| self.shown(field));
        let own = own.filter_map(|cell| said_in(&cell));
        let of_units = self.unread_cells().filter_map(|(heading, cell)| {
            // Elsewhere it says so if it says nothing else: `Lot de 5`.
            let whole = || said_in(&cell).filter(|_| cell.split_whitespace().count() <= 3);
            let whole = || whole().filter(|said| matches!(said, Pack::Lot(_)));
            is_of_units(heading).map_or_else(whole, |is_sold| said_of_unit(&cell, is_sold))
        });
        let mut all: Vec<Pack> = own.chain(of_units).collect();
        // So many in each of them, and another column how many of those.
        if is_of_units(self.heading(Field::Quantity)) == Some(false) {
            return Some(Pack::Unsure);
        }
        let many = |said: &Pack| match said {
            Pack::Lot(many) | Pack::Counted(many) | Pack::Sold(many) => Some(*many),
            Pack::Unsure => None,
        };
        // A unit of sale that is a lot is of the number that another cell says.
        let is_lot = |cell: &str| fold(cell).split(' ').any(|word| LOT_WORDS.contains(&word));
        let is_sold_so =
            self.unread_cells().any(|(of, cell)| is_of_units(of) == Some(true) && is_lot(&cell));
        let first = all.iter().find_map(many);
        let is_one = all.iter().all(|said| many(said).is_none() || many(said) == first);
        let sold = all.iter().position(|said| matches!(said, Pack::Sold(_)));
        match (all.is_empty(), first) {
            (true, _) => None,
            (false, None) => Some(Pack::Unsure),
            (false, Some(_)) if !is_one => Some(Pack::Unsure),
            (false, Some(_)) => {
                let at = sold.or_else(|| all.iter().position(|said| many(said).is_some()))?;
                let said = all.swap_remove(at);
                Some(if is_sold_so { many(&said).map_or(said, Pack::Sold) } else { said })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pack, said_in, said_of_unit};

    #[test]
    fn words_that_count_what_is_sold_together_are_read() {
        for (words, said) in [
            ("Pack 10 PC portables Dell Latitude 5440", Pack::Lot(10)),
            ("Lot de 5 écrans Dell P2422H", Pack::Lot(5)),
            ("PC portable Dell Latitude 5440 (lot de 5)", Pack::Lot(5)),
            ("PC portable Dell Latitude 5440 (par lot de 10)", Pack::Lot(10)),
            ("PC portable HP ProBook 450 G10 par 10", Pack::Lot(10)),
            ("Écran Dell P2422H - pack de 2", Pack::Lot(2)),
            ("Lot de 20 HP ProBook 440 G10", Pack::Lot(20)),
            ("Pack of 10 Dell Latitude 5450", Pack::Lot(10)),
            ("HP ProBook 450 G10 (5-pack)", Pack::Lot(5)),
            ("Carton de 5", Pack::Lot(5)),
            ("Lot d'écrans", Pack::Unsure),
            ("Latitude 5440, le lot", Pack::Unsure),
            ("Lot 10 PC portables", Pack::Unsure),
            ("10 HP ProBook 450 G10", Pack::Unsure),
            ("10 x PC portable HP ProBook 450 G10", Pack::Counted(10)),
            ("10x Dell Latitude 5440", Pack::Counted(10)),
            ("10xPC portable", Pack::Counted(10)),
            ("2 × écran Dell", Pack::Counted(2)),
            ("Dell Latitude 5440 x10", Pack::Counted(10)),
            ("PC portable x 10", Pack::Counted(10)),
            ("Ecran Dell P2422H (x2)", Pack::Counted(2)),
            ("20 PC portables Dell Latitude 5440", Pack::Counted(20)),
            ("5 tablettes Apple iPad 10", Pack::Counted(5)),
            ("Smartphones Samsung Galaxy A54 (50 unités)", Pack::Counted(50)),
            ("Dell P2422H - 10 pcs", Pack::Counted(10)),
            ("Écran HP P24 G5 - lot de trois", Pack::Lot(3)),
            ("Écran HP P24 G5 par paire", Pack::Lot(2)),
            ("Paire d'écrans HP P24 G5", Pack::Lot(2)),
            ("Double écran HP P24 G5", Pack::Unsure),
            ("3 * Écran HP P24 G5", Pack::Counted(3)),
            ("Écran HP P24 G5 *3", Pack::Counted(3)),
            ("Écran HP P24 G5 qté 3", Pack::Counted(3)),
            ("Écran HP P24 G5 3-er Pack", Pack::Lot(3)),
            ("Classe mobile 15 tablettes Samsung Tab A9", Pack::Unsure),
        ] {
            assert_eq!(said_in(words), Some(said), "{words}");
        }
    }

    #[test]
    fn names_sizes_and_numbers_of_lots_count_nothing() {
        for words in [
            "Dell Latitude 5440",
            "ThinkPad X13",
            "ThinkPad X13 Gen 4",
            "HP Elite x2",
            "HP Elite x2 1012 G2",
            "HP EliteBook x360 1030 G8",
            "HP ProBook x360",
            "Lot 2 - Ecrans",
            "Lot 2 : PC portables",
            "Lot 2 Ecran Dell P2422H",
            "Lot n° 2 : Ecrans",
            "Lot 1",
            "Pack Office 365",
            "HP Care Pack 3 ans",
            "Care Pack 3 sur site",
            "PC portable, pack 3 ans sur site",
            "Pack étudiant HP ProBook",
            "24 pouces Dell",
            "2 en 1 tablette",
            "13 Pro Max",
            "5440 laptop",
            "2 - PC portable",
            "2. PC portable",
            "Écran 1920 x 1080",
            "PC portable 2 x 16 Go",
            "PC portable 16 Go (2x8)",
            "Switch 24 ports",
            "iPhone 15",
            "Galaxy Xcover 6",
            "Écran 24\" (lot 3)",
            "Serveur 2 U",
            "Livraison sous 10 jours",
            "Imprimante 30 pages par minute",
        ] {
            assert_eq!(said_in(words), None, "{words}");
        }
    }

    #[test]
    fn a_column_of_units_says_what_the_price_is_of() {
        assert_eq!(said_of_unit("Carton de 5", true), Some(Pack::Sold(5)));
        assert_eq!(said_of_unit("Lot de 5", false), Some(Pack::Lot(5)));
        assert_eq!(said_of_unit("Lot 5", true), Some(Pack::Sold(5)));
        assert_eq!(said_of_unit("lot", true), Some(Pack::Unsure));
        assert_eq!(said_of_unit("10", false), Some(Pack::Unsure));
        for one in ["Unité", "Pièce", "1", "U", "Lot de 1", "", "pce"] {
            assert_eq!(said_of_unit(one, true), None, "{one}");
        }
    }
}
