//! Referentials: themes and criteria as data, those shipped and the user's own grid.

use super::model::{PlanCriterion, Theme};
use equipment::{named_types, types_near};
use factor::FactorSet;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::table::{SmallTable, fold};
use ground::text;
use indicator::Catalogue;
use std::collections::BTreeMap;
use std::path::Path;

/// The columns of a grid; `label_fr` or `label_en` is enough.
pub const GRID_COLUMNS: [&str; 11] = [
    "theme",
    "theme_fr",
    "theme_en",
    "id",
    "label_fr",
    "label_en",
    "indicators",
    "roles",
    "types",
    "why_fr",
    "why_en",
];

/// What else a heading of a grid may be called, folded: its column, and what people write.
const HEADINGS: [(&str, &[&str]); 9] = [
    ("theme", &["themes", "thematique"]),
    ("theme_fr", &["theme fr"]),
    ("theme_en", &["theme en"]),
    ("id", &["identifiant", "numero", "n", "no", "code", "ref", "reference"]),
    ("label", &["libelle", "intitule", "critere", "question", "criterion"]),
    ("indicators", &["indicateurs", "indicateur", "indicator"]),
    ("roles", &["role"]),
    ("types", &["type", "types d equipement", "types d equipements"]),
    ("why", &["pourquoi", "raison", "reason"]),
];

/// The headings of a table by the columns of a grid that they are: as they stand, else by what people
/// write. A column that two headings may be is the first's.
struct GridHeadings(BTreeMap<&'static str, String>);

impl GridHeadings {
    fn of(table: &SmallTable) -> Self {
        let mut found = BTreeMap::new();
        for heading in table.headers() {
            let own = GRID_COLUMNS.into_iter().chain(["label", "why"]);
            if let Some(column) = own.into_iter().find(|column| heading == column) {
                found.insert(column, heading.clone());
            }
        }
        for heading in table.headers() {
            let folded = fold(heading);
            let meant = HEADINGS
                .into_iter()
                .find(|(column, others)| folded == *column || others.contains(&folded.as_str()));
            if let Some((column, _)) = meant {
                found.entry(column).or_insert_with(|| heading.clone());
            }
        }
        Self(found)
    }

    /// The heading that a column has in the file.
    fn heading<'h>(&'h self, column: &'h str) -> &'h str {
        self.0.get(column).map_or(column, String::as_str)
    }

    fn is_read(&self, heading: &str) -> bool {
        self.0.values().any(|own| own == heading)
    }
}

/// Grids carried by the program: name, file, what is not known of it.
const SHIPPED: [(&str, &str, &str, &str); 4] = [
    (
        "state-guide",
        include_str!("../data/state-guide.csv"),
        "les 59 pratiques du guide de l'État (export v1 de juin 2023, publié par la mission MiNumEco), dans nos mots ; 106 de ses 131 indicateurs y sont par ceux du catalogue (`guide_ref` : pratique et rang) ; les 8 de a.7 et a.8 et les 17 de g.*, hors du parc, n'y sont pas : la note de chaque pratique dit pourquoi, répondez-y par une preuve",
        "the 59 practices of the State's guide (export v1 of June 2023, published by the MiNumEco mission), in our words; 106 of its 131 indicators are there by those of the catalogue (`guide_ref`: practice and rank); the 8 of a.7 and a.8 and the 17 of g.*, outside the estate, are not: the note of each practice says why, answer them with evidence",
    ),
    (
        "reen-2022-1084",
        include_str!("../data/reen-2022-1084.csv"),
        "les six objectifs du décret, avec les 24 exemples d'indicateurs des fiches de l'État (MiNumEco et Interconnectés, juillet 2023) et trois de la loi (o1.3, o2.4, o2.7), dans nos mots ; 13 n'ont aucun indicateur du catalogue : ils se déclarent, avec leur preuve",
        "the decree's six objectives, with the 24 example indicators of the State's sheets (MiNumEco and Interconnectés, July 2023) and three of the law (o1.3, o2.4, o2.7), in our words; 13 have no indicator of the catalogue: they are declared, with their evidence",
    ),
    (
        "circular-6425",
        include_str!("../data/circular-6425.csv"),
        "l'engagement 8 de la circulaire 6425/SG, dans nos mots ; trois de ses cinq points n'ont aucun chiffre",
        "engagement 8 of circular 6425/SG, in our words; three of its five points have no figure",
    ),
    (
        "label-structure",
        include_str!("../data/label-structure.csv"),
        "les 52 critères du label ne sont pas publics : cette grille est vide, et n'a que ses colonnes (theme, theme_fr, theme_en, id, label_fr, label_en, indicators, roles, types, why_fr, why_en) ; remplissez-les dans un fichier à vous, et nommez-le",
        "the 52 criteria of the label are not public: this grid is empty, and has its columns alone (theme, theme_fr, theme_en, id, label_fr, label_en, indicators, roles, types, why_fr, why_en); fill them in a file of your own, and name it",
    ),
];

/// A criterion of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct RefCriterion {
    /// Its theme's identifier and name.
    pub theme: (String, Text),
    /// Its identifier.
    pub id: String,
    /// What it asks.
    pub label: Text,
    /// Indicators that answer it.
    pub indicators: Vec<String>,
    /// Who is asked.
    pub roles: Vec<String>,
    /// Types of equipment that it bears on.
    pub types: Vec<String>,
    /// Why no indicator answers it, where none does.
    pub why: Text,
}

/// A grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Referential {
    /// Its name.
    pub name: String,
    /// What is not known of it.
    pub limits: Option<Text>,
    /// Its criteria, in order.
    pub criteria: Vec<RefCriterion>,
    /// Columns of its file that are not read.
    pub unread: Vec<String>,
}

impl Referential {
    /// The names of those carried by the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, ..)| *name)
    }

    /// The grid of that name, or of that CSV file.
    ///
    /// # Errors
    ///
    /// There is neither; the file has no `id`, an identifier twice, or a criterion that says nothing.
    pub fn named(word: &str) -> Result<Self, Fault> {
        if let Some((name, csv, fr, en)) = SHIPPED.iter().find(|(name, ..)| *name == word) {
            let limits = Text { fr: (*fr).to_owned(), en: (*en).to_owned() };
            let table = SmallTable::parse(Path::new(name), csv, &GRID_COLUMNS)?;
            return Ok(Self { limits: Some(limits), ..Self::of(name, &table)? });
        }
        let path = Path::new(word);
        if !path.is_file() {
            let names: Vec<&str> = Self::names().collect();
            let names = names.join(", ");
            return Err(Fault::new(text!(
                "pas de référentiel `{word}`",
                "no referential `{word}`"
            ))
            .hint(text!(
                "{names}, ou un fichier .csv avec les colonnes id et label_fr",
                "{names}, or a .csv file with the columns id and label_en"
            )));
        }
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into());
        let table = SmallTable::open(path, &[])?;
        if GridHeadings::of(&table).0.contains_key("id") {
            return Self::of(&name, &table);
        }
        Self::of(&name, &SmallTable::open(path, &["id"])?)
    }

    fn of(name: &str, table: &SmallTable) -> Result<Self, Fault> {
        let headings = GridHeadings::of(table);
        let mut criteria: Vec<RefCriterion> = Vec::new();
        for row in table.rows() {
            let cell = |column: &str| row.get(headings.heading(column));
            let id = cell("id").to_owned();
            if id.is_empty() || criteria.iter().any(|known| known.id == id) {
                return Err(row.fault(
                    headings.heading("id"),
                    text!("identifiant vide ou répété", "identifier empty or repeated"),
                ));
            }
            let both = |fr: &str, en: &str, bare: &str| {
                let (fr, en, bare) = (cell(fr), cell(en), cell(bare));
                let first = |words: [&str; 3]| {
                    words
                        .iter()
                        .find(|word| !word.is_empty())
                        .map_or(String::new(), |w| (*w).into())
                };
                Text { fr: first([fr, bare, en]), en: first([en, bare, fr]) }
            };
            let words = |column: &str| -> Vec<String> {
                let split = |c: char| c.is_whitespace() || c == ',' || c == ';';
                let words = cell(column).split(split).filter(|word| !word.is_empty());
                words.map(str::to_owned).collect()
            };
            let theme = both("theme_fr", "theme_en", "theme");
            // A theme that has a name alone is known by it.
            let code = match cell("theme") {
                "" => fold(&theme.fr).split_whitespace().collect::<Vec<_>>().join("-"),
                code => code.to_owned(),
            };
            let label = both("label_fr", "label_en", "label");
            if label.fr.is_empty() {
                let mut own = ["label_fr", "label", "label_en"].into_iter();
                let column = own.find(|one| headings.0.contains_key(one));
                let what = text!("un critère sans libellé", "a criterion without label");
                return Err(row.fault(headings.heading(column.unwrap_or("label_fr")), what).hint(
                    text!(
                        "label_fr, label_en, label ou libellé : ce que le critère demande",
                        "label_fr, label_en, or label: what the criterion asks"
                    ),
                ));
            }
            let other = criteria.iter().find(|known| {
                let (known, name) = &known.theme;
                !code.is_empty() && *known == code && *name != theme
            });
            if let Some(other) = other {
                let name = &other.theme.1.fr;
                return Err(row.fault(
                    headings.heading("theme"),
                    text!(
                        "le thème `{code}` a déjà un autre nom : {name}",
                        "the theme `{code}` has another name already: {name}"
                    ),
                ));
            }
            let why = both("why_fr", "why_en", "why");
            criteria.push(RefCriterion {
                theme: (code, theme),
                label,
                id,
                indicators: words("indicators"),
                roles: words("roles"),
                types: words("types"),
                why,
            });
        }
        let is_read = |one: &&String| one.is_empty() || headings.is_read(one);
        let unread = table.headers().iter().filter(|one| !is_read(one)).cloned().collect();
        Ok(Self { name: name.to_owned(), limits: None, criteria, unread })
    }

    /// What of it says nothing to the program: columns that are not read, indicators and types that
    /// there are none of.
    pub fn unsure(&self, catalogue: &Catalogue, set: &FactorSet) -> Vec<Text> {
        let mut said = Vec::new();
        if !self.unread.is_empty() {
            let (unread, all) = (self.unread.join(", "), GRID_COLUMNS.join(", "));
            said.push(text!(
                "grille : colonnes non lues : {unread} ; celles d'une grille : {all}",
                "grid: columns not read: {unread}; those of a grid: {all}"
            ));
        }
        for one in &self.criteria {
            let id = &one.id;
            for word in one.indicators.iter().filter(|word| catalogue.named(word).is_none()) {
                let near = catalogue.nearest(word).join(", ");
                let near = if near.is_empty() { "–".to_owned() } else { near };
                said.push(text!(
                    "grille, critère {id} : indicateur inconnu `{word}` ; voisins : {near}",
                    "grid, criterion {id}: unknown indicator `{word}`; near it: {near}"
                ));
            }
            for word in one.types.iter().filter(|word| set.type_named(word).is_none()) {
                let near = types_near(set, word);
                let none = near.is_empty();
                let named = |lang| named_types(set, near.iter().copied(), lang);
                let named = |lang| if none { "–".to_owned() } else { named(lang) };
                let (fr, en) = (named(Lang::Fr), named(Lang::En));
                said.push(text!(
                    "grille, critère {id} : type inconnu `{word}` ; voisins : {fr}",
                    "grid, criterion {id}: unknown type `{word}`; near it: {en}"
                ));
            }
        }
        said
    }

    /// Its themes, each once.
    pub fn themes(&self, lang: Lang) -> Vec<Theme> {
        let mut themes: Vec<Theme> = Vec::new();
        for one in &self.criteria {
            let (id, label) = &one.theme;
            if !id.is_empty() && themes.iter().all(|known| known.id != *id) {
                let label = label.say(lang).to_owned();
                themes.push(Theme { id: id.clone(), label, pillar: None });
            }
        }
        themes
    }

    /// Its criteria, unanswered.
    pub fn blank(&self, lang: Lang) -> Vec<PlanCriterion> {
        let one = |one: &RefCriterion| PlanCriterion {
            id: one.id.clone(),
            theme: one.theme.0.clone(),
            label: one.label.say(lang).to_owned(),
            applicable: None,
            reason: String::new(),
            answer: None,
            note: one.why.say(lang).to_owned(),
            roles: one.roles.iter().map(|role| role_in(role, lang)).collect(),
            types: one.types.clone(),
            indicators: one.indicators.clone(),
        };
        self.criteria.iter().map(one).collect()
    }
}

/// The roles of the grids that are shipped, and what French readers call them; a user's own stay as they
/// are.
const ROLES: [(&str, &str); 8] = [
    ("it", "informatique"),
    ("development", "developpement"),
    ("purchasing", "achats"),
    ("datacentre", "salle-serveurs"),
    ("management", "direction"),
    ("territory", "territoire"),
    ("hr", "rh"),
    ("nr_lead", "referent-nr"),
];

/// A role in the language of whoever reads the plan.
fn role_in(role: &str, lang: Lang) -> String {
    let known = ROLES.iter().find(|(code, _)| *code == role);
    known.map_or(role, |(code, fr)| lang.label(fr, code)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Each role of a grid that is shipped has its French name, and a user's own stays.
    #[test]
    fn roles_are_in_the_language_of_the_plan() {
        let (mut all, mut french) = (0, 0);
        for name in Referential::names() {
            let grid = Referential::named(name).unwrap();
            for (own, blank) in grid.criteria.iter().zip(grid.blank(Lang::Fr)) {
                all += own.roles.len();
                french += own.roles.iter().zip(&blank.roles).filter(|(a, b)| a != b).count();
            }
            for (own, blank) in grid.criteria.iter().zip(grid.blank(Lang::En)) {
                assert_eq!(own.roles, blank.roles);
            }
        }
        assert!(all > 20 && french == all, "{french} of {all}");
        assert_eq!(role_in("dsi", Lang::Fr), "dsi");
        assert_eq!(role_in("nr_lead", Lang::En), "nr_lead");
    }

    #[test]
    fn every_grid_that_is_shipped_names_indicators_that_there_are() {
        let catalogue = Catalogue::shipped().unwrap();
        for name in Referential::names() {
            let grid = Referential::named(name).unwrap();
            assert!(grid.limits.is_some(), "{name}");
            // That of the label has its columns alone.
            assert_eq!(grid.themes(Lang::Fr).is_empty(), name == "label-structure", "{name}");
            assert_eq!(grid.criteria.is_empty(), name == "label-structure", "{name}");
            for one in &grid.criteria {
                assert!(!one.label.fr.is_empty() && !one.label.en.is_empty(), "{name} {}", one.id);
                for id in &one.indicators {
                    assert!(catalogue.named(id).is_some(), "{name} {}: {id}", one.id);
                }
            }
        }
        let columns = GRID_COLUMNS.join(", ");
        let label = Referential::named("label-structure").unwrap().limits.unwrap();
        assert!(label.fr.contains(&columns) && label.en.contains(&columns));
        let count = |name: &str| Referential::named(name).unwrap().criteria.len();
        assert_eq!(
            (count("state-guide"), count("reen-2022-1084"), count("circular-6425")),
            (59, 27, 5)
        );
        assert_eq!(Referential::named("reen-2022-1084").unwrap().themes(Lang::Fr).len(), 6);
    }

    /// The guide's indicators are those of the catalogue that say which of the guide's they are: each is
    /// named by its practice, and a practice without any says why.
    #[test]
    fn each_practice_of_the_guide_names_its_indicators_or_why_none() {
        let catalogue = Catalogue::shipped().unwrap();
        let mut guide: BTreeMap<&str, BTreeMap<u32, Vec<&str>>> = BTreeMap::new();
        for one in catalogue.all() {
            for (practice, rank) in one.guide.split('|').filter_map(|of| of.trim().split_once('#'))
            {
                let ranks = guide.entry(practice).or_default();
                ranks.entry(rank.parse().unwrap()).or_default().push(&one.id);
            }
        }
        assert_eq!(guide.values().map(BTreeMap::len).sum::<usize>(), 106);
        let grid = Referential::named("state-guide").unwrap();
        for one in &grid.criteria {
            let of_guide: BTreeMap<u32, Vec<&str>> =
                guide.remove(one.id.as_str()).into_iter().flatten().collect();
            // None is left out between the first and the last.
            assert!(of_guide.keys().copied().eq((1..).take(of_guide.len())), "{}", one.id);
            for id in of_guide.values().flatten() {
                assert!(one.indicators.iter().any(|own| own == id), "{}: {id}", one.id);
            }
            let says_why = !one.why.fr.is_empty() && !one.why.en.is_empty();
            assert_eq!(says_why, one.indicators.is_empty(), "{}", one.id);
        }
        assert!(guide.is_empty(), "{guide:?}");
    }

    #[test]
    fn a_grid_of_ones_own_has_french_headings_and_what_is_not_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("grille.csv");
        let csv = "Thème;N°;Libellé;Indicateurs;Rôles;Types d'équipement;Coût\nAchats;1;acheter moins;age_mean_in_service;dsi;laptop;3\n";
        std::fs::write(&path, csv).unwrap();
        let grid = Referential::named(path.to_str().unwrap()).unwrap();
        let one = &grid.criteria[0];
        assert_eq!((one.id.as_str(), one.label.fr.as_str()), ("1", "acheter moins"));
        assert_eq!(one.theme.1.fr, "Achats");
        assert_eq!(one.indicators, ["age_mean_in_service"]);
        assert_eq!((&one.roles[..], &one.types[..]), (&["dsi".into()][..], &["laptop".into()][..]));
        assert_eq!(grid.unread, ["Coût"]);
        std::fs::write(&path, "identifiant;libellé\n1;\n").unwrap();
        let fault = Referential::named(path.to_str().unwrap()).unwrap_err();
        assert!(fault.to_string().contains("libellé"), "{fault}");
        std::fs::write(&path, "libellé\nx\n").unwrap();
        let fault = Referential::named(path.to_str().unwrap()).unwrap_err();
        assert!(fault.to_string().contains("`id`"), "{fault}");
    }

    #[test]
    fn a_grid_of_ones_own_needs_an_identifier_and_a_label_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("grille.csv");
        std::fs::write(&path, "id;label\n1.1;Un référent\n1.2;Un budget\n").unwrap();
        let grid = Referential::named(path.to_str().unwrap()).unwrap();
        assert_eq!((grid.name.as_str(), grid.criteria.len()), ("grille", 2));
        std::fs::write(&path, "id;label;theme_fr\n1;a;Fin de vie\n2;b;Fin de vie\n").unwrap();
        let named = Referential::named(path.to_str().unwrap()).unwrap();
        let themes = named.themes(Lang::Fr);
        assert_eq!((themes.len(), themes[0].label.as_str()), (1, "Fin de vie"));
        assert_eq!(named.blank(Lang::Fr)[1].theme, themes[0].id);
        assert_eq!(grid.criteria[0].label.en, "Un référent");
        std::fs::write(&path, "id;label\n1.1;a\n1.1;b\n").unwrap();
        assert!(Referential::named(path.to_str().unwrap()).is_err());
        let named = || Referential::named(path.to_str().unwrap());
        std::fs::write(&path, "id;label\n1.1;a\n1.2;\n").unwrap();
        assert!(named().unwrap_err().render(Lang::Fr).contains("sans libellé"));
        std::fs::write(&path, "id;label;theme;theme_fr\n1;a;t;Achats\n2;b;t;Usages\n").unwrap();
        assert!(named().unwrap_err().render(Lang::Fr).contains("déjà un autre nom"));
        // What says nothing to the program is told, and the rest is read.
        std::fs::write(&path, "id;label;indicateurs;indicators;types\n1;a;x;pue;portable\n")
            .unwrap();
        let grid = named().unwrap();
        let set = FactorSet::shipped().unwrap();
        let said = grid.unsure(&Catalogue::shipped().unwrap(), &set);
        let said: Vec<&str> = said.iter().map(|one| one.fr.as_str()).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].contains("colonnes non lues : indicateurs"), "{said:?}");
        assert!(said[1].contains("`pue` ; voisins : dc_pue"), "{said:?}");
        assert!(said[2].contains("laptop (ordinateur portable)"), "{said:?}");
        assert!(Referential::named("absent").unwrap_err().render(Lang::Fr).contains("state-guide"));
    }
}
