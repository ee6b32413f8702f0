//! The words by which a figure is a difference, and not a level.

use super::rules::made;
use super::ways::verbs;
use ground::fault::Fault;
use regex::bytes::Regex;

/// Hedges before a figure.
const ABOUT: &str =
    "(?:pres de |environ |quelque |pratiquement |about |around |nearly |almost |some )?";

/// What finds them.
pub(super) struct Sorts {
    /// Before a figure, that it is by how much something changed; with the words between.
    by: Regex,
    /// The same, of what is lower or higher by it: "inférieure de".
    than_by: Regex,
    /// Of those words, that what follows is a level: "fell to a level of".
    to: Regex,
    /// Before a figure, that a change named by a noun is so much: "la baisse ... est de".
    noun: Regex,
    /// Behind a figure, that it is so much more or less; and that it may be.
    pub(super) than: Regex,
    pub(super) maybe: Regex,
    /// Before a figure, that it is what stands before it in other words.
    restates: Regex,
    /// Behind such a figure, that it is told beside another year's, or of its own.
    beside: Regex,
    of_year: Regex,
    /// Between two figures, that the second is of the same verb: "et son électricité de".
    joined: Regex,
    /// A verb of a level.
    level: Regex,
    /// Between two figures, that the second stands in brackets behind the first.
    bracket: Regex,
    /// Before a share and behind it, that it is what is left: "reduced to 34 % of that of 2024".
    left: Regex,
    left_of: Regex,
    /// Before two figures, that something went from the one to the other.
    passes_from: Regex,
    passes_to: Regex,
    /// Between an earlier year and a figure, that the figure is of that year.
    of_then: Regex,
}

/// How a figure is told by the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Linked {
    /// It is of the same sort.
    Same,
    /// Nobody can tell.
    Unclear,
}

impl Sorts {
    pub(super) fn new() -> Result<Self, Fault> {
        let verbs = verbs()?;
        Ok(Self {
            by: made(&format!(r"\b{verbs}((?: [\w']+){{0,9}}?) (?:de |d'|by |of ){ABOUT}$"))?,
            than_by: made(&format!(
                r"\b(?:inferieure?s?|superieure?s?|lower|higher|smaller|greater) (?:de |d'|by ){ABOUT}$"
            ))?,
            to: made(
                r"\b(?:to|jusqu'a|niveau|level|total|valeur|value|somme|sum|atteint|reach\w*|consomm(?:e|ent|ait)|emet\w*|emis|used?|uses|emits?|emitted)\b",
            )?,
            noun: made(&format!(
                r"\b(?:la|le|une?|cette|ce|notre|the|our|this|that|l')\b ?(?:(?:fort|forte|net|nette|leger|legere|sharp|total|overall|it|energy|carbon|electricity) )?(?:{verbs}|ecart|difference|economies?|savings?|gains?)\b[^.;:]{{0,80}}? (?:est|sont|etait|fut|a ete|s'eleve|s'elevait|se monte|se chiffre|atteint|atteignait|represente|is|are|was|were|has been|amounts?|amounted|comes?|came|reach\w*|total\w*|equal\w*|stood|stands) (?:de |d'|a |to |at |by )?{ABOUT}$"
            ))?,
            than: made(
                r"^(?: co2\w*)? ?(?:(?:de |d'|of )[\w']+(?: [\w']+){0,3}? )?(?:(?:par|per|a|each) \w+ )?(?:en (?:19|20)\d\d )?(?:de|en) (?:moins|plus)\b|^(?: co2\w*)? ?(?:(?:de |d'|of )(?:co2\w*|carbone?|electricit[ey]|energie|energy) )?(?:(?:per|a|each) \w+ )?(?:less|lower|fewer|more|higher)\b",
            )?,
            maybe: made(
                r"^(?: co2\w*)? ?(?:(?:of |in |per |de |d'|par )[\w']+ ){1,4}?(?:less|lower|fewer|more|higher|moins|plus)\b",
            )?,
            restates: made(&format!(
                r"[,;:(]? ?\b(?:soit|or|ou|c'est-a-dire|that is|that's|i\.e\.|ie|namely|a savoir|autrement dit|in other words),? (?:to say )?,?(?:(?:une?|a|an) [\w']+ )?(?:de |d'|by |of )?{ABOUT}$"
            ))?,
            beside: made(
                r"^(?: ?(?:de |d'|of )?(?:co2\w*|carbone?|electricit[ey]))?(?: (?:par|per) \w+)?(?: (?:en|in) (?:19|20)\d\d)?,? \(?(?:contre|against|versus|vs|au lieu|instead)\b",
            )?,
            of_year: made(
                r"^(?: ?(?:de |d'|of )?(?:co2\w*|carbone?|electricit[ey]))?(?: (?:par|per) \w+)? \(?(?:en|in|pour|for) (?:l'annee )?(?:19|20)\d\d\b",
            )?,
            joined: made(&format!(
                r"^[^.;]*?(?:,? (?:et|and|mais|but|puis|then) |, (?:celles?|celui|son|sa|ses|its|our|notre|nos|that|those|la|le|les|the|l'))[^.;,]*?\b(?:de |d'|by |of ){ABOUT}$"
            ))?,
            level: made(
                r"\b(?:consomm(?:e|ent|ait|aient|ons|er)|emet\w*|emis|emettent|pes(?:e|ent|ait)|est|sont|etait|etaient|atteint|atteign\w*|s'eleve\w*|represent\w*|used?|uses|consumed?|consumes|emits?|emitted|weigh\w*|is|are|was|were|reach\w*|total\w*|niveau|level|ont|avait|has|have|had|pour|avec|for|with|dont|contre|against|soit)\b",
            )?,
            bracket: made(r"^[^.;:,]{0,40}\( ?$")?,
            left: made(&format!(
                r"\b(?:a|to|jusqu'a|plus que|que|only|soit|or|i\.e\.|c'est-a-dire|that is) {ABOUT}$"
            ))?,
            left_of: made(
                r"^ ?(?:de |d'|of |du )(?:celles?|celui|ce|that|those|its|their|what|son|sa|l'|la|le|notre|our|the|(?:19|20)\d\d)\b",
            )?,
            passes_from: made(&format!(r"\b(?:de|from) {ABOUT}$"))?,
            passes_to: made(&format!(
                r"\b(?:pass\w+|ramen\w+|mont\w+|went|gone|goes|{verbs})\b[^.;]{{0,20}}? (?:a|to) {ABOUT}$"
            ))?,
            of_then: made(
                r"\($|\b(?:contre|against|versus|vs|que|than|from|au lieu|instead|ou|when|where|quand)\b|\bqu'",
            )?,
        })
    }

    /// Whether what stands before a figure says that it is by how much something changed.
    pub(super) fn is_by(&self, before: &str) -> bool {
        let by = self.by.captures(before.as_bytes());
        let between = by.and_then(|found| found.get(1).map(|words| words.range()));
        between.is_some_and(|at| !self.to.is_match(before[at].as_bytes()))
            || self.noun.is_match(before.as_bytes())
    }

    /// Whether what stands before a figure says that something is less by it, or more.
    pub(super) fn is_less_by(&self, before: &str) -> Option<bool> {
        let found = self.than_by.find(before.as_bytes())?;
        let less = ["inferieur", "lower", "smaller"];
        Some(less.iter().any(|word| before[found.start()..].starts_with(word)))
    }

    /// Where the words begin by which a figure is what stands before it in other words.
    pub(super) fn restated(&self, before: &str) -> Option<usize> {
        self.restates.find(before.as_bytes()).map(|found| found.start())
    }

    /// How a figure in other words is of the sort of what it restates, by what stands behind it.
    pub(super) fn restating(&self, after: &str) -> Option<Linked> {
        match () {
            () if self.beside.is_match(after.as_bytes()) => None,
            () if self.of_year.is_match(after.as_bytes()) => Some(Linked::Unclear),
            () => Some(Linked::Same),
        }
    }

    /// How a figure behind a change is linked to it by the words between.
    pub(super) fn linked(&self, between: &str, after: &str) -> Option<Linked> {
        let words = between.as_bytes();
        if self.bracket.is_match(words) && after.trim_start_matches(" co2e").starts_with(')') {
            return Some(Linked::Unclear);
        }
        let is_joined = self.joined.is_match(words) && !self.level.is_match(words);
        is_joined.then_some(Linked::Same)
    }

    /// Whether a share is what is left of another year's, and no change.
    pub(super) fn is_left(&self, before: &str, after: &str) -> bool {
        self.left.is_match(before.as_bytes())
            && self.left_of.is_match(after.as_bytes())
            && !self.noun.is_match(before.as_bytes())
    }

    /// Whether something is told to go from the figure behind the first words to that behind the others.
    pub(super) fn passes(&self, from: &str, to: &str) -> bool {
        self.passes_from.is_match(from.as_bytes()) && self.passes_to.is_match(to.as_bytes())
    }

    /// Whether a figure behind an earlier year may be of that year, by the words between.
    pub(super) fn is_of_then(&self, between: &str) -> bool {
        self.of_then.is_match(between.trim_end().as_bytes())
    }
}
