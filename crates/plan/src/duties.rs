//! Duties that the law makes, by legal form and population: a commitment each.

use super::model::Commitment;
use super::words::TargetKind;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::table::{SmallTable, TableRow};
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

ground::closed! {
    /// A legal form.
    LegalForm {
        /// The State.
        State = "state" "État" "State" [],
        /// A municipality.
        Commune = "commune" "commune" "municipality" ["mairie" "ville"],
        /// A group of municipalities.
        Epci = "epci" "intercommunalité" "group of municipalities" ["métropole" "agglomération"],
        /// A department.
        Department = "department" "département" "department" [],
        /// A region.
        Region = "region" "région" "region" [],
        /// A public establishment.
        PublicEstablishment = "public_establishment" "établissement public" "public establishment" ["université" "hôpital"],
        /// An association.
        Association = "association" "association" "association" [],
        /// A company.
        Company = "company" "entreprise" "company" ["société" "sme"],
    }
}

impl LegalForm {
    /// The form that a word means.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn of(word: &str) -> Result<Self, Fault> {
        Self::named(word).ok_or_else(|| {
            let known = Self::CODES.join(", ");
            Fault::new(text!("forme juridique inconnue : `{word}`", "unknown legal form: `{word}`"))
                .hint(text!("formes : {known}", "forms: {known}"))
        })
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

/// The duties that apply, and those that what is known does not decide.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Applying {
    /// Those that apply.
    pub duties: Vec<Duty>,
    /// Those that may: nobody says what decides them.
    pub undecided: Vec<Undecided>,
}

/// A duty that nobody can say to apply or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Undecided {
    /// The duty.
    pub duty: Duty,
    /// The forms that it is of, where the form is not said.
    pub forms: Vec<LegalForm>,
    /// The inhabitants above which it applies, where they are not said.
    pub population_over: Option<u64>,
}

impl Undecided {
    /// What it is, and what decides it.
    pub fn said(&self) -> Text {
        let Duty { label, law, .. } = &self.duty;
        let said = |lang: Lang| {
            let forms = (!self.forms.is_empty()).then(|| {
                let of = lang.label("la forme juridique", "the legal form");
                let forms = lang.list(self.forms.iter().map(|form| form.label(lang)));
                format!("{of} ({forms}{}`--legal-form`)", lang.colon())
            });
            let people = self.population_over.map(|over| {
                let people = lang.number(over as f64, 0);
                text!(
                    "la population (plus de {people} habitants : `--population`)",
                    "the population (more than {people} inhabitants: `--population`)"
                )
                .say(lang)
                .to_owned()
            });
            let decided: Vec<String> = forms.into_iter().chain(people).collect();
            decided.join(&format!(" {} ", lang.label("et", "and")))
        };
        let (fr, en) = (said(Lang::Fr), said(Lang::En));
        Text {
            fr: format!("obligation non jugée : {} ({law}) ; en décide {fr}", label.fr),
            en: format!("duty not judged: {} ({law}); what decides it is {en}", label.en),
        }
    }
}

/// The duties of a form and a population; where one that decides is not said, what hangs on it is
/// told apart.
///
/// # Errors
///
/// The program's own table does not hold: a test rules it out.
pub fn applying(form: Option<LegalForm>, population: Option<u64>) -> Result<Applying, Fault> {
    let table = SmallTable::parse(Path::new("duties.csv"), DUTIES, &COLUMNS)?;
    let mut out = Applying::default();
    for row in table.rows() {
        let DutyRow { forms, population_over: over, duty } = read(&row)?;
        let of_all = LegalForm::ALL.iter().all(|one| forms.contains(one));
        let is_of = form.map(|form| forms.contains(&form)).or(of_all.then_some(true));
        let is_over = if over == 0 { Some(true) } else { population.map(|people| people > over) };
        match (is_of, is_over) {
            (Some(false), _) | (_, Some(false)) => {}
            (Some(true), Some(true)) => out.duties.push(duty),
            _ => out.undecided.push(Undecided {
                duty,
                forms: if is_of.is_none() { forms } else { Vec::new() },
                population_over: is_over.is_none().then_some(over),
            }),
        }
    }
    Ok(out)
}

/// Whether a commitment is a duty of which the law says no threshold.
pub(crate) fn sets_no_threshold(one: &Commitment) -> bool {
    if one.law.trim().is_empty() {
        return false;
    }
    let table = SmallTable::parse(Path::new("duties.csv"), DUTIES, &COLUMNS);
    table.is_ok_and(|table| {
        let is_it = |row: TableRow<'_>| {
            row.get("target").is_empty()
                && row.get("indicator") == one.indicator
                && row.get("law") == one.law.trim()
        };
        table.rows().any(is_it)
    })
}

/// A row of the table: whom it concerns, and what it asks.
struct DutyRow {
    forms: Vec<LegalForm>,
    population_over: u64,
    duty: Duty,
}

/// Reads a row; what cannot be read of the law is a fault and never left out.
fn read(row: &TableRow<'_>) -> Result<DutyRow, Fault> {
    let wrong = |column: &str| {
        row.fault(column, text!("cette cellule ne se lit pas", "this cell cannot be read"))
    };
    let words = |column: &str| row.get(column).split(' ').filter(|word| !word.is_empty());
    let form = |code: &str| LegalForm::ALL.iter().find(|form| form.code() == code).copied();
    let target = match row.get("target") {
        "" => None,
        word => {
            let known = TargetKind::ALL.iter().find(|kind| kind.code() == word);
            Some(*known.ok_or_else(|| wrong("target"))?)
        }
    };
    let dated = |one: &str| -> Option<(i32, f64)> {
        let (year, value) = one.split_once('=')?;
        let value: f64 = value.parse().ok()?;
        Some((year.parse().ok()?, value)).filter(|_| value.is_finite())
    };
    let targets = words("targets").map(|one| dated(one).ok_or_else(|| wrong("targets")));
    let targets = targets.collect::<Result<Vec<_>, _>>()?;
    if target.is_some() == targets.is_empty() {
        return Err(wrong("targets"));
    }
    let both = |fr: &str, en: &str| Text { fr: row.get(fr).into(), en: row.get(en).into() };
    let unverified = both("unverified_fr", "unverified_en");
    Ok(DutyRow {
        forms: words("forms")
            .map(|code| form(code).ok_or_else(|| wrong("forms")))
            .collect::<Result<_, _>>()?,
        population_over: row
            .get("population_over")
            .parse()
            .map_err(|_| wrong("population_over"))?,
        duty: Duty {
            id: row.get("id").into(),
            law: row.get("law").into(),
            label: both("label_fr", "label_en"),
            indicator: row.get("indicator").into(),
            target,
            targets,
            unverified: (!unverified.fr.is_empty()).then_some(unverified),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(form: &str, population: Option<u64>) -> Vec<String> {
        let form = LegalForm::of(form).unwrap();
        let duties = applying(Some(form), population).unwrap().duties;
        duties.into_iter().map(|duty| duty.id).collect()
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
        assert!(LegalForm::of("duchy").unwrap_err().render(Lang::En).contains("commune"));
    }

    #[test]
    fn what_nobody_says_leaves_undecided_the_duties_that_hang_on_it() {
        let undecided = |form: Option<&str>, population| {
            let form = form.map(|form| LegalForm::of(form).unwrap());
            let undecided = applying(form, population).unwrap().undecided;
            undecided.into_iter().map(|one| one.duty.id).collect::<Vec<_>>()
        };
        assert_eq!(undecided(Some("commune"), None), ["strategy"]);
        assert_eq!(undecided(Some("department"), None), [""; 0]);
        assert_eq!(undecided(Some("commune"), Some(3_000)), [""; 0]);
        assert_eq!(undecided(None, Some(3_000)), ["reuse", "purchases", "repair"]);
        assert_eq!(undecided(None, None), ["reuse", "purchases", "repair", "strategy"]);
        // What is of every form applies whichever it is.
        assert_eq!(applying(None, None).unwrap().duties[0].id, "register");
        let said = applying(None, None).unwrap().undecided[3].said();
        assert!(
            said.en.contains("municipality") && said.en.contains("more than 50,000"),
            "{said:?}"
        );
        let said = applying(LegalForm::of("epci").ok(), None).unwrap().undecided[0].said();
        assert!(!said.fr.contains("--legal-form") && said.fr.contains("--population"), "{said:?}");
    }

    #[test]
    fn every_duty_names_an_indicator_that_there_is() {
        let catalogue = indicator::Catalogue::shipped().unwrap();
        let form = LegalForm::of("commune").unwrap();
        for duty in applying(Some(form), Some(99_999)).unwrap().duties {
            assert!(catalogue.named(&duty.indicator).is_some(), "{}", duty.indicator);
            assert!(!duty.law.is_empty() && !duty.label.fr.is_empty());
        }
    }

    #[test]
    fn a_figure_of_law_that_cannot_be_read_is_a_fault_and_never_left_out() {
        let head = COLUMNS.join(",");
        let read_all = |cells: &str| {
            let text = format!("{head}\nx,{cells},,\n");
            let table = SmallTable::parse(Path::new("duties.csv"), &text, &COLUMNS).unwrap();
            let all: Result<Vec<DutyRow>, Fault> = table.rows().map(|row| read(&row)).collect();
            all.map(|all| all.len()).map_err(|fault| fault.render(Lang::En))
        };
        assert_eq!(read_all("commune,0,l,a,b,donated_count,floor,2025=50"), Ok(1));
        for (cells, column) in [
            ("commune,50k,l,a,b,donated_count,floor,2025=50", "population_over"),
            ("comune,0,l,a,b,donated_count,floor,2025=50", "forms"),
            ("commune,0,l,a,b,donated_count,flor,2025=50", "target"),
            ("commune,0,l,a,b,donated_count,floor,2025=50 2027=many", "targets"),
            ("commune,0,l,a,b,donated_count,floor,", "targets"),
            ("commune,0,l,a,b,donated_count,,2025=50", "targets"),
        ] {
            let said = read_all(cells).unwrap_err();
            assert!(said.contains(column), "{cells}: {said}");
        }
    }
}
