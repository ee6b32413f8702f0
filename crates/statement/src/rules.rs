//! The rules of law, dated, and the patterns that tell what falls under them.

use ground::fault::Fault;
use ground::lang::Text;
use ground::text;
use regex::bytes::{Match, Regex, RegexBuilder};

const RULES: &str = include_str!("rules.csv");
const PATTERNS: &str = include_str!("patterns.csv");

/// A rule that a sentence may break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRule {
    /// Its code.
    pub code: String,
    /// The text of law.
    pub law: String,
    /// The article.
    pub article: String,
    /// The day from which it applies, `YYYY-MM-DD`.
    pub since: String,
    /// Why the sentence is refused.
    pub reason: Text,
    /// What to write in its place.
    pub instead: Text,
}

/// What tells that a sentence falls under a rule.
pub(super) struct RulePattern {
    /// The code of the rule.
    pub(super) rule: String,
    /// What is claimed, in the words of each language.
    claim: [Regex; 2],
    /// What about the claim makes it another thing.
    pub(super) except: Option<Regex>,
    /// Whether what it claims is a denial: "has no impact".
    pub(super) denial: bool,
}

impl RulePattern {
    /// Where a plain sentence claims it, in either language.
    pub(super) fn found<'a>(&'a self, plain: &'a str) -> impl Iterator<Item = Match<'a>> {
        self.claim.iter().flat_map(|claim| claim.find_iter(plain.as_bytes()))
    }
}

pub(super) fn broken(error: impl std::fmt::Display) -> Fault {
    Fault::new(text!("règles illisibles", "unreadable rules")).because(error)
}

/// The rules, in the order they are told.
///
/// # Errors
///
/// The table carried cannot be read, which a sound build never meets.
pub fn rules() -> Result<Vec<StatementRule>, Fault> {
    let mut out = Vec::new();
    for row in csv::Reader::from_reader(RULES.as_bytes()).records() {
        let row = row.map_err(broken)?;
        let cell = |at: usize| row.get(at).unwrap_or("").to_owned();
        out.push(StatementRule {
            code: cell(0),
            law: cell(1),
            article: cell(2),
            since: cell(3),
            reason: Text { fr: cell(4), en: cell(5) },
            instead: Text { fr: cell(6), en: cell(7) },
        });
    }
    Ok(out)
}

/// A pattern of plain text, which is ASCII: small and fast for it.
pub(super) fn made(text: &str) -> Result<Regex, Fault> {
    RegexBuilder::new(text).unicode(false).build().map_err(broken)
}

/// Things of IT, in both languages, where a pattern has `<it>`: what is claimed of one is of the others.
const THINGS: &str = r"(?:informatiques?|numeriques?|parcs?|clouds?|hebergements?|serveurs?|ordinateurs?|pc|portables?|ecrans?|imprimantes?|impressions?|smartphones?|telephones?|tablettes?|postes?(?: de travail)?|messageries?|sites? (?:web|internet)|equipements?|materiels?|appareils?|logiciels?|applications?|datacent\w+|salles? serveurs?|(?:our|the|their|its|your|all) it|it (?:estate|equipment|systems?|fleet|services?|hardware|department)|^it|estate|fleet|hosting|servers?|computers?|pcs|laptops?|desktops?|screens?|monitors?|printers?|printing|phones?|tablets?|e-?mails?|websites?|devices?|equipment|hardware|software|computing)";

/// Bodies that an organisation is held against.
const BODIES: &str = r"(?:villes?|mairies?|communes?|entreprises?|collectivites?|organisations?|agglomerations?|administrations?|departements?|regions?|intercommunalites?|societes?|universites?|hopitaux|ministeres?|towns?|cities|companies|councils?|organi[sz]ations?|boroughs?|municipalities|authorities|administrations?|universities|hospitals?|town halls?|bodies|employers?|businesses)";

/// Others, in both languages, where a pattern has `<others>`: what is said against some of them is said
/// against any. BODIES stands for the bodies above.
const OTHERS: &str = r"(?:(?:la |sa |leur )?moyennes?\b|concurren\w*|voisin\w*|du secteur|du marche|les autres|homologues?|nos pairs|semblables|qu'ailleurs|n'importe ou|partout ailleurs|(?:autres|la plupart des|toutes les|bien des|nombre de|beaucoup de|toute autre|aucune autre) BODIES|BODIES (?:comparables?|similaires?|equivalentes?|voisines?|de (?:la |une )?(?:meme|notre|sa) (?:taille|strate|categorie|importance)|de taille (?:comparable|semblable|equivalente))|average|competitors?|neighbou?r\w*|others|the sector|industry|peers|rivals|counterparts|elsewhere|anywhere else|(?:other|comparable|similar|equivalent|nearby|like|neighbou?ring|peer|most|all|many|any|any other) (?:\w+ )?BODIES|BODIES (?:of (?:our|the same|a similar|its|similar|comparable) (?:size|kind|type|rank)|like (?:ours|us)|elsewhere|alike))";

/// The patterns of all rules.
pub(super) fn patterns() -> Result<Vec<RulePattern>, Fault> {
    let mut out = Vec::new();
    for row in csv::Reader::from_reader(PATTERNS.as_bytes()).records() {
        let row = row.map_err(broken)?;
        let cell = |at: usize| row.get(at).unwrap_or("");
        let except = cell(3);
        out.push(RulePattern {
            rule: cell(0).to_owned(),
            claim: [made(&named(cell(1)))?, made(&named(cell(2)))?],
            except: if except.is_empty() { None } else { Some(made(except)?) },
            denial: cell(4) == "claim",
        });
    }
    Ok(out)
}

/// A pattern with its tables of names in their places.
fn named(pattern: &str) -> String {
    pattern.replace("<it>", THINGS).replace("<others>", OTHERS).replace("BODIES", BODIES)
}

#[cfg(test)]
mod tests {
    use super::super::lint::lint;
    use super::super::plain::plain;
    use super::*;

    #[test]
    fn every_rule_has_its_article_date_and_sentences_and_every_pattern_its_rule() {
        let rules = rules().unwrap();
        for rule in &rules {
            let words = [&rule.law, &rule.article, &rule.reason.fr, &rule.reason.en];
            assert!(words.iter().all(|word| !word.is_empty()), "{}", rule.code);
            assert!(!rule.instead.fr.is_empty() && !rule.instead.en.is_empty(), "{}", rule.code);
            assert_eq!(rule.since.len(), 10, "{}", rule.code);
        }
        for pattern in patterns().unwrap() {
            assert!(rules.iter().any(|rule| rule.code == pattern.rule), "{}", pattern.rule);
        }
    }

    /// A claim that is refused in one language is refused in the other: each pattern has its words in
    /// both, each of which finds its own sentence, and what it lets pass it lets pass in both.
    #[test]
    fn every_pattern_has_its_words_and_its_sentences_in_both_languages() {
        let mut reader = csv::Reader::from_reader(PATTERNS.as_bytes());
        let mut wrong = Vec::new();
        for (row, pattern) in reader.records().zip(patterns().unwrap()) {
            let row = row.unwrap();
            for (at, lang) in ["fr", "en"].into_iter().enumerate() {
                let (words, refused, passed) = (&row[1 + at], &row[5 + at], &row[7 + at]);
                let codes = |text: &str| -> Vec<String> {
                    let linted = lint(text, None).unwrap();
                    let rules = linted.into_iter().flat_map(|one| one.rules);
                    rules.map(|rule| rule.code).collect()
                };
                let said = plain(refused);
                if words.is_empty() || pattern.claim[at].find(said.as_bytes()).is_none() {
                    wrong.push(format!("{lang}, no words for: {refused}"));
                }
                if !codes(refused).contains(&pattern.rule) {
                    wrong.push(format!("{lang}, not refused ({}): {refused}", pattern.rule));
                }
                if passed.is_empty() != row[8 - at].is_empty() {
                    wrong.push(format!("{lang} alone: {passed}"));
                }
                if !codes(passed).is_empty() {
                    wrong.push(format!("{lang}, refused {:?}: {passed}", codes(passed)));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
