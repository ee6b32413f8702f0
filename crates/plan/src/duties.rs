//! Duties that the law makes, by legal form and population: a commitment each.

use super::words::TargetKind;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::table::SmallTable;
use ground::text;
use std::path::Path;

const DUTIES: &str = include_str!("../data/duties.csv");
const COLUMNS: [&str; 11] = [
    "id",
    "forms",
    "population_over",
    "law",
    "label_fr",
    "label_en",
    "indicator",
    "target",
    "targets",
    "unverified_fr",
    "unverified_en",
];

/// Legal forms: code, words for it, French, English.
const FORMS: [(&str, &[&str], &str, &str); 8] = [
    ("state", &["état", "etat"], "État", "State"),
    ("commune", &["mairie", "ville", "municipality"], "commune", "municipality"),
    (
        "epci",
        &["métropole", "metropole", "agglomération", "agglomeration", "intercommunalité"],
        "intercommunalité",
        "group of municipalities",
    ),
    ("department", &["département", "departement"], "département", "department"),
    ("region", &["région"], "région", "region"),
    (
        "public_establishment",
        &["établissement public", "etablissement_public", "université", "hôpital"],
        "établissement public",
        "public establishment",
    ),
    ("association", &[], "association", "association"),
    ("company", &["entreprise", "société", "societe", "sme"], "entreprise", "company"),
];

/// A legal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalForm(usize);

impl LegalForm {
    /// The form of that name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn named(word: &str) -> Result<Self, Fault> {
        let word = word.trim().to_lowercase();
        let found = FORMS.iter().position(|(code, words, ..)| {
            *code == word || words.iter().any(|known| *known == word)
        });
        found.map(Self).ok_or_else(|| {
            let known: Vec<&str> = FORMS.iter().map(|(code, ..)| *code).collect();
            let known = known.join(", ");
            Fault::new(text!("forme juridique inconnue : `{word}`", "unknown legal form: `{word}`"))
                .hint(text!("formes : {known}", "forms: {known}"))
        })
    }

    /// Its name in files.
    pub fn code(self) -> &'static str {
        FORMS[self.0].0
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        lang.pick(FORMS[self.0].2, FORMS[self.0].3)
    }
}

/// A duty.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// Its identifier.
    pub id: String,
    /// The text of law.
    pub law: String,
    /// What it asks.
    pub label: Text,
    /// The indicator that measures it.
    pub indicator: String,
    /// What its target says; none where the text sets no threshold.
    pub target: Option<TargetKind>,
    /// By year.
    pub targets: Vec<(i32, f64)>,
    /// What was not verified of it.
    pub unverified: Option<Text>,
}

/// The duties of a form and a population; that of those who do not say theirs is taken as none.
///
/// # Errors
///
/// The program's own table does not hold: a test rules it out.
pub fn applying(form: LegalForm, population: Option<u64>) -> Result<Vec<Duty>, Fault> {
    let table = SmallTable::parse(Path::new("duties.csv"), DUTIES, &COLUMNS)?;
    let mut duties = Vec::new();
    for row in table.rows() {
        let over: u64 = row.get("population_over").parse().unwrap_or(0);
        let of_form = row.get("forms").split(' ').any(|code| code == form.code());
        if !of_form || (over > 0 && population.is_none_or(|people| people <= over)) {
            continue;
        }
        let target = TargetKind::ALL.iter().find(|kind| kind.code() == row.get("target"));
        let targets = row.get("targets").split(' ').filter_map(|one| {
            let (year, value) = one.split_once('=')?;
            Some((year.parse().ok()?, value.parse().ok()?))
        });
        let both = |fr: &str, en: &str| Text { fr: row.get(fr).into(), en: row.get(en).into() };
        let unverified = both("unverified_fr", "unverified_en");
        duties.push(Duty {
            id: row.get("id").into(),
            law: row.get("law").into(),
            label: both("label_fr", "label_en"),
            indicator: row.get("indicator").into(),
            target: target.copied(),
            targets: targets.collect(),
            unverified: (!unverified.fr.is_empty()).then_some(unverified),
        });
    }
    Ok(duties)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(form: &str, population: Option<u64>) -> Vec<String> {
        let form = LegalForm::named(form).unwrap();
        applying(form, population).unwrap().into_iter().map(|duty| duty.id).collect()
    }

    #[test]
    fn duties_are_those_of_the_form_and_of_the_population() {
        assert_eq!(
            of("commune", Some(62_000)),
            ["reuse", "purchases", "repair", "register", "strategy"]
        );
        assert_eq!(of("commune", Some(50_000)), ["reuse", "purchases", "repair", "register"]);
        assert_eq!(of("mairie", None), ["reuse", "purchases", "repair", "register"]);
        assert_eq!(of("État", None).len(), 4);
        assert_eq!(of("entreprise", Some(900_000)), ["register"]);
        assert!(LegalForm::named("duchy").unwrap_err().render(Lang::En).contains("commune"));
    }

    #[test]
    fn every_duty_names_an_indicator_that_there_is() {
        let catalogue = indicator::Catalogue::shipped().unwrap();
        for duty in applying(LegalForm::named("commune").unwrap(), Some(99_999)).unwrap() {
            assert!(catalogue.named(&duty.indicator).is_some(), "{}", duty.indicator);
            assert!(!duty.law.is_empty() && !duty.label.fr.is_empty());
        }
    }
}
