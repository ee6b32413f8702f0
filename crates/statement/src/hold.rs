//! The figures of a sentence, each held against that of the run which is of the same thing.

use super::about::About;
use super::account_words::AccountWords;
use super::amounts::{Amounts, FigurePair};
use super::apart::SaidApart;
use super::compared::Comparisons;
use super::counted::CountClaim;
use super::direction::Directions;
use super::facts::{Dimension, Facts, Known};
use super::figures::{FIGURE, Stated, UNIT, language, read, stated};
use super::holding::{HeldFigure, Holding};
use super::loose::Loose;
use super::placed::Besides;
use super::rules::made;
use super::scope::Scopes;
use super::sorts::Sorts;
use super::ways::Ways;
use super::whole::Wholes;
use super::why::since_which_year;
use ground::fault::Fault;
use regex::bytes::Regex;
use std::ops::Range;

/// What finds the figures of a sentence, and what they are of.
pub(super) struct Holder {
    pub(super) figure: Regex,
    pub(super) amounts: Amounts,
    pub(super) comparisons: Comparisons,
    pub(super) directions: Directions,
    pub(super) ways: Ways,
    pub(super) about: About,
    carbon: Regex,
    energy: Regex,
    /// What is consumed and is no energy.
    other_use: Regex,
    /// Words of things that are weighed themselves: waste, gifts.
    things: Regex,
    pub(super) counts: CountClaim,
    pub(super) scopes: Scopes,
    pub(super) besides: Besides,
    /// A share of the footprint: "14 % of our footprint".
    pub(super) part: Regex,
    /// Of whose footprint it is a share.
    pub(super) part_of: Regex,
    pue: Regex,
    pub(super) loose: Loose,
    /// Words that add nothing to a figure.
    pub(super) words: AccountWords,
    /// What shares are of.
    pub(super) wholes: Wholes,
    pub(super) apart: SaidApart,
    pub(super) year: Regex,
    level: Regex,
    /// By which words a figure is a difference, and of which years.
    pub(super) sorts: Sorts,
    pub(super) less: Regex,
    pub(super) more: Regex,
}

/// Figures as a sentence tells them.
pub(super) enum HoldItem<'a> {
    Passage(&'a FigurePair),
    Range(&'a FigurePair),
    Single(&'a Stated),
}

impl HoldItem<'_> {
    fn at(&self) -> Range<usize> {
        match self {
            Self::Passage(pair) | Self::Range(pair) => pair.at.clone(),
            Self::Single(figure) => figure.at.clone(),
        }
    }
}

impl Holder {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            figure: made(&FIGURE.replace("UNIT", UNIT))?,
            amounts: Amounts::new()?,
            comparisons: Comparisons::new()?,
            directions: Directions::new()?,
            ways: Ways::new()?,
            about: About::new()?,
            carbon: made(
                r"\b(co2\w*|[kmg]?tco2\w*|kgco2\w*|carbone?|ges|gaz a effet de serre|emissions?|emet\w*|(?:a|ont|avons|ai|avait|avaient|avions)(?: \w+){0,2} emis|empreinte|footprint|climat\w*|emits?|emitted|greenhouse)\b",
            )?,
            energy: made(
                r"\b(electricite|electricity|electrique\w*|energie|energy|kwh|mwh|gwh|wh|consomm\w+|consum\w+)\b",
            )?,
            other_use: made(
                r"\b(?:consomm\w+|consum\w+) (?:de |d'|du |of )(?:l'|la |the )?(?:eau|papier|gaz|encre|carburants?|fioul|toners?|viande|water|paper|gas|ink|fuel|oil|meat)\b|\b(?:water|paper|gas|ink|fuel|toner) consum\w+",
            )?,
            things: made(
                r"\b(d?eee|weee|e-?waste|dechets?|waste|recycl\w+|reemplo\w+|reus\w+|ressourceries?|materiels?|ferraille|scrap|dons?|donated|donations?|(avons|a|ont) (donne|remis|cede|vendu|collecte)|handed over|gave|collected)\b",
            )?,
            counts: CountClaim::new()?,
            scopes: Scopes::new()?,
            besides: Besides::new()?,
            part: made(
                r"^[^.;]{0,12}\b(?:de|d'|of|in|dans) ?(?:(?:notre|la|l'|cette|son|sa|leur|nos|ses|the|our|its|that|this|all) ?)?(?:total[es]* |carbon |overall |total |it |digital )*(?:empreinte|emissions?|footprint|bilan|total)\b",
            )?,
            part_of: made(
                r"^[^.;]{0,12}\b(?:de|d'|of|in|dans) ?(?:(?:la|l'|the|its|that) ?)?(?:empreinte|emissions?|footprint|bilan|total) (?:de l'|de la |de nos |de notre |de |des |du |of our |of the |of )(\w+(?: \w+)?)",
            )?,
            pue: made(
                r"\bpue\b(?:[^.;\d]|\b(?:19|20)\d\d\b){0,60}?\b(\d{1,2}(?:[.,]\d+)?)(?:[^\w.,]|[.,](?:\D|$)|$)",
            )?,
            loose: Loose::new()?,
            words: AccountWords::new()?,
            wholes: Wholes::new()?,
            apart: SaidApart::new()?,
            year: made(r"\b(19|20)\d\d\b")?,
            level: made(
                r"\b(?:intervalle|interval|confiance|confidence)\b[^,;:.(]{0,40}?\b(?:a|at|de|of) (\d+(?:[.,]\d+)?) ?(?:%|pour cent|per cent|percent)|(\d+(?:[.,]\d+)?) ?% ?(?:confidence )?(?:interval\b|: ?\(?\d)",
            )?,
            sorts: Sorts::new()?,
            less: made(
                r"\b(moins d(e|')|au plus|au maximum|sous( les)?|(pourrai(t|ent)|peu(t|vent)) (etre de |atteindre |aller |monter |s'elever )?(jusqu'a |a )?|(could|may|might|can) (be )?(as (high|much) as|up to|reach)|less than|under|below|at most|no more than) ?$",
            )?,
            more: made(r"\b(plus d(e|')|au moins|au minimum|more than|over|above|at least) ?$")?,
        })
    }

    /// Whether a sentence has a figure that a run may hold.
    pub(super) fn has_figure(&self, plain: &str) -> bool {
        let (carbon, energy) = (self.is_carbon(plain), self.is_energy(plain));
        let worded = carbon || energy;
        let weighed = carbon || self.is_of_things(plain);
        let compared = worded || self.is_weighed(plain);
        worded && !(self.shares(plain).is_empty() && self.amounts.spelled(plain).is_empty())
            || compared && !self.compared(plain).is_empty()
            || !self.directions(plain, None, &[]).is_empty()
            || self.since_nothing(plain).is_some()
            || !self.counts.of(plain).is_empty()
            || self.pue(plain).is_some()
            || !self.loose.of(plain).is_empty()
            || stated(plain, &self.figure).iter().any(|figure| match figure.of {
                Dimension::Carbon | Dimension::Mass => weighed,
                _ => true,
            })
    }

    /// Whether a sentence states a figure with its unit.
    pub(super) fn has_stated(&self, plain: &str) -> bool {
        !stated(plain, &self.figure).is_empty()
    }

    /// Whether the kilograms of a sentence are of things: it speaks of some, and of no gas.
    pub(super) fn is_of_things(&self, plain: &str) -> bool {
        !self.is_carbon(plain) && self.things.is_match(plain.as_bytes())
    }

    /// The PUE that a sentence tells.
    pub(super) fn pue(&self, plain: &str) -> Option<Stated> {
        let number = self.pue.captures(plain.as_bytes())?.get(1)?;
        let mut told = read(&plain[number.range()], "", language(plain));
        told.at = number.range();
        Some(told)
    }

    pub(super) fn is_carbon(&self, plain: &str) -> bool {
        self.carbon.is_match(plain.as_bytes())
    }

    pub(super) fn is_energy(&self, plain: &str) -> bool {
        self.energy.is_match(plain.as_bytes())
            && self.energy.is_match(&self.other_use.replace_all(plain.as_bytes(), b" "))
    }

    /// Whether a sentence tells a share of the footprint.
    pub(super) fn is_part(&self, plain: &str) -> bool {
        plain.split('%').skip(1).any(|after| self.part.is_match(after.as_bytes()))
    }

    /// Whether a sentence tells a figure as a bound.
    pub(super) fn is_bound(&self, figure: &Stated, plain: &str) -> bool {
        let before = &plain.as_bytes()[..figure.at.start];
        self.less.is_match(before) || self.is_more(before)
    }

    /// Whether words make of the figure behind them the least that there is; what was handed over is none.
    fn is_more(&self, before: &[u8]) -> bool {
        let handed = [&b"handed over "[..], b"hand over ", b"handing over "];
        self.more.is_match(before) && !handed.iter().any(|words| before.ends_with(words))
    }

    /// Whether a sentence tells how much more or less there is than in a year that it names: it is then
    /// of the run, and not of that year.
    pub(super) fn changes_since(&self, plain: &str) -> bool {
        let is_signed = || stated(plain, &self.figure).iter().any(|one| one.sign != 0);
        let goes = self.counts.goes(plain);
        goes || self.comparisons.is_from_a_year(plain)
            && (self.ways.is_in(plain)
                || is_signed()
                || !self.shares(plain).is_empty()
                || !self.compared(plain).is_empty())
    }

    /// Whether a sentence says how heavy, or polluting, the estate is, which is told of its footprint.
    pub(super) fn is_weighed(&self, plain: &str) -> bool {
        self.comparisons.is_weighed(plain)
            && !self.is_of_things(plain)
            && self.about.is_of_the_whole(plain)
    }

    /// The years that a sentence names: 2000 kg is none.
    pub(super) fn years(&self, plain: &str) -> Vec<i32> {
        let named = self.years_at(plain).into_iter();
        named.filter_map(|at| plain[at].parse().ok()).collect()
    }

    /// Holds the figures of a sentence against the run.
    pub(super) fn hold(&self, plain: &str, facts: &Facts) -> Holding {
        let passages = self.amounts.passages(plain);
        let ranges = self.amounts.ranges(plain, &passages);
        let within = |figure: &Stated| {
            passages
                .iter()
                .chain(&ranges)
                .any(|pair| pair.at.start <= figure.at.start && figure.at.end <= pair.at.end + 1)
        };
        let mut singles = stated(plain, &self.figure);
        singles.retain(|figure| !within(figure));
        let mut out = Holding { interval: !ranges.is_empty(), ..Holding::default() };
        let mut items: Vec<HoldItem<'_>> = passages.iter().map(HoldItem::Passage).collect();
        items.extend(ranges.iter().map(HoldItem::Range));
        items.extend(singles.iter().map(HoldItem::Single));
        items.sort_by_key(|item| item.at().start);
        self.items(plain, &items, facts, &mut out);
        self.others(&self.told(plain, plain, plain, facts), &mut out);
        let compared = self.compares(self.told(plain, plain, plain, facts), &mut out);
        let shares = self.shares(plain);
        let changes = |one: &&Stated| {
            one.of == Dimension::Percent
                && (one.sign != 0 || self.ways.is_in(self.clause_of(one, plain)))
                || self.amount_of_change(one, plain).is_some()
        };
        let mut taken: Vec<Range<usize>> = passages.iter().map(|pair| pair.at.clone()).collect();
        taken.extend(singles.iter().filter(changes).map(|one| one.at.clone()));
        let words = self.compared(plain).into_iter().map(|one| one.text);
        let words = words.chain(shares.iter().map(|(words, _)| words.clone()));
        taken.extend(words.filter_map(|words| plain.find(&words).map(|at| at..at + words.len())));
        out.changed = compared || !taken.is_empty();
        // What is told by how much is held by that.
        out.changed |= self.directed((plain, facts), &taken, &mut out);
        self.beside((plain, facts), &taken, &mut out);
        if let Some(word) = self.since_nothing(plain).filter(|_| !out.changed) {
            out.add(HeldFigure::Unknown(since_which_year(&word)));
        }
        out.codes.dedup();
        out
    }

    /// Holds each figure by its own words, else by those that went before.
    fn items(&self, plain: &str, items: &[HoldItem<'_>], facts: &Facts, out: &mut Holding) {
        let places: Vec<Range<usize>> = items.iter().map(HoldItem::at).collect();
        let parts = self.scopes.cut(plain, &places);
        let opening = places.first().map_or("", |first| &plain[..first.start]);
        let mut before: Option<String> = None;
        for (item, part) in items.iter().zip(parts) {
            let own = &plain[part];
            let with = |words: &str| format!("{words} {own}");
            let is_told = self.about.is_told(own, facts);
            let words: Vec<String> = match (&before, item) {
                (None, _) if is_told => vec![own.to_owned()],
                (None, _) => vec![own.to_owned(), plain.to_owned()],
                (Some(_), _) if is_told => vec![own.to_owned(), with(opening)],
                // An interval is that of the figure before it.
                (Some(before), HoldItem::Range(_)) => vec![with(before)],
                (Some(before), _) => vec![with(before), with(opening)],
            };
            let mut best: Option<(HeldFigure, bool, &String)> = None;
            for words in &words {
                let told = self.told(plain, words, own, facts);
                let Some((held, is_declared)) = self.item(item, &told) else { continue };
                let is_shown = matches!(held, HeldFigure::Shown);
                // What its own words refuse no others show.
                let is_settled = is_shown || is_told && matches!(held, HeldFigure::Refused(..));
                if is_shown || best.is_none() {
                    best = Some((held, is_declared, words));
                }
                if is_settled {
                    break;
                }
            }
            before = best.as_ref().map(|(.., words)| (*words).clone()).or(before);
            if let Some((held, is_declared, _)) = best {
                out.declared |= is_declared && matches!(held, HeldFigure::Shown);
                out.add(held);
            }
        }
    }

    /// Whether a figure of a sentence is one of the run: its value, or a bound that it keeps.
    pub(super) fn holds(&self, figure: &Stated, known: &Known, plain: &str) -> bool {
        let weighs = known.of == Dimension::Mass && figure.of == Dimension::Carbon;
        let before = &plain.as_bytes()[..figure.at.start];
        let (least, most) = figure.span();
        let (low, high) = known.bounds.unwrap_or((known.value, known.value));
        (known.of == figure.of || weighs)
            && if self.less.is_match(before) {
                high <= most
            } else if self.is_more(before) {
                low >= least
            } else {
                figure.is(known)
            }
    }

    /// Whether a percentage is how sure an interval is, and no figure of the footprint.
    pub(super) fn is_level(&self, figure: &Stated, plain: &str) -> bool {
        self.level.captures_iter(plain.as_bytes()).any(|found| {
            let number = found.get(1).or(found.get(2));
            number.is_some_and(|number| number.start() == figure.at.start)
        })
    }
}
