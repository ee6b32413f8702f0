//! A figure with the words about it, and what the run has of that.

use super::about::About;
use super::amounts::FigurePair;
use super::facts::{Declared, Dimension, Facts, Known, Subject};
use super::figures::Stated;
use super::hold::Holder;
use super::holding::{FIGURES, HeldFigure};
use super::why::{differs, of_another_name, of_each, other_bounds, other_share};
use ground::lang::Text;
use ground::text;

/// The indicator of a PUE.
const PUE: &str = "dc_pue";

/// A figure of a sentence, with the words that it is told with and what they are about.
pub(super) struct ToldFigure<'a> {
    pub(super) holder: &'a Holder,
    /// The whole sentence.
    pub(super) plain: &'a str,
    /// The words about the figure.
    pub(super) words: &'a str,
    /// Those that stand nearest to it.
    pub(super) own: &'a str,
    pub(super) facts: &'a Facts,
    pub(super) about: Vec<&'a Known>,
    /// Whether they speak of greenhouse gases, of energy.
    pub(super) carbon: bool,
    pub(super) energy: bool,
    /// Whether kilograms are of things, and of no gas.
    pub(super) things: bool,
    /// The years that they name.
    pub(super) years: Vec<i32>,
}

impl ToldFigure<'_> {
    /// Whether the sentence speaks of greenhouse gases and of energy.
    pub(super) fn is_of_both(&self) -> bool {
        self.holder.is_carbon(self.plain) && self.holder.is_energy(self.plain)
    }

    /// The figures of the run that are of what it is about, of a dimension.
    pub(super) fn of(&self, of: Dimension) -> impl Iterator<Item = &Known> {
        // Kilograms that are told of a gas are of no thing.
        let weighed = of == Dimension::Carbon && !self.carbon;
        let is_of = move |known: &&Known| known.of == of || weighed && known.of == Dimension::Mass;
        self.about.iter().copied().filter(is_of)
    }

    /// A figure that the run says nothing of; none where it is no figure of a footprint.
    pub(super) fn unknown(&self, of: Dimension, shown: &str) -> Option<HeldFigure> {
        let worded = match of {
            Dimension::Carbon | Dimension::Mass => self.carbon,
            _ => true,
        };
        worded.then(|| HeldFigure::Unknown(self.not_given(of, shown)))
    }

    /// That the run does not give a figure, and what it gives of the same dimension under a name
    /// that the sentence has a word of.
    pub(super) fn not_given(&self, of: Dimension, shown: &str) -> Text {
        let near = About::near(self.words, self.facts).into_iter().find(|known| known.of == of);
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
    pub(super) fn by_value(&self, figure: &Stated) -> Option<HeldFigure> {
        if !self.is_of_run() {
            return None;
        }
        let near: Vec<&Known> = About::near(self.words, self.facts)
            .into_iter()
            .filter(|known| known.of == figure.of)
            .collect();
        let most = About::best_told(&near, self.words);
        if self.is_bound_of_all(figure, &near) {
            return Some(HeldFigure::Shown);
        }
        if let Some(known) = near.iter().find(|known| figure.is(known)) {
            let is_named = About::is_half_named(known, self.words);
            // The sentence has more words of another figure's name.
            let other = most.filter(|most| {
                About::told(most, self.words) > About::told(known, self.words) && !figure.is(most)
            });
            return Some(match other {
                _ if !is_named => HeldFigure::Unknown(of_another_name(&figure.text, known)),
                None => HeldFigure::Shown,
                Some(other) if self.holder.about.tells(other, self.words) => {
                    HeldFigure::Refused(FIGURES, differs(&figure.text, other))
                }
                Some(other) => HeldFigure::Unknown(differs(&figure.text, other)),
            });
        }
        let holder = self.holder;
        let changes = holder.is_bound(figure, self.plain) || holder.ways.is_in(self.words);
        let told = near.iter().find(|known| holder.about.tells(known, self.words));
        let known = told.filter(|_| figure.sign == 0 && !changes)?;
        Some(HeldFigure::Refused(FIGURES, differs(&figure.text, known)))
    }

    /// Whether a figure is told as a bound, and is one of all the figures of whose names the sentence has
    /// most words: "at least 2 % of our WEEE".
    fn is_bound_of_all(&self, figure: &Stated, near: &[&Known]) -> bool {
        let told = |known: &Known| About::told(known, self.words);
        let most = near.iter().map(|known| told(known)).max();
        let mut best = near.iter().filter(|known| Some(told(known)) == most).peekable();
        let holds = |known: &&Known| {
            About::is_half_named(known, self.words) && self.holder.holds(figure, known, self.plain)
        };
        self.holder.is_bound(figure, self.plain) && best.peek().is_some() && best.all(holds)
    }

    /// What becomes of a figure that is not that of the type, service or stage which the sentence
    /// names: of a form of it that the sentence half names it may be, and of several things that it
    /// names it may be the sum.
    pub(super) fn of_some_parts(&self, figure: &Stated, named: &[&Known]) -> Option<HeldFigure> {
        let first = named.first().filter(|known| known.part.is_some())?;
        let told = |known: &Known| About::told(known, self.words);
        let is_fuller = |known: &&Known| {
            known.part.is_some() && known.of == figure.of && told(known) > told(first)
        };
        let mut fuller =
            About::near(self.words, self.facts).into_iter().filter(is_fuller).peekable();
        if let Some(form) = fuller.peek().copied() {
            let shown =
                fuller.any(|known| figure.is(known) && About::is_half_named(known, self.words));
            return Some(if shown {
                HeldFigure::Shown
            } else {
                HeldFigure::Unknown(differs(&figure.text, form))
            });
        }
        let other = |known: &&&Known| {
            known.part.is_some()
                && !About::is_form_of(known, first)
                && !About::is_one_name(known, first)
        };
        named.iter().find(other).map(|_| HeldFigure::Unknown(differs(&figure.text, first)))
    }

    /// Why a figure of the run is not that of what its words name: they name several things of which it is
    /// one alone, or count others than it is of.
    pub(super) fn of_more(&self, figure: &Stated, known: &Known) -> Option<Text> {
        let words =
            if self.holder.about.is_told(self.own, self.facts) { self.own } else { self.words };
        let shown = &figure.text;
        let named: Vec<&Known> = self
            .facts
            .all()
            .filter(|one| one.part.is_some() && About::is_plainly_named(one, words))
            .collect();
        let is_other = |one: &&&Known| {
            let forms = About::is_form_of(one, known) || About::is_form_of(known, one);
            !(forms || About::is_one_name(one, known))
        };
        if known.part.is_some()
            && let Some(Text { fr, en }) = named.iter().find(is_other).map(|one| &one.label)
        {
            return Some(Text {
                fr: format!(
                    "« {shown} » : le calcul le donne pour « {} » seul, et la phrase parle aussi de « {fr} »",
                    known.label.fr
                ),
                en: format!(
                    "\"{shown}\": the run has it for \"{}\" alone, and the sentence is of \"{en}\" too",
                    known.label.en
                ),
            });
        }
        let counts = self.holder.counts.of(words);
        let is = |count, value| self.holder.counts.holds(count, words, value);
        let of_all = |count| is(count, self.facts.units) || is(count, self.facts.listed);
        let counted = match known.subject {
            // Each number is of the type, or of all.
            Subject::Label => counts.iter().all(|count| {
                let mut types = self.facts.all().filter(|one| one.counts_type());
                types.any(|one| About::is_one_name(one, known) && is(count, one.value))
                    || is(count, self.facts.units)
            }),
            _ => counts.first().is_some_and(of_all),
        };
        (!counts.is_empty() && !counted).then(|| {
            text!(
                "« {shown} » : le calcul le donne de tous, et la phrase en compte une partie",
                "\"{shown}\": the run has it of all of them, and the sentence counts some"
            )
        })
    }

    /// Whether the year of the run is the sentence's, or the sentence names none.
    pub(super) fn is_of_run(&self) -> bool {
        self.years.is_empty() || self.years.contains(&self.facts.year)
    }

    /// A PUE: the run's is that of a room, or of all.
    pub(super) fn pue(&self, figure: &Stated) -> HeldFigure {
        let mut known = self.facts.all().filter(|known| known.id.starts_with(PUE)).peekable();
        let first = known.peek().copied().filter(|_| self.is_of_run());
        match first {
            Some(_) if self.holder.about.is_elsewhere(self.words) => {
                HeldFigure::Unknown(self.not_given(Dimension::Ratio, &figure.text))
            }
            Some(_) if known.any(|known| figure.is(known)) => HeldFigure::Shown,
            // One year's beside another's.
            Some(_) if self.years.iter().any(|year| *year != self.facts.year) => {
                HeldFigure::Unknown(self.not_given(Dimension::Ratio, &figure.text))
            }
            Some(first) => HeldFigure::Refused(FIGURES, differs(&figure.text, first)),
            None => HeldFigure::Unknown(self.not_given(Dimension::Ratio, &figure.text)),
        }
    }

    /// A weight of things: the run's, where it is that of something that the sentence names.
    pub(super) fn weight(&self, figure: &Stated) -> HeldFigure {
        let near = About::near(self.words, self.facts);
        let weights = || near.iter().copied().filter(|known| known.of == Dimension::Mass);
        let named: Vec<&Known> =
            weights().filter(|known| About::is_weighed(known, self.words)).collect();
        // Of weights that the sentence names, the one of which it has most words: "hazardous waste" is
        // not all of it.
        let most = About::best_told(&weights().collect::<Vec<_>>(), self.words);
        let holds = |known: &Known| self.holder.holds(figure, known, self.plain);
        let is_most = |known: &Known| {
            most.is_none_or(|most| {
                holds(most) || About::told(most, self.words) <= About::told(known, self.words)
            })
        };
        let known = named.iter().find(|known| holds(known) && is_most(known));
        let Some(known) = known.filter(|_| self.is_of_run()) else {
            return HeldFigure::Unknown(self.not_given(Dimension::Mass, &figure.text));
        };
        self.holder
            .weighs_otherwise(figure, known, self)
            .map_or(HeldFigure::Shown, HeldFigure::Unknown)
    }

    /// What a type, a service or a stage has of the footprint, in per cent, where the words tell a share
    /// of it: of the equipment's where they say so, else of the whole.
    pub(super) fn part_of_total(&self, figure: &Stated) -> Option<HeldFigure> {
        let at = self.own.find(figure.text.split(' ').next()?)?;
        let after = self.own[at..].split_once('%').map_or("", |(_, after)| after);
        if !self.is_of_run() {
            return None;
        }
        let about = &self.holder.about;
        let parts = || self.facts.all().filter(|known| known.part.is_some());
        let named_in = |words: &str| -> Vec<&Known> {
            parts().filter(|known| About::is_whole_named(known, words)).collect()
        };
        // "77 % of the footprint comes from making and 23 % from use".
        let goes_on = || self.holder.is_part(self.plain) && !named_in(self.own).is_empty();
        let is_part = self.holder.part.is_match(after.as_bytes());
        if !is_part && !goes_on() {
            return None;
        }
        // "18 % of the footprint of the servers" is of theirs.
        let of_theirs = self.holder.part_of.captures(after.as_bytes());
        let of_theirs = of_theirs.and_then(|found| found.get(1)).map(|of| &after[of.range()]);
        if of_theirs.is_some_and(|words| !named_in(words).is_empty()) {
            return Some(HeldFigure::Unknown(self.not_given(Dimension::Percent, &figure.text)));
        }
        let of_equipment = about.is_of_equipment(if is_part { after } else { self.plain });
        let share = |known: &Known| self.facts.share(known, of_equipment);
        let words = [self.own, self.words, self.plain];
        let says = |words: &&&str| about.is_narrower(words) || !named_in(words).is_empty();
        let mut named = words.iter().find(says).map_or_else(Vec::new, |words| named_in(words));
        named.retain(|known| share(known).is_some());
        if named.iter().any(|known| share(known).is_some_and(|share| figure.is_percent(share))) {
            return Some(HeldFigure::Shown);
        }
        let first = named.first()?;
        if self.is_sum(figure, share) {
            return Some(HeldFigure::Unknown(of_each(&figure.text)));
        }
        let said = other_share(&figure.text, first, share(first)?, of_equipment);
        Some(HeldFigure::Refused(FIGURES, said))
    }

    /// The base that a plan declares of a year that the sentence names: of another figure, only where
    /// it names no year of the run.
    pub(super) fn declared(&self, figure: &Stated) -> Option<&Declared> {
        let run = self.years.contains(&self.facts.year);
        let base = self.declared_from().filter(|base| base.of == figure.of)?;
        (!run || figure.is_value(base.value)).then_some(base)
    }

    /// The base that a plan declares of a year that a change is told from.
    pub(super) fn declared_from(&self) -> Option<&Declared> {
        self.facts.declared.iter().find(|base| base.is_of(&self.years, &self.about))
    }

    pub(super) fn range(&self, range: &FigurePair) -> Option<HeldFigure> {
        let shown = range.text();
        if self.holder.is_of_change(range, self.plain) {
            return Some(HeldFigure::Unknown(text!(
                "« {shown} » : le calcul ne donne pas ici l'intervalle d'une évolution : `empreinte change`",
                "\"{shown}\": the run gives no interval of a change here: `empreinte change`"
            )));
        }
        let bounded: Vec<&Known> =
            self.of(range.of()).filter(|known| known.bounds.is_some()).collect();
        let Some(first) = bounded.first() else {
            return self.range_by_value(range).or_else(|| self.unknown(range.of(), &shown));
        };
        let held = bounded.iter().any(|known| Stated::are_bounds(&range.from, &range.to, known));
        Some(if held {
            HeldFigure::Shown
        } else {
            HeldFigure::Refused(FIGURES, other_bounds(&shown, first))
        })
    }
    /// Why a figure that is not that of the whole may be true: it is the sum of what the sentence names, or
    /// what the use of the equipment emits, told of its electricity.
    pub(super) fn of_sum_or_other(&self, figure: &Stated) -> Option<Text> {
        let value = |known: &Known| (known.of == figure.of).then_some(known.value);
        if self.is_sum(figure, value) {
            return Some(of_each(&figure.text));
        }
        let mut parts = self.facts.all().filter(|known| known.part.is_some());
        let of_power = figure.of == Dimension::Carbon && self.energy;
        let same = parts.find(|known| of_power && figure.is(known));
        same.map(|known| of_another_name(&figure.text, known))
    }

    /// Whether a figure is what two things come to together that the sentence names, the one by all of its
    /// name, or all that it names so, each counted once.
    fn is_sum(&self, figure: &Stated, of: impl Fn(&Known) -> Option<f64>) -> bool {
        if ![" et ", " and ", ","].iter().any(|and| self.plain.contains(and)) {
            return false;
        }
        let parts = || self.facts.all().filter(|known| known.part.is_some());
        let mut named: Vec<&Known> = Vec::new();
        let is_same = |a: &Known, b: &Known| {
            About::is_one_name(a, b) || About::is_form_of(a, b) || About::is_form_of(b, a)
        };
        for known in parts().filter(|known| About::is_whole_named(known, self.plain)) {
            if !named.iter().any(|other| is_same(known, other)) {
                named.push(known);
            }
        }
        let is = |sum: Option<f64>| sum.is_some_and(|sum| figure.is_value(sum));
        let all = named.len() > 1 && is(named.iter().map(|known| of(known)).sum());
        let with = |a: &Known| {
            parts().any(|b| {
                let told = About::told(b, self.plain) > 0 && !is_same(a, b);
                told && is(of(a).zip(of(b)).map(|(a, b)| a + b))
            })
        };
        all || named.iter().any(|known| with(known))
    }

    /// Bounds that the sentence tells less fully than by the name of what they are of: shown where it has
    /// half of that name; other bounds than those of what it names are said.
    fn range_by_value(&self, range: &FigurePair) -> Option<HeldFigure> {
        let weighed = range.of() == Dimension::Carbon && !self.carbon;
        let is_of = |known: &&&Known| {
            let of = known.of == range.of() || weighed && known.of == Dimension::Mass;
            let named = || match known.of {
                Dimension::Mass => About::is_weighed(known, self.words),
                _ => About::is_half_named(known, self.words),
            };
            of && known.bounds.is_some() && named()
        };
        let near = About::near(self.words, self.facts);
        let named: Vec<&Known> = near.iter().filter(is_of).copied().collect();
        let first = named.first().filter(|_| self.is_of_run())?;
        let held = named.iter().any(|known| Stated::are_bounds(&range.from, &range.to, known));
        Some(if held {
            HeldFigure::Shown
        } else {
            HeldFigure::Unknown(other_bounds(&range.text(), first))
        })
    }
}
