//! Things in the headings of a cross table that are in a state: `PC HS`, `Écran stock`, `Spare laptops`.

use super::super::column_words::counted_thing;
use super::super::kinds::{WordJudge, WordKind};
use super::super::named_state::tells_its_coming;
use super::Crossed;
use crate::Field;
use crate::found::{Found, NumbersAsked, ValuesTell};
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet};

/// A thing that a heading names or counts, and the state that it says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadedThing {
    pub(super) kind: String,
    pub(super) state: Option<&'static str>,
    /// Whether the state may be no more than a word for all there are: `Stock PC`.
    is_loose: bool,
}

impl HeadedThing {
    /// The thing of a heading, where it names one: as a `whole`, or in a state.
    pub(super) fn of(heading: &str, whole: Option<String>, judge: &WordJudge<'_>) -> Option<Self> {
        // What names a model or is no machine at all holds a state by chance.
        let counted = counted_thing(heading);
        let told = counted.as_deref().unwrap_or(heading);
        let stated = (!judge.is(WordKind::Model, told)).then(|| Self::stated(told, judge));
        let plain = |kind| Self { kind, state: None, is_loose: false };
        stated.flatten().or_else(|| whole.map(plain))
    }

    /// A thing with its state, behind it or before it; of several, the longest state: `en panne`, and not `panne`.
    fn stated(heading: &str, judge: &WordJudge<'_>) -> Option<Self> {
        const APART: [char; 10] = [' ', '-', '–', ':', '/', ',', '(', ')', '[', ']'];
        /// The most words of such a heading.
        const MOST: usize = 8;
        if heading.split_whitespace().nth(MOST).is_some() {
            return None;
        }
        let bare = |part: &str| part.trim_matches(APART).to_owned();
        let state = |words: &str| {
            let said = judge.state(words).filter(|state| *state != "in_service");
            // `PC neufs` may be new, or not used yet; `PC prévus` are not here.
            let came = fold(words).split(' ').any(tells_its_coming);
            said.filter(|state| *state != "ordered" && !judge.is_condition(words) && !came)
        };
        let thing = |words: &str| judge.is_counted(words) && !words.is_empty();
        let gaps = || heading.match_indices([' ', '(', '[', ':', '/']).map(|(at, _)| at);
        let parted = |at: usize| (bare(&heading[..at]), bare(&heading[at..]));
        let behind = gaps().map(parted).find_map(|(kind, said)| {
            let state = state(&said).filter(|_| thing(&kind))?;
            Some(Self { kind, state: Some(state), is_loose: false })
        });
        behind.or_else(|| {
            gaps().rev().map(parted).find_map(|(said, rest)| {
                let of = ["de ", "d'", "d’", "des ", "of "];
                let kind = of.iter().find_map(|of| rest.strip_prefix(of)).unwrap_or(&rest);
                let state = state(&said).filter(|_| thing(kind))?;
                let is_loose = fold(&said) == "stock";
                Some(Self { kind: kind.to_owned(), state: Some(state), is_loose })
            })
        })
    }
}

/// Of the columns of a table, those below things in a state, and what is said of them.
#[derive(Debug, Default)]
pub(super) struct StatedThings {
    stated: BTreeMap<usize, HeadedThing>,
}

impl StatedThings {
    /// Notes a column.
    pub(super) fn note(&mut self, at: usize, thing: &HeadedThing) {
        if thing.state.is_some() {
            self.stated.insert(at, thing.clone());
        }
    }

    /// What the columns of things are of, folded: the thing, and the state it is in.
    pub(super) fn distinct(&self, things: &[(usize, String)]) -> BTreeSet<String> {
        let said = |(at, kind): &(usize, String)| {
            let state = self.stated.get(at).and_then(|thing| thing.state);
            format!("{} {}", fold(kind), state.unwrap_or(""))
        };
        things.iter().map(said).collect()
    }

    /// Gives the columns of a table their states, and says which count beside a column of the same thing:
    /// its machines may be some of those.
    ///
    /// `Stock PC` alone may be all there are: it is asked, and in service.
    pub(super) fn tell(self, crossed: &mut Crossed, judge: &WordJudge<'_>) {
        let one = |kind: &str| fold(kind).trim_end_matches(['s', 'x']).to_owned();
        let whole: Vec<String> = crossed
            .numbers
            .iter()
            .filter(|(at, _)| !self.stated.contains_key(at))
            .map(|(_, kind)| one(kind))
            .collect();
        for (at, thing) in self.stated {
            let Some(state) = thing.state else { continue };
            let heading = crossed.headers[at].clone();
            let is_beside = whole.contains(&one(&thing.kind));
            // What the user says of the very heading decides.
            let by_user = judge.state(&heading).filter(|_| thing.is_loose);
            if by_user == Some("in_service") {
                continue;
            }
            if thing.is_loose && !is_beside && by_user.is_none() {
                let values = ValuesTell::Numbers(NumbersAsked::StockOrAll);
                crossed.asked.push(Found::asked_of(&heading, Field::Status, values));
                continue;
            }
            crossed.stated.insert(at, by_user.unwrap_or(state));
            if is_beside {
                let values = ValuesTell::Numbers(NumbersAsked::BesideTheWhole(state));
                crossed.asked.push(Found::sure_of(&heading, Field::Status, values));
            }
        }
        crossed.is_placed = !crossed.stated.is_empty();
    }
}

#[cfg(test)]
mod tests {
    use super::super::named_thing::thing_of;
    use super::super::tests::{CrossedWords, crossed, turned};
    use super::*;

    #[test]
    fn a_heading_names_a_thing_and_the_state_it_is_in() {
        let judge = WordJudge::new(Some(&CrossedWords));
        let of = |heading: &str| {
            HeadedThing::of(heading, thing_of(heading, &judge), &judge)
                .map(|thing| (fold(&thing.kind), thing.state))
        };
        let own = |kind: &str, state| Some((kind.to_owned(), state));
        for heading in ["Écran stock", "Écran (stock)", "Écran - stock", "Nb écran stock"] {
            assert_eq!(of(heading), own("ecran", Some("in_stock")), "{heading}");
        }
        assert_eq!(of("PC fixe en stock"), own("pc fixe", Some("in_stock")));
        assert_eq!(of("Stock de PC fixe"), own("pc fixe", Some("in_stock")));
        assert_eq!(of("PC fixe"), own("pc fixe", None));
        assert_eq!(of("Stock"), None);
        assert_eq!(of("Lyon stock"), None);
    }

    #[test]
    fn what_a_state_stands_beside_is_in_it() {
        let text = turned("Site;PC fixe;Écran stock", "Mairie;12;3\nÉcole;5;2\n");
        assert!(
            text.starts_with("Mairie;PC fixe;;12;x;1\nMairie;Écran;in_stock;3;x;1\n"),
            "{text}"
        );
        // One thing with and without.
        let text = turned("Site;Écran;Écran stock", "Mairie;12;3\nÉcole;5;2\n");
        assert!(text.ends_with("École;Écran;;5;x;2\nÉcole;Écran;in_stock;2;x;2\n"), "{text}");
        let said = crossed("Site;Écran;Écran stock\nMairie;12;3\n").unwrap().asked;
        assert!(said[0].sure && said[0].heading == "Écran stock", "{said:?}");
        // All there are, perhaps.
        let both = "Site;Stock PC fixe;Stock écran\nMairie;12;3\nÉcole;5;2\n";
        let crossed = crossed(both).unwrap();
        assert!(crossed.stated.is_empty() && crossed.asked.len() == 2, "{:?}", crossed.asked);
    }
}
