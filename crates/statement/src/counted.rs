//! Numbers of equipment in a sentence: counted things are exact.

use super::about::About;
use super::facts::{Dimension, Facts, Known, Subject};
use super::holding::{FIGURES, HeldFigure};
use super::rules::made;
use super::why::of_no_run;
use ground::fault::Fault;
use ground::lang::{Noun, Text};
use ground::text;
use regex::bytes::Regex;
use std::ops::Range;

/// A number of things in a sentence.
pub(super) struct Count {
    /// As it is written.
    text: String,
    value: f64,
    /// The word of what is counted.
    of: Range<usize>,
    /// Whether that word is of any equipment.
    any: bool,
    at: Range<usize>,
}

/// What finds them, and what is said of them.
pub(super) struct CountClaim {
    /// That things are counted on the last day of the year, and that they are in service.
    at_end: Regex,
    serving: Regex,
    counted: Regex,
    /// A year where a number might stand.
    year: Regex,
    any: Regex,
    fate: Regex,
    services: Regex,
    held: Regex,
    own: Regex,
    less: Regex,
    more: Regex,
    about: Regex,
    /// Behind a number of things, the year that it is of; and that it went to another.
    of_year: Regex,
    went: Regex,
}

impl Count {
    /// Where it stands.
    pub(super) fn at(&self) -> Range<usize> {
        self.at.clone()
    }
}

impl CountClaim {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            at_end: made(
                r"\b(?:fin|end) (?:de |of |d')?(?:l'annee|the year|l'exercice|decembre|december|(?:19|20)\d\d)\b|\b31 (?:decembre|december)\b|\bdecember 31\b",
            )?,
            serving: made(r"\b(?:en|in) service\b")?,
            counted: made(
                r"(?:^|[^\w.,/-])(\d{1,3}(?:[ .,]\d{3})+|\d+) (?:(?:petits?|grands?|nouveaux|nouvelles|anciens?|brand[- ]new|new|old|recent|modern|used|second[- ]hand|refurbished|reconditioned|of our|de nos) )?(equipements?|appareils?|machines?|materiels?|unites?|postes?|ordinateurs?|pc|portables?|ecrans?|imprimantes?|serveurs?|smartphones?|telephones?|tablettes?|devices?|units?|pieces? of equipment|computers?|laptops?|desktops?|screens?|monitors?|printers?|servers?|phones?|tablets?)\b",
            )?,
            year: made(r"(?:^|[,;:] )(?:in|en|since|depuis) (?:19|20)\d\d$")?,
            any: made(
                r"^(?:equipements?|appareils?|machines?|materiels?|unites?|devices?|units?|pieces? of equipment)$",
            )?,
            fate: made(
                r"\b(?:donn(?:e|es|ee|ees|ons)|dons?|reform\w+|remis\w*|vend\w+|achet\w+|acqui\w+|achats?|recycl\w+|reemplo\w+|reutilis\w+|repar\w+|remplac\w+|renouvel\w+|lou(?:e|es|ons)|vole\w*|perdu\w*|retir\w+|sort\w+|recondition\w+|collect\w+|mesur\w+|nouve\w+|petits?|grands?|anciens?|given|gave|donat\w+|sold|bought|purchas\w+|retired|replac\w+|repair\w+|refurb\w+|reus\w+|leas\w+|lost|stolen|new|old|recent\w*|moderne?s?|used|second[- ]hand|flambant|neufs?|neuves?|measur\w+|remov\w+)\b",
            )?,
            services: made(r"\b(?:services? achetes?|services? bought|bought services?)\b")?,
            held: made(
                r"\b(?:compte|comptait|comptent|comprend|comprenait|comporte|contient|possede|totalise|rassemble|regroupe|a|avait|est de|se compose de|de|d'|has|had|counts|counted|comprises|contains|holds|totals|consists of|is made up of|of) ?(?:en tout |au total |in all )?(?:(?:plus|moins|pres) d(?:e|')|au (?:plus|moins)|environ|quelque|presque|over|more than|less than|under|at (?:least|most)|about|around|nearly|almost|some)? ?$",
            )?,
            less: made(r"\b(?:moins d(?:e|')|au plus|less than|under|fewer than|at most) ?$")?,
            more: made(r"\b(?:plus d(?:e|')|au moins|more than|over|at least) ?$")?,
            about: made(
                r"\b(?:pres d(?:e|')|environ|quelque|presque|about|around|nearly|almost|some|approximately|roughly) ?$",
            )?,
            of_year: made(
                r"^[^.;,:\d]{0,40}?\b(?:en|in|fin|of|for|pour|de) (?:l'annee |the year )?((?:19|20)\d\d)\b",
            )?,
            went: made(
                r"\b(?:pass\w+|ramen\w+|baiss\w+|mont\w+|redui\w+|went|gone|grew|grown|fell|fallen|rose|risen|cut|down|up)\b[^.;,]{0,20}?(?:de |d'|from )$",
            )?,
            own: made(
                r"\b(?:notre|nos|our) (?:\w+ ){0,2}?(?:parc|estate|fleet|inventaire|inventory)\b",
            )?,
        })
    }

    /// Those of a plain sentence.
    pub(super) fn of(&self, plain: &str) -> Vec<Count> {
        let found = self.counted.captures_iter(plain.as_bytes());
        let count = |found: regex::bytes::Captures<'_>| {
            let (number, of) = (found.get(1)?.range(), found.get(2)?.range());
            // "In 2025 servers emitted": a year, and no number of them.
            let is_year = self.year.is_match(&plain.as_bytes()[..number.end]);
            if is_year {
                return None;
            }
            let digits: String =
                plain[number.clone()].chars().filter(char::is_ascii_digit).collect();
            Some(Count {
                text: plain[number.clone()].to_owned(),
                value: digits.parse().ok()?,
                any: self.any.is_match(plain[of.clone()].as_bytes()),
                of,
                at: number,
            })
        };
        found.filter_map(count).collect()
    }

    /// Whether a number of things is one of the run, to what its words say: over, about.
    pub(super) fn holds(&self, count: &Count, plain: &str, known: f64) -> bool {
        let before = &plain.as_bytes()[..count.at.start];
        match () {
            () if self.less.is_match(before) => known < count.value + 1e-6,
            () if self.more.is_match(before) => known > count.value - 1e-6,
            () if self.about.is_match(before) => (known - count.value).abs() <= known * 0.05,
            () => (known.round() - count.value).abs() < 1e-6,
        }
    }

    /// Whether a sentence tells of a number of things that it went to another.
    pub(super) fn goes(&self, plain: &str) -> bool {
        let went = |count: &Count| self.went.is_match(&plain.as_bytes()[..count.at.start]);
        self.of(plain).iter().any(went)
    }

    /// Whether a sentence tells this number of things.
    pub(super) fn tells(&self, known: &Known, plain: &str) -> bool {
        self.of(plain).iter().any(|count| self.holds(count, plain, known.value))
    }

    /// Whether a sentence tells a number of things as all that there are: those "counted", or "read", are
    /// told as what was read of them.
    pub(super) fn tells_all(&self, plain: &str) -> bool {
        let is_read = |count: &Count| {
            let after = plain[count.of.end..].split(|c: char| !c.is_alphanumeric()).nth(1);
            after.is_some_and(|word| {
                ["comptes", "comptees", "lus", "lues", "counted", "read"].contains(&word)
            })
        };
        self.of(plain).iter().any(|count| !is_read(count))
    }

    /// Whether the clause of a number says what became of the things, or which they are: it is then of
    /// some of them. Services that are bought are no things.
    fn is_of_some(&self, count: &Count, plain: &str) -> bool {
        let parts = |c: char| matches!(c, ',' | ';' | '(' | ')');
        let from = plain[..count.at.start].rfind(parts).map_or(0, |at| at + 1);
        let to = plain[count.at.end..].find(parts).map_or(plain.len(), |at| count.at.end + at);
        let clause = self.services.replace_all(&plain.as_bytes()[from..to], b" ");
        self.fate.is_match(&clause)
    }

    /// The words that stand with a number of things, up to the numbers before and behind it and to
    /// what is told of some of them.
    fn words_about<'a>(&self, count: &Count, plain: &'a str) -> &'a [u8] {
        let all = self.of(plain);
        let from =
            all.iter().filter(|one| one.at.end <= count.at.start).map(|one| one.of.end).max();
        let to =
            all.iter().filter(|one| one.at.start >= count.at.end).map(|one| one.at.start).min();
        let to = to.unwrap_or(plain.len());
        let parts = [" dont ", " of which ", " including ", ",", ";", "("];
        let after = &plain[count.at.end..to];
        let end = parts.iter().filter_map(|part| after.find(part)).min();
        &plain.as_bytes()[from.unwrap_or(0)..end.map_or(to, |end| count.at.end + end)]
    }

    /// Holds one against the run, to the unit: shown where it is a number that the run has of what is
    /// counted; refused where the sentence counts the whole estate and the run has another; else not
    /// checked.
    pub(super) fn hold(
        &self,
        count: &Count,
        plain: &str,
        facts: &Facts,
        of_run: bool,
    ) -> HeldFigure {
        let shown = &count.text;
        let before = &plain.as_bytes()[..count.at.start];
        let holds = |known: f64| self.holds(count, plain, known);
        let is = |known: &&Known| holds(known.value);
        let all = || facts.all().filter(|known| known.of == Dimension::Units);
        let whole = || all().filter(|known| known.subject == Subject::Estate);
        // Those of the end of the year, or in service, are not all that it had.
        let words = self.words_about(count, plain);
        let serving = self.serving.is_match(words);
        let of_end = (serving || self.at_end.is_match(words)) && whole().next().is_some();
        let is_of_year = holds(facts.units) || holds(facts.listed);
        let is_all = is_of_year && !of_end;
        let fate = self.is_of_some(count, plain);
        let word = &plain[count.of.clone()];
        let is_meant = |known: &Known| !serving || known.label.fr.contains("service");
        let is_whole = || is_all || whole().any(|known| is_meant(known) && is(&known));
        if of_run && !fate && count.any && is_whole() {
            return HeldFigure::Shown;
        }
        // What the run counts under a name that the sentence has: a type, what was given.
        let types: Vec<&Known> =
            if fate || count.any { Vec::new() } else { of_word(facts, word, plain) };
        let others = all().filter(|known| {
            known.subject == Subject::Label
                && !known.counts_type()
                && About::is_half_named(known, plain)
        });
        let named: Vec<&Known> = types.into_iter().chain(others).collect();
        let first = named.first().copied();
        if of_run && named.iter().any(is) {
            return HeldFigure::Shown;
        }
        if let Some(held) = self.of_earlier(count, plain, facts).filter(|_| count.any && !fate) {
            return held;
        }
        let is_first = self.went.is_match(before);
        let of_estate = self.own.is_match(before) && self.held.is_match(before) && !is_first;
        let is_false = of_run && of_estate && count.any && !fate && first.is_none();
        let said = counted(facts, first);
        let (fr, en) = (said.fr, said.en);
        if of_run && of_end && count.any && (is_of_year || whole().any(|known| is(&known))) {
            return HeldFigure::Unknown(text!(
                "« {shown} » : ce n'est pas le nombre en service, ou en fin d'année, que dit la phrase ; le calcul compte {fr}",
                "\"{shown}\": that is not the number in service, or at the end of the year, that the sentence tells; the run counts {en}"
            ));
        }
        if is_false {
            return HeldFigure::Refused(
                FIGURES,
                text!("« {shown} » : le calcul compte {fr}", "\"{shown}\": the run counts {en}"),
            );
        }
        HeldFigure::Unknown(text!(
            "« {shown} » : un calcul ne montre pas ce nombre ; il compte {fr}",
            "\"{shown}\": a run does not show this number; it counts {en}"
        ))
    }
}

impl CountClaim {
    /// What becomes of a number of things that is told of an earlier year: that year's run shows it.
    fn of_earlier(&self, count: &Count, plain: &str, facts: &Facts) -> Option<HeldFigure> {
        let after = &plain[count.of.end..];
        let year = self.of_year.captures(after.as_bytes())?.get(1)?.range();
        let year: i32 = after[year].parse().ok().filter(|year| *year != facts.year)?;
        let shown = &count.text;
        let Some(then) = facts.former.iter().find(|one| one.year == year) else {
            return Some(of_no_run(shown, facts));
        };
        let is = |known: f64| self.holds(count, plain, known);
        let Text { fr, en } = counted(then, None);
        Some(if is(then.units) || is(then.listed) {
            HeldFigure::Shown
        } else {
            HeldFigure::Refused(
                FIGURES,
                text!(
                    "« {shown} » : le calcul de {year} compte {fr}",
                    "\"{shown}\": the run of {year} counts {en}"
                ),
            )
        })
    }
}

/// The types that a word of things counts in a sentence: those of which it has the whole name; else the
/// one that has that word in its name, where no other has but its forms. "Computers" are laptops and
/// desktops, and neither alone.
fn of_word<'a>(facts: &'a Facts, word: &str, plain: &str) -> Vec<&'a Known> {
    let mut types = facts.all().filter(|known| known.counts_type() && About::has_word(known, word));
    let types: Vec<&Known> = types.by_ref().collect();
    let whole = types.iter().copied().filter(|known| About::is_whole_named(known, plain));
    let whole: Vec<&Known> = whole.collect();
    if !whole.is_empty() {
        return whole;
    }
    let is_form = |known: &&Known| types.iter().any(|of| About::is_form_of(known, of));
    let mut apart = types.iter().copied().filter(|known| !is_form(known));
    match (apart.next(), apart.next()) {
        (Some(only), None) => vec![only],
        _ => Vec::new(),
    }
}

/// What a run counts of a name, else in all.
fn counted(facts: &Facts, named: Option<&Known>) -> Text {
    if let Some(known) = named {
        let said = |lang: ground::lang::Lang| lang.number(known.value, 0);
        let [fr, en] = [ground::lang::Lang::Fr, ground::lang::Lang::En].map(said);
        return Text {
            fr: format!("{} : {fr}", known.label.fr),
            en: format!("{}: {en}", known.label.en),
        };
    }
    let noun = Noun::new(("équipement", "équipements"), ("device", "devices"));
    let all = noun.count(facts.units.round());
    let mut said = text!("{0} sur l'année", "{0} over the year", all.fr);
    said.en = format!("{} over the year", all.en);
    if facts.listed.round() > facts.units.round() {
        let listed = noun.count(facts.listed.round());
        said.fr.extend([", ", &listed.fr, " (sur toutes ses lignes)"]);
        said.en.extend([", ", &listed.en, " (on all its lines)"]);
    }
    let of_estate =
        |known: &&Known| known.of == Dimension::Units && known.subject == Subject::Estate;
    for known in facts.all().filter(of_estate) {
        let each = noun.count(known.value.round());
        said.fr.extend([", ", &each.fr, " (", &known.label.fr, ")"]);
        said.en.extend([", ", &each.en, " (", &known.label.en, ")"]);
    }
    said
}
