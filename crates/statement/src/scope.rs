//! Which words of a sentence each of its figures is told with.
//!
//! A sentence may tell several figures: a total and a person's, two years, waste and carbon. Each is
//! held against what its own words are about; where it has none of its own, against what was told
//! before it.

use super::rules::made;
use ground::fault::Fault;
use regex::bytes::Regex;
use std::ops::Range;

/// What finds where the words of one figure end and those of the next begin.
pub(super) struct Scopes {
    strong: Regex,
    weak: Regex,
}

impl Scopes {
    pub(super) fn new() -> Result<Self, Fault> {
        Ok(Self {
            strong: made(
                r"[,;:] |[()]| - |\b(?:soit|c'est-a-dire|dont|puis|contre|tandis|alors que|mais|that is|i\.e\.|of which|including|against|versus|vs|compared|while|whereas|but|or about) ",
            )?,
            weak: made(r"\b(?:et|and|ou|or|pour|for) ")?,
        })
    }

    /// The words of each figure, by where the figures stand, in order: they begin where those of the
    /// one before end.
    pub(super) fn cut(&self, plain: &str, figures: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut out = Vec::with_capacity(figures.len());
        for (at, figure) in figures.iter().enumerate() {
            let to = figures.get(at + 1).map_or(plain.len(), |next| {
                let end = figure.end.min(plain.len());
                let between = plain.get(end..next.start.max(end)).unwrap_or("").as_bytes();
                let cut = self.strong.find(between).or_else(|| self.weak.find(between));
                end + cut.map_or(0, |found| found.start())
            });
            out.push(from..to.max(from));
            from = to.max(from);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_has_the_words_about_it() {
        let scopes = Scopes::new().unwrap();
        let cut = |plain: &str, figures: &[&str]| -> Vec<String> {
            let mut from = 0;
            let mut places = Vec::new();
            for figure in figures {
                let at = from + plain[from..].find(figure).unwrap();
                from = at + figure.len();
                places.push(at..from);
            }
            let parts = scopes.cut(plain, &places);
            parts.into_iter().map(|part| plain[part].trim().to_owned()).collect()
        };
        assert_eq!(
            cut("l'empreinte du parc est de 24 t, soit 57 kg par agent", &["24 t", "57 kg"]),
            ["l'empreinte du parc est de 24 t", ", soit 57 kg par agent"]
        );
        assert_eq!(
            cut("le parc emet 24 t et consomme 92 mwh", &["24 t", "92 mwh"]),
            ["le parc emet 24 t", "et consomme 92 mwh"]
        );
        assert_eq!(
            cut("les ecrans pesent 3 t des 24 t du parc", &["3 t", "24 t"]),
            ["les ecrans pesent 3 t", "des 24 t du parc"]
        );
        assert_eq!(cut("24 t (23 - 37 t)", &["24 t", "23 - 37 t"]), ["24 t", "(23 - 37 t)"]);
    }
}
