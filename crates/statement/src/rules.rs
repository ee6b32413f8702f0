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
    /// Where it compares, a bound, which compares nothing: "plus de 500 postes".
    bound: Option<ClaimBound>,
}

/// A bound in figures, and words that set it against another: "moins de 20 t, contre 40 t pour les autres".
#[derive(Clone)]
struct ClaimBound {
    bound: Regex,
    against: Regex,
}

impl RulePattern {
    /// Where a plain sentence claims it, in either language.
    pub(super) fn found<'a>(&'a self, plain: &'a str) -> impl Iterator<Item = Match<'a>> {
        self.claim.iter().flat_map(move |claim| {
            let mut from = 0;
            std::iter::from_fn(move || {
                loop {
                    let found = claim.find_at(plain.as_bytes(), from)?;
                    // A claim may begin within what is none: "moins de 20 kWh, moins que les autres".
                    let is_bound = self.is_bound(&plain[found.start()..], found.as_bytes());
                    from = if is_bound { found.start() + 1 } else { found.end() };
                    if !is_bound {
                        return Some(found);
                    }
                }
            })
        })
    }

    /// Whether words begin with a bound in figures, which is no share or multiple of something; what is
    /// claimed by them is set against no other.
    fn is_bound(&self, words: &str, claim: &[u8]) -> bool {
        let Some(ClaimBound { bound, against }) = &self.bound else { return false };
        let found = bound.captures(words.as_bytes());
        found.is_some_and(|found| found.get(1).is_none()) && !against.is_match(claim)
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

/// Others, in both languages: what is said against some of them is said against any. BODIES stands for the
/// bodies above.
const OTHERS: &str = r"(?:concurren\w*|voisin\w*|du secteur|du marche|les autres|homologues?|nos pairs|semblables|qu'ailleurs|n'importe ou|partout ailleurs|(?:autres|toute autre|aucune autre) BODIES|BODIES (?:moyennes?|comparables?|similaires?|equivalentes?|voisines?|de (?:la |une )?(?:meme|notre|sa) (?:taille|strate|categorie|importance)|de taille (?:comparable|semblable|equivalente))|moyennes? (?:nationales?|regionales?|departementales?|mondiales?|europeennes?|francaises?|generales?|du secteur|du pays|des (?:\w+ )?BODIES)|competitors?|neighbou?r\w*|others|the sector|industry|peers|rivals|counterparts|elsewhere|anywhere else|(?:other|comparable|similar|equivalent|nearby|like|neighbou?ring|peer|any other|average) (?:\w+ )?BODIES|BODIES (?:of (?:our|the same|a similar|its|similar|comparable) (?:size|kind|type|rank)|like (?:ours|us)|elsewhere|alike)|(?:national|regional|local|world|global|european|french|british|english|county|sector|industry)(?:'s)? average)";

/// All of them and their average: others where a sentence begins with them or compares to them, and not
/// where it says "en moyenne" or "dans toutes les communes".
const MOST: &str = r"(?:(?:la plupart des|toutes les|bien des|nombre de|beaucoup de) BODIES|(?:most|all|many|any) (?:\w+ )?BODIES)";
const AVERAGE: &str = r"(?:la moyenne|the (?:\w+ ){0,2}?average)";

/// The same behind words that compare with them.
const AGAINST: &str = r"(?:(?:\bque |\bqu'|\bthan )(?:[\w']+ ){0,4}(?:de |d'|des )?MOST|\b(?:celles?|celui|ceux) (?:de |d')MOST|\b(?:inferieur|superieur|egal)\w* a MOST|\b(?:rapport|face|compare\w*) a MOST|\b(?:bas|basse|faible|petite?|legere?|sobre|verte?|elevee?|reduite?)s? de MOST|\b(?:than|below|under|above) (?:(?:in|at|for|with|that|those|what) )?(?:of |in |at )?MOST|\b(?:that|those|half|twice) of MOST|\b(?:que|qu'une|a|de|sous|contre) ?(?:(?:celles?|celui|ceux) de )?(?:la |leur |les |une )?moyennes?\b|\b(?:aux|des) moyennes?\b|\b(?:than|below|under|above|beyond|to|with|of|from) (?:(?:that|those) of )?the (?:\w+ ){0,2}?average\b|\b(?:than|below|under|above|beyond) (?:\w+ )?average\b)";

/// Words of a bound in figures; the first group, that it is a share or a multiple, or counts bodies.
const BOUND: &str = r"^(?:(?:moins|plus|less|more|fewer|lower|inferieure?s?|superieure?s?) (?:de |d'|than |a )|(?:below|under) )(?:environ |quelque |about |nearly |some |around )?(?:(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante|cent|mille|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|a hundred|a thousand)s?\b|\d)[\d ,.]*((?:fois|times|%|pour cent|per cent|percent|(?:\w+ )?BODIES)(?:\W|$))?";

/// Words that set what stands before them against what stands behind.
const SET_AGAINST: &str = r"\b(?:contre|quand|tandis|alors que|against|versus|while|whereas|where|compared|moyennes?|average|emett\w*|emits?)\b|[;(]";

/// An environment that is none of nature.
const ENVIRONMENT: &str = r"\b(?:environnements?[ -](?:(?:de|en) (?:travail|tests?|production|developpement|recette|qualification|pre-?production|formation)|logiciels?|d'execution)|variables? d'environnement|environment variables?|environment of work|(?:work(?:ing)?|tests?|staging|production|runtime|software|development|training|build) environments?|environnements?-?de)\b";

/// That something is not known, which claims nothing: "aucun effet sur le climat n'a été mesuré".
const UNMEASURED: &str = r"\b(?:n[e'] ?(?:est|a|ont|etait|avait) (?:pas )?(?:ete )?|(?:climate|planet|environment|nature) (?:was|were|is|are|has been|have been) (?:ever |yet |so far )?)(?:mesure|connu|demontre|prouve|measured|known|demonstrated|proven)e?s?\b";

/// A park of trees.
const PARK: &str = r"\bparcs? (?:municipa\w+|publics?|urbains?|floral|floraux|de la ville) [^.;]*\b(?:ouvert\w*|fleuri\w*|arbor\w*|promen\w*|pelous\w*)|\b(?:town|city|public|municipal|country) parks?\b";

/// What is said of the electricity of a country, which is no claim of one's own: "le mix électrique est peu
/// carboné". Without a word of electricity, it names the country.
const GRID: &str = r"(?:(?:^|[,;:(] ?|\b(?:le |la |l'|du |un |au |the |a |whose |dont l'|dont ))(?:(?:(?:mix|bouquet|reseau|production) (?:electrique|energetique|d'electricite|d'energie)|nucleaire|(?:electricity|power|energy) (?:mix|grid|network|supply|production|generation)|nuclear(?: power| energy)?)(?: OF_LAND)?|(?:mix|bouquet|reseau|production|electricite|grid|electricity|power) OF_LAND|OF_LAND POWER)|\bLAND(?:'s)? POWER|\bLAND,? (?:dont|ou|where|whose) (?:le |la |l'|the )?(?:mix|reseau|production|electricite|grid|electricity|power)) (?:est|reste|etait|is|was|remains?|stays?)(?: \w+){0,2}? (?:verte?s?|propres?|bas[- ]carbone|carbonee?s?|decarbon\w*|durables?|ecologiques?|green|clean|sustainable|low[- ]carbon|low in carbon|light on carbon|carbon[- ](?:light|lean))\b";
const POWER: &str =
    "(?:electricity |power |energy )?(?:mix|grid|network|supply|production|electricity|power)";
const LAND: &str = "(?:france|suede|sweden|norvege|norway|allemagne|germany|belgique|belgium|suisse|switzerland|espagne|spain|europe|uk|united kingdom|country)";
const OF_LAND: &str = "(?:francaise?|french|national\\w*|suedoise?|swedish|norvegien\\w*|norwegian|allemande?|german|belge|belgian|suisse|swiss|europeen\\w*|european|british|du pays|du royaume-uni|de l'union europeenne|(?:de|en|of|in|from) (?:la |the )?LAND)";

/// What finds it.
pub(super) fn grid() -> Result<Regex, Fault> {
    let names = [("OF_LAND", OF_LAND), ("LAND", LAND), ("POWER", POWER)];
    made(&put(GRID, &names))
}

/// The patterns of all rules.
pub(super) fn patterns() -> Result<Vec<RulePattern>, Fault> {
    let mut out = Vec::new();
    let bound = ClaimBound { bound: made(&named(BOUND))?, against: made(SET_AGAINST)? };
    for row in csv::Reader::from_reader(PATTERNS.as_bytes()).records() {
        let row = row.map_err(broken)?;
        let cell = |at: usize| row.get(at).unwrap_or("");
        let except = cell(3);
        out.push(RulePattern {
            rule: cell(0).to_owned(),
            claim: [made(&named(cell(1)))?, made(&named(cell(2)))?],
            except: if except.is_empty() { None } else { Some(made(&named(except))?) },
            denial: cell(4) == "claim",
            bound: (cell(0) == "comparison").then(|| bound.clone()),
        });
    }
    Ok(out)
}

/// A pattern with its tables of names in their places.
fn named(pattern: &str) -> String {
    let (others, against) =
        (format!("(?:{OTHERS}|{MOST}|{AVERAGE})"), format!(r"(?:\b{OTHERS}\b|{AGAINST})"));
    let names = [
        ("<it>", THINGS),
        ("<others>", &others),
        ("<against>", &against),
        ("<environment>", ENVIRONMENT),
        ("<park>", PARK),
        ("<unmeasured>", UNMEASURED),
        ("MOST", MOST),
        ("BODIES", BODIES),
    ];
    put(pattern, &names)
}

/// A pattern with words in the place of their names, in that order.
fn put(pattern: &str, names: &[(&str, &str)]) -> String {
    names.iter().fold(pattern.to_owned(), |pattern, (name, words)| pattern.replace(name, words))
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
