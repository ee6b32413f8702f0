//! The figures of a sentence, each held against that of the run which is of the same thing.

use super::about::About;
use super::amounts::{Amounts, Pair};
use super::declared::Declared;
use super::facts::{Dimension, Facts, Known, LEVEL, Subject};
use super::figures::{FIGURE, Stated, UNIT, read, stated};
use super::holding::{Held, Holding};
use super::loose::Loose;
use super::rules::made;
use super::why::{differs, of_another_name, other_bounds};
use ground::fault::Fault;
use ground::lang::{Noun, Text};
use ground::text;
use regex::bytes::Regex;

/// The rule of figures, which has no pattern.
pub(super) const FIGURES: &str = "figure";
/// The rule that two figures compare.
pub(super) const COMPARISON: &str = "comparison";

/// The indicator of a PUE.
const PUE: &str = "dc_pue";

/// What finds the figures of a sentence, and what they are of.
pub(super) struct Holder {
    figure: Regex,
    amounts: Amounts,
    about: About,
    carbon: Regex,
    energy: Regex,
    /// Words of things that are weighed themselves: waste, gifts.
    things: Regex,
    counted: Regex,
    pue: Regex,
    loose: Loose,
    year: Regex,
    level: Regex,
    change: Regex,
    fall: Regex,
    less: Regex,
    more: Regex,
}

/// A sentence, with what it is about.
pub(super) struct Told<'a> {
    holder: &'a Holder,
    pub(super) plain: &'a str,
    pub(super) facts: &'a Facts,
    pub(super) about: Vec<&'a Known>,
    /// Whether it speaks of greenhouse gases, of energy.
    pub(super) carbon: bool,
    pub(super) energy: bool,
    /// Whether its kilograms are of things, and of no gas.
    things: bool,
    /// The years that it names.
    pub(super) years: Vec<i32>,
}

impl Holder {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            figure: made(&FIGURE.replace("UNIT", UNIT))?,
            amounts: Amounts::new()?,
            about: About::new()?,
            carbon: made(
                r"\b(co2\w*|[kmg]?tco2\w*|kgco2\w*|carbone?|ges|gaz a effet de serre|emissions?|emet\w*|empreinte|footprint|climat\w*|emits?|emitted|greenhouse)\b",
            )?,
            energy: made(
                r"\b(electricite|electricity|electrique\w*|energie|energy|kwh|mwh|gwh|wh|consomm\w+|consum\w+)\b",
            )?,
            things: made(
                r"\b(d?eee|weee|e-?waste|dechets?|waste|recycl\w+|reemplo\w+|reus\w+|ressourceries?|materiels?|ferraille|scrap|dons?|donated|donations?|(avons|a|ont) (donne|remis|cede|vendu|collecte)|handed over|gave|collected)\b",
            )?,
            counted: made(
                r"(?:^|[^\w.,/-])(\d{1,3}(?:[ .,]\d{3})+|\d+) (?:(?:petits?|grands?|nouveaux|nouvelles|anciens?|new|old|of our|de nos) )?(?:equipements?|appareils?|machines?|materiels?|unites?|postes?|ordinateurs?|pc|portables?|ecrans?|imprimantes?|serveurs?|smartphones?|telephones?|tablettes?|devices?|units?|pieces? of equipment|computers?|laptops?|desktops?|screens?|monitors?|printers?|servers?|phones?|tablets?)\b",
            )?,
            pue: made(
                r"\bpue\b(?:[^.;\d]|\b(?:19|20)\d\d\b){0,60}?\b(\d{1,2}(?:[.,]\d+)?)(?:[^\w.,]|[.,](?:\D|$)|$)",
            )?,
            loose: Loose::new()?,
            year: made(r"\b(19|20)\d\d\b")?,
            level: made(
                r"\b(?:intervalle|interval|confiance|confidence)\b[^,;:.(]{0,40}?\b(?:a|at|de|of) (\d+(?:[.,]\d+)?) ?(?:%|pour cent|per cent|percent)|(\d+(?:[.,]\d+)?) ?% ?(?:confidence )?(?:interval\b|:)",
            )?,
            change: made(
                r"\b(bais\w+|redui\w+|reduction|diminu\w+|recul\w*|augment\w+|hausse|fell|fallen|fall|drop\w*|cut|reduced?|reduction|decreas\w*|increas\w*|down|up|moins|plus|less|more|lower|higher)\b",
            )?,
            fall: made(
                r"\b(bais\w+|redui\w+|reduction|diminu\w+|recul\w*|divis\w+|halv\w+|moitie|half|fell|fallen|fall|drop\w*|cut|reduced?|decreas\w*|down|moins|less|lower)\b",
            )?,
            less: made(
                r"\b(moins d(e|')|au plus|au maximum|sous( les)?|less than|under|below|at most|no more than) ?$",
            )?,
            more: made(r"\b(plus d(e|')|au moins|au minimum|more than|over|above|at least) ?$")?,
        })
    }

    /// Whether a sentence has a figure that a run may hold.
    pub(super) fn has_figure(&self, plain: &str) -> bool {
        let (carbon, energy) = (self.is_carbon(plain), self.is_energy(plain));
        let worded = carbon || energy;
        let weighed = carbon || self.is_of_things(plain);
        worded && !(self.shares(plain).is_empty() && self.amounts.spelled(plain).is_empty())
            || !self.counts(plain).is_empty()
            || self.pue(plain).is_some()
            || !self.loose.of(plain).is_empty()
            || stated(plain, &self.figure).iter().any(|figure| match figure.of {
                Dimension::Carbon | Dimension::Mass => weighed,
                Dimension::Energy | Dimension::Percent | Dimension::Ratio => true,
            })
    }

    /// Whether the kilograms of a sentence are of things: it speaks of some, and of no gas.
    fn is_of_things(&self, plain: &str) -> bool {
        !self.is_carbon(plain) && self.things.is_match(plain.as_bytes())
    }

    /// The numbers of a sentence that count equipment, as they are written.
    fn counts(&self, plain: &str) -> Vec<String> {
        let number =
            |found: regex::bytes::Captures<'_>| Some(plain[found.get(1)?.range()].to_owned());
        self.counted.captures_iter(plain.as_bytes()).filter_map(number).collect()
    }

    /// The PUE that a sentence tells.
    fn pue(&self, plain: &str) -> Option<Stated> {
        let number = self.pue.captures(plain.as_bytes())?.get(1)?;
        Some(read(&plain[number.range()], ""))
    }

    fn is_carbon(&self, plain: &str) -> bool {
        self.carbon.is_match(plain.as_bytes())
    }

    fn is_energy(&self, plain: &str) -> bool {
        self.energy.is_match(plain.as_bytes())
    }

    /// The changes that a sentence tells in words.
    fn shares(&self, plain: &str) -> Vec<(String, f64)> {
        self.amounts.shares(plain, self.change.is_match(plain.as_bytes()))
    }

    /// The years that a sentence names: 2000 kg is none.
    pub(super) fn years(&self, plain: &str) -> Vec<i32> {
        let figures = stated(plain, &self.figure);
        let within = |at: usize| figures.iter().any(|figure| figure.at.contains(&at));
        let named = self.year.find_iter(plain.as_bytes()).filter(|found| !within(found.start()));
        named.filter_map(|found| plain[found.range()].parse().ok()).collect()
    }

    /// Holds the figures of a sentence against the run.
    pub(super) fn hold(&self, plain: &str, facts: &Facts) -> Holding {
        let told = Told {
            plain,
            facts,
            holder: self,
            about: self.about.of(plain, facts),
            carbon: self.is_carbon(plain),
            energy: self.is_energy(plain),
            things: self.is_of_things(plain),
            years: self.years(plain),
        };
        let passages = self.amounts.passages(plain);
        let ranges = self.amounts.ranges(plain, &passages);
        let mut out = Holding { interval: !ranges.is_empty(), ..Holding::default() };
        for passage in &passages {
            if let Some(held) = told.passage(passage) {
                out.add(held);
            }
        }
        for range in &ranges {
            if let Some(held) = told.range(range) {
                out.add(held);
            }
        }
        let within = |figure: &Stated| {
            passages
                .iter()
                .chain(&ranges)
                .any(|pair| pair.at.start <= figure.at.start && figure.at.end <= pair.at.end + 1)
        };
        for figure in stated(plain, &self.figure).iter().filter(|figure| !within(figure)) {
            let is_declared = told.declared(figure).is_some();
            if let Some(held) = self.single(figure, &told) {
                out.declared |= is_declared && matches!(held, Held::Shown);
                out.add(held);
            }
        }
        for number in self.counts(plain) {
            out.add(told.count(&number));
        }
        if let Some(pue) = self.pue(plain) {
            let base = told.declared(&pue);
            let held = base.map_or_else(|| told.pue(&pue), |base| base.hold(&pue, plain));
            out.declared |= base.is_some() && matches!(held, Held::Shown);
            out.add(held);
        }
        for words in self.loose.of(plain) {
            out.add(Held::Unknown(told.not_given(Dimension::Percent, &words)));
        }
        if told.carbon || told.energy {
            for (words, percent) in self.shares(plain) {
                let falls = self.fall.is_match(words.as_bytes())
                    || self.fall.is_match(plain.as_bytes()) && percent < 100.0;
                let signed = if falls { -percent } else { percent };
                out.add(told.change(&words, signed, |change| (change - signed).abs() <= 2.0));
            }
            for words in self.amounts.spelled(plain) {
                out.add(Held::Unknown(text!(
                    "« {words} » : écrivez le nombre en chiffres",
                    "\"{words}\": write the number in figures"
                )));
            }
        }
        out.codes.dedup();
        out
    }

    /// Holds one figure; nothing where it is none of a footprint.
    fn single(&self, figure: &Stated, told: &Told<'_>) -> Option<Held> {
        let shown = &figure.text;
        if figure.of == Dimension::Percent {
            if self.is_level(figure, told.plain) {
                let own = text!(
                    "« {shown} » : l'intervalle du calcul est à {LEVEL} %",
                    "\"{shown}\": the interval of the run is at {LEVEL}%"
                );
                let is_own = figure.is_percent(f64::from(LEVEL));
                return Some(if is_own { Held::Shown } else { Held::Refused(FIGURES, own) });
            }
            let changes = figure.sign != 0 || self.change.is_match(told.plain.as_bytes());
            if changes && (told.carbon || told.energy) {
                let words = told.plain.as_bytes();
                let falls = figure.sign < 0 || figure.sign == 0 && self.fall.is_match(words);
                let sign = if falls { -1.0 } else { 1.0 };
                let is = |percent: f64| {
                    figure.is_percent(percent) && (percent * sign >= 0.0 || figure.is_percent(0.0))
                };
                let (low, _) = figure.span();
                return Some(told.change(shown, low * sign, is));
            }
        }
        if figure.of == Dimension::Carbon && told.things {
            return Some(told.weight(figure));
        }
        if let Some(base) = told.declared(figure) {
            return Some(base.hold(figure, told.plain));
        }
        if let Some(held) = told.of_other_year(figure) {
            return Some(held);
        }
        let candidates: Vec<&Known> = told.of(figure.of).collect();
        let Some(first) = candidates.first() else {
            return told.by_value(figure).or_else(|| told.unknown(figure.of, shown));
        };
        let before = &told.plain.as_bytes()[..figure.at.start];
        let (least, most) = figure.span();
        let holds = |known: &&&Known| {
            let (low, high) = known.bounds.unwrap_or((known.value, known.value));
            if self.less.is_match(before) {
                high <= most
            } else if self.more.is_match(before) {
                low >= least
            } else {
                figure.is(known)
            }
        };
        if candidates.iter().any(|known| holds(&known)) {
            return Some(Held::Shown);
        }
        let differs = differs(shown, first);
        let of_others = first.subject == Subject::Label && self.about.is_elsewhere(told.plain);
        Some(if of_others { Held::Unknown(differs) } else { Held::Refused(FIGURES, differs) })
    }

    /// Whether a percentage is how sure an interval is, and no figure of the footprint.
    fn is_level(&self, figure: &Stated, plain: &str) -> bool {
        self.level.captures_iter(plain.as_bytes()).any(|found| {
            let number = found.get(1).or(found.get(2));
            number.is_some_and(|number| number.start() == figure.at.start)
        })
    }
}

impl Told<'_> {
    /// The figures of the run that are of what it is about, of a dimension.
    pub(super) fn of(&self, of: Dimension) -> impl Iterator<Item = &Known> {
        self.about.iter().copied().filter(move |known| {
            known.of == of || known.of == Dimension::Mass && of == Dimension::Carbon
        })
    }

    /// A figure that the run says nothing of; none where it is no figure of a footprint.
    pub(super) fn unknown(&self, of: Dimension, shown: &str) -> Option<Held> {
        let worded = match of {
            Dimension::Carbon | Dimension::Mass => self.carbon,
            Dimension::Energy | Dimension::Percent | Dimension::Ratio => true,
        };
        worded.then(|| Held::Unknown(self.not_given(of, shown)))
    }

    /// That the run does not give a figure, and what it gives of the same dimension under a name
    /// that the sentence has a word of.
    fn not_given(&self, of: Dimension, shown: &str) -> Text {
        let near = About::near(self.plain, self.facts).into_iter().find(|known| known.of == of);
        near.map_or_else(
            || {
                text!(
                    "« {shown} » : le calcul ne donne pas ce chiffre pour ce dont parle la phrase",
                    "\"{shown}\": the run gives no such figure for what the sentence is about"
                )
            },
            |known| differs(shown, known),
        )
    }

    /// A figure that the sentence tells less fully than by its name: the run's where the sentence has
    /// half of that name and its value; another value is refused where the sentence is of nothing
    /// else; where it has less of the name, that is said.
    fn by_value(&self, figure: &Stated) -> Option<Held> {
        if !self.is_of_run() {
            return None;
        }
        let near: Vec<&Known> = About::near(self.plain, self.facts)
            .into_iter()
            .filter(|known| known.of == figure.of)
            .collect();
        if let Some(known) = near.iter().find(|known| figure.is(known)) {
            return Some(if About::is_half_named(known, self.plain) {
                Held::Shown
            } else {
                Held::Unknown(of_another_name(&figure.text, known))
            });
        }
        let holder = self.holder;
        let before = &self.plain.as_bytes()[..figure.at.start];
        let is_bound = holder.less.is_match(before) || holder.more.is_match(before);
        let changes = is_bound || holder.change.is_match(self.plain.as_bytes());
        let told = near.iter().find(|known| holder.about.tells(known, self.plain));
        let known = told.filter(|_| figure.sign == 0 && !changes)?;
        Some(Held::Refused(FIGURES, differs(&figure.text, known)))
    }

    /// Whether the year of the run is the sentence's, or the sentence names none.
    fn is_of_run(&self) -> bool {
        self.years.is_empty() || self.years.contains(&self.facts.year)
    }

    /// A PUE: the run's is that of a room, or of all.
    fn pue(&self, figure: &Stated) -> Held {
        let mut known = self.facts.all().filter(|known| known.id.starts_with(PUE)).peekable();
        let first = known.peek().copied().filter(|_| self.is_of_run());
        match first {
            Some(_) if self.holder.about.is_elsewhere(self.plain) => {
                Held::Unknown(self.not_given(Dimension::Ratio, &figure.text))
            }
            Some(_) if known.any(|known| figure.is(known)) => Held::Shown,
            Some(first) => Held::Refused(FIGURES, differs(&figure.text, first)),
            None => Held::Unknown(self.not_given(Dimension::Ratio, &figure.text)),
        }
    }

    /// A weight of things: the run's, where it is that of something that the sentence names.
    fn weight(&self, figure: &Stated) -> Held {
        let near = About::near(self.plain, self.facts);
        if near.iter().any(|known| known.of == Dimension::Mass && figure.is(known)) {
            return Held::Shown;
        }
        Held::Unknown(self.not_given(Dimension::Mass, &figure.text))
    }

    /// A number of equipment: shown by no run but that of all equipment.
    fn count(&self, number: &str) -> Held {
        let units = self.facts.units;
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        if digits == format!("{units:.0}") && digits.len() > 1 {
            return Held::Shown;
        }
        let all = Noun::new(("équipement", "équipements"), ("device", "devices")).count(units);
        let (fr, en) = (all.fr, all.en);
        Held::Unknown(text!(
            "« {number} » : un calcul ne montre pas ce nombre ; il compte {fr} en tout",
            "\"{number}\": a run does not show this number; it counts {en} in all"
        ))
    }

    /// The base that a plan declares of a year that the sentence names: of another figure, only where
    /// it names no year of the run.
    fn declared(&self, figure: &Stated) -> Option<&Declared> {
        let run = self.years.contains(&self.facts.year);
        let base = self.declared_from().filter(|base| base.of == figure.of)?;
        (!run || figure.is_value(base.value)).then_some(base)
    }

    /// The base that a plan declares of a year that a change is told from.
    pub(super) fn declared_from(&self) -> Option<&Declared> {
        self.facts.declared.iter().find(|base| base.is_of(&self.years, &self.about))
    }

    fn range(&self, range: &Pair) -> Option<Held> {
        let shown = range.text();
        let bounded: Vec<&Known> =
            self.of(range.of()).filter(|known| known.bounds.is_some()).collect();
        let Some(first) = bounded.first() else { return self.unknown(range.of(), &shown) };
        let held = bounded.iter().any(|known| Stated::are_bounds(&range.from, &range.to, known));
        Some(if held { Held::Shown } else { Held::Refused(FIGURES, other_bounds(&shown, first)) })
    }
}
