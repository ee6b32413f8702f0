//! What a heading above whole numbers may be, beside a column of types: a place, a state, or what says
//! something of the numbers beside it.

use super::super::column_words::{
    CountsUnits, against, counts, days, is_a_part, is_ages, is_dated, is_of_ages, says_nothing_else,
};
use super::super::dated_heading::When;
use super::super::dated_heading::is_year;
use super::super::found::{Found, NumbersAsked, ValuesTell};
use super::super::inches::are_inches;
use super::super::kinds::{WordJudge, WordKind, is_day, is_maker, tells_a_day};
use super::super::price_heading::is_of_a_price;
use super::super::sample::RowSample;
use super::super::{Field, Role};
use super::Crossed;
use super::named_thing::thing_of;
use super::place_words::{NAMED, PLACES, names_a_place};
use super::sums::CrossedSums;
use ground::table::fold;

/// What a heading is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// A place by its own words.
    Place,
    /// Nothing says what it is: among places, a place.
    MayBe,
    /// A place, or this state.
    PlaceOrState(&'static str),
    State(&'static str),
    /// Ages, which among places are of some of their units.
    Ages,
    /// Some of the units of the other columns, by its form: not where it has more than they have.
    Part,
    /// Some of them, a number of something else, or a place whose name is such a word.
    Doubtful,
    /// A figure, which is of no machines.
    Figure,
    /// A word that heads where a row stands in a list: among numbers of places, one of them.
    Where,
    /// What lists say of a row.
    Other,
}

impl Head {
    /// What a heading is, of a column with this role.
    pub(super) fn of(heading: &str, role: Role, judge: &WordJudge<'_>) -> Self {
        let state = judge.state(heading);
        // A word alone may be the heading of a list.
        let of_lists = matches!(role, Role::Field(_) | Role::Second(_) | Role::Hint(_));
        if names_a_place(heading) && (!of_lists || heading.contains(char::is_whitespace)) {
            return match state {
                Some(state) if ends_in_a_state(heading, judge) => Self::State(state),
                Some(state) if state != "in_service" => Self::PlaceOrState(state),
                _ => Self::Place,
            };
        }
        match state {
            // `Neuf-Brisach` is a town.
            Some(state) if is_of_a_town(heading) => return Self::PlaceOrState(state),
            // Some of those of the places, as they are all in service.
            Some("in_service") if is_an_attribute(heading) => return Self::Part,
            Some(state) => return Self::State(state),
            None => {}
        }
        if is_headcount(heading) {
            return Self::Doubtful;
        }
        if is_a_figure(heading) {
            return Self::Figure;
        }
        if is_of_ages(heading) || is_year(heading) || is_of_a_year(heading) {
            return Self::Other;
        }
        if heads_where(heading, role) {
            return Self::Where;
        }
        if role == Role::Personal {
            return Self::Doubtful;
        }
        if role != Role::Ignored {
            return Self::Other;
        }
        if judge.is(WordKind::Country, heading) {
            return Self::Place;
        }
        if is_ages(heading) {
            return Self::Ages;
        }
        if is_of_some(heading, judge) {
            return Self::Part;
        }
        if may_be_a_place(heading, judge) {
            return Self::MayBe;
        }
        let other = counts(heading) == CountsUnits::No || is_dated(heading);
        if other && says_nothing_else(heading) && !heads_a_department(heading) {
            Self::Other
        } else {
            Self::Doubtful
        }
    }
}

/// Whether a heading is a day, or a year of accounts: `FY24`.
fn is_of_a_year(heading: &str) -> bool {
    When::read(heading).is_some_and(|when| when.year().is_some())
}

/// Whether a heading is a word that lists have above where their rows stand: `Étage`, `Direction`.
pub(in super::super) fn heads_where(heading: &str, role: Role) -> bool {
    let folded = fold(heading);
    let one = folded.strip_suffix('s').unwrap_or(&folded);
    let is_noun =
        [PLACES, NAMED].iter().any(|nouns| is_one_of(nouns, &folded) || is_one_of(nouns, one));
    let is_read =
        matches!(role, Role::Field(field) | Role::Second(field) if super::PLACES.contains(&field));
    is_noun || is_read
}

/// Whether a heading may name a place: it says nothing that a column of numbers could be.
pub(super) fn may_be_a_place(heading: &str, judge: &WordJudge<'_>) -> bool {
    heading.chars().any(char::is_alphabetic)
        && !heading.split_whitespace().any(is_year)
        && counts(heading) == CountsUnits::Silent
        && days(heading) == Ok(None)
        && !is_dated(heading)
        && !is_maker(heading)
        // A day, or the name of a month.
        && !is_day(heading)
        && !tells_a_day(&format!("{heading} 2020"))
        && !is_of_a_price(heading)
        && !judge.is(WordKind::State, heading)
}

impl Crossed {
    /// Asks of rows whose names say that they are of some of those above, or figures: they are no places.
    pub(super) fn ask_of_rows(&mut self, sample: &RowSample, judge: &WordJudge<'_>) {
        let Some(first) = self.labels.first().copied() else { return };
        let mut sums = CrossedSums::nothing(self.numbers.len());
        let mut names = Vec::new();
        for row in &sample.rows {
            let cell = |at: usize| row.get(at).unwrap_or(b"").trim_ascii();
            let numbers: Vec<&[u8]> = self.numbers.iter().map(|(at, _)| cell(*at)).collect();
            let name = String::from_utf8_lossy(cell(first));
            // A state is read or asked with its column.
            let is_state = judge.state(&name).is_some() && !is_a_part(&name);
            let is_aside = is_a_figure(&name)
                || (is_of_some_by_form(&name) || is_ages(&name))
                    && !is_state
                    && sums.cover(&numbers);
            if is_aside && self.aside.insert(fold(&name)) {
                names.push(name.into_owned());
            } else if !is_aside {
                sums.add(&numbers);
            }
        }
        for name in names {
            self.asked.push(Found::asked_of(
                &name,
                Field::Site,
                ValuesTell::Numbers(NumbersAsked::RowAmongPlaces),
            ));
        }
    }

    /// Whether a row of this name is set aside.
    pub(super) fn sets_aside(&self, name: &[u8]) -> bool {
        !self.aside.is_empty() && self.aside.contains(&fold(&String::from_utf8_lossy(name)))
    }
}

/// Whether a name ends in a state set apart: `Mairie - Stock`, `École (HS)`.
fn ends_in_a_state(heading: &str, judge: &WordJudge<'_>) -> bool {
    let apart = heading.rsplit_once([':', '(', '/']).or_else(|| heading.rsplit_once(" - "));
    apart.is_some_and(|(_, end)| judge.state(end.trim_matches([' ', ')'])).is_some())
}

/// Whether a heading is written as a town: names held together, `Neuf-Brisach`.
fn is_of_a_town(heading: &str) -> bool {
    heading.split_once('-').is_some_and(|(first, last)| {
        let capital = |part: &str| part.starts_with(char::is_uppercase);
        capital(first) && first.chars().skip(1).any(char::is_lowercase) && {
            last.split('-').any(capital) && last.chars().any(char::is_lowercase)
        }
    })
}

/// Whether a heading counts heads, which a table of equipment may have beside it.
pub(in super::super) fn is_headcount(heading: &str) -> bool {
    matches!(fold(heading).as_str(), "effectif" | "effectifs" | "headcount" | "personal")
}

/// Rates, means and units, folded: no number below is of machines, whatever stands beside the word.
const MEASURES: &str = "etp fte ratio taux rate moyenne moy average mean mittelwert media pourcentage \
    percent percentage kwh mwh wh kw kva co2 co2e kgco2e m2 km tonnes eur keur € %";

/// What is a figure where it is the whole heading, and may begin a name: `Mini PC`, `Total PC`.
const FIGURES: &str = "ordre order priorite priority classement rang rank cpv naf siren uf max maximum \
    maxi min minimum mini part quota mediane median total kg note score indice";

/// Whether a word is of one of these lists.
fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// Whether a heading is a figure, whole or by its first word.
pub(super) fn is_a_figure(heading: &str) -> bool {
    // « Max » may begin a name; a rate is followed by what it is of.
    const OF_SOMETHING: [&str; 6] =
        ["taux", "moyenne", "ratio", "average", "pourcentage", "nombre"];
    let folded = fold(heading);
    let is = |word: &str| is_one_of(MEASURES, word) || is_one_of(FIGURES, word);
    is(&folded)
        || is(heading.trim())
        || folded.split(' ').next().is_some_and(|word| OF_SOMETHING.contains(&word))
}

/// Whether a heading that names a type says a figure of it, and no number of machines: `Élèves par PC`,
/// `kWh PC`, `PC (€)`, `Objectif PC`.
pub(in super::super) fn is_of_a_measure(heading: &str) -> bool {
    const OF_IT: &str = "par per pro ht ttc duree tickets ticket pannes panne variation evolution delta \
        ecart objectif cible target prix cout age gwp budget";
    const HEADS: &str = "eleves eleve agents enseignants personnes usagers pupils students";
    let folded = fold(heading);
    let first = folded.split_once(' ').map_or("", |(first, _)| first);
    let says = |word: &str| is_one_of(OF_IT, word) || is_one_of(MEASURES, word);
    is_one_of(HEADS, first) || heading.contains(['%', '€']) || folded.split(' ').any(says)
}

/// Whether a heading that names a type says the size of it, and no number of machines: `Écran (taille)`,
/// `Écran (pouces)`, `PC (Go)`. A size that stands in it tells its sort: `Écrans 24 pouces`.
pub(in super::super) fn is_of_a_size(heading: &str) -> bool {
    const SIZES: &str = "taille tailles size sizes diagonale diagonales diagonal grosse tamano \
        dimensione";
    const UNITS: &str = "gb tb mb ghz watt watts";
    // Short words of other meanings: of a size at the end alone, and `PCs to replace` is of none.
    const LAST: &str = "po go mo to";
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let is_bracketed = |unit: &str| {
        let mut within = heading.split(['(', '[']).skip(1);
        within.any(|rest| fold(rest.split([')', ']']).next().unwrap_or("")) == unit)
    };
    let sized = |(at, word): (usize, &&str)| {
        let number = at
            .checked_sub(1)
            .is_some_and(|before| words[before].bytes().all(|byte| byte.is_ascii_digit()));
        // `in` joins words as well.
        let is_inches = || word.len() > 2 && are_inches(word);
        let is_unit = is_one_of(UNITS, word)
            || is_inches()
            || is_one_of(LAST, word) && (at + 1 == words.len() || is_bracketed(word));
        is_one_of(SIZES, word) || at > 0 && is_unit && !number
    };
    words.iter().enumerate().any(sized)
}

/// Words for those who have machines, folded.
pub(super) const PEOPLE: [&str; 11] = [
    "agents",
    "utilisateurs",
    "users",
    "eleves",
    "personnes",
    "salaries",
    "employes",
    "people",
    "staff",
    "employees",
    "usuarios",
];

/// Words that head a department as often as a column of figures.
fn heads_a_department(heading: &str) -> bool {
    const BOTH: [&str; 3] = ["budget", "demandes", "compte"];
    let folded = fold(heading);
    let undated = folded.trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit());
    BOTH.contains(&undated)
        || PEOPLE.contains(&undated)
        || !heading.chars().any(char::is_alphabetic)
}

/// Whether a heading says by its form that its numbers are of some of the others: what is to be done
/// with them, what they have, how they are.
fn is_of_some(heading: &str, judge: &WordJudge<'_>) -> bool {
    let told = heading.trim();
    let folded = fold(told);
    let first = folded.split(' ').next().unwrap_or("");
    judge.state_ahead(told).is_some()
        || thing_of(told, judge).is_some()
        || against(Field::EquipmentType, told) && judge.is(WordKind::Type, first)
        || is_of_some_by_form(told)
}

/// As [`is_of_some`], by the form of the words alone.
pub(super) fn is_of_some_by_form(heading: &str) -> bool {
    let told = heading.trim();
    let folded = fold(told);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let Some((first, rest)) = words.split_first() else { return false };
    is_a_part(told)
        || is_to_be_done(first, rest)
        || is_a_bound(told)
        || is_a_system(first, rest)
        || is_with_something(told)
        || is_an_attribute(told)
}

/// `À remplacer`, `To replace`.
fn is_to_be_done(first: &str, rest: &[&str]) -> bool {
    let verb = rest.first().is_some_and(|word| {
        word.len() > 3 && ["er", "ir", "re", "oir"].iter().any(|end| word.ends_with(end))
    });
    match first {
        "a" => verb,
        "reste" => !rest.is_empty(),
        "to" | "zu" => rest.len() == 1,
        _ => false,
    }
}

/// `> 5 ans`, `<= 2018`, `+ de 8 Go`.
fn is_a_bound(heading: &str) -> bool {
    const MORE: [&str; 8] =
        ["plus de", "moins de", "over", "under", "more than", "less than", "uber", "mas de"];
    let folded = fold(heading);
    let bound = heading.starts_with(['>', '<', '≥', '≤', '+', '±'])
        || MORE.iter().any(|more| folded.starts_with(more));
    bound && heading.chars().any(|c| c.is_ascii_digit())
}

/// `Win 10`, `Windows 11`, `Linux`.
fn is_a_system(first: &str, rest: &[&str]) -> bool {
    const SYSTEMS: [&str; 15] = [
        "win", "windows", "w7", "w10", "w11", "win7", "win10", "win11", "macos", "osx", "linux",
        "ubuntu", "debian", "chromeos", "android",
    ];
    SYSTEMS.contains(&first) && rest.iter().all(|word| word.len() <= 6)
}

/// `En location`, `Sous contrat`, `Hors garantie`: how some are; a name is written with capitals.
fn is_with_something(heading: &str) -> bool {
    const HOW: [&str; 8] = ["en", "sous", "hors", "sans", "avec", "with", "without", "on"];
    let mut words = heading.split_whitespace();
    let how = words.next().is_some_and(|word| HOW.contains(&word.to_lowercase().as_str()));
    let rest: Vec<&str> = words.collect();
    how && !rest.is_empty() && !rest.iter().any(|word| word.starts_with(char::is_uppercase))
}

/// A participle or an adjective of several, alone or denied: `Loués`, `Non étiquetés`, `Obsolètes`.
fn is_an_attribute(heading: &str) -> bool {
    const ADJECTIVES: &str = "anciens anciennes vieux vieilles recents recentes nouveaux nouvelles neufs \
        neuves obsoletes tactiles attendus inscrits loues pretes chiffres connectes \
        partages etiquetes reconditionnes inventories critiques compatibles incompatibles eligibles \
        entrees ecart ecarts objectif objectifs cible theorique theoriques postes inventaire \
        old new rented leased encrypted shared obsolete tagged refurbished connected owned missing \
        target expected counted outdated alt neu veraltet gemietet geleast verschlusselt \
        alquilados antiguos nuevos obsoletos compartidos";
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let own = match words[..] {
        ["non" | "not" | "nicht" | "jamais" | "deja", _, ..] => {
            return words.len() < 4;
        }
        [own] => own,
        _ => return false,
    };
    // « Retraités » and « Associés » are people; « Comités » and « Cités » are no participles.
    let people =
        ["retraites", "associes", "employes", "salaries", "deputes", "refugies", "marches"];
    let told = heading.trim().to_lowercase();
    let participle = ["és", "ées"].iter().any(|end| told.ends_with(end))
        && !own.ends_with("ites")
        && !people.contains(&own);
    participle || ADJECTIVES.split_whitespace().any(|word| word == own)
}

#[cfg(test)]
mod tests {
    use super::super::tests::CrossedWords;
    use super::*;

    #[track_caller]
    fn heads(expected: Head, headings: &[&str]) {
        let judge = WordJudge::new(Some(&CrossedWords));
        for heading in headings {
            assert_eq!(Head::of(heading, Role::Ignored, &judge), expected, "{heading}");
        }
    }

    #[test]
    fn a_figure_of_a_type_is_no_number_of_its_machines() {
        for heading in [
            "Élèves par PC",
            "kWh PC",
            "PC (€)",
            "Objectif PC",
            "% PC Win11",
            "Prix PC",
            "Élèves/PC",
        ] {
            assert!(is_of_a_measure(heading), "{heading}");
        }
        for heading in ["PC fixe", "Mini PC", "PC élèves", "Total PC", "Nb de PC", "PC portables"]
        {
            assert!(!is_of_a_measure(heading), "{heading}");
        }
    }

    #[test]
    fn a_size_of_a_type_is_no_number_of_its_machines() {
        for heading in ["Écran (taille)", "Écran (pouces)", "RAM (Go)", "PC (Go)", "Screen size"]
        {
            assert!(is_of_a_size(heading), "{heading}");
        }
        for heading in ["Écran po", "Disque (To) PC", "PC Go", "PC (Mo)"] {
            assert!(is_of_a_size(heading), "{heading}");
        }
        for heading in ["Écrans 24 pouces", "Écran 24\"", "PC 8 Go", "Écrans", "Écran (nb)"] {
            assert!(!is_of_a_size(heading), "{heading}");
        }
        for heading in ["PCs to replace", "Laptops to go out", "PC (to replace)", "Mo PC"] {
            assert!(!is_of_a_size(heading), "{heading}");
        }
    }

    #[test]
    fn a_heading_is_of_a_place_or_of_what_its_form_says() {
        heads(
            Head::Place,
            &["Mairie", "Service Achats", "Salle n° 12", "2e étage", "Bâtiment A", "RDC", "Musées"],
        );
        heads(Head::Place, &["DSI", "RH", "Compta", "Ressources humaines", "HR", "IT", "Finance"]);
        heads(Head::Place, &["Maison de la Réforme", "Lycée Prévert", "Résidence Âge d'or"]);
        heads(
            Head::MayBe,
            &["Lyon", "Les Arcs", "Parc de loisirs", "Vosges", "Cités", "Pas-de-Calais"],
        );
        heads(
            Head::Part,
            &["À remplacer", "> 8 Go", "Win 10", "Loués", "Non étiquetés", "En location", "Écran"],
        );
        heads(Head::Part, &["To replace", "dont HS", "Leased", "Plus de 8 Go", "Obsolètes"]);
        heads(Head::Ages, &["Plus de 5 ans", "3 à 5 ans"]);
        heads(Head::Figure, &["kWh", "ETP", "Ratio", "Moyenne", "Maximum", "Taux de panne", "%"]);
        heads(
            Head::Other,
            &["Salle n°", "Room number", "Service tag", "N°", "Garantie", "2024", "Âge moyen"],
        );
        // Among numbers of places it is one of them, and no longer what is passed over without a word.
        heads(Head::Where, &["Étage", "Salles", "Direction", "Service", "Bureau"]);
        heads(Head::Doubtful, &["Achats", "Budget", "Effectif", "Prix Nobel", "1", "Lyon 2024"]);
        heads(Head::State("in_stock"), &["En stock"]);
    }
}
