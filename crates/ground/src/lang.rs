//! The two languages of everything a person reads.
//!
//! A sentence is written once, in French and in English side by side ([`Text`], made by
//! [`text!`](crate::text)), where it belongs; whoever prints it picks. Numbers for people are
//! written here too; numbers for machines never pass through this room.

/// A language of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The language's two-letter code.
    pub fn code(self) -> &'static str {
        self.label("fr", "en")
    }

    /// The label of this language: a name, a heading, words without a value. What says a value is a
    /// [`Text`], whole in both languages: a label takes nothing that is made at run time.
    ///
    /// ```
    /// use empreinte_ground::lang::Lang;
    /// assert_eq!(Lang::Fr.label("année", "year"), "année");
    /// ```
    pub fn label(self, fr: &'static str, en: &'static str) -> &'static str {
        self.pick(fr, en)
    }

    /// A number that was written with a point, with the decimal mark of this language.
    ///
    /// ```
    /// use empreinte_ground::lang::Lang;
    /// assert_eq!(Lang::Fr.decimal("1e-6"), "1e-6");
    /// assert_eq!(Lang::Fr.decimal("0.25"), "0,25");
    /// ```
    pub fn decimal(self, written: &str) -> String {
        written.replace('.', self.label(",", "."))
    }

    /// Picks the words of this language.
    fn pick<'a>(self, fr: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }

    /// Writes a number for people, rounded to `decimals`, thousands apart. A half goes up, as in a
    /// spreadsheet.
    ///
    /// ```
    /// use empreinte_ground::lang::Lang;
    /// assert_eq!(Lang::Fr.number(12345.678, 1), "12\u{202f}345,7");
    /// assert_eq!(Lang::Fr.number(56.25, 1), "56,3");
    /// assert_eq!(Lang::Fr.number(38.2 + 0.25 - 1e-13, 1), "38,5");
    /// assert_eq!(Lang::En.number(5e9, 2), "5,000,000,000.00");
    /// assert_eq!(Lang::En.number(-1234.0, 0), "-1,234");
    /// ```
    pub fn number(self, value: f64, decimals: usize) -> String {
        let plain = format!("{:.decimals$}", half_up(value.abs(), decimals));
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let thousands = self.label("\u{202f}", ",");
        let mut out = String::new();
        if value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            out.push('-');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push_str(thousands);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push_str(self.label(",", "."));
            out.push_str(fraction);
        }
        out
    }

    /// Writes a number with about three significant digits, never in scientific notation.
    pub fn short(self, value: f64) -> String {
        self.closer(value, 0)
    }

    /// As [`Lang::short`], with so many digits more.
    pub fn closer(self, value: f64, more: usize) -> String {
        let size = value.abs();
        let decimals = match size {
            s if s >= 100.0 || s == 0.0 => 0,
            s if s >= 10.0 => 1,
            s if s >= 1.0 => 2,
            _ => 3,
        };
        self.number(value, decimals + more)
    }

    /// What parts the items of a list in a sentence: French has a space before its semicolons.
    pub fn semicolon(self) -> &'static str {
        self.label(" ; ", "; ")
    }

    /// Names one after another, parted by commas, or by semicolons where one has a comma of its own.
    ///
    /// ```
    /// use empreinte_ground::lang::Lang;
    /// assert_eq!(Lang::Fr.list(["serveur", "écran"]), "serveur, écran");
    /// assert_eq!(Lang::Fr.list(["serveur", "écran, 24 pouces"]), "serveur ; écran, 24 pouces");
    /// assert_eq!(Lang::En.list(["server", "monitor, 24 inch"]), "server; monitor, 24 inch");
    /// ```
    pub fn list<S: AsRef<str>>(self, names: impl IntoIterator<Item = S>) -> String {
        let names: Vec<S> = names.into_iter().collect();
        let holds_comma = names.iter().any(|name| name.as_ref().contains(", "));
        let part = if holds_comma { self.semicolon() } else { ", " };
        let mut said = String::new();
        for name in &names {
            if !said.is_empty() {
                said.push_str(part);
            }
            said.push_str(name.as_ref());
        }
        said
    }

    /// A colon between two parts of a sentence.
    pub fn colon(self) -> &'static str {
        self.label("\u{a0}: ", ": ")
    }

    /// A colon at the end of a name, before a list or a figure in its column.
    pub fn end_colon(self) -> &'static str {
        self.label(" :", ":")
    }

    /// A name and what it has, parted by the colon of this language.
    ///
    /// ```
    /// use empreinte_ground::lang::Lang;
    /// assert_eq!(Lang::Fr.labelled("année", 2025), "année : 2025");
    /// assert_eq!(Lang::En.labelled("year", 2025), "year: 2025");
    /// ```
    pub fn labelled(self, name: &str, value: impl std::fmt::Display) -> String {
        format!("{name}{} {value}", self.end_colon())
    }

    /// Writes a share (0 to 1) as a percentage.
    pub fn percent(self, share: f64) -> String {
        let value = share * 100.0;
        let decimals = usize::from(value.abs() < 9.95 && value != 0.0);
        self.number(value, decimals) + self.percent_sign()
    }

    /// The sign of a percentage, behind its number.
    pub fn percent_sign(self) -> &'static str {
        self.label("\u{a0}%", "%")
    }
}

/// A size rounded to so many decimals, a half up: what is formatted would take it to the even digit.
///
/// A sum that falls short of a half in its last bits alone is a half: two ways of adding the same
/// parts are told as one number.
fn half_up(size: f64, decimals: usize) -> f64 {
    const LAST_BITS: f64 = 1e-12;
    const MOST: f64 = 1e-6;
    let scale = i32::try_from(decimals).map_or(f64::INFINITY, |decimals| 10f64.powi(decimals));
    let scaled = size * scale;
    // Beyond what has a part, nothing is to round.
    if scaled < 2f64.powi(52) {
        (scaled + (scaled * LAST_BITS).min(MOST)).round() / scale
    } else {
        size
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// The sentence in one language.
    pub fn say(&self, lang: Lang) -> &str {
        lang.pick(&self.fr, &self.en)
    }

    /// What each language makes of the same thing: a number in a sentence has its own comma.
    ///
    /// ```
    /// use empreinte_ground::{lang::Text, text};
    /// let Text { fr, en } = Text::of(|lang| lang.number(2.5, 1));
    /// assert_eq!(text!("{fr} ans", "{en} years").fr, "2,5 ans");
    /// ```
    pub fn of(said: impl Fn(Lang) -> String) -> Self {
        Self { fr: said(Lang::Fr), en: said(Lang::En) }
    }
}

/// A name in the singular and in the plural, in both languages.
///
/// ```
/// use empreinte_ground::lang::{Lang, Noun};
/// assert_eq!(Noun::ROW.count(1.0).say(Lang::En), "1 row");
/// assert_eq!(Noun::ROW.count(0.0).say(Lang::En), "0 rows");
/// assert_eq!(Noun::ROW.count(1.5).say(Lang::Fr), "1,5 ligne");
/// assert_eq!(Noun::UNIT.count(1200.0).say(Lang::Fr), "1\u{202f}200 équipements");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// In French: one, many.
    pub fr: (&'static str, &'static str),
    /// In English: one, many.
    pub en: (&'static str, &'static str),
}

impl Noun {
    /// A row of a file.
    pub const ROW: Self = Self::new(("ligne", "lignes"), ("row", "rows"));
    /// A row that was set aside.
    pub const ROW_ASIDE: Self =
        Self::new(("ligne écartée", "lignes écartées"), ("row set aside", "rows set aside"));
    /// Kept, of rows.
    pub const KEPT: Self = Self::new(("gardée", "gardées"), ("kept", "kept"));
    /// Set aside, of rows.
    pub const ASIDE: Self = Self::new(("écartée", "écartées"), ("set aside", "set aside"));
    /// Put together with another, of rows.
    pub const MERGED: Self = Self::new(("fusionnée", "fusionnées"), ("merged", "merged"));
    /// Out of scope, of rows.
    pub const OUT_OF_SCOPE: Self =
        Self::new(("hors périmètre", "hors périmètre"), ("out of scope", "out of scope"));
    /// A row of what is no equipment.
    pub const ROW_OUT_OF_SCOPE: Self = Self::new(
        ("ligne hors périmètre", "lignes hors périmètre"),
        ("row out of scope", "rows out of scope"),
    );
    /// A cell that cannot be read.
    pub const CELL_UNREAD: Self = Self::new(
        ("cellule illisible, comptée comme vide", "cellules illisibles, comptées comme vides"),
        ("cell that cannot be read, taken as empty", "cells that cannot be read, taken as empty"),
    );
    /// A unit of equipment.
    pub const UNIT: Self = Self::new(("équipement", "équipements"), ("unit", "units"));
    /// A year that passes.
    pub const YEAR: Self = Self::new(("an", "ans"), ("year", "years"));
    /// Another of what is listed.
    pub const OTHER: Self = Self::new(("autre", "autres"), ("other", "others"));
    /// A person.
    pub const PERSON: Self = Self::new(("personne", "personnes"), ("person", "people"));

    /// A name, one and many in French, then in English.
    pub const fn new(fr: (&'static str, &'static str), en: (&'static str, &'static str)) -> Self {
        Self { fr, en }
    }

    /// The name that goes with so many: French has the singular below two, English for one alone.
    pub fn named(&self, number: f64) -> Text {
        let fr = if number.abs() < 2.0 { self.fr.0 } else { self.fr.1 };
        let en = if (number.abs() - 1.0).abs() < f64::EPSILON { self.en.0 } else { self.en.1 };
        Text { fr: fr.to_owned(), en: en.to_owned() }
    }

    /// The name of many of them.
    pub fn many(&self, lang: Lang) -> &'static str {
        lang.label(self.fr.1, self.en.1)
    }

    /// So many of them, with one decimal where there is a part.
    pub fn count(&self, number: f64) -> Text {
        let decimals = usize::from(number.fract().abs() > 0.05);
        let Text { fr, en } = self.named(number);
        Text {
            fr: format!("{} {fr}", Lang::Fr.number(number, decimals)),
            en: format!("{} {en}", Lang::En.number(number, decimals)),
        }
    }

    /// So many of them, in one language.
    pub fn said(&self, lang: Lang, number: f64) -> String {
        self.count(number).say(lang).to_owned()
    }
}

/// Makes a [`Text`] from a French and an English format string, in this order.
#[macro_export]
macro_rules! text {
    ($fr:literal, $en:literal $(, $($arg:tt)*)?) => {
        $crate::lang::Text { fr: format!($fr $(, $($arg)*)?), en: format!($en $(, $($arg)*)?) }
    };
}

/// The columns that a terminal has at least.
pub const COLUMNS: usize = 80;

/// A text in lines of at most so many characters, cut between words where it can be, and never
/// before the sign that ends one (French has a space there).
///
/// ```
/// use empreinte_ground::lang::wrap;
/// assert_eq!(wrap("un, deux ; trois", 8), ["un,", "deux ;", "trois"]);
/// ```
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    let mut words: Vec<String> = Vec::new();
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(before) if matches!(word, ";" | ":" | "!" | "?" | "»" | "%") => {
                before.push(' ');
                before.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    for word in &words {
        let long = word.chars().count();
        if taken > 0 && taken + 1 + long > columns {
            lines.push(std::mem::take(&mut line));
            taken = 0;
        }
        if taken > 0 {
            line.push(' ');
            taken += 1;
        }
        line.push_str(word);
        taken += long;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
