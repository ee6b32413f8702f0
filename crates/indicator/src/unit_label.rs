//! Units as people read them.

use ground::lang::{Lang, Noun};
use std::borrow::Cow;

/// Units that people read otherwise than files have them: as in a file, in French, in English.
const UNITS: &[(&str, &str, &str)] = &[
    ("units/user", "équipements/personne", "units/user"),
    ("units/user/yr", "équipements/personne/an", "units/user/yr"),
    ("screens/user", "écrans/personne", "screens/user"),
    ("users/printer", "personnes/imprimante", "users/printer"),
    ("meetings/yr", "réunions/an", "meetings/yr"),
    ("count", "", ""),
    ("ratio", "", ""),
    ("kg/yr", "kg/an", "kg/yr"),
    ("kg/user/yr", "kg/personne/an", "kg/user/yr"),
    ("kWh/yr", "kWh/an", "kWh/yr"),
    ("kWh/user/yr", "kWh/personne/an", "kWh/user/yr"),
    ("kWh/unit/yr", "kWh/équipement/an", "kWh/unit/yr"),
    ("kgCO2e/yr", "kg CO₂e/an", "kg CO₂e/yr"),
    ("kgCO2e/user/yr", "kg CO₂e/personne/an", "kg CO₂e/user/yr"),
    ("kgCO2e/unit", "kg CO₂e/équipement", "kg CO₂e/unit"),
    ("kgCO2e", "kg CO₂e", "kg CO₂e"),
    ("kgCO2e/kWh", "kg CO₂e/kWh", "kg CO₂e/kWh"),
    ("tCO2e", "t CO₂e", "t CO₂e"),
    ("GB", "Go", "GB"),
    ("TB", "To", "TB"),
    ("kB", "ko", "kB"),
    ("GB/user", "Go/personne", "GB/user"),
    ("GB/month", "Go/mois", "GB/month"),
    ("GB/user/month", "Go/personne/mois", "GB/user/month"),
    ("FTE/1000", "ETP pour mille", "FTE/1000"),
];

/// Units that are things counted.
const COUNTED: &[(&str, Noun)] = &[
    ("months", Noun::new(("mois", "mois"), ("month", "months"))),
    ("years", Noun::YEAR),
    ("days", Noun::new(("jour", "jours"), ("day", "days"))),
    ("units", Noun::UNIT),
    ("organisations", Noun::new(("organisme", "organismes"), ("organisation", "organisations"))),
    ("suppliers", Noun::new(("fournisseur", "fournisseurs"), ("supplier", "suppliers"))),
    ("indicators", Noun::new(("indicateur", "indicateurs"), ("indicator", "indicators"))),
    ("emails", Noun::new(("courriel", "courriels"), ("email", "emails"))),
];

/// A unit as people read it behind a number that is said; behind several, as behind many.
pub fn unit_label_behind<'u>(said: &str, unit: &'u str, lang: Lang) -> Cow<'u, str> {
    let noun = COUNTED.iter().find(|(code, _)| *code == unit);
    let plain = said.replace(lang.label("\u{202f}", ","), "").replace(',', ".");
    match (noun, plain.parse::<f64>()) {
        (Some((_, noun)), Ok(number)) => Cow::Owned(noun.named(number).say(lang).to_owned()),
        _ => Cow::Borrowed(unit_label(unit, lang)),
    }
}

/// A unit as people read it.
pub fn unit_label(unit: &str, lang: Lang) -> &str {
    if let Some((_, noun)) = COUNTED.iter().find(|(code, _)| *code == unit) {
        return noun.many(lang);
    }
    let told = UNITS.iter().find(|(code, _, _)| *code == unit);
    told.map_or(unit, |(_, fr, en)| lang.label(fr, en))
}
