//! A card to begin with: commented, with the words of the inventory that nobody knows yet.

use super::Card;
use ground::lang::{Lang, Noun, Text};
use ground::text;
use ground::word::of_toml as quoted;
use std::fmt::Write;

/// A word of an inventory that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// The rows it stands on.
    pub rows: u64,
    /// What it may stand for, nearest first.
    pub nearest: Vec<String>,
}

/// What a card is drafted from.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The year of the inventory.
    pub year: i32,
    /// What is said already.
    pub card: Option<Card>,
    /// Type words nobody knows, most rows first.
    pub types: Vec<UnknownWord>,
    /// Status words nobody knows, most rows first.
    pub states: Vec<UnknownWord>,
    /// Columns that could move the total and are not read, with what each may be.
    pub columns: Vec<(String, String)>,
    /// Names of sheets that may say the state of their rows, with that state.
    pub names: Vec<(String, String)>,
}

impl Draft {
    /// The card as TOML, its comments in the user's language.
    pub fn toml(&self, lang: Lang) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, lang);
        out
    }

    fn write(&self, out: &mut String, lang: Lang) -> std::fmt::Result {
        let blank = Card::blank();
        let card = self.card.as_ref().unwrap_or(&blank);
        let say = |fr: &'static str, en: &'static str| lang.label(fr, en);
        writeln!(
            out,
            "# {}",
            say(
                "Carte du parc : ce que l'organisation dit d'elle-même.",
                "Estate card: what the organisation says of itself."
            )
        )?;
        writeln!(
            out,
            "# {}",
            say(
                "Tout est facultatif ; retirez le # d'une ligne pour qu'elle compte. Voir docs/formats/estate.md.",
                "All of it is optional; take the # off a line to have it count. See docs/formats/estate.md."
            )
        )?;

        writeln!(out, "\n[organisation]")?;
        writeln!(
            out,
            "# {}",
            say("Son nom, en tête du rapport.", "Its name, at the head of the report.")
        )?;
        line(
            out,
            !card.organisation.name.is_empty(),
            "name",
            &quoted(if card.organisation.name.is_empty() {
                say("Mon organisation", "My organisation")
            } else {
                &card.organisation.name
            }),
        )?;
        writeln!(
            out,
            "# {}",
            say(
                "Son pays, quand une ligne n'en dit pas : un nom ou un code. La France si rien n'est dit.",
                "Its country, where a row says none: a name or a code. France where nothing is said."
            )
        )?;
        line(
            out,
            card.organisation.country != "FR",
            "country",
            &quoted(&card.organisation.country),
        )?;

        writeln!(out, "\n[headcount]")?;
        writeln!(
            out,
            "# {}",
            say(
                "L'effectif de chaque année : sans lui, pas de chiffre par personne.",
                "The people of each year: without, no figure per person."
            )
        )?;
        for (year, people) in &card.headcount {
            line(out, true, year, &number(*people))?;
        }
        if card.headcount.is_empty() {
            line(out, false, &self.year.to_string(), "10")?;
        }

        writeln!(out, "\n[types]")?;
        writeln!(
            out,
            "# {}",
            say(
                "Vos mots pour les types ; `empreinte factors list` montre les types.",
                "Your words for types; `empreinte factors list` shows the types."
            )
        )?;
        words(out, card.types.iter(), &self.types, ("Borne", "all_in_one"), lang)?;

        writeln!(out, "\n[states]")?;
        writeln!(
            out,
            "# {}",
            say(
                "Vos mots pour les états : ordered, in_stock, in_service, in_repair, decommissioned, exited.",
                "Your words for states: ordered, in_stock, in_service, in_repair, decommissioned, exited."
            )
        )?;
        words(out, card.states.iter(), &self.states, ("Spare", "in_stock"), lang)?;
        let sheets = say(
            "Feuilles dont le nom dit peut-être l'état de leurs lignes : sinon, in_service.",
            "Sheets whose names may say the state of their rows: if not, in_service.",
        );
        asked(out, &self.names, sheets)?;
        self.write_columns(out, card, lang)?;
        Self::write_rest(out, card, lang)
    }

    /// What columns are, said or asked.
    fn write_columns(&self, out: &mut String, card: &Card, lang: Lang) -> std::fmt::Result {
        let say = |fr: &'static str, en: &'static str| lang.label(fr, en);
        writeln!(out, "\n[columns]")?;
        writeln!(
            out,
            "# {}",
            say(
                "Ce que sont des colonnes, par leur titre ; unread pour ne pas en lire une.",
                "What columns are, by their headings; unread to leave one unread."
            )
        )?;
        for (heading, code) in &card.columns {
            line(out, true, &quoted(heading), &quoted(code))?;
        }
        if card.columns.is_empty() && self.columns.is_empty() {
            line(out, false, &quoted("Stock"), &quoted("quantity"))?;
        }
        let columns = say(
            "Colonnes qui pourraient changer le total et ne sont pas lues : dites ce que c'est, ou unread.",
            "Columns that could move the total and are not read: say what they are, or unread.",
        );
        asked(out, &self.columns, columns)
    }

    /// Places, lifetimes, assumptions and contracts.
    fn write_rest(out: &mut String, card: &Card, lang: Lang) -> std::fmt::Result {
        let say = |fr: &'static str, en: &'static str| lang.label(fr, en);
        writeln!(out, "\n[places]")?;
        writeln!(
            out,
            "# {}",
            say(
                "Débuts de lieux : leur site, leur pays, leur centre de données (de datacentres.csv).",
                "Beginnings of locations: their site, country, datacentre (of datacentres.csv)."
            )
        )?;
        for (location, place) in &card.places {
            let parts = [
                ("site", &place.site),
                ("country", &place.country),
                ("datacentre", &place.datacentre),
            ];
            let parts: Vec<String> = parts
                .iter()
                .filter_map(|(key, value)| {
                    value.as_ref().map(|value| format!("{key} = {}", quoted(value)))
                })
                .collect();
            line(out, true, &quoted(location), &format!("{{ {} }}", parts.join(", ")))?;
        }
        if card.places.is_empty() {
            line(out, false, &quoted("Bruxelles"), "{ site = \"Bruxelles\", country = \"BE\" }")?;
        }

        writeln!(out, "\n[lifetimes]")?;
        writeln!(
            out,
            "# {}",
            say("Vos durées de vie par type, en années.", "Your lifetimes by type, in years.")
        )?;
        for (kind, years) in &card.lifetimes {
            line(out, true, &quoted(kind), &number(*years))?;
        }
        if card.lifetimes.is_empty() {
            line(out, false, "laptop", "6")?;
        }

        writeln!(out, "\n[assumptions]")?;
        writeln!(
            out,
            "# {}",
            say(
                "Écrans supposés au poste d'un ordinateur fixe, quand l'inventaire n'en a pas.",
                "Monitors assumed on the desk of a desktop computer, where the inventory has none."
            )
        )?;
        let monitors = card.assumptions.monitors_per_desktop;
        line(out, monitors.is_some(), "monitors_per_desktop", &number(monitors.unwrap_or(1.0)))?;

        writeln!(
            out,
            "\n# {}",
            say(
                "Contrats d'électricité, pour le chiffre selon les contrats, à côté de celui selon le lieu.",
                "Electricity contracts, for the market-based figure beside the location-based one."
            )
        )?;
        for contract in &card.contracts {
            writeln!(out, "{}", contract.toml())?;
        }
        if card.contracts.is_empty() {
            for text in [
                "[[contracts]]",
                "name = \"Offre verte\"",
                "kind = \"supplier_offer\"",
                "kg_per_kwh = 0.011",
                "source = \"attestation du fournisseur\"",
                "share = 0.8",
            ] {
                writeln!(out, "# {text}")?;
            }
        }
        Ok(())
    }
}

/// What is asked, a line each to take the `#` off.
fn asked(out: &mut String, of: &[(String, String)], what: &str) -> std::fmt::Result {
    if !of.is_empty() {
        writeln!(out, "# {what}")?;
    }
    of.iter().try_for_each(|(name, code)| line(out, false, &quoted(name), &quoted(code)))
}

/// A line that counts, or one to take the `#` off.
fn line(out: &mut String, counts: bool, key: &str, value: &str) -> std::fmt::Result {
    writeln!(out, "{}{key} = {value}", if counts { "" } else { "# " })
}

fn words<'a>(
    out: &mut String,
    said: impl ExactSizeIterator<Item = (&'a String, &'a String)>,
    unknown: &[UnknownWord],
    example: (&str, &str),
    lang: Lang,
) -> std::fmt::Result {
    let none = said.len() == 0 && unknown.is_empty();
    for (word, code) in said {
        line(out, true, &quoted(word), &quoted(code))?;
    }
    if none {
        return line(out, false, &quoted(example.0), &quoted(example.1));
    }
    if !unknown.is_empty() {
        writeln!(
            out,
            "# {}",
            lang.label(
                "Mots de l'inventaire qui ne sont pas connus : dites ce qu'ils veulent dire.",
                "Words of the inventory that are not known: say what they mean."
            )
        )?;
    }
    for one in unknown {
        let Text { fr, en } = Noun::ROW.count(one.rows as f64);
        let near = one.nearest.join(", ");
        let told = match &near[..] {
            "" => text!("{fr}", "{en}"),
            near => text!("{fr} ; les plus proches : {near}", "{en}; the nearest: {near}"),
        };
        let code = one.nearest.first().map_or("", String::as_str);
        writeln!(out, "# {} = {}  # {}", quoted(&one.word), quoted(code), told.say(lang))?;
    }
    Ok(())
}

fn number(value: f64) -> String {
    format!("{value}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn unknown(word: &str, nearest: &[&str]) -> UnknownWord {
        let nearest = nearest.iter().map(|code| (*code).to_owned()).collect();
        UnknownWord { word: word.into(), rows: 2, nearest }
    }

    #[test]
    fn a_draft_is_a_card_that_says_nothing_until_it_is_filled_in() {
        let draft = Draft {
            year: 2025,
            types: vec![unknown("Borne \"x\"\n# y", &["all_in_one"])],
            states: vec![unknown("Perdu ?", &[])],
            columns: vec![("Stock \"x\"".into(), "quantity".into())],
            names: vec![("Stock Lyon".into(), "in_stock".into())],
            ..Draft::default()
        };
        for lang in [Lang::Fr, Lang::En] {
            let toml = draft.toml(lang);
            let card = Card::parse(Path::new("estate.toml"), &toml).unwrap();
            assert_eq!(card, Card::blank(), "{toml}");
            // Each line to fill in is one when its `#` is taken off.
            let filled: String = toml
                .lines()
                .map(|line| match line.strip_prefix("# ") {
                    Some(rest) if rest.contains(" = ") || rest.starts_with("[[") => {
                        format!("{rest}\n")
                    }
                    _ => format!("{line}\n"),
                })
                .collect();
            let card = Card::parse(Path::new("estate.toml"), &filled).unwrap();
            assert_eq!(card.types["Borne \"x\"\n# y"], "all_in_one");
            assert_eq!(card.headcount(2025), Some(10.0));
            assert_eq!(card.columns["Stock \"x\""], "quantity");
            assert_eq!(card.states["Stock Lyon"], "in_stock");
            assert_eq!(card.contracts.len(), 1);
        }
    }

    #[test]
    fn what_is_said_already_stands_in_the_draft() {
        let text = "[organisation]\nname = \"A \\\"b\\\"\"\ncountry = \"BE\"\n[headcount]\n2025 = 8.5\n\
             [types]\nborne = \"all_in_one\"\n[states]\nspare = \"in_stock\"\n\
             [columns]\nStock = \"quantity\"\nNotes = \"unread\"\n\
             [places]\nL = { site = \"S\", country = \"DE\" }\n[lifetimes]\nlaptop = 6.0\n\
             [assumptions]\nmonitors_per_desktop = 1.5\n\
             [[contracts]]\nname = \"n\"\nkind = \"supplier_offer\"\nkg_per_kwh = 0.01\nsource = \"s\"\n\
             sites = [\"S\"]\nyears = [2025]\nshare = 0.5\n";
        let card = Card::parse(Path::new("estate.toml"), text).unwrap();
        let draft = Draft { year: 2025, card: Some(card.clone()), ..Draft::default() };
        let toml = draft.toml(Lang::Fr);
        assert_eq!(Card::parse(Path::new("estate.toml"), &toml).unwrap(), card, "{toml}");
    }
}
